package report

import (
	"fmt"
	"time"

	"github.com/paulmach/orb"

	"timpora/geo"
	"timpora/risk"
)

// Lang is the language of a report.
type Lang string

// The languages. Anything else reads as Indonesian.
const (
	Indonesian Lang = "id"
	English    Lang = "en"
)

// Name is how a place is called, from the desa upwards; "" where unknown.
type Name struct {
	Desa, Kecamatan, Kabupaten string
}

// Input is what the writers need. Names and Outline must be set.
type Input struct {
	Night     risk.Night
	Names     func(geo.AreaCode) Name
	Outline   func(geo.Cell) orb.Ring           // of a cell, open or closed
	Dissolve  func([]geo.Cell) orb.MultiPolygon // of a cluster; nil: the outlines of its cells
	Kabupaten []geo.Area                        // drawn on the overview map
	Lang      Lang
	Credit    string // credit lines of the boundary set
	Threshold int    // counts from 1 to Threshold-1 are withheld; 0: none. Negative counts always are
}

func (in Input) check() error {
	if in.Names == nil || in.Outline == nil {
		return fmt.Errorf("report of %s: names and outlines are needed", in.Night.Date.Format(time.DateOnly))
	}
	return nil
}

// withheld reports whether a count may not be shown.
func (in Input) withheld(count int) bool {
	return count < 0 || count > 0 && count < in.Threshold
}

// area is the union of the cells' outlines, as a cluster is drawn.
func (in Input) area(cells []geo.Cell) orb.MultiPolygon {
	if in.Dissolve != nil {
		return in.Dissolve(cells)
	}
	var m orb.MultiPolygon
	for _, c := range cells {
		m = append(m, orb.Polygon{closed(in.Outline(c))})
	}
	return m
}

// closed repeats the first point at the end and runs counter-clockwise.
func closed(r orb.Ring) orb.Ring {
	out := append(orb.Ring(nil), r...)
	if n := len(out); n > 0 && out[0] != out[n-1] {
		out = append(out, out[0])
	}
	if out.Orientation() == orb.CW {
		out.Reverse()
	}
	return out
}

// wita is the zone of the office.
func wita() *time.Location { return time.FixedZone("WITA", 8*60*60) }

// before maps the cells of the previous run to their scores.
func before(n risk.Night) map[geo.Cell]risk.Score {
	if n.Previous == nil || n.Previous.Resolution != n.Run.Resolution {
		return nil
	}
	return byCell(n.Previous.Result.Scores)
}

func byCell(scores []risk.Score) map[geo.Cell]risk.Score {
	at := make(map[geo.Cell]risk.Score, len(scores))
	for _, s := range scores {
		at[s.Cell] = s
	}
	return at
}
