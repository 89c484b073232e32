package api_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"timpora/api"
	"timpora/api/openapi"
	"timpora/geo/tile"
)

// oneTile has bytes at zoom 0 and nothing elsewhere.
type oneTile struct{ cache *tile.Cache }

func (o oneTile) TileAt(a tile.Address) tile.Entry {
	return o.cache.Get(tile.Key{Layer: "desa", Address: a}, func() []byte {
		if a.Z == 0 {
			return bytes.Repeat([]byte("desa"), 100)
		}
		return nil
	})
}

func (o oneTile) TileJSON(template string) tile.TileJSON {
	return tile.Describe("desa", "", []string{template})
}

func TestTilesComeInTheCodingThatIsTaken(t *testing.T) {
	s := serverOf(oneTile{tile.NewCache(1 << 20)})
	for _, c := range []struct{ accept, coding string }{
		{"", ""}, {"gzip", "gzip"}, {"gzip, deflate, br, zstd", "zstd"}, {"zstd;q=0, gzip", "gzip"}, {"*", "gzip"},
		{"gzip;q=0, *", ""}, {"identity", ""}, {"ZSTD", "zstd"}, {"zstd;q=much", ""},
	} {
		r := get(t, s, "GET", "/tiles/desa/0/0/0.mvt", "", "Accept-Encoding", c.accept)
		var body io.Reader = r.Body
		switch got := r.Header().Get("Content-Encoding"); {
		case r.Code != http.StatusOK || got != c.coding:
			t.Errorf("%q: %d, coding %q, want %q", c.accept, r.Code, got, c.coding)
			continue
		case got == "gzip":
			z, err := gzip.NewReader(body)
			if err != nil {
				t.Fatal(err)
			}
			body = z
		case got == "zstd":
			z, err := zstd.NewReader(body)
			if err != nil {
				t.Fatal(err)
			}
			defer z.Close()
			body = z
		}
		if plain, err := io.ReadAll(body); err != nil || len(plain) != 400 {
			t.Errorf("%q: %d bytes, %v", c.accept, len(plain), err)
		}
		if again := get(t, s, "GET", "/tiles/desa/0/0/0.mvt", "", "Accept-Encoding", c.accept, "If-None-Match", r.Header().Get("ETag")); again.Code != http.StatusNotModified {
			t.Errorf("%q: revalidation answers %d", c.accept, again.Code)
		}
	}
	if r := get(t, s, "GET", "/tiles/desa/1/0/0.mvt", ""); r.Code != http.StatusNoContent || r.Body.Len() != 0 {
		t.Errorf("an empty tile: %d with %d bytes", r.Code, r.Body.Len())
	}
}

func serverOf(t api.Tiles) *api.Server {
	return serve(api.Options{
		Ready: func(context.Context) error { return nil },
		Runs:  fakeStore{}, Nights: fakeStore{}, Imports: fakeStore{}, OpenAPI: openapi.Document(),
		Page: fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}},
	}, api.NewView(api.Config{Layers: map[string]api.Tiles{"desa": t}}))
}
