package score

import (
	"math"

	"timpora/risk"
)

// coastAccess is 1 where the cell has a harbour, else it falls from 1 at the
// shore to 0 at the policy's coastal distance.
func coastAccess() factor {
	return factor{code: "coast_access", sub: risk.SubPotential, unit: "share", raw: func(v *view) float64 {
		if v.in.Harbours > 0 {
			return 1
		}
		return math.Max(0, 1-math.Max(0, float64(v.cell.CoastM))/float64(v.m.policy.Coast.CoastalM))
	}}
}
