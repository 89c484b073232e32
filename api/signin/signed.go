package signin

import (
	"context"
	"errors"
	"net/http"

	"timpora/api/frame"
	"timpora/risk/access"
	"timpora/risk/audit"
)

// ProofPath is where somebody proves again to be there, and comes back to what the
// query kembali says.
const ProofPath = proofAt

// Signed is who signed in with a browser and went through all stages.
type Signed struct {
	Session access.Session
	User    access.User // themselves, also where Session.As is set
	Recent  bool        // a proof is fresh, which what cannot be undone needs
}

// Signed is whoever signed in with the browser that sent a request; access.ErrUnknown
// for nobody, and for who has a stage before them.
func (s *Service) Signed(r *http.Request) (Signed, error) {
	me, err := s.session(r)
	if err == nil && me.stage != live {
		err = access.ErrUnknown
	}
	if err != nil {
		return Signed{}, err
	}
	return Signed{me.Session, me.User, s.recent(me)}, nil
}

// Acting is the context of a request in which whoever signed in acts, for the audit
// trail.
func (s *Service) Acting(r *http.Request, who Signed) context.Context { return s.as(r, who.User) }

// Lasts reports whether a session of a user has not run out.
func (s *Service) Lasts(one access.Session, u access.User) bool {
	return fits(one, s.stageOf(one, u) == live, s.o.Now())
}

// Sealer is what the service seals with; rows name what is sealed.
func (s *Service) Sealer() Sealer { return s.o.Seal }

// Hash makes a hash of a password, within the bound of sign-in itself.
func (s *Service) Hash(ctx context.Context, plain string) (string, error) {
	return s.o.Passwords.Hash(ctx, plain)
}

// To sends the browser on to a path of this service. The language stays.
func (s *Service) To(w http.ResponseWriter, r *http.Request, path string) { s.to(w, r, path) }

// SeeAs lets an administrator see as another user until EndSeeing: what changes
// something is refused meanwhile. The event says why.
func (s *Service) SeeAs(ctx context.Context, who Signed, user string, e audit.Event) error {
	return s.see(ctx, who, user, e)
}

// EndSeeing lets an administrator be themselves again.
func (s *Service) EndSeeing(ctx context.Context, who Signed, e audit.Event) error {
	return s.see(ctx, who, "", e)
}

func (s *Service) see(ctx context.Context, who Signed, user string, e audit.Event) error {
	defer s.cache.forget()
	return s.o.Store.ChangeSession(ctx, who.Session.ID, e, func(one *access.Session) error {
		one.As = user
		return nil
	})
}

// seenName is the name of the user as whom an administrator sees, "" for none.
func (s *Service) seenName(r *http.Request, me mine) (string, error) {
	if me.As == "" {
		return "", nil
	}
	other, err := s.o.Store.UserByID(r.Context(), me.As)
	if errors.Is(err, access.ErrUnknown) {
		return me.As, nil
	}
	return shownName(other), err
}

// ShowToken shows a new token, this once, with how programs use it. kept is where to
// go on.
func (s *Service) ShowToken(w http.ResponseWriter, r *http.Request, plain string, t access.Token, kept string) error {
	scheme := "http://"
	if s.o.Secure(r) {
		scheme = "https://"
	}
	data := tokenData{plain, scheme + r.Host, stamp(t.Until), t.Path, kept}
	return s.show(w, r, http.StatusOK, "token.html", frame.Page{Title: "token-title", Data: data})
}
