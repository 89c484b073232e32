package plan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/stat"
)

// draw takes k of the desa that are no ranked stop, each with the same
// probability, and says how many those are.
func draw(in Input, p Params, ranked []risk.Proposal, k int) (drawn []risk.Proposal, pool int) {
	isStop := map[geo.AreaCode]bool{}
	for _, one := range ranked {
		for _, d := range one.Desa {
			isStop[d] = true
		}
	}
	type lot struct {
		desa   risk.FrameDesa
		number uint64
	}
	var lots []lot
	seed := stat.Split(in.Seed, uint64(day(in.From)))
	for _, d := range in.Frame.Desa {
		if !isStop[d.Code] {
			lots = append(lots, lot{d, stat.NewRand(seed, figures(d.Code)).Uint64()})
		}
	}
	slices.SortFunc(lots, func(a, b lot) int {
		return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.desa.Code, b.desa.Code))
	})
	k = min(k, len(lots))
	prob := float64(k) / float64(max(1, len(lots)))
	for _, l := range lots[:k] {
		one := newVisit(in, p, l.desa, "r-")
		one.Random, one.Prob = true, prob
		one.Reasons = []risk.Ground{{Code: "plan.by_lot", Raw: prob}, in.seen(l.desa.Code)}
		one.Counter = []risk.Ground{{Code: "plan.by_chance", Raw: topScore(in, l.desa)}}
		drawn = append(drawn, one)
	}
	return drawn, len(lots)
}

// day numbers the days, whatever the zone.
func day(t time.Time) int64 {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400
}

// figures is a code as a number: its own stream of random numbers.
func figures(c geo.AreaCode) uint64 {
	n, _ := strconv.ParseUint(strings.ReplaceAll(string(c), ".", ""), 10, 64) // codes are digits and dots
	return n
}

func topScore(in Input, d risk.FrameDesa) float64 {
	top := 0.0
	for _, i := range d.Cells {
		top = max(top, in.Scores[i].Score)
	}
	return top
}
