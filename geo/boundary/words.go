package boundary

// words are the sentences of the codes, Indonesian and English.
func words(code string) (id, en string) {
	switch code {
	case "empty":
		return "berkas kosong; ekspor lagi", "the file is empty; export it again"
	case "no_desa":
		return "tidak ada desa di dalamnya; ekspor lapisan desa", "there is no desa in it; export the layer of desa"
	case "gzip":
		return "gzip tidak dapat dibaca; berkas terpotong? unduh lagi", "the gzip cannot be read; is the file cut off? download it again"
	case "utf16":
		return "teks berupa UTF-16; simpan sebagai UTF-8", "the text is UTF-16; save the file as UTF-8"
	case "encoding":
		return "teks bukan UTF-8 (Windows-1252?); simpan sebagai UTF-8", "the text is no UTF-8 (Windows-1252?); save the file as UTF-8"
	case "bytes":
		return "lebih dari {most} byte sesudah dibuka; bagi berkasnya", "larger than {most} bytes unpacked; split the file"
	case "features":
		return "lebih dari {most} fitur; ekspor hanya wilayah kerja", "more than {most} features; export the working area only"
	case "vertices":
		return "lebih dari {most} titik sudut; sederhanakan atau ekspor hanya wilayah kerja", "more than {most} vertices; simplify, or export the working area only"
	case "ring":
		return "lebih dari {most} titik sudut; sederhanakan garisnya", "more than {most} vertices; simplify the ring"
	case "keys":
		return "objek dengan lebih dari {most} kunci; hapus bidang yang tidak perlu", "an object of more than {most} keys; take out fields that are not needed"
	case "json":
		return "bukan JSON yang sah; berkas terpotong? ekspor lagi sebagai GeoJSON", "no valid JSON; is the file cut off? export it again as GeoJSON"
	case "json_more":
		return "ada isi lain sesudah akhir JSON; satu berkas satu FeatureCollection", "there is more after the end of the JSON; one FeatureCollection a file"
	case "json_twice":
		return "kunci ini ada dua kali; hapus salah satunya", "the key stands twice; take one out"
	case "type":
		return "bukan FeatureCollection dengan Feature; ekspor sebagai GeoJSON", "is not what belongs there: want a FeatureCollection of Feature; export as GeoJSON"
	case "crs":
		return "bukan WGS 84; ubah dengan ogr2ogr -t_srs OGC:CRS84", "is not WGS 84 longitude and latitude; reproject with ogr2ogr -t_srs OGC:CRS84"
	}
	return areaWords(code)
}

func areaWords(code string) (id, en string) {
	switch code {
	case "code_twice":
		return "kode ini ada dua kali; gabungkan atau perbaiki salah satunya", "the code stands twice; merge the two or mend one"
	case "code_missing":
		return "tidak ada kode; isi salah satu bidang ini", "no code; fill one of these fields"
	case "code_invalid":
		return "bukan kode desa sepuluh angka; simpan kode sebagai teks", "is no desa code of ten digits; keep codes as text"
	case "code_level":
		return "kode kabupaten atau kecamatan; yang diterima desa dengan sepuluh angka", "is the code of a kecamatan or kabupaten; want desa with ten digits"
	case "code_bps":
		return "kode BPS tidak dikenal; isi kode Kemendagri", "the BPS code is unknown; give the Kemendagri code"
	case "name_missing":
		return "tidak ada nama; isi salah satu bidang ini", "no name; fill one of these fields"
	case "name_letter":
		return "nama berisi huruf yang tidak terlihat atau dari aksara lain; ketik ulang", "the name holds a letter that is no letter of a name; type it anew"
	}
	return outlineWords(code)
}

func outlineWords(code string) (id, en string) {
	switch code {
	case "geometry_missing":
		return "tidak ada geometri; gambar garis batasnya atau hapus fiturnya", "no geometry; draw the outline or take the feature out"
	case "geometry":
		return "bukan Polygon atau MultiPolygon; ekspor poligon", "want Polygon or MultiPolygon; export polygons"
	case "coordinates":
		return "koordinat bukan susunan angka yang benar; ekspor lagi", "the coordinates are not numbers in the right order; export again"
	case "points":
		return "kurang dari 4 titik; gambar ulang garisnya", "want at least 4 points; draw the ring anew"
	case "open":
		return "garis tidak tertutup; samakan titik pertama dan terakhir", "the ring is not closed; make its first and last point the same"
	case "area":
		return "tanpa luas; hapus atau gambar ulang", "has no area; take it out or draw it anew"
	case "swapped":
		return "bujur dan lintang tertukar; tulis bujur dahulu", "longitude and latitude are swapped; longitude comes first"
	case "metres":
		return "bukan derajat; meter UTM? ubah dengan ogr2ogr -t_srs OGC:CRS84", "is no degree; metres of UTM? reproject with ogr2ogr -t_srs OGC:CRS84"
	case "outside":
		return "di luar Indonesia; periksa koordinat dan sistemnya", "lies outside Indonesia; look at the coordinates and their system"
	}
	return code, code
}
