package tile

import (
	"bytes"
	"container/list"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Key names an encoded tile: a layer or set of layers, the version of its data,
// and the address.
type Key struct {
	Layer, Version string
	Address        Address
}

// Entry is a tile ready to be served in two codings; both are nil when the tile
// is empty. ETag is a strong validator of the content, quotes included.
type Entry struct {
	Gzip []byte
	Zstd []byte
	ETag string
}

func (e Entry) size() int { return len(e.Gzip) + len(e.Zstd) + overhead }

// overhead is what an entry costs beside its bytes, about.
const overhead = 256

// Cache keeps encoded tiles up to a number of bytes, the least recently used
// go first. It may be used from many goroutines; two that want the same
// missing tile at once may both encode it, to the same bytes.
type Cache struct {
	mu    sync.Mutex
	limit int
	size  int
	order *list.List // front: used last
	at    map[Key]*list.Element
	zstd  *zstd.Encoder

	hits, misses uint64
}

// Stats are the figures of a cache: bytes held with the cost of bookkeeping,
// and how often a tile was there or had to be encoded.
type Stats struct {
	Bytes        int
	Hits, Misses uint64
}

type slot struct {
	key   Key
	entry Entry
}

// NewCache returns an empty cache that holds at most limit bytes.
func NewCache(limit int) *Cache {
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)), zstd.WithEncoderCRC(false))
	if err != nil {
		panic(fmt.Sprintf("tile: the options of the encoder: %v", err)) // constants
	}
	return &Cache{limit: limit, order: list.New(), at: map[Key]*list.Element{}, zstd: z}
}

// Get returns the entry of the key, calling encode for the plain bytes when it
// is not there.
func (c *Cache) Get(k Key, encode func() []byte) Entry {
	if e, ok := c.find(k); ok {
		return e
	}
	e := c.newEntry(encode())
	c.put(k, e)
	return e
}

// Drop forgets every entry of a layer whose version is another.
func (c *Cache) Drop(layer, version string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for k, el := range c.at {
		if k.Layer == layer && k.Version != version {
			c.remove(el)
		}
	}
}

// Stats are the figures of now.
func (c *Cache) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Stats{Bytes: c.size, Hits: c.hits, Misses: c.misses}
}

func (c *Cache) find(k Key) (Entry, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.at[k]
	if !ok {
		c.misses++
		return Entry{}, false
	}
	c.hits++
	c.order.MoveToFront(el)
	return el.Value.(slot).entry, true
}

func (c *Cache) put(k Key, e Entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.at[k]; ok || e.size() > c.limit {
		return
	}
	c.at[k] = c.order.PushFront(slot{k, e})
	c.size += e.size()
	for c.size > c.limit {
		c.remove(c.order.Back())
	}
}

func (c *Cache) remove(el *list.Element) {
	s := c.order.Remove(el).(slot)
	delete(c.at, s.key)
	c.size -= s.entry.size()
}

func (c *Cache) newEntry(plain []byte) Entry {
	sum := sha256.Sum256(plain)
	e := Entry{ETag: `"` + hex.EncodeToString(sum[:12]) + `"`}
	if len(plain) == 0 {
		return e
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(plain) // a buffer takes everything
	_ = w.Close()
	e.Gzip, e.Zstd = b.Bytes(), c.zstd.EncodeAll(plain, nil)
	return e
}
