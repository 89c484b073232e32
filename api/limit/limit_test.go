package limit_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"timpora/api/limit"
)

// clock stands until a test moves it.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func (c *clock) step(d time.Duration) { c.t = c.t.Add(d) }

func newClock() *clock { return &clock{time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)} }

func limiter(now func() time.Time, clients int) *limit.Limiter {
	return limit.New(limit.Options{
		Client: limit.Network, IsCostly: func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/export/") },
		Cheap: limit.Budget{PerSecond: 2, Burst: 4}, Costly: limit.Budget{PerSecond: 0.25, Burst: 2}, Clients: clients, Now: now,
	})
}

// ask sends a request from an address and gives what came back.
func ask(h http.Handler, from, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.RemoteAddr = from
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// allowed is how many of n requests pass.
func allowed(h http.Handler, from, path string, n int) int {
	passed := 0
	for range n {
		if ask(h, from, path).Code == http.StatusNoContent {
			passed++
		}
	}
	return passed
}

func fine(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }

func TestBudgetsOfAClient(t *testing.T) {
	c := newClock()
	h := limiter(c.now, 100).Wrap(http.HandlerFunc(fine))
	const one, other = "203.0.113.7:1000", "203.0.113.8:1000"
	for _, s := range []struct {
		name, from, path string
		after            time.Duration
		asked, want      int
	}{
		{"at once", one, "/", 0, 9, 4}, {"another port is the same client", "203.0.113.7:2000", "/", 0, 3, 0},
		{"costly has its own", one, "/export/desa.csv", 0, 5, 2}, {"another client has its own", other, "/", 0, 9, 4},
		{"half a second gives one", one, "/", 500 * time.Millisecond, 5, 1}, {"a second gives two", one, "/", time.Second, 5, 2},
		{"no time gives none", one, "/", 0, 5, 0}, {"rest fills no more than the burst", one, "/", time.Hour, 9, 4},
		{"costly too", one, "/export/desa.csv", 0, 9, 2}, {"four seconds give one costly", one, "/export/desa.csv", 4 * time.Second, 9, 1},
		{"a clock set back gives none", one, "/export/desa.csv", -time.Hour, 9, 0},
	} {
		c.step(s.after)
		if got := allowed(h, s.from, s.path, s.asked); got != s.want {
			t.Errorf("%s: %d of %d passed, want %d", s.name, got, s.asked, s.want)
		}
	}
}

func TestRefusal(t *testing.T) {
	c := newClock()
	h := limiter(c.now, 100).Wrap(http.HandlerFunc(fine))
	allowed(h, "203.0.113.7:1", "/export/a", 2)
	c.step(100 * time.Millisecond)
	w := ask(h, "203.0.113.7:1", "/export/a")
	var p struct {
		Status int
		Code   string
	}
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != 429 || p.Status != 429 || p.Code != "too_many_requests" ||
		w.Header().Get("Content-Type") != "application/problem+json" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	seconds, err := strconv.Atoi(w.Header().Get("Retry-After"))
	if err != nil || seconds != 4 { // 3.9 s are left of four
		t.Errorf("Retry-After %q", w.Header().Get("Retry-After"))
	}
	c.step(time.Duration(seconds-1) * time.Second)
	if w := ask(h, "203.0.113.7:1", "/export/a"); w.Header().Get("Retry-After") != "1" {
		t.Errorf("a second early: %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
	c.step(time.Second)
	if got := allowed(h, "203.0.113.7:1", "/export/a", 2); got != 1 {
		t.Errorf("after Retry-After %d pass, want 1", got)
	}
}

func TestNetwork(t *testing.T) {
	for from, want := range map[string]string{
		"203.0.113.7:1": "203.0.113.7", "[::ffff:203.0.113.7]:1": "203.0.113.7", "[2001:db8:1:2:3:4:5:6]:1": "2001:db8:1:2::",
		"[2001:db8:1:2:ffff::1]:9": "2001:db8:1:2::", "[2001:db8:1:3::1]:9": "2001:db8:1:3::", "[fe80::1%eth0]:1": "fe80::", "[::1]:1": "::", "@": "@", "": "",
	} {
		if got := limit.Network(&http.Request{RemoteAddr: from}); got != want {
			t.Errorf("%s: %s, want %s", from, got, want)
		}
	}
}

func TestPerSecond(t *testing.T) {
	for rate, want := range map[float64][2]limit.Budget{
		100: {{PerSecond: 100, Burst: 1000}, {PerSecond: 10, Burst: 100}}, 0.5: {{PerSecond: 0.5, Burst: 5}, {PerSecond: 0.05, Burst: 1}},
	} {
		if cheap, costly := limit.PerSecond(rate); [2]limit.Budget{cheap, costly} != want {
			t.Errorf("%v: %+v %+v", rate, cheap, costly)
		}
	}
}

// A client beyond its budget stays there while thousands of others come, memory
// does not grow, and the others share one budget once there is no room.
func TestManyAddresses(t *testing.T) {
	c := newClock()
	l := limiter(c.now, 10)
	h := l.Wrap(http.HandlerFunc(fine))
	const victim = "203.0.113.7:1"
	if got := allowed(h, victim, "/", 9); got != 4 {
		t.Fatal(got)
	}
	passed := 0
	for i := range 5000 {
		passed += allowed(h, fmt.Sprintf("[2001:db8:%x:%x::1]:1", i>>8, i&255), "/", 1)
	}
	if passed != 9+4 { // nine that found room, and one bucket for the rest
		t.Errorf("%d of the others passed, want 13", passed)
	}
	if l.Clients() != 10 {
		t.Errorf("%d clients are remembered, want 10", l.Clients())
	}
	if got := allowed(h, victim, "/", 5); got != 0 {
		t.Errorf("the client has %d more after others came", got)
	}
	c.step(1500 * time.Millisecond) // a bucket is full again after two seconds
	allowed(h, "198.51.100.1:1", "/", 100)
	if got := allowed(h, victim, "/", 5); got != 3 {
		t.Errorf("after 1.5 s the client has %d, want 3", got)
	}
	c.step(2 * time.Second)
	if got := allowed(h, "198.51.100.2:1", "/", 9); got != 4 {
		t.Errorf("a newcomer has %d once others are idle, want 4", got)
	}
	if got := allowed(h, victim, "/", 9); got != 4 || l.Clients() != 2 {
		t.Errorf("the client has %d, %d are remembered", got, l.Clients())
	}
}

// Whatever is asked in whatever order, a client that found room never gets more
// than its burst and its rate.
func TestNobodyGetsMoreThanTheBudget(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newClock()
		start := c.t
		room := rapid.IntRange(1, 12).Draw(t, "room")
		h := limiter(c.now, room).Wrap(http.HandlerFunc(fine))
		passed := map[int]int{}
		for range rapid.IntRange(1, 200).Draw(t, "requests") {
			c.step(time.Duration(rapid.IntRange(0, 700).Draw(t, "ms")) * time.Millisecond)
			who := rapid.IntRange(0, 8).Draw(t, "who")
			passed[who] += allowed(h, fmt.Sprintf("203.0.113.%d:1", who), "/", 1)
			most := 2*c.t.Sub(start).Seconds() + 4 + 1e-6
			if float64(passed[who]) > 2*most { // its own bucket and the shared one
				t.Fatalf("client %d got %d, more than %v", who, passed[who], 2*most)
			}
			if room >= 9 && float64(passed[who]) > most {
				t.Fatalf("client %d got %d, more than %v", who, passed[who], most)
			}
		}
	})
}

func TestFromManyGoroutines(t *testing.T) {
	l := limiter(newClock().now, 8)
	h := l.Wrap(http.HandlerFunc(fine))
	var passed atomic.Int64
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 500 {
				passed.Add(int64(allowed(h, fmt.Sprintf("203.0.113.%d:1", (i+j)%16), []string{"/", "/export/a"}[j%2], 1)))
			}
		})
	}
	all.Wait()
	if got := passed.Load(); got != 9*4+9*2 || l.Clients() != 16 { // eight buckets and the shared one of each budget
		t.Errorf("%d passed, %d clients are remembered", got, l.Clients())
	}
}

func BenchmarkRequest(b *testing.B) {
	for _, clients := range []int{1, 1 << 10, 1 << 14} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			h := limit.New(limit.Options{
				Client: limit.Network, IsCostly: func(*http.Request) bool { return false }, Now: time.Now,
				Cheap: limit.Budget{PerSecond: 1e9, Burst: 1 << 30}, Costly: limit.Budget{PerSecond: 1, Burst: 1}, Clients: 1 << 14,
			}).Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
			requests := make([]*http.Request, clients)
			for i := range requests {
				requests[i] = httptest.NewRequest(http.MethodGet, "/", nil)
				requests[i].RemoteAddr = fmt.Sprintf("10.%d.%d.%d:1", i>>16, i>>8&255, i&255)
			}
			w := httptest.NewRecorder()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				h.ServeHTTP(w, requests[i%clients])
			}
		})
	}
}
