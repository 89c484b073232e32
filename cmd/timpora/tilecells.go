package main

import (
	"cmp"
	"slices"

	"timpora/api"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/geo/tile"
	"timpora/risk"
)

// cellResolution is the resolution of the cells drawn at a zoom, so that a
// tile holds some hundreds of them; scoring's own from zoom 10 on.
func cellResolution(zoom, scored int) int {
	switch {
	case zoom <= 7:
		return min(6, scored)
	case zoom <= 9:
		return min(7, scored)
	}
	return scored
}

// uncertainty tells how sure a cell's level is: how many of the policy's
// thresholds lie inside its interval, 0 for none or one, 1 for two, 2 for more.
func uncertainty(s risk.Score, thresholds []float64) int64 {
	inside := 0
	for _, t := range thresholds {
		if s.Low < t && t < s.High {
			inside++
		}
	}
	return int64(max(0, inside-1))
}

// cellLayer draws the scored cells; a coarser cell shows the highest score in
// it. What is withheld is left out.
func (p *place) cellLayer(s seen, thresholds []float64) (*tile.Layer, error) {
	run, figures := s.run, s.rules.Figures
	byRes := map[int][]tile.Feature{}
	at := func(zoom int) []tile.Feature {
		res := cellResolution(zoom, run.Resolution)
		if _, ok := byRes[res]; !ok {
			byRes[res] = p.cellFeatures(highest(run.Result.Scores, res), thresholds, res == run.Resolution, figures)
		}
		return byRes[res]
	}
	return tile.NewLayer("cells", nil, tile.Options{MaxZoom: deepest, AtZoom: at, Description: "H3 cells by score, 0 to 100"})
}

// drawnCell is a cell with the score that it shows, which is that of a cell in it.
type drawnCell struct {
	at geo.Cell
	of risk.Score
}

// highest keeps, for every cell of resolution res, the highest of its scores,
// ascending by cell.
func highest(scores []risk.Score, res int) []drawnCell {
	best := map[geo.Cell]risk.Score{}
	for _, s := range scores {
		parent := s.Cell.Parent(res)
		if have, ok := best[parent]; !ok || s.Score > have.Score {
			best[parent] = s
		}
	}
	out := make([]drawnCell, 0, len(best))
	for at, s := range best {
		out = append(out, drawnCell{at, s})
	}
	slices.SortFunc(out, func(a, b drawnCell) int { return cmp.Compare(a.at, b.at) })
	return out
}

func (p *place) cellFeatures(cells []drawnCell, thresholds []float64, exact, figures bool) []tile.Feature {
	out := make([]tile.Feature, 0, len(cells))
	for _, d := range cells {
		s := d.of
		props := []tile.Prop{
			{Key: "cell", Value: d.at.String()}, {Key: "scored", Value: s.Cell.String()}, {Key: "score", Value: s.Score}, {Key: "level", Value: int64(s.Level)},
			{Key: "coastal", Value: s.Coastal}, {Key: "uncertain", Value: uncertainty(s, thresholds)}, {Key: "desa", Value: p.names[s.Desa].Name},
			{Key: "code", Value: string(s.Desa)}, {Key: "exact", Value: exact},
		}
		if figures { // the test is of single cells
			props = append(props, tile.Prop{Key: "significant", Value: s.UpperQ <= api.HotSpotQ})
		}
		out = append(out, tile.Feature{ID: uint64(d.at) & (1<<52 - 1), Geometry: bucket.Boundary(d.at), Props: props})
	}
	return out
}

func clusterLayer(s seen) (*tile.Layer, error) {
	return tile.NewLayer("clusters", clusterFeatures(s), tile.Options{MaxZoom: deepest, Description: "clusters of verified incidents"})
}

// clusterFeatures draws clusters; what is withheld of one is left out.
func clusterFeatures(s seen) []tile.Feature {
	var list []tile.Feature
	for i, c := range s.run.Result.Clusters {
		props := []tile.Prop{
			{Key: "id", Value: c.ID}, {Key: "coastal", Value: c.Coastal}, {Key: "p", Value: c.P}, {Key: "q", Value: c.Q}, {Key: "score", Value: c.Score},
		}
		if s.rules.Figures {
			props = append(props, tile.Prop{Key: "observed", Value: c.Observed}, tile.Prop{Key: "expected", Value: c.Expected}, tile.Prop{Key: "rr", Value: c.RR},
				tile.Prop{Key: "new", Value: c.New != nil}, tile.Prop{Key: "candidate", Value: c.Candidate})
		}
		list = append(list, tile.Feature{ID: uint64(i + 1), Geometry: bucket.Outline(c.Cells), Props: props})
	}
	return list
}
