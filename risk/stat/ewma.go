package stat

import "math"

// EWMA is a chart of the exponentially weighted mean of a series.
type EWMA struct {
	Mean  []float64 // z_t = lambda*y_t + (1-lambda)*z_(t-1), z_0 the target
	Upper []float64 // exact upper limit of each period
	Lower []float64
	UCL   float64 // asymptotic upper limit
	LCL   float64
}

// EWMAChart computes the chart for a target mu, standard deviation sigma,
// weight lambda (0.3) and width l (3): limits
// mu -/+ l*sigma*sqrt(lambda/(2-lambda)), times sqrt(1-(1-lambda)^(2t)) for the
// exact ones (Roberts 1959, doi:10.1080/00401706.1959.10489860). Null: the
// series has mean mu and standard deviation sigma; two-sided.
func EWMAChart(y []float64, mu, sigma, lambda, l float64) EWMA {
	n := len(y)
	c := EWMA{Mean: make([]float64, n), Upper: make([]float64, n), Lower: make([]float64, n)}
	half := l * sigma * math.Sqrt(lambda/(2-lambda))
	c.UCL, c.LCL = mu+half, mu-half
	last := mu
	for t, v := range y {
		last = float64(lambda*v) + float64((1-lambda)*last)
		width := half * math.Sqrt(1-math.Pow(1-lambda, float64(2*(t+1))))
		c.Mean[t], c.Upper[t], c.Lower[t] = last, mu+width, mu-width
	}
	return c
}
