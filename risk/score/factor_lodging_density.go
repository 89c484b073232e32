package score

import "timpora/risk"

// lodgingDensity is the number of places of lodging per km2 of land.
func lodgingDensity() factor {
	return factor{code: "lodging_density", sub: risk.SubPotential, unit: "1/km2", raw: func(v *view) float64 {
		return perKm2(v.in.Lodging, v.cell.LandKm2)
	}}
}
