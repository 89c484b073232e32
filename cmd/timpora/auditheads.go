package main

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/risk/audit"
)

// headsDir is where signed heads of the trail are kept.
func (a *app) headsDir() string { return envOr("TIMPORA_AUDIT_HEADS", filepath.Join(a.dir, "heads")) }

func (a *app) auditHeadCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "head",
		Short: a.say("Memeriksa jejak lalu menandatangani akhirnya / verify the trail and sign its end", ""),
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withTrail(cmd.Context(), func(s *data.Store) error {
				h, path, err := a.seal(cmd.Context(), s, cmp.Or(dir, a.headsDir()))
				if err != nil {
					return err
				}
				if a.json {
					writeJSON(a.out, map[string]any{"v": 1, "head": h, "file": path})
					return nil
				}
				fmt.Fprintln(a.out, path)
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&dir, "heads", "", "folder of signed heads (default heads in the data folder, or TIMPORA_AUDIT_HEADS) / folder kepala rantai")
	return cmd
}

func (a *app) auditKeyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "key",
		Short: a.say("Mencetak kunci publik tanda tangan / print the public key of the signatures", ""),
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			key, err := data.AuditKey(a.dir)
			if err != nil {
				return err
			}
			public := key.Public().(ed25519.PublicKey)
			text, err := audit.PublicPEM(public)
			if err != nil {
				return err
			}
			if a.json {
				writeJSON(a.out, map[string]any{"v": 1, "id": audit.KeyID(public), "pem": string(text)})
				return nil
			}
			fmt.Fprint(a.out, string(text))
			return nil
		},
	}
}

// seal verifies the trail, signs its end, and keeps the head in the store and as
// a file, whose path it returns. A broken trail is not signed. Servers that share
// a database share the key as well.
func (a *app) seal(ctx context.Context, s *data.Store, dir string) (audit.Head, string, error) {
	report, err := a.verifyTrail(ctx, s, "", "")
	if err == nil {
		err = a.broken(report)
	}
	if err != nil {
		return audit.Head{}, "", err
	}
	key, err := data.AuditKey(a.dir)
	if err != nil {
		return audit.Head{}, "", err
	}
	h, err := s.SignHead(ctx, key)
	if err != nil {
		return h, "", err
	}
	path, err := writeHead(dir, h)
	return h, path, err
}

// sealNight signs the trail after a report was made.
func (a *app) sealNight(ctx context.Context, s *session, made bool) error {
	if !made {
		return nil
	}
	_, _, err := a.seal(ctx, s.Store, a.headsDir())
	return err
}

// writeHead keeps a head as a file of its own, whole or not at all. A file that
// is there stays: another head of the same number means that the database was
// replaced.
func writeHead(dir string, h audit.Head) (string, error) {
	path := filepath.Join(dir, fmt.Sprintf("head-%012d.json", h.Seq))
	text, err := json.Marshal(h)
	if err != nil {
		return path, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return path, err
	}
	tmp, err := os.CreateTemp(dir, ".head-*") // mode 600
	if err != nil {
		return path, err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(append(text, '\n'))
	if err := errors.Join(err, tmp.Chmod(0o644), tmp.Sync(), tmp.Close()); err != nil {
		return path, err
	}
	err = os.Link(tmp.Name(), path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return path, err
	}
	return path, writeNew(path, append(text, '\n')) // a share without hard links
}

// writeNew writes a file that must not be there.
func writeNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// heads reads the signed heads of a folder. The default folder may be missing; one
// that was asked for holds at least one head.
func (a *app) heads(dir string) ([]audit.Head, error) {
	asked := dir != ""
	if !asked {
		dir = a.headsDir()
	}
	files, err := os.ReadDir(dir)
	if err != nil && (asked || !errors.Is(err, fs.ErrNotExist)) {
		return nil, err
	}
	var all []audit.Head
	for _, f := range files {
		if ok, _ := path.Match("head-*.json", f.Name()); !ok { // the pattern is well formed
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return nil, err
		}
		h, err := audit.ParseHead(text)
		if err != nil {
			h = audit.Head{Key: f.Name()} // nobody signed it, and so verification tells of it
		}
		all = append(all, h)
	}
	if asked && len(all) == 0 {
		return nil, fmt.Errorf(a.say("tidak ada kepala rantai di %s", "there are no signed heads in %s"), dir)
	}
	return all, nil
}

// publicKeys are the keys of a PEM file, or those of the data folder: its own, once
// it was made, and those of before in audit.pem.
func (a *app) publicKeys(file string) ([]ed25519.PublicKey, error) {
	if file != "" {
		return readPublic(file)
	}
	keys, err := readPublic(filepath.Join(a.dir, "audit.pem"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(a.dir, "audit.key")); errors.Is(err, fs.ErrNotExist) {
		return keys, nil
	}
	key, err := data.AuditKey(a.dir)
	if err != nil {
		return nil, err
	}
	return append(keys, key.Public().(ed25519.PublicKey)), nil
}

func readPublic(file string) ([]ed25519.PublicKey, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return audit.ParsePublic(text)
}
