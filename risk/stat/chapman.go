package stat

import "math"

// Recapture is the estimate of incidents from two sources.
type Recapture struct {
	Observed        float64 // known to either
	Estimate        float64 // Chapman
	Variance        float64 // Seber 1970
	LincolnPetersen float64 // NaN without a match
	Low             float64 // 95% interval, transformed logit
	High            float64
	Unseen          float64 // Estimate - Observed
}

// Chapman estimates how many incidents there were when the first source knew
// n1, the second n2 and both m: (n1+1)(n2+1)/(m+1) - 1 (Chapman 1951), variance
// (n1+1)(n2+1)(n1-m)(n2-m)/((m+1)^2(m+2)) (Seber 1970), interval of
// Sadinle 2009, doi:10.1080/03610910903168595. It assumes independent sources,
// a closed period, equal chances within the stratum and perfect matching;
// sources that depend positively make it a lower bound. Use strata with at
// least 5 matches. Every figure is NaN unless 0 <= m <= min(n1, n2).
func Chapman(n1, n2, m float64) Recapture {
	if !(m >= 0 && m <= n1 && m <= n2) {
		nan := math.NaN()
		return Recapture{nan, nan, nan, nan, nan, nan, nan}
	}
	r := Recapture{Observed: n1 + n2 - m, LincolnPetersen: math.NaN()}
	r.Estimate = float64((n1+1)*(n2+1))/(m+1) - 1
	r.Variance = (n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) * (m + 1) * (m + 2))
	if m > 0 {
		r.LincolnPetersen = n1 * n2 / m
	}
	both, first, second := m+0.5, n1-m+0.5, n2-m+0.5
	s := NormalQuantile(0.975) * math.Sqrt(1/both+1/first+1/second+both/float64(first*second))
	odds := first * second / both
	r.Low = r.Observed - 0.5 + float64(odds*math.Exp(-s))
	r.High = r.Observed - 0.5 + float64(odds*math.Exp(s))
	r.Unseen = r.Estimate - r.Observed
	return r
}
