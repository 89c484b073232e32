package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/data/sets"
	"timpora/geo/boundary"
)

func (a *app) boundariesCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "boundaries", Short: a.say("Batas wilayah / boundary sets", "")}
	cmd.AddCommand(a.boundariesImport(), a.boundariesFetch(), a.boundariesList(), a.boundariesCheck(), a.boundariesActivate())
	return cmd
}

func (a *app) boundariesImport() *cobra.Command {
	var id string
	var activate, dry bool
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: a.say("Mengimpor batas desa / import GeoJSON, or gzip of it", ""),
		Long: fmt.Sprintf("Reads GeoJSON (or gzip) of BPS/HDX, Kemendagri or BIG fields: at most %d MiB unpacked, %d features, %d vertices.",
			boundary.MostBytes>>20, boundary.MostFeatures, boundary.MostVertices),
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := os.Open(args[0])
			if err != nil {
				return err
			}
			defer f.Close()
			base := filepath.Base(args[0])
			if id == "" {
				id = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(base, ".gz"), ".geojson"), ".json")
			}
			o, err := readOptions()
			if err != nil {
				return err
			}
			set, err := boundary.Read(f, base, o)
			if err != nil {
				return err
			}
			set.ID, set.Source, set.Precision = id, base, 1
			set.Licence, set.Credit = "", base
			if strings.Contains(base, "bps") {
				set.Licence, set.Credit, set.ValidOn = creditLicence, creditLine, "2020-04-01"
			}
			return a.takeSet(cmd.Context(), set, activate, dry)
		},
	}
	cmd.Flags().StringVar(&id, "id", "", "name of the set (default: of the file)")
	cmd.Flags().BoolVar(&activate, "activate", false, "use it and locate every record again / aktifkan")
	cmd.Flags().BoolVarP(&dry, "dry-run", "n", false, "check only / periksa saja")
	return cmd
}

func (a *app) boundariesFetch() *cobra.Command {
	var mirror string
	cmd := &cobra.Command{
		Use:   "fetch",
		Short: a.say("Mengambil batas BPS 2020 / fetch the exact BPS 2020 set, hash by hash, and activate it", ""),
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			files, err := sets.Fetch(cmd.Context(), mirror, func(done, total int) { a.note("%d/%d berkas", "%d/%d files", done, total) })
			if err != nil {
				return err
			}
			set, err := joinFiles(files)
			if err != nil {
				return err
			}
			set.ID, set.Source, set.ValidOn, set.Precision = "bps-2020", "HDX-BPS-2020", "2020-04-01", 1
			set.Licence, set.Credit = creditLicence, creditLine
			return a.takeSet(cmd.Context(), set, true, false)
		},
	}
	cmd.Flags().StringVar(&mirror, "mirror", "", "folder or URL with the same files / cermin")
	return cmd
}

// joinFiles reads the files of the lock as one set.
func joinFiles(files map[string][]byte) (boundary.Set, error) {
	o, err := readOptions()
	if err != nil {
		return boundary.Set{}, err
	}
	var all boundary.Set
	paths := make([]string, 0, len(files))
	for p := range files {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for _, p := range paths {
		one, err := boundary.Read(bytes.NewReader(files[p]), p, o)
		if err != nil {
			return all, err
		}
		all.Desa = append(all.Desa, one.Desa...)
	}
	body, err := boundary.Encode(all)
	if err != nil {
		return all, err
	}
	return boundary.Read(bytes.NewReader(body), "boundaries.lock", o)
}

func (a *app) boundariesList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: a.say("Daftar batas / list the stored sets", ""), Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			stored, err := s.BoundarySets(cmd.Context())
			if err != nil {
				return err
			}
			type row struct {
				ID     string  `json:"id"`
				Active bool    `json:"active"`
				Meta   setMeta `json:"meta"`
			}
			rows := []row{}
			for _, b := range stored {
				if b.ID != builtin {
					var m setMeta
					if err := json.Unmarshal(b.Meta, &m); err != nil {
						return fmt.Errorf("boundary set %s: %w", b.ID, err)
					}
					rows = append(rows, row{b.ID, b.Active, m})
				}
			}
			own := s.place.set
			rows = append(rows, row{builtin, own.ID == builtin, setMeta{Source: "built in", Licence: creditLicence, Credit: creditLine, ValidOn: "2020-04-01", Precision: 65}})
			if a.json {
				writeJSON(a.out, map[string]any{"v": 1, "sets": rows})
				return nil
			}
			for _, r := range rows {
				mark := " "
				if r.Active {
					mark = "*"
				}
				fmt.Fprintf(a.out, "%s %-28s %s %.0f m\n", mark, r.ID, r.Meta.Source, r.Meta.Precision)
			}
			return nil
		},
	}
}

func (a *app) boundariesActivate() *cobra.Command {
	return &cobra.Command{
		Use: "activate SET", Short: a.say("Memakai satu batas / use a stored set", ""), Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			s, err := a.open(ctx)
			if err != nil {
				return err
			}
			defer s.Close()
			stored, err := s.BoundarySet(ctx, args[0])
			if errors.Is(err, data.ErrNotFound) && args[0] == builtin {
				stored = data.BoundarySet{ID: builtin, Meta: []byte("{}"), Body: []byte("{}"), Check: []byte("{}"), SavedAt: a.now()}
				err = s.SaveBoundarySet(ctx, stored)
			}
			if err != nil {
				return err
			}
			set, err := decodeSet(stored)
			if err != nil {
				return err
			}
			return a.activate(ctx, s, set)
		},
	}
}

func (a *app) boundariesCheck() *cobra.Command {
	return &cobra.Command{
		Use: "check [SET]", Short: a.say("Memeriksa batas / check a set", ""), Args: usageArgs(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			set := s.place.set
			if len(args) == 1 && args[0] != set.ID {
				stored, err := s.BoundarySet(cmd.Context(), args[0])
				if err != nil && args[0] != builtin {
					return err
				}
				stored.ID = args[0]
				if set, err = decodeSet(stored); err != nil {
					return err
				}
			}
			check, err := checkSet(set)
			if err != nil {
				return err
			}
			a.showCheck(check, nil)
			return nil
		},
	}
}
