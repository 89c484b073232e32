package api_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"timpora/api"
	"timpora/geo/export"
	"timpora/geo/exporttest"
)

// fakeExports gives cells; how often, it counts, and it fails while told so.
type fakeExports struct {
	made *atomic.Int32
	fail *atomic.Bool
	rows int
}

func (f fakeExports) Version() string { return "set run" }

func (f fakeExports) Layer(_ context.Context, name string) (export.Layer, error) {
	if f.made != nil {
		f.made.Add(1)
	}
	l := exporttest.Cells(max(f.rows, 50))
	l.Name = name
	if f.fail != nil && f.fail.Load() {
		rows := l.Rows
		l.Rows = func(yield func(export.Row, error) bool) {
			n := 0
			for r := range rows {
				if n++; n == 20 {
					yield(r, errSecret)
					return
				}
				if !yield(r, nil) {
					return
				}
			}
		}
	}
	return l, nil
}

func exportServer(t *testing.T, f fakeExports) (*api.Server, string) {
	t.Helper()
	temp := t.TempDir()
	v := view()
	v.Exports = f
	return serve(api.Options{Gate: planner(), Formats: export.Formats(), Temp: temp}, v), temp
}

func TestExportsHaveTheirTypeAndName(t *testing.T) {
	s, _ := exportServer(t, fakeExports{})
	tags := map[string]string{}
	for _, f := range export.Formats() {
		w := get(t, s, "GET", "/export/desa."+f.Name, "")
		h := w.Header()
		if w.Code != 200 || h.Get("Content-Type") != f.Media || h.Get("Content-Disposition") != `attachment; filename="timpora-desa-sintetis.`+f.Name+`"` ||
			h.Get("Content-Length") != fmt.Sprint(w.Body.Len()) {
			t.Errorf("%s: %d %v", f.Name, w.Code, h)
		}
		if other := tags[h.Get("ETag")]; other != "" || h.Get("ETag") == "" {
			t.Errorf("%s and %s have the tag %q", f.Name, other, h.Get("ETag"))
		}
		tags[h.Get("ETag")] = f.Name
		again := get(t, s, "GET", "/export/desa."+f.Name, "", "If-None-Match", h.Get("ETag"))
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
			t.Errorf("%s again: %d with %d bytes", f.Name, again.Code, again.Body.Len())
		}
		if head := get(t, s, "HEAD", "/export/desa."+f.Name, ""); head.Code != 200 || head.Body.Len() != 0 || head.Header().Get("ETag") != h.Get("ETag") {
			t.Errorf("HEAD of %s: %d %v", f.Name, head.Code, head.Header())
		}
	}
	utm := get(t, s, "GET", "/export/desa.csv?crs=EPSG:32750", "")
	if utm.Code != 200 || tags[utm.Header().Get("ETag")] != "" || !strings.Contains(utm.Body.String(), "crs=EPSG:32750") {
		t.Errorf("in UTM: %d %v", utm.Code, utm.Header())
	}
}

func TestExportsThatThereAreNot(t *testing.T) {
	s, _ := exportServer(t, fakeExports{})
	for path, want := range map[string]struct {
		status int
		param  string
		says   string
	}{
		"/export/desa.shp":                   {404, "", ".geojson, .geojsons"},
		"/export/roads.csv":                  {404, "", "desa, kecamatan"},
		"/export/desa":                       {404, "", ".fgb"},
		"/export/desa.csv.gz":                {404, "", ".fgb"},
		"/export/outside.geojson":            {404, "", "clusters"},
		"/export/desa.csv?colour=red":        {400, "colour", "tier, crs"},
		"/export/desa.csv?crs=4327":          {400, "crs", "32750"},
		"/export/desa.csv?crs=3857&crs=3857": {400, "crs", "more than once"},
		"/export/desa.geojson?crs=3857":      {400, "crs", "WGS 84"},
		"/export/cells.csv?tier=public":      {403, "", ""},
		"/export/coverage.csv?tier=public":   {403, "", ""},
		"/export/desa.csv?tier=king":         {400, "tier", ""},
	} {
		w := get(t, s, "GET", path, "")
		var p api.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != want.status || p.Param != want.param || !strings.Contains(p.Detail, want.says) {
			t.Errorf("%s: %d %+v %v", path, w.Code, p, err)
		}
		if w.Header().Get("ETag") != "" || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("%s: headers of a file on an error: %v", path, w.Header())
		}
	}
}

