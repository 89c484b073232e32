package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"timpora/api"
	"timpora/data"
	"timpora/geo/boundary"
	"timpora/risk"
)

// ugly is one bad input as it comes to one importer.
type ugly struct {
	input string // its name in the list of forty
	kind  string // of the records, or "boundaries"
	file  string // name of the file; its end says the format
	body  string
	taken bool     // rightly
	added int      // records that a file that is taken adds
	says  []string // parts of what is printed: place, value, what to do
}

// most is how much memory an input may take beyond what the program holds.
const most = 256 << 20

// The forty inputs, each through every importer that it concerns. Nothing is
// stored of what is refused; what is taken is counted.
func TestFortyUglyInputs(t *testing.T) {
	list := uglyInputs()
	named := map[string]bool{}
	for _, u := range list {
		named[u.input] = true
	}
	for _, name := range fortyInputs() {
		if !named[name] {
			t.Errorf("%s is not tried", name)
		}
	}
	if len(fortyInputs()) != 40 || len(named) != 40 {
		t.Errorf("%d inputs named, %d tried, want 40", len(fortyInputs()), len(named))
	}
	dir := t.TempDir()
	a := &app{dir: dir, lang: "id", now: func() time.Time { return time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC) }}
	s, err := a.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // garbage is not what is measured
	for _, u := range list {
		t.Run(u.input+"/"+u.kind+"/"+filepath.Ext(u.file), func(t *testing.T) { u.try(t, a, s) })
	}
}

func (u ugly) try(t *testing.T, a *app, s *session) {
	path := filepath.Join(t.TempDir(), u.file)
	if err := os.WriteFile(path, []byte(u.body), 0o600); err != nil {
		t.Fatal(err)
	}
	before := counts(t, s)
	var out, errs bytes.Buffer
	a.out, a.err = &out, &errs
	peak := watchMemory()
	err := u.send(t.Context(), a, s, path)
	if used := peak(); used > most {
		t.Errorf("took %d MiB", used>>20)
	}
	if err != nil {
		a.report(err)
	}
	got, after := out.String()+errs.String(), counts(t, s)
	if u.taken && u.kind != "boundaries" {
		before.Residences += u.added
		before.Imports += 2
	}
	if (err == nil) != u.taken || (err != nil && exitCode(err) != exitFailed) || after != before {
		t.Errorf("%v: exit %d, store %+v, want %+v", err, exitCode(err), after, before)
	}
	if _, err := os.Stat(filepath.Join(a.dir, "none")); err == nil {
		t.Error("a boundary set was stored")
	}
	for _, part := range append(u.says, strings.TrimSuffix(u.file, ".geojson")) { // a set is called without its end
		if !strings.Contains(got, part) {
			t.Errorf("the message lacks %q: %.1200s", part, got)
		}
	}
}

// send imports the file. A boundary set that is taken is only checked here; one
// that is refused is so before there is a store.
func (u ugly) send(ctx context.Context, a *app, s *session, path string) error {
	if u.kind == "boundaries" {
		b := *a
		b.dir = filepath.Join(a.dir, "none")
		return b.importSet(ctx, path, boundary.Set{Precision: 1}, false, u.taken)
	}
	if err := a.importInto(ctx, s, risk.Kind(u.kind), path, api.ImportOptions{}); err != nil {
		return err
	}
	return a.importInto(ctx, s, risk.Kind(u.kind), path, api.ImportOptions{}) // adds nothing
}

func counts(t *testing.T, s *session) data.Counts {
	t.Helper()
	c, err := s.Counts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// watchMemory looks at the heap until it is asked for the most that was added.
func watchMemory() (peak func() uint64) {
	heap := func() uint64 {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	debug.FreeOSMemory()
	base, top := heap(), atomic.Uint64{}
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			top.Store(max(top.Load(), heap()))
			select {
			case <-stop:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(stop)
		<-done
		return top.Load() - min(base, top.Load())
	}
}

// The command line refuses as the importers do, in both languages and for
// programs, and leaves no trace in the store.
func TestUglyInputsOnTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "tamu.csv")
	if err := os.WriteFile(path, []byte("check_in;kode_desa\n2026-11-01;5108062001;x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for lang, says := range map[string]string{
		"id": "timpora: tamu.csv:2:3: baris berisi 3 kolom, judul 2; periksa pemisah yang kurang atau berlebih\n",
		"en": "timpora: tamu.csv:2:3: the row has 3 fields, the header 2; look for a missing or extra separator\n",
	} {
		if code, out, errs := command(t, dir, "import", "residences", path, "--lang", lang); code != exitFailed || out != "" || errs != says {
			t.Errorf("%s: exit %d\n%s%s", lang, code, out, errs)
		}
	}
	if _, _, errs := command(t, dir, "import", "residences", path, "--json"); !strings.Contains(errs, `"code":"ragged"`) || !strings.Contains(errs, `"row":2,"column":3`) {
		t.Error(errs)
	}
	if out := must(t, dir, "import", "residences", good(dir, t), "--dry-run"); !strings.Contains(out, "1 akan diterima, 0 ditolak") {
		t.Error(out)
	}
}

func good(dir string, t *testing.T) string {
	t.Helper()
	path := filepath.Join(dir, "baik.csv")
	if err := os.WriteFile(path, []byte("check_in;koordinat\n2026-11-01;\"-8,1120; 115,0882\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The API says what is wrong with a file; it never fails itself.
func TestUglyInputsThroughTheAPI(t *testing.T) {
	a := &app{dir: t.TempDir(), lang: "id", now: time.Now}
	s, err := a.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, u := range uglyInputs() {
		if u.kind == "boundaries" || len(u.body) > 1<<20 {
			continue
		}
		out, err := backend{a: a, s: s}.Import(t.Context(), risk.Kind(u.kind), u.file, strings.NewReader(u.body), api.ImportOptions{DryRun: true})
		var p *api.Problem
		switch {
		case err == nil && (out.Rejected == 0) == u.taken:
		case errors.As(err, &p) && p.Status == 400 && strings.HasPrefix(p.Code, "file_") && !u.taken:
		default:
			t.Errorf("%s %s: %+v %v", u.input, u.file, out, err)
		}
	}
}
