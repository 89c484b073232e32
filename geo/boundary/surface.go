package boundary

import (
	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
)

// surface is the form in which overlays and validity tests take an outline.
// Nothing is checked here.
func surface(mp orb.MultiPolygon) geom.MultiPolygon {
	polygons := make([]geom.Polygon, len(mp))
	for i, p := range mp {
		rings := make([]geom.LineString, len(p))
		for j, r := range p {
			flat := make([]float64, 0, 2*len(r))
			for _, at := range r {
				flat = append(flat, at[0], at[1])
			}
			rings[j] = geom.NewLineString(geom.NewSequence(flat, geom.DimXY))
		}
		polygons[i] = geom.NewPolygon(rings)
	}
	return geom.NewMultiPolygon(polygons)
}

// outlines takes the polygons out of the result of an overlay; points and
// lines, where outlines only touch, are left out. Outer rings come out
// counter-clockwise.
func outlines(g geom.Geometry) orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, part := range g.Dump() {
		p, ok := part.AsPolygon()
		if !ok || p.IsEmpty() {
			continue
		}
		p = p.ForceCCW()
		poly := orb.Polygon{ringOf(p.ExteriorRing())}
		for i := range p.NumInteriorRings() {
			poly = append(poly, ringOf(p.InteriorRingN(i)))
		}
		out = append(out, poly)
	}
	return out
}

func ringOf(l geom.LineString) orb.Ring {
	s := l.Coordinates()
	r := make(orb.Ring, s.Length())
	for i := range r {
		at := s.GetXY(i)
		r[i] = orb.Point{at.X, at.Y}
	}
	return r
}
