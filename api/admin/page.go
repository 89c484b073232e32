package admin

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"timpora/api/answer"
	"timpora/api/frame"
	"timpora/api/signin"
	"timpora/risk/access"
	"timpora/risk/audit"
)

// The addresses.
const (
	usersAt  = "/kelola"
	userAt   = "/kelola/pengguna/"
	tokensAt = "/kelola/token"
	backAt   = "/kelola/kembali"
	rolesAt  = "/peran"
)

// handler is a page of somebody who signed in. access.ErrUnknown is that there is no
// such page.
type handler func(w http.ResponseWriter, r *http.Request, me signin.Signed) error

// signedIn is a page of whoever signed in; others are led there.
func (s *Service) signedIn(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var err error
		if r.Method == http.MethodPost {
			err = s.o.SignIn.CheckForm(w, r)
		}
		me := signin.Signed{}
		if err == nil {
			if me, err = s.o.SignIn.Signed(r); errors.Is(err, access.ErrUnknown) {
				s.o.SignIn.AskToSignIn(w, r)
				return
			}
		}
		if err == nil {
			err = h(w, r, me)
		}
		if errors.Is(err, access.ErrUnknown) {
			err = answer.NotFound("no such account, session or token")
		}
		if err != nil {
			s.o.SignIn.Fail(w, r, err)
		}
	}
}

// managed is a page of an administrator who is not seeing as another.
func (s *Service) managed(h handler) http.HandlerFunc {
	return s.signedIn(func(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
		if !me.User.Manages() || me.Session.As != "" {
			return answer.NewProblem(http.StatusForbidden, "role", "administrators only, and not while they see as another")
		}
		return h(w, r, me)
	})
}

func (s *Service) show(w http.ResponseWriter, r *http.Request, status int, name string, p frame.Page) error {
	return s.o.SignIn.Show(w, r, status, s.set, name, p)
}

// proven reports whether a proof is fresh. If not, the browser is led to the page of
// the proof and from there to the path, with what was typed.
func (s *Service) proven(w http.ResponseWriter, r *http.Request, me signin.Signed, path string) (bool, error) {
	if me.Recent {
		return true, nil
	}
	typed := url.Values{}
	for name, values := range r.PostForm {
		if name != frame.Field {
			typed[name] = values
		}
	}
	sealed, err := s.o.SignIn.Sealer().Seal([]byte(typed.Encode()), draftOf(me, path))
	if err != nil {
		return false, err
	}
	back := frame.Keep(r, path+"?isi="+base64.RawURLEncoding.EncodeToString(sealed))
	s.o.SignIn.To(w, r, signin.ProofPath+"?kembali="+url.QueryEscape(back))
	return false, nil
}

// draft is what was typed before a proof, nil for nothing. Only what this service
// sealed for this user and page counts: others cannot fill forms by an address.
func (s *Service) draft(r *http.Request, me signin.Signed) url.Values {
	sealed, err := base64.RawURLEncoding.DecodeString(r.URL.Query().Get("isi"))
	if err != nil || len(sealed) == 0 {
		return nil
	}
	plain, err := s.o.SignIn.Sealer().Open(sealed, draftOf(me, r.URL.Path))
	if err != nil {
		return nil
	}
	typed, err := url.ParseQuery(string(plain))
	if err != nil {
		return nil
	}
	return typed
}

func draftOf(me signin.Signed, path string) string { return "draft " + me.User.ID + " " + path }

// done is the message that an address asks for, one of ours only.
func done(r *http.Request) string {
	said := r.URL.Query().Get("sudah")
	if slices.Contains([]string{"user-changed", "user-disabled", "user-enabled", "factor-reset", "session-ended", "sessions-ended", "token-ended"}, said) {
		return said
	}
	return ""
}

// event is what an administrator did to a user or a token.
func event(action, object string, detail map[string]string) audit.Event {
	return audit.Event{Action: action, Object: object, Outcome: audit.Done, Detail: detail}
}

// rightsOf are roles and scope as the audit trail keeps them.
func rightsOf(roles []access.Role, scope string) map[string]string {
	return map[string]string{"roles": joined(roles), "scope": scope}
}

func joined[S ~string](list []S) string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return strings.Join(words, ",")
}

// stamp is a time for people, in WITA to the minute.
func stamp(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.In(time.FixedZone("WITA", 8*60*60)).Format("2006-01-02 15:04") + " WITA"
}
