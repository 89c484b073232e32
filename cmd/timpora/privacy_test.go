package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/data/storetest"
)

// commandWith is command with something on the standard input.
func commandWith(t *testing.T, dir, input string, args ...string) (code int, out, errs string) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.WriteString(input)
	w.Close()
	was := os.Stdin
	os.Stdin = r
	defer func() { os.Stdin = was; r.Close() }()
	return command(t, dir, args...)
}

// beside opens the store of a folder as a command does.
func (a *app) beside(t *testing.T, do func(context.Context, *data.Store) error) error {
	cmd := &cobra.Command{}
	cmd.SetContext(t.Context())
	return a.withStore(func(ctx context.Context, s *data.Store, _ []string) error { return do(ctx, s) })(cmd, nil)
}

// touchedBy runs privacy touched.
func touchedBy(t *testing.T, dir, input string, args ...string) data.Touched {
	t.Helper()
	code, out, errs := commandWith(t, dir, input, append([]string{"privacy", "touched", "--json"}, args...)...)
	if code != exitOK {
		t.Fatalf("exit %d\n%s%s", code, out, errs)
	}
	if hits := storetest.CanaryHits([]byte(out + errs)); hits != nil {
		t.Errorf("touched says %v", hits)
	}
	var doc struct{ Touched data.Touched }
	parse(t, out, &doc)
	return doc.Touched
}

func TestTouchedAndErasedByDocument(t *testing.T) {
	dir := t.TempDir()
	canaries(t, dir)
	typed := " x9c 7731-knr \n" // as people type it
	got := touchedBy(t, dir, typed, "--document", "--known-at", "2026-11-24T09:30:00+08:00")
	if len(got.Records) != 1 || got.Records[0].Table != "residences" || !got.Deadline.Equal(time.Date(2026, 11, 27, 1, 30, 0, 0, time.UTC)) {
		t.Fatalf("%+v", got)
	}
	approve := []string{"--approve", "Pejabat A", "--approve2", "Pejabat B", "--reason", "permohonan subjek data"}
	for _, wrong := range [][]string{
		{"privacy", "erase", "--document"}, {"privacy", "erase", "--document", "--approve", "A", "--approve2", "a", "--reason", "x"},
		append([]string{"privacy", "erase"}, approve...), append([]string{"privacy", "erase", "report:1", "--document"}, approve...),
	} {
		if code, out, errs := commandWith(t, dir, typed, wrong...); code != exitUsage {
			t.Errorf("%v: exit %d\n%s%s", wrong, code, out, errs)
		}
	}
	code, out, errs := commandWith(t, dir, typed, append([]string{"privacy", "erase", "--document", "--json"}, approve...)...)
	var doc struct{ Proofs []data.Proof }
	parse(t, out, &doc)
	if code != exitOK || len(doc.Proofs) != 1 || doc.Proofs[0].Counts["residence"] != 1 || doc.Proofs[0].Seq == 0 {
		t.Fatalf("exit %d\n%s%s", code, out, errs)
	}
	if code, _, _ := commandWith(t, dir, typed, "privacy", "touched", "--document"); code != exitFailed {
		t.Errorf("the erased person is still found: exit %d", code)
	}
	file := filepath.Join(dir, "tombstones.jsonl")
	lines, err := os.ReadFile(file)
	if err != nil || bytes.Count(lines, []byte("\n")) != 1 || !bytes.Contains(lines, []byte(got.Records[0].ID)) {
		t.Fatalf("%s, %v", lines, err)
	}
	if out := must(t, dir, "privacy", "replay", file); !strings.Contains(out, "0 objek") {
		t.Error(out)
	}
	if again := touchedBy(t, dir, "", "residence:"+got.Records[0].ID); !again.Records[0].Erased {
		t.Errorf("%+v", again)
	}
}

