package stat

import "math"

// Weights says how neighbours are weighted.
type Weights int

// The weightings.
const (
	RowStandardised Weights = iota // each row of weights sums to 1
	Binary                         // every neighbour has weight 1
)

// Moran is the global statistic of a map.
type Moran struct {
	I              float64
	E              float64 // -1/(n-1)
	VarRandom      float64 // variance under randomisation
	ZRandom        float64
	VarNormal      float64 // variance under normality
	ZNormal        float64
	GreaterRandom  float64 // one-sided p, positive association
	TwoSidedRandom float64
	GreaterNormal  float64
}

// GlobalMoran is Moran's I = n/S0 * z'Wz/z'z with its moments under
// randomisation (null: the values are placed at random) and normality (Cliff &
// Ord 1981). Report it once a map, one-sided. Every figure is NaN without
// variance, without any neighbour, or below 4 cells. Cells without neighbours
// count in n. Cost: the neighbours.
func GlobalMoran(x []float64, neighbours [][]int32, weights Weights) Moran {
	nan := math.NaN()
	m := Moran{nan, nan, nan, nan, nan, nan, nan, nan, nan}
	mean, square := moments(x)
	if len(neighbours) != len(x) || len(x) < 4 || square == 0 {
		return m
	}
	n := float64(len(x))
	s0, s1, s2 := weightSums(neighbours, weights)
	if s0 == 0 {
		return m
	}
	var cross, fourth float64
	for i, list := range neighbours {
		z := x[i] - mean
		cross += float64(z * weightOf(len(list), weights) * deviations(x, list, mean))
		fourth += float64(float64(z*z) * float64(z*z))
	}
	m.I, m.E = n/s0*cross/square, -1/(n-1)
	b2, s02 := n*fourth/float64(square*square), float64(s0*s0)
	normal := float64(n*n*s1) - float64(n*s2) + float64(3*s02)
	m.VarNormal = normal/(s02*(float64(n*n)-1)) - float64(m.E*m.E)
	random := n * (float64((float64(n*n)-3*n+3)*s1) - float64(n*s2) + float64(3*s02))
	random -= float64(b2 * (float64((float64(n*n)-n)*s1) - float64(2*n*s2) + float64(6*s02)))
	m.VarRandom = random/((n-1)*(n-2)*(n-3)*s02) - float64(m.E*m.E)
	m.ZNormal, m.ZRandom = (m.I-m.E)/math.Sqrt(m.VarNormal), (m.I-m.E)/math.Sqrt(m.VarRandom)
	m.GreaterNormal, m.GreaterRandom = NormalUpper(m.ZNormal), NormalUpper(m.ZRandom)
	m.TwoSidedRandom = NormalTwoSided(m.ZRandom)
	return m
}

// weightOf is the weight of each of k neighbours.
func weightOf(k int, weights Weights) float64 {
	if weights == Binary || k == 0 {
		return 1
	}
	return 1 / float64(k)
}

func deviations(x []float64, at []int32, mean float64) float64 {
	sum := 0.0
	for _, j := range at {
		sum += x[j] - mean
	}
	return sum
}

// weightSums are S0 = sum w, S1 = sum (w_ij + w_ji)^2 / 2 and
// S2 = sum (row + column)^2. Lists need not be symmetric.
func weightSums(neighbours [][]int32, weights Weights) (s0, s1, s2 float64) {
	column := make([]float64, len(neighbours))
	for i, list := range neighbours {
		w := weightOf(len(list), weights)
		for _, j := range list {
			column[j] += w
			back := 0.0
			if holds(neighbours[j], int32(i)) {
				back = weightOf(len(neighbours[j]), weights)
			}
			// (w+back)^2/2 of the pair, met twice when mutual and once otherwise.
			if back > 0 {
				s1 += float64((w+back)*(w+back)) / 2
			} else {
				s1 += float64(w * w)
			}
		}
	}
	for i, list := range neighbours {
		row := weightOf(len(list), weights) * float64(len(list))
		s0 += row
		s2 += float64((row + column[i]) * (row + column[i]))
	}
	return s0, s1, s2
}

func holds(sorted []int32, v int32) bool {
	for _, j := range sorted {
		if j >= v {
			return j == v
		}
	}
	return false
}
