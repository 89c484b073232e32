package report_test

import (
	"math"
	"slices"
	"time"

	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/report"
)

// The fixture is a made-up night over hexagons around one point; the codes of
// the areas are real, everything else is drawn from a formula.

func at() time.Time {
	return time.Date(2026, 11, 24, 3, 0, 0, 0, time.FixedZone("WITA", 8*3600))
}

func names(c geo.AreaCode) report.Name {
	n := map[geo.AreaCode]report.Name{
		"51.08.06.2018": {Desa: "Kalibukbuk", Kecamatan: "Buleleng", Kabupaten: "Buleleng"},
		"51.08.01.2003": {Desa: "Pemuteran", Kecamatan: "Gerokgak", Kabupaten: "Buleleng"},
		"51.07.05.2002": {Desa: "=Sidemen & <Tengah>", Kecamatan: "Sidemen", Kabupaten: "Karangasem"},
		"51.08.01":      {Kecamatan: "Gerokgak", Kabupaten: "Buleleng"},
		"51.07":         {Kabupaten: "Karangasem"},
	}
	return n[c]
}

func desaCodes() []geo.AreaCode {
	return []geo.AreaCode{"51.07.05.2002", "51.08.01.2003", "51.08.06.2018"}
}

func areas() []geo.AreaCode {
	return append(desaCodes(), "51.07", "51.08", "51.08.01", "51.08.06")
}

func cells() []geo.Cell {
	c := bucket.Disk(bucket.Cell(geo.Point{Lon: 115.0882, Lat: -8.1120}, 8), 12)
	slices.Sort(c)
	return c
}

// run scores cell i by a wave; shift moves the wave, so that levels change.
func run(shift float64) risk.Run {
	r := risk.Run{
		ID: "01936000-0000-7000-8000-000000000001", At: at(), Version: "1.0.0", Seed: 7, Resolution: 8,
		BoundarySet: "cells-h3r10", PrecisionM: 65, ResultDigest: "d1", Synthetic: true,
	}
	r.Result.Robust = shift == 0
	for i, c := range cells() {
		r.Result.Scores = append(r.Result.Scores, score(i, c, 35+30*math.Sin(float64(i)/9+shift)))
	}
	rank(r.Result.Scores)
	return r
}

func score(i int, c geo.Cell, s float64) risk.Score {
	return risk.Score{
		Cell: c, Desa: desaCodes()[i%3], Score: s, Low: s * 0.8, High: s*1.1 + 4, Level: int(s / 20),
		Coastal: i%2 == 0, CoastM: geo.Meters(i * 10), LandKm2: 0.7, Persons: i % 7, Reports: i % 5, Verified: i % 3,
		Observed: 2, Expected: 1.25, UpperQ: 0.04,
		Reasons: []risk.Reason{
			{Factor: "stays_density", Sub: risk.SubPotential, Value: 0.2, Raw: 12.4, Weight: 0.3, Points: s * 0.2},
			{Factor: "incident_ratio", Sub: risk.SubOccurred, Value: 0.6, Raw: 0.61, Weight: 1, Points: s * 0.5},
			{Factor: "blind", Sub: risk.SubHidden, Value: 0.9, Raw: 0.9, Weight: 0.3, Points: s * 0.3},
			{Factor: "unseen", Sub: risk.SubHidden},
		},
	}
}

func rank(scores []risk.Score) {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if scores[a].Score > scores[b].Score {
			return -1
		}
		return 1
	})
	for r, i := range order {
		scores[i].Rank, scores[i].RankLow, scores[i].RankHigh = r+1, r+1, r+4
	}
}

func cluster(id string, from, n int, s float64) risk.Cluster {
	all := cells()
	return risk.Cluster{
		ID: id, Cells: bucket.Disk(all[from], n), Desa: desaCodes()[:2], Observed: 9, Expected: 2.5, RR: 3.6, P: 0.001, Q: 0.01,
		Method: "flexible", Verified: 9, LLR: 7.5, RecurrenceDays: 1000, Candidate: true,
		New:     &risk.Signal{Since: at().AddDate(0, 0, -56), Observed: 4, Expected: 0.3, LLR: 6.6, P: 0.002, RecurrenceDays: 500},
		LandKm2: 5, CoastShare: 0.7, Coastal: true, Score: s, Persons: 3, Origins: 2,
		Reasons: []risk.Reason{{Factor: "incident_ratio", Sub: risk.SubOccurred, Raw: 0.7, Points: 20}},
		Counter: []risk.Counter{{Code: "few_incidents", Raw: 9}, {Code: "own_finds", Raw: 0.4}},
	}
}

