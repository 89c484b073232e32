package data

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"timpora/risk"
	"timpora/risk/audit"
)

// RunHead is a run without its cells, for lists. Result.Scores and
// Result.Clusters are nil and Result.Plan is empty; their numbers stand beside.
type RunHead struct {
	risk.Run
	Cells    int `json:"cells"`
	Clusters int `json:"clusters"`
}

// SaveRun stores a run whole: head, policy, inputs and result, compressed and
// under a checksum. ErrExists when the id is taken.
func (s *Store) SaveRun(ctx context.Context, r risk.Run) error {
	head := RunHead{Run: r, Cells: len(r.Result.Scores), Clusters: len(r.Result.Clusters)}
	head.Result.Scores, head.Result.Clusters, head.Result.Plan, head.Result.Tallies = nil, nil, risk.Plan{}, nil
	h, err := json.Marshal(head)
	if err != nil {
		return fmt.Errorf("save run %s: %w", r.ID, err)
	}
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("save run %s: %w", r.ID, err)
	}
	blobs, err := packAll(h, r.Policy, r.Inputs, body)
	if err != nil {
		return fmt.Errorf("save run %s: %w", r.ID, err)
	}
	args := append([]any{r.ID, r.At.UnixMicro(), nowMicros()}, blobs...)
	err = s.change(ctx, func(q *txn) error {
		if err := q.exec(`INSERT INTO runs (id, at, saved_at, head, policy, inputs, result)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`, args...); err != nil {
			return err
		}
		return q.done(audit.Score, "run:"+r.ID, map[string]string{
			"version": r.Version, "boundary_set": r.BoundarySet, "policy": r.PolicyDigest, "inputs": r.InputsDigest, "result": r.ResultDigest,
		})
	})
	if err != nil {
		return fmt.Errorf("save run %s: %w", r.ID, err)
	}
	return nil
}

// Run is a stored run, whole.
func (s *Store) Run(ctx context.Context, id string) (risk.Run, error) {
	return s.run(ctx, "run "+id, "WHERE id = $1", id)
}

// LatestRun is the run of the latest time, the one saved last among equals.
func (s *Store) LatestRun(ctx context.Context) (risk.Run, error) {
	return s.run(ctx, "latest run", "ORDER BY at DESC, saved_at DESC, id DESC LIMIT 1")
}

func (s *Store) run(ctx context.Context, what, where string, args ...any) (risk.Run, error) {
	var policy, inputs, result []byte
	err := s.view(ctx, func(q *txn) error {
		return q.one("SELECT policy, inputs, result FROM runs "+where, args, &policy, &inputs, &result)
	})
	if err != nil {
		return risk.Run{}, found(err, what)
	}
	r, err := unpackRun(policy, inputs, result)
	if err != nil {
		return risk.Run{}, fmt.Errorf("%s: %w", what, err)
	}
	return r, nil
}

func unpackRun(policy, inputs, result []byte) (r risk.Run, err error) {
	body, err := unpack(result)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(body, &r); err != nil {
		return r, err
	}
	if r.Policy, err = unpack(policy); err != nil {
		return r, err
	}
	r.Inputs, err = unpack(inputs)
	return r, err
}

// RunHeads are the newest runs without their cells, newest first. It reads a
// few hundred bytes a run.
func (s *Store) RunHeads(ctx context.Context, limit int) ([]RunHead, error) {
	var heads []RunHead
	err := s.view(ctx, func(q *txn) error {
		text := "SELECT head FROM runs ORDER BY at DESC, saved_at DESC, id DESC LIMIT $1"
		return q.each(text, []any{limit}, func(rows *sql.Rows) error {
			h, err := scanHead(rows)
			heads = append(heads, h)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("runs: %w", err)
	}
	return heads, nil
}

func scanHead(rows *sql.Rows) (h RunHead, err error) {
	var stored []byte
	if err := scan(rows, &stored); err != nil {
		return h, err
	}
	raw, err := unpack(stored)
	if err != nil {
		return h, err
	}
	return h, json.Unmarshal(raw, &h)
}

// Runs are the newest runs, whole, newest first. It costs as much as reading
// each; lists want RunHeads.
func (s *Store) Runs(ctx context.Context, limit int) ([]risk.Run, error) {
	heads, err := s.RunHeads(ctx, limit)
	if err != nil {
		return nil, err
	}
	runs := make([]risk.Run, len(heads))
	for i, h := range heads {
		if runs[i], err = s.Run(ctx, h.ID); err != nil {
			return nil, err
		}
	}
	return runs, nil
}
