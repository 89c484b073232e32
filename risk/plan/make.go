package plan

import (
	"math"
	"slices"
	"time"

	"timpora/geo"
	"timpora/risk"
)

// Make proposes operations and visits for the period that begins at in.From.
func Make(in Input, p Params) risk.Plan {
	out := risk.Plan{
		From: in.From.Format(time.DateOnly), Until: in.From.AddDate(0, 0, p.Days-1).Format(time.DateOnly),
		HoursMost: p.Hours, Office: p.Office, Desa: len(in.Frame.Desa), Proposals: []risk.Proposal{},
	}
	b := newBudget(in.Frame.Desa, p)
	if !b.fits(1) {
		out.Short = out.Desa > 0
		return out
	}
	ranked := b.rank(operations(in, p), blindSpots(in, p))
	drawn, pool := draw(in, p, ranked, b.fill(len(in.Frame.Desa)-b.taken))
	out.Pool = pool
	if pool > 0 {
		out.Floor = float64(len(drawn)) / float64(pool)
	}
	out.Proposals = arrange(append(ranked, drawn...), p.Office)
	total(&out, p)
	return out
}

// total sums the plan, alone and in the order of stops.
func total(out *risk.Plan, p Params) {
	var spot float64
	points := make([]geo.Point, len(out.Proposals))
	for i, one := range out.Proposals {
		out.Charged += one.Hours
		spot += one.Hours - one.Km/p.KmPerHour
		points[i] = one.Point
	}
	out.Km = p.road(round(p.Office, points))
	out.Hours = spot + out.Km/p.KmPerHour
	out.Rupiah = p.rupiah(out.Km, out.Hours)
}

// budget keeps the hours while stops are chosen. Every drawn stop is charged
// as if it were the farthest desa, before anyone knows which it will be.
type budget struct {
	p         Params
	far       float64 // hours of a visit to the farthest desa
	desa      int     // of the area
	used      float64 // hours of ranked stops
	stops     int     // ranked
	visits    int     // ranked visits
	taken     int     // desa of ranked stops
	isStop    map[geo.AreaCode]bool
	operation int
}

func newBudget(desa []risk.FrameDesa, p Params) *budget {
	b := &budget{p: p, desa: len(desa), isStop: map[geo.AreaCode]bool{}}
	for _, d := range desa {
		_, hours, _ := p.trip(d.Center, p.VisitHours)
		b.far = max(b.far, hours)
	}
	return b
}

// fits reports whether so many drawn stops can be had beside the ranked ones.
func (b *budget) fits(drawn int) bool {
	return b.used+float64(float64(drawn)*b.far) <= b.p.Hours && b.visits+drawn <= b.p.MaxVisits && b.taken+drawn <= b.desa
}

// drawn is the least number of drawn stops beside so many ranked ones.
func (b *budget) drawn(ranked int) int {
	least := math.Ceil(float64(b.p.RandomShare*float64(ranked))/(1-b.p.RandomShare) - 1e-9)
	return max(1, int(least))
}

// rank takes ranked stops in their order while hours last; one that does not
// fit is passed over. No desa is a stop twice.
func (b *budget) rank(lists ...[]risk.Proposal) []risk.Proposal {
	var out []risk.Proposal
	for _, list := range lists {
		for _, one := range list {
			if b.take(one) {
				out = append(out, one)
			}
		}
	}
	return out
}

func (b *budget) take(one risk.Proposal) bool {
	if slices.ContainsFunc(one.Desa, func(d geo.AreaCode) bool { return b.isStop[d] }) {
		return false
	}
	next := *b
	next.used += one.Hours
	next.stops++
	next.taken += len(one.Desa)
	if one.Kind == risk.ProposalVisit {
		next.visits++
	} else if next.operation++; next.operation > b.p.MaxOperations {
		return false
	}
	if !next.fits(next.drawn(next.stops)) {
		return false
	}
	*b = next
	for _, d := range one.Desa {
		b.isStop[d] = true
	}
	return true
}

// fill is the number of drawn stops: hours that no ranked stop needs go to the
// draw as well.
func (b *budget) fill(pool int) int {
	k := b.drawn(b.stops)
	for k < pool && b.fits(k+1) {
		k++
	}
	return k
}
