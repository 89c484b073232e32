package signin

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"timpora/risk/access"
	"timpora/risk/audit"
)

// fresh is how long a proof is good for what needs a new one.
const fresh = 5 * time.Minute

// mine is the session of a browser with its user and stage.
type mine struct {
	access.Session
	access.User
	stage stage
}

// session is that of the browser, straight from the store; access.ErrUnknown for
// none that holds.
func (s *Service) session(r *http.Request) (mine, error) {
	value := s.cookie(r, sessionCookie)
	if !wholeSecret(value) {
		return mine{}, access.ErrUnknown
	}
	one, u, err := s.o.Store.Session(r.Context(), hashed(value))
	if err != nil {
		return mine{}, err
	}
	me := mine{one, u, s.stageOf(one, u)}
	if !fits(one, me.stage == live, s.o.Now()) {
		return mine{}, access.ErrUnknown
	}
	return me, nil
}

// recent reports whether the user has just proved to be there.
func (s *Service) recent(me mine) bool { return s.o.Now().Sub(me.Session.CreatedAt) < fresh }

// begin signs a user in: always with a new id. What the browser held before ends.
func (s *Service) begin(w http.ResponseWriter, r *http.Request, u access.User, full bool, e audit.Event) (mine, error) {
	me := mine{s.newSession(r, u, full), u, ""}
	value := s.identify(&me)
	ctx := s.as(r, u)
	err := access.ErrUnknown
	if old := s.cookie(r, sessionCookie); wholeSecret(old) {
		err = s.o.Store.ReplaceSession(ctx, hashed(old), me.Session, e) // of the same user
		if errors.Is(err, access.ErrUnknown) {
			ended := done("session_ended", access.User{}, "reason", "replaced")
			if err := s.o.Store.EndSession(ctx, hashed(old), ended); err != nil && !errors.Is(err, access.ErrUnknown) {
				return mine{}, err
			}
		}
	}
	if errors.Is(err, access.ErrUnknown) {
		err = s.o.Store.AddSession(ctx, me.Session, e)
	}
	return s.given(w, r, me, value, err)
}

// renew replaces a session by one with another id and a new beginning, as each
// step does.
func (s *Service) renew(w http.ResponseWriter, r *http.Request, me mine, full bool, e audit.Event) (mine, error) {
	old := me.Session.ID
	me.Session = s.newSession(r, me.User, full)
	value := s.identify(&me)
	err := s.o.Store.ReplaceSession(s.as(r, me.User), old, me.Session, e)
	return s.given(w, r, me, value, err)
}

func (s *Service) newSession(r *http.Request, u access.User, full bool) access.Session {
	now := s.o.Now()
	return access.Session{User: u.ID, Full: full, Network: s.Network(r), Agent: browser(r.UserAgent()), CreatedAt: now, SeenAt: now}
}

// identify gives a session a new id, and the value of its cookie.
func (s *Service) identify(me *mine) (value string) {
	value, me.Session.ID = newSecret()
	me.stage = s.stageOf(me.Session, me.User)
	return value
}

// given hands the cookie of a stored session out. A browser that went through all
// stages is known from then on.
func (s *Service) given(w http.ResponseWriter, r *http.Request, me mine, value string, err error) (mine, error) {
	s.cache.forget()
	if err != nil {
		return mine{}, err
	}
	s.setCookie(w, r, sessionCookie, value, 0)
	s.replaceCookie(r, sessionCookie, value)
	if me.stage == live {
		s.knowDevice(w, r, me.User)
	}
	return me, nil
}

// EndSession signs one browser out, at once in this process.
func (s *Service) EndSession(ctx context.Context, id string, e audit.Event) error {
	defer s.cache.forget()
	return s.o.Store.EndSession(ctx, id, e)
}

// EndSessions signs a user out everywhere but in the session keep, at once in this
// process, and counts what ended.
func (s *Service) EndSessions(ctx context.Context, user, keep string, e audit.Event) (int, error) {
	defer s.cache.forget()
	return s.o.Store.EndSessions(ctx, user, keep, e)
}

// browser is the kind of a browser, as much as a list of sessions needs.
func browser(agent string) string {
	kind := firstIn(agent, "Edg/", "Edge", "OPR/", "Opera", "SamsungBrowser/", "Samsung", "Firefox/", "Firefox", "Chromium/", "Chromium",
		"Chrome/", "Chrome", "Safari/", "Safari", "curl/", "curl")
	system := firstIn(agent, "Android", "Android", "iPhone", "iOS", "iPad", "iOS", "Windows", "Windows", "Mac OS", "macOS", "CrOS", "ChromeOS",
		"Linux", "Linux")
	return strings.Trim(kind+" "+system, " ")
}

// firstIn takes pairs of what to look for and its name.
func firstIn(text string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		if strings.Contains(text, pairs[i]) {
			return pairs[i+1]
		}
	}
	return ""
}
