package tile_test

import (
	"bytes"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"

	"timpora/geo"
	"timpora/geo/tile"
)

const buffer = 64

func northWest() geo.Point { return geo.Point{Lon: 114.431576, Lat: -8.061396} }
func southEast() geo.Point { return geo.Point{Lon: 115.712491, Lat: -8.550773} }

func decode(tb interface{ Fatal(...any) }, b []byte) mvt.Layers {
	layers, err := mvt.Unmarshal(b)
	if err != nil {
		tb.Fatal(err)
	}
	return layers
}

// polygonsOf gives a single part the form of many.
func polygonsOf(tb testing.TB, g orb.Geometry) orb.MultiPolygon {
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}
	case orb.MultiPolygon:
		return g
	}
	tb.Fatalf("%T, want polygons", g)
	return nil
}

// twice is twice the signed area of a closed ring with y downwards.
func twice(r orb.Ring) float64 {
	sum := 0.0
	for i := 1; i < len(r); i++ {
		sum += r[i-1][0]*r[i][1] - r[i][0]*r[i-1][1]
	}
	return sum
}

// checkRings fails on a ring outside the buffer, with the wrong winding or not
// closed, and returns twice the area of all.
func checkRings(t *testing.T, a tile.Address, m orb.MultiPolygon) float64 {
	t.Helper()
	sum := 0.0
	for _, p := range m {
		for i, r := range p {
			for _, q := range r {
				if q[0] < -buffer || q[1] < -buffer || q[0] > 4096+buffer || q[1] > 4096+buffer {
					t.Fatalf("%v: point %v outside the buffer", a, q)
				}
			}
			if area := twice(r); (area <= 0) == (i == 0) || len(r) < 4 || r[0] != r[len(r)-1] {
				t.Fatalf("%v: ring %d has %d points, area %v", a, i, len(r), area)
			}
			sum += twice(r)
		}
	}
	return sum
}

func TestEveryTileOfTheArea(t *testing.T) {
	layer, again := desaLayer(t), desaLayer(t)
	full := float64(2 * (4096 + 2*buffer) * (4096 + 2*buffer))
	for z := uint32(0); z <= 14; z++ {
		covered := 0
		for _, a := range addresses(z) {
			raw := layer.Tile(a)
			if !bytes.Equal(raw, again.Tile(a)) {
				t.Fatalf("%v: two bytes for one layer", a)
			}
			if raw == nil {
				continue
			}
			layers := decode(t, raw)
			if len(layers) != 1 || layers[0].Version != 2 || layers[0].Extent != 4096 || layers[0].Name != "desa" {
				t.Fatalf("%v: layers %+v", a, layers)
			}
			sum := 0.0
			for _, f := range layers[0].Features {
				sum += checkRings(t, a, polygonsOf(t, f.Geometry))
				if f.ID.(float64) < 1 || f.Properties["code"] == nil || f.Properties["name"] == nil {
					t.Fatalf("%v: feature %+v", a, f)
				}
			}
			if sum > full {
				t.Errorf("%v: desa overlap by %v half units", a, sum-full)
			}
			if sum == full {
				covered++
			}
		}
		if z == 14 && covered < 300 {
			t.Errorf("%d tiles of zoom 14 are covered without gap or overlap, want at least 300", covered)
		}
	}
}

// The land inside a tile's box, gaps and overlaps added up, is what the whole
// coverage has there as one polygon: borders inside cancel out.
func TestNeighboursShareBordersExactly(t *testing.T) {
	// Two areas whose common border is a fine zigzag, together a square.
	var border []orb.Point
	for i := 0; i <= 4000; i++ {
		border = append(border, orb.Point{115 + 0.01*math.Sin(float64(i)*1.7), -8.6 + float64(i)*0.0001})
	}
	first, last := border[0], border[len(border)-1]
	left := orb.Ring{{114.9, last[1]}, {114.9, first[1]}}
	left = append(left, border...)
	left = append(left, left[0])
	right := orb.Ring{{115.1, first[1]}, {115.1, last[1]}}
	for i := len(border) - 1; i >= 0; i-- {
		right = append(right, border[i])
	}
	right = append(right, right[0])
	square := orb.Ring{{114.9, first[1]}, first, {115.1, first[1]}, {115.1, last[1]}, last, {114.9, last[1]}, {114.9, first[1]}}
	parts, err := tile.NewLayer("parts", []tile.Feature{{ID: 1, Geometry: orb.Polygon{left}}, {ID: 2, Geometry: orb.Polygon{right}}}, tile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	whole, err := tile.NewLayer("parts", []tile.Feature{{ID: 1, Geometry: orb.Polygon{square}}}, tile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for z := uint32(5); z <= 13; z++ {
		for _, a := range addresses(z) {
			if got, want := landOf(t, parts.Tile(a)), landOf(t, whole.Tile(a)); got != want {
				t.Errorf("%v: parts %v, whole %v", a, got, want)
			} else if want > 0 {
				seen++
			}
		}
	}
	if seen < 50 {
		t.Fatalf("only %d tiles compared", seen)
	}
}

func landOf(t *testing.T, raw []byte) float64 {
	sum := 0.0
	for _, l := range decode(t, raw) {
		for _, f := range l.Features {
			sum += checkRings(t, tile.Address{}, polygonsOf(t, f.Geometry))
		}
	}
	return sum
}

// Every desa of more than a pixel (16 x 16 steps of 4096) is in a tile, and its
// parts in the tiles of a zoom add up to its area.
func TestNoDesaIsLost(t *testing.T) {
	features := desa(t)
	layer, err := tile.NewLayer("desa", features, tile.Options{Buffer: -1})
	if err != nil {
		t.Fatal(err)
	}
	for _, z := range []uint32{6, 8, 10, 12} {
		steps := math.Ldexp(4096, int(z))
		got := map[uint64]float64{}
		for _, a := range addresses(z) {
			for _, l := range decode(t, layer.Tile(a)) {
				for _, f := range l.Features {
					got[uint64(f.ID.(float64))] += checkRings(t, a, polygonsOf(t, f.Geometry)) / 2
				}
			}
		}
		for _, f := range features {
			want, edge := onGrid(f.Geometry, steps)
			if want > 256 && (got[f.ID] == 0 || math.Abs(got[f.ID]-want) > edge) {
				t.Errorf("z%d: desa %d has area %.0f in tiles, %.0f on the grid", z, f.ID, got[f.ID], want)
			}
		}
	}
}

// onGrid is the area of a geometry in grid steps, and the most by which moving
// every point by half a step can change it.
func onGrid(g orb.Geometry, steps float64) (area, slack float64) {
	m, ok := g.(orb.MultiPolygon)
	if !ok {
		m = orb.MultiPolygon{g.(orb.Polygon)}
	}
	for _, p := range m {
		for i, r := range p {
			out := make(orb.Ring, len(r))
			for j, q := range r {
				s := math.Sin(q[1] * math.Pi / 180)
				out[j] = orb.Point{(q[0] + 180) / 360 * steps, (0.5 - math.Log((1+s)/(1-s))/4/math.Pi) * steps}
				out[j][0] -= steps / 1.22 // near the origin, for precision
				out[j][1] -= steps / 1.91
				if j > 0 {
					slack += math.Hypot(out[j][0]-out[j-1][0], out[j][1]-out[j-1][1]) * 0.71
				}
			}
			if a := math.Abs(twice(out)) / 2; i == 0 {
				area += a
			} else {
				area -= a
			}
		}
	}
	return area, slack + 1
}
