package backtest

import (
	"encoding/json"
	"math"
	"slices"

	"timpora/risk/stat"
)

// Number is a figure that may be undefined: NaN is null in JSON.
type Number float64

// MarshalJSON writes the shortest figure that reads back, or null.
func (n Number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) || math.IsInf(float64(n), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// Measure is a figure with its 90 % interval over origins.
type Measure struct {
	Value Number `json:"value"`
	Low   Number `json:"low"`
	High  Number `json:"high"`
}

// Measures are those of one ranking at one extent.
type Measures struct {
	HitRate    Measure `json:"hit_rate"`
	PAI        Measure `json:"pai"`         // land
	PAIPersons Measure `json:"pai_persons"` // persons staying
	PEI        Measure `json:"pei"`
	Precision  Measure `json:"precision"`
	Efficiency Measure `json:"efficiency"` // incidents an hour of visits
}

// kind is one measure: how it follows from a tally and where it is kept.
type kind struct {
	of func(t tally) float64
	to func(m *Measures) *Measure
}

func kinds() []kind {
	return []kind{
		{func(t tally) float64 { return t.n / t.all }, func(m *Measures) *Measure { return &m.HitRate }},
		{func(t tally) float64 { return t.n / t.all / (t.area / t.allArea) }, func(m *Measures) *Measure { return &m.PAI }},
		{func(t tally) float64 { return t.n / t.all / (t.persons / t.allPersons) }, func(m *Measures) *Measure { return &m.PAIPersons }},
		{func(t tally) float64 { return t.n / t.best }, func(m *Measures) *Measure { return &m.PEI }},
		{func(t tally) float64 { return t.with / t.flagged }, func(m *Measures) *Measure { return &m.Precision }},
		{func(t tally) float64 { return t.n / t.hours }, func(m *Measures) *Measure { return &m.Efficiency }},
	}
}

// resamples is the number of times that the origins are drawn again.
const resamples = 2000

// bootstrap holds how often each origin is in each resample.
type bootstrap [][]float64

func newBootstrap(origins int, seed uint64) bootstrap {
	b := make(bootstrap, resamples)
	seed = stat.Split(seed, partBootstrap)
	for k := range b {
		b[k] = make([]float64, origins)
		r := stat.NewRand(seed, uint64(k))
		for range origins {
			b[k][r.IntN(origins)]++
		}
	}
	return b
}

// measure is a figure of sums over the origins with its interval.
func (b bootstrap) measure(of func(weights []float64) float64) Measure {
	drawn := make([]float64, len(b))
	for k, w := range b {
		drawn[k] = of(w)
	}
	return newMeasure(of(slices.Repeat([]float64{1}, len(b[0]))), drawn)
}

// newMeasure puts the interval of the resamples around a figure; those in
// which it is undefined do not count.
func newMeasure(value float64, drawn []float64) Measure {
	drawn = slices.DeleteFunc(drawn, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	if len(drawn) == 0 || math.IsNaN(value) || math.IsInf(value, 0) {
		nan := Number(math.NaN())
		return Measure{Number(value), nan, nan}
	}
	slices.Sort(drawn)
	low := (len(drawn)+19)/20 - 1
	return Measure{Number(value), Number(drawn[low]), Number(drawn[len(drawn)-1-low])}
}

func pooled(list []tally, weights []float64) tally {
	var sum tally
	for k, t := range list {
		sum.add(t, weights[k])
	}
	return sum
}

// measures pools the tallies of one ranking at one extent, by origin.
func (b bootstrap) measures(list []tally) Measures {
	return b.each(func(w []float64) func(kind) float64 {
		sum := pooled(list, w)
		return func(k kind) float64 { return k.of(sum) }
	})
}

// differences are the measures of one ranking less those of another, resampled
// together.
func (b bootstrap) differences(list, other []tally) Measures {
	return b.each(func(w []float64) func(kind) float64 {
		sum, less := pooled(list, w), pooled(other, w)
		return func(k kind) float64 { return k.of(sum) - k.of(less) }
	})
}

// each fills every measure; pool sums a resample once for all of them.
func (b bootstrap) each(pool func(weights []float64) func(kind) float64) Measures {
	all := kinds()
	drawn := make([][]float64, len(all))
	for _, w := range b {
		of := pool(w)
		for n, k := range all {
			drawn[n] = append(drawn[n], of(k))
		}
	}
	var m Measures
	of := pool(slices.Repeat([]float64{1}, len(b[0])))
	for n, k := range all {
		*k.to(&m) = newMeasure(of(k), drawn[n])
	}
	return m
}
