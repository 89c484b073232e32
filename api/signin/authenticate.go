package signin

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"timpora/api/answer"
	"timpora/risk/access"
	"timpora/risk/audit"
)

// How long a session lasts.
const (
	idle     = 30 * time.Minute // after it was last seen
	absolute = 12 * time.Hour   // after the last proof
	pending  = 10 * time.Minute // while something must still be done
	seenStep = time.Minute      // how often it is written that a session was seen
)

// refusal is the one answer to credentials that do not hold.
type refusal struct {
	*answer.Problem
	lapsed bool
}

func (e *refusal) Unwrap() error { return e.Problem }

func refused(lapsed bool) error {
	p := answer.NewProblem(http.StatusUnauthorized, "credentials", "the credentials do not hold; sign in again or use another token")
	return &refusal{p, lapsed}
}

// Lapsed reports whether an error of Authenticate is about a session that ended, of
// a browser that need not know, and takes its cookie away then: the request may go
// on as the public's.
func (s *Service) Lapsed(w http.ResponseWriter, r *http.Request, err error) bool {
	var e *refusal
	if !errors.As(err, &e) || !e.lapsed {
		return false
	}
	s.Clear(w, r)
	return true
}

// Clear takes the session's cookie from the browser.
func (s *Service) Clear(w http.ResponseWriter, r *http.Request) {
	s.setCookie(w, r, sessionCookie, "", -1)
}

// Authenticate is who sent a request: the public where it shows no credential, and
// one problem (401, code credentials) where it shows one that does not hold. Cost:
// two hashes, and a look-up once a second.
func (s *Service) Authenticate(r *http.Request) (access.Subject, error) {
	c, ok := s.shown(r)
	if !ok {
		return access.Subject{}, nil
	}
	k, err := s.check(r, c)
	if err != nil {
		return access.Subject{}, err
	}
	return k.subject, nil
}

// PathToken is who sent a request whose address begins with /t/TOKEN, and that
// beginning, "" for other addresses. Only tokens that may stand in an address hold
// there, from the networks that they name.
func (s *Service) PathToken(r *http.Request) (prefix string, subject access.Subject, err error) {
	rest, ok := strings.CutPrefix(r.URL.Path, "/t/")
	if !ok {
		return "", access.Subject{}, nil
	}
	secret, _, _ := strings.Cut(rest, "/")
	k, err := s.check(r, tokenCredential(byPath, secret, true))
	if err != nil {
		return "", access.Subject{}, err
	}
	return "/t/" + secret, k.path, nil
}

// Redact is a path without the token that may stand in it, for logs.
func Redact(path string) string {
	rest, ok := strings.CutPrefix(path, "/t/")
	if !ok {
		return path
	}
	_, after, more := strings.Cut(rest, "/")
	if !more {
		return "/t/-"
	}
	return "/t/-/" + after
}

// check finds out whether a credential holds now and here.
func (s *Service) check(r *http.Request, c credential) (*known, error) {
	now := s.o.Now()
	k, round := s.cache.find(c.id, now)
	if k == nil {
		var err error
		if k, err = s.lookUp(r.Context(), c, now); err != nil && !errors.Is(err, access.ErrUnknown) {
			return nil, err
		}
		if k != nil {
			s.cache.keep(c.id, k, round)
		}
	}
	if k == nil || !s.holds(r, c, k, now) {
		expired := k != nil && c.way == bySession
		if !expired {
			s.noteRefused(r, c.way)
		}
		return nil, refused(c.sound && c.way == bySession)
	}
	return k, nil
}

// lookUp asks the store once, whatever the credential looks like.
func (s *Service) lookUp(ctx context.Context, c credential, now time.Time) (*known, error) {
	if c.way == bySession {
		return s.lookUpSession(ctx, c.id, now)
	}
	t, _, err := s.o.Store.TokenByHash(ctx, c.id)
	if err != nil {
		return nil, err
	}
	if hour := now.UTC().Truncate(time.Hour); t.Holds(now) && hour.After(t.UsedAt) {
		if err := s.o.Store.TokenUsed(ctx, t.ID, hour); err != nil {
			s.o.Log.Warn("the use of a token was not written", "error", err) // reading goes on on a full disk
		}
	}
	return &known{at: now, token: t, subject: t.SubjectOf(false), path: t.SubjectOf(true)}, nil
}

func (s *Service) lookUpSession(ctx context.Context, id string, now time.Time) (*known, error) {
	one, u, err := s.o.Store.Session(ctx, id)
	if err != nil {
		return nil, err
	}
	k := &known{at: now, session: one, stage: s.stageOf(one, u)}
	if k.stage != live || !fits(one, true, now) {
		return k, nil
	}
	if k.subject, err = s.seenAs(ctx, one, u); err != nil {
		return nil, err
	}
	if now.Sub(one.SeenAt) >= seenStep {
		k.session.SeenAt = now
		see := func(one *access.Session) error { one.SeenAt = now; return nil }
		if err := s.o.Store.ChangeSession(ctx, id, audit.Event{}, see); err != nil && !errors.Is(err, access.ErrUnknown) {
			s.o.Log.Warn("the use of a session was not written", "error", err)
		}
	}
	return k, nil
}

// seenAs is the subject of a session: its user, or as whom an administrator sees.
func (s *Service) seenAs(ctx context.Context, one access.Session, u access.User) (access.Subject, error) {
	if one.As == "" || !u.Manages() {
		return u.SubjectOf(one.ID), nil
	}
	other, err := s.o.Store.UserByID(ctx, one.As)
	if err != nil {
		return access.Subject{}, err
	}
	subject := other.SubjectOf(one.ID)
	if other.Disabled {
		subject.Roles = nil // sees what they can see now: the public's
	}
	subject.Actor, subject.ByName = u.ID, u.Name
	return subject, nil
}

// holds reports whether what is known of a credential holds at a time, from where
// the request comes.
func (s *Service) holds(r *http.Request, c credential, k *known, now time.Time) bool {
	if c.way == bySession {
		return fits(k.session, k.stage == live, now)
	}
	t := k.token
	from := len(t.Networks) == 0 || inside(t.Networks, s.o.Address(r))
	return from && t.Holds(now) && (c.way != byPath || t.Path && len(t.Networks) > 0)
}

// fits reports whether a session has not run out.
func fits(one access.Session, complete bool, now time.Time) bool {
	age := now.Sub(one.CreatedAt)
	if !complete {
		return age < pending && age > -time.Minute
	}
	return age < absolute && age > -time.Minute && now.Sub(one.SeenAt) < idle
}

func inside(networks []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(networks, func(p netip.Prefix) bool { return p.Contains(a) })
}
