package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"timpora/data"
	"timpora/data/storetest"
	"timpora/risk/audit"
)

// hostile is a name that would forge lines, cells and terminals.
const hostile = "=HYPERLINK(\"x\")\n2026-01-01 admin\x1b[31m\u202e"

// trailOf makes a data folder with n entries, the last but one by a hostile name.
func trailOf(t *testing.T, n int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "var")
	s, err := data.Open(context.Background(), filepath.Join(dir, "timpora.db"), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i := range n {
		who := audit.Actor{ID: "u", Name: "ayu", Via: "session", Purpose: "perkara " + strconv.Itoa(i%2)}
		if i == n-2 {
			who.Name = hostile
		}
		e := audit.Event{Action: audit.ReadPersons, Object: "desa:<&>\u2028", Area: "51.08.04.2003", Outcome: audit.Done, Detail: map[string]string{"count": "3", "a": "é\b\x7f"}}
		if err := s.Note(audit.With(context.Background(), who), e); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// changed runs statements on the database as a stranger would.
func changed(t *testing.T, dir string, texts ...string) {
	t.Helper()
	storetest.OpenRaw(t, filepath.Join(dir, "timpora.db")).Do(t, texts...)
}

func wantExit(t *testing.T, dir string, want int, args ...string) string {
	t.Helper()
	code, out, errs := command(t, dir, args...)
	if code != want {
		t.Fatalf("%v: exit %d, want %d\n%s%s", args, code, want, out, errs)
	}
	return out + errs
}

func TestAuditVerifyWithoutDatabase(t *testing.T) {
	dir := t.TempDir()
	wantExit(t, dir, exitNoDatabase, "audit", "verify")
	wantExit(t, dir, exitNoDatabase, "audit", "verify", "--db", "sqlite:"+filepath.Join(dir, "timpora.db"))
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
		t.Fatalf("verify made %v (%v)", files, err)
	}
}

func TestAuditVerifyAndHeads(t *testing.T) {
	dir, away := trailOf(t, 8), t.TempDir()
	heads, pem := filepath.Join(away, "heads"), filepath.Join(away, "audit.pem")
	first := strings.TrimSpace(must(t, dir, "audit", "head", "--heads", heads))
	if filepath.Base(first) != "head-000000000008.json" {
		t.Fatalf("head at %s", first)
	}
	must(t, dir, "audit", "head") // a second one, in the data folder
	writeText(t, pem, must(t, dir, "audit", "key"))
	var doc struct {
		Sound bool
		Audit audit.Report
	}
	parse(t, must(t, dir, "audit", "verify", "--heads", heads, "--key", pem, "--json"), &doc)
	if r := doc.Audit; !doc.Sound || r.Entries != 10 || r.First != 1 || r.Last != 10 || r.Heads != 2 || r.FirstAt.IsZero() {
		t.Fatalf("%+v", doc)
	}
	wantExit(t, dir, exitFailed, "audit", "verify", "--heads", t.TempDir()) // a folder without heads proves nothing

	other := trailOf(t, 12) // the whole folder was replaced, and signs with its own key
	must(t, other, "audit", "head")
	must(t, other, "audit", "verify")
	says := wantExit(t, other, exitCorrupt, "audit", "verify", "--heads", heads, "--key", pem, "--lang", "en")
	if !strings.Contains(says, "entry 8: its hash differs from the signed head") {
		t.Error(says)
	}
	wantExit(t, dir, exitCorrupt, "audit", "verify", "--heads", heads, "--key", textFile(t, must(t, other, "audit", "key"))) // wrong key
	old := must(t, other, "audit", "key")
	if err := os.Remove(filepath.Join(other, "audit.key")); err != nil {
		t.Fatal(err)
	}
	wantExit(t, other, exitCorrupt, "audit", "head") // the heads of a key that was lost are nobody's
	writeText(t, filepath.Join(other, "audit.pem"), old)
	must(t, other, "audit", "head")
	must(t, other, "audit", "verify")
	for _, c := range []struct{ what, from, to string }{
		{"number", `"seq":8`, `"seq":7`}, {"time", `"at":"20`, `"at":"19`}, {"field", `"v":1`, `"v":1,"x":1`}, {"version", `"v":1`, `"v":2`},
		{"half a file", `"}`, ``},
	} {
		forged := t.TempDir()
		writeText(t, filepath.Join(forged, "head-1.json"), strings.Replace(readText(t, first), c.from, c.to, 1))
		t.Run("forged "+c.what, func(t *testing.T) { wantExit(t, dir, exitCorrupt, "audit", "verify", "--heads", forged, "--key", pem) })
	}
	changed(t, dir, "UPDATE audit_heads SET signature = 'AAAA' WHERE seq = 8")
	if says = wantExit(t, dir, exitCorrupt, "audit", "verify", "--lang", "en"); !strings.Contains(says, "the signature does not fit") {
		t.Error(says)
	}
	changed(t, dir, "DELETE FROM audit_heads", "DELETE FROM audit WHERE seq > 6",
		"UPDATE audit_head SET seq = 6, hash = (SELECT hash FROM audit WHERE seq = 6)")
	says = wantExit(t, dir, exitCorrupt, "audit", "verify", "--heads", heads, "--key", pem)
	if !strings.Contains(says, "entri 7: tidak ada lagi") {
		t.Error(says)
	}
	wantExit(t, dir, exitCorrupt, "audit", "head") // a broken trail is not signed
}

func TestAuditHeadIsNeverOverwritten(t *testing.T) {
	dir := trailOf(t, 1)
	key, err := data.AuditKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	h := audit.Signed(1, audit.Hash{}, storetest.Epoch(), key)
	path, err := writeHead(filepath.Join(dir, "h"), h)
	if err != nil {
		t.Fatal(err)
	}
	h.Hash[0] = 1
	if _, err := writeHead(filepath.Join(dir, "h"), h); err == nil {
		t.Fatal("a head was overwritten")
	}
	if got, err := audit.ParseHead([]byte(readText(t, path))); err != nil || got.Hash != (audit.Hash{}) || got.Check() == nil {
		t.Fatalf("%+v %v", got, err)
	}
	if err := writeNew(path, nil); err == nil {
		t.Fatal("a head was overwritten where there are no hard links")
	}
}

// verifier follows the description of the format alone.
const verifier = `
import hashlib, json, sys
def canonical(v):
    s = json.dumps(v, ensure_ascii=False, separators=(",", ":"))
    for c in "<>&\u2028\u2029":
        s = s.replace(c, "\\u%04x" % ord(c))
    return s.encode()
before, n = None, 0
for line in open(sys.argv[1], "rb"):
    line = line.rstrip(b"\n")
    e = json.loads(line)
    text = line[:line.rindex(b',"prev":"')] + b"}"
    assert len(line) - len(text) + 1 == 149, "length"
    assert text == canonical({k: e[k] for k in ("seq", "at", "actor", "event")}), "canonical form of %d" % e["seq"]
    assert before is None or (e["prev"], e["seq"]) == before, "chain at %d" % e["seq"]
    assert hashlib.sha256(bytes.fromhex(e["prev"]) + text).hexdigest() == e["hash"], "hash of %d" % e["seq"]
    before, n = (e["hash"], e["seq"] + 1), n + 1
print(n)
`

func TestAuditExportIsVerifiedByOthers(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is missing")
	}
	dir := trailOf(t, 6)
	must(t, dir, "audit", "head")
	file, script := filepath.Join(t.TempDir(), "jejak.ndjson"), textFile(t, verifier)
	must(t, dir, "audit", "export", "-o", file)
	out, err := exec.Command(python, script, file).CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "7" {
		t.Fatalf("%v: %s", err, out)
	}
	for _, c := range []struct{ what, from, to string }{
		{"a changed text", "perkara 1", "perkara 7"}, {"a changed number", `"seq":3`, `"seq":30`},
		{"a removed line", strings.SplitAfter(readText(t, file), "\n")[2], ""},
	} {
		writeText(t, file+"x", strings.Replace(readText(t, file), c.from, c.to, 1))
		if out, err := exec.Command(python, script, file+"x").CombinedOutput(); err == nil {
			t.Errorf("%s was not found: %s", c.what, out)
		}
	}
}

