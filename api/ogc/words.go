package ogc

import (
	"strconv"
	"strings"

	"timpora/geo"
)

// vocabulary are the words of the pages.
func vocabulary() map[string]Text {
	return map[string]Text{
		"about": {"Batas wilayah dan hasil penilaian tempat TIM PORA, sebagai OGC API Features dan OGC API Tiles. Skor menilai tempat, bukan orang.",
			"Boundaries and scored places of the TIM PORA as OGC API Features and OGC API Tiles. Scores are of places, never of persons."},
		"collections": {"Koleksi", "Collections"}, "conformance": {"Kesesuaian", "Conformance"}, "api": {"Uraian API", "API description"},
		"connect": {"Sambungkan GIS", "Connect a GIS"}, "schemes": {"Skema ubin", "Tiling schemes"}, "tilesets": {"Ubin vektor", "Vector tiles"},
		"style": {"Gaya MapLibre", "MapLibre style"}, "queryables": {"Yang dapat ditanyakan", "Queryables"}, "schema": {"Skema", "Schema"},
		"id": {"id", "id"}, "title": {"Judul", "Title"}, "features": {"Fitur", "Features"}, "class": {"Kelas", "Class"}, "geometry": {"Geometri", "Geometry"},
		"property": {"Properti", "Property"}, "type": {"Jenis", "Type"}, "zoom": {"Zum", "Zoom"}, "scale": {"Penyebut skala", "Scale denominator"},
		"pixel": {"Meter per piksel", "Metres per pixel"}, "items": {"Fitur", "Items"}, "next": {"Halaman berikut", "Next page"},
		"shown": {"Ditampilkan %s dari %s fitur.", "Showing %s of %s features."}, "parameter": {"Parameter", "Parameter"}, "meaning": {"Arti", "Meaning"},
		"map": {"Peta %s", "Map of %s"}, "home": {"Peta", "Map"}, "value": {"Nilai", "Value"}, "other": {"English", "Bahasa Indonesia"},
		"yes": {"ya", "yes"}, "no": {"tidak", "no"},
	}
}

func word(key, lang string) string { return vocabulary()[key].in(lang) }

func words(lang string, keys ...string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = word(k, lang)
	}
	return out
}

// filled is a sentence with %s filled in order.
func filled(key, lang string, with ...string) string {
	s := word(key, lang)
	for _, w := range with {
		s = strings.Replace(s, "%s", w, 1)
	}
	return s
}

func count(n int) string { return strconv.Itoa(n) }

func placed(lon, lat float64) geo.Point { return geo.Point{Lon: lon, Lat: lat} }
