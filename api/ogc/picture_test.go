package ogc_test

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"timpora/api/ogc"
)

// A box, the same box in every system, finds the same; coordinates come in the
// order of the axes.
func TestSystems(t *testing.T) {
	s := service(t, 100)
	items := "/ogc/collections/desa/items?"
	want := page(t, s, items+"bbox=115.011,-8.5,115.019,-8.499").NumberMatched
	for _, q := range []string{
		"bbox=-8.5,115.011,-8.499,115.019&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326",
		"bbox=115.011,-8.5,0,115.019,-8.499,9", "bbox=12802966,-949436,12803856,-949324&bbox-crs=EPSG:3857",
		"filter-crs=http://www.opengis.net/def/crs/EPSG/0/4326&filter=" + url.QueryEscape("S_INTERSECTS(geometry,BBOX(-8.5,115.011,-8.499,115.019))"),
	} {
		if got := page(t, s, items+q).NumberMatched; got != want || got != 1 {
			t.Errorf("%s: %d, want %d", q, got, want)
		}
	}
	w := get(s, "GET", "/ogc/collections/desa/items/p-00000?crs=http://www.opengis.net/def/crs/EPSG/0/4326")
	if w.Header().Get("Content-Crs") != "<http://www.opengis.net/def/crs/EPSG/0/4326>" || !strings.Contains(w.Body.String(), "[-8.5,115]") {
		t.Errorf("%v %s", w.Header(), w.Body)
	}
}

func TestTilesAndStyle(t *testing.T) {
	s := service(t, 3)
	if w := get(s, "GET", "/ogc/collections/desa/tiles/WebMercatorQuad/0/0/0", "Accept", "application/vnd.mapbox-vector-tile"); w.Code != 200 || w.Body.String() != "tile" {
		t.Errorf("%d %q", w.Code, w.Body)
	}
	if w := get(s, "GET", "/ogc/collections/desa/tiles/WebMercatorQuad/1/1/0"); w.Code != 204 {
		t.Errorf("an empty tile: %d", w.Code)
	}
	for _, c := range []struct{ style, drawn, named string }{
		{"desa", "desa-fill desa-line", "desa"}, {"cells", "cells-fill cells-line", "desa"}, // the catalogue has no higher level
	} {
		w := get(s, "GET", "/styles/"+c.style+".json")
		var doc struct {
			Version int
			Glyphs  string
			Sources map[string]struct{ Tiles []string }
			Layers  []struct {
				ID, Type, Source string
				From             string `json:"source-layer"`
			}
		}
		if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil || doc.Version != 8 || doc.Glyphs != "http://gis.test/fonts/{fontstack}/{range}.pbf" {
			t.Fatalf("%v %s", err, w.Body)
		}
		var drawn, named []string
		for _, l := range doc.Layers {
			if len(doc.Sources[l.Source].Tiles) != 1 || doc.Sources[l.Source].Tiles[0] != "http://gis.test/tiles/"+l.Source+"/{z}/{x}/{y}.mvt" {
				t.Errorf("%s: layer %s has no source: %v", c.style, l.ID, doc.Sources)
			}
			if l.Type == "symbol" {
				named = append(named, l.Source)
			} else {
				drawn = append(drawn, l.ID)
			}
			if l.Type == "symbol" && l.From != l.Source+"_label" {
				t.Errorf("%s: names come from %s", c.style, l.From)
			}
		}
		if strings.Join(drawn, " ") != c.drawn || strings.Join(named, " ") != c.named {
			t.Errorf("%s draws %v and names %v", c.style, drawn, named)
		}
	}
}

func TestLayersThatAreRefused(t *testing.T) {
	bad := places("desa", 2)
	bad.Features[1].ID = bad.Features[0].ID
	short := places("desa", 1)
	short.Features[0].Values = short.Features[0].Values[:2]
	wrong := places("desa", 1)
	wrong.Features[0].Values[0] = 3.5
	for _, l := range []ogc.Layer{bad, short, wrong} {
		if _, err := ogc.NewCollection(l); err == nil {
			t.Errorf("%v is taken", l.Features)
		}
	}
}

// The parameters run and resolution lead to another picture of a collection, and
// links stay in it; what does not exist matches nothing.
func TestVariants(t *testing.T) {
	fields := []ogc.Field{{Name: "run", Type: ogc.String}, {Name: "resolution", Type: ogc.Integer}}
	cells := func(run string, resolution int64, ids ...string) ogc.Layer {
		l := ogc.Layer{ID: "cells", Geometry: "point", Fields: fields}
		for _, id := range ids {
			l.Features = append(l.Features, ogc.Feature{ID: id, Values: []any{run, resolution}})
		}
		return l
	}
	asked := 0
	l := cells("new", 8, "a", "b", "c")
	l.Vary = func(_ context.Context, run string, resolution int) (*ogc.Layer, error) {
		asked++
		switch {
		case resolution == 7 && run != "none":
			coarse := cells("new", 7, "x", "y")
			return &coarse, nil
		case run == "old" && resolution < 0:
			old := cells("old", 8, "d")
			return &old, nil
		}
		return nil, nil
	}
	c := collection(t, l)
	s := serving(one(c))
	for query, want := range map[string]int{"": 3, "?resolution=7": 2, "?run=old": 1, "?run=none": 0, "?resolution=-987654": 0, "?resolution=8": 3, "?run=new": 3} {
		if got := page(t, s, "/ogc/collections/cells/items"+query).NumberMatched; got != want {
			t.Errorf("%q: %d features, want %d", query, got, want)
		}
	}
	before := asked
	first := page(t, s, "/ogc/collections/cells/items?resolution=7&limit=1")
	second := page(t, s, first.next())
	if second.NumberReturned != 1 || second.Features[0].ID != "y" || asked != before {
		t.Errorf("next page: %v; made anew %d times", second.Features, asked-before)
	}
	if w := get(s, "GET", "/ogc/collections/cells/items/x?resolution=7"); w.Code != 200 {
		t.Errorf("a coarse cell: %d", w.Code)
	}
	if w := get(s, "GET", "/ogc/collections/cells/items/x"); w.Code != 404 {
		t.Errorf("a coarse cell without its resolution: %d", w.Code)
	}
}
