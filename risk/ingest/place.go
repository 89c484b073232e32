package ingest

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"timpora/geo"
	"timpora/risk"
)

// locate finds the place of a row: its point, or else its desa by code or by
// names.
func (r *row) locate(s *risk.Stamp) {
	if spot, ok := r.point(); ok {
		r.locatePoint(s, spot)
		return
	}
	code, ok := r.desa()
	if !ok {
		return
	}
	at, ok := r.where.Anchor(code)
	if !ok {
		r.reject("desa_code", "area_unknown", r.nearCode(string(code)))
		return
	}
	s.Desa, s.Point, s.Cell, s.Quality = code, at, r.where.Cell(at), risk.QualityDesa
}

func (r *row) locatePoint(s *risk.Stamp, spot spot) {
	s.Point = spot.at
	switch {
	case r.where.Swapped(spot.at):
		r.misplaced(spot, "axes_swapped")
		return
	case !spot.at.Valid():
		r.misplaced(spot, "coordinate_invalid")
		return
	}
	if s.Desa, s.Quality, s.Off = r.where.Find(spot.at); s.Quality == risk.QualityOutside {
		r.misplaced(spot, "point_outside")
	}
	s.Cell = r.where.Cell(spot.at)
}

// number reads a decimal point or a decimal comma.
func number(s string) (float64, bool) {
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && v == v && v < 1e300 && v > -1e300
}

// desa is the desa that a row names.
func (r *row) desa() (geo.AreaCode, bool) {
	if r.kind == risk.KindMeetings {
		return r.meetingDesa()
	}
	if text := r.text("desa_code"); text != "" {
		return r.desaByCode(text)
	}
	if r.text("desa") == "" {
		if len(r.bad) == 0 {
			r.reject("desa", "place_missing", "")
		}
		return "", false
	}
	return r.desaByName()
}

func (r *row) desaByCode(text string) (geo.AreaCode, bool) {
	if strings.ContainsAny(text, "eE+") || strings.ContainsAny(text, ",") {
		r.reject("desa_code", "code_spoiled", r.wholeCode(text))
		return "", false
	}
	bps := r.where.FromBPS(text)
	c, err := geo.ParseAreaCode(text)
	ours := err == nil && c.Level() == geo.LevelDesa && r.known(c)
	switch {
	case ours && bps != "" && bps != c: // the two numberings meet in a few codes
		r.reject("desa_code", "area_ambiguous", string(c), "candidates", string(c)+"; "+string(bps)+" (BPS)")
	case bps != "":
		return bps, true
	case ours:
		return c, true
	default:
		r.reject("desa_code", "area_unknown", r.nearCode(text))
	}
	return "", false
}

// wholeCode is the known code that a number in powers of ten still holds, ""
// when its last digits are gone.
func (r *row) wholeCode(text string) string {
	v, ok := number(text)
	if !ok || v < 1e9 || v >= 1e10 || v != math.Trunc(v) {
		return ""
	}
	c, err := geo.ParseAreaCode(strconv.FormatFloat(v, 'f', 0, 64))
	if err != nil || !r.known(c) {
		return ""
	}
	return string(c)
}

func (r *row) known(c geo.AreaCode) bool {
	_, ok := r.where.Anchor(c)
	return ok
}

func (r *row) desaByName() (geo.AreaCode, bool) {
	name, kec, kab := fold(r.text("desa")), fold(r.text("kecamatan")), fold(r.text("kabupaten"))
	var called, found []Area
	for _, a := range r.where.Areas {
		if a.Code.Level() != geo.LevelDesa || !calls(name, fold(a.Name), "desa", "kelurahan", "kel") {
			continue
		}
		called = append(called, a)
		if inKecamatan(kec, a) && inKabupaten(kab, a) {
			found = append(found, a)
		}
	}
	switch {
	case len(found) == 1:
		return found[0].Code, true
	case len(found) > 1:
		r.reject("desa", "area_ambiguous", "", "candidates", describe(found))
	case len(called) == 1 && !inKecamatan(kec, called[0]):
		r.reject("kecamatan", "area_elsewhere", called[0].Kecamatan)
	case len(called) == 1:
		r.reject("kabupaten", "area_elsewhere", called[0].Kabupaten)
	case len(called) > 1:
		r.reject("desa", "area_elsewhere", "", "candidates", describe(called))
	default:
		r.reject("desa", "area_unknown", r.nearName(name))
	}
	return "", false
}

// calls reports whether a value is a name, with or without a word before it.
func calls(value, name string, words ...string) bool {
	rest, ok := strings.CutSuffix(value, name)
	return ok && (rest == "" || slices.Contains(words, rest))
}

func inKecamatan(value string, a Area) bool {
	return value == "" || calls(value, fold(a.Kecamatan), "kecamatan", "kec")
}

func inKabupaten(value string, a Area) bool {
	return value == "" || calls(value, trimKabupaten(a.Kabupaten), "kabupaten", "kab")
}

func describe(areas []Area) string {
	which := make([]string, len(areas))
	for i, a := range areas {
		which[i] = string(a.Code) + " " + a.Name + " (" + a.Kecamatan + ")"
	}
	return strings.Join(which, "; ")
}

func trimKabupaten(s string) string { return strings.TrimPrefix(fold(s), "kabupaten") }

// meetingDesa is the first desa of the area that met: it carries the stamp.
func (r *row) meetingDesa() (geo.AreaCode, bool) {
	area, ok := r.area()
	if !ok {
		return "", false
	}
	for _, a := range r.where.Areas {
		if a.Code.Level() == geo.LevelDesa && a.Code.Within(area) {
			return a.Code, true
		}
	}
	r.reject("area", "area_unknown", "")
	return "", false
}

func (r *row) area() (geo.AreaCode, bool) {
	c, err := geo.ParseAreaCode(r.text("area"))
	if err == nil && c.Level() != geo.LevelDesa {
		return c, true
	}
	found := r.uppers(fold(r.text("area")))
	switch len(found) {
	case 1:
		return found[0], true
	case 0:
		r.reject("area", "area_unknown", r.nearUpper(fold(r.text("area"))))
	default:
		r.reject("area", "area_ambiguous", "", "candidates", joinCodes(found))
	}
	return "", false
}

// uppers are the kabupaten and kecamatan of a name. Three names stand for
// both; the word before the name tells them apart.
func (r *row) uppers(name string) []geo.AreaCode {
	var out []geo.AreaCode
	for _, a := range r.where.Areas {
		level := a.Code.Level()
		if level != geo.LevelDesa && name != "" && calls(name, trimKabupaten(a.Name), string(level), string(level)[:3]) {
			out = append(out, a.Code)
		}
	}
	return out
}

func joinCodes(codes []geo.AreaCode) string {
	var out []string
	for _, c := range codes {
		out = append(out, string(c))
	}
	return strings.Join(out, "; ")
}
