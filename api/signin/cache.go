package signin

import (
	"sync"
	"time"

	"timpora/risk/access"
)

const (
	mostKnown = 10000       // credentials in memory
	knownFor  = time.Second // a revocation by another process holds within this time
)

// known is what was found out about a credential that holds.
type known struct {
	at      time.Time
	subject access.Subject // by header or session
	path    access.Subject // in an address
	stage   stage
	session access.Session
	token   access.Token
}

// cache keeps what is known, bounded in number and time. Forget empties it: what a
// reader found before is not kept after.
type cache struct {
	mu    sync.RWMutex
	most  int
	round int
	held  map[string]*known // by id of the credential
}

func newCache(most int) *cache { return &cache{most: most, held: map[string]*known{}} }

// find gives what is known by now, and the round in which a reader begins who has
// to look it up.
func (c *cache) find(id string, now time.Time) (*known, int) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	k := c.held[id]
	if k != nil && (now.Sub(k.at) >= knownFor || now.Before(k.at)) {
		k = nil
	}
	return k, c.round
}

// keep holds what a reader found who began in a round.
func (c *cache) keep(id string, k *known, round int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if round != c.round {
		return
	}
	if len(c.held) >= c.most {
		for id, old := range c.held {
			if k.at.Sub(old.at) >= knownFor {
				delete(c.held, id)
			}
		}
	}
	if len(c.held) < c.most {
		c.held[id] = k
	}
}

func (c *cache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.round++
	clear(c.held)
}

// Forget makes what another part of this process revoked hold at once: an ended
// session, a revoked token, a changed user.
func (s *Service) Forget() { s.cache.forget() }
