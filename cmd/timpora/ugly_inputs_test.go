package main

import (
	"fmt"
	"slices"
	"strings"
)

// fortyInputs are their names.
func fortyInputs() []string {
	return []string{
		"self-intersection", "unclosed ring", "NaN", "1e308", "swapped axes", "UTM metres", "crs 3857", "wrong winding", "hole outside", "zero area",
		"repeated vertices", "million-vertex ring", "antimeridian", "pole", "empty collection", "null geometry", "nested GeometryCollection", "10,000-deep arrays",
		"truncated JSON", "duplicate keys", "concatenated JSON", "BOM", "UTF-16", "Windows-1252", "NUL", "CR-only, CRLF", "semicolon with decimal comma",
		"quoted newline", "ragged rows", "10 MB field", "repeated header", "codes that lost zeros or read 5,1E+09", "duplicate desa code", "unknown or split desa",
		"31/02, serial 45000", "XLSX bomb", "XML entities", "zip-slip, encrypted, renamed .xls", "formula cells", "bidi, zero-width, homoglyph names",
	}
}

func uglyInputs() []ugly {
	return slices.Concat(uglyOutlines(), uglyPoints(), uglyJSON(), uglyText(), uglyTables(), uglyValues(), uglyWorkbooks())
}

// no is a file that is refused, yes one that is taken.
func no(input, kind, file, body string, says ...string) ugly {
	return ugly{input: input, kind: kind, file: file, body: body, says: says}
}

func yes(input, kind, file, body string, added int, says ...string) ugly {
	return ugly{input: input, kind: kind, file: file, body: body, taken: true, added: added, says: says}
}

const kaliuntu = "115.0882,-8.1120" // a place in that desa

func uglyOutlines() []ugly {
	const b, r = "boundaries", "residences"
	noPoint := []string{"fitur 1", "bukan titik"}
	list := []ugly{
		no("self-intersection", b, "batas.geojson", outline(bow), "51.08.01.2001 Sumberklampok: ", "not simple (at or near {115 -8.2})", "batas rusak: 1 garis tidak sah", "perbaiki"),
		no("unclosed ring", b, "batas.geojson", outline(`[[[115,-8.2],[115.1,-8.2],[115.1,-8.1],[115,-8.1]]]`), "fitur 1 51.08.01.2001 Sumberklampok poligon 1 garis 1", "[115 -8.2] ... [115 -8.1]", "tidak tertutup; samakan"),
		yes("wrong winding", b, "batas.geojson", outline(`[[[115,-8.2],[115,-8.1],[115.1,-8.1],[115.1,-8.2],[115,-8.2]]]`), 0, "1 desa", "garis tidak sah: 0"),
		no("hole outside", b, "batas.geojson", outline(strings.TrimSuffix(box, "]")+`,[[115.2,-8.2],[115.2,-8.1],[115.3,-8.1],[115.2,-8.2]]]`), "51.08.01.2001 Sumberklampok", "batas rusak: 1 garis tidak sah", "perbaiki"),
		no("zero area", b, "batas.geojson", outline(`[[[115,-8.2],[115.1,-8.2],[115,-8.2],[115,-8.2]]]`), "fitur 1 51.08.01.2001", "garis 1", "[115 -8.2]", "tanpa luas; hapus"),
		yes("repeated vertices", b, "batas.geojson", outline(strings.Replace(box, "[115.1,-8.2]", "[115.1,-8.2],[115.1,-8.2]", 1)), 0, "1 desa", "garis tidak sah: 0"),
		no("million-vertex ring", b, "batas.geojson", outline(round(1_000_000)), "fitur 1 51.08.01.2001", "poligon 1 garis 1", "1000001", "lebih dari 200000 titik sudut; sederhanakan"),
		no("million-vertex ring", r, "tamu.geojson", stays(polygon(round(1_000_000))), "fitur 1", "byte, paling banyak"),
	}
	for input, coordinates := range map[string]string{
		"self-intersection": bow, "unclosed ring": `[[[115,-8.2],[115.1,-8.2]]]`, "wrong winding": box, "hole outside": box, "zero area": `[[[115,-8.2]]]`, "repeated vertices": box,
	} {
		list = append(list, no(input, r, "tamu.geojson", stays(polygon(coordinates)), noPoint...))
	}
	return list
}

