package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/boundary"
	"timpora/risk"
)

func (a *app) boundariesCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "boundaries", Short: a.say("Batas wilayah / boundary sets", "")}
	cmd.AddCommand(a.boundariesImport(), a.boundariesFetch(), a.boundariesList(), a.boundariesCheck(), a.boundariesActivate())
	return cmd
}

// setMeta is what the store keeps beside the areas.
type setMeta struct {
	Source    string  `json:"source"`
	Licence   string  `json:"licence"`
	Credit    string  `json:"credit"`
	ValidOn   string  `json:"valid_on"`
	Precision float64 `json:"precision_m"`
	SHA256    string  `json:"sha256"`
}

func encodeSet(s boundary.Set, check boundary.Report) (data.BoundarySet, error) {
	meta, err := json.Marshal(setMeta{s.Source, s.Licence, s.Credit, s.ValidOn, float64(s.Precision), s.SHA256})
	if err != nil {
		return data.BoundarySet{}, err
	}
	found, err := json.Marshal(check)
	if err != nil {
		return data.BoundarySet{}, err
	}
	body, err := boundary.Encode(s)
	return data.BoundarySet{ID: s.ID, Meta: meta, Body: body, Check: found}, err
}

func decodeSet(b data.BoundarySet) (boundary.Set, error) {
	if b.ID == builtin {
		return builtinSet()
	}
	o, err := readOptions()
	if err != nil {
		return boundary.Set{}, err
	}
	s, err := boundary.Read(bytes.NewReader(b.Body), b.ID, o)
	if err != nil {
		return s, err
	}
	var m setMeta
	if err := json.Unmarshal(b.Meta, &m); err != nil {
		return s, fmt.Errorf("boundary set %s: %w", b.ID, err)
	}
	s.ID, s.Source, s.Licence, s.Credit, s.ValidOn, s.Precision, s.SHA256 =
		b.ID, m.Source, m.Licence, m.Credit, m.ValidOn, geo.Meters(m.Precision), m.SHA256
	return s, nil
}

// readOptions knows the BPS codes and the names of the upper levels.
func readOptions() (boundary.Options, error) {
	facts, err := sets.Facts()
	if err != nil {
		return boundary.Options{}, err
	}
	name, err := areaNames()
	if err != nil {
		return boundary.Options{}, err
	}
	codes := map[string]geo.AreaCode{}
	for _, f := range facts {
		codes[f.BPS] = f.Code
	}
	return boundary.Options{FromBPS: func(bps string) geo.AreaCode { return codes[bps] }, Name: name}, nil
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

// takeSet checks a set, shows what was found, and stores and activates it.
func (a *app) takeSet(ctx context.Context, set boundary.Set, activate, dry bool) error {
	check, err := checkSet(set)
	if err != nil {
		return err
	}
	a.showCheck(check)
	if check.Broken() {
		return fmt.Errorf(a.say("batas %s rusak: %d garis tidak sah, %d kode ganda; tidak ada yang disimpan",
			"boundary set %s is broken: %d invalid outlines, %d doubled codes; nothing was stored"), set.ID, len(check.Invalid), len(check.Doubled))
	}
	if dry {
		return nil
	}
	stored, err := encodeSet(set, check)
	if err != nil {
		return err
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	stored.SavedAt = a.now()
	if err := s.SaveBoundarySet(ctx, stored); err != nil {
		return err
	}
	if !activate {
		return nil
	}
	return a.activate(ctx, s, set)
}

// activate makes a set the one in use: every record is located again in the
// same transaction.
func (a *app) activate(ctx context.Context, s *session, set boundary.Set) error {
	next, err := newPlace(set)
	if err != nil {
		return err
	}
	moved, err := s.ActivateBoundarySet(ctx, set.ID, next.relocate)
	if err != nil {
		return err
	}
	a.note("batas %s aktif; %d catatan pindah desa", "boundary set %s is active; %d records changed desa", set.ID, moved)
	return nil
}

// relocate places a record's point in the set. Records that are known by desa
// only keep it.
func (p *place) relocate(s risk.Stamp) risk.Stamp {
	if s.Quality == risk.QualityDesa {
		if _, known := p.names[s.Desa]; known {
			at := p.anchor[s.Desa]
			s.Point, s.Cell = at, cell10(at)
		}
		return s
	}
	s.Desa, s.Quality, s.Off = p.find(s.Point, nearMost)
	s.Cell = cell10(s.Point)
	return s
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
			a.showCheck(check)
			return nil
		},
	}
}

// officeKm2 is the office's own figure of its area.
const officeKm2 = 3046.07

// checkSet counts, measures and tests a set against the office's desa.
func checkSet(set boundary.Set) (boundary.Report, error) {
	facts, err := sets.Facts()
	if err != nil {
		return boundary.Report{}, err
	}
	want := boundary.Expect{AreaKm2: officeKm2}
	for _, f := range facts {
		want.Codes = append(want.Codes, f.Code)
	}
	return boundary.Check(set, want)
}

func (a *app) showCheck(c boundary.Report) {
	if a.json {
		writeJSON(a.out, c)
		return
	}
	w := io.Writer(a.out)
	fmt.Fprintf(w, "%s: %d desa, %.1f km2 (%+.2f %%)\n", c.Set, c.Desa, c.AreaKm2, math.Round(c.OffShare*1e4)/100)
	for _, k := range []geo.AreaCode{"51.01", "51.07", "51.08"} {
		fmt.Fprintf(w, "  %s: %d (%d)\n", k, c.Counts[k], c.Expected[k])
	}
	fmt.Fprintf(w, a.say("  tumpang tindih: %d pasang, %.3f km2; celah: %d, %.3f km2; garis tidak sah: %d\n",
		"  overlaps: %d pairs, %.3f km2; gaps: %d, %.3f km2; invalid outlines: %d\n"),
		c.Overlaps, c.OverlapKm2, c.Gaps, c.GapKm2, len(c.Invalid))
	for _, bad := range c.Invalid {
		fmt.Fprintf(w, "    %s %s: %s\n", bad.Code, bad.Name, bad.Why)
	}
	if len(c.Missing)+len(c.Unknown)+len(c.Doubled) > 0 {
		fmt.Fprintf(w, a.say("  kode hilang %v, tidak dikenal %v, ganda %v\n", "  codes missing %v, unknown %v, doubled %v\n"), c.Missing, c.Unknown, c.Doubled)
	}
	if c.Doubtful() {
		fmt.Fprintln(w, a.say("  PERINGATAN: dapat dipakai, periksa dahulu", "  WARNING: can be used, look at it first"))
	}
}
