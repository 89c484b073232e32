package main

import (
	"bytes"
	"cmp"
	"context"
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
	"timpora/geo"
	"timpora/geo/boundary"
)

func (a *app) boundariesCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "boundaries", Short: a.say("Batas wilayah / boundary sets", "")}
	cmd.AddCommand(a.boundariesImport(), a.boundariesFetch(), a.boundariesList(), a.boundariesCheck(), a.boundariesActivate())
	return cmd
}

func (a *app) boundariesImport() *cobra.Command {
	var about boundary.Set
	var activate, dry bool
	var precision float64
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: a.say("Mengimpor batas desa / import GeoJSON, or gzip of it", ""),
		Long: fmt.Sprintf("Reads GeoJSON (or gzip) of BPS/HDX, Kemendagri or BIG fields: at most %d MiB unpacked, %d features, %d vertices, %d in a ring.",
			boundary.MostBytes>>20, boundary.MostFeatures, boundary.MostVertices, boundary.MostRing),
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			about.Precision = geo.Meters(precision)
			return a.importSet(cmd.Context(), args[0], about, activate, dry)
		},
	}
	cmd.Flags().StringVar(&about.ID, "id", "", "name of the set (default: of the file)")
	cmd.Flags().StringVar(&about.Source, "source", "", "where it is from / sumber (default: the features' own, or the file)")
	cmd.Flags().StringVar(&about.Licence, "licence", "", "licence / lisensi")
	cmd.Flags().StringVar(&about.Credit, "credit", "", "credit line shown with it / keterangan sumber")
	cmd.Flags().StringVar(&about.ValidOn, "valid-on", "", "date YYYY-MM-DD / tanggal berlaku")
	cmd.Flags().Float64Var(&precision, "precision", 1, "of its borders, in metres / ketelitian")
	cmd.Flags().BoolVar(&activate, "activate", false, "use it and locate every record again / aktifkan")
	cmd.Flags().BoolVarP(&dry, "dry-run", "n", false, "check only / periksa saja")
	return cmd
}

// importSet reads a file as a set; what is known about it goes before what the
// file says.
func (a *app) importSet(ctx context.Context, path string, about boundary.Set, activate, dry bool) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	o, err := readOptions()
	if err != nil {
		return err
	}
	set, err := boundary.Read(f, filepath.Base(path), o)
	if err != nil {
		return err
	}
	describeSet(&set, about, filepath.Base(path))
	return a.takeSet(ctx, set, activate, dry)
}

// describeSet fills what the file does not say of itself: flags go first, then
// the features' own words, then what is known of the BPS set.
func describeSet(s *boundary.Set, about boundary.Set, file string) {
	name := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(file, ".gz"), ".geojson"), ".json")
	if strings.HasPrefix(s.Source, "HDX-BPS") {
		s.Licence, s.Credit = creditLicence, creditLine
	}
	s.ID, s.Precision = cmp.Or(about.ID, name), about.Precision
	s.Source, s.Licence = cmp.Or(about.Source, s.Source, file), cmp.Or(about.Licence, s.Licence)
	s.Credit, s.ValidOn = cmp.Or(about.Credit, s.Credit, s.Source), cmp.Or(about.ValidOn, s.ValidOn)
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
