package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"timpora/risk/audit"
)

// Audit reads the audit trail and holds it against itself and its signed heads.
type Audit interface {
	Audit(ctx context.Context, f audit.Filter) ([]audit.Entry, error)
	VerifyTrail(ctx context.Context) (audit.Report, error)
}

// A verification reads the whole trail: it is done when the last one is older
// than freshCheck, or, when asked for, than shortCheck.
const (
	freshCheck = 10 * time.Minute
	shortCheck = 10 * time.Second
)

// AuditTrail serves the audit trail to whoever may see it, which its routes
// decide: as JSON, and as a page for people.
type AuditTrail struct {
	source  Audit
	now     func() time.Time
	mu      sync.Mutex
	checked time.Time // zero before the first verification
	report  audit.Report
}

// NewAuditTrail serves a trail.
func NewAuditTrail(source Audit, now func() time.Time) *AuditTrail {
	return &AuditTrail{source: source, now: now}
}

// List is GET /api/v1/audit: entries with the hash before each, newest first.
// "next" is what after takes for the next page, null on the last.
func (t *AuditTrail) List(c echo.Context) error {
	q := newQuery(c.QueryParams(), auditParams()...)
	f := auditFilter(q, 1000, 100)
	if err := q.done(); err != nil {
		return err
	}
	entries, next, err := t.some(c.Request().Context(), f)
	if err != nil {
		return err
	}
	lines := make([]json.RawMessage, len(entries))
	for i, e := range entries {
		if lines[i], err = e.Line(); err != nil {
			return err
		}
	}
	out := map[string]any{"entries": lines, "next": nil}
	if next > 0 {
		out["next"] = next
	}
	body, err := json.Marshal(out)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.Blob(http.StatusOK, "application/json", body)
}

func auditParams() []string {
	return []string{"who", "action", "object", "outcome", "from", "until", "after", "limit"}
}

func auditFilter(q *query, most, limit int) audit.Filter {
	const longest = 500
	return audit.Filter{
		Who: q.text("who", longest), Action: q.text("action", longest), Object: q.text("object", longest),
		Outcome: q.oneOf("outcome", "", audit.Done, audit.Refused, audit.Failed),
		From:    q.moment("from", false), Until: q.moment("until", true),
		After: int64(q.integer("after", 0, 1<<53, 0)), Limit: q.integer("limit", 1, most, limit),
	}
}

// moment reads RFC 3339 or a day in Bali, which as the later bound counts whole.
func (q *query) moment(name string, until bool) time.Time {
	t, err := audit.ParseMoment(q.values.Get(name), until)
	if err != nil {
		q.fail(badParam(name, fmt.Sprintf("%q is neither YYYY-MM-DD nor RFC 3339", cut(q.values.Get(name)))))
	}
	return t
}

// some are the entries of a page, and the number behind which the next one
// begins: 0 for none.
func (t *AuditTrail) some(ctx context.Context, f audit.Filter) ([]audit.Entry, int64, error) {
	limit := f.Limit
	f.Limit++
	entries, err := t.source.Audit(ctx, f)
	if err != nil || len(entries) <= limit {
		return entries, 0, err
	}
	return entries[:limit], entries[limit-1].Seq, nil
}

// check is the last verification and its time, made anew when it is too old.
func (t *AuditTrail) check(ctx context.Context, most time.Duration) (audit.Report, time.Time, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if now := t.now(); t.checked.IsZero() || now.Sub(t.checked).Abs() > most {
		report, err := t.source.VerifyTrail(ctx)
		if err != nil {
			return report, now, err
		}
		t.report, t.checked = report, now
	}
	return t.report, t.checked, nil
}
