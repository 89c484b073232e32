package admin

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"timpora/api/frame"
	"timpora/api/signin"
	"timpora/geo"
	"timpora/risk/access"
)

// usersData is what the page of users shows.
type usersData struct {
	Asked string // of the filter
	All   int
	Users []userRow
	Form  userForm
}

// userRow is a user in a table.
type userRow struct {
	ID, Name, Display string
	Roles             []access.Role
	Scope             string // with names; "" for the whole working area
	State             string // key of a word
	Factor            bool
	Seen              string
	Sessions          int
	seen              time.Time
}

// users lists the users whom the words of the query cari fit.
func (s *Service) users(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	form := userForm{}
	p := frame.Page{}
	if typed := s.draft(r, me); typed != nil {
		form, p.Done = typedUser(typed), "proof-done"
	}
	return s.showUsers(w, r, http.StatusOK, p, form)
}

func (s *Service) showUsers(w http.ResponseWriter, r *http.Request, status int, p frame.Page, form userForm) error {
	asked := strings.TrimSpace(r.URL.Query().Get("cari"))
	rows, err := s.userRows(r.Context())
	if err != nil {
		return err
	}
	form.Provider = s.o.Issuer != ""
	data := usersData{Asked: asked, All: len(rows), Form: form}
	words := strings.Fields(strings.ToLower(asked))
	for _, row := range rows {
		text := s.textOf(row)
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) }) {
			data.Users = append(data.Users, row)
		}
	}
	p.Title, p.Data = "users-title", data
	return s.show(w, r, status, "pengguna-semua.html", p)
}

// textOf is what words are looked for in: both languages.
func (s *Service) textOf(u userRow) string {
	state := s.words[u.State]
	parts := append([]string{u.Name, u.Display, u.Scope}, state[:]...)
	for _, role := range u.Roles {
		title := s.words["role-"+string(role)]
		parts = append(parts, string(role), title[0], title[1])
	}
	return strings.ToLower(strings.Join(parts, " "))
}

func (s *Service) userRows(ctx context.Context) ([]userRow, error) {
	all, err := s.o.Store.Users.Users(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.o.Names(ctx)
	if err != nil {
		return nil, err
	}
	sessions, err := s.o.Store.Sessions.Sessions(ctx, "")
	if err != nil {
		return nil, err
	}
	of := map[string][]access.Session{}
	for _, one := range sessions {
		of[one.User] = append(of[one.User], one)
	}
	rows := make([]userRow, len(all))
	for i, u := range all {
		rows[i] = s.userRow(u, names, of[u.ID])
	}
	return rows, nil
}

func (s *Service) userRow(u access.User, names map[geo.AreaCode]string, sessions []access.Session) userRow {
	row := userRow{ID: u.ID, Name: u.Name, Display: u.Display, Roles: u.Roles, Scope: listed(names, u.Scope), State: stateOf(u), Factor: len(u.TOTP) > 0}
	for _, one := range sessions {
		if one.SeenAt.After(row.seen) {
			row.seen = one.SeenAt
		}
		if s.o.SignIn.Lasts(one, u) {
			row.Sessions++
		}
	}
	row.Seen = stamp(row.seen)
	return row
}

// Shown is the name for people.
func (u userRow) Shown() string { return cmp.Or(u.Display, u.Name) }

func stateOf(u access.User) string {
	switch {
	case u.Disabled:
		return "state-disabled"
	case u.MustChange:
		return "state-first"
	}
	return "state-enabled"
}
