package signin

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"sync"
	"time"

	"timpora/risk/access"
)

const (
	window     = 15 * time.Minute
	firstDelay = 30 * time.Second // after the last free failure; doubles with each more
	mostTries  = 20000            // budgets in memory
)

// budget names what failures are counted for.
type budget struct {
	kind    string // pair, network, account or device
	account string // "" for a network's
	from    string // network or device
}

// free is how many failures in a quarter of an hour cost nothing.
func (b budget) free() int {
	switch b.kind {
	case "network":
		return 100
	case "account":
		return 50
	}
	return 10
}

type failures struct {
	count int
	since time.Time
	until time.Time // no try before
}

// throttle counts failures in bounded memory. A try counts as a failure until it is
// forgiven, so that many at once do not slip through.
type throttle struct {
	mu   sync.Mutex
	most int
	held map[budget]*failures
}

func newThrottle(most int) *throttle { return &throttle{most: most, held: map[budget]*failures{}} }

// try counts one try for all budgets, or says how long to wait where one of them is
// used up; then nothing is counted.
func (t *throttle) try(now time.Time, all ...budget) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, b := range all {
		if f := t.held[b]; f != nil && now.Before(f.until) {
			wait = max(wait, f.until.Sub(now))
		}
	}
	if wait > 0 {
		return wait
	}
	for _, b := range all {
		t.at(b, now).fail(b.free(), now)
	}
	return 0
}

func (f *failures) fail(free int, now time.Time) {
	f.count++
	if over := f.count - free; over >= 0 {
		f.until = now.Add(min(firstDelay<<min(over, 10), window))
	}
}

// at is the count of a budget; each quiet window halves it.
func (t *throttle) at(b budget, now time.Time) *failures {
	f := t.held[b]
	if f == nil {
		t.makeRoom()
		f = &failures{since: now}
		t.held[b] = f
	}
	for f.count > 0 && now.Sub(f.since) >= window {
		f.count /= 2
		f.since = f.since.Add(window)
	}
	if f.count == 0 {
		f.since = now
	}
	return f
}

// makeRoom drops the smallest count of some that chance picks: who wants another
// budget gone has to fail more often than it.
func (t *throttle) makeRoom() {
	if len(t.held) < t.most {
		return
	}
	var smallest budget
	least, seen := -1, 0
	for b, f := range t.held { // begins anywhere
		if least < 0 || f.count < least {
			smallest, least = b, f.count
		}
		if seen++; seen == 16 {
			break
		}
	}
	delete(t.held, smallest)
}

// forgive takes a try back that succeeded; what only concerned the account begins
// anew.
func (t *throttle) forgive(all ...budget) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, b := range all {
		f := t.held[b]
		switch {
		case f == nil:
		case b.kind == "network" || b.kind == "account":
			f.count, f.until = max(f.count-1, 0), time.Time{}
		default:
			delete(t.held, b)
		}
	}
}

// budgets are those of a try for an account (a user's name, or another name of
// what is guessed): that of the device where its owner signed in before, otherwise
// those that strangers share.
func (s *Service) budgets(r *http.Request, account, user string) []budget {
	if device := s.device(r, user); device != "" {
		return []budget{{"device", account, device}}
	}
	network := s.Network(r)
	return []budget{{"pair", account, network}, {"network", "", network}, {"account", account, ""}}
}

const deviceFor = 180 * 24 * time.Hour

// device is the id of a browser in which the user signed in before, "" for none.
func (s *Service) device(r *http.Request, user string) string {
	id, sum, ok := strings.Cut(s.cookie(r, deviceCookie), ".")
	if !ok || user == "" || !hmac.Equal([]byte(sum), []byte(s.deviceSum(id, user))) {
		return ""
	}
	return id
}

// knowDevice lets the browser be known as one of the user's.
func (s *Service) knowDevice(w http.ResponseWriter, r *http.Request, u access.User) {
	if s.device(r, u.Name) != "" {
		return
	}
	id, _ := newSecret()
	s.setCookie(w, r, deviceCookie, id+"."+s.deviceSum(id, u.Name), int(deviceFor.Seconds()))
}

func (s *Service) deviceSum(id, user string) string {
	return signed(s.devices, id+" "+user)
}

func signed(key []byte, text string) string {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}
