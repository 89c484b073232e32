package data

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"timpora/risk/audit"
)

// Approval is who orders an erasure and why.
type Approval struct {
	Reason    string   `json:"reason"`
	Approved  []string `json:"approved"` // two different people, or the policy alone
	Automatic bool     `json:"automatic"`
}

// check wants two names that differ in more than case and blanks.
func (a Approval) check() error {
	names := make([]string, len(a.Approved))
	for i, n := range a.Approved {
		names[i] = strings.ToLower(strings.Join(strings.Fields(n), " "))
	}
	if a.Automatic && len(names) == 1 && names[0] != "" {
		return nil
	}
	if strings.TrimSpace(a.Reason) == "" || len(names) != 2 || names[0] == "" || names[1] == "" || names[0] == names[1] {
		return ErrApproval
	}
	return nil
}

// Proof says what an erasure did. It stands in the audit trail, under the
// entry's own hash; Seq and Hash say where.
type Proof struct {
	Rule     string         `json:"rule"` // of the retention policy, or "request"
	Days     int            `json:"days,omitempty"`
	Limit    time.Time      `json:"limit,omitzero"` // what the rule reaches lies up to here
	Policy   string         `json:"policy,omitempty"`
	At       time.Time      `json:"at"`
	Approval Approval       `json:"approval"`
	Counts   map[string]int `json:"counts"` // by kind of object
	Digest   string         `json:"digest"` // SHA-256 over the sorted objects, a line each
	Seq      int64          `json:"seq"`    // of the audit entry
	Hash     string         `json:"hash"`
}

// byRequest is the rule of an erasure that a data subject asked for.
const byRequest = "request"

// Erase takes the personal part out of records for good, on the request of a
// data subject: report:ID, reporter:ID (of a report), residence:ID or person:KEY.
// What is sealed goes with its key, in backups too; the rest is overwritten. What
// was erased before counts as nothing; ErrNotFound names an object that never
// was. All or nothing.
func (s *Store) Erase(ctx context.Context, objects []string, a Approval) (Proof, error) {
	p := Proof{Rule: byRequest, Approval: a}
	if err := a.check(); err != nil {
		return p, err
	}
	err := s.change(ctx, func(q *txn) error {
		all, err := q.expand(objects)
		if err != nil {
			return err
		}
		return q.erase(all, &p)
	})
	if err != nil {
		return Proof{}, fmt.Errorf("erase: %w", err)
	}
	return p, s.Scrub(ctx)
}

// expand replaces persons by their residences and leaves out what was erased.
func (q *txn) expand(objects []string) ([]string, error) {
	var all []string
	for _, o := range objects {
		if key, ok := strings.CutPrefix(o, personObject); ok {
			ids, err := q.texts("SELECT id FROM residences WHERE person_key = $1 AND person_key <> '' ORDER BY id", key)
			if err != nil {
				return nil, err
			}
			if len(ids) == 0 {
				return nil, fmt.Errorf("%s: %w", o, ErrNotFound)
			}
			for _, id := range ids {
				all = append(all, residenceObject+id)
			}
			continue
		}
		all = append(all, o)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	var left []string
	for _, o := range all {
		n, err := q.count("SELECT count(*) FROM tombstones WHERE object = $1", o)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			left = append(left, o)
		}
	}
	return left, nil
}

// texts reads a column of text.
func (q *txn) texts(text string, args ...any) ([]string, error) {
	var all []string
	err := q.each(text, args, func(rows *sql.Rows) error {
		var v string
		err := scan(rows, &v)
		all = append(all, v)
		return err
	})
	return all, err
}

// erase takes the personal part out of objects, leaves a tombstone for each and
// fills in the proof, which it notes.
func (q *txn) erase(objects []string, p *Proof) error {
	p.At, p.Counts = time.UnixMicro(nowMicros()).UTC(), map[string]int{}
	for i, o := range objects {
		if i%chunk == 0 && q.live() != nil {
			return q.live()
		}
		if err := q.eraseOne(o); err != nil {
			return fmt.Errorf("%s: %w", o, err)
		}
		kind, _, _ := strings.Cut(o, ":")
		p.Counts[kind]++
	}
	if err := q.addTombstones(objects, p.At, p.Rule); err != nil {
		return err
	}
	p.Digest = digest(objects)
	return q.prove(p)
}

// digest is the SHA-256 over objects, a line each, in the order of their bytes.
func digest(objects []string) string {
	h := sha256.New()
	for _, o := range slices.SortedFunc(slices.Values(objects), cmp.Compare[string]) {
		h.Write([]byte(o + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// prove notes the proof and tells where.
func (q *txn) prove(p *Proof) error {
	p.Seq, p.Hash = 0, ""
	doc, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if err := q.done(audit.Erase, "rule:"+p.Rule, map[string]string{"proof": string(doc)}); err != nil {
		return err
	}
	return q.one("SELECT seq, hash FROM audit_head WHERE id = 1", nil, &p.Seq, &p.Hash)
}

func (q *txn) eraseOne(object string) error {
	kind, id, _ := strings.Cut(object, ":")
	switch kind + ":" {
	case reporterObject:
		return q.eraseReporter(id)
	case reportObject:
		return q.eraseReport(id)
	case residenceObject:
		return q.eraseResidence(id)
	}
	return fmt.Errorf("%w: want report:ID, reporter:ID, residence:ID or person:KEY", ErrNotFound)
}

func (q *txn) eraseReporter(report string) error {
	n, err := q.affect("DELETE FROM reporters WHERE report = $1", report)
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	return cmp.Or(err, q.dropKey(reporterObject+report))
}

func (q *txn) eraseReport(id string) error {
	if err := reduced(q, reports(), id, reduceReport); err != nil {
		return err
	}
	if err := q.exec("DELETE FROM reporters WHERE report = $1", id); err != nil {
		return err
	}
	return cmp.Or(q.dropKey(reporterObject+id), q.dropKey(reportObject+id))
}

func (q *txn) eraseResidence(id string) error {
	if err := reduced(q, residences(), id, reduceResidence); err != nil {
		return err
	}
	if err := q.exec("DELETE FROM residence_nationality WHERE residence = $1", id); err != nil {
		return err
	}
	return q.dropKey(residenceObject + id)
}

func (q *txn) dropKey(object string) error {
	return q.exec("DELETE FROM record_keys WHERE object = $1", object)
}

// reduced rewrites one record without its personal part.
func reduced[T any](q *txn, t table[T], id string, reduce func(*T)) error {
	list, err := t.all(q, "WHERE id = $1", id)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return ErrNotFound
	}
	reduce(&list[0])
	return t.rewrite(q, list[0])
}
