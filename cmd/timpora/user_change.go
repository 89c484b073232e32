package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/risk/access"
)

// changeUser changes the user of a name and ends what stands on former rights.
func (a *app) changeUser(ctx context.Context, s *data.Store, name, action string, detail map[string]string, f func(*access.User)) (access.User, error) {
	u, err := s.UserByName(ctx, name)
	if err != nil {
		return u, a.refused(err, name)
	}
	u, err = s.ChangeUser(ctx, u.ID, did(action, "user:"+u.ID, detail), func(u *access.User) error { f(u); return nil }, "")
	if err != nil {
		return u, a.refused(err, name)
	}
	return u, nil
}

func (a *app) userSet() *cobra.Command {
	var o userFlags
	cmd := &cobra.Command{
		Use: "set NAME", Short: a.say("Mengubah peran, wilayah, atau tampilan / change roles, scope or display", ""), Args: usageArgs(cobra.ExactArgs(1)),
	}
	o.add(cmd)
	cmd.RunE = a.withStore(func(ctx context.Context, s *data.Store, args []string) error {
		return a.setUser(ctx, s, args[0], o, cmd.Flags().Changed)
	})
	return cmd
}

// setUser changes what the flags name and leaves the rest.
func (a *app) setUser(ctx context.Context, s *data.Store, name string, o userFlags, given func(string) bool) error {
	if !given("role") && !given("scope") && !given("display") {
		return a.misused("--role, --scope, atau --display: apa yang diubah?", "--role, --scope or --display: what is to change?")
	}
	u, err := s.UserByName(ctx, name)
	if err != nil {
		return a.refused(err, name)
	}
	want := u
	if given("role") {
		if want.Roles, err = a.roles(o.role); err != nil {
			return err
		}
	}
	if given("scope") {
		if want.Scope, err = a.scope(ctx, s, o.scope); err != nil {
			return err
		}
	}
	if err := a.fitting(want.Roles, want.Scope); err != nil {
		return err
	}
	u, err = a.changeUser(ctx, s, name, "user_change", rights(want.Roles, want.Scope), func(u *access.User) {
		if given("role") {
			u.Roles = want.Roles
		}
		if given("scope") {
			u.Scope = want.Scope
		}
		if given("display") {
			u.Display = o.display
		}
	})
	if err != nil {
		return err
	}
	return a.showUser(u)
}

func (a *app) userState(verb string, disabled bool) *cobra.Command {
	return &cobra.Command{
		Use:   verb + " NAME",
		Short: a.say(map[bool]string{true: "Menonaktifkan: sesi dan tokennya berakhir / end a user's sessions and tokens", false: "Mengaktifkan kembali / let a user sign in again"}[disabled], ""),
		Args:  usageArgs(cobra.ExactArgs(1)),
		RunE: a.withStore(func(ctx context.Context, s *data.Store, args []string) error {
			u, err := a.changeUser(ctx, s, args[0], "user_"+verb, nil, func(u *access.User) { u.Disabled = disabled })
			if err != nil {
				return err
			}
			return a.showUser(u)
		}),
	}
}

func (a *app) userPassword() *cobra.Command {
	return &cobra.Command{
		Use: "password NAME", Short: a.say("Kata sandi pertama yang baru; sesinya berakhir / a new first password; sessions end", ""), Args: usageArgs(cobra.ExactArgs(1)),
		RunE: a.withStore(func(ctx context.Context, s *data.Store, args []string) error {
			plain, hash, err := firstPassword(ctx)
			if err != nil {
				return err
			}
			u, err := a.changeUser(ctx, s, args[0], "user_password", nil, func(u *access.User) { u.Hash, u.MustChange = hash, true })
			if err != nil {
				return err
			}
			return a.showSecret(u, plain)
		}),
	}
}

func (a *app) userTOTPReset() *cobra.Command {
	return &cobra.Command{
		Use: "totp-reset NAME", Short: a.say("Menghapus faktor kedua; didaftarkan lagi saat masuk / forget the second factor; enrolled anew at the next sign-in", ""),
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: a.withStore(func(ctx context.Context, s *data.Store, args []string) error {
			u, err := a.changeUser(ctx, s, args[0], "user_totp_reset", nil, func(u *access.User) { u.TOTP, u.TOTPStep, u.Recovery = nil, 0, nil })
			if err != nil {
				return err
			}
			return a.showUser(u)
		}),
	}
}

// sessionView is a session without what the cookie is derived to.
type sessionView struct {
	Full      bool      `json:"full"`
	Network   string    `json:"network"`
	Agent     string    `json:"agent"`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at"`
}

func (a *app) userSessions() *cobra.Command {
	var end bool
	cmd := &cobra.Command{
		Use: "sessions NAME", Short: a.say("Sesi seorang pengguna / where a user is signed in", ""), Args: usageArgs(cobra.ExactArgs(1)),
		RunE: a.withStore(func(ctx context.Context, s *data.Store, args []string) error {
			u, err := s.UserByName(ctx, args[0])
			if err != nil {
				return a.refused(err, args[0])
			}
			if end {
				return a.endSessions(ctx, s, u)
			}
			all, err := s.Sessions(ctx, u.ID)
			if err != nil {
				return err
			}
			return a.showSessions(all)
		}),
	}
	cmd.Flags().BoolVar(&end, "end", false, "sign the user out everywhere / akhiri semua")
	return cmd
}

func (a *app) endSessions(ctx context.Context, s *data.Store, u access.User) error {
	n, err := s.EndSessions(ctx, u.ID, "", did("sessions_end", "user:"+u.ID, nil))
	if err != nil {
		return err
	}
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "ended": n})
		return nil
	}
	fmt.Fprintf(a.out, a.say("%d sesi berakhir\n", "%d sessions ended\n"), n)
	return nil
}

func (a *app) showSessions(all []access.Session) error {
	if a.json {
		views := make([]sessionView, len(all))
		for i, x := range all {
			views[i] = sessionView{Full: x.Full, Network: x.Network, Agent: x.Agent, CreatedAt: x.CreatedAt, SeenAt: x.SeenAt}
		}
		writeJSON(a.out, map[string]any{"v": 1, "sessions": views})
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, a.say("Masuk\tTerakhir\tJaringan\tPeramban", "Since\tLast seen\tNetwork\tBrowser"))
	for _, x := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", moment(x.CreatedAt), moment(x.SeenAt), x.Network, x.Agent)
	}
	return w.Flush()
}
