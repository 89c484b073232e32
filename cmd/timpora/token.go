package main

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"timpora/api"
	"timpora/api/password"
	"timpora/data"
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
