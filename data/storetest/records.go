package storetest

import (
	"fmt"
	"time"

	"timpora/data"
	"timpora/geo"
	"timpora/risk"
)

// Epoch is the time around which records are made.
func Epoch() time.Time { return time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC) }

// ID is a well-formed UUIDv7 that carries a number.
func ID(kind, n int) string { return fmt.Sprintf("0195%04x-0000-7000-8000-%012x", kind, n) }

func stamp(kind, n int) risk.Stamp {
	return risk.Stamp{
		ID: ID(kind, n), Key: fmt.Sprintf("key-%d-%d", kind, n), Source: "APOA",
		RecordedAt: Epoch().Add(time.Duration(n) * time.Minute), RecordedBy: "import",
		Desa: geo.AreaCode(fmt.Sprintf("51.08.%02d.%d", 1+n%9, 2001+n%17)), Cell: geo.Cell(0x8a8d8a000007fff + uint64(n%512)<<15),
		Point: geo.Point{Lon: 114.5 + float64(n%1000)/1000, Lat: -8.1 - float64(n%77)/1000}, Quality: risk.QualityNear, Off: 12.5,
	}
}

// Residence makes the n-th stay.
func Residence(n int) risk.Residence {
	from := Epoch().AddDate(0, 0, n%300)
	return risk.Residence{
		Stamp: stamp(1, n), PremisesType: "VILA", Persons: 1 + n%3, PermitType: "ITAS", PermitUntil: from.AddDate(1, 0, 0),
		From: from, Until: from.AddDate(0, 0, 14), Purpose: "WISATA", PersonKey: fmt.Sprintf("%064x", n),
	}
}

// Report makes the n-th report, an allegation.
func Report(n int) risk.Report {
	return risk.Report{
		Stamp: stamp(3, n), Channel: "WEB", Origin: risk.OriginCommunity, Reporter: fmt.Sprintf("%032x", n%40), Category: "OVERSTAY_L60",
		OccurredAt: Epoch().Add(time.Duration(n-60) * time.Minute), Text: "vila tanpa papan nama", Grade: "C3", State: risk.StateDugaan,
	}
}

// Batch holds one record of every kind, with the extremes of its columns.
func Batch(n int) data.Batch {
	p := risk.Premises{
		Stamp: stamp(2, n), Name: "Vila Contoh \u2014 \u201csatu\u201d; 'dua'", Type: "VILA", Licence: "TIDAK", Beds: 4, Registered: true,
		LastReport: Epoch().Add(1500 * time.Microsecond),
	}
	v := risk.Visit{Stamp: stamp(4, n), Date: Epoch(), Officers: 3, Hours: 1.25, Informed: true, Random: true, Prob: 1.0 / 3}
	m := risk.Meeting{
		Stamp: stamp(5, n), Area: "51.08.04", Date: Epoch(), Agencies: []string{"IMI", "POLRES"}, Present: []geo.AreaCode{"51.08.04.2003"},
	}
	o := risk.Operation{
		Stamp: stamp(6, n), Kind: "khusus", Area: "51.08", Cluster: "c1", Order: "W.20/1", Signed: "a", Approver: "b", State: "usulan",
		Start: Epoch(), End: Epoch().Add(6 * time.Hour), Agencies: []string{}, Checks: 12, Findings: 1,
	}
	bare := risk.Residence{Stamp: risk.Stamp{ID: ID(9, n)}} // nothing known but its identity
	return data.Batch{
		Records: risk.Records{
			Residences: []risk.Residence{Residence(n), bare}, Premises: []risk.Premises{p}, Reports: []risk.Report{Report(n)},
			Visits: []risk.Visit{v}, Meetings: []risk.Meeting{m}, Operations: []risk.Operation{o},
		},
		Nationality: map[string]string{ID(1, n): "XXA"},
		Import:      &data.Import{Kind: risk.KindResidences, File: fmt.Sprintf("berkas-%d.csv", n), SHA256: "00", At: Epoch(), By: "uji", Rows: 7},
	}
}

// Residences makes the stays from to from+n-1.
func Residences(from, n int) []risk.Residence {
	out := make([]risk.Residence, n)
	for i := range out {
		out[i] = Residence(from + i)
	}
	return out
}

// Scoring makes the n-th run.
func Scoring(n int) risk.Run {
	return risk.Run{
		ID: ID(7, n), At: Epoch().AddDate(0, 0, n), Version: "0.1.0", Seed: 1<<63 + uint64(n), Resolution: 8, BoundarySet: "bawaan",
		PrecisionM: 65, PolicyDigest: "p", InputsDigest: "i", ResultDigest: "r", Synthetic: true,
		Policy: []byte("half_life_days = 180\n"), Inputs: []byte(`{"cells":[]}`),
		Result: risk.Result{
			Scores:   []risk.Score{{Cell: 0x888d8a0001fffff, Desa: "51.08.04.2003", Score: 100.0 / 3, Reasons: []risk.Reason{{Factor: "blind", Sub: risk.SubHidden}}}},
			Clusters: []risk.Cluster{{ID: "c1", Cells: []geo.Cell{0x888d8a0001fffff}, Q: 1e-9}},
			Robust:   true, Kendall: 0.91, Alpha: 0.4, Incident: 31,
			Plan: risk.Plan{From: "2026-03-02", Until: "2026-03-15", Floor: 1.0 / 3, Proposals: []risk.Proposal{{
				ID: "r-20260302-51.08.04.2003", Kind: risk.ProposalVisit, Stop: 1, Random: true, Prob: 1.0 / 3,
				Desa: []geo.AreaCode{"51.08.04.2003"}, Agencies: []string{"IMI"},
				Reasons: []risk.Ground{{Code: "plan.by_lot", Raw: 1.0 / 3}}, Counter: []risk.Ground{{Code: "plan.by_chance"}},
			}}},
		},
	}
}
