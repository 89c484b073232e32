package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"timpora/api/signin"
	"timpora/data"
)

var _ signin.Sealer = (*data.Keyring)(nil)

func (a *app) keysCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "keys",
		Short: a.say("Kunci yang menyegel data pribadi / the keys that seal personal data", ""),
		Long: "The keys lie in keys.json in the data folder, never in the database. Back the file up apart from the database: whoever has both\n" +
			"reads everything, and without it nobody reads what was sealed, in backups neither.",
		Args: usageArgs(cobra.NoArgs),
	}
	cmd.AddCommand(
		a.keysPart("list", "Daftar kunci / the keys and how much each sealed", a.listKeys),
		a.keysPart("status", "Membuka setiap nilai tersegel / open every sealed value and count", a.keyStatus),
		a.keysPart("rotate", "Mengganti kunci, juga di samping server / turn the keys over, beside a running server too", a.rotateKeys),
		a.keysPart("encrypt", "Menyegel yang masih terbuka / seal what is in clear from before there were keys", a.encryptClear),
	)
	return cmd
}

func (a *app) keysPart(name, short string, do func(context.Context, *data.Store) error) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: short, Args: usageArgs(cobra.NoArgs),
		RunE: a.withStore(func(ctx context.Context, s *data.Store, _ []string) error { return do(ctx, s) }),
	}
}

func (a *app) listKeys(ctx context.Context, s *data.Store) error {
	st, err := s.KeyStatus(ctx)
	if err != nil {
		return err
	}
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "keys": st})
		return nil
	}
	for _, k := range st.Keys {
		mark := " "
		if k.Current {
			mark = "*"
		}
		fmt.Fprintf(a.out, a.say("%s %s  dibuat %s  %d nilai\n", "%s %s  made %s  %d values\n"), mark, k.ID, k.MadeAt.In(wita()).Format(time.DateOnly), k.Values)
	}
	for _, k := range st.Lost {
		fmt.Fprintf(a.out, a.say("! %s  TIDAK ADA di keys.json  %d nilai\n", "! %s  NOT in keys.json  %d values\n"), k.ID, k.Values)
	}
	if st.Clear > 0 {
		fmt.Fprintf(a.out, a.say("%d nilai belum disegel: timpora keys encrypt\n", "%d values are in clear: timpora keys encrypt\n"), st.Clear)
	}
	return nil
}

// keyStatus lists the keys after every sealed value was opened.
func (a *app) keyStatus(ctx context.Context, s *data.Store) error {
	if err := s.CheckSealed(ctx); err != nil {
		return err
	}
	a.note("setiap nilai tersegel dapat dibuka", "every sealed value opens")
	return a.listKeys(ctx, s)
}

func (a *app) rotateKeys(ctx context.Context, s *data.Store) error {
	n, err := s.RotateKeys(ctx, a.sealing())
	if err != nil {
		return err
	}
	return a.sealed(n, "kunci diganti: %d nilai disegel ulang\n", "keys turned over: %d values sealed anew\n")
}

func (a *app) encryptClear(ctx context.Context, s *data.Store) error {
	n, err := s.EncryptClear(ctx, a.sealing())
	if err != nil {
		return err
	}
	return a.sealed(n, "%d nilai disegel\n", "%d values sealed\n")
}

func (a *app) sealed(n int, id, en string) error {
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "values": n})
	} else {
		fmt.Fprintf(a.out, a.say(id, en), n)
	}
	return nil
}

// sealing tells how far a long work is, every few seconds.
func (a *app) sealing() func(int) {
	last := a.now()
	return func(n int) {
		if now := a.now(); now.Sub(last) > 5*time.Second {
			last = now
			a.note("%d nilai ...", "%d values ...", n)
		}
	}
}
