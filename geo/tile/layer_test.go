package tile_test

import (
	"errors"
	"math"
	"reflect"
	"testing"

	"github.com/paulmach/orb"

	"timpora/geo"
	"timpora/geo/tile"
)

func TestRefusedFeatures(t *testing.T) {
	ok := orb.Point{115, -8}
	for name, f := range map[string]tile.Feature{
		"no geometry":   {},
		"collection":    {Geometry: orb.Collection{ok}},
		"not a number":  {Geometry: orb.Point{math.NaN(), 0}},
		"off the earth": {Geometry: orb.LineString{ok, {115, -91}}},
		"value type":    {Geometry: ok, Props: []tile.Prop{{Key: "n", Value: 3}}},
		"value NaN":     {Geometry: ok, Props: []tile.Prop{{Key: "n", Value: math.NaN()}}},
		"doubled key":   {Geometry: ok, Props: []tile.Prop{{Key: "n", Value: "a"}, {Key: "n", Value: "b"}}},
	} {
		if _, err := tile.NewLayer("l", []tile.Feature{f}, tile.Options{}); !errors.Is(err, tile.ErrFeature) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, o := range map[string]tile.Options{
		"zoom": {MaxZoom: 23}, "order": {MinZoom: 9, MaxZoom: 8}, "extent": {Extent: 10}, "buffer": {Buffer: -2},
	} {
		if _, err := tile.NewLayer("l", nil, o); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestValuesSurvive(t *testing.T) {
	props := []tile.Prop{
		{Key: "text", Value: "Celukan Bawang"}, {Key: "half", Value: 0.5},
		{Key: "many", Value: int64(1) << 40}, {Key: "less", Value: int64(-7)},
		{Key: "yes", Value: true}, {Key: "no", Value: false},
	}
	at := geo.Point{Lon: 115, Lat: -8.2}
	l, err := tile.NewLayer("l", []tile.Feature{{ID: 42, Geometry: orb.Point{at.Lon, at.Lat}, Props: props}}, tile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := decode(t, l.Tile(tile.At(at, 12)))[0].Features[0]
	want := map[string]any{"text": "Celukan Bawang", "half": 0.5, "many": float64(1 << 40), "less": -7.0, "yes": true, "no": false}
	if !reflect.DeepEqual(map[string]any(f.Properties), want) || f.ID != 42.0 {
		t.Errorf("id %v, %v", f.ID, f.Properties)
	}
	fields := tile.Describe("l", "", nil, l).VectorLayers[0].Fields
	if fields["text"] != "String" || fields["many"] != "Number" || fields["no"] != "Boolean" {
		t.Errorf("fields %v", fields)
	}
}

func TestZoomsOfFeaturesAndLayers(t *testing.T) {
	point := orb.Point{115, -8.2}
	at := geo.Point{Lon: 115, Lat: -8.2}
	l, err := tile.NewLayer("l", []tile.Feature{{Geometry: point, MinZoom: 8, MaxZoom: 9}}, tile.Options{MinZoom: 7, MaxZoom: 12})
	if err != nil {
		t.Fatal(err)
	}
	own, err := tile.NewLayer("own", nil, tile.Options{MaxZoom: 12, AtZoom: func(z int) []tile.Feature {
		return []tile.Feature{{ID: uint64(z + 1), Geometry: point}}
	}})
	if err != nil {
		t.Fatal(err)
	}
	for z := uint32(0); z <= 14; z++ {
		if got, want := l.Tile(tile.At(at, z)) != nil, z == 8 || z == 9; got != want {
			t.Errorf("zoom %d drawn: %v", z, got)
		}
		layers := decode(t, tile.Encode(tile.At(at, z), l, own))
		if z > 12 && len(layers) > 0 || z <= 12 && layers[len(layers)-1].Features[0].ID != float64(z+1) {
			t.Errorf("zoom %d: %v", z, layers)
		}
	}
	if got := own.Tile(tile.Address{Z: 3, X: 8}); got != nil {
		t.Error("a tile outside the scheme")
	}
}

// A hexagon ring of a hole, a line through the tile twice, a spike: shapes
// whose clipping is easy to get wrong, against hand-made answers.
func TestClippedShapes(t *testing.T) {
	a := tile.Address{Z: 8, X: 209, Y: 133}
	b := a.Bound()
	w, h := b.East-b.West, b.North-b.South
	at := func(u, v float64) orb.Point { return orb.Point{b.West + u*w, b.South + v*h} }
	l, err := tile.NewLayer("l", []tile.Feature{
		{ID: 1, Geometry: orb.LineString{at(-1, 0.5), at(2, 0.5), at(2, 0.6), at(-1, 0.6)}},
		{ID: 2, Geometry: orb.Polygon{
			{at(-1, -1), at(2, -1), at(2, 2), at(-1, 2), at(-1, -1)},
			{at(.25, .25), at(.75, .25), at(.75, .75), at(.25, .75), at(.25, .25)},
		}},
		{ID: 3, Geometry: orb.Ring{at(.1, .1), at(.2, .1), at(.1, .1)}},
		{ID: 4, Geometry: orb.MultiPoint{at(.5, .5), at(3, 3), at(.5, .5)}},
	}, tile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := decode(t, l.Tile(a))[0].Features
	if len(got) != 3 {
		t.Fatalf("%d features, want 3: the spike has no area", len(got))
	}
	if m, ok := got[0].Geometry.(orb.MultiLineString); !ok || len(m) != 2 || m[0][0][0] != -64 || m[0][1][0] != 4160 || m[1][0][0] != 4160 {
		t.Errorf("line %v", got[0].Geometry)
	}
	p := got[1].Geometry.(orb.Polygon)
	if len(p) != 2 || len(p[0]) != 5 || twice(p[0]) != 2*4224*4224 || twice(p[1]) > -2*2047*2047 {
		t.Errorf("polygon %v", p)
	}
	if m := got[2].Geometry.(orb.MultiPoint); len(m) != 2 {
		t.Errorf("points %v", m)
	}
}
