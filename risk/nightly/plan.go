package nightly

import (
	"time"

	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/plan"
	"timpora/risk/score"
)

// Period is the time that a plan is made for. Zero values leave what the
// policy says; a zero From is the first Monday on or after the day of the run.
type Period struct {
	From  time.Time
	Days  int
	Hours float64
}

// Propose makes the plan of a period from what a run found. The same run and
// period give the same plan.
func Propose(frame risk.Frame, in score.Inputs, p score.Policy, found risk.Result, seed uint64, period Period) risk.Plan {
	params := planParams(p)
	if period.Days > 0 {
		params.Days = period.Days
	}
	if period.Hours > 0 {
		params.Hours = period.Hours
	}
	from := period.From
	if from.IsZero() {
		from = nextMonday(in.At)
	}
	input := plan.Input{
		At: in.At, From: from, Seed: seed, Frame: frame, Scores: found.Scores,
		Visited: map[geo.AreaCode]time.Time{}, Center: bucket.Center,
	}
	for _, c := range found.Clusters {
		if c.Candidate {
			input.Candidates = append(input.Candidates, c)
		}
	}
	for _, v := range in.Visited {
		input.Visited[v.Desa] = v.Last
	}
	for _, s := range in.Seats {
		input.Members = append(input.Members, risk.Member{Level: s.Level, Area: s.Area, Agency: s.Code})
	}
	return plan.Make(input, params)
}

// nextMonday is the start of the first Monday on or after a moment's day, WITA.
func nextMonday(at time.Time) time.Time {
	zone := time.FixedZone("WITA", 8*3600)
	y, m, d := at.In(zone).Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, zone)
	return day.AddDate(0, 0, (8-int(day.Weekday()))%7)
}

func planParams(policy score.Policy) plan.Params {
	p := policy.Plan
	return plan.Params{
		Days: p.PeriodDays, Hours: p.Hours, MaxOperations: p.MaxOperations, MaxVisits: p.MaxVisits,
		OperationHours: p.OperationHours, VisitHours: p.VisitHours, RandomShare: p.RandomShare,
		BlindH: p.BlindH, FalseShare: policy.Cluster.Level, RevisitDays: p.RevisitDays, Detour: p.Detour, KmPerHour: p.KmPerHour,
		RupiahPerKm: p.RupiahPerKm, RupiahPerHour: p.RupiahPerHour, Office: p.Office(),
	}
}

// seats are the members of the register as the inputs keep them.
func seats(members []risk.Member) []score.Seat {
	var out []score.Seat
	for _, m := range members {
		out = append(out, score.Seat{Level: m.Level, Area: m.Area, Code: m.Agency})
	}
	return out
}