// uglyPoints are coordinates that are no place: as columns, as one column, as
// features and in outlines.
func uglyPoints() []ugly {
	const beyond, number, point, json = "titik di luar wilayah; periksa", "bukan angka; tulis", "bukan titik; tulis", "JSON"
	var list []ugly
	for _, c := range []struct{ input, lon, lat, columns, wkt, feature, ring, outline string }{
		{"NaN", "NaN", "-8.15", number, point, json, strings.Replace(box, "115.1", "NaN", 1), json},
		{"1e308", "1e308", "-8.15", number, point, "bukan koordinat derajat; ubah", strings.Replace(box, "115.1", "1e308", 1), "bukan derajat"},
		{"swapped axes", "-8.1120", "115.0882", "bujur dan lintang tertukar; maksud Anda 115.0882?", "tertukar; maksud Anda POINT(115.0882 -8.112)?",
			"tertukar; maksud Anda 115.0882, -8.112?", `[[[-8.2,115],[-8.2,115.1],[-8.1,115.1],[-8.2,115]]]`, "tertukar; tulis bujur dahulu"},
		{"UTM metres", "290000", "9100000", "bukan koordinat derajat; ubah", "bukan koordinat derajat; ubah", "bukan koordinat derajat; ubah",
			`[[[280000,9090000],[281000,9090000],[281000,9091000],[280000,9090000]]]`, "meter UTM? ubah"},
		{"antimeridian", "180", "-8.15", beyond, beyond, beyond, `[[[179,-8],[-179,-8],[-179,-7],[179,-7],[179,-8]]]`, "di luar Indonesia; periksa"},
		{"pole", "115.1", "-90", beyond, beyond, beyond, `[[[100,-89],[120,-89],[110,-90],[100,-89]]]`, "di luar Indonesia; periksa"},
	} {
		inColumns, wkt := `:2:2 lon "`+c.lon+`": `+c.columns, "POINT("+c.lon+" "+c.lat+")"
		list = append(list,
			no(c.input, "residences", "tamu.csv", "check_in,lon,lat\n2026-11-01,"+c.lon+","+c.lat+"\n", "tamu.csv"+inColumns),
			no(c.input, "residences", "tamu.xlsx", xlsx([]string{"check_in", "lon", "lat"}, []string{"2026-11-01", c.lon, c.lat}), "tamu.xlsx"+inColumns),
			no(c.input, "residences", "satu.csv", "check_in,wkt\n2026-11-01,"+wkt+"\n", `satu.csv:2:2 wkt "`+wkt+`": `, c.wkt),
			no(c.input, "residences", "tamu.geojson", stays(`{"type":"Point","coordinates":[`+c.lon+`,`+c.lat+`]}`), c.feature),
			no(c.input, "boundaries", "batas.geojson", outline(c.ring), "fitur 1", c.outline),
		)
	}
	return list
}

