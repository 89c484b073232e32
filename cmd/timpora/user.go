package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/geo"
	"timpora/risk/access"
)

func (a *app) userCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "user",
		Short: a.say("Pengguna, peran, dan kata sandi / users, their roles and passwords", ""),
		Long:  "Makes, changes and disables users. A first password is printed once and must be changed at the first sign-in.\nRoles: timpora role list. Commands work beside a running server.",
	}
	cmd.AddCommand(a.userCreate(), a.userList(), a.userShow(), a.userSet(), a.userState("disable", true), a.userState("enable", false),
		a.userPassword(), a.userTOTPReset(), a.userSessions())
	return cmd
}

// userFlags are what can be said of a user.
type userFlags struct{ role, scope, display string }

func (o *userFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.role, "role", "", "ROLE[,ROLE], see timpora role list / peran")
	f.StringVar(&o.scope, "scope", "", "area codes, joined by commas; empty: the whole working area / kode wilayah")
	f.StringVar(&o.display, "display", "", "name to show / nama yang ditampilkan")
}

func (a *app) userCreate() *cobra.Command {
	var o userFlags
	cmd := &cobra.Command{
		Use: "create NAME --role ROLE[,ROLE]", Short: a.say("Membuat pengguna / make a user and print a first password", ""), Args: usageArgs(cobra.ExactArgs(1)),
		RunE: a.withStore(func(ctx context.Context, s *data.Store, args []string) error { return a.createUser(ctx, s, args[0], o) }),
	}
	o.add(cmd)
	return cmd
}

func (a *app) createUser(ctx context.Context, s *data.Store, name string, o userFlags) error {
	roles, err := a.roles(o.role)
	if err != nil {
		return err
	}
	scope, err := a.scope(ctx, s, o.scope)
	if err != nil {
		return err
	}
	if err := a.fitting(roles, scope); err != nil {
		return err
	}
	u, plain, err := a.newUser(ctx, s, access.User{Name: name, Display: o.display, Roles: roles, Scope: scope})
	if err != nil {
		return a.refused(err, name)
	}
	return a.showSecret(u, plain)
}

// newUser stores a user with a first password, which is returned.
func (a *app) newUser(ctx context.Context, s *data.Store, u access.User) (access.User, string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return u, "", err
	}
	if err := u.Check(); err != nil { // before the hash, which takes its time
		return u, "", err
	}
	plain, hash, err := firstPassword(ctx)
	if err != nil {
		return u, "", err
	}
	u.ID, u.Hash, u.MustChange, u.CreatedAt = id.String(), hash, true, a.now().UTC().Truncate(time.Microsecond)
	u.ChangedAt = u.CreatedAt
	return u, plain, s.AddUser(ctx, u, did("user_create", "user:"+u.ID, rights(u.Roles, u.Scope)))
}

// showSecret prints a first password, this once.
func (a *app) showSecret(u access.User, plain string) error {
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "user": viewUser(u), "password": plain})
		return nil
	}
	fmt.Fprintf(a.out, a.say("%s (%s)\nKata sandi pertama, hanya ditampilkan sekali ini dan wajib diganti: %s\n",
		"%s (%s)\nFirst password, shown this once and to be changed: %s\n"), u.Name, joinWords(u.Roles, ","), plain)
	return nil
}

// userView is a user without the secrets.
type userView struct {
	ID           string         `json:"id"`
	Name         string         `json:"name"`
	Display      string         `json:"display"`
	Roles        []access.Role  `json:"roles"`
	Scope        []geo.AreaCode `json:"scope"` // empty: the whole working area
	MustChange   bool           `json:"must_change"`
	SecondFactor bool           `json:"second_factor"`
	Disabled     bool           `json:"disabled"`
	CreatedAt    time.Time      `json:"created_at"`
	ChangedAt    time.Time      `json:"changed_at"`
}

func viewUser(u access.User) userView {
	return userView{
		ID: u.ID, Name: u.Name, Display: u.Display, Roles: append([]access.Role{}, u.Roles...), Scope: append([]geo.AreaCode{}, u.Scope...),
		MustChange: u.MustChange, SecondFactor: u.TOTP != nil, Disabled: u.Disabled, CreatedAt: u.CreatedAt, ChangedAt: u.ChangedAt,
	}
}

func (a *app) userList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: a.say("Daftar pengguna / list the users", ""), Args: usageArgs(cobra.NoArgs),
		RunE: a.withStore(func(ctx context.Context, s *data.Store, _ []string) error {
			all, err := s.Users(ctx)
			if err != nil {
				return err
			}
			if a.json {
				views := make([]userView, len(all))
				for i, u := range all {
					views[i] = viewUser(u)
				}
				writeJSON(a.out, map[string]any{"v": 1, "users": views})
				return nil
			}
			w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, a.say("Nama\tPeran\tWilayah\tKeadaan\tTampilan", "Name\tRoles\tScope\tState\tDisplay"))
			for _, u := range all {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", u.Name, joinWords(u.Roles, ","), where(u.Scope), a.userStateName(u), u.Display)
			}
			return w.Flush()
		}),
	}
}

func (a *app) userStateName(u access.User) string {
	switch {
	case u.Disabled:
		return a.say("nonaktif", "disabled")
	case u.MustChange:
		return a.say("kata sandi pertama", "first password")
	}
	return a.say("aktif", "enabled")
}

func (a *app) userShow() *cobra.Command {
	return &cobra.Command{
		Use: "show NAME", Short: a.say("Satu pengguna / one user", ""), Args: usageArgs(cobra.ExactArgs(1)),
		RunE: a.withStore(func(ctx context.Context, s *data.Store, args []string) error {
			u, err := s.UserByName(ctx, args[0])
			if err != nil {
				return a.refused(err, args[0])
			}
			return a.showUser(u)
		}),
	}
}

func (a *app) showUser(u access.User) error {
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "user": viewUser(u)})
		return nil
	}
	yes := map[bool]string{true: a.say("ya", "yes"), false: a.say("belum", "not yet")}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, line := range [][2]string{
		{"ID", u.ID}, {a.say("Nama", "Name"), u.Name}, {a.say("Tampilan", "Display"), u.Display},
		{a.say("Peran", "Roles"), joinWords(u.Roles, ",")}, {a.say("Wilayah", "Scope"), where(u.Scope)},
		{a.say("Keadaan", "State"), a.userStateName(u)}, {a.say("Faktor kedua", "Second factor"), yes[u.TOTP != nil]},
		{a.say("Dibuat", "Made"), moment(u.CreatedAt)}, {a.say("Diubah", "Changed"), moment(u.ChangedAt)},
	} {
		fmt.Fprintf(w, "%s\t%s\n", line[0], line[1])
	}
	return w.Flush()
}

// moment is a time in Bali, to the minute; "-" for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.In(wita()).Format("2006-01-02 15:04 WITA")
}
