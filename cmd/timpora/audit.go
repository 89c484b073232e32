package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/risk/audit"
)

func (a *app) auditCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit",
		Short: a.say("Jejak audit: periksa, tampilkan, ekspor, tanda tangani / the audit trail", ""),
		Long: "The trail says who did what to which object, in a chain of hashes. Every night its end is signed with the key audit.key in the\n" +
			"data folder; the signed heads are written to the folder heads, or to TIMPORA_AUDIT_HEADS: a disk or share that whoever may\n" +
			"write the database may not. One such folder belongs to one database. Whoever replaces audit.key keeps the public key of before\n" +
			"in audit.pem, beside it.",
		Args: usageArgs(cobra.NoArgs),
	}
	cmd.AddCommand(a.auditVerifyCommand(), a.auditListCommand(), a.auditExportCommand(), a.auditHeadCommand(), a.auditKeyCommand(),
		a.auditMonthlyCommand(), a.auditPruneCommand())
	return cmd
}

// trail opens a store that exists: a trail that was only just made would prove
// nothing.
func (a *app) trail(ctx context.Context) (*data.Store, error) {
	path := strings.TrimPrefix(strings.TrimPrefix(a.url(), "sqlite:"), "//")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && !strings.Contains(path, "://") {
		return nil, &codeError{exitNoDatabase, fmt.Errorf(a.say("tidak ada basis data di %s", "there is no database at %s"), path)}
	}
	return data.Open(ctx, a.url(), data.Options{Keys: a.ring()})
}

// withTrail runs f on a store that exists.
func (a *app) withTrail(ctx context.Context, f func(*data.Store) error) error {
	s, err := a.trail(ctx)
	if err != nil {
		return err
	}
	return errors.Join(f(s), s.Close())
}

func (a *app) auditVerifyCommand() *cobra.Command {
	var dir, key string
	cmd := &cobra.Command{
		Use:   "verify",
		Short: a.say("Memeriksa rantai terhadap dirinya dan kepala bertanda tangan / verify the chain", ""),
		Long: "Reads the whole trail and holds it against itself, the signed heads in the store and those in a folder. A chain alone cannot\n" +
			"show that its end was cut or that all of it was replaced; heads that are kept elsewhere do. Exit code 12 when it is broken.",
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withTrail(cmd.Context(), func(s *data.Store) error {
				report, err := a.verifyTrail(cmd.Context(), s, dir, key)
				if err != nil {
					return err
				}
				a.showVerified(report)
				return a.broken(report)
			})
		},
	}
	cmd.Flags().StringVar(&dir, "heads", "", "folder of signed heads (default that of the data) / folder kepala rantai")
	cmd.Flags().StringVar(&key, "key", "", "PEM file of public keys (default those of the data folder) / kunci publik")
	return cmd
}

// verifyTrail verifies the trail against the heads of a folder and of the store,
// whose signatures must be of the keys in a file. "" is the default of each.
func (a *app) verifyTrail(ctx context.Context, s *data.Store, dir, keyFile string) (audit.Report, error) {
	files, err := a.heads(dir)
	if err != nil {
		return audit.Report{}, err
	}
	stored, err := s.AuditHeads(ctx)
	if err != nil {
		return audit.Report{}, err
	}
	keys, err := a.publicKeys(keyFile)
	if err != nil {
		return audit.Report{}, err
	}
	var forged *audit.Fault
	genuine := func(h audit.Head) bool {
		err := h.Check(keys...)
		if err != nil && forged == nil {
			forged = &audit.Fault{Seq: h.Seq, Code: audit.FaultForged, What: err.Error()}
		}
		return err == nil
	}
	for _, h := range stored {
		genuine(h)
	}
	report, err := s.VerifyAudit(ctx, slices.DeleteFunc(files, func(h audit.Head) bool { return !genuine(h) })...)
	report.Broken = cmp.Or(report.Broken, forged)
	return report, err
}

// broken is the failure that a report tells of, nil for a sound trail.
func (a *app) broken(r audit.Report) error {
	if r.Broken == nil {
		return nil
	}
	return &codeError{exitCorrupt, fmt.Errorf(a.say("jejak audit rusak: %s", "the audit trail is broken: %s"), r.Broken.Text(a.lang))}
}

func (a *app) showVerified(r audit.Report) {
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "sound": r.Broken == nil, "audit": r})
		return
	}
	fmt.Fprintf(a.out, a.say("%d entri utuh", "%d sound entries"), r.Entries)
	if r.Entries > 0 {
		fmt.Fprintf(a.out, a.say(", nomor %d (%s) sampai %d (%s)", ", number %d (%s) to %d (%s)"), r.First, stamp(r.FirstAt), r.Last, stamp(r.LastAt))
	}
	fmt.Fprintf(a.out, a.say("; %d kepala bertanda tangan cocok\n", "; %d signed heads fit\n"), r.Heads)
	if r.Removed > 0 {
		fmt.Fprintf(a.out, a.say("%d entri awal telah dihapus; %d kepala milik bagian itu\n", "the first %d entries were removed; %d heads are of that part\n"), r.Removed, r.HeadsPast)
	}
	if r.Backwards > 0 {
		fmt.Fprintf(a.out, a.say("catatan: jam mundur pada %d entri, pertama pada nomor %d\n", "note: the clock ran backwards at %d entries, first at number %d\n"),
			r.Backwards, r.BackFirst)
	}
}

// stamp is a time for people, in Bali.
func stamp(t time.Time) string { return t.In(audit.Zone()).Format("2006-01-02 15:04:05 MST") }
