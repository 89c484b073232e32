package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"timpora/api"
	"timpora/geo"
	"timpora/geo/export"
	"timpora/risk"
	"timpora/risk/disclose"
)

// exporter makes the layers of one boundary set and one run, as an audience may see
// them. What the team did counts as it was known at the moment of the run, so
// that a run gives the same files on any day.
type exporter struct {
	seen
	place   *place
	at      time.Time // of the run, else of the exporter
	levels  []float64 // scores where levels 1 to 3 begin
	demo    bool
	records func(context.Context, time.Time) (risk.Records, error)
}

var _ api.Exports = (*exporter)(nil)

func newExporter(s *session, sees seen, now time.Time, levels []float64, demo bool) *exporter {
	e := &exporter{seen: sees, place: s.place, at: now, levels: levels, demo: demo, records: s.Records}
	if e.run != nil {
		e.at, e.demo = e.run.At, demo || e.run.Synthetic
	}
	return e
}

// Version names set, run, and what else changes the layers.
func (e *exporter) Version() string {
	run := ""
	if e.run != nil {
		run = e.run.ID
	}
	return fmt.Sprintf("%s %s %s %d %v %s", e.place.set.ID, e.place.set.SHA256, run, e.at.UnixMicro(), e.demo, e.who.Key())
}

// Layer makes a layer; api.ErrNotFound for a name that there is not.
func (e *exporter) Layer(ctx context.Context, name string) (export.Layer, error) {
	set := e.place.set
	var err error
	var l export.Layer
	switch name {
	case "desa":
		l = e.areaLayer(geo.LevelDesa, set.Desa)
	case "kecamatan":
		l = e.areaLayer(geo.LevelKecamatan, set.Kecamatan)
	case "kabupaten":
		l = e.areaLayer(geo.LevelKabupaten, set.Kabupaten)
	case "cells":
		l = e.cellLayer()
	case "clusters":
		l = e.clusterLayer()
	case "coverage":
		l, err = e.coverageLayer(ctx)
	default:
		return l, fmt.Errorf("layer %s: %w", name, api.ErrNotFound)
	}
	l.Name, l.Version = name, e.Version()
	l.Note = e.note(l.Note, name)
	return l, err
}

// note completes what a layer says of itself.
func (e *exporter) note(n export.Note, name string) export.Note {
	set := e.place.set
	n.Synthetic, n.Source, n.Credit, n.Licence, n.Set, n.ValidOn = e.demo, set.Source, set.Credit, set.Licence, set.ID, set.ValidOn
	n.PrecisionM, n.Tier = float64(set.Precision), string(e.who.Tier)
	if e.run != nil {
		n.Run, n.At = e.run.ID, e.run.At
	}
	if e.who.Tier == disclose.Officer && (e.run != nil || name == "coverage") {
		n.Classification = "TERBATAS"
	}
	return n
}

// scores are those of the run, none without one.
func (e *exporter) scores() []risk.Score {
	if e.run == nil {
		return nil
	}
	return e.run.Result.Scores
}

func reasonFields() []export.Field {
	return []export.Field{
		{Name: "suppressed", Type: export.Text, About: "names of the fields that are withheld"},
		{Name: "suppressed_reason", Type: export.Text, About: "why: " + strings.Join([]string{disclose.ReasonFew, disclose.ReasonTier, disclose.ReasonNoRun, disclose.ReasonNoCount}, ", ")},
	}
}

// orNull is a value where it is shown.
func orNull[T any](shown bool, v T) any {
	if !shown {
		return nil
	}
	return v
}

// localDay is the date in the office's time, nil for none.
func localDay(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	y, m, d := t.In(wita()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// levelStyle colours levels as the map does.
func levelStyle(levels []float64) export.Style {
	s := export.Style{By: "level", Line: "#5a5f63"}
	for i, c := range []string{"#fbe9b7", "#f2b05e", "#d4603a", "#831a3c"} {
		label := []string{"rendah", "sedang", "tinggi", "sangat tinggi"}[i]
		if i > 0 && i <= len(levels) {
			label += " (>= " + strconv.FormatFloat(levels[i-1], 'g', -1, 64) + ")"
		}
		s.Classes = append(s.Classes, export.Class{Value: int64(i), Label: label, Fill: c})
	}
	return s
}

func outlineStyle(label, line string) export.Style {
	return export.Style{Line: line, Classes: []export.Class{{Label: label}}}
}
