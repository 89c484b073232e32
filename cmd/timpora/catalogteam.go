package main

import (
	"slices"
	"strings"
	"time"

	"timpora/api/ogc"
	"timpora/geo"
	"timpora/geo/tile"
	"timpora/risk"
	"timpora/risk/disclose"
)

// dated is a day in the office's time, null for none.
func dated(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.In(wita())
}

// timed is a moment, null for none.
func timed(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

// coverageCollection tells of every desa what the team did there and what is
// reported from it, as the tier may see it.
func (p *place) coverageCollection(s seen) ogc.Layer {
	title := func(id, en string) ogc.Text { return ogc.Text{ID: id, EN: en} }
	l := ogc.Layer{
		ID: "coverage", Title: title("Cakupan", "Coverage"), Geometry: "multipolygon",
		About: title("Kunjungan, rapat koordinasi dan laporan per desa.", "Visits, coordination meetings and reports of every desa."),
		Fields: append(areaFields(geo.LevelDesa),
			ogc.Field{Name: "visits", Title: title("Kunjungan", "Visits"), Type: ogc.Integer},
			ogc.Field{Name: "last_visit", Title: title("Kunjungan terakhir", "Last visit"), Type: ogc.Date},
			ogc.Field{Name: "meetings", Title: title("Rapat", "Meetings"), Type: ogc.Integer},
			ogc.Field{Name: "last_meeting", Title: title("Rapat terakhir", "Last meeting"), Type: ogc.Date},
			ogc.Field{Name: "premises", Title: title("Tempat", "Premises"), Type: ogc.Integer},
			ogc.Field{Name: "reports", Title: title("Laporan", "Reports"), Type: ogc.Integer},
			ogc.Field{Name: "verified", Title: title("Laporan terbukti", "Verified reports"), Type: ogc.Integer},
			suppressedField()),
	}
	for _, a := range p.set.Desa {
		if !s.who.Sees(a.Code) {
			continue
		}
		u, reason := s.unit(a.Code)
		hidden := u.Suppressed
		if fewPersons(hidden) {
			hidden = append(slices.Clone(hidden), "premises")
		}
		shown := func(name string) bool { return !slices.Contains(hidden, name) }
		d := s.done[a.Code]
		scored := reason != disclose.ReasonNoRun && u.Cells > 0
		values := append(p.areaValues(a), d.visits, dated(d.lastVisit), d.meetings, dated(d.lastMeeting),
			orNull(shown("premises"), d.premises), orNull(scored && shown("reports"), int64(u.Reports)),
			orNull(scored && shown("verified"), int64(u.Verified)), orNull(len(hidden) > 0, strings.Join(hidden, ",")))
		l.Features = append(l.Features, ogc.Feature{ID: string(a.Code), Geometry: a.Geometry, Values: values})
	}
	return l
}

// fewPersons reports whether premises are withheld: they say where persons stay.
func fewPersons(suppressed []string) bool { return slices.Contains(suppressed, "persons") }

// operationCollection are the operations, for officers.
func (p *place) operationCollection(operations []risk.Operation) ogc.Layer {
	title := func(id, en string) ogc.Text { return ogc.Text{ID: id, EN: en} }
	l := ogc.Layer{
		ID: "operations", Title: title("Operasi", "Operations"), Geometry: "point",
		About: title("Operasi gabungan dan mandiri.", "Joint and own operations."),
		Fields: []ogc.Field{
			{Name: "kind", Title: title("Jenis", "Kind"), Type: ogc.String},
			{Name: "state", Title: title("Keadaan", "State"), Type: ogc.String},
			{Name: "area", Title: title("Kode wilayah", "Code of the area"), Type: ogc.String},
			{Name: "area_name", Title: title("Wilayah", "Area"), Type: ogc.String},
			{Name: "start", Title: title("Mulai", "Start"), Type: ogc.DateTime, Role: ogc.RoleStart},
			{Name: "end", Title: title("Selesai", "End"), Type: ogc.DateTime, Role: ogc.RoleEnd},
			{Name: "agencies", Title: title("Instansi", "Agencies"), Type: ogc.String},
			{Name: "checks", Title: title("Pemeriksaan", "Checks"), Type: ogc.Integer},
			{Name: "findings", Title: title("Temuan", "Findings"), Type: ogc.Integer},
		},
	}
	for _, o := range operations {
		l.Features = append(l.Features, ogc.Feature{ID: o.ID, Geometry: p.stood(o), Values: []any{
			o.Kind, o.State, string(o.Area), p.names[o.Area].Name, timed(o.Start), timed(o.End), strings.Join(o.Agencies, ","),
			int64(o.Checks), int64(o.Findings),
		}})
	}
	return l
}

// teamLayers are the tiles of coverage and operations.
func (p *place) teamLayers(s seen) (map[string]*tile.Layer, error) {
	out := map[string]*tile.Layer{}
	var desa, operations []tile.Feature
	for _, a := range p.set.Desa {
		if !s.who.Sees(a.Code) {
			continue
		}
		d := s.done[a.Code]
		props := []tile.Prop{
			{Key: "code", Value: string(a.Code)}, {Key: "name", Value: a.Name}, {Key: "visits", Value: d.visits}, {Key: "meetings", Value: d.meetings},
		}
		if u, _ := s.unit(a.Code); !fewPersons(u.Suppressed) {
			props = append(props, tile.Prop{Key: "premises", Value: d.premises})
		}
		if !d.lastVisit.IsZero() {
			props = append(props, tile.Prop{Key: "last_visit", Value: d.lastVisit.In(wita()).Format(time.DateOnly)})
		}
		desa = append(desa, tile.Feature{ID: codeID(a.Code), Geometry: a.Geometry, Props: props})
	}
	for i, o := range s.operations {
		at := p.stood(o)
		if at == nil {
			continue
		}
		operations = append(operations, tile.Feature{ID: uint64(i + 1), Geometry: at, Props: []tile.Prop{
			{Key: "id", Value: o.ID}, {Key: "kind", Value: o.Kind}, {Key: "state", Value: o.State}, {Key: "findings", Value: int64(o.Findings)},
		}})
	}
	for name, list := range map[string][]tile.Feature{"coverage": desa, "operations": operations} {
		layer, err := tile.NewLayer(name, list, tile.Options{MaxZoom: deepest, Description: name})
		if err != nil {
			return nil, err
		}
		out[name] = layer
	}
	return out, nil
}
