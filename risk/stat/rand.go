package stat

import (
	"math"
	"math/rand/v2"
)

// Rand is a seeded source of draws: PCG-64 with a stream number (O'Neill 2014,
// HMC-CS-2014-0905). The same seed and stream give the same draws on every
// machine. Give each unit of work (a replication, a cell, a posterior draw)
// its own stream by index: then the number of cores changes nothing. A Rand
// is not safe for use by several goroutines at once.
type Rand struct {
	src *rand.Rand
	pcg *rand.PCG
}

// NewRand is stream number stream of a seed.
func NewRand(seed, stream uint64) *Rand {
	pcg := rand.NewPCG(mix(seed), mix(stream^0x9e3779b97f4a7c15))
	return &Rand{src: rand.New(pcg), pcg: pcg}
}

// Split derives an independent source for a named part of the work; the
// receiver is not advanced.
func Split(seed uint64, part uint64) uint64 { return mix(mix(seed) + part) }

// Reset turns r into stream number stream of a seed without allocating.
func (r *Rand) Reset(seed, stream uint64) {
	r.pcg.Seed(mix(seed), mix(stream^0x9e3779b97f4a7c15))
}

// mix is the finaliser of SplitMix64: neighbouring numbers become unrelated.
func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Float64 is uniform on [0, 1).
func (r *Rand) Float64() float64 { return r.src.Float64() }

// open is uniform on (0, 1), safe to take the logarithm of.
func (r *Rand) open() float64 { return (float64(r.pcg.Uint64()>>12) + 0.5) / (1 << 52) }

// IntN is uniform on 0..n-1; 0 for n below 1.
func (r *Rand) IntN(n int) int {
	if n < 1 {
		return 0
	}
	return r.src.IntN(n)
}

// Uint64 is 64 random bits.
func (r *Rand) Uint64() uint64 { return r.src.Uint64() }

// Normal is a standard normal draw.
func (r *Rand) Normal() float64 { return r.src.NormFloat64() }

// Perm is a random permutation of 0..n-1.
func (r *Rand) Perm(n int) []int { return r.src.Perm(max(0, n)) }

// Gamma draws from the gamma distribution of the given shape and rate by
// Marsaglia & Tsang 2000, doi:10.1145/358407.358414, with their squeeze that
// spares most logarithms; a shape below 1 is raised by 1 and scaled back by
// U^(1/shape). Shapes 1, 2 and 3 are sums of exponentials: one logarithm of a
// product. NaN unless both are above 0.
func (r *Rand) Gamma(shape, rate float64) float64 {
	if !(shape > 0 && rate > 0) {
		return math.NaN()
	}
	switch shape {
	case 1:
		return -math.Log(r.open()) / rate
	case 2:
		return -math.Log(float64(r.open()*r.open())) / rate
	case 3:
		return -math.Log(float64(float64(r.open()*r.open())*r.open())) / rate
	}
	if shape < 1 {
		return r.Gamma(shape+1, rate) * math.Pow(r.open(), 1/shape)
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.src.NormFloat64()
		v := 1 + float64(c*x)
		if v <= 0 {
			continue
		}
		v = float64(v*v) * v
		u, square := r.open(), float64(x*x)
		if u < 1-float64(0.0331*float64(square*square)) ||
			math.Log(u) < float64(0.5*square)+d-float64(d*v)+float64(d*math.Log(v)) {
			return d * v / rate
		}
	}
}

// Beta draws from the beta distribution with parameters a and b.
func (r *Rand) Beta(a, b float64) float64 {
	x, y := r.Gamma(a, 1), r.Gamma(b, 1)
	if x+y == 0 {
		return a / (a + b)
	}
	return x / (x + y)
}

// Dirichlet draws weights that sum to 1 from parameters a; an entry of 0
// stays 0.
func (r *Rand) Dirichlet(a []float64) []float64 {
	out := make([]float64, len(a))
	sum := 0.0
	for i, v := range a {
		if v > 0 {
			out[i] = r.Gamma(v, 1)
			sum += out[i]
		}
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}
