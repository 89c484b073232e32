package main

import (
	"cmp"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/risk/audit"
)

func (a *app) auditMonthlyCommand() *cobra.Command {
	var month string
	cmd := &cobra.Command{
		Use:   "monthly",
		Short: a.say("Daftar pembacaan data orang dalam satu bulan untuk atasan / personal reads of a month, for the supervisor", ""),
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			from, err := time.ParseInLocation("2006-01", month, wita())
			if err != nil {
				return &usageError{fmt.Errorf("--month %q: want YYYY-MM", month)}
			}
			f := audit.Filter{Action: audit.ReadPersons, From: from, Until: from.AddDate(0, 1, 0), Oldest: true}
			return a.withTrail(cmd.Context(), func(s *data.Store) error {
				var reads audit.Reads
				if err := s.EachAudit(cmd.Context(), f, func(e audit.Entry) error { reads.Add(e); return nil }); err != nil {
					return err
				}
				return a.showReads(month, reads.List())
			})
		},
	}
	cmd.Flags().StringVar(&month, "month", lastMonth(a.now()), "YYYY-MM in WITA (default last month) / bulan")
	return cmd
}

// lastMonth is the month before that of t in Bali.
func lastMonth(t time.Time) string {
	y, m, _ := t.In(wita()).Date()
	return time.Date(y, m-1, 1, 0, 0, 0, 0, wita()).Format("2006-01")
}

func (a *app) showReads(month string, list []audit.Read) error {
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "month": month, "reads": list})
		return nil
	}
	if len(list) == 0 {
		fmt.Fprintf(a.out, a.say("tidak ada pembacaan data orang pada %s\n", "no personal reads in %s\n"), month)
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, a.say("siapa\ttujuan\tkali\tdata\tditolak\twilayah\tterakhir", "who\tpurpose\ttimes\tshown\trefused\tareas\tlast"))
	for _, r := range list {
		var areas []string
		for _, code := range r.Areas {
			areas = append(areas, cmp.Or(audit.Plain(string(code)), a.say("semua", "all")))
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%s\t%s\n", audit.Plain(r.Who), audit.Plain(r.Purpose), r.Times, r.Shown, r.Refused, strings.Join(areas, " "), stamp(r.Last))
	}
	return w.Flush()
}

func (a *app) auditPruneCommand() *cobra.Command {
	var before string
	cmd := &cobra.Command{
		Use:   "prune",
		Short: a.say("Menghapus awal jejak yang melewati masa simpan lima tahun / remove what is older than five years", ""),
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			oldest := audit.KeptFrom(a.now())
			at := oldest
			if before != "" {
				var err error
				if at, err = audit.ParseMoment(before, false); err != nil {
					return &usageError{fmt.Errorf("--before %w", err)}
				}
			}
			if at.After(oldest) {
				return &usageError{fmt.Errorf(a.say("--before %s: jejak disimpan %d tahun", "--before %s: the trail is kept for %d years"), before, audit.Kept)}
			}
			return a.withTrail(cmd.Context(), func(s *data.Store) error {
				removed, err := s.PruneAudit(cmd.Context(), at)
				if err != nil {
					return err
				}
				if a.json {
					writeJSON(a.out, map[string]any{"v": 1, "removed": removed, "before": at})
					return nil
				}
				fmt.Fprintf(a.out, a.say("%d entri sebelum %s dihapus\n", "%d entries before %s removed\n"), removed, stamp(at))
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&before, "before", "", "YYYY-MM-DD or RFC 3339 (default five years ago) / sebelum")
	return cmd
}
