package exporttest

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"timpora/geo/crs"
	"timpora/geo/export"
)

// Tool is the path of a program of GDAL; the test is skipped where there is none.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s (Debian: gdal-bin) is absent: nothing reads the file back", name)
	}
	return path
}

// Run runs a program of GDAL and gives what it wrote; a complaint is a failure.
func Run(t testing.TB, input, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(Tool(t, name), args...)
	cmd.Stdin = strings.NewReader(input)
	cmd.Env = append(os.Environ(), "OGR_GEOJSON_MAX_OBJ_SIZE=0")
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil || strings.Contains(errs.String(), "ERROR") || strings.Contains(errs.String(), "Warning") {
		t.Fatalf("%s %v: %v\n%s", name, args, err, errs.String())
	}
	return string(out)
}

// Feature is what GDAL read.
type Feature struct {
	Properties map[string]any
	Geometry   struct {
		Type        string
		Coordinates json.RawMessage
	}
}

// Polygons are the coordinates of the feature.
func (f Feature) Polygons(t testing.TB) orb.MultiPolygon {
	t.Helper()
	var mp orb.MultiPolygon
	var err error
	if f.Geometry.Type == "Polygon" {
		mp = make(orb.MultiPolygon, 1)
		err = json.Unmarshal(f.Geometry.Coordinates, &mp[0])
	} else {
		err = json.Unmarshal(f.Geometry.Coordinates, &mp)
	}
	if err != nil {
		t.Fatalf("%s %.100s: %v", f.Geometry.Type, f.Geometry.Coordinates, err)
	}
	return mp
}

// Read has GDAL read a file, in the system of the file and with all digits.
func Read(t testing.TB, path string, args ...string) []Feature {
	t.Helper()
	args = append([]string{"-f", "GeoJSON", "/vsistdout/", path, "-lco", "COORDINATE_PRECISION=15", "-lco", "SIGNIFICANT_FIGURES=17"}, args...)
	var all struct{ Features []Feature }
	out := Run(t, "", "ogr2ogr", args...)
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return all.Features
}

// File writes a layer into the test's folder.
func File(t testing.TB, f export.Format, l export.Layer, s crs.System) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), l.Name+"."+f.Name)
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write(out, l, export.Options{CRS: s, Temp: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// Expected is where PROJ puts the vertices of a layer in a system, row by row.
func Expected(t testing.TB, l export.Layer, s crs.System) []orb.MultiPolygon {
	t.Helper()
	var in strings.Builder
	each := func(do func(*orb.Point)) (out []orb.MultiPolygon) {
		for r := range l.Rows {
			mp := orb.Clone(r.Shape).(orb.MultiPolygon)
			for _, p := range mp {
				for _, ring := range p {
					for k := range ring {
						do(&ring[k])
					}
				}
			}
			out = append(out, mp)
		}
		return out
	}
	plain := each(func(p *orb.Point) { fmt.Fprintln(&in, p[0], p[1]) })
	if !s.Metric {
		return plain
	}
	lines := strings.Split(strings.TrimSpace(Run(t, in.String(), "gdaltransform", "-s_srs", "OGC:CRS84", "-t_srs", fmt.Sprintf("EPSG:%d", s.EPSG()), "-output_xy")), "\n")
	return each(func(p *orb.Point) {
		if _, err := fmt.Sscan(lines[0], &p[0], &p[1]); err != nil {
			t.Fatalf("%q: %v", lines[0], err)
		}
		lines = lines[1:]
	})
}
