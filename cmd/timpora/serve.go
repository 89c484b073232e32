package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"timpora/api"
	"timpora/api/answer"
	"timpora/api/openapi"
	"timpora/data"
	"timpora/web"
)

// drain is how long a stop waits for requests under way.
const drain = 10 * time.Second

type serveFlags struct {
	addr, night, base       string
	cors                    []string
	insecure, demo, noNight bool
	rate                    float64
	limit                   func(http.Handler) http.Handler
}

func (a *app) serveCommand() *cobra.Command {
	var o serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: a.say("Menyajikan peta dan API, membuat laporan tiap malam / serve map and API, report every night", ""),
		Long: "Serves the map page, the JSON API, tiles and exports, and makes the daily report.\n" +
			"Limits: bodies of imports 64 MiB, of locate 1 MiB and 10,000 points\n" +
			"(application/x-ndjson: any number of lines of 4 KiB), headers 64 KiB; headers must come within 5 s.\n" +
			"There is no sign-in yet: it listens on loopback only and refuses another address without --insecure.",
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if o.limit, err = limiting(o.rate, cmd.Flags().Changed("rate"), o.addr, a.now); err != nil {
				return err
			}
			return a.serve(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.addr, "addr", "127.0.0.1:8080", "HOST:PORT to listen on / alamat")
	f.StringVar(&o.night, "night", "03:00", "time of the nightly run, WITA / jam laporan")
	f.BoolVar(&o.noNight, "no-night", false, "no nightly run; use timpora report from a timer")
	f.BoolVar(&o.insecure, "insecure", false, "listen beyond loopback without sign-in: everybody who reaches the address sees everything")
	f.BoolVar(&o.demo, "demo", false, "fill an empty store with the synthetic demo / isi data sintetis bila kosong")
	f.StringVar(&o.base, "base-url", "", "scheme and host of links, such as https://peta.example.go.id; empty: what the client used / alamat publik")
	f.StringArrayVar(&o.cors, "cors", nil, "an origin whose pages may read, such as https://mitra.example.go.id; may be repeated / asal halaman mitra")
	f.Float64Var(&o.rate, "rate", usualRate, "requests a second and client (an address, or an IPv6 network of 64 bits), ten seconds' worth at once, a tenth for exports, features and writing; 0 for no cap; on loopback none unless given / permintaan per detik dan klien")
	return cmd
}

func (a *app) serve(ctx context.Context, o serveFlags) error {
	night, err := parseNightTime(o.night)
	if err != nil {
		return err
	}
	if err := a.mayListen(o); err != nil {
		return err
	}
	if err := o.checkWeb(); err != nil {
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
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(a.err, nil))
	server, err := a.newServer(ctx, s, log, o, nil)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	fmt.Fprintf(a.out, "http://%s\n", listener.Addr())
	if !o.noNight {
		go nightWatch(ctx, night, a.now, log, func(ctx context.Context, day time.Time) error {
			return a.nightAndShow(ctx, s, server, day)
		})
	}
	return serveUntil(ctx, server.HTTP(), listener)
}

// mayListen refuses an address beyond loopback: there is no sign-in yet.
func (a *app) mayListen(o serveFlags) error {
	if _, _, err := net.SplitHostPort(o.addr); err != nil {
		return &usageError{fmt.Errorf("--addr %q: want HOST:PORT", o.addr)}
	}
	if onLoopback(o.addr) {
		return nil
	}
	if !o.insecure {
		return &usageError{errors.New(a.say("belum ada sign-in: hanya loopback (127.0.0.1); --insecure untuk alamat lain",
			"there is no sign-in yet: loopback (127.0.0.1) only; --insecure for another address"))}
	}
	a.note("PERINGATAN: tanpa sign-in di %s, siapa pun yang menjangkaunya melihat semuanya",
		"WARNING: no sign-in on %s, everybody who reaches it sees everything", o.addr)
	return nil
}

// prepare fills an empty store with the demo when asked, and scores a store
// that has records and no run of the active set.
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
	if err != nil || run != nil || empty {
		return err
	}
	_, err = s.score(ctx, a.now().UTC().Truncate(time.Second), 1)
	return err
}

// checkWeb refuses addresses that browsers would not understand.
func (o *serveFlags) checkWeb() error {
	for _, origin := range o.cors {
		if !answer.ValidOrigin(origin) {
			return &usageError{fmt.Errorf("--cors %q: want scheme://host[:port]", origin)}
		}
	}
	if o.base != "" && !answer.ValidOrigin(o.base) {
		return &usageError{fmt.Errorf("--base-url %q: want scheme://host[:port]", o.base)}
	}
	return nil
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
		Base: o.base, Origins: o.cors, Limit: o.limit, Formats: exportFormats(),
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

// serveUntil serves until the context ends, then lets requests finish.
func serveUntil(ctx context.Context, h *http.Server, l net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- h.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	return h.Shutdown(stop)
}
