package boundary

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"timpora/geo"
)

// The fields in which the sources keep codes and names, in the order of trust.
func kemendagriFields() []string {
	return []string{"kemendagri_code", "code", "KDEPUM", "kdepum", "KODE_DESA", "kode"}
}

func bpsFields() []string {
	return []string{"bps_code", "ADM4_PCODE", "adm4_pcode", "KDEBPS", "kdebps", "village_code", "id_desa", "iddesa"}
}

func nameFields() []string {
	return []string{"name", "NAMOBJ", "namobj", "WADMKD", "wadmkd", "ADM4_EN", "adm4_en", "village", "nmdesa", "desa"}
}

// origin takes source and date from the fields of a feature; what features do
// not agree on is left empty.
func (s *Set) origin(f feature, first bool) {
	source, day := f.text([]string{"source", "SUMBER"}), f.text([]string{"valid_on", "validOn", "valid_from"})
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		day = ""
	}
	if first {
		s.Source, s.ValidOn = source, day
	}
	if s.Source != source {
		s.Source = ""
	}
	if s.ValidOn != day {
		s.ValidOn = ""
	}
}

// area makes the area of a feature.
func (f feature) area(o Options) (geo.Area, error) {
	if f.Type != "Feature" {
		return geo.Area{}, fault("type", f.Type)
	}
	code, err := f.code(o)
	if err != nil {
		return geo.Area{}, err
	}
	a := geo.Area{Code: code, Name: f.text(nameFields()), Kind: kindOf(code)}
	if a.Name == "" {
		return a, fault("name_missing", strings.Join(nameFields(), ", "))
	}
	if err := readable(a.Name); err != nil {
		a.Name = "" // the error shows it
		return a, err
	}
	if f.Geometry == nil {
		return a, fault("geometry_missing", "")
	}
	if a.Geometry, err = polygons(f.Geometry.Type, f.Geometry.Coordinates); err != nil {
		return a, err
	}
	return a, nil
}

// kindOf tells kelurahan, whose last four digits begin with 1, from desa.
func kindOf(c geo.AreaCode) string {
	if len(c) == 13 && c[9] == '1' {
		return "kelurahan"
	}
	return "desa"
}

func (f feature) code(o Options) (geo.AreaCode, error) {
	bps := strings.TrimPrefix(strings.ToUpper(f.text(bpsFields())), "ID") // HDX writes ID before the code
	if f.text(kemendagriFields()[:1]) == "" && bps != "" && o.FromBPS != nil {
		if c := o.FromBPS(bps); c != "" {
			return c, nil
		}
		return "", fault("code_bps", bps)
	}
	text := f.text(kemendagriFields())
	if text == "" {
		return "", fault("code_missing", strings.Join(slices.Concat(kemendagriFields(), bpsFields()), ", "))
	}
	c, err := geo.ParseAreaCode(text)
	if err != nil {
		return "", fault("code_invalid", text)
	}
	if c.Level() != geo.LevelDesa {
		return "", fault("code_level", string(c))
	}
	return c, nil
}

// text is the first of the fields that holds text or a whole number.
func (f feature) text(fields []string) string {
	for _, name := range fields {
		raw, ok := f.Properties[name]
		if !ok {
			continue
		}
		var s string
		var n json.Number
		if json.Unmarshal(raw, &s) == nil && strings.TrimSpace(s) != "" {
			return strings.TrimSpace(s)
		}
		if json.Unmarshal(raw, &n) == nil && !strings.ContainsAny(n.String(), ".eE") {
			return n.String()
		}
	}
	return ""
}
