package ogc

import (
	"strings"

	"timpora/api/answer"
)

// connect is the page that tells how to connect a GIS: for each program an
// address to paste and what to do with it.
func connect(c *call) (*answer.Body, error) {
	p := page{Title: word("connect", c.lang), Crumbs: c.crumbs(), Steps: c.steps(), About: Text{
		"Salin satu alamat ke program GIS Anda. Lapisan desa, kecamatan dan kabupaten terbuka; sel dan gugus perlu token, yang dikirim dalam kepala permintaan: Authorization: Bearer TOKEN.",
		"Paste one address into your GIS. The layers desa, kecamatan and kabupaten are public; cells and clusters need a token, which is sent in the header: Authorization: Bearer TOKEN.",
	}.in(c.lang)}
	return c.render(p)
}

// steps are the programs with their snippets. Tests run each as it stands: lines
// for a shell begin with the program, TOKEN is the only word to be replaced.
func (c *call) steps() []step {
	ogc := c.base + "/ogc"
	say := func(id, en string) string { return Text{id, en}.in(c.lang) }
	return []step{
		{"QGIS", say(
			"Lapisan → Tambah Lapisan → WFS / OGC API – Features → Baru: tempel alamat, pilih versi OGC API - Features, lalu Hubungkan. Ubin vektor: Tambah Lapisan Ubin Vektor → Koneksi Umum Baru, tempel alamat ubin dan alamat gaya, zum 0 sampai 14. Token: Autentikasi → API Header, kunci Authorization, nilai Bearer TOKEN.",
			"Layer → Add Layer → WFS / OGC API – Features → New: paste the address, choose version OGC API - Features, then Connect. Vector tiles: Add Vector Tile Layer → New Generic Connection, paste the tile address and the style address, zooms 0 to 14. Token: Authentication → API Header, key Authorization, value Bearer TOKEN."),
			[]string{ogc, c.base + "/tiles/desa/{z}/{x}/{y}.mvt", c.base + "/styles/desa.json"}},
		{"ArcGIS Pro", say(
			"Insert → Connections → Server → New OGC API Server: tempel alamat. Di ArcGIS Online: Add layer → URL → OGC API Features. Tanpa sambungan: unduh GeoPackage.",
			"Insert → Connections → Server → New OGC API Server: paste the address. In ArcGIS Online: Add layer → URL → OGC API Features. Without a connection: download the GeoPackage."),
			[]string{ogc, c.base + "/export/desa.gpkg"}},
		{"GDAL", say(
			"Versi 3.2 atau lebih baru, dengan token 3.6. Saringan atribut dan kotak dikerjakan oleh layanan.",
			"Version 3.2 or later, 3.6 with a token. Attribute filters and boxes are worked out by the service."),
			[]string{
				"ogrinfo -ro -so OAPIF:" + ogc + " desa",
				"ogr2ogr -f GPKG -where \"kabupaten = 'Buleleng'\" desa.gpkg OAPIF:" + ogc + " desa",
				"ogr2ogr -f GeoJSON -t_srs EPSG:32750 -spat 115.0 -8.2 115.2 -8.0 kecamatan.geojson OAPIF:" + ogc + " kecamatan",
				"ogrinfo -ro -so MVT:" + c.base + "/tiles/desa/10 desa",
				"ogrinfo -ro -so --config GDAL_HTTP_HEADERS \"Authorization: Bearer TOKEN\" OAPIF:" + ogc + " cells",
			}},
		{"Leaflet", say(
			"GeoJSON sederhana; halaman Anda harus berasal dari alamat yang diizinkan di layanan ini (--cors).",
			"Plain GeoJSON; your page must come from an origin that this service lets in (--cors)."),
			[]string{strings.Join([]string{
				"fetch('" + ogc + "/collections/kecamatan/items?limit=1000')",
				"  .then((r) => r.json())",
				"  .then((data) => L.geoJSON(data).addTo(map));",
			}, "\n")}},
		{"MapLibre GL", say(
			"Gaya siap pakai dengan ubin vektor dan nama wilayah; sama, asal halaman harus diizinkan (--cors).",
			"A ready style with vector tiles and names of areas; here too the origin must be let in (--cors)."),
			[]string{"const map = new maplibregl.Map({ container: 'map', style: '" + c.base + "/styles/desa.json' });"}},
		{"Excel", say(
			"Buka alamat buku kerja, atau untuk tabel yang dapat disegarkan: Data → Dapatkan Data → Dari Sumber Lain → Kueri Kosong → Editor Lanjutan: tempel.",
			"Open the address of the workbook, or for a table that can be refreshed: Data → Get Data → From Other Sources → Blank Query → Advanced Editor: paste."),
			[]string{c.base + "/export/desa.xlsx", strings.Join([]string{
				"let",
				"  data = Json.Document(Web.Contents(\"" + ogc + "/collections/desa/items\", [Query = [limit = \"1000\", f = \"json\"]])),",
				"  rows = List.Transform(data[features], each [properties]),",
				"  result = Table.FromRecords(rows)",
				"in",
				"  result",
			}, "\n")}},
	}
}
