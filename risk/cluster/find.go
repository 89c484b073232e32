package cluster

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"timpora/risk"
)

// The detectors, as named in risk.Cluster.Method.
const (
	MethodFlexible  = "flexible"   // restricted flexible scan of the whole window
	MethodHot       = "hot_cells"  // connected cells that are significant themselves
	MethodSpaceTime = "space_time" // prospective space-time scan of the last periods
)

// Params are the policy of clusters, and what is known of the run.
type Params struct {
	Level        float64 // chance of any false cluster on a map without one, of all detectors together
	HotLevel     float64 // the part of it for hot cells
	Alpha        float64 // overdispersion of the null, see Scan
	Replications int     // of each scan
	Nearest      int     // cells around a centre that a flexible zone may use, at most 64
	Restrict     float64 // highest mid-p of a cell in a flexible zone
	LookDays     float64 // between two runs
	Recent       Recent  //

	Q                  float64 // false discovery rate at which a cell of its own is hot
	MinIncidents       int     // fewest verified incidents of a cluster
	CandidateP         float64 // highest p of a candidate for a joint operation
	CandidateDays      float64 // shortest recurrence interval of one
	CandidateIncidents int     // fewest verified incidents of one
	CandidateOrigins   int     // fewest origins of one
	WideInterval       float64 // score intervals at least this wide are counter-evidence
	DesaPlaced         float64 // so is this share of records placed by desa only
	OwnFinds           float64 // and this share of incidents from our own visits
	CoarseM            float64 // and borders coarser than this

	PrecisionM float64   // of the boundary set, in metres
	Robust     bool      // whether the ranking holds under other weights
	Overlap    float64   // of the top of the ranking under other weights
	At         time.Time // the moment of the run
	Seed       uint64    // of the replications
	Workers    int       // goroutines of a scan; the result does not depend on it
}

// Evidence is what a cell adds to a cluster beside its score. Expected is of
// the cell alone.
type Evidence struct {
	Verified int       // verified incidents
	Observed float64   // the same, own finds weighed
	Recent   []float64 // the part of Observed in each recent period, newest first; nil: none
	Expected float64   // of Observed, from exposure
	Own      float64   // the part of Verified that only our visits found
	Origins  []string  // of the verified incidents
}

// Zone is a set of cells that a detector flags; indices into the frame.
type Zone struct {
	Cells  []int32
	Method string
	P      float64      // of the whole map: already corrected for looking everywhere
	LLR    float64      // log likelihood ratio
	New    *risk.Signal // what a space-time scan sees here; nil: nothing
}

// Detector finds zones. They must not overlap.
type Detector func(frame risk.Frame, evidence []Evidence, p Params) ([]Zone, error)

// Find describes the zones of a detector that hold enough verified incidents.
// Scores and evidence are in the order of the frame.
func Find(frame risk.Frame, scores []risk.Score, evidence []Evidence, p Params, detect Detector) ([]risk.Cluster, error) {
	var all Evidence
	for _, e := range evidence {
		all.Observed += e.Observed
		all.Expected += e.Expected
	}
	zones, err := detect(frame, evidence, p)
	if err != nil {
		return nil, fmt.Errorf("find clusters: %w", err)
	}
	out := []risk.Cluster{}
	for _, z := range zones {
		z.Cells = slices.Sorted(slices.Values(z.Cells))
		if sum := gather(z, evidence); sum.Verified >= p.MinIncidents {
			out = append(out, describe(frame, scores, evidence, z, sum, all, p))
		}
	}
	slices.SortFunc(out, func(a, b risk.Cluster) int {
		return cmp.Or(cmp.Compare(a.P, b.P), cmp.Compare(b.LLR, a.LLR), cmp.Compare(a.Cells[0], b.Cells[0]))
	})
	return out, nil
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
