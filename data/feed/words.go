package feed

// words are the sentences of the codes, Indonesian and English; braces hold
// what the error's Args say.
func words(code string) (id, en string) {
	switch code {
	case "too_large":
		return "berkas lebih dari {most} MiB; bagi berkasnya", "the file is larger than {most} MiB; split it"
	case "empty":
		return "berkas tidak berisi apa pun", "the file holds nothing; look whether it is the right one"
	case "rows":
		return "lebih dari {most} baris; bagi berkasnya", "more than {most} rows; split the file"
	case "columns":
		return "lebih dari {most} kolom; hapus kolom yang tidak perlu", "more than {most} columns; take out those that are not needed"
	case "cells":
		return "lebih dari {most} sel; bagi berkasnya atau hapus kolom yang tidak perlu", "more than {most} cells; split the file or take out columns that are not needed"
	case "field":
		return "isi sepanjang {have} byte, paling banyak {most}; tanda kutip yang tidak ditutup?", "holds {have} bytes, at most {most}; a quote that never closes?"
	case "header_twice":
		return "kolom ini ada dua kali; ganti nama salah satunya", "the column stands twice; rename one"
	case "ragged":
		return "baris berisi {have} kolom, judul {want}; periksa pemisah yang kurang atau berlebih", "the row has {have} fields, the header {want}; look for a missing or extra separator"
	case "quote":
		return "tanda kutip tidak pada tempatnya atau tidak ditutup; tulis dua kali (\"\") di dalam isi", "a quote is out of place or never closes; double it (\"\") inside a value"
	case "csv":
		return "bukan CSV yang dapat dibaca; simpan lagi sebagai CSV UTF-8", "no readable CSV; save it again as CSV UTF-8"
	}
	return encodingWords(code)
}

func encodingWords(code string) (id, en string) {
	switch code {
	case "utf16":
		return "teks berupa UTF-16; simpan sebagai CSV UTF-8", "the text is UTF-16; save as CSV UTF-8"
	case "encoding":
		return "teks bukan UTF-8 (Windows-1252?); simpan sebagai CSV UTF-8", "the text is not UTF-8 (Windows-1252?); save as CSV UTF-8"
	case "nul":
		return "ada byte NUL; ini bukan teks, simpan lagi sebagai CSV UTF-8", "holds a NUL byte; this is no text, save it again as CSV UTF-8"
	case "old_excel":
		return "Excel lama (.xls); simpan sebagai .xlsx atau CSV UTF-8", "old Excel (.xls); save as .xlsx or CSV UTF-8"
	case "encrypted":
		return "buku kerja bersandi; simpan tanpa sandi", "the workbook has a password; save it without one"
	case "markup":
		return "halaman web atau XML dengan nama lain; buka lalu simpan sebagai .xlsx", "a web page or XML under another name; open it and save as .xlsx"
	case "pdf":
		return "berkas PDF; minta berkas .xlsx atau CSV", "a PDF; ask for the .xlsx or CSV"
	}
	return xlsxWords(code)
}

func xlsxWords(code string) (id, en string) {
	switch code {
	case "xlsx":
		return "bagian buku kerja tidak dapat dibaca; simpan lagi sebagai .xlsx atau CSV", "a part of the workbook cannot be read; save it again as .xlsx or CSV"
	case "not_xlsx":
		return "arsip ini bukan buku kerja .xlsx; simpan sebagai .xlsx atau CSV", "the archive is no .xlsx workbook; save as .xlsx or CSV"
	case "bomb":
		return "arsip berisi {parts} bagian dan {have} byte, paling banyak {most_parts} dan {most}; simpan hanya lembar yang diperlukan", "the archive unpacks to {parts} parts and {have} bytes, at most {most_parts} and {most}; save only the sheet that is needed"
	case "path":
		return "arsip berisi nama di luar foldernya; jangan pakai berkas ini, minta dari sumbernya", "the archive holds a name outside its folder; do not use it, ask the source for another"
	case "xml_dtd":
		return "XML berisi DTD atau entitas; simpan lagi dengan program lembar kerja", "the XML holds a DTD or entities; save it again with a spreadsheet program"
	}
	return jsonWords(code)
}

func jsonWords(code string) (id, en string) {
	switch code {
	case "json":
		return "JSON tidak sah di dekat byte {byte}; berkas terpotong? ekspor lagi", "no valid JSON near byte {byte}; is the file cut off? export it again"
	case "json_more":
		return "ada isi lain sesudah akhir JSON; satu berkas satu FeatureCollection", "there is more after the end of the JSON; one FeatureCollection a file"
	case "json_twice":
		return "kunci ini ada dua kali; hapus salah satunya", "the key stands twice; take one out"
	case "geojson":
		return "bukan FeatureCollection dengan fitur; ekspor sebagai GeoJSON", "no FeatureCollection with features; export as GeoJSON"
	case "crs":
		return "bukan WGS 84; ubah dengan ogr2ogr -t_srs OGC:CRS84", "is not WGS 84; reproject with ogr2ogr -t_srs OGC:CRS84"
	case "geometry":
		return "bukan titik; yang diterima Point dengan bujur dan lintang", "is no point; want Point with longitude and latitude"
	}
	return code, code
}
