package boundary

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/peterstace/simplefeatures/geom"

	"timpora/geo"
)

// dissolve makes the upper levels. Where members meet exactly, sides that two
// of them run in opposite directions cancel, which is exact. Where they were
// simplified apart, the outline is the union, and seams that stay open inside
// it are closed.
func (s *Set) dissolve(name func(geo.AreaCode) (string, string)) {
	for _, l := range []struct {
		of   func(geo.AreaCode) geo.AreaCode
		kind string
		to   *[]geo.Area
	}{{geo.AreaCode.Kecamatan, "kecamatan", &s.Kecamatan}, {geo.AreaCode.Kabupaten, "kabupaten", &s.Kabupaten}} {
		members := map[geo.AreaCode][]orb.MultiPolygon{}
		for _, d := range s.Desa {
			members[l.of(d.Code)] = append(members[l.of(d.Code)], d.Geometry)
		}
		for code, list := range members {
			a := geo.Area{Code: code, Name: string(code), Kind: l.kind, Geometry: merge(list)}
			if name != nil {
				if n, _ := name(code); n != "" {
					a.Name = n
				}
			}
			*l.to = append(*l.to, a)
		}
		sortAreas(*l.to)
	}
}

type directed struct{ from, to orb.Point }

func merge(list []orb.MultiPolygon) orb.MultiPolygon {
	open := map[directed]bool{}
	for _, mp := range list {
		for _, p := range mp {
			for _, r := range p {
				for i := 1; i < len(r); i++ {
					if back := (directed{r[i], r[i-1]}); open[back] {
						delete(open, back)
					} else {
						open[directed{r[i-1], r[i]}] = true
					}
				}
			}
		}
	}
	if out := nest(follow(open)); covers(out, list) && surface(out).Validate() == nil {
		return out
	}
	return union(list)
}

// covers reports whether the outline has the area of its members, as it has
// when they meet exactly. A millionth is far above what adding rounds off and
// far below a seam.
func covers(out orb.MultiPolygon, list []orb.MultiPolygon) bool {
	var members float64
	for _, mp := range list {
		members += AreaKm2(mp)
	}
	return math.Abs(AreaKm2(out)-members) <= 1e-6*members
}

// union overlays the members and closes holes under the size of a sliver.
// Members that cannot be overlaid are put side by side.
func union(list []orb.MultiPolygon) orb.MultiPolygon {
	shapes := make([]geom.Geometry, len(list))
	for i, mp := range list {
		shapes[i] = surface(mp).AsGeometry()
	}
	all, err := geom.UnionMany(shapes)
	if err != nil {
		return slices.Concat(list...)
	}
	out := outlines(all)
	for i, p := range out {
		out[i] = slices.DeleteFunc(p, func(r orb.Ring) bool { return r.Orientation() == orb.CW && AreaKm2(orb.MultiPolygon{{r}}) < smallest })
	}
	slices.SortFunc(out, func(a, b orb.Polygon) int { return comparePoints(a[0].Bound().Min, b[0].Bound().Min) })
	return out
}

// follow walks the sides to rings, lowest start first; where several ways lead
// on it takes the lowest, so that the result does not depend on order.
func follow(open map[directed]bool) []orb.Ring {
	next := map[orb.Point][]orb.Point{}
	starts := make([]orb.Point, 0, len(open))
	for d := range open {
		next[d.from] = append(next[d.from], d.to)
		starts = append(starts, d.from)
	}
	slices.SortFunc(starts, comparePoints)
	for _, ways := range next {
		slices.SortFunc(ways, comparePoints)
	}
	var rings []orb.Ring
	for _, start := range starts {
		ring := orb.Ring{start}
		for at := start; len(next[at]) > 0; {
			to := next[at][0]
			next[at] = next[at][1:]
			ring = append(ring, to)
			if at = to; at == start {
				break
			}
		}
		if len(ring) > 3 && ring[0] == ring[len(ring)-1] {
			rings = append(rings, ring)
		}
	}
	return rings
}

func comparePoints(a, b orb.Point) int { return slices.Compare(a[:], b[:]) }

// smallest is the area in square kilometres under which a hole is a seam.
const smallest = 0.01

func nest(rings []orb.Ring) orb.MultiPolygon {
	var out orb.MultiPolygon
	var holes []orb.Ring
	for _, r := range rings {
		switch {
		case r.Orientation() == orb.CCW:
			out = append(out, orb.Polygon{r})
		default:
			holes = append(holes, r)
		}
	}
	for _, h := range holes {
		for i, p := range out {
			if p[0].Bound().Contains(h[0]) && planar.RingContains(p[0], h[0]) {
				out[i] = append(out[i], h)
				break
			}
		}
	}
	return out
}

// Encode writes the desa of a set as canonical GeoJSON, one feature a line,
// which Read takes back to the same set.
func Encode(s Set) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i, a := range s.Desa {
		if i > 0 {
			b.WriteByte(',')
		}
		line, err := json.Marshal(map[string]any{
			"type": "Feature", "properties": map[string]string{"kemendagri_code": string(a.Code), "name": a.Name},
			"geometry": map[string]any{"type": "MultiPolygon", "coordinates": a.Geometry},
		})
		if err != nil {
			return nil, err
		}
		b.WriteByte('\n')
		b.Write(line)
	}
	b.WriteString("\n]}\n")
	return b.Bytes(), nil
}