func uglyJSON() []ugly {
	const b, r = "boundaries", "residences"
	good, stay := outline(box), stays(`{"type":"Point","coordinates":[`+kaliuntu+`]}`)
	crs := `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features"`
	nested := `{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[]}]}`
	deep := strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001)
	return []ugly{
		no("crs 3857", b, "batas.geojson", strings.Replace(good, `"features"`, crs, 1), "EPSG::3857", "bukan WGS 84; ubah dengan ogr2ogr"),
		no("crs 3857", r, "tamu.geojson", strings.Replace(stay, `"features"`, crs, 1), "crs", "EPSG::3857", "bukan WGS 84; ubah dengan ogr2ogr"),
		no("empty collection", b, "batas.geojson", collectionOf(), "tidak ada desa di dalamnya; ekspor"),
		no("empty collection", r, "tamu.geojson", collectionOf(), "bukan FeatureCollection dengan fitur; ekspor"),
		no("null geometry", b, "batas.geojson", collectionOf(desa("51.08.01.2001", "Sumberklampok", "null")), "fitur 1 51.08.01.2001 Sumberklampok", "tidak ada geometri; gambar"),
		no("null geometry", r, "tamu.geojson", stays("null"), "tamu.geojson:1", "tidak ada titik maupun desa; isi"),
		yes("null geometry", r, "desa.geojson", strings.Replace(stays("null"), `"check_in"`, `"kode_desa":"5108062001","check_in"`, 1), 1, "1 baris, 1 baru"),
		no("nested GeometryCollection", b, "batas.geojson", collectionOf(desa("51.08.01.2001", "Sumberklampok", nested)), "fitur 1", `"GeometryCollection"`, "bukan Polygon"),
		no("nested GeometryCollection", r, "tamu.geojson", stays(nested), "fitur 1", "GeometryCollection", "bukan titik; yang diterima Point"),
		no("10,000-deep arrays", b, "batas.geojson", outline(deep), "fitur 1", "bukan JSON yang sah"),
		no("10,000-deep arrays", r, "tamu.geojson", stays(polygon(deep)), "fitur 1", "JSON tidak sah"),
		no("10,000-deep arrays", r, "sifat.geojson", strings.Replace(stay, `"2026-11-01"`, deep, 1), "fitur 1", "JSON tidak sah"),
		no("truncated JSON", b, "batas.geojson", good[:len(good)-30], "fitur 1", "berkas terpotong?"),
		no("truncated JSON", r, "tamu.geojson", stay[:len(stay)-12], "fitur 1", "berkas terpotong?"),
		no("duplicate keys", b, "batas.geojson", strings.Replace(good, `"name"`, `"code":"51.08.01.2002","name"`, 1), "fitur 1", `"code"`, "dua kali; hapus"),
		no("duplicate keys", r, "tamu.geojson", strings.Replace(stay, `"check_in"`, `"check_in":"2026-11-02","check_in"`, 1), "fitur 1", `"check_in"`, "dua kali; hapus"),
		no("concatenated JSON", b, "batas.geojson", good+good, "sesudah akhir JSON; satu berkas"),
		no("concatenated JSON", r, "tamu.geojson", stay+"\n"+stay, "sesudah akhir JSON; satu berkas"),
	}
}

