package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"timpora/api"
	"timpora/api/answer"
	"timpora/api/openapi"
	"timpora/data"
	"timpora/web"
)

type serveFlags struct {
	listenFlags
	gateFlags
	night         string
	cors          []string
	demo, noNight bool
	rate          float64
	limit         func(http.Handler) http.Handler
	observe       api.Observe // hears of every answer; may be nil
	signIn        api.SignIn
	pages         []api.Page
	network       func(*http.Request) string // of a client, as the audit trail keeps it
}

func (a *app) serveCommand() *cobra.Command {
	var o serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: a.say("Menyajikan peta dan API, membuat laporan tiap malam / serve map and API, report every night", ""),
		Long: "Serves the map page, the JSON API, tiles and exports, and makes the daily report.\n" +
			"Limits: bodies of imports 64 MiB, of locate 1 MiB and 10,000 points\n" +
			"(application/x-ndjson: any number of lines of 4 KiB), headers 64 KiB; headers must come within 5 s.\n" +
			"Beyond loopback it speaks TLS, by --tls-cert and --tls-key or by --acme, or stands behind a --proxy that does.",
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if o.limit, err = limiting(o.rate, cmd.Flags().Changed("rate") || len(o.proxyText) > 0, o.addr, a.now); err != nil {
				return err
			}
			return a.serve(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	o.listenFlags.add(f)
	o.gateFlags.add(f)
	f.StringVar(&o.night, "night", "03:00", "time of the nightly run, WITA / jam laporan")
	f.BoolVar(&o.noNight, "no-night", false, "no nightly run; use timpora report from a timer")
	f.BoolVar(&o.demo, "demo", false, "fill an empty store with the synthetic demo / isi data sintetis bila kosong")
	f.StringArrayVar(&o.cors, "cors", nil, "an origin whose pages may read, such as https://mitra.example.go.id; may be repeated / asal halaman mitra")
	f.Float64Var(&o.rate, "rate", usualRate, "requests a second and client (an address, or an IPv6 network of 64 bits), ten seconds' worth at once, a tenth for exports, features and writing; 0 for no cap; on loopback none unless given / permintaan per detik dan klien")
	return cmd
}

func (a *app) serve(ctx context.Context, o serveFlags) error {
	night, err := parseNightTime(o.night)
	if err != nil {
		return err
	}
	if err := o.check(a); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(a.err, nil))
	certs, err := o.holder(a, log)
	if err != nil {
		return err
	}
	s, err := a.openAs(ctx, data.Options{Server: true})
	if err != nil {
		return err
	}
	defer s.Close()
	if err := a.prepare(ctx, s, o.demo); err != nil {
		return err
	}
	if err := a.welcome(ctx, s.Store); err != nil {
		return err
	}
	if err := a.sealClear(ctx, s.Store, log); err != nil {
		return err
	}
	figures := a.metrics(s)
	o.observe = figures.Observe
	gate, err := a.gate(s.Store, log, o)
	if err != nil {
		return err
	}
	o.signIn, o.network = gate, gate.Network
	if o.pages, err = a.pagesOf(s, gate, o.gateFlags); err != nil {
		return err
	}
	server, err := a.newServer(ctx, s, log, o, gate)
	if err != nil {
		return err
	}
	all, address, err := o.services(certs, server.HTTP(), figures.Handler())
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, address)
	if err := a.invite(ctx, s.Store, gate, o, address); err != nil {
		closeAll(all)
		return err
	}
	go sweep(ctx, s.Store, log, a.now)
	go a.watchRetention(ctx, s.Store, night, log)
	if !o.noNight {
		go nightWatch(ctx, night, a.now, log, func(ctx context.Context, day time.Time) error {
			return a.nightAndShow(ctx, s, server, day)
		})
	}
	return serveUntil(ctx, all)
}

// prepare fills an empty store with the demo when asked, and scores a store
// that has records and no run of the active set, or only one that counted no
// persons by area, of which partners and the public would see nothing.
func (a *app) prepare(ctx context.Context, s *session, demo bool) error {
	empty, err := s.Empty(ctx)
	if err != nil {
		return err
	}
	if empty && demo {
		if _, err := a.fillDemo(ctx, s, 1); err != nil {
			return err
		}
		empty = false
	}
	run, err := s.currentRun(ctx)
	if err != nil || empty || run != nil && len(run.Result.Tallies) > 0 {
		return err
	}
	_, err = s.score(ctx, a.now().UTC().Truncate(time.Second), 1)
	return err
}

// check refuses what browsers would not understand, and unsafe listening.
func (o *serveFlags) check(a *app) error {
	for _, origin := range o.cors {
		if !answer.ValidOrigin(origin) {
			return &usageError{fmt.Errorf("--cors %q: want scheme://host[:port]", origin)}
		}
	}
	return o.listenFlags.check(a)
}

// newServer makes the server; the gate tells who asks.
func (a *app) newServer(ctx context.Context, s *session, log *slog.Logger, o serveFlags, gate api.Gate) (*api.Server, error) {
	shows, err := s.pictures(ctx)
	if err != nil {
		return nil, err
	}
	var page fs.FS
	if web.Built() {
		if page, err = web.Files(); err != nil {
			return nil, err
		}
	}
	b := backend{s: s, a: a}
	return api.New(api.Options{
		Log: log, Now: a.now, Gate: gate, Ready: s.Health, Runs: b, Nights: b, Imports: b, Decisions: b, Page: page, OpenAPI: openapi.Document(),
		Base: o.base, Origins: o.cors, Limit: o.limit, Formats: exportFormats(), Proxies: o.proxies, Observe: o.observe,
		SignIn: o.signIn, Pages: o.pages, Network: o.network, Audit: b, Stays: s,
	}, shows)
}

// nightAndShow makes the report of a date within the boundaries that are active
// by then, and shows its run.
func (a *app) nightAndShow(ctx context.Context, s *session, server *api.Server, day time.Time) error {
	s, err := s.current(ctx, a.dir)
	if err != nil {
		return err
	}
	made, err := a.makeNight(ctx, s, day, a.moments(day), 1)
	if err != nil || !made {
		return err
	}
	shows, err := s.pictures(ctx)
	if err != nil {
		return err
	}
	if err := server.Show(shows); err != nil {
		return err
	}
	return a.sealNight(ctx, s, made)
}