func TestScoredExportsNeedARun(t *testing.T) {
	v := view()
	v.Exports, v.Run = fakeExports{}, nil
	s := serve(api.Options{Gate: planner(), Formats: export.Formats(), Temp: t.TempDir()}, v)
	for path, want := range map[string]int{"/export/cells.csv": 503, "/export/clusters.kml": 503, "/export/desa.csv": 200} {
		if w := get(t, s, "GET", path, ""); w.Code != want {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// A download that was cut off goes on where it stopped, and a reader of
// FlatGeobuf takes what it needs.
func TestRangesOfAnExport(t *testing.T) {
	var made atomic.Int32
	s, _ := exportServer(t, fakeExports{made: &made})
	whole := get(t, s, "GET", "/export/cells.fgb", "")
	tag := whole.Header().Get("ETag")
	part := get(t, s, "GET", "/export/cells.fgb", "", "Range", "bytes=100-199", "If-Range", tag)
	if part.Code != http.StatusPartialContent || !bytes.Equal(part.Body.Bytes(), whole.Body.Bytes()[100:200]) {
		t.Errorf("%d, %d bytes", part.Code, part.Body.Len())
	}
	stale := get(t, s, "GET", "/export/cells.fgb", "", "Range", "bytes=100-199", "If-Range", `"other"`)
	if stale.Code != 200 || stale.Body.Len() != whole.Body.Len() {
		t.Errorf("a range of another file: %d", stale.Code)
	}
	if n := made.Load(); n != 1 {
		t.Errorf("the file was made %d times", n)
	}
}

func TestTextIsCompressedOnItsWay(t *testing.T) {
	s, _ := exportServer(t, fakeExports{rows: 500})
	plain := get(t, s, "GET", "/export/cells.csv", "")
	packed := get(t, s, "GET", "/export/cells.csv", "", "Accept-Encoding", "gzip")
	z, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(body, plain.Body.Bytes()) || packed.Header().Get("Content-Encoding") != "gzip" || packed.Header().Get("ETag") == plain.Header().Get("ETag") {
		t.Errorf("%v, %d bytes, %v", err, len(body), packed.Header())
	}
	if !strings.Contains(strings.Join(packed.Header().Values("Vary"), ", "), "Accept-Encoding") {
		t.Errorf("headers %v", packed.Header())
	}
	if w := get(t, s, "GET", "/export/cells.fgb", "", "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" {
		t.Error("a binary format is compressed")
	}
}

// A source that fails half-way gives an error without internals, never half a
// file, and leaves nothing behind; when it is well again, so is the export.
func TestAFailedExportIsAnErrorAndNothingElse(t *testing.T) {
	var fail atomic.Bool
	fail.Store(true)
	s, temp := exportServer(t, fakeExports{fail: &fail})
	for _, f := range export.Formats() {
		w := get(t, s, "GET", "/export/cells."+f.Name, "")
		if w.Code != 500 || w.Header().Get("Content-Type") != "application/problem+json" || w.Header().Get("ETag") != "" || strings.Contains(w.Body.String(), "hunter2") {
			t.Errorf("%s: %d %v %.100s", f.Name, w.Code, w.Header(), w.Body)
		}
	}
	fail.Store(false)
	if w := get(t, s, "GET", "/export/cells.kml", ""); w.Code != 200 {
		t.Errorf("after the failure: %d", w.Code)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestManyAskForOneExport(t *testing.T) {
	var made atomic.Int32
	s, _ := exportServer(t, fakeExports{made: &made, rows: 3000})
	var all sync.WaitGroup
	for i := range 24 {
		all.Go(func() {
			if w := get(t, s, "GET", []string{"/export/cells.geojson", "/export/desa.csv"}[i%2], ""); w.Code != 200 || w.Body.Len() < 1000 {
				t.Errorf("%d with %d bytes", w.Code, w.Body.Len())
			}
		})
	}
	all.Wait()
	if n := made.Load(); n != 2 {
		t.Errorf("two files were made %d times", n)
	}
}
