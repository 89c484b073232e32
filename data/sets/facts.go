package sets

import (
	"bytes"
	_ "embed" // the facts travel inside the program
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"timpora/geo"
)

//go:embed desa-facts.csv
var factsCSV []byte

// Fact is what is known of one desa or kelurahan. Areas are geodesic, from the
// BPS 2020 polygons; lakes inside a desa count.
type Fact struct {
	Code       geo.AreaCode
	Name       string
	Kind       string // "desa" or "kelurahan"
	Kecamatan  string
	Kabupaten  string
	BPS        string // ten digits
	AreaKm2    float64
	Coastal    bool
	CoastKm    float64
	Centroid   geo.Point // of the polygon; for ten desa it lies outside
	Neighbours []geo.AreaCode
}

// factColumns are the columns of desa-facts.csv that are read, in order.
func factColumns() []string {
	return []string{"code", "name", "kind", "kecamatan", "kabupaten", "bps_code", "area_km2", "coastal", "coastline_km", "centroid_lon", "centroid_lat", "elevation_m", "postal_code", "neighbours", "neighbours_outside"}
}

// Facts lists the desa, ascending by code.
func Facts() ([]Fact, error) {
	rows, err := csv.NewReader(bytes.NewReader(factsCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("desa-facts.csv: %w", err)
	}
	if strings.Join(rows[0], ",") != strings.Join(factColumns(), ",") {
		return nil, fmt.Errorf("desa-facts.csv:1: columns %v, want %v", rows[0], factColumns())
	}
	facts := make([]Fact, 0, len(rows)-1)
	for i, row := range rows[1:] {
		f, err := fact(row)
		if err != nil {
			return nil, fmt.Errorf("desa-facts.csv:%d: %w", i+2, err)
		}
		facts = append(facts, f)
	}
	return facts, nil
}

func fact(row []string) (Fact, error) {
	f := Fact{Name: row[1], Kind: row[2], Kecamatan: row[3], Kabupaten: row[4], BPS: row[5], Coastal: row[7] == "true"}
	var err error
	if f.Code, err = geo.ParseAreaCode(row[0]); err != nil {
		return f, err
	}
	for _, n := range []struct {
		to   *float64
		text string
	}{{&f.AreaKm2, row[6]}, {&f.CoastKm, row[8]}, {&f.Centroid.Lon, row[9]}, {&f.Centroid.Lat, row[10]}} {
		if *n.to, err = strconv.ParseFloat(n.text, 64); err != nil {
			return f, err
		}
	}
	for _, n := range strings.Split(row[13], ";") {
		if n != "" {
			f.Neighbours = append(f.Neighbours, geo.AreaCode(n))
		}
	}
	return f, nil
}
