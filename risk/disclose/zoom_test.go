package disclose_test

import (
	"math"
	"slices"
	"testing"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/disclose"
)

// zoom is what somebody concludes who lays the cells that partners see over the
// desa: the persons of a desa in a cell are a part of both. He is told how much
// the parts of each share.
type zoom struct {
	parts  map[part]interval
	sides  map[any][]part // of a cell or a desa
	sum    map[any]interval
	shared map[any]float64
}

type part struct {
	cell geo.Cell
	desa geo.AreaCode
}

// lay makes the puzzle of a run. shown are the cells that a partner sees; noise
// is by how much the counts of desa may differ.
func lay(run risk.Result, shown []risk.Score, noise int) zoom {
	z := zoom{map[part]interval{}, map[any][]part{}, map[any]interval{}, map[any]float64{}}
	persons := map[part]int{}
	for _, s := range run.Scores {
		persons[part{s.Cell.Parent(7), s.Desa}] += s.Persons
	}
	for p, n := range persons {
		z.parts[p] = interval{0, math.Inf(1)}
		z.sides[p.cell], z.sides[p.desa] = append(z.sides[p.cell], p), append(z.sides[p.desa], p)
		z.shared[p.cell] += float64(n)
		z.shared[p.desa] += float64(n)
	}
	rules, counts := disclose.View(disclose.Partner), map[geo.Cell]int{}
	for _, t := range run.Tallies {
		counts[t.Cell] = t.Persons.N
		z.shared[any(t.Cell)] -= float64(t.Persons.N)
		if t.Cell == 0 {
			z.shared[any(t.Area)] -= float64(t.Persons.N)
		}
	}
	areas := publish(run, disclose.Areas).read(figures()[0], noise)
	areas.subtract()
	for side := range z.sides {
		switch s := side.(type) {
		case geo.AreaCode:
			z.sum[side] = areas.of[s]
		case geo.Cell:
			z.sum[side] = interval{0, math.Inf(1)}
			if z.missing(s, shown) {
				if !slices.ContainsFunc(z.sides[side], func(p part) bool { return areas.hidden[p.desa] }) {
					z.sum[side] = interval{0, float64(rules.K-1) + disclose.MostNoise} // it is not missing for its desa
				}
			} else if counts[s] == 0 {
				z.sum[side] = interval{0, 0} // its reasons tell that nobody stays there
			} else {
				z.sum[side] = interval{float64(rules.K), math.Inf(1)}
			}
		}
	}
	z.only(shown, areas, rules)
	return z
}

func (z zoom) missing(c geo.Cell, shown []risk.Score) bool {
	return !slices.ContainsFunc(shown, func(s risk.Score) bool { return s.Cell == c })
}

// only finds cells that must have somebody: the only missing cell of all its
// desa, which are shown. An empty one is missing only beside another.
func (z zoom) only(shown []risk.Score, areas knowledge, rules disclose.Rules) {
	for side := range z.sides {
		c, is := side.(geo.Cell)
		if !is || !z.missing(c, shown) {
			continue
		}
		alone := !slices.ContainsFunc(z.sides[side], func(p part) bool {
			return areas.hidden[p.desa] || slices.ContainsFunc(z.sides[any(p.desa)], func(o part) bool { return o.cell != c && z.missing(o.cell, shown) })
		})
		if alone {
			z.sum[side] = z.sum[side].meet(interval{1, math.Inf(1)})
		}
	}
}

// solve draws every conclusion from single sums until nothing changes.
func (z zoom) solve() {
	for changed := true; changed; {
		changed = false
		for side, parts := range z.sides {
			var sum interval
			for _, p := range parts {
				sum.lo += z.parts[p].lo
				sum.hi += z.parts[p].hi
			}
			if next := z.sum[side].meet(interval{sum.lo - z.shared[side], sum.hi - z.shared[side]}); next != z.sum[side] {
				z.sum[side], changed = next, true
			}
			all := interval{z.sum[side].lo + z.shared[side], z.sum[side].hi + z.shared[side]}
			for _, p := range parts {
				others := interval{sum.lo - z.parts[p].lo, 0}
				for _, o := range parts {
					if o != p {
						others.hi += z.parts[o].hi
					}
				}
				if next := z.parts[p].meet(interval{all.lo - others.hi, all.hi - others.lo}); next != z.parts[p] {
					z.parts[p], changed = next, true
					sum.lo = others.lo + next.lo
				}
			}
		}
	}
}

// recovered counts missing cells and hidden desa with 1 to k-1 persons of which
// one value is left.
func (z zoom) recovered(run risk.Result) (cells, few, desa int) {
	k := disclose.View(disclose.Partner).K
	for _, t := range run.Tallies {
		if n := t.Persons.N; n > 0 && n < k {
			switch {
			case t.Cell != 0:
				few++
				if z.sum[any(t.Cell)].recovered() {
					cells++
				}
			case t.Area.Level() == geo.LevelDesa && z.sum[any(t.Area)].recovered():
				desa++
			}
		}
	}
	return cells, few, desa
}

// Cells against areas: which cells are missing, and the counts of the desa over
// which they lie, recover no count of a cell or a desa.
func TestZoomRecoversNothing(t *testing.T) {
	run := demoOffice(t).run
	for _, noise := range []int{disclose.MostNoise, 0} {
		shown := disclose.Cells(run, disclose.Partner)
		z := lay(run, shown, noise)
		z.solve()
		cells, few, desa := z.recovered(run)
		t.Logf("noise %d: %d cells shown, %d of %d cells with few persons recovered, %d desa", noise, len(shown), cells, few, desa)
		if cells > 0 || desa > 0 || few == 0 {
			t.Errorf("noise %d: %d of %d cells with few persons recovered, %d desa", noise, cells, few, desa)
		}
	}
}

// Six persons of a desa stay in two cells: were a cell missing for its few persons
// alone, the desa's count would leave one for it. So would a count of eleven
// whose noise is -3. The rules leave out the other cell too.
func TestZoomRecoversFromCellsByThemselves(t *testing.T) {
	tests := []struct {
		name    string
		persons []int
		noise   int // of the desa's count
		allowed int // what the attacker allows for
	}{
		{"noise learned", []int{5, 1}, 0, 0},
		{"extreme noise", []int{5, 5, 1}, -disclose.MostNoise, disclose.MostNoise},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			run := counted(settle(map[geo.AreaCode][]int{"51.08.01.2001": tt.persons, "51.08.01.2002": {40}}, 7))
			for i, tally := range run.Tallies {
				if tally.Area == "51.08.01.2001" {
					run.Tallies[i].Persons.Noise = tt.noise
				}
			}
			var naive []risk.Score
			for _, tally := range run.Tallies {
				if tally.Cell != 0 && tally.Persons.N >= 5 {
					naive = append(naive, risk.Score{Cell: tally.Cell})
				}
			}
			z := lay(run, naive, tt.allowed)
			z.solve()
			if cells, _, _ := z.recovered(run); cells != 1 {
				t.Errorf("%d cells recovered: the attack is too weak to prove anything", cells)
			}
			z = lay(run, disclose.Cells(run, disclose.Partner), tt.allowed)
			z.solve()
			if cells, few, _ := z.recovered(run); cells != 0 || few != 1 {
				t.Errorf("%d of %d cells recovered", cells, few)
			}
		})
	}
}
