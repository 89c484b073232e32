package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"timpora/api"
	"timpora/data"
	"timpora/data/feed"
	"timpora/data/sets"
	"timpora/geo"
	"timpora/risk"
	"timpora/risk/ingest"
)

func (a *app) importCommand() *cobra.Command {
	var o api.ImportOptions
	cmd := &cobra.Command{
		Use:   "import KIND FILE",
		Short: a.say("Mengimpor catatan / import residences, premises, reports, visits or meetings", ""),
		Long: fmt.Sprintf("KIND is residences, premises, reports, visits or meetings. FILE is CSV (comma or semicolon, UTF-8), XLSX or GeoJSON\n"+
			"of points: at most %d MiB, %d rows, %d columns, %d cells, %d bytes a field. Headers in Indonesian or English. A point is two\n"+
			"columns (bujur, lintang), one \"lat, lon\" or WKT POINT(lon lat) (koordinat, lokasi), or a desa by code or name.\n"+
			"The whole file or nothing, unless --allow-rejects. Rejected rows go to FILE.rejects.csv. Repeating a file adds nothing.",
			feed.MostBytes>>20, feed.MostRows, feed.MostColumns, feed.MostCells, feed.MostField),
		Args: usageArgs(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind := risk.Kind(args[0])
			if !slices.Contains(risk.Kinds(), kind) {
				return &usageError{fmt.Errorf("%q: one of %v", args[0], risk.Kinds())}
			}
			return a.importFile(cmd.Context(), kind, args[1], o)
		},
	}
	cmd.Flags().BoolVarP(&o.DryRun, "dry-run", "n", false, "check only / periksa saja")
	cmd.Flags().BoolVar(&o.AllowRejects, "allow-rejects", false, "take the good rows / terima baris yang benar")
	return cmd
}

func (a *app) importFile(ctx context.Context, kind risk.Kind, path string, o api.ImportOptions) error {
	if _, err := os.Stat(path); err != nil { // before the store is made
		return err
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	return a.importInto(ctx, s, kind, path, o)
}

func (a *app) importInto(ctx context.Context, s *session, kind risk.Kind, path string, o api.ImportOptions) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	name := filepath.Base(path)
	out, err := a.take(ctx, s, kind, name, f, o)
	if err != nil {
		return err
	}
	if err := a.showRejects(path, name, out.Rejects); err != nil {
		return err
	}
	switch {
	case a.json:
		writeJSON(a.out, map[string]any{"v": 1, "import": out})
	case o.DryRun:
		fmt.Fprintf(a.out, a.say("%s: %d baris, %d akan diterima, %d ditolak; hanya diperiksa, tidak ada yang disimpan\n",
			"%s: %d rows, %d would be taken, %d rejected; only checked, nothing was stored\n"), name, out.Rows, max(0, out.Rows-out.Rejected), out.Rejected)
	default:
		fmt.Fprintf(a.out, a.say("%s: %d baris, %d baru, %d sudah ada, %d ditolak\n", "%s: %d rows, %d new, %d known, %d rejected\n"),
			name, out.Rows, out.Added, out.Known, out.Rejected)
	}
	switch {
	case out.Rejected > 0 && o.AllowRejects:
		return &codeError{exitRejects, errors.New(a.say("selesai dengan baris ditolak", "done with rejects"))}
	case out.Rejected > 0:
		return errors.New(a.say("ada baris ditolak; tidak ada yang disimpan", "rows were rejected; nothing was stored"))
	}
	return nil
}

// take reads, checks and stores a file.
func (a *app) take(ctx context.Context, s *session, kind risk.Kind, name string, body io.Reader, o api.ImportOptions) (api.Imported, error) {
	sum := sha256.New()
	file, err := feed.Read(name, io.TeeReader(body, sum))
	if err != nil {
		return api.Imported{}, err
	}
	file, nationality := feed.Split(file)
	where, err := s.place.where()
	if err != nil {
		return api.Imported{}, err
	}
	options, err := a.ingestOptions()
	if err != nil {
		return api.Imported{}, err
	}
	options.Features, options.Date1904 = file.Features, file.Date1904
	if options.Decided, err = s.decided(ctx); err != nil {
		return api.Imported{}, err
	}
	im, missing := ingest.New(kind, file.Header, where, options)
	out := api.Imported{Rows: len(file.Rows), DryRun: o.DryRun}
	if len(missing) > 0 {
		out.Rejects, out.Rejected = missing, max(1, len(file.Rows))
		return out, nil
	}
	batch := data.Batch{Nationality: map[string]string{}}
	progress := a.progress(len(file.Rows))
	for i, raw := range file.Rows {
		rec, bad := im.Row(raw)
		out.Rejects = append(out.Rejects, bad[:min(len(bad), mostRejects-len(out.Rejects))]...)
		if refused(bad) {
			out.Rejected++
		} else {
			add(&batch, rec)
			if nationality != nil && rec.Residence != nil && nationality[i] != "" {
				batch.Nationality[rec.Residence.ID] = nationality[i]
			}
		}
		progress(i + 1)
	}
	if o.DryRun || (out.Rejected > 0 && !o.AllowRejects) {
		return out, nil
	}
	batch.Import = &data.Import{Kind: kind, File: name, SHA256: hex.EncodeToString(sum.Sum(nil)), At: options.Now, By: options.By, Rows: out.Rows, Rejected: out.Rejected}
	added, err := s.AddRecords(ctx, batch)
	out.Added, out.Known = added.New, added.Known
	return out, err
}