// proposals are one operation, one ranked and one drawn visit.
func proposals() risk.Plan {
	one := func(stop int, id, kind string, prob float64, desa ...geo.AreaCode) risk.Proposal {
		return risk.Proposal{
			ID: id, Kind: kind, Stop: stop, Random: prob < 1, Prob: prob, Desa: desa, Point: geo.Point{Lon: 115.1, Lat: -8.1},
			Agencies: []string{"IMI"}, Hours: 4.25, Km: 30, Rupiah: 345000,
			Reasons: []risk.Ground{{Code: "plan.last_visit", Raw: 400}, {Code: "factor.blind", Raw: 0.9}},
			Counter: []risk.Ground{{Code: "plan.truly_quiet", Raw: 0.21}},
		}
	}
	p := risk.Plan{
		From: "2026-11-30", Until: "2026-12-13", HoursMost: 120, Charged: 20, Hours: 16.5, Km: 210, Rupiah: 1500000,
		Office: geo.Point{Lon: 115.06, Lat: -8.13}, Desa: 3, Pool: 1, Floor: 0.25,
		Proposals: []risk.Proposal{
			one(1, "o-20261130-high", risk.ProposalOperation, 1, "51.07.05.2002", "51.08.01.2003"),
			one(2, "v-20261130-51.08.01.2003", risk.ProposalVisit, 1, "51.08.01.2003"),
			one(3, "r-20261130-51.08.06.2018", risk.ProposalVisit, 0.25, "51.08.06.2018"),
		},
	}
	p.Proposals[0].Reasons = []risk.Ground{{Code: "plan.incidents", Raw: 9}, {Code: "plan.ratio", Raw: 3.6}, {Code: "plan.origins", Raw: 2}}
	p.Proposals[0].Counter = []risk.Ground{{Code: "counter.few_incidents", Raw: 9}, {Code: "plan.false_flag", Raw: 0.05}}
	p.Proposals[2].Reasons = []risk.Ground{{Code: "plan.by_lot", Raw: 0.25}, {Code: "plan.never_visited"}}
	p.Proposals[2].Counter = []risk.Ground{{Code: "plan.by_chance", Raw: 12.3}}
	return p
}

// night is a busy night, built from records.
func night() risk.Night {
	previous, current := run(0.02), run(0)
	previous.Result.Clusters = []risk.Cluster{cluster("gone", 380, 1, 40)}
	current.Result.Clusters = []risk.Cluster{cluster("low", 30, 1, 44), cluster("high", 200, 2, 61)}
	current.Result.Plan = proposals()
	return report.Build(at(), current, &previous, records(), areas(), report.DefaultLimits())
}

func input(l report.Lang) report.Input {
	whole := geo.Area{Code: "51.08", Name: "Buleleng", Kind: "kabupaten", Geometry: bucket.Outline(cells())}
	return report.Input{
		Night: night(), Names: names, Outline: bucket.Boundary, Dissolve: bucket.Outline,
		Kabupaten: []geo.Area{whole}, Lang: l, Credit: "Batas: BPS 2020 via OCHA/HDX, CC BY 3.0 IGO, diubah.", Threshold: 3,
	}
}

func stamp(id string, desa geo.AreaCode, hoursAgo float64) risk.Stamp {
	return risk.Stamp{ID: id, Desa: desa, Quality: risk.QualityPoint, RecordedAt: at().Add(-time.Duration(hoursAgo * float64(time.Hour)))}
}

func records() risk.Records {
	d := desaCodes()
	day := 24.0
	coarse := stamp("g", d[0], 5)
	coarse.Quality = risk.QualityDesa
	return risk.Records{
		Residences: []risk.Residence{{Stamp: coarse}, {Stamp: stamp("h", d[1], 9*day)}},
		Premises: []risk.Premises{
			{Stamp: stamp("a", d[1], 90*day), Type: "VILA"},
			{Stamp: stamp("b", d[1], 90*day), Type: "HOTEL", Registered: true, LastReport: at().AddDate(0, 0, -31)},
			{Stamp: stamp("c", d[1], 90*day), Type: "HOTEL", Registered: true, LastReport: at().AddDate(0, 0, -29)},
			{Stamp: stamp("d", d[2], 90*day), Type: "HOTEL", Registered: true, LastReport: at()},
			{Stamp: stamp("e", d[0], 90*day), Type: "PELABUHAN"},
			{Stamp: stamp("f", d[0], -1), Type: "VILA"},
		},
		Reports: []risk.Report{
			{Stamp: stamp("1", d[2], 71), State: risk.StateDugaan},
			{Stamp: stamp("2", d[2], 73), State: risk.StateDugaan},
			{Stamp: stamp("3", d[2], 100), State: risk.StateDugaan},
			{Stamp: stamp("4", d[1], 200), State: risk.StateTerbukti},
			{Stamp: stamp("5", "", 80), State: risk.StateDugaan},
		},
		Visits: []risk.Visit{
			{Stamp: stamp("v1", d[0], 8*day), Date: at().AddDate(0, -13, 0)},
			{Stamp: stamp("v2", d[1], 8*day), Date: at().AddDate(0, -11, 0)},
			{Stamp: stamp("v3", d[2], -5), Date: at().AddDate(0, 0, -1)},
		},
		Meetings: []risk.Meeting{
			{Stamp: stamp("m1", "", 5), Area: "51.08.06", Date: at().AddDate(0, -2, 0)},
			{Stamp: stamp("m2", "", 5), Area: "51.08.01", Date: at().AddDate(-1, 0, 0)},
		},
		Operations: []risk.Operation{
			{Stamp: stamp("o1", "", 5), Kind: "khusus", Area: d[1], State: "disetujui", Start: at().Add(5 * time.Hour), End: at().Add(9 * time.Hour)},
			{Stamp: stamp("o2", "", 5), Kind: "mandiri", Area: "51.08.01", State: "berjalan", Start: at().AddDate(0, 0, -9), End: at().AddDate(0, 0, -8)},
			{Stamp: stamp("o3", "", 5), Kind: "mandiri", Area: d[0], State: "selesai", Start: at().AddDate(0, 0, -9), End: at().AddDate(0, 0, -8)},
			{Stamp: stamp("o4", "", 5), Kind: "khusus", Area: d[0], State: "disetujui", Start: at().AddDate(0, 0, 1)},
			{Stamp: stamp("o5", "", 5), Kind: "khusus", Area: d[0], State: "usulan", Start: at()},
		},
	}
}

// calmNight has nothing to tell.
func calmNight() risk.Night {
	r := run(0)
	return risk.Night{Date: at(), Run: r, Previous: &r, Top: report.Top(r.Result.Scores, 10)}
}