func TestAuditTextsStayOneEntry(t *testing.T) {
	dir := trailOf(t, 4)
	list := must(t, dir, "audit", "list", "--from", "2000-01-01", "--object", "desa:")
	if lines := strings.Split(strings.TrimSpace(list), "\n"); len(lines) != 4 || strings.ContainsAny(list, "\x1b\u202e\u2028\b") {
		t.Errorf("list %q", list)
	}
	rows, err := csv.NewReader(strings.NewReader(exported(t, dir, "x.csv"))).ReadAll()
	if err != nil || len(rows) != 5 || rows[3][2] != `'=HYPERLINK("x")\n2026-01-01 admin\u001b[31m\u202e` {
		t.Errorf("%v %q", err, rows)
	}
	for _, line := range strings.Split(strings.TrimSpace(exported(t, dir, "x.ndjson", "--who", hostile)), "\n") {
		var e audit.Entry
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.Actor.Name != hostile {
			t.Errorf("%v: %q", err, line)
		}
	}
	var doc struct{ Reads []audit.Read }
	month := stampOf(t, dir)
	parse(t, must(t, dir, "audit", "monthly", "--month", month, "--json"), &doc)
	if len(doc.Reads) != 3 || doc.Reads[2].Who != "ayu" || doc.Reads[2].Purpose != "perkara 1" || doc.Reads[2].Times != 2 || doc.Reads[2].Shown != 6 || doc.Reads[2].Areas[0] != "51.08.04.2003" {
		t.Errorf("%+v", doc.Reads)
	}
	if text := must(t, dir, "audit", "monthly", "--month", month); strings.Count(text, "\n") != 4 {
		t.Error(text)
	}
}

func TestAuditUsage(t *testing.T) {
	dir := trailOf(t, 2)
	for _, args := range [][]string{
		{"audit", "list", "--from", "kemarin"}, {"audit", "export"}, {"audit", "monthly", "--month", "2026"}, {"audit", "prune", "--before", "2026-01-01"},
	} {
		wantExit(t, dir, exitUsage, args...)
	}
	must(t, dir, "audit", "prune")
	must(t, dir, "audit", "verify")
}

func TestLastMonth(t *testing.T) {
	for now, want := range map[string]string{
		"2026-10-31T12:00:00Z": "2026-09", "2026-03-31T00:00:00Z": "2026-02", "2026-12-31T17:00:00Z": "2026-12", "2026-01-15T00:00:00Z": "2025-12",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if got := lastMonth(at); err != nil || got != want {
			t.Errorf("%s: %s, want %s (%v)", now, got, want, err)
		}
	}
}

// stampOf is the month of the newest entry in Bali.
func stampOf(t *testing.T, dir string) string {
	t.Helper()
	var e audit.Entry
	parse(t, must(t, dir, "audit", "list", "--limit", "1", "--json"), &e)
	return e.At.In(wita()).Format("2006-01")
}

func exported(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, dir, append([]string{"audit", "export", "-o", path}, args...)...)
	return readText(t, path)
}

func textFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "text")
	writeText(t, path, text)
	return path
}

func readText(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func writeText(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
