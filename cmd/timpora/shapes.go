package main

import (
	"github.com/paulmach/orb"

	"timpora/geo"
	"timpora/geo/tile"
)

// side is one edge of an outline, ends in order, so that both neighbours name
// it alike.
type side struct{ a, b orb.Point }

func sideOf(a, b orb.Point) side {
	if a[0] > b[0] || (a[0] == b[0] && a[1] > b[1]) {
		a, b = b, a
	}
	return side{a, b}
}

// shapes draws the areas of one level: polygons, and borders each once.
type shapes struct {
	list   []geo.Area
	owners map[side][2]int // index+1 of the one or two areas of a side
}

func newShapes(areas []geo.Area) *shapes {
	s := &shapes{list: areas, owners: map[side][2]int{}}
	for i, a := range areas {
		eachSide(a.Geometry, func(k side) {
			o := s.owners[k]
			if o[0] == 0 {
				o[0] = i + 1
			} else {
				o[1] = i + 1
			}
			s.owners[k] = o
		})
	}
	return s
}

func eachSide(mp orb.MultiPolygon, do func(side)) {
	for _, p := range mp {
		for _, r := range p {
			for i := 1; i < len(r); i++ {
				do(sideOf(r[i-1], r[i]))
			}
		}
	}
}

// lines are the borders: a stretch between the same two areas is one line,
// drawn by the area with the lower code.
func (s *shapes) lines(atSea func(side) bool) []tile.Feature {
	var out []tile.Feature
	for i, a := range s.list {
		for _, p := range a.Geometry {
			for _, r := range p {
				out = s.ringLines(out, i, r, atSea)
			}
		}
	}
	for i := range out {
		out[i].ID = uint64(i + 1)
	}
	return out
}

// stretch is what a border separates.
type stretch struct {
	other int
	sea   bool
}

func (s *shapes) ringLines(out []tile.Feature, own int, r orb.Ring, atSea func(side) bool) []tile.Feature {
	var line orb.LineString
	var now stretch
	flush := func() {
		if len(line) > 1 {
			kind := "land"
			if now.sea {
				kind = "sea"
			}
			out = append(out, tile.Feature{Geometry: line, Props: []tile.Prop{{Key: "kind", Value: kind}}})
		}
		line = nil
	}
	for i := 1; i < len(r); i++ {
		k := sideOf(r[i-1], r[i])
		o := s.owners[k]
		if o[1] != 0 && o[0] != own+1 { // the lower code has drawn it
			flush()
			continue
		}
		here := stretch{o[1], o[1] == 0 && atSea(k)}
		if len(line) == 0 || here != now {
			flush()
			now, line = here, orb.LineString{r[i-1]}
		}
		line = append(line, r[i])
	}
	flush()
	return out
}

// shore lists the sides that are sea shore.
func shore(lines orb.MultiLineString) map[side]bool {
	out := map[side]bool{}
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			out[sideOf(l[i-1], l[i])] = true
		}
	}
	return out
}
