package score

import "timpora/risk"

// unregisteredShare is the share of lodging that is not in APOA, with the
// policy's prior number of registered places added, so that few places make
// no large share.
func unregisteredShare() factor {
	return factor{code: "unregistered_share", sub: risk.SubPotential, unit: "share", raw: func(v *view) float64 {
		if v.in.Lodging <= 0 {
			return 0
		}
		return v.in.Unregistered / (v.in.Lodging + v.m.policy.Lodging.Prior)
	}}
}
