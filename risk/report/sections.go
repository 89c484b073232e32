package report

import (
	"math"
	"strconv"
	"strings"
	"time"

	"timpora/geo"
	"timpora/risk"
)

// lines that a section shows, so that a busy night stays on two pages.
const (
	changeLines = 6
	listLines   = 5
	nameLines   = 10
)

func (w words) sections(in Input, p *page) {
	n := in.Night
	p.Changes = take(w, "section.1", n.Changes, changeLines, func(c risk.Change) string { return w.change(in, c) })
	if n.Previous == nil {
		p.Changes.Lines = []string{w.say("first")}
	}
	p.Stale = take(w, "section.3", n.Stale, listLines, func(s risk.StaleItem) string {
		return w.say("stale", "place", w.place(in, s.Desa), "n", strconv.Itoa(s.Count), "d", w.number(math.Floor(s.Hours/24), 0))
	})
	p.Gaps = take(w, "section.4", n.Gaps, listLines, func(g risk.LodgingGap) string { return w.gap(in, g) })
	p.Coverage = w.coverage(in)
	p.Due = take(w, "section.6", n.Operations, listLines, func(o risk.Operation) string { return w.operation(in, o) })
	p.Plan = w.plan(in)
	p.Faults = take(w, "section.7", n.Faults, nameLines, w.fault)
}

// take makes a section of the first items.
func take[T any](w words, heading string, items []T, limit int, line func(T) string) section {
	s := section{Heading: w.say(heading)}
	for _, it := range items[:min(limit, len(items))] {
		s.Lines = append(s.Lines, line(it))
	}
	if rest := len(items) - limit; rest > 0 {
		s.More = w.say("more", "n", strconv.Itoa(rest))
	}
	if len(items) == 0 {
		s.Lines = []string{w.say("none")}
	}
	return s
}

func (w words) change(in Input, c risk.Change) string {
	return w.say("change."+c.Code, "place", w.place(in, c.Desa), "was", w.number(c.Was, 1), "is", w.number(c.Is, 1))
}

func (w words) gap(in Input, g risk.LodgingGap) string {
	place := w.place(in, g.Desa)
	if in.withheld(g.Premises) || in.withheld(g.Unregistered) || in.withheld(g.Silent) {
		return w.say("gap.withheld", "place", place)
	}
	return w.say("gap", "place", place, "n", strconv.Itoa(g.Premises), "u", strconv.Itoa(g.Unregistered), "s", strconv.Itoa(g.Silent))
}

func (w words) coverage(in Input) section {
	desa := take(w, "section.5", in.Night.Unvisited, nameLines, func(u risk.Unvisited) string {
		last := w.say("never")
		if !u.Last.IsZero() {
			last = u.Last.In(wita()).Format(time.DateOnly)
		}
		return w.place(in, u.Desa) + " (" + last + ")"
	})
	rapat := take(w, "section.5", in.Night.NoMeeting, 2*nameLines, func(code string) string {
		return w.place(in, geo.AreaCode(code))
	})
	out := section{Heading: desa.Heading}
	if n := len(in.Night.Unvisited); n > 0 {
		out.Lines = append(out.Lines, w.say("unvisited", "n", strconv.Itoa(n))+" "+desa.joined())
	}
	if n := len(in.Night.NoMeeting); n > 0 {
		out.Lines = append(out.Lines, w.say("no_meeting", "n", strconv.Itoa(n))+" "+rapat.joined())
	}
	if len(out.Lines) == 0 {
		out.Lines = []string{w.say("none")}
	}
	return out
}

// joined is a section as one line.
func (s section) joined() string {
	line := strings.Join(s.Lines, "; ")
	if s.More != "" {
		line += "; " + s.More
	}
	return line
}

func (w words) operation(in Input, o risk.Operation) string {
	state := w.say("state." + o.State)
	if !o.End.IsZero() && o.End.Before(in.Night.Date) {
		state = w.say("due")
	}
	to := "–"
	if !o.End.IsZero() {
		to = w.day(o.End)
	}
	return w.say("operation", "kind", w.say("operation."+o.Kind), "place", w.place(in, o.Area),
		"from", w.day(o.Start), "to", to, "state", state)
}

func (w words) fault(f risk.Fault) string {
	line := w.say("fault."+f.Code, "kind", w.say("kind."+f.About), "n", w.number(f.Count, 0))
	return strings.ToUpper(line[:1]) + line[1:]
}
