package cluster

import (
	"math"
	"slices"

	"timpora/risk/stat"
)

// hot joins the connected cells whose closed neighbourhood holds more than the
// policy's background variation explains: upper tail of the negative binomial
// with variance sum(E) + Alpha*sum(E^2), Benjamini-Hochberg over all cells. On
// a map without any cluster the smallest q is at most q with probability q
// (Simes 1986, doi:10.1093/biomet/73.3.751), so it serves as P of the map.
//
// It finds what the flexible scan cannot: a scan judges every zone by the
// largest likelihood ratio anywhere, and where one crowded place may double by
// chance that maximum hides a small cluster in a quiet one.
func hot(neighbours [][]int32, evidence []Evidence, p Params, level float64) []Zone {
	tails := make([]float64, len(evidence))
	for i := range evidence {
		tails[i] = upperTail(neighbours[i], evidence, i, p.Alpha)
	}
	q := stat.BH(tails)
	var zones []Zone
	seen := make([]bool, len(q))
	isHot := func(i int32) bool { return !seen[i] && q[i] <= level }
	for start := range int32(len(q)) {
		if !isHot(start) {
			continue
		}
		seen[start] = true
		z := Zone{Cells: []int32{start}, Method: MethodHot, P: 1}
		for at := 0; at < len(z.Cells); at++ {
			z.P = min(z.P, q[z.Cells[at]])
			for _, j := range neighbours[z.Cells[at]] {
				if isHot(j) {
					seen[j] = true
					z.Cells = append(z.Cells, j)
				}
			}
		}
		z.LLR = ratioOf(z.Cells, evidence)
		zones = append(zones, z)
	}
	return zones
}

// upperTail is the chance of so many incidents in the closed neighbourhood of
// a cell; 1 where nothing is expected.
func upperTail(near []int32, evidence []Evidence, i int, alpha float64) float64 {
	e := evidence[i].Expected
	observed, mean, square := evidence[i].Observed, e, float64(e*e)
	for _, j := range near {
		e := evidence[j].Expected
		observed += evidence[j].Observed
		mean += e
		square += float64(e * e)
	}
	tail := stat.NBUpperVar(observed, mean, mean+float64(alpha*square))
	if math.IsNaN(tail) {
		return 1
	}
	return tail
}

// ratioOf is the log likelihood ratio of a set of cells against the rest.
func ratioOf(cells []int32, evidence []Evidence) float64 {
	var c, e, total, expected float64
	for i, v := range evidence {
		total += v.Observed
		expected += v.Expected
		if slices.Contains(cells, int32(i)) {
			c += v.Observed
			e += v.Expected
		}
	}
	return stat.LLR(c, e*total/expected, total)
}
