package disclose_test

import (
	"math"
	"slices"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/disclose"
)

// figure is one of the counts of a unit.
type figure struct {
	name  string
	shown func(disclose.Unit) int
	truth func(risk.Tally) int
}

func figures() []figure {
	return []figure{
		{"persons", func(u disclose.Unit) int { return u.Persons }, func(t risk.Tally) int { return t.Persons.N }},
		{"reports", func(u disclose.Unit) int { return u.Reports }, func(t risk.Tally) int { return t.Reports.N }},
		{"verified", func(u disclose.Unit) int { return u.Verified }, func(t risk.Tally) int { return t.Verified.N }},
	}
}

// release is all that lower tiers see of areas, and the truth behind it.
type release struct {
	partner, public []disclose.Unit
	truth           map[geo.AreaCode]risk.Tally
}

func publish(run risk.Result, areas func(risk.Result, disclose.Tier) []disclose.Unit) release {
	r := release{areas(run, disclose.Partner), areas(run, disclose.Public), map[geo.AreaCode]risk.Tally{}}
	for _, t := range run.Tallies {
		if t.Cell == 0 {
			r.truth[t.Area] = t
		}
	}
	return r
}

// interval is what an attacker knows of a count.
type interval struct{ lo, hi float64 }

func (i interval) meet(o interval) interval {
	return interval{math.Max(i.lo, o.lo), math.Min(i.hi, o.hi)}
}

// recovered reports whether one value is left.
func (i interval) recovered() bool { return i.lo == i.hi }

// knowledge is what is known of a figure of every area. The attacker is told how
// much the children of each area share, which is more than anybody is.
type knowledge struct {
	of       map[geo.AreaCode]interval
	children map[geo.AreaCode][]geo.AreaCode
	shared   map[geo.AreaCode]float64
	hidden   map[geo.AreaCode]bool // from the partner
}

// read takes what both tiers are shown. noise is by how much a shown value may
// differ from the count: 0 for somebody who has learned the noise.
func (r release) read(f figure, noise int) knowledge {
	k := knowledge{map[geo.AreaCode]interval{}, map[geo.AreaCode][]geo.AreaCode{}, map[geo.AreaCode]float64{}, map[geo.AreaCode]bool{}}
	take := func(u disclose.Unit, tier disclose.Tier) {
		rules, know := disclose.View(tier), interval{0, math.Inf(1)}
		v := float64(f.shown(u))
		switch {
		case !slices.Contains(u.Suppressed, f.name) && v == 0:
			know = interval{0, 0}
		case !slices.Contains(u.Suppressed, f.name) && noise == 0:
			n := float64(f.truth(r.truth[u.Code]))
			know = interval{n, n}
		case !slices.Contains(u.Suppressed, f.name):
			know = interval{math.Max(float64(rules.K), v-float64(noise)), v + float64(noise)}
		case f.name == "persons" && !rules.HideZero:
			know.lo = 1 // a zero would be shown
		}
		if had, ok := k.of[u.Code]; ok {
			know = know.meet(had)
		}
		k.of[u.Code] = know
		if tier == disclose.Partner {
			k.hidden[u.Code] = slices.Contains(u.Suppressed, f.name)
		}
	}
	for _, u := range r.partner {
		take(u, disclose.Partner)
	}
	for _, u := range r.public {
		take(u, disclose.Public)
	}
	for _, u := range r.partner {
		if up, ok := above(u.Code); ok {
			k.children[up] = append(k.children[up], u.Code)
		}
	}
	for up, below := range k.children {
		k.shared[up] = -float64(f.truth(r.truth[up]))
		for _, c := range below {
			k.shared[up] += float64(f.truth(r.truth[c]))
		}
	}
	return k
}

func above(c geo.AreaCode) (geo.AreaCode, bool) {
	switch c.Level() {
	case geo.LevelDesa:
		return c.Kecamatan(), true
	case geo.LevelKecamatan:
		return c.Kabupaten(), true
	case geo.LevelKabupaten:
		return disclose.Whole, true
	}
	return "", false
}

// subtract draws every conclusion from sums, until nothing changes: a parent is
// the sum of its children less what they share, and no child exceeds it.
func (k knowledge) subtract() {
	for changed := true; changed; {
		changed = false
		learn := func(c geo.AreaCode, i interval) {
			if next := k.of[c].meet(i); next != k.of[c] {
				k.of[c], changed = next, true
			}
		}
		for up, below := range k.children {
			var sum interval
			for _, c := range below {
				sum.lo += k.of[c].lo
				sum.hi += k.of[c].hi
				learn(up, interval{k.of[c].lo, math.Inf(1)})
			}
			learn(up, interval{sum.lo - k.shared[up], sum.hi - k.shared[up]})
			for _, c := range below {
				others := interval{sum.lo - k.of[c].lo, 0}
				for _, o := range below {
					if o != c {
						others.hi += k.of[o].hi
					}
				}
				all := interval{k.of[up].lo + k.shared[up], k.of[up].hi + k.shared[up]}
				learn(c, interval{all.lo - others.hi, math.Min(all.hi-others.lo, k.of[up].hi)})
				sum.lo, sum.hi = others.lo+k.of[c].lo, others.hi+k.of[c].hi
			}
		}
	}
}

// found counts hidden values from 1 to k-1 that are recovered, and hidden values
// whose interval is less than k wide. Zeros under a shown zero are no secret.
func (k knowledge) found(r release, f figure) (recovered, narrow int) {
	kMin := disclose.View(disclose.Partner).K
	for c, hidden := range k.hidden {
		n := f.truth(r.truth[c])
		if !hidden || n == 0 {
			continue
		}
		if k.of[c].recovered() && n < kMin {
			recovered++
		}
		if k.of[c].hi-k.of[c].lo < float64(kMin) {
			narrow++
		}
	}
	return recovered, narrow
}
