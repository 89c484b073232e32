// Command timpora is the program of the TIM PORA of one immigration office:
// it takes boundaries and records, scores places, serves the map and leaves a
// report every night. It is the only place that wires packages together; each
// command has a file of its own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"os/user"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"timpora/risk/access"
	"timpora/risk/audit"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// app is what every command shares: the global flags and the streams.
type app struct {
	dir, db, lang string
	json, quiet   bool
	out, err      io.Writer
	now           func() time.Time
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	a := &app{out: stdout, err: stderr, now: time.Now}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(audit.With(ctx, localActor()))
	if err == nil {
		return exitOK
	}
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return exitInterrupted
	}
	a.report(err)
	return exitCode(err)
}

// localActor is whoever runs the command, by the name of the system's account:
// what a command changes is accounted for like what comes by the network.
func localActor() audit.Actor {
	name := strconv.Itoa(os.Getuid())
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	return audit.Actor{Name: "local:" + name, Via: string(access.ByLoopback)}
}

// report writes an error for people or, with --json, for programs.
func (a *app) report(err error) {
	if a.json {
		writeJSON(a.err, map[string]any{"v": 1, "error": a.machine(err)})
		return
	}
	fmt.Fprintln(a.err, "timpora:", a.sentence(err))
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "timpora",
		Short: a.say("Peta pengawasan orang asing untuk TIM PORA / Supervision map for a TIM PORA", ""),
		Long: "timpora menerima batas desa dan catatan, menilai tempat (bukan orang), menyajikan peta, dan membuat laporan harian.\n" +
			"timpora takes desa boundaries and records, scores places (never persons), serves a map and leaves a daily report.\n\n" +
			"Exit codes: 0 ok, 1 failed, 2 usage, 3 done with rejects, 4 key or sign-in, 10 no or newer database, 11 locked, 12 corrupt, 130 interrupted.",
		SilenceErrors: true, SilenceUsage: true, Version: buildVersion(),
	}
	f := root.PersistentFlags()
	f.StringVar(&a.dir, "data", envOr("TIMPORA_DATA", "./var"), "folder of the data / folder data")
	f.StringVar(&a.db, "db", os.Getenv("TIMPORA_DB"), "database URL; empty: SQLite in the folder / URL basis data")
	f.StringVar(&a.lang, "lang", envOr("TIMPORA_LANG", "id"), "id|en")
	f.BoolVar(&a.json, "json", false, "machine-readable output / keluaran JSON")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "no progress, no notes / tanpa catatan")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if a.lang != "id" && a.lang != "en" {
			return &usageError{fmt.Errorf("--lang %q: id or en", a.lang)}
		}
		return nil
	}
	root.AddCommand(a.serveCommand(), a.boundariesCommand(), a.importCommand(), a.scoreCommand(), a.reportCommand(),
		a.demoCommand(), a.locateCommand(), a.exportCommand(), a.planCommand(), a.backtestCommand(), a.simulateCommand(),
		a.userCommand(), a.tokenCommand(), a.roleCommand(), a.auditCommand(), a.keysCommand(), a.privacyCommand(), a.versionCommand())
	return root
}

// say picks the sentence in the user's language.
func (a *app) say(id, en string) string {
	if a.lang == "en" && en != "" {
		return en
	}
	return id
}

// note writes a line for people to the error stream.
func (a *app) note(id, en string, args ...any) {
	if !a.quiet && !a.json {
		fmt.Fprintf(a.err, a.say(id, en)+"\n", args...)
	}
}

func envOr(name, def string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return def
}