// mostRejects are listed of one file; all are counted.
const mostRejects = 100_000

func refused(bad []risk.Rejection) bool {
	return slices.ContainsFunc(bad, func(b risk.Rejection) bool { return !b.Warning })
}

func add(b *data.Batch, r ingest.Record) {
	switch {
	case r.Residence != nil:
		b.Residences = append(b.Residences, *r.Residence)
	case r.Premises != nil:
		b.Premises = append(b.Premises, *r.Premises)
	case r.Report != nil:
		b.Reports = append(b.Reports, *r.Report)
	case r.Visit != nil:
		b.Visits = append(b.Visits, *r.Visit)
	case r.Meeting != nil:
		b.Meetings = append(b.Meetings, *r.Meeting)
	}
}

// where places records in the set.
func (p *place) where() (ingest.Where, error) {
	o, err := readOptions()
	if err != nil {
		return ingest.Where{}, err
	}
	w := ingest.Where{
		Find: func(at geo.Point) (geo.AreaCode, risk.Quality, geo.Meters) { return p.find(at, nearMost) }, Swapped: p.index.Swapped,
		Cell: p.grid.Cell, Anchor: func(c geo.AreaCode) (geo.Point, bool) { at, ok := p.anchor[c]; return at, ok }, FromBPS: o.FromBPS,
	}
	for _, code := range p.codes() {
		w.Areas = append(w.Areas, ingest.Area{Code: code, Name: p.names[code].Name, Kecamatan: p.names[code.Kecamatan()].Name, Kabupaten: p.names[code.Kabupaten()].Name})
	}
	return w, nil
}

func (a *app) ingestOptions() (ingest.Options, error) {
	key, err := data.Secret(a.dir)
	if err != nil {
		return ingest.Options{}, err
	}
	lists := map[string]sets.List{}
	for _, name := range sets.Lists() {
		if lists[name], err = sets.Codes(name); err != nil {
			return ingest.Options{}, err
		}
	}
	now := a.now().UTC().Truncate(time.Second)
	return ingest.Options{
		Key: key, Now: now, By: "import", ID: func() string { return uuid.Must(uuid.NewV7()).String() },
		Code:  func(list, value string) (string, bool) { return lists[list].Find(value, now) },
		Words: func(list string) ([]string, []string) { return lists[list].Words(now) },
	}, nil
}

// Imports lists the imports that were made.
func (b backend) Imports(ctx context.Context, limit int) ([]api.ImportHead, error) {
	list, err := b.s.Imports(ctx, limit)
	out := make([]api.ImportHead, len(list))
	for i, m := range list {
		out[i] = api.ImportHead{ID: m.ID, Kind: m.Kind, File: m.File, At: m.At, Rows: m.Rows, Added: m.Added, Known: m.Known, Rejected: m.Rejected}
	}
	return out, err
}

// Import takes a file that was sent, and places it in the boundaries that are
// active now.
func (b backend) Import(ctx context.Context, kind risk.Kind, name string, body io.Reader, o api.ImportOptions) (api.Imported, error) {
	s, err := b.s.current(ctx, b.a.dir)
	if err != nil {
		return api.Imported{}, err
	}
	out, err := b.a.take(ctx, s, kind, name, body, o)
	var bad *feed.Error
	if errors.As(err, &bad) {
		return out, &api.Problem{Type: "about:blank", Title: "Bad Request", Status: 400, Code: "file_" + bad.Code, Detail: bad.Error()}
	}
	return out, err
}

var _ api.Imports = backend{}
