package main

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"timpora/api"
	"timpora/api/ogc"
	"timpora/geo"
	"timpora/geo/boundary"
	"timpora/risk"
	"timpora/risk/disclose"
)

// catalog is what the OGC APIs serve to each tier: boundaries to everybody, what
// disclosure leaves of cells, clusters and coverage to partners, everything and
// the operations to officers. Only officers get tiles of what is not public.
func (s *session) catalog(c *api.Config, records risk.Records) (*ogc.Catalog, error) {
	p := s.place
	var public []*ogc.Collection
	for _, l := range []ogc.Layer{
		p.areaCollection(geo.LevelDesa, p.set.Desa), p.areaCollection(geo.LevelKecamatan, p.set.Kecamatan),
		p.areaCollection(geo.LevelKabupaten, p.set.Kabupaten),
	} {
		l.Tiles = c.Layers[l.ID]
		col, err := ogc.NewCollection(l)
		if err != nil {
			return nil, err
		}
		public = append(public, col)
	}
	tiers := map[disclose.Tier][]*ogc.Collection{disclose.Public: public}
	for _, t := range []disclose.Tier{disclose.Partner, disclose.Officer} {
		cells := p.cellCollection(c.Run, t)
		cells.Vary = s.vary(c.Run, t)
		layers := []ogc.Layer{cells, p.clusterCollection(c, t), p.coverageCollection(c, records, t)}
		if t == disclose.Officer {
			layers = append(layers, p.operationCollection(records))
		}
		tiers[t] = append(tiers[t], public...)
		for _, l := range layers {
			if tiles, ok := c.Layers[l.ID]; ok && t == disclose.Officer {
				l.Tiles = tiles
			}
			col, err := ogc.NewCollection(l)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", t, err)
			}
			tiers[t] = append(tiers[t], col)
		}
	}
	version := p.set.ID
	if c.Run != nil {
		version += " " + c.Run.ID
	}
	return ogc.NewCatalog(version, p.set.Credit, p.set.Licence, tiers), nil
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
