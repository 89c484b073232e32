package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/risk/audit"
	"timpora/risk/ingest"
)

func (a *app) touchedCommand() *cobra.Command {
	var known string
	var document bool
	cmd := &cobra.Command{
		Use:   "touched OBJECT",
		Short: "Data siapa yang terkena, siapa membacanya / whose data a breach touched, and who read it",
		Long: "OBJECT is person:KEY, residence:ID, report:ID, reporter:ID (everything told by who told that report), user:NAME or import:ID; with\n" +
			"--document the number is read from standard input, never from the command line. The notice is due 3 x 24 hours after\n" +
			"--known-at (UU 27/2022 Pasal 46).",
		Args: usageArgs(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			when, err := a.momentOf("--known-at", known)
			if err != nil {
				return err
			}
			objects, err := a.objects(cmd.InOrStdin(), args, document)
			if err != nil {
				return err
			}
			return a.withStore(func(ctx context.Context, s *data.Store, _ []string) error {
				return a.touched(ctx, s, objects[0], when)
			})(cmd, args)
		},
	}
	cmd.Flags().StringVar(&known, "known-at", "", "when the breach became known, RFC 3339 (default now) / saat diketahui")
	cmd.Flags().BoolVar(&document, "document", false, "read a document number from standard input / baca nomor dokumen dari masukan")
	return cmd
}

// objects are those of the command line, or the person whose document number
// stands on the first line of the input. The number is hashed at once.
func (a *app) objects(in io.Reader, args []string, document bool) ([]string, error) {
	if document == (len(args) > 0) {
		return nil, &usageError{errors.New(a.say("sebut OBJEK, atau --document dengan nomor di masukan standar", "name an OBJECT, or --document with the number on standard input"))}
	}
	if !document {
		return args, nil
	}
	line, err := bufio.NewReader(io.LimitReader(in, 1<<10)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	key, err := data.Secret(a.dir)
	if err != nil {
		return nil, err
	}
	person := ingest.PersonKey(key, line)
	if person == "" {
		return nil, &usageError{errors.New(a.say("tidak ada nomor dokumen di masukan", "no document number on the input"))}
	}
	return []string{"person:" + person}, nil
}

func (a *app) touched(ctx context.Context, s *data.Store, object string, known time.Time) error {
	t, err := s.Touched(ctx, object, known)
	if err != nil {
		return err
	}
	kind, _, _ := strings.Cut(object, ":")
	if err := s.Note(ctx, audit.Event{Action: audit.Touched, Object: kind, Outcome: audit.Done, Detail: map[string]string{
		"records": fmt.Sprint(len(t.Records)), "reads": fmt.Sprint(len(t.Reads)),
	}}); err != nil {
		return err
	}
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "touched": t})
		return nil
	}
	a.showTouched(t)
	return nil
}

func (a *app) showTouched(t data.Touched) {
	at := func(m time.Time) string {
		if m.IsZero() {
			return "-"
		}
		return m.In(wita()).Format("2006-01-02 15:04")
	}
	fmt.Fprintf(a.out, a.say("diketahui %s WITA; pemberitahuan paling lambat %s WITA\n", "known %s WITA; notice due %s WITA\n"), at(t.KnownAt), at(t.Deadline))
	fmt.Fprintf(a.out, a.say("%d catatan:\n", "%d records:\n"), len(t.Records))
	for _, r := range t.Records {
		gone := ""
		if r.Erased {
			gone = a.say("  (bagian pribadi sudah dihapus)", "  (its personal part is erased)")
		}
		fmt.Fprintf(a.out, "  %s %s  %s  %s  %q%s\n", r.Table, r.ID, r.Desa, at(r.RecordedAt), r.RecordedBy, gone)
	}
	fmt.Fprintf(a.out, a.say("%d pembacaan:\n", "%d reads:\n"), len(t.Reads))
	for _, r := range t.Reads {
		fmt.Fprintf(a.out, "  %d  %s  %q  %s  %s  %q\n", r.Seq, at(r.At), r.Who, r.Network, r.Object, r.Purpose)
	}
}
