package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/geo/export"
	"timpora/risk/audit"
)

// trailFlags choose entries.
type trailFlags struct {
	audit.Filter
	from, until string
}

func (o *trailFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.from, "from", "", "YYYY-MM-DD in WITA, or RFC 3339 / dari")
	f.StringVar(&o.until, "until", "", "the same; a day counts whole / sampai")
	f.StringVar(&o.Who, "who", "", "name of the user, token:NAME or local:NAME / siapa")
	f.StringVar(&o.Action, "action", "", "such as import, decide, read_persons / tindakan")
	f.StringVar(&o.Object, "object", "", "beginning of the object, such as report: / objek")
	f.StringVar(&o.Outcome, "outcome", "", "done, refused or failed / hasil")
}

// filter reads the flags.
func (o *trailFlags) filter() (audit.Filter, error) {
	f := o.Filter
	for _, b := range []struct {
		flag, text string
		until      bool
		to         *time.Time
	}{{"--from", o.from, false, &f.From}, {"--until", o.until, true, &f.Until}} {
		t, err := audit.ParseMoment(b.text, b.until)
		if err != nil {
			return f, &usageError{fmt.Errorf("%s %w", b.flag, err)}
		}
		*b.to = t
	}
	return f, nil
}

func (a *app) auditListCommand() *cobra.Command {
	var o trailFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: a.say("Menampilkan entri, yang terbaru lebih dahulu / show entries, newest first", ""),
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			f, err := o.filter()
			if err != nil {
				return err
			}
			return a.withTrail(cmd.Context(), func(s *data.Store) error { return a.listTrail(cmd.Context(), s, f) })
		},
	}
	o.add(cmd)
	cmd.Flags().IntVar(&o.Limit, "limit", 50, "most entries; 0 for all / jumlah terbanyak")
	cmd.Flags().Int64Var(&o.After, "after", 0, "number of the last entry seen / setelah nomor")
	cmd.Flags().BoolVar(&o.Oldest, "oldest", false, "oldest first / yang terlama lebih dahulu")
	return cmd
}

// listTrail shows entries a line each; what does not print is escaped, so that
// one entry stays one line.
func (a *app) listTrail(ctx context.Context, s *data.Store, f audit.Filter) error {
	if a.json {
		return s.EachAudit(ctx, f, func(e audit.Entry) error { return writeTrailLine(a.out, e) })
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	err := s.EachAudit(ctx, f, func(e audit.Entry) error {
		_, err := fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", e.Seq, stamp(e.At), audit.Plain(e.Actor.Name), audit.Plain(e.Event.Action),
			audit.Plain(e.Event.Object), audit.Plain(e.Event.Outcome), audit.Plain(e.Event.Facts()))
		return err
	})
	if err != nil {
		return err
	}
	return w.Flush()
}

func (a *app) auditExportCommand() *cobra.Command {
	var o trailFlags
	var output string
	cmd := &cobra.Command{
		Use:   "export",
		Short: a.say("Mengekspor jejak sebagai NDJSON atau CSV / export the trail", ""),
		Long: "FILE.csv is for spreadsheets; any other name is NDJSON, oldest first, one entry a line, which a short script can verify:\n" +
			"hash = SHA-256(prev, 32 bytes, then the line up to ,\"prev\": and a closing brace), and prev is the hash of the line before.",
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			f, err := o.filter()
			if err != nil {
				return err
			}
			if output == "" {
				return &usageError{fmt.Errorf("-o FILE")}
			}
			f.Oldest = true
			return a.withTrail(cmd.Context(), func(s *data.Store) error { return a.exportTrail(cmd.Context(), s, f, output) })
		},
	}
	o.add(cmd)
	cmd.Flags().StringVarP(&output, "output", "o", "", "file to write; - for standard output / berkas keluaran")
	return cmd
}

func (a *app) exportTrail(ctx context.Context, s *data.Store, f audit.Filter, output string) error {
	write := func(w io.Writer) error {
		return s.EachAudit(ctx, f, func(e audit.Entry) error { return writeTrailLine(w, e) })
	}
	if strings.HasSuffix(strings.ToLower(output), ".csv") {
		write = func(w io.Writer) error { return writeTrailTable(ctx, s, f, w) }
	}
	if output == "-" {
		return write(a.out)
	}
	if err := writeWhole(output, write); err != nil {
		return err
	}
	return os.Chmod(output, 0o600) // names and networks
}

func writeTrailLine(w io.Writer, e audit.Entry) error {
	line, err := e.Line()
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}

// writeTrailTable writes CSV. No cell holds a line end, and none is read as a
// formula.
func writeTrailTable(ctx context.Context, s *data.Store, f audit.Filter, w io.Writer) error {
	table := csv.NewWriter(w)
	head := []string{"seq", "at", "who", "as", "via", "network", "purpose", "action", "object", "area", "outcome", "detail", "prev", "hash"}
	if err := table.Write(head); err != nil {
		return err
	}
	err := s.EachAudit(ctx, f, func(e audit.Entry) error {
		row := []string{
			strconv.FormatInt(e.Seq, 10), e.At.Format(time.RFC3339Nano), e.Actor.Name, e.Actor.As, e.Actor.Via, e.Actor.Network, e.Actor.Purpose,
			e.Event.Action, e.Event.Object, string(e.Event.Area), e.Event.Outcome, e.Event.Facts(), e.Prev.String(), e.Hash.String(),
		}
		for i, cell := range row {
			row[i] = export.Guard(audit.Plain(cell))
		}
		return table.Write(row)
	})
	if err != nil {
		return err
	}
	table.Flush()
	return table.Error()
}
