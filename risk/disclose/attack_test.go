package disclose_test

import (
	"math"
	"slices"
	"testing"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/disclose"
)

// Subtraction over all levels and both tiers, with the noise as it is and for
// somebody who has learned it: nothing from 1 to k-1 is recovered, and every
// hidden count keeps an interval at least k wide.
func TestSubtractionRecoversNothing(t *testing.T) {
	r := publish(demoOffice(t).run, disclose.Areas)
	for _, f := range figures() {
		for _, noise := range []int{disclose.MostNoise, 0} {
			k := r.read(f, noise)
			k.subtract()
			hidden := 0
			for _, h := range k.hidden {
				if h {
					hidden++
				}
			}
			recovered, narrow := k.found(r, f)
			t.Logf("%s, noise %d: %d of %d areas hidden", f.name, noise, hidden, len(k.hidden))
			if recovered > 0 || narrow > 0 || hidden == 0 {
				t.Errorf("%s, noise %d: %d values recovered, %d narrow intervals, %d hidden", f.name, noise, recovered, narrow, hidden)
			}
		}
	}
}

// The attack is real: where only small counts are hidden it recovers some.
func TestSubtractionRecoversWithoutProtection(t *testing.T) {
	r := publish(silent(demoOffice(t).run), disclose.Unprotected)
	for _, f := range figures() {
		k := r.read(f, 0)
		k.subtract()
		recovered, narrow := k.found(r, f)
		t.Logf("%s: %d recovered, %d narrow", f.name, recovered, narrow)
		if f.name == "persons" && recovered == 0 {
			t.Error("nothing recovered from unprotected persons: the attack is too weak to prove anything")
		}
	}
}

// targets are a cell of every desa with a hidden count, and of some others.
func (o office) targets(r release, f figure) []risk.FrameCell {
	k := r.read(f, disclose.MostNoise)
	var out []risk.FrameCell
	others := 0
	for _, d := range o.frame.Desa {
		i := slices.IndexFunc(o.frame.Cells, func(c risk.FrameCell) bool { return c.Desa == d.Code })
		if i < 0 {
			continue
		}
		if !k.hidden[d.Code] {
			if others++; others%8 != 0 {
				continue
			}
		}
		out = append(out, o.frame.Cells[i])
	}
	return out
}

// chain are the areas that hold a desa, itself included.
func chain(desa geo.AreaCode) []geo.AreaCode {
	return []geo.AreaCode{desa, desa.Kecamatan(), desa.Kabupaten(), disclose.Whole}
}

// added is how many persons two releases allow to have been added in an area,
// for somebody who compares what is shown of it and of all that holds it.
func added(before, after knowledge, desa geo.AreaCode) interval {
	between := interval{math.Inf(-1), math.Inf(1)}
	for _, c := range chain(desa) {
		if !before.hidden[c] && !after.hidden[c] {
			between = between.meet(interval{after.of[c].lo - before.of[c].hi, after.of[c].hi - before.of[c].lo})
		}
	}
	return between
}

// joined is what somebody knows of the counts before, who knows that one person
// was added, and where.
func joined(before, after knowledge, desa geo.AreaCode) knowledge {
	for c, i := range after.of {
		if slices.Contains(chain(desa), c) {
			i = interval{i.lo - 1, i.hi - 1}
		}
		before.of[c] = before.of[c].meet(i)
		before.hidden[c] = before.hidden[c] || after.hidden[c]
	}
	before.subtract()
	return before
}

// trial compares the releases before and after every insert: how often the number
// of records added is recovered, and how many counts from 1 to k-1 somebody
// recovers who knows that it was one, and where.
type trial struct{ inserts, added, counts int }

func (o office) trial(f figure, noise int, shown func(risk.Result) risk.Result) (out trial) {
	before := publish(shown(o.run), disclose.Areas)
	for _, cell := range o.targets(before, f) {
		after := publish(shown(o.tallied(o.newcomer(cell, f.name), o.at)), disclose.Areas)
		if f.truth(after.truth[cell.Desa]) != f.truth(before.truth[cell.Desa])+1 {
			continue
		}
		out.inserts++
		if added(before.read(f, noise), after.read(f, noise), cell.Desa).recovered() {
			out.added++
		}
		found, _ := joined(before.read(f, noise), after.read(f, noise), cell.Desa).found(before, f)
		out.counts += found
	}
	return out
}

