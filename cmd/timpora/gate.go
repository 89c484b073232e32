package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/spf13/pflag"

	"timpora/api"
	"timpora/api/edge"
	"timpora/api/password"
	"timpora/api/privacy"
	"timpora/api/signin"
	"timpora/data"
	"timpora/data/sets"
	"timpora/risk/access"
)

// gateFlags say how people sign in.
type gateFlags struct {
	noSecond bool
	issuer   string
	client   string
	secret   string
	amr      []string
}

func (o *gateFlags) add(f *pflag.FlagSet) {
	f.BoolVar(&o.noSecond, "no-second-factor", false, "staff sign in by password alone: for trying out / tanpa faktor kedua, hanya untuk mencoba")
	f.StringVar(&o.issuer, "oidc-issuer", "", "address of the office's identity provider / alamat penyedia identitas")
	f.StringVar(&o.client, "oidc-client", "", "our id with the provider / ID klien")
	f.StringVar(&o.secret, "oidc-secret-file", "", "file with the client's secret, mode 600 / berkas rahasia klien")
	f.StringSliceVar(&o.amr, "oidc-second-factor", nil, "methods of the provider (amr) that count as a second factor / metode yang dihitung sebagai faktor kedua")
}

// provider is the identity provider of the flags, nil for none.
func (o gateFlags) provider(base string) (*signin.Provider, error) {
	switch {
	case o.issuer == "":
		return nil, nil
	case base == "":
		return nil, &usageError{errors.New("--oidc-issuer needs --base-url: the provider sends people back there")}
	}
	return &signin.Provider{Issuer: o.issuer, ClientID: o.client, SecretFile: o.secret, Return: base + "/masuk/oidc/kembali", AMR: o.amr}, nil
}

// mostHashes bounds how many passwords are hashed at once, 64 MiB each.
const mostHashes = 2

// gate makes the part that finds out who asks.
func (a *app) gate(s *data.Store, log *slog.Logger, o serveFlags) (*signin.Service, error) {
	key, err := data.Secret(a.dir)
	if err != nil {
		return nil, err
	}
	hasher, err := password.New(password.Default(), mostHashes)
	if err != nil {
		return nil, err
	}
	provider, err := o.provider(o.base)
	if err != nil {
		return nil, err
	}
	return signin.New(signin.Options{
		Store:     signin.Store{Users: s, Identities: s, Sessions: s, Browsers: s, Tokens: s, Uses: s, Trail: s},
		Passwords: hasher, Key: key, Seal: a.ring(), Log: log, Now: a.now, Secure: edge.Secure, Layers: append(api.ExportLayers(), "operations"),
		NoSecondFactor: o.noSecond, Provider: provider,
	})
}

// pagesOf are the pages of sign-in, of administrators, and the one that tells what
// is known about people, as the server takes them.
func (a *app) pagesOf(s *session, gate *signin.Service, o gateFlags) ([]api.Page, error) {
	routes, err := a.adminRoutes(s, gate, o.issuer)
	if err != nil {
		return nil, err
	}
	var out []api.Page
	for _, r := range append(gate.Routes(), routes...) {
		out = append(out, api.Page{Method: r.Method, Pattern: r.Pattern, Need: r.Need, Handler: r.Handler, Refused: gate.Fail})
	}
	policy, err := a.retentionPolicy()
	if err != nil {
		return nil, err
	}
	about, err := privacy.Page(privacy.Content{Processing: sets.Processing(), DPIA: sets.DPIA(), Policy: policy})
	if err != nil {
		return nil, err
	}
	return append(out, api.Page{Method: "GET", Pattern: "/privasi", Need: access.Open, Handler: about}), nil
}

// invite prints, for a demo on this machine, an address that signs its user in
// once.
func (a *app) invite(ctx context.Context, s *data.Store, gate *signin.Service, o serveFlags, address string) error {
	if !onLoopback(o.addr) {
		return nil
	}
	u, ok, err := a.demoUser(ctx, s)
	if err != nil || !ok {
		return err
	}
	fmt.Fprintln(a.out, a.say("Masuk sekali (10 menit): ", "Sign in once (10 minutes): ")+address+gate.OneTimeLink(u.ID))
	return nil
}

// sweep drops sessions that have run out, every hour.
func sweep(ctx context.Context, s *data.Store, log *slog.Logger, now func() time.Time) {
	for {
		if _, err := s.DropSessions(ctx, now().Add(-12*time.Hour)); err != nil && ctx.Err() == nil {
			log.Error("sessions that ran out were not dropped", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Hour):
		}
	}
}
