package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"timpora/api/password"
	"timpora/data"
	"timpora/geo"
	"timpora/risk/access"
	"timpora/risk/audit"
)

// withStore makes what a command does out of work on the open store.
func (a *app) withStore(f func(ctx context.Context, s *data.Store, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		s, err := data.Open(cmd.Context(), a.url(), data.Options{Keys: a.ring()})
		if err != nil {
			return err
		}
		defer s.Close()
		return f(cmd.Context(), s, args)
	}
}

// ring is the keys that seal personal data.
func (a *app) ring() *data.Keyring { return data.NewKeyring(a.dir) }

// roles reads --role.
func (a *app) roles(text string) ([]access.Role, error) {
	list, err := access.ParseRoles(text)
	if err != nil {
		return nil, a.misused("--role %q: pilih dari %s", "--role %q: choose from %s", text, joinWords(access.Roles(), ", "))
	}
	return list, nil
}

// scope reads --scope: codes of areas of the active set, joined by commas.
func (a *app) scope(ctx context.Context, s *data.Store, text string) ([]geo.AreaCode, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	place, err := activePlace(ctx, s, a.dir)
	if err != nil {
		return nil, err
	}
	var all []geo.AreaCode
	for _, word := range strings.Split(text, ",") {
		code, err := geo.ParseAreaCode(word)
		if _, known := place.names[code]; err != nil || !known {
			return nil, a.misused("--scope %q: tidak ada di batas %s; mungkin %s", "--scope %q: not in boundary set %s; perhaps %s",
				strings.TrimSpace(word), place.set.ID, strings.Join(place.like(word, code), ", "))
		}
		all = append(all, code)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// like names up to three areas that somebody may have meant: those of the name,
// else those of the level whose codes differ in the fewest places.
func (p *place) like(word string, code geo.AreaCode) []string {
	codes := slices.Sorted(maps.Keys(p.names))
	named := slices.DeleteFunc(slices.Clone(codes), func(c geo.AreaCode) bool {
		return !strings.EqualFold(p.names[c].Name, strings.TrimSpace(word))
	})
	if len(named) == 0 {
		level := cmp.Or(code.Level(), geo.LevelKabupaten)
		named = slices.DeleteFunc(codes, func(c geo.AreaCode) bool { return c.Level() != level })
		slices.SortStableFunc(named, func(x, y geo.AreaCode) int { return cmp.Compare(differing(x, code), differing(y, code)) })
	}
	var out []string
	for _, c := range named[:min(3, len(named))] {
		out = append(out, fmt.Sprintf("%s %s", c, p.names[c].Name))
	}
	return out
}

// differing counts the places in which two codes of one level differ.
func differing(a, b geo.AreaCode) int {
	n := 0
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// fitting refuses roles that mean nothing within a scope or without one.
func (a *app) fitting(roles []access.Role, scope []geo.AreaCode) error {
	switch {
	case slices.Contains(roles, access.Desa) && len(scope) == 0:
		return a.misused("peran desa memerlukan --scope KODE", "the role desa needs --scope CODE")
	case len(scope) > 0 && (slices.Contains(roles, access.Administrator) || slices.Contains(roles, access.Auditor)):
		return a.misused("peran administrator dan auditor berlaku untuk seluruh wilayah: tanpa --scope",
			"the roles administrator and auditor are for the whole working area: without --scope")
	}
	return nil
}

// misused is a usage error in the user's language.
func (a *app) misused(id, en string, args ...any) error {
	return &usageError{fmt.Errorf(a.say(id, en), args...)}
}

// refused says in the user's language why the store refused.
func (a *app) refused(err error, what string) error {
	for _, c := range []struct {
		kind   error
		id, en string
	}{
		{access.ErrUnknown, "%s tidak ada", "there is no %s"},
		{access.ErrTaken, "%s sudah ada", "%s exists already"},
		{access.ErrLast, "%s adalah administrator aktif yang terakhir: angkat yang lain dahulu", "%s is the last enabled administrator: make another one first"},
	} {
		if errors.Is(err, c.kind) {
			return fmt.Errorf(a.say(c.id, c.en), what)
		}
	}
	if errors.Is(err, access.ErrName) {
		return a.misused("%q bukan nama: pengguna 3 sampai 64 dari a-z 0-9 . _ - @, token 1 sampai 64 huruf",
			"%q is not a name: users have 3 to 64 of a-z 0-9 . _ - @, tokens 1 to 64 letters", what)
	}
	return err
}

// firstPassword is a random one and its hash.
func firstPassword(ctx context.Context) (plain, hash string, err error) {
	h, err := password.New(password.Default(), 1)
	if err != nil {
		return "", "", err
	}
	if plain, err = password.Generate(); err != nil {
		return "", "", err
	}
	hash, err = h.Hash(ctx, plain)
	return plain, hash, err
}

// did is the event of a change by this command.
func did(action, object string, detail map[string]string) audit.Event {
	return audit.Event{Action: action, Object: object, Outcome: audit.Done, Detail: detail}
}

// rights are the roles and the scope as the audit trail keeps them.
func rights(roles []access.Role, scope []geo.AreaCode) map[string]string {
	return map[string]string{"roles": joinWords(roles, ","), "scope": joinWords(scope, ",")}
}

func joinWords[S ~string](list []S, by string) string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return strings.Join(words, by)
}

// where shows a scope, "*" for the whole working area.
func where(scope []geo.AreaCode) string { return cmp.Or(joinWords(scope, ","), "*") }
