package backtest

import (
	"math"
	"slices"
	"time"
)

// Event is one verified incident, as known at the end.
type Event struct {
	Cell     int       // index into the frame
	At       time.Time // when it occurred, told if that is unknown
	Recorded time.Time // when the team first heard of it
	Known    time.Time // when it was verified
	Caused   bool      // only visits that a ranking may have caused found it
}

// Trip is a visit: hours over the cells of a desa, in equal parts.
type Trip struct {
	Cells []int
	At    time.Time
	Hours float64
}

// Ground is what the ranking is judged on.
type Ground struct {
	Area   []float64 // land of each cell in km2
	Events []Event
	Trips  []Trip
}

// Cut is what was known at a cut-off, by cell.
type Cut struct {
	Score    []float64 // the ranking to judge
	Exposure []float64 // what incidents are expected from
	Last     []float64 // incidents of the last period
	LongRun  []float64 // incidents of the whole window
	Persons  []float64 // staying; denominates the second PAI
}

// Cutter gives the ranking at a moment from what was known by then. length is
// that of the last period.
type Cutter func(at time.Time, length time.Duration) (Cut, error)

const day = 24 * time.Hour

// delay is the length in whole days within which nine of ten events went from
// occurring to a later moment.
func (g Ground) delay(until func(Event) time.Time) int {
	var days []float64
	for _, e := range g.Events {
		days = append(days, math.Max(0, until(e).Sub(e.At).Hours()/24))
	}
	if len(days) == 0 {
		return 0
	}
	slices.Sort(days)
	return int(math.Ceil(days[(9*len(days)+9)/10-1]))
}

// outcome is what happened in a horizon.
type outcome struct {
	events []float64 // by cell
	hours  []float64 // by cell
	total  float64
	caused int // left out
}

// outcome counts the events of a horizon that were known at a moment.
func (g Ground) outcome(from, until, known time.Time) outcome {
	o := outcome{events: make([]float64, len(g.Area)), hours: make([]float64, len(g.Area))}
	inside := func(t time.Time) bool { return !t.Before(from) && t.Before(until) }
	for _, e := range g.Events {
		switch {
		case !inside(e.At) || e.Known.After(known):
		case e.Caused:
			o.caused++
		default:
			o.events[e.Cell]++
			o.total++
		}
	}
	for _, t := range g.Trips {
		for _, i := range t.Cells {
			if inside(t.At) {
				o.hours[i] += t.Hours / float64(len(t.Cells))
			}
		}
	}
	return o
}
