package stat

import "math"

// Permuted is Gi* of one cell under conditional permutation.
type Permuted struct {
	Sum      float64 // the cell's own value and its neighbours'
	Mean     float64 // exact, under permutation
	Variance float64 // exact
	Z        float64 // (Sum-Mean)/sqrt(Variance); NaN when undefined
	Upper    float64 // (1 + #{simulated >= Sum})/(R+1)
	Lower    float64 // the same with <=
	P        float64 // two-sided, min(1, 2*min(Upper, Lower))
}

// GiPermutation is Gi* by conditional permutation with binary weights: the
// cell keeps its value and its k neighbours get k of the other n-1 values
// without replacement (Anselin 1995, doi:10.1111/j.1538-4632.1995.tb00338.x).
// The moments are exact: x_i + k*m and k*s2*(N-k)/(N-1) with N = n-1 and m, s2
// (divisor N) over the others. Z is undefined without neighbours, without
// variance and where the neighbours are all the others; P is then 1. P cannot
// fall below 1/(R+1), so a correction over many cells needs many permutations.
//
// All cells share one set of random index rows, as in PySAL: each p-value has
// its exact null distribution while p-values of different cells are
// dependent. Going from cell i to cell i+1 changes the others at one place
// only, so a row is summed again only where it holds that place. Cost about
// cells*permutations comparisons.
func GiPermutation(x []float64, neighbours [][]int32, permutations int, seed uint64) []Permuted {
	out := permutedMoments(x, neighbours)
	if len(neighbours) != len(x) || permutations < 1 || len(x) < 2 {
		return out
	}
	p := newPermuter(x, neighbours, permutations, seed)
	for i := range out {
		p.leaveOut(i)
		k := len(neighbours[i])
		if k == 0 || math.IsNaN(out[i].Z) {
			continue
		}
		upper, lower := p.compare(k, out[i].Sum-x[i])
		out[i].Upper = float64(1+upper) / float64(permutations+1)
		out[i].Lower = float64(1+lower) / float64(permutations+1)
		out[i].P = math.Min(1, 2*math.Min(out[i].Upper, out[i].Lower))
	}
	return out
}

func permutedMoments(x []float64, neighbours [][]int32) []Permuted {
	out := make([]Permuted, len(x))
	mean, square := moments(x)
	n := float64(len(x))
	for i := range out {
		out[i] = Permuted{Sum: math.NaN(), Mean: math.NaN(), Variance: math.NaN(), Z: math.NaN(), Upper: 1, Lower: 1, P: 1}
		if len(neighbours) != len(x) || n < 3 {
			continue
		}
		k, d := float64(len(neighbours[i])), x[i]-mean
		others := mean - d/(n-1)
		rest := math.Max(0, square-float64(d*d)*n/(n-1))
		out[i].Sum = x[i] + sumAt(x, neighbours[i])
		out[i].Mean = x[i] + float64(k*others)
		out[i].Variance = k * (rest / (n - 1)) * (n - 1 - k) / (n - 2)
		if rest > 1e-14*square && out[i].Variance > 0 {
			out[i].Z = (out[i].Sum - out[i].Mean) / math.Sqrt(out[i].Variance)
		}
	}
	return out
}

// permuter holds the rows of random places among the others, and for each
// number of neighbours in use the sums of the values there.
type permuter struct {
	x      []float64
	others []float64
	rows   []int32 // permutation by permutation, longest places each
	length int
	sums   [][]float64 // by number of neighbours; nil when not in use
	at     [][]int32   // permutations whose row holds a place
	slack  float64     // difference within which sums count as equal
}

func newPermuter(x []float64, neighbours [][]int32, permutations int, seed uint64) *permuter {
	n := len(x) - 1
	p := &permuter{x: x, others: append([]float64{}, x[1:]...), at: make([][]int32, n)}
	largest := 0.0
	for i, list := range neighbours {
		p.length = max(p.length, len(list))
		largest = math.Max(largest, math.Abs(x[i]))
	}
	p.slack = 1e-13 * largest * float64(p.length+1)
	p.sums = make([][]float64, p.length+1)
	for _, list := range neighbours {
		if k := len(list); p.sums[k] == nil {
			p.sums[k] = make([]float64, permutations)
		}
	}
	p.sample(n, permutations, NewRand(seed, 0))
	for r := range permutations {
		p.sum(r)
	}
	return p
}

// sample draws the rows by a partial shuffle.
func (p *permuter) sample(n, permutations int, random *Rand) {
	deck := make([]int32, n)
	for i := range deck {
		deck[i] = int32(i)
	}
	p.rows = make([]int32, permutations*p.length)
	for r := range permutations {
		for k := range p.length {
			j := k + random.IntN(n-k)
			deck[k], deck[j] = deck[j], deck[k]
			p.rows[r*p.length+k] = deck[k]
			p.at[deck[k]] = append(p.at[deck[k]], int32(r))
		}
	}
}

// sum adds up row r for every number of neighbours in use.
func (p *permuter) sum(r int) {
	total := 0.0
	for k, place := range p.rows[r*p.length : (r+1)*p.length] {
		total += p.others[place]
		if s := p.sums[k+1]; s != nil {
			s[r] = total
		}
	}
}

// leaveOut makes others the values without cell i; cells come in order.
func (p *permuter) leaveOut(i int) {
	if i == 0 || p.others[i-1] == p.x[i-1] {
		return
	}
	p.others[i-1] = p.x[i-1]
	for _, r := range p.at[i-1] {
		p.sum(int(r))
	}
}

func (p *permuter) compare(k int, observed float64) (upper, lower int) {
	high, low := observed-p.slack, observed+p.slack
	for _, s := range p.sums[k] {
		if s >= high {
			upper++
		}
		if s <= low {
			lower++
		}
	}
	return upper, lower
}
