package main

import (
	"cmp"
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"timpora/api"
	"timpora/api/password"
	"timpora/data"
	"timpora/geo"
	"timpora/risk/access"
)

func (a *app) tokenCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: a.say("Token untuk QGIS, ArcGIS, dan skrip / tokens of QGIS, ArcGIS and scripts", ""),
		Long:  "A token lets a program read with the rights of its roles, for 90 days at most. It is printed once; the store keeps a hash.",
	}
	cmd.AddCommand(a.tokenCreate(), a.tokenList(), a.tokenRevoke())
	return cmd
}

type tokenFlags struct {
	role, scope, purpose, owner string
	layers, networks            []string
	days                        int
	path                        bool
}

func (a *app) tokenCreate() *cobra.Command {
	var o tokenFlags
	cmd := &cobra.Command{
		Use: "create NAME --role ROLE[,ROLE]", Short: a.say("Membuat token dan menampilkannya sekali / make a token and print it once", ""), Args: usageArgs(cobra.ExactArgs(1)),
		RunE: a.withStore(func(ctx context.Context, s *data.Store, args []string) error {
			return a.createToken(ctx, s, args[0], o)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&o.role, "role", "", "ROLE[,ROLE], see timpora role list / peran")
	f.StringVar(&o.scope, "scope", "", "area codes, joined by commas; empty: the whole working area / kode wilayah")
	f.StringSliceVar(&o.layers, "layers", nil, "only these layers: "+strings.Join(tokenLayers(), ",")+" / hanya lapisan ini")
	f.IntVar(&o.days, "days", int(access.LongestToken/day), "how long it holds, 1 to 90 / masa berlaku, hari")
	f.StringSliceVar(&o.networks, "network", nil, "only from these networks, such as 192.0.2.0/24 / hanya dari jaringan ini")
	f.BoolVar(&o.path, "path", false, "may stand in an address, where others may read it: what partners see at most; needs --network")
	f.StringVar(&o.purpose, "purpose", "", "purpose of personal reads / tujuan")
	f.StringVar(&o.owner, "owner", "", "name of the user whose rights bound it / pemilik")
	return cmd
}

const day = 24 * time.Hour

// tokenLayers are what a token can be bound to.
func tokenLayers() []string { return append(api.ExportLayers(), "operations") }

func (a *app) createToken(ctx context.Context, s *data.Store, name string, o tokenFlags) error {
	t, err := a.readToken(ctx, s, name, o)
	if err != nil {
		return err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	plain, hash, err := password.NewToken()
	if err != nil {
		return err
	}
	t.ID, t.Hash = id.String(), hash
	detail := rights(t.Roles, t.Scope)
	detail["until"] = t.Until.Format(time.DateOnly)
	if err := s.AddToken(ctx, t, did("token_create", "token:"+t.ID, detail)); err != nil {
		return a.refused(err, name)
	}
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "token": plain, "id": t.ID, "name": t.Name, "until": t.Until})
		return nil
	}
	fmt.Fprintf(a.out, a.say("%s\nHanya ditampilkan sekali ini; berlaku sampai %s\n", "%s\nShown this once; holds until %s\n"), plain, moment(t.Until))
	return nil
}

// readToken makes a token of the flags, all but its value.
func (a *app) readToken(ctx context.Context, s *data.Store, name string, o tokenFlags) (t access.Token, err error) {
	if o.days < 1 || o.days > int(access.LongestToken/day) {
		return t, a.misused("--days %d: 1 sampai 90", "--days %d: 1 to 90", o.days)
	}
	t.Name, t.Purpose, t.Path, t.Layers = name, o.purpose, o.path, o.layers
	t.CreatedAt = a.now().UTC().Truncate(time.Microsecond)
	t.Until = t.CreatedAt.Add(time.Duration(o.days) * day)
	if t.Roles, err = a.roles(o.role); err != nil {
		return t, err
	}
	if t.Scope, err = a.scope(ctx, s, o.scope); err != nil {
		return t, err
	}
	for _, l := range o.layers {
		if !slices.Contains(tokenLayers(), l) {
			return t, a.misused("--layers %q: pilih dari %s", "--layers %q: choose from %s", l, strings.Join(tokenLayers(), ", "))
		}
	}
	if t.Networks, err = a.networks(o.networks); err != nil {
		return t, err
	}
	if o.path && len(t.Networks) == 0 {
		return t, a.misused("--path memerlukan --network: alamat dengan token dapat dibaca orang lain", "--path needs --network: others may read an address with a token")
	}
	if err := a.fitting(t.Roles, t.Scope); err != nil || o.owner == "" {
		return t, err
	}
	return a.owned(ctx, s, t, o.owner)
}

// networks reads --network: prefixes or single addresses.
func (a *app) networks(words []string) (all []netip.Prefix, err error) {
	for _, w := range words {
		p, err := netip.ParsePrefix(w)
		if one, single := netip.ParseAddr(w); single == nil {
			p, err = one.Prefix(one.BitLen())
		}
		if err != nil {
			return nil, a.misused("--network %q: seharusnya seperti 192.0.2.0/24", "--network %q: want such as 192.0.2.0/24", w)
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

// owned bounds a token by its owner, who must have what it is to have.
func (a *app) owned(ctx context.Context, s *data.Store, t access.Token, name string) (access.Token, error) {
	u, err := s.UserByName(ctx, name)
	if err != nil {
		return t, a.refused(err, name)
	}
	bound, holds := t.Under(u)
	if !holds || len(bound.Roles) < len(t.Roles) || len(t.Scope) > 0 && !slices.Equal(bound.Scope, t.Scope) {
		return t, a.misused("%s hanya mempunyai peran %s di wilayah %s", "%s only has the roles %s in the areas %s", name, joinWords(u.Roles, ","), where(u.Scope))
	}
	bound.Owner = u.ID
	return bound, nil
}

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
