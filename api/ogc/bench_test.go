package ogc_test

import (
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"timpora/api/ogc"
)

// rugged are n areas of so many vertices each, as many as the desa have.
func rugged(n, vertices int) ogc.Layer {
	l := ogc.Layer{ID: "desa", Geometry: "multipolygon", Fields: []ogc.Field{{Name: "code", Type: ogc.String}, {Name: "name", Type: ogc.String}}}
	for i := range n {
		r := make(orb.Ring, vertices)
		for k := range r {
			sin, cos := math.Sincos(2 * math.Pi * float64(k) / float64(vertices-1))
			far := 0.02 + 0.001*math.Sin(float64(k*k))
			r[k] = orb.Point{114.5 + 0.05*float64(i%20) + far*cos, -8.5 + 0.03*float64(i/20) + far*sin}
		}
		r[vertices-1] = r[0]
		l.Features = append(l.Features, ogc.Feature{ID: fmt.Sprintf("51.08.%04d", i), Geometry: orb.MultiPolygon{{r}}, Values: []any{fmt.Sprint(i), "Desa"}})
	}
	return l
}

func dots(n int) ogc.Layer {
	l := ogc.Layer{ID: "desa", Geometry: "point", Fields: []ogc.Field{{Name: "code", Type: ogc.String}, {Name: "level", Type: ogc.Integer}}}
	for i := range n {
		l.Features = append(l.Features, ogc.Feature{
			ID: fmt.Sprintf("p-%06d", i), Geometry: orb.Point{115 + float64(i%1000)/1000, -8.5 + float64(i/1000)/1000}, Values: []any{fmt.Sprint(i), int64(i % 4)},
		})
	}
	return l
}

// sink takes a body without keeping it.
type sink struct {
	header http.Header
	status int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) Write(b []byte) (int, error) { return len(b), nil }
func (s *sink) WriteHeader(status int)      { s.status = status }

// BenchmarkFeatures answers whole requests; the baseline encodes the same
// features with orb/geojson where the answer is a whole page or one feature.
func BenchmarkFeatures(b *testing.B) {
	desa, points := rugged(277, 528), dots(10_000)
	for _, c := range []struct {
		name, target string
		layer        ogc.Layer
		few          int
	}{
		{"desa_277", "/ogc/collections/desa/items?limit=1000", desa, 277},
		{"desa_277_utm", "/ogc/collections/desa/items?limit=1000&crs=EPSG:32750", desa, 277},
		{"desa_by_id", "/ogc/collections/desa/items/51.08.0100", desa, 1},
		{"desa_box_and_filter", "/ogc/collections/desa/items?bbox=114.7,-8.45,114.72,-8.43&filter=code%3E%271%27", desa, 0},
		{"points_10000", "/ogc/collections/desa/items?limit=10000", points, 10_000},
	} {
		col := collection(b, c.layer)
		s := serving(one(col))
		b.Run(c.name+"/ours", func(b *testing.B) {
			for range b.N {
				r := httptest.NewRequest("GET", "http://gis.test"+c.target, nil)
				w := &sink{header: http.Header{}}
				if s.ServeHTTP(w, r); w.status != http.StatusOK {
					b.Fatalf("%d", w.status)
				}
			}
		})
		if c.few == 0 {
			continue
		}
		b.Run(c.name+"/orb", func(b *testing.B) {
			for range b.N {
				all := geojson.NewFeatureCollection()
				for _, f := range c.layer.Features[:c.few] {
					g := geojson.NewFeature(f.Geometry)
					g.ID = f.ID
					for i, v := range f.Values {
						g.Properties[c.layer.Fields[i].Name] = v
					}
					all.Append(g)
				}
				if _, err := all.MarshalJSON(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
