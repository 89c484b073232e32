package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"timpora/data"
)

func (a *app) eraseCommand() *cobra.Command {
	var o approvalFlags
	var document bool
	cmd := &cobra.Command{
		Use:   "erase OBJECT...",
		Short: "Menghapus data seseorang atas permintaannya / erase on a data subject's request",
		Long: "OBJECT is report:ID, reporter:ID (who told that report), residence:ID or person:KEY; with --document the number is read from\n" +
			"standard input, never from the command line. Sealed values go with their keys, in backups too; the rest is overwritten.\n" +
			"Tombstones go to tombstones.jsonl in the data folder: keep it beside the backups, and run privacy replay after a restore.",
		Args: usageArgs(cobra.ArbitraryArgs),
		RunE: func(cmd *cobra.Command, args []string) error {
			objects, err := a.objects(cmd.InOrStdin(), args, document)
			if err != nil {
				return err
			}
			return a.withStore(func(ctx context.Context, s *data.Store, _ []string) error {
				p, err := s.Erase(ctx, objects, o.approval())
				if err != nil {
					return a.approvalNeeded(err)
				}
				return a.erased(ctx, s, []data.Proof{p}, nil)
			})(cmd, args)
		},
	}
	cmd.Flags().BoolVar(&document, "document", false, "read a document number from standard input / baca nomor dokumen dari masukan")
	o.add(cmd)
	return cmd
}

func (a *app) replayCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "replay FILE",
		Short: "Menghapus ulang setelah pemulihan cadangan / erase again after a restore",
		Args:  usageArgs(cobra.ExactArgs(1)),
		RunE:  a.withStore(a.replay),
	}
}

func (a *app) replay(ctx context.Context, s *data.Store, args []string) error {
	f, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	n, err := s.ReplayTombstones(ctx, f)
	if err != nil {
		return err
	}
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "erased": n})
	} else {
		fmt.Fprintf(a.out, a.say("%d objek dihapus ulang\n", "%d objects erased again\n"), n)
	}
	_, err = s.SaveTombstones(ctx, a.tombstones())
	return err
}
