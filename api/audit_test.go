package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"timpora/api"
	"timpora/data"
	"timpora/data/storetest"
	"timpora/risk/audit"
)

// trail is a real store, as the program gives it to the API.
type trail struct {
	*data.Store
	checks int
}

func (s *trail) VerifyTrail(ctx context.Context) (audit.Report, error) {
	s.checks++
	return s.VerifyAudit(ctx)
}

// auditServer serves a trail of n entries, and is the clock of its checks.
func auditServer(t *testing.T, n int) (h http.Handler, s *trail, raw storetest.Raw, clock *time.Time) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "timpora.db")
	store, err := data.Open(context.Background(), path, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	for i := range n {
		ctx := audit.With(context.Background(), audit.Actor{Name: "ayu\n<script>alert(1)</script>\u202e", Purpose: "perkara 12"})
		e := audit.Event{Action: audit.ReadPersons, Object: "desa:" + strconv.Itoa(i), Outcome: audit.Refused, Detail: map[string]string{"why": "\"><img src=x>"}}
		if i%2 == 0 {
			ctx, e.Action, e.Outcome = audit.With(context.Background(), audit.Actor{Name: "made", As: "ayu"}), "sign_in", audit.Done
		}
		if err := store.Note(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	at := now()
	s, clock = &trail{Store: store}, &at
	a := api.NewAuditTrail(s, func() time.Time { return *clock })
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		p := api.Problem{Status: http.StatusInternalServerError}
		if known := (*api.Problem)(nil); errors.As(err, &known) {
			p = *known
		}
		p.Write(c.Response(), c.Request())
	}
	e.GET("/api/v1/audit", a.List)
	e.GET("/audit", a.Page)
	return e, s, storetest.OpenRaw(t, path), clock
}

func TestAuditList(t *testing.T) {
	h, _, _, _ := auditServer(t, 7)
	type page struct {
		Entries []struct {
			audit.Entry
			Prev, Hash audit.Hash
		}
		Next *int64
	}
	var seen []int64
	next := "/api/v1/audit?limit=3"
	for pages := 0; next != ""; pages++ {
		w := get(t, h, "GET", next, "")
		var p page
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != http.StatusOK || pages > 3 || w.Header().Get("Cache-Control") != "no-store" {
			t.Fatalf("%d %v %s", w.Code, err, w.Body)
		}
		for _, e := range p.Entries {
			seen = append(seen, e.Seq)
			if sum, err := e.Sum(e.Prev); err != nil || sum != e.Hash {
				t.Errorf("entry %d does not follow from what the answer says", e.Seq)
			}
		}
		next = ""
		if p.Next != nil {
			next = "/api/v1/audit?limit=3&after=" + strconv.FormatInt(*p.Next, 10)
		}
	}
	if len(seen) != 7 || seen[0] != 7 || seen[6] != 1 {
		t.Errorf("pages gave %v", seen)
	}
	for query, want := range map[string]int{
		"who=made": 4, "action=read_persons": 3, "object=desa:3": 1, "outcome=refused": 3, "from=2000-01-01&until=2000-01-02": 0, "until=2999-01-01T00:00:00Z": 7,
		"who=&action=&object=&outcome=&from=&until=": 7,
	} {
		var p page
		w := get(t, h, "GET", "/api/v1/audit?"+query, "")
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || len(p.Entries) != want {
			t.Errorf("%s: %d entries, want %d (%v)", query, len(p.Entries), want, err)
		}
	}
	for _, bad := range []string{"limit=0", "limit=1001", "after=x", "outcome=x", "from=kemarin", "x=1", "who=a&who=b", "who=" + strings.Repeat("a", 501)} {
		if w := get(t, h, "GET", "/api/v1/audit?"+bad, ""); w.Code != http.StatusBadRequest {
			t.Errorf("%.20s: %d", bad, w.Code)
		}
	}
}

func TestAuditPage(t *testing.T) {
	h, s, raw, clock := auditServer(t, 60)
	w := get(t, h, "GET", "/audit", "")
	body := w.Body.String()
	for _, want := range []string{
		`<html lang="id">`, "Rantai utuh sampai entri 60", "diperiksa 2026-11-24 11:00:00 WITA", "made (sebagai ayu)", "ditolak",
		`ayu\n&lt;script&gt;alert(1)&lt;/script&gt;\u202e`, `rel="next"`, `after=11`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, never := range []string{"<script", "<img", "\u202e", "broken"} {
		if strings.Contains(body, never) {
			t.Errorf("the page has %q", never)
		}
	}
	if n := strings.Count(body, "<tr>"); n != 51 || w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d rows with the head, status %d", n, w.Code)
	}
	english := get(t, h, "GET", "/audit?lang=en&outcome=refused&after=11", "").Body.String()
	if n := strings.Count(english, "<tr>"); n != 6 || !strings.Contains(english, "The chain is sound up to entry 60") || !strings.Contains(english, `value="refused" selected`) {
		t.Errorf("%d rows in English: %s", n, english)
	}
	if none := get(t, h, "GET", "/audit?who=nobody", "").Body.String(); !strings.Contains(none, "Tidak ada entri") {
		t.Error("an empty page does not say so")
	}
	raw.Do(t, "UPDATE audit SET event = '{' WHERE seq = 59") // shown by its columns
	get(t, h, "GET", "/audit?check=1", "")
	if s.checks != 1 {
		t.Errorf("%d checks within ten seconds", s.checks)
	}
	*clock = clock.Add(time.Minute)
	red := get(t, h, "GET", "/audit?check=1&lang=en", "").Body.String()
	if s.checks != 2 || !strings.Contains(red, `class="state broken"`) || !strings.Contains(red, "THE CHAIN IS BROKEN: entry 59: its event is no canonical JSON; checked 2026-11-24 11:01:00 WITA") {
		t.Errorf("after %d checks: %s", s.checks, red)
	}
	if n := strings.Count(red, "<tr>"); n != 51 {
		t.Errorf("%d rows of a broken trail", n)
	}
}
