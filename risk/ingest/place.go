package ingest

import (
	"strconv"
	"strings"

	"timpora/geo"
	"timpora/risk"
)

// locate finds the place of a row: its point, or else its desa by code or by
// names.
func (r *row) locate(s *risk.Stamp) {
	if p, ok := r.point(); ok {
		s.Point = p
		s.Desa, s.Quality, s.Off = r.where.Find(p)
		s.Cell = r.where.Cell(p)
		if s.Quality == risk.QualityOutside {
			code := "point_outside"
			if r.where.Swapped(p) {
				code = "axes_swapped"
			}
			r.reject("lon", code, "")
		}
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

func (r *row) point() (geo.Point, bool) {
	if r.raw.Point != nil {
		p := *r.raw.Point
		if !p.Valid() {
			r.reject("lon", "coordinate_invalid", "")
		}
		return p, p.Valid()
	}
	lon, lat := r.text("lon"), r.text("lat")
	if lon == "" && lat == "" {
		return geo.Point{}, false
	}
	x, okX := number(lon)
	y, okY := number(lat)
	switch {
	case !okX:
		r.reject("lon", "number_invalid", "")
	case !okY:
		r.reject("lat", "number_invalid", "")
	default:
		p := geo.Point{Lon: x, Lat: y}
		if p.Valid() {
			return p, true
		}
		code := "coordinate_invalid"
		if r.where.Swapped(p) {
			code = "axes_swapped"
		}
		r.reject("lon", code, "")
	}
	return geo.Point{}, false
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
		r.reject("desa_code", "code_spoiled", "")
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

func (r *row) known(c geo.AreaCode) bool {
	_, ok := r.where.Anchor(c)
	return ok
}

func (r *row) desaByName() (geo.AreaCode, bool) {
	name, kec, kab := fold(r.text("desa")), fold(r.text("kecamatan")), trimKabupaten(r.text("kabupaten"))
	var found []Area
	for _, a := range r.where.Areas {
		if a.Code.Level() == geo.LevelDesa && fold(a.Name) == name && (kec == "" || fold(a.Kecamatan) == kec) &&
			(kab == "" || trimKabupaten(a.Kabupaten) == kab) {
			found = append(found, a)
		}
	}
	switch len(found) {
	case 1:
		return found[0].Code, true
	case 0:
		r.reject("desa", "area_unknown", r.nearName(name))
	default:
		var which []string
		for _, a := range found {
			which = append(which, string(a.Code)+" "+a.Name+" ("+a.Kecamatan+")")
		}
		r.reject("desa", "area_ambiguous", "", "candidates", strings.Join(which, "; "))
	}
	return "", false
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
		r.reject("area", "area_unknown", "")
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
		bare := trimKabupaten(a.Name)
		if level != geo.LevelDesa && name != "" && (name == bare || name == string(level)+bare) {
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
