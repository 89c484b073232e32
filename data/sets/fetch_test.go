package sets_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"timpora/data/sets"
)

// counting answers and counts.
func counting(t *testing.T, h http.HandlerFunc) (*httptest.Server, *atomic.Int32) {
	t.Helper()
	asked := new(atomic.Int32)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked.Add(1); h(w, r) }))
	t.Cleanup(s.Close)
	return s, asked
}

// A mirror may send its reader along its own paths, and to nobody else.
func TestFetchFollowsNoRedirectToAnotherHost(t *testing.T) {
	other, otherAsked := counting(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) })
	mirror, asked := counting(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+r.URL.Path, http.StatusFound)
	})
	_, err := sets.Fetch(t.Context(), mirror.URL, func(int, int) {})
	if !errors.Is(err, sets.ErrAddress) || !errors.Is(err, sets.ErrFetch) || asked.Load() != 1 || otherAsked.Load() != 0 {
		t.Errorf("%v; the mirror was asked %d times, the other %d", err, asked.Load(), otherAsked.Load())
	}
	own, ownAsked := counting(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/new/") {
			_, _ = w.Write([]byte("not what the lock says"))
			return
		}
		http.Redirect(w, r, "/new"+r.URL.Path, http.StatusFound)
	})
	if _, err := sets.Fetch(t.Context(), own.URL, func(int, int) {}); errors.Is(err, sets.ErrAddress) || err == nil || ownAsked.Load() != 2 {
		t.Errorf("along its own paths: %v after %d requests, want a wrong hash after 2", err, ownAsked.Load())
	}
	circle, circled := counting(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) })
	if _, err := sets.Fetch(t.Context(), circle.URL, func(int, int) {}); err == nil || circled.Load() > 5 {
		t.Errorf("in a circle: %v after %d requests", err, circled.Load())
	}
}

// The address counts, not the name, and it is looked at before anything is sent.
func TestFetchConnectsToNoAddressInside(t *testing.T) {
	inside, asked := counting(t, func(http.ResponseWriter, *http.Request) {})
	public, office := sets.Client(false), sets.Client(true)
	public.Timeout, office.Timeout = 10*time.Second, 10*time.Second
	get := func(c *http.Client, url string) error {
		res, err := c.Get(url)
		if err == nil {
			_ = res.Body.Close()
		}
		return err
	}
	port := inside.URL[strings.LastIndex(inside.URL, ":"):]
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "10.1.2.3", "192.168.0.1", "[fd00::1]", "169.254.169.254", "0.0.0.0", "[fe80::1]"} {
		if err := get(public, "http://"+host+port); !errors.Is(err, sets.ErrAddress) {
			t.Errorf("%s: %v", host, err)
		}
	}
	if asked.Load() != 0 {
		t.Errorf("asked %d times", asked.Load())
	}
	for _, host := range []string{"169.254.169.254", "0.0.0.0", "[fe80::1]", "224.0.0.1"} {
		if err := get(office, "http://"+host+port); !errors.Is(err, sets.ErrAddress) {
			t.Errorf("a mirror at %s: %v", host, err)
		}
	}
	if err := get(office, inside.URL); err != nil || asked.Load() != 1 {
		t.Errorf("a mirror inside: %v", err)
	}
}
