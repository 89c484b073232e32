package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"timpora/api"
	"timpora/api/ogc"
	"timpora/geo"
	"timpora/geo/boundary"
	"timpora/risk"
)

// openCollections are the boundaries, which everybody sees.
func (p *pictures) openCollections() ([]*ogc.Collection, error) {
	place := p.s.place
	var out []*ogc.Collection
	for _, l := range []ogc.Layer{
		place.areaCollection(geo.LevelDesa, place.set.Desa), place.areaCollection(geo.LevelKecamatan, place.set.Kecamatan),
		place.areaCollection(geo.LevelKabupaten, place.set.Kabupaten),
	} {
		l.Tiles = p.tiles[l.ID]
		col, err := ogc.NewCollection(l)
		if err != nil {
			return nil, err
		}
		out = append(out, col)
	}
	return out, nil
}

// catalog is what the OGC APIs serve to an audience: boundaries to everybody, what
// disclosure leaves of cells, clusters and coverage to partners, everything and
// the operations to officers.
func (p *pictures) catalog(c *api.Config, s seen) (*ogc.Catalog, error) {
	place := p.s.place
	cat := &ogc.Catalog{Version: place.set.ID + " " + s.who.Key(), Credit: place.set.Credit, Licence: place.set.Licence, Collections: slices.Clone(p.open)}
	if s.run != nil {
		cat.Version += " " + s.run.ID
	}
	cells := place.cellCollection(s.run, s.rules.Figures)
	cells.Vary = p.s.vary(s)
	for _, l := range []ogc.Layer{cells, place.clusterCollection(s), place.coverageCollection(s), place.operationCollection(s.operations)} {
		if !s.shows(l.ID) {
			cat.Withheld = append(cat.Withheld, l.ID)
			continue
		}
		if tiles, ok := c.Layers[l.ID]; ok { // none of cells while nothing was scored
			l.Tiles = tiles
		}
		col, err := ogc.NewCollection(l)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.who.Key(), err)
		}
		cat.Collections = append(cat.Collections, col)
	}
	return cat, nil
}

// areaFields are the names of an area and of what holds it.
func areaFields(level geo.Level) []ogc.Field {
	fields := []ogc.Field{
		{Name: "code", Title: ogc.Text{ID: "Kode Kemendagri", EN: "Kemendagri code"}, Type: ogc.String},
		{Name: "name", Title: ogc.Text{ID: "Nama", EN: "Name"}, Type: ogc.String},
	}
	if level == geo.LevelDesa {
		fields = append(fields, ogc.Field{Name: "kecamatan", Title: ogc.Text{ID: "Kecamatan", EN: "Kecamatan"}, Type: ogc.String})
	}
	if level != geo.LevelKabupaten {
		fields = append(fields, ogc.Field{Name: "kabupaten", Title: ogc.Text{ID: "Kabupaten", EN: "Kabupaten"}, Type: ogc.String})
	}
	return fields
}

func (p *place) areaValues(a geo.Area) []any {
	values := []any{string(a.Code), a.Name}
	if a.Code.Level() == geo.LevelDesa {
		values = append(values, p.names[a.Code.Kecamatan()].Name)
	}
	if a.Code.Level() != geo.LevelKabupaten {
		values = append(values, p.names[a.Code.Kabupaten()].Name)
	}
	return values
}

func (p *place) areaCollection(level geo.Level, areas []geo.Area) ogc.Layer {
	title := map[geo.Level]ogc.Text{
		geo.LevelDesa:      {ID: "Desa dan kelurahan", EN: "Desa and kelurahan"},
		geo.LevelKecamatan: {ID: "Kecamatan", EN: "Kecamatan (districts)"},
		geo.LevelKabupaten: {ID: "Kabupaten", EN: "Kabupaten (regencies)"},
	}[level]
	l := ogc.Layer{
		ID: string(level), Title: title, Geometry: "multipolygon", About: ogc.Text{
			ID: fmt.Sprintf("Batas dari set %s, ketelitian sekitar %.0f m.", p.set.ID, p.set.Precision),
			EN: fmt.Sprintf("Boundaries of the set %s, precision about %.0f m.", p.set.ID, p.set.Precision),
		},
		Fields: append(areaFields(level),
			ogc.Field{Name: "kind", Title: ogc.Text{ID: "Jenis", EN: "Kind"}, Type: ogc.String},
			ogc.Field{Name: "coastal", Title: ogc.Text{ID: "Berbatasan dengan laut", EN: "Touches the sea"}, Type: ogc.Boolean},
			ogc.Field{Name: "area_km2", Title: ogc.Text{ID: "Luas", EN: "Area"}, Type: ogc.Number, Unit: "km2"}),
	}
	for _, a := range areas {
		values := append(p.areaValues(a), a.Kind, p.coastal(a.Code), math.Round(boundary.AreaKm2(a.Geometry)*1e4)/1e4)
		l.Features = append(l.Features, ogc.Feature{ID: string(a.Code), Geometry: a.Geometry, Values: values})
	}
	return l
}

// stood is where an operation took place: its own point, else the anchor of its
// area, else nowhere known.
func (p *place) stood(o risk.Operation) orb.Geometry {
	if at := o.Point; at.Valid() && at != (geo.Point{}) {
		return orb.Point{at.Lon, at.Lat}
	}
	if a, ok := p.names[o.Area]; ok {
		at := boundary.Anchor(a)
		return orb.Point{at.Lon, at.Lat}
	}
	return nil
}
