package api

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
)

// HotSpotQ is the false discovery rate up to which a cell counts as a hot spot
// on maps and in lists; the policy's threshold decides clusters.
const HotSpotQ = 0.05

// areaRef names a desa in short.
type areaRef struct {
	Code      geo.AreaCode `json:"code"`
	Name      string       `json:"name"`
	Kecamatan string       `json:"kecamatan"`
	Kabupaten string       `json:"kabupaten"`
}

// cellHead is a cell in a list.
type cellHead struct {
	Cell        geo.Cell   `json:"cell"`
	Desa        areaRef    `json:"desa"`
	Score       float64    `json:"score"`
	Level       int        `json:"level"`
	Low         float64    `json:"low"`
	High        float64    `json:"high"`
	Rank        int        `json:"rank"`
	RankLow     int        `json:"rank_low"`
	RankHigh    int        `json:"rank_high"`
	Coastal     bool       `json:"coastal"`
	CoastM      geo.Meters `json:"coast_m"`
	P           *float64   `json:"p"` // null like all figures that the audience may not see
	H           *float64   `json:"h"`
	O           *float64   `json:"o"`
	TopReasons  []string   `json:"top_reasons"`
	Center      [2]float64 `json:"center"`
	Significant *bool      `json:"significant"`
}

// cellDetail is everything known about one cell.
type cellDetail struct {
	cellHead
	Reasons    []risk.Reason `json:"reasons"`
	Observed   *float64      `json:"observed"`
	Expected   *float64      `json:"expected"`
	UpperP     *float64      `json:"upper_p"`
	UpperQ     *float64      `json:"upper_q"`
	LowerP     *float64      `json:"lower_p"`
	LowerQ     *float64      `json:"lower_q"`
	GiZ        *float64      `json:"gi_z"`
	TopShare   *float64      `json:"top_share"`
	Persons    *int          `json:"persons"`
	Reports    *int          `json:"reports"`
	Verified   *int          `json:"verified"`
	Suppressed []string      `json:"suppressed"`
	DesaPlaced *float64      `json:"desa_placed"`
	LandKm2    float64       `json:"land_km2"`
	Cluster    *string       `json:"cluster"`
	Neighbours []geo.Cell    `json:"neighbours"`
	Run        RunHead       `json:"run"`
}

func (v *View) ref(code geo.AreaCode) areaRef {
	a, _ := v.Area(code) // an unknown code keeps empty names
	return areaRef{Code: code, Name: a.Name, Kecamatan: a.Kecamatan, Kabupaten: a.Kabupaten}
}

func (v *View) head(s risk.Score) cellHead {
	p := bucket.Center(s.Cell)
	return cellHead{
		Cell: s.Cell, Desa: v.ref(s.Desa), Score: s.Score, Level: s.Level, Low: s.Low, High: s.High,
		Rank: s.Rank, RankLow: s.RankLow, RankHigh: s.RankHigh, Coastal: s.Coastal, CoastM: s.CoastM,
		P: unless(v.blurred(), s.P), H: unless(v.blurred(), s.H), O: unless(v.blurred(), s.O), TopReasons: topReasons(s.Reasons, 3),
		Center: [2]float64{p.Lon, p.Lat}, Significant: unless(v.blurred(), s.UpperQ <= HotSpotQ),
	}
}

// topReasons are the codes of the n largest contributions, ties in the order
// of the policy.
func topReasons(all []risk.Reason, n int) []string {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b risk.Reason) int { return cmp.Compare(b.Points, a.Points) })
	codes := []string{}
	for _, r := range sorted {
		if len(codes) < n && (r.Points > 0 || sorted[0].Points == 0) { // disclosed reasons stand in their order, without points
			codes = append(codes, r.Factor)
		}
	}
	return codes
}

