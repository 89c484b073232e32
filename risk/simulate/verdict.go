package simulate

import (
	"slices"

	"timpora/risk/stat"
)

// verdict is what one world adds to the result.
type verdict struct {
	clusters     int
	apart        bool    // some cluster holds no planted cell
	expected     float64 // in the planted zone
	hit          int     // planted cells in clusters
	cells        int     // cells of the clusters that hold planted cells
	ratio, score cover
}

// cover counts intervals that hold the truth.
type cover struct{ n, in, busy, busyIn int }

func (l *Land) verdict(w World, said Outcome) verdict {
	v := verdict{clusters: len(said.Clusters), expected: w.Expected}
	for _, c := range said.Clusters {
		both := 0
		for _, i := range c {
			if slices.Contains(w.Planted, i) {
				both++
			}
		}
		if both == 0 {
			v.apart = true
			continue
		}
		v.hit += both
		v.cells += len(c)
	}
	v.ratio, v.score = l.cover(said.Ratios), l.cover(said.Scores)
	return v
}

func (l *Land) cover(list []Interval) cover {
	var c cover
	for k, i := range l.order[:min(len(l.order), len(list))] {
		busy := k < (len(l.order)+busyPart-1)/busyPart
		c.n++
		if busy {
			c.busy++
		}
		if list[i].holds() {
			c.in++
			if busy {
				c.busyIn++
			}
		}
	}
	return c
}

// Share is k of n with the 95 % interval of Wilson.
type Share struct {
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

func newShare(k, n int) Share {
	low, high := stat.Wilson(float64(k), float64(n), confidence)
	return Share{float64(k) / float64(n), low, high}
}
