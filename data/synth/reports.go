package synth

import (
	"math/rand/v2"
	"slices"
	"time"

	"timpora/geo"
	"timpora/risk"
)

const (
	backgroundVerified            = 32  // over 24 months, beside the planted clusters
	unproven                      = 430 // over 24 months
	rumourReports                 = 30
	clusterRadius      geo.Meters = 500
)

func categories() []string {
	return []string{"OVERSTAY_S60", "SALAH_IZIN", "SALAH_IZIN", "KERJA_TANPA_IZIN", "KERJA_TANPA_IZIN", "ALAMAT", "INAP_TAK_LAPOR", "INVESTOR_FIKTIF", "KETERTIBAN", "LAIN"}
}

// teller is a way in which a report reaches the team.
type teller struct{ source, channel, origin, grade string }

func tellers() []teller {
	return []teller{
		{"PERANGKAT_DESA", "KUNJUNGAN", risk.OriginCommunity, "B2"},
		{"MASYARAKAT", "WHATSAPP", risk.OriginCommunity, "C3"},
		{"MEDSOS", "MEDSOS", risk.OriginCommunity, "F6"},
		{"INSTANSI", "SURAT", risk.OriginPartner, "B2"},
		{"RAPAT", "RAPAT", risk.OriginPartner, "C3"},
		{"APOA", "SISTEM", risk.OriginRoutine, "B3"},
		{"SI_RAJA_GARANG", "KUNJUNGAN", risk.OriginOurVisit, "A2"},
	}
}

// makeReports draws the background: a report stands near premises, so that the
// crowd explains it. The blind spot gets none.
func (g *generator) makeReports(r *rand.Rand) {
	g.truth.BlindSpot = desaBlind
	for range backgroundVerified {
		p := g.seen(r)
		g.addReport(r, p.Point, p.Desa, between(r, g.start, g.at.AddDate(0, 0, -20)), risk.StateTerbukti)
	}
	states := []risk.State{risk.StateTidakTerbukti, risk.StateTidakTerbukti, risk.StateTidakTerbukti, risk.StateDugaan, risk.StateDuplikat}
	for range unproven {
		p := g.seen(r)
		occurred := between(r, g.start, g.at.Add(-6*time.Hour))
		state := states[r.IntN(len(states))]
		if g.at.Sub(occurred) > 60*24*time.Hour && state == risk.StateDugaan && r.Float64() < 0.9 {
			state = risk.StateTidakTerbukti
		}
		g.addReport(r, p.Point, p.Desa, occurred, state)
	}
}

// seen draws premises outside the blind spot.
func (g *generator) seen(r *rand.Rand) risk.Premises {
	for {
		if p := g.out.Premises[r.IntN(len(g.out.Premises))]; p.Desa != desaBlind {
			return p
		}
	}
}

func (g *generator) addReport(r *rand.Rand, at geo.Point, desa geo.AreaCode, occurred time.Time, state risk.State) {
	t := tellers()[r.IntN(len(tellers()))]
	known := occurred.Add(time.Duration(2+r.IntN(96)) * time.Hour)
	rep := risk.Report{
		Channel: t.channel, Origin: t.origin, Category: categories()[r.IntN(len(categories()))], OccurredAt: occurred,
		Grade: t.grade, State: state, Reporter: g.token("reporter", r.Uint64N(400)),
	}
	if t.origin == risk.OriginOurVisit {
		rep.VisitProb = 0.1 + 0.5*r.Float64()
	}
	rep.Stamp = g.stamp(t.source, earlier(known, g.at), at, desa)
	if state != risk.StateDugaan {
		rep.VerifiedAt = earlier(rep.RecordedAt.Add(time.Duration(24+r.IntN(10*24))*time.Hour), g.at)
	}
	g.out.Reports = append(g.out.Reports, rep)
}

func earlier(a, b time.Time) time.Time {
	if a.After(b) {
		return b
	}
	return a
}

// plantClusters puts verified incidents of the last year close together, where
// a desa's lodging stands densest.
func (g *generator) plantClusters(r *rand.Rand) {
	for _, c := range []struct {
		name    string
		desa    geo.AreaCode
		n       int
		coastal bool
	}{{"pesisir timur", desaAmed, 12, true}, {"pesisir barat", desaMedewi, 12, true}, {"pedalaman", desaSidemen, 12, false}} {
		around := g.densest(c.desa)
		if len(around) == 0 {
			continue // a boundary set without this desa
		}
		planted := PlantedCluster{Name: c.name, Desa: c.desa, Center: around[0].Point, Incidents: c.n, Coastal: c.coastal}
		for range c.n {
			at := g.jitter(r, around[r.IntN(len(around))].Cell, c.desa)
			g.addReport(r, at, c.desa, between(r, g.at.AddDate(0, 0, -240), g.at.AddDate(0, 0, -20)), risk.StateTerbukti)
			if cell := g.w.CellOf(at).Parent(8); !slices.Contains(planted.Cells, cell) {
				planted.Cells = append(planted.Cells, cell)
			}
		}
		slices.Sort(planted.Cells)
		g.truth.Clusters = append(g.truth.Clusters, planted)
	}
}

// densest lists the premises within 500 m of the one that has the most of them
// around, that one first.
func (g *generator) densest(desa geo.AreaCode) []risk.Premises {
	var best []risk.Premises
	for _, middle := range g.out.Premises {
		if middle.Desa != desa {
			continue
		}
		around := []risk.Premises{middle}
		for _, p := range g.out.Premises {
			if p.Desa == desa && p.ID != middle.ID && geo.Distance(p.Point, middle.Point) <= clusterRadius {
				around = append(around, p)
			}
		}
		if len(around) > len(best) {
			best = around
		}
	}
	return best
}

// plantRumour puts thirty unverified reports of many people about one place
// into three days: a story that went round, checked by nobody yet.
func (g *generator) plantRumour(r *rand.Rand) {
	cells := g.cellsOf(desaRumour)
	cell := cells[len(cells)/2]
	from := g.at.Add(-6 * 24 * time.Hour)
	until := from.Add(72 * time.Hour)
	for range rumourReports {
		occurred := between(r, from, until)
		at := g.jitter(r, cell, desaRumour)
		g.out.Reports = append(g.out.Reports, risk.Report{
			Stamp: g.stamp("MEDSOS", occurred, at, desaRumour), Channel: "MEDSOS", Origin: risk.OriginCommunity, Category: "LAIN",
			OccurredAt: occurred, Grade: risk.UnknownGrade, State: risk.StateDugaan, Reporter: g.token("reporter", 1000+r.Uint64N(25)),
		})
	}
	g.truth.Rumour = PlantedRumour{Desa: desaRumour, Cell: cell.Parent(8), Reports: rumourReports, From: from, Until: until}
}
