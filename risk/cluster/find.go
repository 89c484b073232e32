package cluster

import (
	"cmp"
	"slices"

	"timpora/risk"
)

// Params are the policy of clusters, and what is known of the run.
type Params struct {
	Q                  float64 // false discovery rate of a flag
	MinIncidents       int     // fewest verified incidents of a cluster
	CandidateIncidents int     // fewest for a joint operation
	CandidateOrigins   int     // fewest origins for a joint operation
	WideInterval       float64 // score intervals at least this wide are counter-evidence
	DesaPlaced         float64 // so is this share of records placed by desa only
	OwnFinds           float64 // and this share of incidents from our own visits
	CoarseM            float64 // and borders coarser than this
	PrecisionM         float64 // of the boundary set, in metres
	Robust             bool    // whether the ranking holds under other weights
	Overlap            float64 // of the top of the ranking under other weights
}

// Evidence is what a cell adds to a cluster beside its score. Expected is of
// the cell alone.
type Evidence struct {
	Verified int      // verified incidents
	Observed float64  // the same, own finds weighed
	Expected float64  // from exposure
	Own      float64  // the part of Verified that only our visits found
	Origins  []string // of the verified incidents
}

// Zone is a set of cells that a detector flags; indices into the frame.
type Zone struct {
	Cells []int32
	P, Q  float64
}

// Detector finds zones. They must not overlap.
type Detector func(frame risk.Frame, scores []risk.Score, evidence []Evidence, p Params) []Zone

// Hot flags the connected cells whose upper q-value is at most p.Q.
func Hot(frame risk.Frame, scores []risk.Score, _ []Evidence, p Params) []Zone {
	seen := make([]bool, len(scores))
	hot := func(i int32) bool { return !seen[i] && scores[i].UpperQ <= p.Q }
	var zones []Zone
	for start := range scores {
		if !hot(int32(start)) {
			continue
		}
		seen[start] = true
		z := Zone{Cells: []int32{int32(start)}, P: 1, Q: 1}
		for at := 0; at < len(z.Cells); at++ {
			for _, j := range frame.Cells[z.Cells[at]].Neighbours {
				if hot(j) {
					seen[j] = true
					z.Cells = append(z.Cells, j)
				}
			}
		}
		for _, i := range z.Cells {
			z.P, z.Q = min(z.P, scores[i].UpperP), min(z.Q, scores[i].UpperQ)
		}
		slices.Sort(z.Cells)
		zones = append(zones, z)
	}
	return zones
}

// Find describes the zones of a detector that hold enough verified incidents.
// Scores and evidence are in the order of the frame.
func Find(frame risk.Frame, scores []risk.Score, evidence []Evidence, p Params, detect Detector) []risk.Cluster {
	var all Evidence
	for _, e := range evidence {
		all.Observed += e.Observed
		all.Expected += e.Expected
	}
	out := []risk.Cluster{}
	for _, z := range detect(frame, scores, evidence, p) {
		z.Cells = slices.Sorted(slices.Values(z.Cells))
		if sum := gather(z, evidence); sum.Verified >= p.MinIncidents {
			out = append(out, describe(frame, scores, evidence, z, sum, all, p))
		}
	}
	slices.SortFunc(out, func(a, b risk.Cluster) int {
		return cmp.Or(cmp.Compare(a.P, b.P), cmp.Compare(a.Cells[0], b.Cells[0]))
	})
	return out
}

// Candidate reports whether a cluster meets the policy for proposing a joint
// operation. A named person decides; the program starts none.
func Candidate(c risk.Cluster, p Params) bool {
	return c.Observed >= float64(p.CandidateIncidents) && c.Origins >= p.CandidateOrigins
}

// gather sums the evidence of a zone.
func gather(z Zone, evidence []Evidence) Evidence {
	var sum Evidence
	for _, i := range z.Cells {
		e := evidence[i]
		sum.Verified += e.Verified
		sum.Observed += e.Observed
		sum.Expected += e.Expected
		sum.Own += e.Own
		sum.Origins = append(sum.Origins, e.Origins...)
	}
	slices.Sort(sum.Origins)
	sum.Origins = slices.Compact(sum.Origins)
	return sum
}
