package ingest

import (
	"timpora/geo"
	"timpora/risk"
)

func (r *row) residence(s risk.Stamp) *risk.Residence {
	x := &risk.Residence{
		Stamp: s, PremisesType: r.code("premises", "premises", risk.PremisesTypeUnknown), Persons: r.whole("persons", 1, 1, 500),
		PermitType: r.code("permit", "permit", risk.PermitUnknown), PermitUntil: r.date("permit_until", false, true),
		From: r.date("from", true, false), Until: r.date("until", false, true), Purpose: r.code("purpose", "purpose", "LAIN"),
		PersonKey: r.person(r.text("document")),
	}
	if !x.Until.IsZero() && x.Until.Before(x.From) {
		r.reject("until", "until_before_from", "")
	}
	return x
}

func (r *row) premises(s risk.Stamp) *risk.Premises {
	return &risk.Premises{
		Stamp: s, Name: r.text("premises_name"), Type: r.code("premises", "premises", risk.PremisesTypeUnknown),
		Licence: r.code("licence", "licence", risk.LicenceUnknown), Beds: r.whole("beds", 0, 0, 5000),
		Registered: r.yes("registered"), LastReport: r.date("last_report", false, false),
	}
}

func (r *row) report(s risk.Stamp) *risk.Report {
	x := &risk.Report{
		Stamp: s, Channel: r.code("channel", "channel", "LAIN"), Origin: r.code("origin", "origin", risk.OriginCommunity),
		Reporter: r.hash("reporter", fold(r.text("reporter"))), Category: r.code("category", "violation", "LAIN"),
		OccurredAt: r.date("occurred", true, false), Text: r.text("text"), Grade: r.grade(), State: r.state(), VerifiedAt: r.date("verified", false, false),
	}
	if x.State != risk.StateDugaan && x.VerifiedAt.IsZero() {
		x.VerifiedAt = r.o.Now
	}
	if d, ok := r.decided(s); ok {
		if r.text("origin") == "" {
			x.Origin = risk.OriginOurVisit
		}
		if x.Origin == risk.OriginOurVisit {
			x.VisitProb = d.Prob
		}
	}
	return x
}

// grade reads an Admiralty grade, a letter A to F and a digit 1 to 6. One that
// is written another way round or with more between gives the suggestion.
func (r *row) grade() string {
	text := r.text("grade")
	if text == "" {
		return risk.UnknownGrade
	}
	if g, ok := admiralty(text); ok {
		return g
	}
	meant := ""
	if f := fold(text); len(f) == 2 {
		for _, way := range []string{f, f[1:] + f[:1]} {
			if g, ok := admiralty(way); ok {
				meant = g
			}
		}
	}
	r.reject("grade", "grade_invalid", meant)
	return risk.UnknownGrade
}

func admiralty(g string) (string, bool) {
	if len(g) != 2 || (g[0]|0x20) < 'a' || (g[0]|0x20) > 'f' || g[1] < '1' || g[1] > '6' {
		return "", false
	}
	return string([]byte{g[0] &^ 0x20, g[1]}), true
}

func (r *row) state() risk.State {
	switch fold(r.text("state")) {
	case "", "dugaan", "terbuka", "baru":
		return risk.StateDugaan
	case "terbukti", "verified":
		return risk.StateTerbukti
	case "tidakterbukti", "unfounded":
		return risk.StateTidakTerbukti
	case "duplikat", "duplicate":
		return risk.StateDuplikat
	}
	r.unknown("state", "state_unknown", r.text("state"),
		[]string{string(risk.StateDugaan), string(risk.StateTerbukti), string(risk.StateTidakTerbukti), string(risk.StateDuplikat)},
		[]string{"baru", "terbuka", "verified", "unfounded", "duplicate"})
	return risk.StateDugaan
}

func (r *row) visit(s risk.Stamp) *risk.Visit {
	x := &risk.Visit{
		Stamp: s, Date: r.date("date", true, false), Officers: r.whole("officers", 2, 1, 100), Hours: r.float("hours", 2, 0.1, 24),
		Informed: r.yes("informed"), Educated: r.yes("educated"), Random: r.yes("random"), Prob: r.float("prob", 1, 0, 1),
	}
	if d, ok := r.decided(s); ok {
		x.Random, x.Prob = d.Random, d.Prob
	}
	return x
}

func (r *row) meeting(s risk.Stamp) *risk.Meeting {
	m := &risk.Meeting{Stamp: s, Date: r.date("date", true, false)}
	if s.Desa != "" {
		m.Area, _ = r.area()
	}
	for _, a := range split(r.text("agencies")) {
		m.Agencies = append(m.Agencies, r.codeOf("agencies", "agency", a))
	}
	for _, d := range split(r.text("present")) {
		c, err := geo.ParseAreaCode(d)
		if err != nil || !r.known(c) {
			r.reject("present", "area_unknown", r.nearCode(d))
			r.bad[len(r.bad)-1].Value = short(d)
			continue
		}
		m.Present = append(m.Present, c)
	}
	return m
}
