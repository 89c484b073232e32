package limit

import (
	"container/list"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// table holds the buckets of one budget.
type table struct {
	budget Budget
	most   int
	fills  time.Duration // how long an empty bucket takes to be full

	mu     sync.Mutex
	at     map[string]*list.Element
	idle   list.List     // of *bucket, seen last in front
	shared *rate.Limiter // of clients for whom there is no room
}

// bucket is what a client has left, and when it last asked.
type bucket struct {
	client string
	seen   time.Time
	tokens *rate.Limiter
}

func newTable(b Budget, most int) *table {
	return &table{
		budget: b, most: most, fills: time.Duration(float64(b.Burst) / b.PerSecond * float64(time.Second)),
		at: map[string]*list.Element{}, shared: b.full(),
	}
}

// full is a bucket that nobody took from.
func (b Budget) full() *rate.Limiter { return rate.NewLimiter(rate.Limit(b.PerSecond), b.Burst) }

// take takes a token of a client, or tells how long until there is one.
func (t *table) take(client string, now time.Time) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	tokens := t.tokens(client, now)
	if tokens.AllowN(now, 1) {
		return 0
	}
	missing := 1 - tokens.TokensAt(now)
	return max(1, time.Duration(missing/t.budget.PerSecond*float64(time.Second)))
}

// tokens finds the bucket of a client, or makes one where there is room. Each call
// forgets up to two idle clients, so that they go sooner than others come.
func (t *table) tokens(client string, now time.Time) *rate.Limiter {
	if t.drop(now) {
		t.drop(now)
	}
	if e, ok := t.at[client]; ok {
		t.idle.MoveToFront(e)
		b := e.Value.(*bucket)
		b.seen = now
		return b.tokens
	}
	if len(t.at) >= t.most {
		return t.shared
	}
	b := &bucket{client, now, t.budget.full()}
	t.at[client] = t.idle.PushFront(b)
	return b.tokens
}

// drop forgets the client that has been idle longest, if its bucket must be full
// again: it would be given the same one.
func (t *table) drop(now time.Time) bool {
	last := t.idle.Back()
	if last == nil || now.Sub(last.Value.(*bucket).seen) < t.fills {
		return false
	}
	delete(t.at, last.Value.(*bucket).client)
	t.idle.Remove(last)
	return true
}

func (t *table) size() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.at)
}
