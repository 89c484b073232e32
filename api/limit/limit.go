// Package limit keeps one client from taking the whole service: each has a token
// bucket for cheap requests and one for costly ones, and what goes beyond them is
// answered 429 with Retry-After. A client is forgotten once it has been idle until
// its bucket is full, which gives it nothing and keeps no list of who came. No more
// than a fixed number are remembered; while that many are busy, newcomers share one
// bucket. Many addresses therefore neither take memory nor give anybody a new
// budget; what they can do is to crowd out newcomers.
package limit

import (
	"fmt"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"timpora/api/answer"
)

// Budget is what a client may ask for: so many requests a second, and so many at
// once after a rest.
type Budget struct {
	PerSecond float64
	Burst     int
}

// PerSecond are the budgets of a rate: ten seconds' worth at once, a tenth of the
// rate for what is costly. The rate is above 0.
func PerSecond(rate float64) (cheap, costly Budget) {
	of := func(r float64) Budget { return Budget{r, max(1, int(math.Ceil(10*r)))} }
	return of(rate), of(rate / 10)
}

// Options say who is limited to what. Clients is how many are remembered for each
// budget.
type Options struct {
	Client        func(*http.Request) string // names the client of a request; Network is one way
	IsCostly      func(*http.Request) bool
	Cheap, Costly Budget
	Clients       int
	Now           func() time.Time
}

// Limiter counts what clients ask for. It may be used from many goroutines.
type Limiter struct {
	o             Options
	cheap, costly *table
}

// New makes a limiter that has seen nobody.
func New(o Options) *Limiter {
	return &Limiter{o: o, cheap: newTable(o.Cheap, o.Clients), costly: newTable(o.Costly, o.Clients)}
}

// Wrap hands on the requests that are within the budget of their client.
func (l *Limiter) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t := l.cheap
		if l.o.IsCostly(r) {
			t = l.costly
		}
		wait := t.take(l.o.Client(r), l.o.Now())
		if wait == 0 {
			next.ServeHTTP(w, r)
			return
		}
		seconds := int64(math.Ceil(wait.Seconds()))
		w.Header().Set("Retry-After", strconv.FormatInt(seconds, 10))
		answer.NewProblem(http.StatusTooManyRequests, "too_many_requests", fmt.Sprintf("try again in %d s", seconds)).Write(w, r)
	})
}

// Clients is how many clients are remembered now, at most twice those of Options.
func (l *Limiter) Clients() int { return l.cheap.size() + l.costly.size() }

// network is the part of an IPv6 address that one subscriber has.
const network = 64

// Network names the client by the address of its connection: IPv4 whole, IPv6 by
// its network of 64 bits.
func Network(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil { // a socket of the system: one client
		return r.RemoteAddr
	}
	addr := at.Addr().Unmap().WithZone("")
	if addr.Is4() {
		return addr.String()
	}
	prefix, err := addr.Prefix(network)
	if err != nil {
		return addr.String()
	}
	return prefix.Addr().String()
}
