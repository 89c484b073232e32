package export

import (
	"strconv"
	"time"
)

// Note is what a file says about itself.
type Note struct {
	Title, About   string
	Synthetic      bool   // the records are those of the demo
	Classification string // such as TERBATAS; empty for public layers
	Source         string // of the boundaries
	Credit         string
	Licence        string
	Set            string  // id of the boundary set
	ValidOn        string  // YYYY-MM-DD
	PrecisionM     float64 // of the outlines, metres
	Run            string  // id of the run, empty while nothing was scored
	At             time.Time
	Tier           string // for whose eyes the figures are
}

// Mark is what a file of the demo says, in both languages.
const Mark = "DATA SINTETIS: bukan keadaan sebenarnya / SYNTHETIC DATA: not a real situation"

// NotePart is one line of a note.
type NotePart struct{ Key, Value string }

// Parts are the lines of a note in a fixed order, empty ones left out.
func (n Note) Parts() []NotePart {
	mark, precision, at := "", "", ""
	if n.Synthetic {
		mark = Mark
	}
	if n.PrecisionM > 0 {
		precision = strconv.FormatFloat(n.PrecisionM, 'f', -1, 64)
	}
	if !n.At.IsZero() {
		at = n.At.UTC().Format(time.RFC3339)
	}
	var out []NotePart
	for _, p := range []NotePart{
		{"title", n.Title}, {"about", n.About}, {"synthetic", mark}, {"classification", n.Classification},
		{"source", n.Source}, {"credit", n.Credit}, {"licence", n.Licence}, {"boundary_set", n.Set}, {"valid_on", n.ValidOn},
		{"precision_m", precision}, {"run", n.Run}, {"run_at", at}, {"tier", n.Tier}, {"generator", "timpora"},
	} {
		if p.Value != "" {
			out = append(out, p)
		}
	}
	return out
}

// Heading is the title with the mark of the demo.
func (n Note) Heading() string {
	if n.Synthetic {
		return n.Title + " (DATA SINTETIS)"
	}
	return n.Title
}

// Style tells how to draw a layer, for formats that carry that.
type Style struct {
	By      string  // the field whose values choose a class; empty: every feature is the first class
	Classes []Class // at least one where a layer has a style at all
	Line    string  // colour of outlines, "#rrggbb"
}

// Class is one class of a style.
type Class struct {
	Value int64 // of the field By
	Label string
	Fill  string // "#rrggbb"; empty for none
}

// class is the index of the class of a row, the first when none fits.
func (l Layer) class(r Row) int {
	for i, f := range l.Fields {
		if f.Name != l.Style.By {
			continue
		}
		for k, c := range l.Style.Classes {
			if r.Values[i] == c.Value {
				return k
			}
		}
	}
	return 0
}
