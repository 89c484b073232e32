package signin

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"

	"golang.org/x/oauth2"

	"timpora/api/answer"
	"timpora/risk/access"
)

// askProvider sends the browser to the identity provider, with a cookie that holds
// the flow. Nothing is stored here.
func (s *Service) askProvider(w http.ResponseWriter, r *http.Request) error {
	if s.oidc == nil || s.cookieName(r, oidcCookie) == "" {
		return answer.NotFound("no identity provider")
	}
	f := flow{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Back: proofTarget(r), Until: s.o.Now().Add(pending).Unix()}
	if me, err := s.session(r); err == nil && me.stage == live {
		f.Again = true
	}
	address, err := s.oidc.begun(r.Context(), f)
	if err != nil {
		s.o.Log.Error("the identity provider does not answer", "error", err)
		return s.refuseIdentity(w, r, access.User{}, "unreachable")
	}
	value, err := s.sealFlow(f)
	if err != nil {
		return err
	}
	s.setCookie(w, r, oidcCookie, value, int(pending.Seconds()))
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

func (s *Service) sealFlow(f flow) (string, error) {
	plain, err := json.Marshal(f)
	if err != nil {
		return "", err
	}
	sealed, err := s.o.Seal.Seal(plain, "oidc flow")
	return base64.RawURLEncoding.EncodeToString(sealed), err
}

// flowOf is the flow that the browser's cookie holds, an empty one for none.
func (s *Service) flowOf(r *http.Request) (f flow) {
	sealed, err := base64.RawURLEncoding.DecodeString(s.cookie(r, oidcCookie))
	if err != nil {
		return flow{}
	}
	plain, err := s.o.Seal.Open(sealed, "oidc flow")
	if err != nil || json.Unmarshal(plain, &f) != nil {
		return flow{}
	}
	return f
}

// takeProvider takes the return from the identity provider. It is a GET that signs
// in, since it is the provider that sends the browser; the flow's cookie binds it to
// the browser that asked.
func (s *Service) takeProvider(w http.ResponseWriter, r *http.Request) error {
	if s.oidc == nil || r.Method != http.MethodGet {
		return answer.NotFound("no identity provider")
	}
	f := s.flowOf(r)
	s.setCookie(w, r, oidcCookie, "", -1)
	i, err := s.oidc.identify(r.Context(), f, r.URL.Query())
	var why refusedBy
	switch {
	case errors.As(err, &why):
		return s.refuseIdentity(w, r, access.User{}, string(why))
	case err != nil:
		s.o.Log.Error("the identity provider does not answer", "error", err)
		return s.refuseIdentity(w, r, access.User{}, "unreachable")
	}
	u, err := s.identified(r, i)
	switch {
	case errors.Is(err, access.ErrUnknown) || errors.Is(err, access.ErrTaken):
		return s.refuseIdentity(w, r, access.User{}, "unknown")
	case err != nil:
		return err
	case u.Disabled:
		return s.refuseIdentity(w, r, u, "disabled")
	}
	return s.beginIdentified(w, r, u, i, f)
}

func (s *Service) beginIdentified(w http.ResponseWriter, r *http.Request, u access.User, i identity, f flow) error {
	full := s.oidc.factor(i) || s.fullBy(u)
	if me, err := s.session(r); f.Again && err == nil && me.User.ID == u.ID && me.stage == live {
		full = me.Full // the second factor was shown in the session that this one renews
	}
	now, err := s.begin(w, r, u, full, signInEvent(u, full, "oidc"))
	if err != nil {
		return err
	}
	s.to(w, r, now.after(f.Back))
	return nil
}

// identified is the user of an identity, linked now where an administrator named
// the link.
func (s *Service) identified(r *http.Request, i identity) (access.User, error) {
	u, err := s.o.Store.UserByIdentity(r.Context(), i.Issuer, i.Subject)
	if !errors.Is(err, access.ErrUnknown) || i.Name == "" {
		return u, err
	}
	if u, err = s.o.Store.UserByIdentity(r.Context(), i.Issuer, PendingSubject(i.Name)); err != nil || u.Disabled {
		return u, err
	}
	return s.link(s.as(r, u), u, i)
}

func (s *Service) link(ctx context.Context, u access.User, i identity) (access.User, error) {
	return s.o.Store.ChangeUser(ctx, u.ID, done("oidc_linked", u), func(v *access.User) error {
		if v.Issuer != i.Issuer || v.Subject != PendingSubject(i.Name) {
			return access.ErrUnknown
		}
		v.Subject = i.Subject
		return nil
	}, "")
}

// refuseIdentity shows one text for every reason; the trail has the reason.
func (s *Service) refuseIdentity(w http.ResponseWriter, r *http.Request, u access.User, why string) error {
	if u.ID == "" {
		s.noteOften(r, "oidc_refused", "reason", why) // anybody can send such a request
	} else {
		s.noteFailure(r, "oidc_refused", u, "reason", why)
	}
	page := s.signInPage(r)
	page.Error = "oidc-wrong"
	return s.show(w, r, http.StatusForbidden, "masuk.html", page)
}
