package report

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// phrase is a text under its code in both languages. A placeholder is a name
// in braces.
type phrase struct{ code, id, en string }

// Codes lists every code that Sentence knows, in the order of the catalogue.
func Codes() []string {
	var out []string
	for _, p := range catalogue() {
		out = append(out, p.code)
	}
	return out
}

// Sentence is the text of a code, such as "factor.blind", "counter.own_finds",
// "level.3", "fault.late_feed" or "change.level_up". Pairs are placeholders
// and what stands for them. An unknown code is returned as it is.
func Sentence(l Lang, code string, pairs ...string) string {
	for _, p := range catalogue() {
		if p.code == code {
			return fill(p.in(l), pairs)
		}
	}
	return code
}

func (p phrase) in(l Lang) string {
	if l == English {
		return p.en
	}
	return p.id
}

func fill(s string, pairs []string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+pairs[i]+"}", pairs[i+1])
	}
	return s
}

// words is the catalogue of one language.
type words struct {
	lang Lang
	text map[string]string
}

func newWords(l Lang) words {
	w := words{lang: l, text: map[string]string{}}
	for _, p := range catalogue() {
		w.text[p.code] = p.in(l)
	}
	return w
}

// say is Sentence with the catalogue at hand.
func (w words) say(code string, pairs ...string) string {
	s, ok := w.text[code]
	if !ok {
		return code
	}
	return fill(s, pairs)
}

// number writes a figure with so many decimals, with the decimal sign of the
// language. Minus nought is nought.
func (w words) number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	if w.lang != English {
		s = strings.Replace(s, ".", ",", 1)
	}
	return strings.Replace(s, "-", "−", 1)
}

// signed is number with a plus sign where it is due.
func (w words) signed(v float64, decimals int) string {
	s := w.number(v, decimals)
	if v > 0 && strings.Trim(s, "0.,") != "" {
		return "+" + s
	}
	return s
}

func (w words) percent(v float64) string { return w.number(100*v, 0) + "%" }

// day is a date in words.
func (w words) day(t time.Time) string {
	t = t.In(wita())
	return strconv.Itoa(t.Day()) + " " + w.say("month."+strconv.Itoa(int(t.Month()))) + " " + strconv.Itoa(t.Year())
}

// moment is a date with the time of the day.
func (w words) moment(t time.Time) string {
	return w.day(t) + t.In(wita()).Format(", 15:04 ") + "WITA"
}
