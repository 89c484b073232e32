package score

import "timpora/risk"

// permitExpiry is the number of distinct persons present whose permit has
// ended or ends soon, per km2 of land.
func permitExpiry() factor {
	return factor{code: "permit_expiry", sub: risk.SubPotential, unit: "1/km2", raw: func(v *view) float64 {
		return perKm2(v.in.Expiring, v.cell.LandKm2)
	}}
}
