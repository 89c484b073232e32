package boundary

import (
	"math"
	"slices"

	"timpora/geo"
)

// Deviation says how far borders were moved by drawing them on a raster and
// leaving places out.
type Deviation struct {
	Vertices int        // of the arcs, each border once
	Kept     int        // of them drawn
	Max      geo.Meters // farthest of any vertex from its arc as drawn
	P95      geo.Meters // of 95 in 100 vertices
	Touching int        // pairs of sides that touch or cross, closer than the raster can tell apart
}

// Deviation measures every vertex against the side that stands for it.
func (s *Simplified) Deviation() Deviation {
	d := Deviation{Touching: s.open}
	var off []float64
	for i, k := range s.tracks {
		line, keep := s.t.arcs[i].line, s.kept[i]
		d.Vertices += len(line)
		d.Kept += len(keep)
		side := 1
		for j, p := range line {
			for side < len(keep)-1 && int32(j) > k.from[keep[side]] {
				side++
			}
			x, y := s.raster.Steps(p)
			a, b := k.spots[keep[max(0, min(side, len(keep)-1)-1)]], k.spots[keep[min(side, len(keep)-1)]]
			nx, ny := nearest(x, y, a, b)
			at := s.raster.Point(nx, ny)
			off = append(off, float64(geo.Distance(geo.Point{Lon: p[0], Lat: p[1]}, geo.Point{Lon: at[0], Lat: at[1]})))
		}
	}
	if len(off) > 0 {
		slices.Sort(off)
		d.Max = geo.Meters(off[len(off)-1])
		d.P95 = geo.Meters(off[int(math.Ceil(0.95*float64(len(off))))-1])
	}
	return d
}
