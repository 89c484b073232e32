package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"timpora/geo"
	"timpora/risk"
)

// shown is how many reasons stand beside a cell or cluster.
const shown = 3

// topReasons are the reasons with the most points in words, largest first,
// ties in the order of the score; those without points are left out.
func (w words) topReasons(reasons []risk.Reason) []string {
	by := slices.Clone(reasons)
	slices.SortStableFunc(by, func(a, b risk.Reason) int { return cmp.Compare(b.Points, a.Points) })
	var out []string
	for _, r := range by[:min(shown, len(by))] {
		if r.Points > 0 {
			out = append(out, w.measured("factor."+r.Factor, r.Raw))
		}
	}
	return out
}

// counter is the counter-evidence in words.
func (w words) counter(list []risk.Counter) []string {
	var out []string
	for _, c := range list {
		out = append(out, w.measured("counter."+c.Code, c.Raw))
	}
	return out
}

// measured is a sentence with its figure, as a number, as a percentage and as
// one in so many.
func (w words) measured(code string, raw float64) string {
	decimals := 1
	if raw >= 10 || raw == math.Trunc(raw) {
		decimals = 0
	}
	return w.say(code, "n", w.number(raw, decimals), "p", w.percent(raw), "o", w.number(1/raw, 0))
}

// places names the first three desa of several.
func (w words) places(in Input, desa []geo.AreaCode) string {
	var names []string
	for _, d := range desa[:min(3, len(desa))] {
		names = append(names, w.place(in, d))
	}
	line := strings.Join(names, "; ")
	if rest := len(desa) - 3; rest > 0 {
		line += " " + w.say("more", "n", strconv.Itoa(rest))
	}
	return line
}

// Measured is the sentence of a code with its figure, such as a Ground's.
func Measured(l Lang, code string, raw float64) string { return newWords(l).measured(code, raw) }

// place is a desa with its kecamatan, or the name of an upper area.
func (w words) place(in Input, code geo.AreaCode) string {
	n := in.Names(code)
	switch {
	case n.Desa != "" && n.Kecamatan != "":
		return n.Desa + ", " + n.Kecamatan
	case n.Desa != "":
		return n.Desa
	case n.Kecamatan != "":
		return n.Kecamatan
	case n.Kabupaten != "":
		return n.Kabupaten
	case code == "":
		return w.say("nowhere")
	}
	return string(code)
}
