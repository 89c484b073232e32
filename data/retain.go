package data

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"timpora/risk/retention"
)

// lastState is the state of each report as of $2, with the time since when.
// States without a time of recording count from the report's own times.
const lastState = ` FROM reports r JOIN report_states s ON s.report = r.id AND s.recorded_at <= $2
	WHERE NOT EXISTS (SELECT 1 FROM report_states n WHERE n.report = s.report AND n.recorded_at <= $2
		AND (n.recorded_at > s.recorded_at OR n.recorded_at = s.recorded_at AND n.id > s.id))`

const closedAt = "COALESCE(CASE WHEN s.recorded_at > 0 THEN s.recorded_at END, r.recorded_at, r.occurred_at)"

// dueObjects are the queries of what a rule reaches: $1 is its limit, $2 is now.
// Records of no known time are never due. What has a tombstone is not due again.
func dueObjects() map[string]string {
	living := func(object string) string {
		return " AND NOT EXISTS (SELECT 1 FROM tombstones t WHERE t.object = " + object + ")"
	}
	return map[string]string{
		retention.Unverified: "SELECT 'report:' || r.id" + lastState +
			" AND s.state = 'DUGAAN' AND COALESCE(r.recorded_at, r.occurred_at) <= $1" + living("'report:' || r.id"),
		retention.Reporter: "SELECT 'reporter:' || r.id" + lastState + " AND s.state <> 'DUGAAN' AND " + closedAt + " <= $1" +
			" AND EXISTS (SELECT 1 FROM reporters p WHERE p.report = r.id)" + living("'reporter:' || r.id"),
		retention.Closed: "SELECT 'report:' || r.id" + lastState + " AND s.state <> 'DUGAAN' AND " + closedAt + " <= $1" + living("'report:' || r.id"),
		retention.Residences: "SELECT 'residence:' || r.id FROM residences r WHERE COALESCE(r.until_at, r.permit_until, r.recorded_at, r.from_at) <= $1 AND CAST($2 AS BIGINT) IS NOT NULL" +
			living("'residence:' || r.id"),
	}
}

// Due is what a rule of the retention policy reaches.
type Due struct {
	retention.Rule
	Limit   time.Time `json:"limit"`
	Count   int       `json:"count"`
	Digest  string    `json:"digest"`            // SHA-256 over the sorted objects
	Objects []string  `json:"objects,omitempty"` // kind:id, sorted; none for the audit trail
}

// Due is what each rule of a policy reaches at now; nothing is changed. Where a
// report is reached by two rules, both name it. Cost: a read of every report and
// residence in the database, without their contents.
func (s *Store) Due(ctx context.Context, p retention.Policy, now time.Time) ([]Due, error) {
	var all []Due
	err := s.view(ctx, func(q *txn) error {
		all = nil
		for _, r := range p.Rules() {
			d := Due{Rule: r, Limit: r.Limit(now)}
			var err error
			if r.Name == retention.Audit {
				d.Count, err = q.dueEntries(d.Limit)
			} else {
				d.Objects, err = q.due(r, now, -1)
				d.Count = len(d.Objects)
			}
			if err != nil {
				return fmt.Errorf("rule %s: %w", r.Name, err)
			}
			d.Digest = digest(d.Objects)
			all = append(all, d)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("retention: %w", err)
	}
	return all, nil
}

// due are the objects that a rule reaches, at most so many, all when most is
// negative.
func (q *txn) due(r retention.Rule, now time.Time, most int) ([]string, error) {
	text := dueObjects()[r.Name] + " ORDER BY 1"
	if most >= 0 {
		text += " LIMIT " + strconv.Itoa(most)
	}
	return q.texts(text, r.Limit(now).UnixMicro(), now.UnixMicro())
}

// ApplyRetention erases what the policy reaches at now, some hundred objects in
// a transaction, each with its own proof, and returns the proofs. When it is
// interrupted, the rest is still due. Unless the policy is automatic, two
// different people approve.
func (s *Store) ApplyRetention(ctx context.Context, p retention.Policy, now time.Time, a Approval) ([]Proof, error) {
	a.Automatic = a.Automatic && p.Automatic
	if err := a.check(); err != nil {
		return nil, err
	}
	var all []Proof
	for _, r := range p.Rules() {
		for more := true; more; {
			var proof Proof
			err := s.change(ctx, func(q *txn) (err error) {
				proof = Proof{Rule: r.Name, Days: r.Days, Limit: r.Limit(now), Policy: p.Digest, Approval: a}
				more, err = q.apply(r, now, &proof)
				return err
			})
			if err != nil {
				return all, fmt.Errorf("retention %s: %w", r.Name, err)
			}
			if more {
				all = append(all, proof)
			}
			more = more && r.Name != retention.Audit // goes at once, and its proof is an entry too
		}
	}
	return all, s.Scrub(ctx)
}

// apply erases one part of what a rule reaches; false when there is nothing.
func (q *txn) apply(r retention.Rule, now time.Time, p *Proof) (bool, error) {
	if r.Name == retention.Audit {
		return q.eraseEntries(r.Limit(now), p)
	}
	objects, err := q.due(r, now, batchRows)
	if err != nil || len(objects) == 0 {
		return false, err
	}
	return true, q.erase(objects, p)
}

// dueEntries counts the oldest entries of the audit trail up to a limit. Only
// whole beginnings of the chain can go.
func (q *txn) dueEntries(limit time.Time) (int, error) {
	return q.count("SELECT count(*) FROM audit WHERE seq < (SELECT COALESCE(min(seq), 1 + (SELECT seq FROM audit_head WHERE id = 1)) FROM audit WHERE at > $1)",
		limit.UnixMicro())
}

// eraseEntries cuts the beginning off the audit trail, and proves it.
func (q *txn) eraseEntries(limit time.Time, p *Proof) (bool, error) {
	n, err := q.pruneAudit(limit.UTC().Truncate(time.Microsecond).Add(time.Microsecond))
	if err != nil || n == 0 {
		return false, err
	}
	from, err := q.auditAnchor()
	if err != nil {
		return false, err
	}
	p.At, p.Counts = time.UnixMicro(nowMicros()).UTC(), map[string]int{"audit": n}
	p.Digest = digest([]string{"audit:" + strconv.FormatInt(from.Seq, 10)}) // the last that went
	return true, q.prove(p)
}
