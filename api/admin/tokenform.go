package admin

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"timpora/api/frame"
	"timpora/api/password"
	"timpora/api/role"
	"timpora/api/signin"
	"timpora/risk/access"
)

// tokenForm is what was typed about a token.
type tokenForm struct {
	Name, Scope, Days, Networks, Purpose string
	Roles                                []access.Role
	Layers, AllLayers                    []string
	Path                                 bool
	Wrong                                faults
}

func typedToken(v url.Values) tokenForm {
	f := tokenForm{
		Name: v.Get("nama"), Scope: v.Get("wilayah"), Days: v.Get("hari"), Networks: v.Get("jaringan"), Purpose: v.Get("tujuan"),
		Roles: typedUser(v).Roles, Layers: v["lapisan"], Path: v.Get("alamat") != "",
	}
	return f
}

func (f tokenForm) Has(r access.Role) bool { return slices.Contains(f.Roles, r) }

func (f tokenForm) HasLayer(name string) bool { return slices.Contains(f.Layers, name) }

// Choices are the roles with what a token of each may do.
func (f tokenForm) Choices() []role.View { return choices(access.ByToken) }

// Longest is how many days a token may hold.
func (f tokenForm) Longest() int { return longestDays }

// makeToken makes a token of a program, which belongs to no user, and shows it once.
func (s *Service) makeToken(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	form := typedToken(r.PostForm)
	t, err := s.tokenOf(r.Context(), &form)
	if err != nil {
		return err
	}
	if len(form.Wrong) > 0 {
		return s.showTokens(w, r, http.StatusUnprocessableEntity, frame.Page{Error: "problem"}, form)
	}
	if ok, err := s.proven(w, r, me, tokensAt); !ok || err != nil {
		return err
	}
	plain, hash, err := password.NewToken()
	if err != nil {
		return err
	}
	t.Hash = hash
	detail := rightsOf(t.Roles, joined(t.Scope))
	detail["until"] = t.Until.Format(time.DateOnly)
	if err := s.o.Store.AddToken(s.o.SignIn.Acting(r, me), t, event("token_create", "token:"+t.ID, detail)); err != nil {
		return err
	}
	return s.o.SignIn.ShowToken(w, r, plain, t, tokensAt)
}

// tokenOf reads a form, and puts into its Wrong what cannot be.
func (s *Service) tokenOf(ctx context.Context, form *tokenForm) (t access.Token, err error) {
	f := faults{}
	form.Wrong = f
	days, err := strconv.Atoi(form.Days)
	if err != nil || days < 1 || days > longestDays {
		f.set("hari", "days-wrong", longestDays)
		days = 1
	}
	t = access.Token{
		ID: uuid.Must(uuid.NewV7()).String(), Name: f.text("nama", form.Name, 64), Roles: f.roles(form.Roles), Layers: slices.Clone(form.Layers), Path: form.Path,
		Purpose: f.text("tujuan", form.Purpose, mostPurpose), CreatedAt: s.now(), Until: s.now().Add(time.Duration(days) * 24 * time.Hour),
	}
	if t.Scope, err = s.scope(ctx, f, form.Scope); err != nil {
		return t, err
	}
	f.fitting(t.Roles, len(t.Scope) > 0)
	if t.Networks, err = signin.Networks(f.text("jaringan", form.Networks, mostScope)); err != nil {
		f.set("jaringan", "networks-wrong")
	}
	if t.Path && len(t.Networks) == 0 {
		f.set("jaringan", "networks-needed")
	}
	slices.Sort(t.Layers)
	t.Layers = slices.Compact(t.Layers)
	if slices.ContainsFunc(t.Layers, func(l string) bool { return !slices.Contains(s.o.Layers, l) }) {
		f.set("lapisan", "layers-unknown")
	}
	if errors.Is(t.Check(), access.ErrName) {
		f.set("nama", "token-name-wrong")
	}
	return t, nil
}
