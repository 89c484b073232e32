package cluster

import (
	"cmp"
	"slices"

	"timpora/risk"
	"timpora/risk/stat"
)

func describe(frame risk.Frame, scores []risk.Score, evidence []Evidence, z Zone, sum, all Evidence, p Params) risk.Cluster {
	c := risk.Cluster{
		ID: "k-" + frame.Cells[z.Cells[0]].Cell.String(), Method: z.Method,
		Verified: sum.Verified, Observed: sum.Observed, Expected: sum.Expected, RR: ratio(sum, all),
		LLR: z.LLR, P: z.P, Q: hottest(scores, z), RecurrenceDays: stat.Recurrence(p.LookDays, z.P), New: z.New,
		Origins: len(sum.Origins), Reasons: meanReasons(scores, z),
	}
	coastal := 0
	for _, i := range z.Cells {
		s := &scores[i]
		c.Cells = append(c.Cells, s.Cell)
		c.Desa = append(c.Desa, s.Desa)
		c.LandKm2 += s.LandKm2
		c.Persons += s.Persons
		c.Score = max(c.Score, s.Score)
		if s.Coastal {
			coastal++
		}
	}
	slices.Sort(c.Desa)
	c.Desa = slices.Compact(c.Desa)
	c.CoastShare = float64(coastal) / float64(len(z.Cells))
	c.Coastal = 2*coastal >= len(z.Cells)
	c.Candidate = Candidate(c, p)
	c.Counter = counter(scores, evidence, z, sum, p)
	return c
}

// ratio is inside against outside; where nothing is left outside, against the
// expectation alone.
func ratio(in, all Evidence) float64 {
	if !(in.Expected > 0) {
		return 0
	}
	inside := in.Observed / in.Expected
	observed, expected := all.Observed-in.Observed, all.Expected-in.Expected
	if !(observed > 1e-9 && expected > 1e-9) {
		return inside
	}
	return inside / (observed / expected)
}

// meanReasons are the reasons of the members, averaged, largest points first.
func meanReasons(scores []risk.Score, z Zone) []risk.Reason {
	mean := slices.Clone(scores[z.Cells[0]].Reasons)
	n := float64(len(z.Cells))
	for k := range mean {
		mean[k].Value, mean[k].Raw, mean[k].Points = 0, 0, 0
		for _, i := range z.Cells {
			r := scores[i].Reasons[k]
			mean[k].Value += r.Value / n
			mean[k].Raw += r.Raw / n
			mean[k].Points += r.Points / n
		}
	}
	slices.SortStableFunc(mean, func(a, b risk.Reason) int { return cmp.Compare(b.Points, a.Points) })
	return mean
}

// counter lists what speaks against a cluster, in a fixed order.
func counter(scores []risk.Score, evidence []Evidence, z Zone, sum Evidence, p Params) []risk.Counter {
	out := []risk.Counter{}
	add := func(when bool, code string, raw float64) {
		if when {
			out = append(out, risk.Counter{Code: code, Raw: raw})
		}
	}
	add(sum.Verified < p.CandidateIncidents, "few_incidents", float64(sum.Verified))
	add(len(sum.Origins) < p.CandidateOrigins, "one_origin", float64(len(sum.Origins)))
	lowest := hottest(scores, z)
	add(!(lowest <= p.Q), "no_hot_cell", lowest)
	placed := desaPlaced(scores, evidence, z)
	add(placed >= p.DesaPlaced, "desa_placed", placed)
	own := 0.0
	if sum.Verified > 0 {
		own = sum.Own / float64(sum.Verified)
	}
	add(own >= p.OwnFinds, "own_finds", own)
	width := topWidth(scores, z)
	add(width >= p.WideInterval, "wide_interval", width)
	add(!p.Robust, "ranking_not_robust", p.Overlap)
	add(p.PrecisionM > p.CoarseM, "edge_precision", p.PrecisionM)
	return out
}

// hottest is the lowest q-value of the cells' own tests.
func hottest(scores []risk.Score, z Zone) float64 {
	q := 1.0
	for _, i := range z.Cells {
		q = min(q, scores[i].UpperQ)
	}
	return q
}

// desaPlaced is the share of records placed by desa only in the cells that
// hold the incidents.
func desaPlaced(scores []risk.Score, evidence []Evidence, z Zone) float64 {
	var share, n float64
	for _, i := range z.Cells {
		v := float64(evidence[i].Verified)
		share += float64(v * scores[i].DesaPlaced)
		n += v
	}
	if n == 0 {
		return 0
	}
	return share / n
}

// topWidth is the width of the interval of the highest score.
func topWidth(scores []risk.Score, z Zone) float64 {
	top := scores[z.Cells[0]]
	for _, i := range z.Cells {
		if scores[i].Score > top.Score {
			top = scores[i]
		}
	}
	return top.High - top.Low
}
