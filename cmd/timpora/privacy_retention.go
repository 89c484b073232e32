package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"timpora/data"
)

func (a *app) retentionCommand() *cobra.Command {
	var o approvalFlags
	var at string
	var preview, apply bool
	cmd := &cobra.Command{
		Use:   "retention",
		Short: "Yang melewati masa simpan: pratinjau atau hapus / what is due: preview or erase",
		Long: "--preview counts what each rule of retention.toml reaches and changes nothing. --apply erases it when two different people\n" +
			"approve, and prints a proof for each part: rule, counts, digest of the objects, entry of the audit trail.",
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, args []string) error {
			if preview == apply {
				return &usageError{errors.New(a.say("pilih --preview atau --apply", "choose --preview or --apply"))}
			}
			if apply && at != "" {
				return &usageError{errors.New(a.say("--at hanya untuk --preview", "--at goes with --preview only"))}
			}
			return a.withStore(func(ctx context.Context, s *data.Store, _ []string) error {
				if apply {
					return a.applyRetention(ctx, s, o.approval())
				}
				return a.previewRetention(ctx, s, at)
			})(cmd, args)
		},
	}
	cmd.Flags().BoolVar(&preview, "preview", false, "count only / hitung saja")
	cmd.Flags().BoolVar(&apply, "apply", false, "erase / hapus")
	cmd.Flags().StringVar(&at, "at", "", "moment of the preview, RFC 3339 (default now) / saat")
	o.add(cmd)
	return cmd
}

func (a *app) previewRetention(ctx context.Context, s *data.Store, at string) error {
	when, err := a.moment(at)
	if err != nil {
		return err
	}
	p, err := a.retentionPolicy()
	if err != nil {
		return err
	}
	due, err := s.Due(ctx, p, when)
	if err != nil {
		return err
	}
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "at": when, "policy": p.Version, "digest": p.Digest, "due": due})
		return nil
	}
	fmt.Fprintf(a.out, a.say("kebijakan %s, saat %s; tidak ada yang diubah\n", "policy %s, at %s; nothing was changed\n"), p.Version, when.In(wita()).Format(time.RFC3339))
	for _, d := range due {
		fmt.Fprintf(a.out, a.say("%-11s %5d hari, sampai %s: %d\n", "%-11s %5d days, up to %s: %d\n"), d.Name, d.Days, d.Limit.In(wita()).Format(time.DateOnly), d.Count)
	}
	return nil
}

func (a *app) applyRetention(ctx context.Context, s *data.Store, by data.Approval) error {
	p, err := a.retentionPolicy()
	if err != nil {
		return err
	}
	by.Reason = cmp.Or(by.Reason, "retention.toml "+p.Version)
	proofs, err := s.ApplyRetention(ctx, p, a.now(), by)
	return a.erased(ctx, s, proofs, err)
}

// erased brings the tombstones to their file and prints the proofs of what was
// erased, also when the rest failed.
func (a *app) erased(ctx context.Context, s *data.Store, proofs []data.Proof, failed error) error {
	if failed != nil && len(proofs) == 0 {
		return a.approvalNeeded(failed)
	}
	_, err := s.SaveTombstones(ctx, a.tombstones())
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "proofs": slices.Concat([]data.Proof{}, proofs)})
		return errors.Join(failed, err)
	}
	for _, p := range proofs {
		fmt.Fprintf(a.out, a.say("terhapus menurut %s:", "erased by %s:"), p.Rule)
		for _, kind := range slices.Sorted(maps.Keys(p.Counts)) {
			fmt.Fprintf(a.out, " %d %s", p.Counts[kind], kind)
		}
		fmt.Fprintf(a.out, a.say("; SHA-256 daftar %s; jejak audit %d, %s\n", "; SHA-256 of the list %s; audit entry %d, %s\n"), p.Digest, p.Seq, p.Hash)
	}
	if len(proofs) == 0 {
		fmt.Fprintln(a.out, a.say("tidak ada yang melewati masa simpan", "nothing is due"))
	}
	return errors.Join(failed, err)
}

func (a *app) approvalNeeded(err error) error {
	if errors.Is(err, data.ErrApproval) {
		return &usageError{errors.New(a.say("--approve NAMA, --approve2 NAMA LAIN dan --reason ALASAN wajib: dua orang berbeda menyetujui penghapusan",
			"--approve NAME, --approve2 ANOTHER NAME and --reason TEXT are needed: two different people approve an erasure"))}
	}
	return err
}
