package nightly

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/disclose"
	"timpora/risk/score"
)

// Tallies counts distinct persons, reports and verified incidents of every area
// and of the cells that partners see, as known at a moment. A cell of the frame
// counts for the area of its desa, as in the score. The secret makes the noise.
func Tallies(frame risk.Frame, records risk.Records, at time.Time, p score.Policy, secret []byte) []risk.Tally {
	return aggregate(frame, records, nil, at, p, newCensus(frame, secret)).Tallies
}

// census carries tallies under construction; nil counts nothing.
type census struct {
	keys  *disclose.Keys
	res   int // of the cells
	areas map[geo.AreaCode]*entry
	cells map[geo.Cell]*entry
}

// entry is a tally under construction with the keys of its counts.
type entry struct {
	risk.Tally
	last                       uint64 // the person counted last
	persons, reports, verified byte
}

func newCensus(frame risk.Frame, secret []byte) *census {
	c := &census{
		keys: disclose.NewKeys(secret), res: disclose.View(disclose.Partner).CellRes,
		areas: map[geo.AreaCode]*entry{}, cells: map[geo.Cell]*entry{},
	}
	for _, d := range frame.Desa {
		for _, code := range within(d.Code) {
			if c.areas[code] == nil {
				c.areas[code] = &entry{Tally: risk.Tally{Area: code}}
			}
		}
	}
	return c
}

// within are a desa and all areas that hold it.
func within(desa geo.AreaCode) []geo.AreaCode {
	return slices.Compact([]geo.AreaCode{desa, desa.Kecamatan(), desa.Kabupaten(), disclose.Whole})
}

// each calls count for the entries of a desa and all that holds it.
func (c *census) each(desa geo.AreaCode, count func(*entry)) {
	for _, code := range within(desa) {
		if e := c.areas[code]; e != nil {
			count(e)
		}
	}
}

// cell is the entry of the coarser cell around a cell.
func (c *census) cell(of geo.Cell) *entry {
	up := of.Parent(c.res)
	e := c.cells[up]
	if e == nil {
		e = &entry{Tally: risk.Tally{Cell: up}}
		c.cells[up] = e
	}
	return e
}

// guest is somebody who stays, in one place: a cell of the frame, or, below 0,
// all of a desa. 24 bytes, since the whole country holds millions.
type guest struct {
	key   uint64 // of the person, 0 when unknown
	place int32
	n     int32 // persons
	mark  uint16
}

// guests counts everybody who stays in each area once. Those known by desa only
// are spread over cells as for the score, so that their cells may count them
// twice when they stay in one of them too. Cost: sorting those who stay.
func (a *aggregation) guests(s *stays) {
	if a.census == nil {
		return
	}
	var all []guest
	collect := func(list []stay, place int) {
		for _, t := range list {
			if t.until >= s.recent {
				all = append(all, guest{t.key, int32(place), int32(math.Round(float64(t.persons))), t.mark})
			}
		}
	}
	for cell, list := range s.byCell {
		collect(list, cell)
	}
	desa := slices.Sorted(maps.Keys(s.byDesa))
	for i, code := range desa {
		collect(s.byDesa[code], -1-i)
	}
	slices.SortFunc(all, func(x, y guest) int { return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.place, y.place)) })
	for _, g := range all {
		record := a.census.recordKey(g)
		if g.place < 0 {
			a.census.each(desa[-1-g.place], func(e *entry) { e.stays(g, record) })
			continue
		}
		cell := a.places.frame.Cells[g.place]
		a.census.each(cell.Desa, func(e *entry) { e.stays(g, record) })
		a.census.cell(cell.Cell).stays(g, record)
	}
}

func (c *census) recordKey(g guest) byte {
	if g.key != 0 {
		return c.keys.Record("person", strconv.FormatUint(g.key, 16))
	}
	return c.keys.Record("stay", strconv.Itoa(int(g.mark))+" "+strconv.Itoa(int(g.n)))
}

// stays counts a guest; the same person comes in a row.
func (e *entry) stays(g guest, record byte) {
	if g.key != 0 && e.last == g.key {
		return
	}
	e.last = g.key
	e.Persons.N += int(g.n)
	e.persons += record
}

// spreadHeads counts persons of a desa in the cell that is given them.
func (c *census) spreadHeads(cell geo.Cell, desa geo.AreaCode, heads int) {
	if c == nil || heads < 1 {
		return
	}
	e := c.cell(cell)
	e.Persons.N += heads
	e.persons += c.keys.Record("spread", string(desa)+" "+strconv.Itoa(heads))
}

// reported counts a report, verified an incident, both of the desa of their cell.
func (c *census) reported(desa geo.AreaCode, id string) {
	if c == nil {
		return
	}
	record := c.keys.Record("report", id)
	c.each(desa, func(e *entry) { e.Reports.N++; e.reports += record })
}

func (c *census) happened(desa geo.AreaCode, id string) {
	if c == nil {
		return
	}
	record := c.keys.Record("incident", id)
	c.each(desa, func(e *entry) { e.Verified.N++; e.verified += record })
}

// tallies ends the census: areas by code, then cells.
func (a *aggregation) tallies() []risk.Tally {
	c := a.census
	if c == nil {
		return nil
	}
	for i, cell := range a.places.frame.Cells {
		if in := a.in.Cells[i]; in.Placed > 0 || in.Hours > 0 {
			c.each(cell.Desa, func(e *entry) { e.Known++ })
		}
	}
	out := make([]risk.Tally, 0, len(c.areas)+len(c.cells))
	for _, code := range slices.Sorted(maps.Keys(c.areas)) {
		out = append(out, c.areas[code].noisy())
	}
	for _, cell := range slices.Sorted(maps.Keys(c.cells)) {
		out = append(out, c.cells[cell].noisy())
	}
	return out
}

// noisy is the tally with the noise of its counts.
func (e *entry) noisy() risk.Tally {
	t := e.Tally
	t.Persons.Noise = disclose.Noise(t.Persons.N, e.persons)
	t.Reports.Noise = disclose.Noise(t.Reports.N, e.reports)
	t.Verified.Noise = disclose.Noise(t.Verified.N, e.verified)
	return t
}
