package backtest

import "math"

// logistic is the curve 1/(1+exp(-(a+b*x))).
type logistic struct{ a, b float64 }

func (l logistic) at(x float64) float64 { return 1 / (1 + math.Exp(-(l.a + float64(l.b*x)))) }

// sample is what a curve is fitted to: values with what came about, in lists of
// equal shape, and the targets that stand for 1 and 0.
type sample struct {
	x, y    [][]float64
	yes, no float64
}

// fitLogistic fits by Newton's method to targets held off 0 and 1, which keeps
// a separable past from certainty; the likelihood has one summit, and steps
// are halved until they climb. A ranking that fell with the outcome so far, or
// is the same everywhere, forecasts the base rate.
func fitLogistic(x, y [][]float64) logistic {
	events, n := count(y), 0.0
	for _, list := range y {
		n += float64(len(list))
	}
	s := sample{x: x, y: y, yes: (events + 1) / (events + 2), no: 1 / (n - events + 2)}
	base := (float64(events*s.yes) + float64((n-events)*s.no)) / n
	flat := logistic{a: math.Log(base / (1 - base))}
	l, best := flat, s.logLikelihood(flat)
	for range 100 {
		da, db, ok := s.newton(l)
		if !ok {
			return flat
		}
		next, value := logistic{l.a + da, l.b + db}, 0.0
		for range 60 {
			if value = s.logLikelihood(next); value >= best {
				break
			}
			da, db = da/2, db/2
			next = logistic{l.a + da, l.b + db}
		}
		if !(value > best) {
			break
		}
		l, best = next, value
	}
	if !(l.b > 0) {
		return flat
	}
	return l
}

// newton is the full step from a curve; not ok where the values do not differ.
func (s sample) newton(l logistic) (da, db float64, ok bool) {
	var ga, gb, haa, hab, hbb float64
	for k := range s.x {
		for i, v := range s.x[k] {
			p := l.at(v)
			d, w := s.target(k, i)-p, p*(1-p)
			ga += d
			gb += float64(d * v)
			haa += w
			hab += float64(w * v)
			hbb += float64(float64(w*v) * v)
		}
	}
	det := float64(haa*hbb) - float64(hab*hab)
	if !(det > 1e-12*float64(haa*hbb)) {
		return 0, 0, false
	}
	return (float64(hbb*ga) - float64(hab*gb)) / det, (float64(haa*gb) - float64(hab*ga)) / det, true
}

func (s sample) target(k, i int) float64 {
	if s.y[k][i] > 0 {
		return s.yes
	}
	return s.no
}

// logLikelihood is t*z - log(1+exp(z)), summed, with z the logit.
func (s sample) logLikelihood(l logistic) float64 {
	sum := 0.0
	for k := range s.x {
		for i, v := range s.x[k] {
			z := l.a + float64(l.b*v)
			sum += float64(s.target(k, i)*z) - math.Max(z, 0) - math.Log1p(math.Exp(-math.Abs(z)))
		}
	}
	return sum
}
