package stat

import "math"

// EARS holds the upper bounds of the early aberration rules for each period;
// NaN where the baseline does not yet reach. An alarm is a count above it.
type EARS struct {
	C1 []float64
	C2 []float64
	C3 []float64
}

// EARSOptions are the choices of the rules; zero values take the defaults.
type EARSOptions struct {
	Baseline int     // periods looked back; 7
	MinSD    float64 // floor of the standard deviation; 0.5
	AlphaC1  float64 // one-sided; 0.001
	AlphaC2  float64 // 0.001
	AlphaC3  float64 // 0.025
}

// EARSBounds computes C1, C2 and C3 (Hutwagner et al. 2003,
// doi:10.1007/PL00022319; Fricker, Hegler & Dunfee 2008,
// doi:10.1002/sim.3197). With z the normal quantile of 1-alpha and sd (divisor
// n-1, not below MinSD):
//
//	C1: mean + z*sd of the periods just before
//	C2: the same of the baseline that ends three before, two being skipped
//	C3: max(0, y + sd*(z - sum over the two periods before of max(0, C2-1)))
//
// with the sd of C2's baseline, where C2 of a period is (y-mean)/sd. C3 is
// stated around the period's own count, as the R package surveillance does. Null: counts
// vary around the baseline as normal values. For under a year of history;
// under about one report a week none of the rules is valid.
func EARSBounds(y []float64, o EARSOptions) EARS {
	o = o.defaults()
	b, n := o.Baseline, len(y)
	out := EARS{C1: undefined(n), C2: undefined(n), C3: undefined(n)}
	z1, z2, z3 := NormalQuantile(1-o.AlphaC1), NormalQuantile(1-o.AlphaC2), NormalQuantile(1-o.AlphaC3)
	standard := undefined(n)
	for t := b; t < n; t++ {
		mean, sd := o.level(y[t-b : t])
		out.C1[t] = mean + float64(z1*sd)
		if t < b+2 {
			continue
		}
		mean, sd = o.level(y[t-b-2 : t-2])
		out.C2[t] = mean + float64(z2*sd)
		standard[t] = (y[t] - mean) / sd
		if t < b+4 {
			continue
		}
		past := math.Max(0, standard[t-1]-1) + math.Max(0, standard[t-2]-1)
		out.C3[t] = math.Max(0, y[t]+float64(sd*(z3-past)))
	}
	return out
}

func (o EARSOptions) defaults() EARSOptions {
	if o.Baseline < 2 {
		o.Baseline = 7
	}
	for _, v := range []struct {
		at    *float64
		value float64
	}{{&o.MinSD, 0.5}, {&o.AlphaC1, 0.001}, {&o.AlphaC2, 0.001}, {&o.AlphaC3, 0.025}} {
		if !(*v.at > 0) {
			*v.at = v.value
		}
	}
	return o
}

// level is the mean and the floored standard deviation of a baseline.
func (o EARSOptions) level(y []float64) (mean, sd float64) {
	mean, square := moments(y)
	return mean, math.Max(o.MinSD, math.Sqrt(square/float64(len(y)-1)))
}
