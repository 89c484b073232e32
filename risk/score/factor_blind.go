package score

import (
	"math"

	"timpora/risk"
)

// blind is 1 minus the hours of visits and meetings over the planned hours of
// the cell's desa, not below 0.
func blind() factor {
	return factor{code: "blind", sub: risk.SubHidden, unit: "share", raw: func(v *view) float64 {
		return 1 - math.Min(1, v.in.Hours/v.m.policy.Visits.PlannedHours)
	}}
}
