package signin

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"strings"
	"sync"
	"time"

	"timpora/api/frame"
)

const (
	oncePath = "/masuk/sekali/"
	onceFor  = 10 * time.Minute
	onceMost = 16
)

// onceCodes are the one-time links that were made and not used.
type onceCodes struct {
	mu   sync.Mutex
	held map[string]onceCode // by hash
}

type onceCode struct {
	user  string
	until time.Time
}

func newOnceCodes() *onceCodes { return &onceCodes{held: map[string]onceCode{}} }

// OneTimeLink is a path that signs a user in once, within ten minutes and from this
// machine, without a second factor: for the demo, whose people are made up.
func (s *Service) OneTimeLink(userID string) string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	code := base64.RawURLEncoding.EncodeToString(b)
	s.once.add(hashed(code), onceCode{userID, s.o.Now().Add(onceFor)})
	return oncePath + code
}

func (o *onceCodes) add(hash string, c onceCode) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.held) >= onceMost {
		clear(o.held)
	}
	o.held[hash] = c
}

// take gives the user of a code, which is gone then.
func (o *onceCodes) take(hash string, now time.Time) (user string, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	c, ok := o.held[hash]
	delete(o.held, hash)
	return c.user, ok && now.Before(c.until)
}

// useOnce signs in by a one-time link. It is a GET that changes something, since it
// is what a terminal can show to be opened; a browser that only loads ahead, a HEAD
// and everybody elsewhere get nothing and use nothing up.
func (s *Service) useOnce(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodGet || r.Header.Get("Sec-Purpose") != "" || !s.local(r) {
		return s.onceGone(w, r)
	}
	id, ok := s.once.take(hashed(strings.TrimPrefix(r.URL.Path, oncePath)), s.o.Now())
	if !ok {
		s.noteOften(r, "sign_in_failed", "by", "one_time_link")
		return s.onceGone(w, r)
	}
	u, err := s.o.Store.UserByID(r.Context(), id)
	if err != nil || u.Disabled {
		return s.onceGone(w, r)
	}
	me, err := s.begin(w, r, u, true, done("sign_in", u, "by", "one_time_link"))
	if err != nil {
		return err
	}
	return s.next(w, r, me)
}

func (s *Service) onceGone(w http.ResponseWriter, r *http.Request) error {
	return s.show(w, r, http.StatusNotFound, "gagal.html", frame.Page{Title: "failed-title", Error: "once-gone"})
}
