package backtest

import (
	"fmt"
	"io"
	"strings"
)

// Text writes the head of the document for a terminal.
func Text(w io.Writer, d Document) error {
	words := newWords(d.Lang)
	var b strings.Builder
	if d.Synthetic {
		fmt.Fprintln(&b, words.say("synthetic"))
	}
	for _, line := range words.how(d.Result) {
		fmt.Fprintln(&b, line)
	}
	for _, r := range d.Rankings {
		m := r.Extents[0].Measures
		fmt.Fprintf(&b, "%-20s %s %s; %s %s; PEI* %s\n", words.say(r.Code),
			words.say("col.hit_rate"), words.measure(m.HitRate, 100, 0), words.say("col.pai"), words.measure(m.PAI, 1, 1), words.measure(m.PEI, 1, 2))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// how says what was done.
func (w words) how(r Result) []string {
	n := func(v int) string { return w.number(float64(v), 0) }
	out := []string{
		w.say("how.1", "n", n(len(r.Origins)), "h", n(r.Horizon), "g", n(r.Gap), "r", n(r.Reporting), "v", n(r.Verifying)),
		w.say("how.2"),
		w.say("how.3", "e", n(r.Events), "c", n(r.Caused)),
	}
	if r.Events < fewEvents {
		out = append(out, w.say("how.few"))
	}
	return out
}

// fewEvents is where a page says that it rests on little.
const fewEvents = 100
