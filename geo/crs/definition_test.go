package crs_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os/exec"
	"strings"
	"testing"

	"timpora/geo/crs"
)

func TestEverySystemIsDefined(t *testing.T) {
	for _, s := range crs.All() {
		var doc struct {
			Name string
			ID   struct {
				Authority string
				Code      int
			}
		}
		if err := json.Unmarshal([]byte(s.PROJJSON()), &doc); err != nil || doc.Name != s.Title() || doc.ID.Code != s.EPSG() || doc.ID.Authority != "EPSG" {
			t.Errorf("%s: %+v, %v", s.URI, doc, err)
		}
		if !strings.HasSuffix(s.WKT(), fmt.Sprintf(`AUTHORITY["EPSG","%d"]]`, s.EPSG())) {
			t.Errorf("%s: %s", s.URI, s.WKT())
		}
	}
	if none := (crs.System{}); none.EPSG() != 0 || none.WKT()+none.PROJJSON() != "" {
		t.Error("no system has a definition")
	}
}

// The definitions mean what Forward computes: PROJ reads them and agrees to a
// micrometre all over the zone and its surroundings.
func TestDefinitionsMeanWhatForwardComputes(t *testing.T) {
	tool, err := exec.LookPath("gdaltransform")
	if err != nil {
		t.Skip("gdaltransform (Debian: gdal-bin) is absent: nothing to compare with")
	}
	var in strings.Builder
	var places [][2]float64
	for lon := 112.0; lon <= 122; lon += 1.375 {
		for lat := -12.0; lat <= 3; lat += 0.875 {
			places = append(places, [2]float64{lon, lat})
			fmt.Fprintln(&in, lon, lat)
		}
	}
	for _, s := range crs.All()[2:] {
		for _, definition := range []string{s.WKT(), s.PROJJSON()} {
			cmd := exec.Command(tool, "-s_srs", "OGC:CRS84", "-t_srs", definition, "-output_xy")
			cmd.Stdin = strings.NewReader(in.String())
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSpace(string(out)), "\n")
			if len(lines) != len(places) {
				t.Fatalf("%d answers for %d places", len(lines), len(places))
			}
			for i, p := range places {
				var wantX, wantY float64
				if _, err := fmt.Sscan(lines[i], &wantX, &wantY); err != nil {
					t.Fatal(err)
				}
				if x, y := s.Forward(p[0], p[1]); math.Hypot(x-wantX, y-wantY) > 1e-6 {
					t.Errorf("%s %v: (%.9f, %.9f), PROJ has (%.9f, %.9f)", s.URI, p, x, y, wantX, wantY)
				}
			}
		}
	}
}
