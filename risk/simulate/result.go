package simulate

import (
	"math"

	"timpora/risk/stat"
)

// Result is what a simulation found, as published.
type Result struct {
	Seed      uint64   `json:"seed"`
	Worlds    int      `json:"worlds"`
	Cells     int      `json:"cells"`
	Incidents float64  `json:"incidents"` // expected a world
	Unproven  float64  `json:"unproven"`
	Null      []Alarms `json:"null"`
	Power     []Power  `json:"power"`
	Coverage  Coverage `json:"coverage"`
}

// Alarms says how many null worlds have any cluster, all of them false.
type Alarms struct {
	Shape  float64 `json:"shape"` // of the gamma ratios, 0: none
	Worlds int     `json:"worlds"`
	False  int     `json:"false"`
	Share
	Goal float64 `json:"goal"` // highest share
	Met  bool    `json:"met"`
}

// Power says how often a planted zone of seven coastal cells was found: some
// cluster holds one of its cells.
type Power struct {
	Rate   float64 `json:"rate"`
	Shape  float64 `json:"shape"`
	Worlds int     `json:"worlds"`
	Found  int     `json:"found"`
	Share
	Expected float64 `json:"expected"` // incidents in the zone at rate 1, mean of the worlds
	Recall   float64 `json:"recall"`   // planted cells in the clusters, of those planted, where found
	Purity   float64 `json:"purity"`   // planted cells in the clusters, of all cells of these, where found
	Apart    int     `json:"apart"`    // worlds with a cluster that holds no planted cell
	By       []Seen  `json:"by_expected"`
}

// Seen is the power where so many incidents are expected in the zone.
type Seen struct {
	From   float64 `json:"from"` // expected at rate 1, inclusive
	Worlds int     `json:"worlds"`
	Found  int     `json:"found"`
}

// Coverage says how many truths lie in intervals of 90 %, over the cells of
// worlds drawn from the model.
type Coverage struct {
	Shape float64    `json:"shape"`
	Ratio Covered    `json:"ratio"` // relative risk of incidents
	Score Covered    `json:"score"`
	Goal  [2]float64 `json:"goal"`
	Met   bool       `json:"met"`
}

// Covered is a share of cells; its error is over worlds.
type Covered struct {
	Cells int     `json:"cells"`
	Share float64 `json:"share"`
	Error float64 `json:"standard_error"`
	Busy  float64 `json:"busy"` // the same over the tenth of the cells with the most exposure
}

func (l *Land) result(p Plan, batches []batch, verdicts [][]verdict) Result {
	r := Result{Seed: p.Seed, Worlds: p.Worlds, Cells: len(l.plain), Incidents: p.Incidents, Unproven: p.Unproven, Null: []Alarms{}, Power: []Power{}}
	for k, b := range batches {
		if b.kind.Rate > 0 {
			r.Power = append(r.Power, power(b, verdicts[k]))
			continue
		}
		r.Null = append(r.Null, alarms(b, verdicts[k]))
		if b.kind.model() {
			r.Coverage = coverage(b, verdicts[k])
		}
	}
	return r
}

func alarms(b batch, list []verdict) Alarms {
	a := Alarms{Shape: b.kind.Shape, Worlds: b.worlds, Goal: GoalPoisson}
	if a.Shape > 0 {
		a.Goal = GoalDispersed
	}
	for _, v := range list {
		if v.clusters > 0 {
			a.False++
		}
	}
	a.Share = newShare(a.False, a.Worlds)
	a.Met = a.Share.Share <= a.Goal
	return a
}

func power(b batch, list []verdict) Power {
	p := Power{Rate: b.kind.Rate, Shape: b.kind.Shape, Worlds: b.worlds, By: []Seen{{From: 0}, {From: 0.5}, {From: 1}, {From: 2}, {From: 4}}}
	for _, v := range list {
		k := len(p.By) - 1
		for k > 0 && v.expected < p.By[k].From {
			k--
		}
		p.By[k].Worlds++
		p.Expected += v.expected / float64(b.worlds)
		if v.apart {
			p.Apart++
		}
		if v.hit > 0 {
			p.Found++
			p.By[k].Found++
			p.Recall += float64(v.hit) / zoneCells
			p.Purity += float64(v.hit) / float64(v.cells)
		}
	}
	if p.Found > 0 {
		p.Recall, p.Purity = p.Recall/float64(p.Found), p.Purity/float64(p.Found)
	}
	p.Share = newShare(p.Found, p.Worlds)
	return p
}

func coverage(b batch, list []verdict) Coverage {
	c := Coverage{Shape: b.kind.Shape, Goal: [2]float64{GoalCoverLow, GoalCoverHigh}}
	c.Ratio = covered(list, func(v verdict) cover { return v.ratio })
	c.Score = covered(list, func(v verdict) cover { return v.score })
	in := func(s Covered) bool { return s.Share >= GoalCoverLow && s.Share <= GoalCoverHigh }
	c.Met = in(c.Ratio) && in(c.Score)
	return c
}

func covered(list []verdict, of func(verdict) cover) Covered {
	var all cover
	shares := make([]float64, 0, len(list))
	for _, v := range list {
		c := of(v)
		all.n, all.in, all.busy, all.busyIn = all.n+c.n, all.in+c.in, all.busy+c.busy, all.busyIn+c.busyIn
		if c.n > 0 {
			shares = append(shares, float64(c.in)/float64(c.n))
		}
	}
	out := Covered{Cells: all.n}
	if all.n == 0 {
		return out
	}
	out.Share, out.Busy = float64(all.in)/float64(all.n), float64(all.busyIn)/float64(all.busy)
	if n := float64(len(shares)); n > 1 {
		out.Error = math.Sqrt(stat.Variance(shares) / n)
	}
	return out
}