// cells lists scored cells: filtered, sorted, paged.
func (s *Server) cells(c echo.Context) error {
	q := newQuery(c.QueryParams(), "area", "coastal", "level", "bbox", "sort", "limit", "offset", "tier")
	area, box := q.area("area"), q.bound("bbox")
	coastal, onlyCoast := q.boolean("coastal")
	level, sort := q.integer("level", 0, 3, -1), q.oneOf("sort", "-score", "-score", "score", "name")
	limit, offset := q.integer("limit", 1, 10000, 100), q.integer("offset", 0, 1<<30, 0)
	v, err := s.seen(c, q)
	if err != nil {
		return err
	}
	if err := v.needCells(); err != nil {
		return err
	}
	var found []risk.Score
	for _, sc := range v.Run.Result.Scores {
		if sc.Desa.Within(area) && (!onlyCoast || sc.Coastal == coastal) && (level < 0 || sc.Level == level) &&
			(box == nil || box.Contains(bucket.Center(sc.Cell))) {
			found = append(found, sc)
		}
	}
	v.sortScores(found, sort)
	matched := len(found)
	found = found[min(offset, matched):min(offset+limit, matched)]
	heads := make([]cellHead, len(found))
	for i, sc := range found {
		heads[i] = v.head(sc)
	}
	return s.json(c, http.StatusOK, map[string]any{"run": HeadOf(v.Run), "matched": matched, "cells": heads})
}

func (v *View) sortScores(list []risk.Score, by string) {
	slices.SortFunc(list, func(a, b risk.Score) int {
		switch by {
		case "score":
			return cmp.Compare(b.Rank, a.Rank)
		case "name":
			x, y := v.ref(a.Desa), v.ref(b.Desa)
			return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Code, y.Code), cmp.Compare(a.Rank, b.Rank))
		}
		return cmp.Compare(a.Rank, b.Rank)
	})
}

// cell shows one cell with its reasons.
func (s *Server) cell(c echo.Context) error {
	v, err := s.scored(c)
	if err != nil {
		return err
	}
	id, err := geo.ParseCell(c.Param("cell"))
	if err != nil {
		return badParam("cell", "no H3 cell index in hexadecimal")
	}
	sc, ok := v.Score(id)
	if !ok {
		return notFound("this cell is not scored: it is outside the area or of another resolution")
	}
	return s.json(c, http.StatusOK, v.detail(sc))
}

func (v *View) detail(sc risk.Score) cellDetail {
	d := cellDetail{
		cellHead: v.head(sc), Reasons: append([]risk.Reason{}, sc.Reasons...), Suppressed: []string{}, LandKm2: sc.LandKm2,
		Neighbours: []geo.Cell{}, Run: HeadOf(v.Run),
	}
	if v.blurred() {
		d.Suppressed = cellFigures()
	} else {
		d.addFigures(sc)
	}
	if id, ok := v.clusterOf[sc.Cell]; ok {
		d.Cluster = &id
	}
	for _, n := range bucket.Neighbours(sc.Cell) {
		if _, scored := v.scoreAt[n]; scored {
			d.Neighbours = append(d.Neighbours, n)
		}
	}
	return d
}

// addFigures adds what only officers see of single cells.
func (d *cellDetail) addFigures(sc risk.Score) {
	d.Observed, d.Expected, d.GiZ, d.TopShare = &sc.Observed, &sc.Expected, &sc.GiZ, &sc.TopShare
	d.UpperP, d.UpperQ, d.LowerP, d.LowerQ = &sc.UpperP, &sc.UpperQ, &sc.LowerP, &sc.LowerQ
	d.Persons, d.Reports, d.Verified, d.DesaPlaced = &sc.Persons, &sc.Reports, &sc.Verified, &sc.DesaPlaced
}

// cellFigures are the names of what only officers see; reasons stay as codes.
func cellFigures() []string {
	return []string{"desa_placed", "expected", "gi_z", "h", "lower_p", "lower_q", "o", "observed", "p", "persons", "reasons.points", "reports",
		"significant", "top_share", "upper_p", "upper_q", "verified"}
}
