package plan

import (
	"cmp"
	"slices"

	"timpora/geo"
	"timpora/risk"
)

// blindSpots proposes a visit to every desa with a cell of much hidden
// sub-score that was not visited lately, the one first where most could be
// unseen: by the points of potential and hidden together, ties by code. Of the
// desa that share a cell only one is proposed, the one that the cell belongs to
// before the others.
func blindSpots(in Input, p Params) []risk.Proposal {
	type spot struct {
		risk.Proposal
		cell   geo.Cell
		owner  bool
		points float64
	}
	var spots []spot
	for _, d := range in.Frame.Desa {
		s, points, ok := blindest(in, d)
		if !ok || s.H < p.BlindH || in.lately(d.Code, p.RevisitDays) {
			continue
		}
		one := newVisit(in, p, d, "v-")
		one.Prob = 1
		one.Reasons = append([]risk.Ground{in.seen(d.Code)}, factors(hidden(s), grounds)...)
		one.Counter = []risk.Ground{{Code: "plan.truly_quiet", Raw: s.LowerP}}
		if s.DesaPlaced >= 0.5 {
			one.Counter = append(one.Counter, risk.Ground{Code: "counter.desa_placed", Raw: s.DesaPlaced})
		}
		spots = append(spots, spot{one, s.Cell, s.Desa == d.Code, points})
	}
	slices.SortFunc(spots, func(a, b spot) int {
		return cmp.Or(cmp.Compare(b.points, a.points), cmp.Compare(truth(b.owner), truth(a.owner)), cmp.Compare(a.Desa[0], b.Desa[0]))
	})
	var out []risk.Proposal
	seen := map[geo.Cell]bool{}
	for _, s := range spots {
		if !seen[s.cell] {
			seen[s.cell] = true
			out = append(out, s.Proposal)
		}
	}
	return out
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// newVisit is a visit to a desa, without grounds.
func newVisit(in Input, p Params, d risk.FrameDesa, prefix string) risk.Proposal {
	one := risk.Proposal{
		ID: prefix + compact(in) + "-" + string(d.Code), Kind: risk.ProposalVisit, Desa: []geo.AreaCode{d.Code}, Point: d.Center,
		Agencies: visitAgencies(in.Members, d.Code),
	}
	one.Km, one.Hours, one.Rupiah = p.trip(d.Center, p.VisitHours)
	return one
}

// blindest is the cell of a desa with the most points of potential and hidden.
func blindest(in Input, d risk.FrameDesa) (best risk.Score, points float64, ok bool) {
	for _, i := range d.Cells {
		s := in.Scores[i]
		sum := 0.0
		for _, r := range s.Reasons {
			if r.Sub != risk.SubOccurred {
				sum += r.Points
			}
		}
		if !ok || sum > points {
			best, points, ok = s, sum, true
		}
	}
	return best, points, ok
}

// hidden are the reasons of the hidden sub-score, then those of the potential,
// each with the most points first.
func hidden(s risk.Score) []risk.Reason {
	rank := map[risk.Sub]int{risk.SubHidden: 0, risk.SubPotential: 1}
	var out []risk.Reason
	for _, r := range s.Reasons {
		if r.Sub != risk.SubOccurred {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b risk.Reason) int {
		return cmp.Or(cmp.Compare(rank[a.Sub], rank[b.Sub]), cmp.Compare(b.Points, a.Points))
	})
	return out
}

// lately reports a visit within so many days before the run.
func (in Input) lately(desa geo.AreaCode, days int) bool {
	last, ok := in.Visited[desa]
	return ok && last.After(in.At.AddDate(0, 0, -days))
}

// seen says how long ago the last visit was.
func (in Input) seen(desa geo.AreaCode) risk.Ground {
	last, ok := in.Visited[desa]
	if !ok {
		return risk.Ground{Code: "plan.never_visited"}
	}
	return risk.Ground{Code: "plan.last_visit", Raw: float64(int(in.At.Sub(last).Hours() / 24))}
}