func uglyText() []ugly {
	const b, r = "boundaries", "residences"
	good, row := outline(box), "check_in;kode_desa;nama\n2026-11-01;5108062001;A\n"
	stay := strings.Replace(stays("null"), `"check_in"`, `"kode_desa":"5108062001","nama":"A","check_in"`, 1)
	return []ugly{
		yes("BOM", b, "batas.geojson", "\ufeff"+good, 0, "1 desa"),
		yes("BOM", r, "tamu.geojson", "\ufeff"+strings.Replace(stay, "2026-11-01", "2026-11-02", 1), 1, "1 baris, 1 baru"),
		yes("BOM", r, "tamu.csv", "\ufeff"+strings.Replace(row, "2026-11-01", "2026-11-03", 1), 1, "1 baris, 1 baru", "0 baru, 1 sudah ada"),
		no("UTF-16", b, "batas.geojson", wide(good), "UTF-16; simpan sebagai UTF-8"),
		no("UTF-16", r, "tamu.csv", wide(row), "UTF-16; simpan sebagai CSV UTF-8"),
		no("UTF-16", r, "tanpa-tanda.csv", wide(row)[2:], "tanpa-tanda.csv:1:1", "NUL", "simpan lagi sebagai CSV UTF-8"),
		no("Windows-1252", b, "batas.geojson", strings.Replace(good, "Sumber", "S\xfcmber", 1), "fitur 1", "Windows-1252?); simpan sebagai UTF-8"),
		no("Windows-1252", r, "tamu.csv", strings.Replace(row, ";A", ";Ren\xe9", 1), `tamu.csv:2:3 nama "\xe9"`, "Windows-1252?); simpan"),
		no("Windows-1252", r, "tamu.geojson", strings.Replace(stay, `"A"`, "\"Ren\xe9\"", 1), `fitur 1 "\xe9"`, "Windows-1252?); simpan"),
		no("NUL", b, "batas.geojson", strings.Replace(good, "Sumber", "S\x00mber", 1), "fitur 1", "bukan JSON yang sah"),
		no("NUL", r, "tamu.csv", strings.Replace(row, "5108062001", "51080\x0062001", 1), `tamu.csv:2:2 kode_desa "\x00"`, "NUL; ini bukan teks"),
		no("NUL", r, "tamu.geojson", strings.Replace(stay, `"A"`, `"A\u0000"`, 1), "fitur 1", `nama "\x00"`, "NUL; ini bukan teks"),
		no("NUL", r, "tamu.xlsx", xlsx([]string{"check_in", "kode_desa"}, []string{"2026-11-01", "51080_x0000_62001"}), `tamu.xlsx:2:2 kode_desa "\x00"`, "NUL; ini bukan teks"),
		yes("CR-only, CRLF", b, "batas.geojson", strings.ReplaceAll(good, ",", ",\r"), 0, "1 desa"),
		yes("CR-only, CRLF", r, "cr.csv", strings.ReplaceAll(strings.Replace(row, "11-01", "11-04", 1), "\n", "\r"), 1, "1 baris, 1 baru"),
		yes("CR-only, CRLF", r, "crlf.csv", strings.ReplaceAll(strings.Replace(row, "11-01", "11-05", 1), "\n", "\r\n"), 1, "1 baris, 1 baru"),
	}
}

func uglyTables() []ugly {
	const r = "residences"
	long := strings.Repeat("x", 10<<20)
	return []ugly{
		yes("semicolon with decimal comma", r, "tamu.csv", "check_in;bujur;lintang\n06/11/2026;115,0882;-8,1120\n", 1, "1 baris, 1 baru"),
		yes("quoted newline", r, "tamu.csv", "check_in,nama,kode_desa\n2026-11-07,\"satu\ndua\",5108062001\n", 1, "1 baris, 1 baru"),
		no("quoted newline", r, "baris.csv", "check_in,nama,kode_desa\n2026-11-07,\"satu\ndua\",5108062001\n31/02/2026,\"a\nb\",5108062001\n", `baris.csv:4:1 check_in "31/02/2026"`),
		no("quoted newline", r, "buka.csv", "check_in,nama,kode_desa\n2026-11-07,\"satu,5108062001\n2026-11-08,dua,5108062001\n", `buka.csv:2:2 nama`, "tidak ditutup; tulis dua kali"),
		no("ragged rows", r, "kurang.csv", "check_in,kode_desa\n2026-11-01,5108062001\n2026-11-02\n", "kurang.csv:3:2 kode_desa: baris berisi 1 kolom, judul 2; periksa"),
		no("ragged rows", r, "lebih.csv", "check_in,kode_desa\n2026-11-01,5108062001,1\n", "lebih.csv:2:3: baris berisi 3 kolom, judul 2; periksa"),
		no("ragged rows", r, "lebih.xlsx", xlsx([]string{"check_in", "kode_desa"}, []string{"2026-11-01", "5108062001", "1"}), "lebih.xlsx:2:3: baris berisi 3 kolom, judul 2; periksa"),
		no("10 MB field", r, "tamu.csv", "check_in,nama,kode_desa\n2026-11-01,"+long+",5108062001\n", "tamu.csv:2:2 nama", "10485760 byte, paling banyak 65536"),
		no("10 MB field", r, "tamu.xlsx", xlsx([]string{"check_in", "nama"}, []string{"2026-11-01", long}), "tamu.xlsx:2:2 nama", "10485760 byte, paling banyak 65536"),
		no("10 MB field", r, "tamu.geojson", strings.Replace(stays("null"), "2026-11-01", long, 1), "fitur 1", "byte, paling banyak"),
		no("10 MB field", "boundaries", "batas.geojson", strings.Replace(outline(box), "51.08.01.2001", long, 1), "fitur 1", "xxx", "bukan kode desa sepuluh angka"),
		no("repeated header", r, "tamu.csv", "check_in,kode_desa,Check_In\n2026-11-01,5108062001,2026-11-02\n", `tamu.csv:1:3 "Check_In"`, "dua kali; ganti nama"),
		no("repeated header", r, "tamu.xlsx", xlsx([]string{"check_in", "check_in"}), `tamu.xlsx:1:2 "check_in"`, "dua kali; ganti nama"),
	}
}

