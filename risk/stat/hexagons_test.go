package stat_test

import "timpora/risk/stat"

// hexagons is a patch of a hexagon grid in rows, every other row shifted by
// half a cell; lists ascend.
func hexagons(rows, columns int) [][]int32 {
	out := make([][]int32, rows*columns)
	for r := range rows {
		shift := r % 2
		for c := range columns {
			at := [][2]int{
				{r - 1, c - 1 + shift}, {r - 1, c + shift}, {r, c - 1},
				{r, c + 1}, {r + 1, c - 1 + shift}, {r + 1, c + shift},
			}
			for _, p := range at {
				if p[0] >= 0 && p[0] < rows && p[1] >= 0 && p[1] < columns {
					out[r*columns+c] = append(out[r*columns+c], int32(p[0]*columns+p[1]))
				}
			}
		}
	}
	return out
}

// world draws uneven exposure and counts of about total cases.
func world(cells int, total, alpha float64, seed uint64) (cases, exposure []float64) {
	r := stat.NewRand(seed, 0)
	cases, exposure = make([]float64, cells), make([]float64, cells)
	sum := 0.0
	for i := range exposure {
		exposure[i] = 0.2 + r.Gamma(1, 1)
		sum += exposure[i]
	}
	for i, e := range exposure {
		cases[i] = r.NegBin(e*total/sum, alpha)
	}
	return cases, exposure
}
