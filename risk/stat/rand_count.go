package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Poisson draws a Poisson count; 0 for a mean that is not above 0.
func (r *Rand) Poisson(mean float64) float64 {
	if !(mean > 0) || math.IsInf(mean, 1) {
		return 0
	}
	return distuv.Poisson{Lambda: mean, Src: r.src}.Rand()
}

// NegBin draws a count with the given mean and variance mean + alpha*mean^2,
// a Poisson count whose mean is gamma distributed; alpha 0 is Poisson.
func (r *Rand) NegBin(mean, alpha float64) float64 {
	if !(mean > 0) || !(alpha > 0) {
		return r.Poisson(mean)
	}
	return r.Poisson(r.Gamma(1/alpha, 1/float64(alpha*mean)))
}

// Multinomial deals n events among the cells with chances proportional to the
// weights. Weights that are not above 0 get none; with no weight at all
// nothing is dealt.
func (r *Rand) Multinomial(n int, weights []float64) []float64 {
	out := make([]float64, len(weights))
	NewDealer(weights).Deal(r, n, out)
	return out
}

// Dealer deals events among cells in constant time each, by the alias method
// (Walker 1977, doi:10.1145/355744.355749).
type Dealer struct {
	keep  []float64 // chance to stay on the cell drawn
	other []int32   // where the event goes otherwise
	stack []int32
}

// NewDealer prepares a dealer for the weights.
func NewDealer(weights []float64) *Dealer {
	d := &Dealer{}
	d.Set(weights)
	return d
}

// Set replaces the weights without allocating anew.
func (d *Dealer) Set(weights []float64) {
	n := len(weights)
	if cap(d.keep) < n {
		d.keep, d.other, d.stack = make([]float64, n), make([]int32, n), make([]int32, n)
	}
	d.keep, d.other, d.stack = d.keep[:n], d.other[:n], d.stack[:n]
	sum := 0.0
	for _, w := range weights {
		sum += math.Max(0, w)
	}
	if !(sum > 0) || math.IsInf(sum, 1) {
		d.keep = d.keep[:0]
		return
	}
	small, large := 0, n
	for i, w := range weights {
		d.keep[i], d.other[i] = math.Max(0, w)*float64(n)/sum, int32(i)
		if d.keep[i] < 1 {
			d.stack[small] = int32(i)
			small++
		} else {
			large--
			d.stack[large] = int32(i)
		}
	}
	d.pair(small, large, n)
}

// pair gives every cell below the average a richer one to share its slot.
// stack[:small] holds the poor, stack[large:] the rich.
func (d *Dealer) pair(small, large, n int) {
	for small > 0 && large < n {
		small--
		poor, rich := d.stack[small], d.stack[large]
		d.other[poor] = rich
		d.keep[rich] -= 1 - d.keep[poor]
		if d.keep[rich] < 1 {
			large++
			d.stack[small] = rich
			small++
		}
	}
	for ; small > 0; small-- {
		d.keep[d.stack[small-1]] = 1
	}
	for ; large < n; large++ {
		d.keep[d.stack[large]] = 1
	}
}

// Deal adds n events to out, which has one entry a cell.
func (d *Dealer) Deal(r *Rand, n int, out []float64) {
	cells := uint64(len(d.keep))
	if cells == 0 || len(out) < len(d.keep) {
		return
	}
	for range n {
		bits := r.src.Uint64()
		i := (bits >> 32) * cells >> 32
		if float64(uint32(bits))/(1<<32) >= d.keep[i] {
			i = uint64(d.other[i])
		}
		out[i]++
	}
}
