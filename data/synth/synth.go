// Package synth makes the synthetic demo: seeded records sized as the office,
// with planted truths that a run must find and a rumour that it must not
// believe. They are the only "people" of the project; nobody in them exists,
// no record holds a name, and every record is marked with Marker.
//
// The same seed, time and world give the same bytes on any machine. Points are
// WGS 84, longitude first, inside the desa that the record names. Making the
// 24 months of the office takes well under a second.
package synth

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"

	"timpora/geo"
	"timpora/risk"
)

// Marker stands in RecordedBy of every synthetic record.
const Marker = "SINTETIS"

// The office's stock of permit holders on 31 August 2022, as the press had it,
// and the other sizes of the demo.
const (
	holdersITK    = 1746
	holdersITAS   = 1040
	holdersITAP   = 372
	formerStays   = 1400
	premisesCount = 650
	months        = 24
)

// World is the land that the demo stands on. Every boundary set can serve.
type World struct {
	Desa   []geo.AreaCode                       // all desa, ascending
	Cells  func(geo.AreaCode) []geo.Cell        // land cells of resolution 10 of a desa, ascending
	Center func(geo.Cell) geo.Point             // centre of a cell
	CellOf func(geo.Point) geo.Cell             // cell of resolution 10
	DesaOf func(geo.Point) (geo.AreaCode, bool) // desa that holds a point
	CoastM func(geo.Point) geo.Meters           // distance to the sea
	Near   func(geo.Cell, int) []geo.Cell       // cells within k steps
}

// Generate makes the records known at a time, in the order of their ids, and
// the truths that were planted.
func Generate(seed uint64, at time.Time, w World) (risk.Records, Truth) {
	g := &generator{seed: seed, at: at.UTC().Truncate(time.Second), w: w, cells: map[geo.AreaCode][]geo.Cell{}}
	g.start = g.at.AddDate(0, -months, 0)
	g.truth = Truth{Seed: seed, At: g.at}
	g.makePremises(g.stream(1))
	g.makeStays(g.stream(2))
	g.plantClusters(g.stream(3))
	g.makeReports(g.stream(4))
	g.plantRumour(g.stream(5))
	g.makeVisits(g.stream(6))
	g.makeMeetings(g.stream(7))
	g.makeOperations(g.stream(8))
	g.sort()
	return g.out, g.truth
}

type generator struct {
	seed      uint64
	at, start time.Time
	w         World
	cells     map[geo.AreaCode][]geo.Cell
	out       risk.Records
	truth     Truth
	ids       uint64
}

// stream is the random source of one part, so that a change in one part leaves
// the others as they were.
func (g *generator) stream(part uint64) *rand.Rand { return rand.New(rand.NewPCG(g.seed, part)) }

func (g *generator) cellsOf(desa geo.AreaCode) []geo.Cell {
	if _, ok := g.cells[desa]; !ok {
		g.cells[desa] = g.w.Cells(desa)
	}
	return g.cells[desa]
}

// between draws a moment; a share of the span as a power above 1 favours the
// present.
func between(r *rand.Rand, from, to time.Time) time.Time {
	if !to.After(from) {
		return from
	}
	return from.Add(time.Duration(r.Int64N(int64(to.Sub(from))))).Truncate(time.Second)
}

// daysBefore draws a moment up to the given days before the present.
func (g *generator) daysBefore(r *rand.Rand, most int) time.Time {
	return between(r, g.at.AddDate(0, 0, -most), g.at)
}

func byID[T any](list []T, id func(T) string) {
	slices.SortFunc(list, func(a, b T) int { return cmp.Compare(id(a), id(b)) })
}

func (g *generator) sort() {
	byID(g.out.Residences, func(x risk.Residence) string { return x.ID })
	byID(g.out.Premises, func(x risk.Premises) string { return x.ID })
	byID(g.out.Reports, func(x risk.Report) string { return x.ID })
	byID(g.out.Visits, func(x risk.Visit) string { return x.ID })
	byID(g.out.Meetings, func(x risk.Meeting) string { return x.ID })
	byID(g.out.Operations, func(x risk.Operation) string { return x.ID })
}
