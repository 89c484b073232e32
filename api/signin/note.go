package signin

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"timpora/risk/access"
	"timpora/risk/audit"
)

// as gives the context of a request in which a user acts; the zero user is nobody.
func (s *Service) as(r *http.Request, u access.User) context.Context {
	a := audit.Actor{ID: u.ID, Name: u.Name, Network: s.Network(r)}
	if u.ID != "" {
		a.Via = string(access.BySession)
	}
	return audit.With(r.Context(), a)
}

// done is an event about a user that succeeded; the rest are names and values of
// its detail in turn.
func done(action string, u access.User, detail ...string) audit.Event {
	return event(action, u, audit.Done, detail)
}

// signInEvent is the event of a sign-in that one factor completes, or that it begins.
func signInEvent(u access.User, full bool, by string) audit.Event {
	if full {
		return done("sign_in", u, "by", by)
	}
	return done("sign_in_begun", u, "by", by)
}

func event(action string, u access.User, outcome string, detail []string) audit.Event {
	e := audit.Event{Action: action, Outcome: outcome}
	if u.ID != "" {
		e.Object = "user:" + u.ID
	}
	for i := 0; i+1 < len(detail); i += 2 {
		if e.Detail == nil {
			e.Detail = map[string]string{}
		}
		e.Detail[detail[i]] = detail[i+1]
	}
	return e
}

// noteFailure writes a refusal about a user, the zero value for a name that is
// nobody's: what was typed in its place may be a password. Nobody acts in it, since
// it is not known who it was.
func (s *Service) noteFailure(r *http.Request, action string, u access.User, detail ...string) {
	s.note(s.as(r, access.User{}), event(action, u, audit.Refused, detail))
}

// noteRefused counts credentials that did not hold: the first of a network in a
// minute is written, the others with the next.
func (s *Service) noteRefused(r *http.Request, w way) {
	kinds := map[way]string{bySession: "session", byHeader: "token", byPath: "path_token"}
	s.noteOften(r, "credentials_refused", "kind", kinds[w])
}

func (s *Service) noteOften(r *http.Request, action string, detail ...string) {
	network := s.Network(r)
	first, late := s.noise.count(action, network, s.o.Now())
	for _, l := range late {
		e := event(l.action, access.User{}, audit.Refused, []string{"repeated", strconv.Itoa(l.count)})
		s.note(audit.With(context.WithoutCancel(r.Context()), audit.Actor{Network: l.network}), e)
	}
	if first {
		s.noteFailure(r, action, access.User{}, detail...)
	}
}

// note writes what must not be lost by a client that leaves; the refusal stands
// even where it cannot be written.
func (s *Service) note(ctx context.Context, e audit.Event) {
	if err := s.o.Store.Note(context.WithoutCancel(ctx), e); err != nil {
		s.o.Log.Error("a refusal was not written to the audit trail", "action", e.Action, "error", err)
	}
}

const (
	mostNoisy = 1000        // networks counted apart at a time
	quietFor  = time.Minute // between two entries of one network
)

// noisy are the repetitions of an action by a network since it was written.
type noisy struct {
	action, network string
	since           time.Time
	count           int
}

// quiet keeps a trail from being flooded.
type quiet struct {
	mu   sync.Mutex
	held map[[2]string]*noisy
}

func newQuiet() *quiet { return &quiet{held: map[[2]string]*noisy{}} }

// count reports whether an event is the first of its network in a minute, and what
// was counted in minutes that are over. Networks beyond the bound count as one.
func (q *quiet) count(action, network string, now time.Time) (first bool, late []noisy) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for key, n := range q.held {
		if now.Sub(n.since) >= quietFor || now.Before(n.since) {
			delete(q.held, key)
			if n.count > 0 {
				late = append(late, *n)
			}
		}
	}
	if len(q.held) >= mostNoisy {
		network = "*"
	}
	n := q.held[[2]string{action, network}]
	if n == nil {
		q.held[[2]string{action, network}] = &noisy{action: action, network: network, since: now}
		return true, late
	}
	n.count++
	return false, late
}
