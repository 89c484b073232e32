package admin

import (
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

// longestDays is how long a token may hold.
const longestDays = int(access.LongestToken / (24 * time.Hour))

// tokensData is what the page of tokens shows.
type tokensData struct {
	Tokens []tokenRow
	Form   tokenForm
}

type tokenRow struct {
	ID, Name, Owner, OwnerID string // Owner "" for none
	Roles                    []access.Role
	Layers, Scope, Networks  string
	Until, Used              string
	Path                     bool
	State                    string // key of a word
}

func (s *Service) tokenRow(t access.Token, names map[geo.AreaCode]string, owners map[string]string) tokenRow {
	row := tokenRow{
		ID: t.ID, Name: t.Name, Owner: owners[t.Owner], OwnerID: t.Owner, Roles: t.Roles, Layers: strings.Join(t.Layers, ", "), Scope: listed(names, t.Scope),
		Until: stamp(t.Until), Used: stamp(t.UsedAt), Path: t.Path, State: "token-holds",
	}
	var networks []string
	for _, n := range t.Networks {
		networks = append(networks, n.String())
	}
	row.Networks = strings.Join(networks, ", ")
	switch {
	case !t.RevokedAt.IsZero():
		row.State = "token-revoked"
	case !s.o.Now().Before(t.Until):
		row.State = "token-expired"
	}
	return row
}

func (s *Service) tokens(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	form := tokenForm{Days: "30"}
	p := frame.Page{Done: done(r)}
	if typed := s.draft(r, me); typed != nil {
		p.Done = "proof-done"
		if typed.Has("hari") {
			form = typedToken(typed)
		}
	}
	return s.showTokens(w, r, http.StatusOK, p, form)
}

func (s *Service) showTokens(w http.ResponseWriter, r *http.Request, status int, p frame.Page, form tokenForm) error {
	rows, err := s.tokenRows(r.Context())
	if err != nil {
		return err
	}
	form.AllLayers = s.o.Layers
	p.Title, p.Data = "tokens-title", tokensData{rows, form}
	return s.show(w, r, status, "token-semua.html", p)
}

func (s *Service) tokenRows(ctx context.Context) ([]tokenRow, error) {
	all, err := s.o.Store.Tokens.Tokens(ctx, "")
	if err != nil {
		return nil, err
	}
	users, err := s.o.Store.Users.Users(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.o.Names(ctx)
	if err != nil {
		return nil, err
	}
	owners := map[string]string{}
	for _, u := range users {
		owners[u.ID] = u.Name
	}
	rows := make([]tokenRow, len(all))
	for i, t := range all {
		rows[i] = s.tokenRow(t, names, owners)
	}
	return rows, nil
}

// revokeToken ends a token for good, and goes back to the page of its owner where
// the form came from there.
func (s *Service) revokeToken(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	id := r.PostForm.Get("token")
	all, err := s.o.Store.Tokens.Tokens(r.Context(), "")
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(t access.Token) bool { return t.ID == id })
	if i < 0 {
		return access.ErrUnknown
	}
	back, from := tokensAt, r.PostForm.Get("pengguna")
	if from != "" && from == all[i].Owner {
		back = userAt + from
	}
	d := sureData{Text: "sure-token", Button: "revoke", Name: all[i].Name, Back: back, Fields: map[string]string{"token": id, "pengguna": from}}
	if ok, err := s.sure(w, r, me, d); !ok || err != nil {
		return err
	}
	err = s.o.Store.RevokeToken(s.o.SignIn.Acting(r, me), id, event("token_revoke", "token:"+id, nil))
	return s.changed(w, r, err, back, "token-ended")
}
