package ogc

import (
	"sync"
	"time"

	"timpora/api/answer"
)

// What the cache keeps: bodies that are compressed, which costs more than making
// them, for a short while, since pages carry the time at which they were made.
const (
	cacheBytes = 96 << 20
	cacheFrom  = 1 << 10
	cacheFor   = time.Minute
)

// cache keeps answers. When it is full it begins anew: what is asked often
// is back at once.
type cache struct {
	mu    sync.Mutex
	limit int
	size  int
	at    map[string]kept
}

type kept struct {
	body *answer.Body
	head pageHead
	made time.Time
	cat  *Catalog
	size int
}

func newCache(limit int) *cache { return &cache{limit: limit, at: map[string]kept{}} }

// get gives the body of a key if it shows the catalog and is fresh.
func (c *cache) get(key string, cat *Catalog, now time.Time) (*answer.Body, pageHead) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.at[key]
	if age := now.Sub(k.made); !ok || k.cat != cat || age < 0 || age > cacheFor {
		return nil, pageHead{}
	}
	return k.body, k.head
}

// put keeps a body with room for one compressed form.
func (c *cache) put(key string, cat *Catalog, now time.Time, b *answer.Body, head pageHead) {
	size := b.Size() * 3 / 2
	if size < cacheFrom || size > c.limit {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.size += size - c.at[key].size
	if c.size > c.limit {
		c.at, c.size = map[string]kept{}, size
	}
	c.at[key] = kept{b, head, now, cat, size}
}
