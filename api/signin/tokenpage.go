package signin

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"timpora/api/answer"
	"timpora/api/frame"
	"timpora/api/password"
	"timpora/risk/access"
)

// mayTokens reports whether a user may make tokens.
func mayTokens(u access.User) bool {
	return access.Decide(u.SubjectOf(""), access.OwnTokens, access.Object{}) == access.Allow
}

func (s *Service) tokenRows(r *http.Request, me mine) ([]tokenRow, error) {
	all, err := s.o.Store.Tokens.Tokens(r.Context(), me.User.ID)
	if err != nil {
		return nil, err
	}
	rows := make([]tokenRow, 0, len(all))
	for _, t := range all {
		row := tokenRow{
			ID: t.ID, Name: t.Name, Roles: strings.Join(texts(t.Roles), ", "), Layers: strings.Join(t.Layers, ", "), Until: stamp(t.Until),
			Used: stamp(t.UsedAt), State: "token-holds", Holds: t.RevokedAt.IsZero() && s.o.Now().Before(t.Until),
		}
		for _, n := range t.Networks {
			row.Networks += n.String() + " "
		}
		switch {
		case !t.RevokedAt.IsZero():
			row.State = "token-revoked"
		case !row.Holds:
			row.State = "token-expired"
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// tokenData is what the page of a new token shows, once.
type tokenData struct {
	Token  string
	Origin string
	Until  string
	Path   bool
	Kept   string // where to go on
}

// makeToken makes a token with no more than the own rights, after a fresh proof,
// and shows it once.
func (s *Service) makeToken(w http.ResponseWriter, r *http.Request, me mine) error {
	if !mayTokens(me.User) {
		return answer.NewProblem(http.StatusForbidden, "role", "your role may not make tokens")
	}
	if !s.recent(me) {
		s.to(w, r, proofAt+"?kembali=/akun")
		return nil
	}
	t, wrong := s.tokenOf(r, me.User)
	if wrong != "" {
		return s.showAccount(w, r, http.StatusUnprocessableEntity, me, frame.Page{Error: wrong})
	}
	plain, hash, err := password.NewToken()
	if err != nil {
		return err
	}
	t.Hash = hash
	e := done("token_created", me.User, "name", t.Name, "until", t.Until.UTC().Format(time.DateOnly))
	e.Object = "token:" + t.ID
	if err := s.o.Store.AddToken(s.as(r, me.User), t, e); err != nil {
		return err
	}
	return s.ShowToken(w, r, plain, t, "/akun")
}

// tokenOf reads a token from a form; wrong is the key of a word.
func (s *Service) tokenOf(r *http.Request, u access.User) (t access.Token, wrong string) {
	f := r.PostForm
	now := s.o.Now()
	days, err := strconv.Atoi(f.Get("hari"))
	if err != nil || days < 1 || days > int(access.LongestToken/(24*time.Hour)) {
		return t, "token-days"
	}
	t = access.Token{
		ID: uuid.Must(uuid.NewV7()).String(), Name: strings.TrimSpace(f.Get("nama")), Owner: u.ID, Scope: u.Scope, Layers: f["lapisan"],
		Path: f.Get("alamat") != "", Purpose: strings.TrimSpace(f.Get("tujuan")), CreatedAt: now, Until: now.Add(time.Duration(days) * 24 * time.Hour),
	}
	for _, role := range f["peran"] {
		t.Roles = append(t.Roles, access.Role(role))
	}
	if t.Networks, err = Networks(f.Get("jaringan")); err != nil {
		return t, "token-networks"
	}
	foreign := func(layer string) bool { return !slices.Contains(s.o.Layers, layer) }
	_, within := t.Under(u)
	switch {
	case errors.Is(t.Check(), access.ErrName):
		return t, "token-name-wrong"
	case !within || t.Check() != nil || len(t.Purpose) > 200:
		return t, "token-roles"
	case slices.ContainsFunc(t.Layers, foreign):
		return t, "token-layers"
	case t.Path && len(t.Networks) == 0:
		return t, "token-path"
	}
	return t, ""
}

// Networks reads addresses and networks, parted by spaces or commas.
func Networks(text string) (all []netip.Prefix, err error) {
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == ',' || c == '\n' || c == '\r' || c == ';' }) {
		p, err := netip.ParsePrefix(word)
		if a, single := netip.ParseAddr(word); single == nil {
			p, err = netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("network %.40q: %w", word, err)
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

// revokeToken ends one of the own tokens.
func (s *Service) revokeToken(w http.ResponseWriter, r *http.Request, me mine) error {
	id := r.PostForm.Get("token")
	all, err := s.o.Store.Tokens.Tokens(r.Context(), me.User.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(t access.Token) bool { return t.ID == id }) {
		return answer.NotFound("no such token of yours")
	}
	e := done("token_revoked", me.User)
	e.Object = "token:" + id
	if err := s.o.Store.RevokeToken(s.as(r, me.User), id, e); err != nil {
		return err
	}
	s.cache.forget()
	s.to(w, r, "/akun")
	return nil
}
