package stat

import "math"

// Gi is the local statistic of Getis and Ord of one cell.
type Gi struct {
	Z         float64 // standard score; NaN when undefined
	P         float64 // two-sided, 2*Phi(-|z|); 1 when undefined
	Undefined bool    // no variance, no neighbours (Gi), or the whole map covered
}

// GiStar is Gi* with binary weights, the cell itself included:
//
//	z = (sum_j x_j - W*mean) / (s*sqrt((n*W - W^2)/(n-1)))
//
// with W the number of cells summed and s^2 = sum((x-mean)^2)/n (Ord & Getis
// 1995, doi:10.1111/j.1538-4632.1995.tb00912.x). Null: values are placed at
// random. Two-sided. Row scaling of the weights leaves z as it is. Undefined
// when s = 0 or the neighbourhood is the whole map: then Z is NaN and P is 1;
// leave such cells out of the family of tests (see GiP). For lists of
// different length every cell is undefined. Cost: the number of neighbours.
func GiStar(x []float64, neighbours [][]int32) []Gi {
	out := make([]Gi, len(x))
	n := float64(len(x))
	mean, square := moments(x)
	if len(neighbours) != len(x) {
		square = 0
	}
	s := math.Sqrt(square / n)
	for i := range out {
		if square == 0 {
			out[i] = undefinedGi()
			continue
		}
		w := float64(len(neighbours[i]) + 1)
		out[i] = newGi(x[i]+sumAt(x, neighbours[i])-float64(w*mean),
			s*math.Sqrt((float64(n*w)-float64(w*w))/(n-1)))
	}
	return out
}

// LocalGi is Gi with binary weights, without the cell itself: mean and
// variance are those of the other cells (divisor n-1), and the root holds
// ((n-1)*W - W^2)/(n-2). Null, sidedness and source as in GiStar. Undefined
// also for a cell without neighbours.
func LocalGi(x []float64, neighbours [][]int32) []Gi {
	out := make([]Gi, len(x))
	n := float64(len(x))
	mean, square := moments(x)
	for i := range out {
		if len(neighbours) != len(x) || square == 0 || len(neighbours[i]) == 0 || n < 3 {
			out[i] = undefinedGi()
			continue
		}
		d := x[i] - mean
		others := mean - d/(n-1)
		rest := square - float64(d*d)*n/(n-1)
		if rest <= 1e-14*square {
			out[i] = undefinedGi()
			continue
		}
		w := float64(len(neighbours[i]))
		root := (float64((n-1)*w) - float64(w*w)) / (n - 2)
		out[i] = newGi(sumAt(x, neighbours[i])-float64(w*others), math.Sqrt(rest/(n-1))*math.Sqrt(root))
	}
	return out
}

// GiP lists the p-values for a correction of multiple tests: NaN, and so out
// of the family, where the statistic is undefined.
func GiP(gi []Gi) []float64 {
	p := make([]float64, len(gi))
	for i, g := range gi {
		p[i] = g.P
		if g.Undefined {
			p[i] = math.NaN()
		}
	}
	return p
}

// Bin is the confidence bin of a cell: the sign of z times 3, 2 or 1 where
// q <= 0.01, 0.05 or 0.10, else 0; 0 where z or q is undefined.
func Bin(z, q float64) int {
	size := 0
	switch {
	case q <= 0.01:
		size = 3
	case q <= 0.05:
		size = 2
	case q <= 0.10:
		size = 1
	}
	switch {
	case z > 0:
		return size
	case z < 0:
		return -size
	}
	return 0
}

func newGi(numerator, denominator float64) Gi {
	if !(denominator > 0) {
		return undefinedGi()
	}
	z := numerator / denominator
	return Gi{Z: z, P: NormalTwoSided(z)}
}

func undefinedGi() Gi { return Gi{Z: math.NaN(), P: 1, Undefined: true} }

// moments are the mean and the sum of squared deviations; a sum within
// rounding of a constant list is 0.
func moments(x []float64) (mean, square float64) {
	if len(x) == 0 {
		return 0, 0
	}
	largest := 0.0
	for _, v := range x {
		mean += v
		largest = math.Max(largest, math.Abs(v))
	}
	mean /= float64(len(x))
	for _, v := range x {
		d := v - mean
		square += float64(d * d)
	}
	if square <= float64(len(x))*float64(largest*largest)*1e-30 {
		square = 0
	}
	return mean, square
}

func sumAt(x []float64, at []int32) float64 {
	sum := 0.0
	for _, j := range at {
		sum += x[j]
	}
	return sum
}
