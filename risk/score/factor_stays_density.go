package score

import "timpora/risk"

// staysDensity is the number of distinct foreign nationals present lately per
// km2 of land.
func staysDensity() factor {
	return factor{code: "stays_density", sub: risk.SubPotential, unit: "1/km2", raw: func(v *view) float64 {
		return perKm2(v.in.Staying, v.cell.LandKm2)
	}}
}

// perKm2 is a density; a cell without land has none.
func perKm2(count, land float64) float64 {
	if !(land > 0) {
		return 0
	}
	return count / land
}
