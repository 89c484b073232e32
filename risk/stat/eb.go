package stat

import "math"

// Shrink holds the moments of Marshall's prior: Mean b and Variance a of the
// underlying rates.
type Shrink struct {
	Mean     float64 // b, cases per population
	Variance float64 // a, not below 0
}

// MarshallPrior estimates the prior of all rates together:
// b = sum(y)/sum(n), s^2 = sum(n*(r-b)^2)/sum(n), a = max(0, s^2 - b/mean(n)).
// Marshall 1991, doi:10.2307/2347593. Without population both are NaN.
func MarshallPrior(cases, population []float64) Shrink {
	b, spread, mean := rateMoments(cases, population)
	return Shrink{Mean: b, Variance: math.Max(0, spread-b/mean)}
}

// MarshallGlobal shrinks every rate towards the rate of the whole map,
// b + a*(r-b)/(a + b/n). It is for showing rates: a test of association on
// these values finds clusters in noise. A cell without population takes b;
// with nothing anywhere the value is 0 when no case was seen, NaN otherwise.
// Marshall 1991, doi:10.2307/2347593.
func MarshallGlobal(cases, population []float64) []float64 {
	prior := MarshallPrior(cases, population)
	out := make([]float64, len(cases))
	for i := range out {
		out[i] = prior.rate(cases[i], population[i])
	}
	return out
}

// MarshallLocal shrinks every rate towards the rate of its closed
// neighbourhood, whose deviations are all taken from that same local mean, as
// in Marshall 1991, doi:10.2307/2347593. Undefined cases as in MarshallGlobal.
func MarshallLocal(cases, population []float64, neighbours [][]int32) []float64 {
	out := make([]float64, len(cases))
	for i, prior := range MarshallLocalPriors(cases, population, neighbours) {
		out[i] = prior.rate(cases[i], population[i])
	}
	return out
}

// MarshallLocalPriors gives the prior of every cell's closed neighbourhood.
func MarshallLocalPriors(cases, population []float64, neighbours [][]int32) []Shrink {
	out := make([]Shrink, len(cases))
	var y, n []float64
	for i := range out {
		y, n = append(y[:0], cases[i]), append(n[:0], population[i])
		for _, j := range neighbours[i] {
			y, n = append(y, cases[j]), append(n, population[j])
		}
		out[i] = MarshallPrior(y, n)
	}
	return out
}

// rate is the shrunk rate of y cases among n; 0/0 is 0.
func (s Shrink) rate(y, n float64) float64 {
	if math.IsNaN(s.Mean) || n <= 0 {
		if y == 0 && math.IsNaN(s.Mean) {
			return 0
		}
		return s.Mean
	}
	scale := s.Variance + s.Mean/n
	if scale == 0 {
		return s.Mean
	}
	return s.Mean + float64(s.Variance*(y/n-s.Mean))/scale
}

// rateMoments are the pooled rate, the weighted variance of the rates around
// it and the mean population. Cells without population carry no weight.
func rateMoments(cases, population []float64) (b, spread, mean float64) {
	var y, n float64
	for i, p := range population {
		y += cases[i]
		n += p
	}
	if !(n > 0) {
		return math.NaN(), math.NaN(), math.NaN()
	}
	b = y / n
	for i, p := range population {
		if p > 0 {
			d := cases[i]/p - b
			spread += float64(p * float64(d*d))
		}
	}
	return b, spread / n, n / float64(len(population))
}