// One stay or report is added, in one desa after the other. Comparing the
// releases before and after tells nobody how many were added; and who knows that
// it was one, and where, still recovers no count from 1 to k-1. Without noise the
// number is always recovered, and counts of persons as well.
func TestOneInsertRecoversNothing(t *testing.T) {
	o := demoOffice(t)
	for _, f := range figures()[:2] {
		got := o.trial(f, disclose.MostNoise, func(r risk.Result) risk.Result { return r })
		if got.added > 0 || got.counts > 0 || got.inserts < 50 {
			t.Errorf("%s: %+v", f.name, got)
		}
		quiet := o.trial(f, 0, silent)
		t.Logf("%s: %+v, without noise %+v", f.name, got, quiet)
		if quiet.added < quiet.inserts || quiet.counts == 0 {
			t.Errorf("%s, without noise: %+v: the attack is too weak to prove anything", f.name, quiet)
		}
	}
}

// Releases of successive nights, for somebody who supposes that nothing has
// changed wherever both agree.
func TestSuccessiveNightsRecoverNothing(t *testing.T) {
	o := demoOffice(t)
	tonight := publish(o.run, disclose.Areas)
	for _, days := range []int{1, 2, 7, 30} {
		earlier := publish(o.tallied(o.records, o.at.AddDate(0, 0, -days)), disclose.Areas)
		for _, f := range figures() {
			k, was := tonight.read(f, disclose.MostNoise), earlier.read(f, disclose.MostNoise)
			for c, i := range was.of {
				if both := k.of[c].meet(i); both.lo <= both.hi {
					k.of[c] = both
				}
			}
			k.subtract()
			for c, i := range k.of {
				if n := f.truth(tonight.truth[c]); k.hidden[c] && i.recovered() && float64(n) == i.lo && n > 0 && n < disclose.View(disclose.Partner).K {
					t.Errorf("%d days: %s of %s are recovered as %d", days, f.name, c, n)
				}
			}
		}
	}
}

// Whoever asks again, or asks for another computation of the same records, gets
// the same: noise does not average out.
func TestAskingAgainTellsNothingNew(t *testing.T) {
	o := demoOffice(t)
	back := o.records
	back.Residences, back.Reports = slices.Clone(back.Residences), slices.Clone(back.Reports)
	slices.Reverse(back.Residences)
	slices.Reverse(back.Reports)
	same := func(a, b disclose.Unit) bool {
		suppressed := slices.Equal(a.Suppressed, b.Suppressed)
		a.Suppressed, b.Suppressed = nil, nil
		return suppressed && a.Code == b.Code && a.Kind == b.Kind && a.Persons == b.Persons && a.Reports == b.Reports && a.Verified == b.Verified
	}
	for _, tier := range []disclose.Tier{disclose.Partner, disclose.Public} {
		first := disclose.Areas(o.run, tier)
		if again := disclose.Areas(o.tallied(back, o.at), tier); !slices.EqualFunc(first, again, same) {
			t.Errorf("%s: the same records are shown otherwise", tier)
		}
	}
}

// Shown values are never from 1 to k-1, of no tier and no figure, and both tiers
// show the same value where both show one.
func TestShownValuesAreNeverSmall(t *testing.T) {
	o := demoOffice(t)
	partner := map[geo.AreaCode]disclose.Unit{}
	for _, u := range disclose.Areas(o.run, disclose.Partner) {
		partner[u.Code] = u
	}
	for _, tier := range []disclose.Tier{disclose.Partner, disclose.Public} {
		for _, u := range disclose.Areas(o.run, tier) {
			for _, f := range figures() {
				v, hidden := f.shown(u), slices.Contains(u.Suppressed, f.name)
				if v != 0 && (v < disclose.View(tier).K || hidden) || v == 0 && !hidden && tier == disclose.Public {
					t.Errorf("%s sees %s of %s as %d", tier, f.name, u.Code, v)
				}
				if p := partner[u.Code]; !hidden && (slices.Contains(p.Suppressed, f.name) || f.shown(p) != v) {
					t.Errorf("%s: %s of %s are %d to the public and %d to partners", tier, f.name, u.Code, v, f.shown(p))
				}
			}
		}
	}
}
