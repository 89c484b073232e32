package admin

import (
	"errors"
	"net/http"

	"timpora/api/frame"
	"timpora/api/signin"
	"timpora/risk/access"
)

// userData is what the page of one user shows.
type userData struct {
	userRow
	Own      bool // it is who looks
	Disabled bool
	Form     userForm
	Made     string
	Changed  string
	Open     []sessionRow
	Tokens   []tokenRow
	Reason   string // of seeing as the user, as it was typed
	Wrong    faults // with the forms beside Form
}

type sessionRow struct {
	ID, Network, Agent, Since, Seen string
	As                              bool
}

func (s *Service) user(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	u, err := s.o.Store.UserByID(r.Context(), idOf(r))
	if err != nil {
		return err
	}
	return s.showUser(w, r, http.StatusOK, me, u, func(p *frame.Page, d *userData) {
		p.Done = done(r)
		typed := s.draft(r, me)
		if typed == nil {
			return
		}
		p.Done, d.Reason = "proof-done", typed.Get("alasan")
		if form := typedUser(typed); form.Version != "" {
			form.Name, form.Provider = d.Form.Name, d.Form.Provider
			d.Form = form
		}
	})
}

// showUser shows a user; change may put what was typed in place of what is.
func (s *Service) showUser(w http.ResponseWriter, r *http.Request, status int, me signin.Signed, u access.User, change func(*frame.Page, *userData)) error {
	ctx := r.Context()
	names, err1 := s.o.Names(ctx)
	sessions, err2 := s.o.Store.Sessions.Sessions(ctx, u.ID)
	tokens, err3 := s.o.Store.Tokens.Tokens(ctx, u.ID)
	form, err4 := s.formOf(ctx, u)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return err
	}
	data := userData{
		userRow: s.userRow(u, names, sessions), Own: u.ID == me.User.ID, Disabled: u.Disabled, Form: form, Made: stamp(u.CreatedAt), Changed: stamp(u.ChangedAt),
	}
	for _, one := range sessions {
		if s.o.SignIn.Lasts(one, u) {
			data.Open = append(data.Open, sessionRow{one.ID, one.Network, one.Agent, stamp(one.CreatedAt), stamp(one.SeenAt), one.As != ""})
		}
	}
	for _, t := range tokens {
		data.Tokens = append(data.Tokens, s.tokenRow(t, names, nil))
	}
	p := frame.Page{Title: "user-title"}
	change(&p, &data)
	p.Data = data
	return s.show(w, r, status, "pengguna.html", p)
}

// refuseUser shows a user again with what was wrong.
func (s *Service) refuseUser(w http.ResponseWriter, r *http.Request, status int, me signin.Signed, u access.User, key string) error {
	return s.showUser(w, r, status, me, u, func(p *frame.Page, _ *userData) { p.Error = key })
}
