package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/paulmach/orb"
	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/report"
)

func (a *app) reportCommand() *cobra.Command {
	var date string
	var seed uint64
	cmd := &cobra.Command{
		Use:   "report",
		Short: a.say("Membuat laporan harian / make the daily report of a date", ""),
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			day := midnight(a.now())
			if date != "" {
				t, err := time.ParseInLocation(time.DateOnly, date, wita())
				if err != nil {
					return &usageError{fmt.Errorf("--date %q: want YYYY-MM-DD", date)}
				}
				day = t
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			made, err := a.makeNight(cmd.Context(), s, day, a.moments(day), seed)
			if err != nil {
				return err
			}
			dir := filepath.Join(a.dir, "reports", day.Format(time.DateOnly))
			if a.json {
				writeJSON(a.out, map[string]any{"v": 1, "date": day.Format(time.DateOnly), "made": made, "folder": dir})
			} else {
				fmt.Fprintln(a.out, dir)
			}
			return a.sealNight(cmd.Context(), s, made)
		},
	}
	cmd.Flags().StringVar(&date, "date", "", "YYYY-MM-DD in WITA (default today) / tanggal")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "seed of the posterior draws / benih")
	return cmd
}

// moments is the data cut-off of a date's report: now for today, the end of
// the day for the past.
func (a *app) moments(day time.Time) time.Time {
	end := day.AddDate(0, 0, 1).Add(-time.Second)
	if now := a.now(); now.Before(end) {
		return now.UTC().Truncate(time.Second)
	}
	return end.UTC()
}

// makeNight scores the area, builds the report of a date, and keeps it in the
// store and as files. A date that has its report is left alone: false.
func (a *app) makeNight(ctx context.Context, s *session, day, at time.Time, seed uint64) (bool, error) {
	date := day.Format(time.DateOnly)
	if _, err := s.Night(ctx, date); err == nil {
		return false, a.writeNight(ctx, s, date)
	} else if !errors.Is(err, data.ErrNotFound) {
		return false, err
	}
	previous, err := s.previousRun(ctx, date)
	if err != nil {
		return false, err
	}
	run, err := s.score(ctx, at, seed)
	if err != nil {
		return false, err
	}
	records, err := s.Records(ctx, at)
	if err != nil {
		return false, err
	}
	night := report.Build(day, run, previous, records, s.place.codes(), report.DefaultLimits())
	files, err := a.nightFiles(s.place, night)
	if err != nil {
		return false, err
	}
	err = s.SaveNight(ctx, data.Night{Date: date, Run: run.ID, CreatedAt: a.now(), Files: files})
	if err != nil && !errors.Is(err, data.ErrExists) {
		return false, err
	}
	return err == nil, a.writeNight(ctx, s, date)
}

// previousRun is the run of the newest report before a date, nil for none.
func (s *session) previousRun(ctx context.Context, date string) (*risk.Run, error) {
	nights, err := s.Nights(ctx, 366)
	if err != nil {
		return nil, err
	}
	for _, n := range nights {
		if n.Date < date {
			run, err := s.Run(ctx, n.Run)
			return &run, err
		}
	}
	return nil, nil
}

func (p *place) codes() []geo.AreaCode {
	var out []geo.AreaCode
	for _, level := range [][]geo.Area{p.set.Desa, p.set.Kecamatan, p.set.Kabupaten} {
		for _, a := range level {
			out = append(out, a.Code)
		}
	}
	return out
}

// nightFiles writes the report in every format.
func (a *app) nightFiles(p *place, n risk.Night) (map[string][]byte, error) {
	in := report.Input{
		Night: n, Lang: report.Lang(a.lang), Credit: p.set.Credit, Kabupaten: p.set.Kabupaten,
		Outline: bucket.Boundary, Dissolve: func(c []geo.Cell) orb.MultiPolygon { return bucket.Outline(c) },
		Names: func(c geo.AreaCode) report.Name {
			return report.Name{Desa: p.names[desaCode(c)].Name, Kecamatan: p.names[c.Kecamatan()].Name, Kabupaten: p.names[c.Kabupaten()].Name}
		},
	}
	files := map[string][]byte{}
	for format, write := range map[string]func(io.Writer, report.Input) error{
		"html": report.HTML, "csv": report.CSV, "geojson": report.GeoJSON, "json": report.JSON,
	} {
		var b bytes.Buffer
		if err := write(&b, in); err != nil {
			return nil, fmt.Errorf("report as %s: %w", format, err)
		}
		files[format] = b.Bytes()
	}
	return files, nil
}

// desaCode is the code itself for a desa, "" above.
func desaCode(c geo.AreaCode) geo.AreaCode {
	if c.Level() == geo.LevelDesa {
		return c
	}
	return ""
}

// writeNight puts the stored files of a date into its folder, whole.
func (a *app) writeNight(ctx context.Context, s *session, date string) error {
	n, err := s.Night(ctx, date)
	if err != nil {
		return err
	}
	dir := filepath.Join(a.dir, "reports", date)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, format := range n.Formats {
		body, err := s.NightFile(ctx, date, format)
		if err != nil {
			return err
		}
		path := filepath.Join(dir, "timpora-"+date+"."+format)
		if err := writeWhole(path, func(w io.Writer) error { _, err := w.Write(body); return err }); err != nil {
			return err
		}
	}
	return nil
}
