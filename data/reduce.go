package data

import (
	"time"

	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
)

// keptResolution is that of the cell that an erased record keeps, 0.7 km2: a
// verified incident still counts where it was.
const keptResolution = 8

// reduceReport leaves what happened, in which month and in which cell.
func reduceReport(r *risk.Report) {
	reducePlace(&r.Stamp)
	r.OccurredAt, r.Text = monthOf(r.OccurredAt), ""
}

// reduceResidence leaves a stay of nobody, in which months and in which cell.
func reduceResidence(r *risk.Residence) {
	reducePlace(&r.Stamp)
	r.From, r.Until, r.PermitUntil, r.PersonKey = monthOf(r.From), monthOf(r.Until), monthOf(r.PermitUntil), ""
}

// reducePlace replaces the point by the middle of its cell. The key of the
// source row stays, so that another import of the file does not bring the
// record back.
func reducePlace(s *risk.Stamp) {
	s.RecordedBy, s.Off = "", 0
	if s.Quality != risk.QualityOutside {
		s.Quality = risk.QualityDesa
	}
	if !s.Cell.Valid() || s.Cell.Resolution() < keptResolution {
		s.Cell, s.Point = 0, geo.Point{}
		return
	}
	s.Point = bucket.Center(s.Cell.Parent(keptResolution))
	s.Cell = bucket.Cell(s.Point, s.Cell.Resolution())
}

// monthOf is the beginning of the month in Bali.
func monthOf(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	bali := time.FixedZone("WITA", 8*3600)
	y, m, _ := t.In(bali).Date()
	return time.Date(y, m, 1, 0, 0, 0, 0, bali).UTC()
}
