package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb/encoding/mvt"

	"timpora/geo"
)

// sameScopeEverywhere: a subject with a scope gets the same cells as a list, as
// tiles, from OGC, as an export and as a count, and nothing anywhere names a desa
// outside.
func sameScopeEverywhere(t *testing.T, g *guarded) {
	for _, subject := range []string{"officer/51.08", "planner/51.01,51.07", "officer/51.08.06", "member/51.08", "desa/51.08.06.1010", "member"} {
		lists := map[string][]string{"list": g.listed(subject), "ogc": g.collected(subject), "export": g.exported(subject)}
		if tiles := g.tiled(subject); !slices.Equal(tiles, lists["list"]) {
			t.Errorf("%s: %d cells in tiles, %d in the list", subject, len(tiles), len(lists["list"]))
		}
		for name, cells := range lists {
			if !slices.Equal(cells, lists["list"]) {
				t.Errorf("%s: %d cells by %s, %d in the list", subject, len(cells), name, len(lists["list"]))
			}
		}
		if len(lists["list"]) == 0 && !strings.HasPrefix(subject, "desa") {
			t.Errorf("%s sees no cell", subject)
		}
		g.namesNoOther(t, subject)
	}
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}

func (g *guarded) listed(subject string) (cells []string) {
	var page struct {
		Matched int
		Cells   []struct{ Cell string }
	}
	g.read(subject, "/api/v1/cells?limit=10000", &page)
	for _, c := range page.Cells {
		cells = append(cells, c.Cell)
	}
	if page.Matched != len(cells) {
		g.t.Errorf("%s: %d matched, %d listed", subject, page.Matched, len(cells))
	}
	return sorted(cells)
}

func (g *guarded) collected(subject string) (cells []string) {
	var page struct {
		NumberMatched int
		Features      []struct{ ID string }
	}
	g.read(subject, "/ogc/collections/cells/items?limit=10000&f=json", &page)
	for _, f := range page.Features {
		cells = append(cells, f.ID)
	}
	if page.NumberMatched != len(cells) {
		g.t.Errorf("%s: %d matched, %d collected", subject, page.NumberMatched, len(cells))
	}
	return sorted(cells)
}

func (g *guarded) exported(subject string) (cells []string) {
	w := g.ask(subject, "GET", "/export/cells.csv", "")
	text := strings.TrimPrefix(w.Body.String(), "\ufeff")
	var lines []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	r := csv.NewReader(strings.NewReader(strings.Join(lines, "")))
	r.LazyQuotes = true
	all, err := r.ReadAll()
	if w.Code != http.StatusOK || err != nil || len(all) == 0 {
		g.t.Fatalf("%s: %d %v", subject, w.Code, err)
	}
	at := slices.Index(all[0], "h3")
	for _, row := range all[1:] {
		cells = append(cells, row[at])
	}
	return sorted(cells)
}

// tiled reads all tiles of zoom 10, where cells are of the scored resolution.
func (g *guarded) tiled(subject string) (cells []string) {
	seen := map[string]bool{}
	for _, f := range g.features(subject, "cells") {
		seen[fmt.Sprint(f.Properties["cell"])] = true
	}
	for c := range seen {
		cells = append(cells, c)
	}
	return sorted(cells)
}

type drawn struct{ Properties map[string]any }

func (g *guarded) features(subject, layer string) (out []drawn) {
	for x := 837; x <= 843; x++ { // 114.3 to 116.4 degrees east
		for y := 534; y <= 538; y++ { // 7.7 to 9.4 degrees south
			w := g.ask(subject, "GET", fmt.Sprintf("/tiles/%s/10/%d/%d.mvt", layer, x, y), "")
			if w.Code == http.StatusNoContent {
				continue
			}
			layers, err := mvt.Unmarshal(w.Body.Bytes())
			if w.Code != http.StatusOK || err != nil {
				g.t.Fatalf("%s: tile %d/%d of %s: %d %v", subject, x, y, layer, w.Code, err)
			}
			for _, l := range layers {
				for _, f := range l.Features {
					out = append(out, drawn{f.Properties})
				}
			}
		}
	}
	return out
}

// namesNoOther looks for codes of desa outside the scope in everything that is not
// about boundaries.
func (g *guarded) namesNoOther(t *testing.T, subject string) {
	_, scope, _ := strings.Cut(subject, "/")
	within := func(code string) bool {
		return scope == "" || slices.ContainsFunc(strings.Split(scope, ","), func(s string) bool { return geo.AreaCode(code).Within(geo.AreaCode(s)) })
	}
	code := regexp.MustCompile(`51\.\d\d\.\d\d\.\d{4}`)
	paths := []string{"/api/v1/cells?limit=10000", "/api/v1/clusters", "/ogc/collections/cells/items?limit=10000&f=json", "/ogc/collections/clusters/items?f=json",
		"/ogc/collections/coverage/items?limit=1000&f=json", "/export/cells.geojson", "/export/clusters.csv", "/export/coverage.csv"}
	if strings.HasPrefix(subject, "officer") || strings.HasPrefix(subject, "planner") {
		paths = append(paths, "/api/v1/plan", "/ogc/collections/operations/items?f=json")
	}
	for _, path := range paths {
		w := g.ask(subject, "GET", path, "")
		if w.Code != http.StatusOK {
			t.Errorf("%s reads %s: %d", subject, path, w.Code)
		}
		for _, found := range code.FindAllString(w.Body.String(), -1) {
			if !within(found) {
				t.Errorf("%s reads of %s in %s", subject, found, path)
				break
			}
		}
	}
	for _, layer := range []string{"cells", "coverage"} {
		for _, f := range g.features(subject, layer) {
			if c := fmt.Sprint(f.Properties["code"]); !within(c) {
				t.Errorf("%s: the tiles of %s show %s", subject, layer, c)
				break
			}
		}
	}
}

// figuresOfOtherAreas: of an area outside its scope an officer sees what the public
// sees, by every way, and a search finds names only.
func figuresOfOtherAreas(t *testing.T, g *guarded) {
	for _, code := range []string{"51.01", "51.01.01", "51.01.01.2003", "51.07"} {
		var own, public struct{ Summary json.RawMessage }
		g.read("officer/51.08", "/api/v1/areas/"+code, &own)
		g.read("public", "/api/v1/areas/"+code, &public)
		var a, b map[string]any
		if err := json.Unmarshal(own.Summary, &a); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(public.Summary, &b); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"cells", "persons", "reports", "verified", "max_score", "mean_score"} {
			if fmt.Sprint(a[name]) != fmt.Sprint(b[name]) {
				t.Errorf("%s of %s: %v to an officer of elsewhere, %v to the public", name, code, a[name], b[name])
			}
		}
	}
	var mine struct{ Summary map[string]any }
	g.read("officer/51.08", "/api/v1/areas/51.08.06.1010", &mine)
	if hidden, _ := mine.Summary["suppressed"].([]any); len(hidden) > 0 {
		t.Errorf("an officer does not see all of its own area: %v", mine.Summary)
	}
}
