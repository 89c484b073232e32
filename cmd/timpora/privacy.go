package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/data/sets"
	"timpora/risk/retention"
)

func (a *app) privacyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "privacy",
		Short: a.say("Masa simpan, penghapusan, pemberitahuan kegagalan / retention, erasure, breach notice", ""),
		Args:  usageArgs(cobra.NoArgs),
	}
	cmd.AddCommand(a.retentionCommand(), a.touchedCommand(), a.eraseCommand(), a.replayCommand())
	return cmd
}

// retentionPolicy is the office's own in the data folder, the built-in one when
// there is none.
func (a *app) retentionPolicy() (retention.Policy, error) {
	path := filepath.Join(a.dir, "retention.toml")
	body, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return retention.Parse(sets.Retention())
	}
	if err != nil {
		return retention.Policy{}, err
	}
	p, err := retention.Parse(body)
	if err != nil {
		return p, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

// tombstones is the file that makes a restored database forget again. It belongs
// beside the backups.
func (a *app) tombstones() string { return filepath.Join(a.dir, "tombstones.jsonl") }

// approvalFlags are who approves an erasure.
type approvalFlags struct{ first, second, reason string }

func (f *approvalFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.first, "approve", "", "who approves / nama pejabat yang menyetujui")
	cmd.Flags().StringVar(&f.second, "approve2", "", "who approves too, another person / pejabat kedua, orang lain")
	cmd.Flags().StringVar(&f.reason, "reason", "", "why / alasan")
}

func (f *approvalFlags) approval() data.Approval {
	return data.Approval{Reason: strings.TrimSpace(f.reason), Approved: []string{strings.TrimSpace(f.first), strings.TrimSpace(f.second)}}
}
