package tile_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/boundary"
	"timpora/geo/bucket"
	"timpora/geo/tile"
)

const deepest = 14

// polygonSet reads one of the real sets: A, an exact coverage, or B, whose
// areas were simplified apart.
func polygonSet(tb testing.TB, name string) boundary.Set {
	tb.Helper()
	f, err := os.Open(filepath.Join(shared(tb), name))
	if err != nil {
		tb.Skipf("MISSING POLYGONS, test not run: %v", err)
	}
	defer f.Close()
	s, err := boundary.Read(f, name, boundary.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

const (
	setA = "desa-bps2020.geojson.gz"
	setB = "desa-kemendagri2025.geojson.gz"
)

// cellSet is the built-in set, dissolved from its cells.
func cellSet(tb testing.TB) boundary.Set {
	tb.Helper()
	rows, err := sets.CellTable()
	if err != nil {
		tb.Fatal(err)
	}
	s, err := boundary.FromCells(rows, func(c []geo.Cell) orb.MultiPolygon { return bucket.Outline(c) },
		func(c geo.AreaCode) (string, string) { return string(c), "desa" })
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// drawn is a set simplified for every zoom.
func drawn(s boundary.Set) []*boundary.Simplified {
	t := boundary.NewTopology(nil, s.Desa, s.Kecamatan, s.Kabupaten)
	var out []*boundary.Simplified
	for z := range deepest + 1 {
		r := tile.Raster{Zoom: z, Extent: tile.Extent}
		out = append(out, t.Simplify(r, r.Tolerance(deepest), r.Pixel()))
	}
	return out
}

// layerOf is one level of a set as it is served.
func layerOf(tb testing.TB, name string, d []*boundary.Simplified, level int) *tile.Layer {
	tb.Helper()
	l, err := tile.NewLayer(name, nil, tile.Options{MaxZoom: deepest, AtZoom: func(z int) []tile.Feature {
		var out []tile.Feature
		for _, a := range d[z].Areas(level) {
			out = append(out, tile.Feature{ID: idOf(a.Code), Geometry: a.Geometry, Props: []tile.Prop{
				{Key: "code", Value: string(a.Code)}, {Key: "name", Value: a.Name},
			}})
		}
		return out
	}})
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

// TestSimplificationTable publishes how far borders are moved at each zoom.
func TestSimplificationTable(t *testing.T) {
	var out bytes.Buffer
	out.WriteString("# How far tiles move borders\n\nWritten by `make golden`. Borders are simplified once for both sides at every zoom, on the raster of the tiles " +
		"(4,096 steps along a tile), by Douglas and Peucker with the tolerance given; what would cross or touch comes back. The last zoom is not simplified. " +
		"Deviation is the distance of each vertex of the set from its border as drawn, rounding to the raster included. " +
		"\"Touching\" counts pairs of sides that are closer than the raster can tell apart; \"desa\" those of 277 of which something is left.\n")
	for _, set := range []struct {
		name string
		s    boundary.Set
	}{
		{"Set A, BPS 2020: an exact coverage", polygonSet(t, setA)},
		{"Set B, Kemendagri 2025: borders of neighbours do not coincide, each side is simplified on its own", polygonSet(t, setB)},
		{"Built-in set, outlines of cells of resolution 10", cellSet(t)},
	} {
		shared, all := boundary.NewTopology(nil, set.s.Desa).Shared()
		fmt.Fprintf(&out, "\n## %s\n\n%d of %d borders have a desa on both sides.\n\n| zoom | tolerance m | vertices | drawn | largest deviation m | 95 %% under m | touching | desa |\n"+
			"| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n", set.name, shared, all)
		for z, d := range drawn(set.s) {
			dev := d.Deviation()
			r := tile.Raster{Zoom: z, Extent: tile.Extent}
			step := 2 * math.Pi * geo.SemiMajor * math.Cos(8.3*math.Pi/180) / math.Ldexp(tile.Extent, z)
			fmt.Fprintf(&out, "| %d | %.2f | %d | %d | %.2f | %.2f | %d | %d |\n", z, r.Tolerance(deepest)*step,
				dev.Vertices, dev.Kept, float64(dev.Max), float64(dev.P95), dev.Touching, len(d.Areas(0)))
			if most := (r.Tolerance(deepest) + 1.5) * step; float64(dev.Max) > most {
				t.Errorf("%s, zoom %d: %.2f m off, want at most %.2f", set.name, z, float64(dev.Max), most)
			}
		}
	}
	golden(t, "../SIMPLIFICATION.md", out.Bytes())
}

// Every tile of the area, z0 to z14: a tile's desa add up to its kabupaten to
// the half step, so neighbours share their points and none overlap; no desa
// larger than a pixel is lost.
func TestEverySimplifiedTile(t *testing.T) {
	s := polygonSet(t, setA)
	d := drawn(s)
	desa, kabupaten := layerOf(t, "desa", d, 0), layerOf(t, "kabupaten", d, 2)
	var wait sync.WaitGroup
	for z := uint32(0); z <= deepest; z++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			found := map[float64]float64{}
			for _, a := range addresses(z) {
				parts, whole := 0.0, landOf(t, kabupaten.Tile(a))
				for _, l := range decode(t, desa.Tile(a)) {
					for _, f := range l.Features {
						here := checkRings(t, a, polygonsOf(t, f.Geometry))
						found[f.ID.(float64)] += here
						parts += here
					}
				}
				// Below zoom 6 a desa may be smaller than a step and turn over.
				if off := math.Abs(parts - whole); off > 0 && (z >= 6 || off > 4) {
					t.Errorf("%v: desa cover %v, kabupaten %v", a, parts, whole)
				}
			}
			r := tile.Raster{Zoom: int(z), Extent: tile.Extent}
			for _, a := range s.Desa {
				full, _ := onGrid(a.Geometry, math.Ldexp(tile.Extent, int(z)))
				if id := float64(idOf(a.Code)); full > r.Pixel() && found[id] < full {
					t.Errorf("z%d: %s has %.0f square steps in tiles of %.0f", z, a.Code, found[id]/2, full)
				}
			}
		}()
	}
	wait.Wait()
}

// The other sets: every tile decodes, lies in its buffer and has its winding,
// and no desa larger than a pixel is lost.
func TestEveryTileOfTheOtherSets(t *testing.T) {
	for name, s := range map[string]boundary.Set{"B": polygonSet(t, setB), "cells": cellSet(t)} {
		desa := layerOf(t, "desa", drawn(s), 0)
		for z := uint32(0); z <= deepest; z++ {
			found := map[float64]float64{}
			for _, a := range addresses(z) {
				for _, l := range decode(t, desa.Tile(a)) {
					for _, f := range l.Features {
						found[f.ID.(float64)] += checkRings(t, a, polygonsOf(t, f.Geometry))
					}
				}
			}
			for _, a := range s.Desa {
				full, _ := onGrid(a.Geometry, math.Ldexp(tile.Extent, int(z)))
				if id := float64(idOf(a.Code)); full > 256 && found[id] < full {
					t.Errorf("%s, z%d: %s has %.0f square steps in tiles of %.0f", name, z, a.Code, found[id]/2, full)
				}
			}
		}
	}
}

func idOf(c geo.AreaCode) (id uint64) {
	for _, r := range c {
		if r != '.' {
			id = id*10 + uint64(r-'0')
		}
	}
	return id
}

// From zoom 6 on, where a desa is larger than a few steps, simplified desa are
// valid, and neither overlap nor leave gaps.
func TestSimplifiedCoverageIsSound(t *testing.T) {
	d := drawn(polygonSet(t, setA))
	for _, z := range []int{6, 7, 9} {
		for level := range 3 {
			r, err := boundary.Check(boundary.Set{Desa: d[z].Areas(level)}, boundary.Expect{})
			if err != nil || len(r.Invalid) > 0 || r.Overlaps > 0 || r.Gaps > 0 {
				t.Errorf("z%d, level %d: invalid %v, %d overlaps, %d gaps, %v", z, level, r.Invalid, r.Overlaps, r.Gaps, err)
			}
		}
	}
}