func TestTouchedImport(t *testing.T) {
	dir := t.TempDir()
	canaries(t, dir)
	err := (&app{dir: dir}).beside(t, func(ctx context.Context, s *data.Store) error {
		list, err := s.Imports(ctx, 10)
		for _, one := range list {
			got := touchedBy(t, dir, "", "import:"+one.ID)
			if len(got.Records) != one.Added || got.Records[0].Table != string(one.Kind) {
				t.Errorf("import %+v touched %+v", one, got.Records)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Retention: the preview changes nothing, one person does not suffice, two get a
// proof, and the score goes on with what is left.
func TestRetentionCommand(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "demo", "-q")
	count := func(args ...string) map[string]int {
		var doc struct{ Due []data.Due }
		parse(t, must(t, dir, append([]string{"privacy", "retention", "--preview", "--json"}, args...)...), &doc)
		all := map[string]int{}
		for _, d := range doc.Due {
			all[d.Name] = d.Count
			if len(d.Objects) != d.Count && d.Name != "audit" {
				t.Errorf("%s: %d objects, count %d", d.Name, len(d.Objects), d.Count)
			}
		}
		return all
	}
	before := count()
	if before["unverified"] == 0 || before["reporter"] == 0 || !mapsEqual(before, count()) {
		t.Fatalf("due: %v, then %v", before, count())
	}
	if later := count("--at", time.Now().AddDate(5, 0, 0).Format(time.RFC3339)); later["residences"] <= before["residences"] {
		t.Errorf("in five years: %v, now %v", later, before)
	}
	scoredBefore := scored(t, dir)
	for _, wrong := range [][]string{
		{"--apply"}, {"--apply", "--approve", "A"}, {"--apply", "--approve", "A", "--approve2", " a"}, {}, {"--apply", "--preview"},
		{"--apply", "--at", "2030-01-01T00:00:00Z", "--approve", "A", "--approve2", "B"},
	} {
		if code, out, errs := command(t, dir, append([]string{"privacy", "retention"}, wrong...)...); code != exitUsage {
			t.Errorf("%v: exit %d\n%s%s", wrong, code, out, errs)
		}
	}
	if now := count(); !mapsEqual(now, before) {
		t.Fatalf("a refused erasure changed something: %v, before %v", now, before)
	}
	var doc struct{ Proofs []data.Proof }
	parse(t, must(t, dir, "privacy", "retention", "--apply", "--approve", "A", "--approve2", "B", "--json"), &doc)
	if after := count(); after["unverified"]+after["reporter"]+after["closed"]+after["residences"] != 0 {
		t.Errorf("still due: %v", after)
	}
	erased := 0
	for _, p := range doc.Proofs {
		erased += p.Counts["report"]
	}
	if erased != before["unverified"]+before["closed"] {
		t.Errorf("%d reports erased, %v were due", erased, before)
	}
	if out := must(t, dir, "score", "--verify", scoredBefore.ID); !strings.Contains(out, scoredBefore.ResultDigest) {
		t.Errorf("a stored run is another one: %s", out)
	}
	after := scored(t, dir)
	sum := func(verified func(int) int) (n int) {
		for i := range after.Result.Scores {
			n += verified(i)
		}
		return n
	}
	was := 0
	for _, s := range scoredBefore.Result.Scores {
		was += s.Verified
	}
	if now := sum(func(i int) int { return after.Result.Scores[i].Verified }); now == 0 || now > was {
		t.Errorf("verified incidents: %d before, %d after", was, now)
	}
}

func mapsEqual(a, b map[string]int) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return bytes.Equal(x, y)
}

// A server warns of what is due and leaves it; it erases when the policy says so.
func TestServerWarnsAndErasesOnlyByPolicy(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "demo", "-q")
	own := filepath.Join(dir, "retention.toml")
	a := &app{dir: dir, now: time.Now}
	check := func() (log string, left int) {
		var b bytes.Buffer
		err := a.beside(t, func(ctx context.Context, s *data.Store) error {
			if err := a.checkRetention(ctx, s, slog.New(slog.NewTextHandler(&b, nil))); err != nil {
				return err
			}
			p, err := a.retentionPolicy()
			if err != nil {
				return err
			}
			due, err := s.Due(ctx, p, a.now())
			for _, d := range due {
				left += d.Count
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return b.String(), left
	}
	if log, left := check(); left == 0 || !strings.Contains(log, "level=WARN") || !strings.Contains(log, "rule=unverified") {
		t.Fatalf("%d due, log %s", left, log)
	}
	body, err := os.ReadFile("../../data/sets/retention.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(own, bytes.Replace(body, []byte("automatic = false"), []byte("automatic = true"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if log, left := check(); left != 0 || !strings.Contains(log, "erased by the retention policy") || strings.Contains(log, "level=WARN") {
		t.Fatalf("%d due, log %s", left, log)
	}
	if err := os.WriteFile(own, []byte("version = \"x\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := command(t, dir, "privacy", "retention", "--preview"); code != exitFailed || !strings.Contains(errs, "days.unverified") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

func TestKeysCommand(t *testing.T) {
	dir := t.TempDir()
	canaries(t, dir)
	ids := func() []string {
		var doc struct{ Keys data.KeyStatus }
		parse(t, must(t, dir, "keys", "list", "--json"), &doc)
		var all []string
		for _, k := range doc.Keys.Keys {
			all = append(all, k.ID)
		}
		return all
	}
	first := ids()
	if out := must(t, dir, "keys", "rotate"); !strings.Contains(out, "5 nilai") { // two texts, two reporters, a nationality
		t.Error(out)
	}
	if second := ids(); len(first) != 1 || len(second) != 1 || slices.Equal(first, second) {
		t.Errorf("%v, then %v", first, second)
	}
	if out := must(t, dir, "keys", "encrypt"); !strings.Contains(out, "0 nilai") {
		t.Error(out)
	}
	if err := os.Rename(filepath.Join(dir, "keys.json"), filepath.Join(dir, "away")); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := command(t, dir, "score"); code != exitKey || !strings.Contains(errs, "keys.json") {
		t.Errorf("without keys: exit %d, %s", code, errs)
	}
}
