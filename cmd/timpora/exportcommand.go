package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"timpora/api"
	"timpora/data"
	"timpora/data/gpkg"
	"timpora/data/sets"
	"timpora/geo/export"
	"timpora/risk"
	"timpora/risk/access"
	"timpora/risk/disclose"
	"timpora/risk/score"
)

// exportFormats are the formats in which layers are exported.
func exportFormats() []export.Format { return append(export.Formats(), gpkg.Format()) }

type exportFlags struct {
	output, format, crs, run, tier string
}

func (a *app) exportCommand() *cobra.Command {
	var o exportFlags
	cmd := &cobra.Command{
		Use:   "export LAYER -o FILE | FILE.pmtiles | FILE.mbtiles",
		Short: a.say("Menulis lapisan atau petak peta ke berkas / write a layer or the boundary tiles to a file", ""),
		Long:  exportHelp + formatHelp() + "\n" + archiveHelp,
		Args:  usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if isArchive(args[0]) && o.output == "" {
				return a.exportArchive(cmd.Context(), args[0])
			}
			return a.exportLayer(cmd.Context(), args[0], o)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&o.output, "output", "o", "", "file to write; - for standard output / berkas keluaran")
	f.StringVar(&o.format, "format", "", "format; empty: from the ending of the file / format, bila kosong dari akhiran berkas")
	f.StringVar(&o.crs, "crs", "4326", "EPSG code: 4326, 3857 or 32750 / kode EPSG")
	f.StringVar(&o.run, "run", "", "id of a stored run; empty: the newest of the active boundaries / id penilaian")
	f.StringVar(&o.tier, "tier", "officer", "for whom: officer, partner, public; withheld figures are null / untuk siapa")
	return cmd
}

const exportHelp = "LAYER: desa, kecamatan, kabupaten, cells, clusters, coverage.\n\n" +
	"Berkas memuat sumber, kredit, lisensi dan penilaian asalnya; angka yang disamarkan kosong, dengan alasannya di\n" +
	"suppressed_reason. Penilaian yang sama memberi berkas yang sama persis.\n" +
	"A file carries source, credit, licence and the run it is of; withheld figures are null, with the reason in\n" +
	"suppressed_reason. The same run gives the same bytes.\n"

func formatHelp() string {
	var b strings.Builder
	b.WriteString("\nFormat:\n")
	for _, f := range exportFormats() {
		systems := "4326, 3857, 32750"
		if f.WGS84 {
			systems = "4326"
		}
		fmt.Fprintf(&b, "  .%-9s %s (EPSG %s)\n", f.Name, f.About, systems)
	}
	return b.String()
}

// exportLayer writes one layer; a failure leaves no file behind and an older
// one as it was.
func (a *app) exportLayer(ctx context.Context, name string, o exportFlags) error {
	format, options, err := a.exportOptions(name, o)
	if err != nil {
		return err
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	layer, err := s.exported(ctx, name, o, a)
	if err != nil {
		return err
	}
	layer.Rows = a.watched(ctx, layer)
	if o.output == "-" {
		return format.Write(a.out, layer, options)
	}
	options.Temp = filepath.Dir(o.output)
	if err := writeWhole(o.output, func(w io.Writer) error { return format.Write(w, layer, options) }); err != nil {
		return err
	}
	a.note("%s: %d baris, %s", "%s: %d rows, %s", o.output, layer.Count, format.About)
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "file": o.output, "layer": layer.Name, "format": format.Name, "rows": layer.Count,
			"crs": options.CRS.EPSG(), "run": layer.Note.Run, "set": layer.Note.Set, "synthetic": layer.Note.Synthetic})
	}
	return nil
}

// exportOptions are usage errors where the command line asks for what there is
// not.
func (a *app) exportOptions(layer string, o exportFlags) (export.Format, export.Options, error) {
	fail := func(id, en string, args ...any) (export.Format, export.Options, error) {
		return export.Format{}, export.Options{}, &usageError{fmt.Errorf(a.say(id, en), args...)}
	}
	if !slices.Contains(api.ExportLayers(), layer) {
		return fail("lapisan %q tidak dikenal; yang ada: %s", "unknown layer %q; there are %s", layer, strings.Join(api.ExportLayers(), ", "))
	}
	if o.output == "" {
		return fail("-o BERKAS diperlukan", "-o FILE is needed")
	}
	name := o.format
	if name == "" {
		name = strings.TrimPrefix(filepath.Ext(o.output), ".")
	}
	formats := exportFormats()
	at := slices.IndexFunc(formats, func(f export.Format) bool { return f.Name == name })
	if at < 0 {
		var names []string
		for _, f := range formats {
			names = append(names, f.Name)
		}
		return fail("format %q tidak dikenal; yang ada: %s", "unknown format %q; there are %s", name, strings.Join(names, ", "))
	}
	system, err := export.System(o.crs)
	if err != nil {
		return fail("--crs %s: 4326, 3857 atau 32750", "--crs %s: 4326, 3857 or 32750", o.crs)
	}
	if !formats[at].Carries(system) {
		return fail("%s selalu dalam WGS 84; hilangkan --crs", "%s is always in WGS 84; leave --crs out", formats[at].About)
	}
	if _, err := disclose.ParseTier(o.tier); err != nil {
		return fail("--tier %q: officer, partner atau public", "--tier %q: officer, partner or public", o.tier)
	}
	return formats[at], export.Options{CRS: system}, nil
}

// exported is a layer of the wanted run, or of the newest one of the active set.
func (s *session) exported(ctx context.Context, name string, o exportFlags, a *app) (export.Layer, error) {
	run, err := s.currentRun(ctx)
	if o.run != "" {
		run, err = s.runWithPlace(ctx, o.run)
	}
	if err != nil {
		return export.Layer{}, err
	}
	policy, err := score.ParsePolicy(sets.Policy())
	if run != nil && len(run.Policy) > 0 {
		policy, err = score.ParsePolicy(run.Policy)
	}
	if err != nil {
		return export.Layer{}, err
	}
	demo, err := s.Demo(ctx)
	if err != nil {
		return export.Layer{}, err
	}
	sees := limited(run, access.NewAudience(disclose.Tier(o.tier), nil, nil))
	layer, err := newExporter(s, sees, a.now(), policy.Level.Thresholds, demo).Layer(ctx, name)
	if err == nil && run == nil && (name == "cells" || name == "clusters") {
		err = errors.New(a.say("belum ada penilaian dengan batas ini; jalankan timpora score", "nothing has been scored with these boundaries yet; run timpora score"))
	}
	return layer, err
}

// runWithPlace reads a stored run and puts the boundary set that it used in
// place of the active one.
func (s *session) runWithPlace(ctx context.Context, id string) (*risk.Run, error) {
	run, err := s.Run(ctx, id)
	if err != nil || run.BoundarySet == s.place.set.ID {
		return &run, err
	}
	set, err := builtinSet()
	if run.BoundarySet != builtin {
		var stored data.BoundarySet
		if stored, err = s.BoundarySet(ctx, run.BoundarySet); err == nil {
			set, err = decodeSet(stored)
		}
	}
	if err != nil {
		return nil, err
	}
	s.place, err = newPlace(set, "") // the folder keeps the index of the active set
	return &run, err
}

// watched draws the progress and stops when the context ends.
func (a *app) watched(ctx context.Context, l export.Layer) func(func(export.Row, error) bool) {
	progress, done := a.progress(l.Count), 0
	return func(yield func(export.Row, error) bool) {
		for r, err := range l.Rows {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(r, err) || err != nil {
				return
			}
			done++
			progress(done)
		}
	}
}
