package stat

import "math"

// Calibration judges forecast probabilities by what came about.
type Calibration struct {
	Brier       float64 // mean of (p-y)^2
	BaseRate    float64
	Uncertainty float64 // Brier score of the base rate
	Skill       float64 // 1 - Brier/Uncertainty; NaN for a base rate of 0 or 1
	Reliability float64 // by bins
	Resolution  float64
	ECE         float64 // mean gap between forecast and observed rate, by bins
	LogLoss     float64 // p held 2^-52 off 0 and 1
	Table       []CalibrationBin
}

// CalibrationBin is one bin of forecasts; empty bins are not listed.
type CalibrationBin struct {
	Bin      int
	N        int
	Forecast float64 // mean
	Observed float64 // rate
}

// Calibrate computes the Brier score (1950,
// doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2) and its decomposition
// (Murphy 1973, doi:10.1175/1520-0450(1973)012<0595:ANVPOT>2.0.CO;2) over
// bins of equal width, bin = min(floor(p*bins), bins-1); the three terms add up
// to the score only where forecasts are constant within bins. Outcomes are 0
// or 1. Every figure is NaN for no forecasts, lists of different length, bins
// below 1 or a probability outside [0, 1].
func Calibrate(p, y []float64, bins int) Calibration {
	nan := math.NaN()
	n := float64(len(p))
	valid := len(p) > 0 && len(y) == len(p) && bins >= 1
	for _, v := range p {
		valid = valid && v >= 0 && v <= 1
	}
	if !valid {
		return Calibration{nan, nan, nan, nan, nan, nan, nan, nan, nil}
	}
	c := Calibration{BaseRate: total(y) / n}
	forecast, observed, count := make([]float64, bins), make([]float64, bins), make([]float64, bins)
	for i, v := range p {
		c.Brier += float64((v-y[i])*(v-y[i])) / n
		c.LogLoss -= logScore(v, y[i]) / n
		k := min(int(v*float64(bins)), bins-1)
		forecast[k] += v
		observed[k] += y[i]
		count[k]++
	}
	c.Uncertainty = c.BaseRate * (1 - c.BaseRate)
	c.Skill = 1 - ratio(c.Brier, c.Uncertainty)
	for k, m := range count {
		if m > 0 {
			c.add(CalibrationBin{k, int(m), forecast[k] / m, observed[k] / m}, m/n)
		}
	}
	return c
}

func (c *Calibration) add(b CalibrationBin, weight float64) {
	gap, gain := b.Forecast-b.Observed, b.Observed-c.BaseRate
	c.Reliability += float64(weight * float64(gap*gap))
	c.Resolution += float64(weight * float64(gain*gain))
	c.ECE += float64(weight * math.Abs(gap))
	c.Table = append(c.Table, b)
}

func logScore(p, y float64) float64 {
	const off = 1.0 / (1 << 52)
	p = math.Min(1-off, math.Max(off, p))
	return float64(y*math.Log(p)) + float64((1-y)*math.Log1p(-p))
}
