package synth

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"timpora/geo"
	"timpora/risk"
)

const (
	visitCount  = 340
	randomShare = 0.15
	jointPerYr  = 8
	ownPerYr    = 60
)

// makeVisits draws visits to desa offices: most planned where people stay, a
// share at random over all desa. Nobody went to the blind spot.
func (g *generator) makeVisits(r *rand.Rand) {
	for range visitCount {
		random := r.Float64() < randomShare
		desa, prob := g.seen(r).Desa, 1.0
		if random {
			desa, prob = g.w.Desa[r.IntN(len(g.w.Desa))], float64(visitCount)*randomShare/float64(len(g.w.Desa))/months
		}
		date := between(r, g.start, g.at.Add(-24*time.Hour))
		cells := g.cellsOf(desa)
		if desa == desaBlind || len(cells) == 0 {
			continue
		}
		at := g.jitter(r, cells[len(cells)/2], desa)
		g.out.Visits = append(g.out.Visits, risk.Visit{
			Stamp: g.stamp("SI_RAJA_GARANG", earlier(date.Add(20*time.Hour), g.at), at, desa), Date: date.Truncate(24 * time.Hour),
			Officers: 2 + r.IntN(3), Hours: 1 + float64(r.IntN(7))/2, Informed: r.Float64() < 0.8, Educated: r.Float64() < 0.9, Random: random, Prob: prob,
		})
	}
}

// makeMeetings holds one meeting a year per kabupaten and, over two years, one
// per kecamatan for most of them.
func (g *generator) makeMeetings(r *rand.Rand) {
	var areas []geo.AreaCode
	for _, d := range g.w.Desa {
		for _, a := range []geo.AreaCode{d.Kabupaten(), d.Kabupaten(), d.Kecamatan()} {
			if n := count(areas, a); (a.Level() == geo.LevelKabupaten && n < 2) || (a.Level() == geo.LevelKecamatan && n < 1) {
				areas = append(areas, a)
			}
		}
	}
	for _, a := range areas {
		date := between(r, g.start, g.at.Add(-48*time.Hour)).Truncate(24 * time.Hour)
		if a == desaBlind.Kecamatan() || (a.Level() == geo.LevelKecamatan && r.Float64() < 0.15) {
			continue
		}
		members := g.members(a)
		present := slices.DeleteFunc(slices.Clone(members), func(d geo.AreaCode) bool { return d == desaBlind || r.Float64() < 0.3 })
		at := g.w.Center(g.cellsOf(members[0])[0])
		g.out.Meetings = append(g.out.Meetings, risk.Meeting{
			Stamp: g.stamp("RAPAT", date.Add(30*time.Hour), at, members[0]), Area: a, Date: date,
			Agencies: []string{"IMI", "POLRES", "KESBANGPOL", "SATPOLPP", "CAMAT"}, Present: present,
		})
	}
}

func count(list []geo.AreaCode, a geo.AreaCode) (n int) {
	for _, x := range list {
		if x == a {
			n++
		}
	}
	return n
}

func (g *generator) members(a geo.AreaCode) []geo.AreaCode {
	var out []geo.AreaCode
	for _, d := range g.w.Desa {
		if d.Within(a) {
			out = append(out, d)
		}
	}
	return out
}

// makeOperations draws joint operations, planned and sudden, and the many more
// that the office makes alone.
func (g *generator) makeOperations(r *rand.Rand) {
	years := months / 12
	for i := range years * (jointPerYr + ownPerYr) {
		p := g.seen(r)
		o := risk.Operation{Kind: "mandiri", Area: p.Desa, State: "selesai", Agencies: []string{"IMI"}, Checks: 1 + r.IntN(6)}
		if i < years*jointPerYr {
			o.Kind = []string{"khusus", "khusus", "insidentil"}[r.IntN(3)]
			o.Area = p.Desa.Kecamatan()
			o.Agencies = []string{"IMI", "POLRES", "KODIM", "KESBANGPOL", "SATPOLPP"}
			o.Checks = 8 + r.IntN(14)
		}
		o.Start = between(r, g.start, g.at.Add(-72*time.Hour)).Truncate(time.Hour)
		o.End = o.Start.Add(time.Duration(3+r.IntN(6)) * time.Hour)
		o.Findings = r.IntN(1 + o.Checks/4)
		o.Order = fmt.Sprintf("%s/%04d", Marker, i+1)
		o.Signed, o.Approver = "Kepala Kantor ("+Marker+")", "Kepala Kantor ("+Marker+")"
		o.Stamp = g.stamp("OPERASI", o.Start.Add(-24*time.Hour), p.Point, p.Desa)
		g.out.Operations = append(g.out.Operations, o)
	}
}