func uglyValues() []ugly {
	const b, r = "boundaries", "residences"
	var list []ugly
	row := func(input, header, value string, says ...string) {
		parts := append([]string{fmt.Sprintf(`:2:2 %s %q: `, header, value)}, says...)
		if header == "check_in" {
			parts[0] = fmt.Sprintf(`:2:1 check_in %q: `, value)
			list = append(list, no(input, r, "tamu.csv", "check_in;kode_desa\n"+value+";5108062001\n", parts...))
			return
		}
		list = append(list, no(input, r, "tamu.csv", "check_in;"+header+"\n2026-11-01;"+value+"\n", parts...),
			no(input, r, "tamu.xlsx", xlsx([]string{"check_in", header}, []string{"2026-11-01", value}), parts...))
	}
	const codes, hidden = "codes that lost zeros or read 5,1E+09", "bidi, zero-width, homoglyph names"
	row(codes, "kode_desa", "510806201", "tidak dikenal", "maksud Anda 51.08.06.2001?")
	row(codes, "kode_desa", "5,1E+09", "kode dirusak lembar kerja; simpan kolom sebagai teks")
	row(codes, "kode_desa", "5,108062001E+09", "simpan kolom sebagai teks; maksud Anda 51.08.06.2001?")
	row("unknown or split desa", "kode_desa", "51.08.06.2099", "tidak dikenal", "maksud Anda 51.08.06.2001?")
	row("unknown or split desa", "desa", "Kaliasen", "tidak dikenal", "maksud Anda Kaliasem?")
	row("31/02, serial 45000", "check_in", "31/02/2026", "bukan tanggal; tulis seperti 2026-11-24")
	row(hidden, "desa", "Kali\u202easem", "ada karakter tersembunyi", "maksud Anda Kaliasem?")
	row(hidden, "desa", "Kali\u200basem", "ada karakter tersembunyi", "maksud Anda Kaliasem?")
	row(hidden, "desa", "Kali\u0430sem", "huruf dari dua aksara", "maksud Anda Kaliasem?")
	second := strings.Replace(box, "115.1", "115.2", 2)
	return append(list,
		yes("31/02, serial 45000", r, "tamu.csv", "check_in;kode_desa\n45000;5108062001\n", 1, "1 baris, 1 baru"),
		yes("31/02, serial 45000", r, "tamu.xlsx", xlsx([]string{"check_in", "kode_desa"}, []string{"<v>45001</v>", "<v>5108062001</v>"}), 1, "1 baris, 1 baru"),
		no(codes, b, "batas.geojson", collectionOf(desa("5,1E+09", "Sumberklampok", polygon(box))), "fitur 1", `"5,1E+09"`, "simpan kode sebagai teks"),
		no(codes, b, "pendek.geojson", collectionOf(desa("510801201", "Sumberklampok", polygon(box))), "fitur 1", `"510801201"`, "simpan kode sebagai teks"),
		no("duplicate desa code", b, "batas.geojson", collectionOf(desa("51.08.01.2001", "A", polygon(box)), desa("51.08.01.2001", "B", polygon(second))), `"51.08.01.2001"`, "dua kali; gabungkan"),
		yes("unknown or split desa", b, "batas.geojson", collectionOf(desa("51.08.01.2099", "Pemekaran", polygon(box))), 0, "tidak dikenal [51.08.01.2099]", "PERINGATAN"),
		no(hidden, b, "arah.geojson", strings.Replace(outline(box), "Sumber", "Sumber\u202e", 1), "fitur 1 51.08.01.2001", `\u202e`, "tidak terlihat"),
		no(hidden, b, "lebar.geojson", strings.Replace(outline(box), "Sumber", "Sumber\u200b", 1), "fitur 1 51.08.01.2001", `\u200b`, "tidak terlihat"),
		no(hidden, b, "mirip.geojson", strings.Replace(outline(box), "klampok", "kl\u0430mpok", 1), "fitur 1 51.08.01.2001", `\u0430`, "aksara lain; ketik ulang"),
	)
}

