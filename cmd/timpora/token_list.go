package main

import (
	"cmp"
	"context"
	"fmt"
	"net/netip"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/geo"
	"timpora/risk/access"
)

// tokenView is a token without its hash.
type tokenView struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Owner     string         `json:"owner,omitempty"` // name of the user
	Roles     []access.Role  `json:"roles"`
	Scope     []geo.AreaCode `json:"scope"` // empty: the whole working area
	Layers    []string       `json:"layers"`
	Networks  []netip.Prefix `json:"networks"`
	Path      bool           `json:"path"`
	Purpose   string         `json:"purpose,omitempty"`
	State     string         `json:"state"` // holds, expired, revoked
	CreatedAt time.Time      `json:"created_at"`
	Until     time.Time      `json:"until"`
	RevokedAt time.Time      `json:"revoked_at,omitzero"`
	UsedAt    time.Time      `json:"used_at,omitzero"` // to the hour
}

func (a *app) viewToken(t access.Token, owners map[string]string) tokenView {
	state := "holds"
	switch {
	case !t.RevokedAt.IsZero():
		state = "revoked"
	case !t.Holds(a.now()):
		state = "expired"
	}
	return tokenView{
		ID: t.ID, Name: t.Name, Owner: owners[t.Owner], Roles: append([]access.Role{}, t.Roles...), Scope: append([]geo.AreaCode{}, t.Scope...),
		Layers: append([]string{}, t.Layers...), Networks: append([]netip.Prefix{}, t.Networks...), Path: t.Path, Purpose: t.Purpose, State: state,
		CreatedAt: t.CreatedAt, Until: t.Until, RevokedAt: t.RevokedAt, UsedAt: t.UsedAt,
	}
}

func (a *app) tokenList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: a.say("Daftar token / list the tokens", ""), Args: usageArgs(cobra.NoArgs),
		RunE: a.withStore(func(ctx context.Context, s *data.Store, _ []string) error {
			all, err := s.Tokens(ctx, "")
			if err != nil {
				return err
			}
			users, err := s.Users(ctx)
			if err != nil {
				return err
			}
			owners := map[string]string{}
			for _, u := range users {
				owners[u.ID] = u.Name
			}
			views := make([]tokenView, len(all))
			for i, t := range all {
				views[i] = a.viewToken(t, owners)
			}
			return a.showTokens(views)
		}),
	}
}

func (a *app) showTokens(all []tokenView) error {
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "tokens": all})
		return nil
	}
	state := map[string]string{"holds": a.say("berlaku", "holds"), "revoked": a.say("dicabut", "revoked"), "expired": a.say("kedaluwarsa", "expired")}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, a.say("Nama\tID\tPeran\tWilayah\tPemilik\tKeadaan\tSampai\tTerakhir dipakai", "Name\tID\tRoles\tScope\tOwner\tState\tUntil\tLast used"))
	for _, t := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", t.Name, t.ID, joinWords(t.Roles, ","), where(t.Scope), cmp.Or(t.Owner, "-"), state[t.State], moment(t.Until), moment(t.UsedAt))
	}
	return w.Flush()
}

func (a *app) tokenRevoke() *cobra.Command {
	return &cobra.Command{
		Use: "revoke NAME|ID", Short: a.say("Mencabut token / end a token for good", ""), Args: usageArgs(cobra.ExactArgs(1)),
		RunE: a.withStore(func(ctx context.Context, s *data.Store, args []string) error { return a.revokeToken(ctx, s, args[0]) }),
	}
}

// revokeToken ends the token of an id, or the only one of a name that holds.
func (a *app) revokeToken(ctx context.Context, s *data.Store, which string) error {
	all, err := s.Tokens(ctx, "")
	if err != nil {
		return err
	}
	named := slices.DeleteFunc(all, func(t access.Token) bool { return t.ID != which && (t.Name != which || !t.Holds(a.now())) })
	switch len(named) {
	case 0:
		return a.refused(access.ErrUnknown, "token "+which)
	case 1:
	default:
		return a.misused("%d token bernama %s: sebut ID-nya", "%d tokens are called %s: give the id", len(named), which)
	}
	t := named[0]
	if err := s.RevokeToken(ctx, t.ID, did("token_revoke", "token:"+t.ID, nil)); err != nil {
		return a.refused(err, "token "+which)
	}
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "revoked": t.ID})
		return nil
	}
	fmt.Fprintf(a.out, a.say("token %s dicabut\n", "token %s is revoked\n"), t.Name)
	return nil
}
