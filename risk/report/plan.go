package report

import (
	"strconv"
	"strings"
	"time"

	"timpora/risk"
)

// planVisits is how many ranked visits the page names; all stand in the other
// files with their reasons.
const planVisits = 6

// plan is the section of proposals: a line for each operation with what speaks
// for and against it, one for the visits by rank, one for those drawn, and what
// it all takes.
func (w words) plan(in Input) section {
	p := in.Night.Run.Result.Plan
	s := section{Heading: w.say("section.8", "from", w.date(p.From), "until", w.date(p.Until))}
	if p.Short {
		s.Lines = []string{w.say("plan.short")}
		return s
	}
	var ranked, drawn []string
	for _, one := range p.Proposals {
		stop := strconv.Itoa(one.Stop) + ". "
		switch {
		case one.Kind == risk.ProposalOperation:
			s.Lines = append(s.Lines, stop+w.say("plan.operation", "place", w.places(in, one.Desa), "h", w.number(one.Hours, 1),
				"reasons", w.grounds(one.Reasons, 2), "counter", w.grounds(one.Counter, 2)))
		case one.Random:
			drawn = append(drawn, stop+in.Names(one.Desa[0]).Desa)
		default:
			ranked = append(ranked, stop+in.Names(one.Desa[0]).Desa)
		}
	}
	if rest := len(ranked) - planVisits; rest > 0 {
		ranked = append(ranked[:planVisits], w.say("more", "n", strconv.Itoa(rest)))
	}
	if len(ranked) > 0 {
		s.Lines = append(s.Lines, w.say("plan.ranked", "list", strings.Join(ranked, "; ")))
	}
	if len(drawn) > 0 {
		s.Lines = append(s.Lines, w.say("plan.drawn", "list", strings.Join(drawn, "; "), "n", strconv.Itoa(p.Pool), "o", w.number(1/p.Floor, 0)))
	}
	if len(s.Lines) == 0 {
		s.Lines = []string{w.say("none")}
		return s
	}
	s.Lines = append(s.Lines, w.say("plan.total", "h", w.number(p.Hours, 0), "most", w.number(p.HoursMost, 0), "km", w.number(p.Km, 0)))
	return s
}

// date is a day written YYYY-MM-DD in words, as it is when it is none.
func (w words) date(day string) string {
	t, err := time.ParseInLocation(time.DateOnly, day, wita())
	if err != nil {
		return day
	}
	return w.day(t)
}

// grounds are the first reasons for or against a proposal, in one line.
func (w words) grounds(list []risk.Ground, most int) string {
	var out []string
	for _, g := range list[:min(most, len(list))] {
		out = append(out, w.measured(g.Code, g.Raw))
	}
	return strings.Join(out, "; ")
}

// proposalRecord is a row of the CSV. Rank is the stop.
func (w words) proposalRecord(in Input, one risk.Proposal) []string {
	kind := one.Kind
	if one.Random {
		kind = "visit_drawn"
	}
	name := in.Names(one.Desa[0])
	row := append(w.common(in, kind),
		one.ID, strconv.Itoa(one.Stop), joinCodes(one.Desa), name.Desa, name.Kecamatan, name.Kabupaten,
		"", "", "", "", "", "", "", "", "", "", "", "")
	var reasons []string
	for _, g := range one.Reasons {
		reasons = append(reasons, w.measured(g.Code, g.Raw))
	}
	return append(append(row, three(reasons)...), "", "", "", "", w.grounds(one.Counter, len(one.Counter)), plain(one.Hours, 2), plain(one.Prob, 6))
}
