package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// groupMost bounds how many writes share a commit, and so how long the first
// of them waits.
const groupMost = 512

// group is the one writer of a SQLite database. Writes that arrive while a
// commit is on its way to the disk share the next one. Each runs under its own
// savepoint, so that a failing write undoes itself only. Nobody is told of
// success before the commit has returned.
type group struct {
	db    *sql.DB
	d     dialect
	ring  *Keyring
	jobs  chan *job
	quit  chan struct{}
	ended chan struct{}
	once  sync.Once
}

type job struct {
	ask  context.Context
	f    func(*txn) error
	done chan error
}

// errLost reports a savepoint that went away: SQLite rolled the whole
// transaction back, as it does when the disk is full.
var errLost = errors.New("transaction rolled back by the engine")

func newGroup(db *sql.DB, d dialect, ring *Keyring) *group {
	g := &group{db: db, d: d, ring: ring, jobs: make(chan *job), quit: make(chan struct{}), ended: make(chan struct{})}
	go g.loop()
	return g
}

func (g *group) close() {
	g.once.Do(func() { close(g.quit) })
	<-g.ended
}

// do hands a write over and waits for its commit. Once handed over it is not
// abandoned: the caller always learns the outcome.
func (g *group) do(ctx context.Context, f func(*txn) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := &job{ask: ctx, f: f, done: make(chan error, 1)}
	select {
	case g.jobs <- j:
		return <-j.done
	case <-ctx.Done():
		return ctx.Err()
	case <-g.quit:
		return ErrClosed
	}
}

func (g *group) loop() {
	defer close(g.ended)
	for {
		select {
		case j := <-g.jobs:
			g.commit(g.collect(j))
		case <-g.quit:
			return
		}
	}
}

// collect adds the writes that wait already.
func (g *group) collect(first *job) []*job {
	jobs := []*job{first}
	for len(jobs) < groupMost {
		select {
		case j := <-g.jobs:
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// commit writes the jobs in one transaction. When the engine dropped the
// transaction, each job is tried alone, so that one does not fail for another.
func (g *group) commit(jobs []*job) {
	outcome, err := g.transact(jobs)
	if errors.Is(err, errLost) && len(jobs) > 1 {
		for _, j := range jobs {
			g.commit([]*job{j})
		}
		return
	}
	for i, j := range jobs {
		if err != nil {
			j.done <- err
		} else {
			j.done <- outcome[i]
		}
	}
}

func (g *group) transact(jobs []*job) ([]error, error) {
	ctx := context.Background() // a cancelled statement would undo the whole group
	tx, err := g.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() //nolint:errcheck // nothing to undo after a commit
	outcome := make([]error, len(jobs))
	for i, j := range jobs {
		q := &txn{tx: tx, ctx: ctx, ask: j.ask, d: g.d, ring: g.ring}
		if outcome[i], err = q.nested(j.f); err != nil {
			return nil, err
		}
	}
	return outcome, tx.Commit()
}

// nested runs f under a savepoint. The first error is f's own; the second
// means that the transaction around it is gone.
func (q *txn) nested(f func(*txn) error) (failed, lost error) {
	if err := q.exec("SAVEPOINT member"); err != nil {
		return nil, fmt.Errorf("%w: %w", errLost, err)
	}
	failed = q.guarded(f)
	if failed != nil {
		if err := q.exec("ROLLBACK TO member"); err != nil {
			return nil, fmt.Errorf("%w: %w", errLost, failed)
		}
	}
	if err := q.exec("RELEASE member"); err != nil {
		return nil, fmt.Errorf("%w: %w", errLost, err)
	}
	return failed, nil
}

// guarded keeps a panic in one write from ending the writer of all.
func (q *txn) guarded(f func(*txn) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("write panicked: %v", p)
		}
	}()
	if err := q.live(); err != nil {
		return err
	}
	return f(q)
}
