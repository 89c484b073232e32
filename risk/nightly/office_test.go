package nightly_test

import (
	"math"
	"testing"

	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/nightly"
)

// officeLand is the built-in land of the three kabupaten: cells of resolution
// 10 with their desa.
func officeLand(t testing.TB) ([]geo.Cell, func(geo.Cell) geo.AreaCode) {
	t.Helper()
	table, err := sets.CellTable()
	if err != nil {
		t.Fatal(err)
	}
	desa := make(map[geo.Cell]geo.AreaCode, 230_000)
	var cells []geo.Cell
	for c, code := range table {
		if code.Level() != geo.LevelDesa {
			continue
		}
		for _, child := range bucket.Children(c, 10) {
			desa[child] = code
			cells = append(cells, child)
		}
	}
	return cells, func(c geo.Cell) geo.AreaCode { return desa[c] }
}

// roughCoast stands for the distance to the sea: what matters here is that it
// differs from cell to cell, the exact figure is the business of locate.
func roughCoast(p geo.Point) geo.Meters {
	return geo.Distance(p, geo.Point{Lon: p.Lon, Lat: -8.10 - 0.1*math.Abs(p.Lon-115.1)})
}

func officeFrame(t testing.TB) risk.Frame {
	t.Helper()
	cells, desaOf := officeLand(t)
	f, err := nightly.NewFrame("built-in", cells, desaOf, roughCoast, 8)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestOfficeFrame(t *testing.T) {
	f := officeFrame(t)
	land := 0.0
	for i, c := range f.Cells {
		land += c.LandKm2
		if i > 0 && f.Cells[i-1].Cell >= c.Cell {
			t.Fatalf("cell %d is out of order", i)
		}
		for _, j := range c.Neighbours {
			if int(j) == i || !linked(f, int(j), i) {
				t.Fatalf("link %d-%d is not mutual", i, j)
			}
		}
		if len(c.Neighbours) > 6 || c.Desa.Level() != geo.LevelDesa || !(c.LandKm2 > 0) {
			t.Fatalf("cell %+v", c)
		}
	}
	t.Logf("%d cells, %.1f km2 of land", len(f.Cells), land)
	if len(f.Cells) < 4000 || len(f.Cells) > 5500 || math.Abs(land-3003.7) > 30 {
		t.Errorf("%d cells with %.1f km2, want about 4,700 and 3,003.7 (set A)", len(f.Cells), land)
	}
}

func linked(f risk.Frame, from, to int) bool {
	for _, j := range f.Cells[from].Neighbours {
		if int(j) == to {
			return true
		}
	}
	return false
}

func BenchmarkNewFrame(b *testing.B) {
	cells, desaOf := officeLand(b)
	for b.Loop() {
		if _, err := nightly.NewFrame("built-in", cells, desaOf, roughCoast, 8); err != nil {
			b.Fatal(err)
		}
	}
}
