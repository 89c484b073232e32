package admin

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"timpora/api/frame"
	"timpora/api/password"
	"timpora/api/signin"
	"timpora/risk/access"
)

// secretData is what the page of a first password shows, once.
type secretData struct {
	ID, Name, Password string
}

// makeUser makes a user and shows the first password.
func (s *Service) makeUser(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	form := typedUser(r.PostForm)
	u := access.User{ID: uuid.Must(uuid.NewV7()).String(), Name: strings.ToLower(strings.TrimSpace(form.Name))}
	if err := s.apply(r.Context(), &form, &u); err != nil {
		return err
	}
	if errors.Is(u.Check(), access.ErrName) {
		form.Wrong.set("nama", "name-wrong")
	}
	if len(form.Wrong) > 0 {
		return s.showUsers(w, r, http.StatusUnprocessableEntity, frame.Page{Error: "problem"}, form)
	}
	if ok, err := s.proven(w, r, me, usersAt); !ok || err != nil {
		return err
	}
	plain, err := s.firstPassword(r.Context(), &u)
	if err != nil {
		return err
	}
	u.CreatedAt = s.now()
	u.ChangedAt = u.CreatedAt
	err = s.o.Store.AddUser(s.o.SignIn.Acting(r, me), u, event("user_create", "user:"+u.ID, rightsOf(u.Roles, joined(u.Scope))))
	if errors.Is(err, access.ErrTaken) {
		form.Wrong.set("nama", "name-taken")
		return s.showUsers(w, r, http.StatusConflict, frame.Page{Error: "problem"}, form)
	}
	if err != nil {
		return err
	}
	return s.showSecret(w, r, u, plain)
}

// firstPassword gives a user a random password that must be changed.
func (s *Service) firstPassword(ctx context.Context, u *access.User) (plain string, err error) {
	if plain, err = password.Generate(); err != nil {
		return "", err
	}
	u.MustChange = true
	u.Hash, err = s.o.SignIn.Hash(ctx, plain)
	return plain, err
}

func (s *Service) showSecret(w http.ResponseWriter, r *http.Request, u access.User, plain string) error {
	return s.show(w, r, http.StatusOK, "sandi-pertama.html", frame.Page{Title: "secret-title", Data: secretData{u.ID, u.Name, plain}})
}