func uglyWorkbooks() []ugly {
	const r, archives = "residences", "zip-slip, encrypted, renamed .xls"
	slip := workbook([]string{"check_in", "kode_desa"}, []string{"2026-11-01", "5108062001"})
	target := slices.Clone(slip)
	target[2].body = strings.Replace(target[2].body, "worksheets/sheet1.xml", "../../../../etc/passwd", 1)
	formula := func(cell string) string {
		return xlsx([]string{"check_in", "kode_desa"}, []string{"2026-11-09", cell})
	}
	return []ugly{
		no("XLSX bomb", r, "tamu.xlsx", bomb(), "bagian dan 5557", "byte, paling banyak 1000 dan 268435456"),
		no("XML entities", r, "tamu.xlsx", withEntity(), "xl/worksheets/sheet1.xml", "DTD atau entitas; simpan lagi"),
		no("XML entities", r, "entitas.xlsx", formula("<v>&amp;a;&a;</v>"), "xl/worksheets/sheet1.xml", "simpan lagi"),
		no(archives, r, "naik.xlsx", archive(append(slip, part{"../../lari.txt", "x"})...), `"../../lari.txt"`, "di luar foldernya; jangan pakai"),
		no(archives, r, "sasaran.xlsx", archive(target...), "etc/passwd", "simpan lagi"),
		no(archives, r, "sandi.xlsx", container("EncryptedPackage"), "bersandi; simpan tanpa sandi"),
		no(archives, r, "lama.xlsx", container("Workbook"), "Excel lama (.xls); simpan sebagai .xlsx"),
		no(archives, r, "halaman.xls", "<html><table><tr><td>check_in</td></tr></table></html>", "halaman web atau XML", "simpan sebagai .xlsx"),
		yes("formula cells", r, "hasil.xlsx", formula("<f>A1</f><v>5108062001</v>"), 1, "1 baris, 1 baru"),
		no("formula cells", r, "tanpa.xlsx", formula("<f>VLOOKUP(A2,D:E,2)</f>"), `tanpa.xlsx:2:2 kode_desa "=VLOOKUP(A2,D:E,2)"`, "rumus tanpa hasil; simpan"),
		no("formula cells", r, "gagal.xlsx", formula("#REF!"), `gagal.xlsx:2:2 kode_desa "#REF!"`, "gagal; isi nilainya"),
		no("formula cells", r, "rumus.csv", "check_in,kode_desa\n2026-11-01,\"=HYPERLINK(\"\"x\"\")\"\n", `rumus.csv:2:2 kode_desa "=HYPERLINK(`, "rumus tanpa hasil"),
	}
}
