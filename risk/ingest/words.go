package ingest

import (
	"fmt"
	"strings"

	"timpora/risk"
)

// words are the sentences of the codes, Indonesian and English: what is wrong
// and, where the value does not say it, what to do. Braces hold Args.
func words(code string) (id, en string) {
	switch code {
	case "column_missing":
		return "kolom tidak ada; tambahkan atau ganti nama kolomnya", "column is missing; add it or rename the one that holds it"
	case "value_missing":
		return "kosong; wajib diisi", "is empty; it must be given"
	case "number_invalid":
		return "bukan angka; tulis seperti 115.0882", "is no number; write as 115.0882"
	case "number_whole":
		return "bukan bilangan bulat", "is no whole number"
	case "number_beyond":
		return "bukan angka {low} sampai {high}", "is no number from {low} to {high}"
	case "date_invalid":
		return "bukan tanggal; tulis seperti 2026-11-24 atau 24/11/2026", "is no date; write as 2026-11-24 or 24/11/2026"
	case "date_future":
		return "tanggal di masa depan; periksa hari, bulan dan tahun", "the date lies in the future; look at day, month and year"
	case "until_before_from":
		return "sebelum tanggal masuk; periksa kedua tanggal", "lies before the first day; look at both dates"
	case "truth_invalid":
		return "bukan ya atau tidak", "is neither yes nor no"
	case "proposal_unknown":
		return "usulan ini belum diputuskan atau tidak ada", "this proposal does not exist or nobody decided on it"
	case "proposal_rejected":
		return "usulan ini ditolak", "this proposal was rejected"
	case "proposal_elsewhere":
		return "usulan ini untuk desa lain", "this proposal is for another desa"
	case "grade_invalid":
		return "bukan nilai A-F dan 1-6, seperti B2", "is no grade A-F and 1-6, as B2"
	case "code_unknown", "state_unknown":
		return "tidak dikenal", "is unknown"
	case "cell_error":
		return "rumus lembar kerja yang gagal; isi nilainya", "a spreadsheet formula that failed; put the value"
	case "cell_formula":
		return "rumus tanpa hasil; simpan lembar sesudah dihitung, atau isi nilainya", "a formula without its result; save the sheet calculated, or put the value"
	case "character_hidden":
		return "ada karakter tersembunyi; ketik ulang", "holds characters that cannot be seen; type it anew"
	case "character_mixed":
		return "huruf dari dua aksara dalam satu kata; ketik ulang", "letters of two scripts in one word; type it anew"
	}
	return placeWords(code)
}

func placeWords(code string) (id, en string) {
	switch code {
	case "place_missing":
		return "tidak ada titik maupun desa; isi bujur dan lintang, kode_desa, atau desa", "neither a point nor a desa; give lon and lat, desa_code, or desa"
	case "point_outside":
		return "titik di luar wilayah; periksa angkanya", "the point lies outside the area; look at the figures"
	case "axes_swapped":
		return "bujur dan lintang tertukar", "longitude and latitude are swapped"
	case "coordinate_invalid":
		return "bukan koordinat derajat; ubah ke WGS 84 (EPSG:4326)", "no coordinate in degrees; convert to WGS 84 (EPSG:4326)"
	case "point_invalid":
		return "bukan titik; tulis seperti -8.1120, 115.0882 atau POINT(115.0882 -8.1120)", "is no point; write as -8.1120, 115.0882 or POINT(115.0882 -8.1120)"
	case "area_unknown":
		return "tidak dikenal; lihat daftar desa", "is unknown; look at the list of desa"
	case "area_ambiguous":
		return "nama ini ada lebih dari satu", "more than one area has this name"
	case "area_elsewhere":
		return "desa itu tidak ada di sini", "that desa is not here"
	case "code_spoiled":
		return "kode dirusak lembar kerja; simpan kolom sebagai teks", "the code was spoiled by a spreadsheet; save the column as text"
	}
	return code, code
}

// Text is the sentence of a rejection: file, row, column, value, reason and
// what would be taken.
func Text(file string, r risk.Rejection, lang string) string {
	id, en := words(r.Code)
	reason, ask, accepted := id, "; maksud Anda %s?", "; yang diterima: %s"
	if lang == "en" {
		reason, ask, accepted = en, "; did you mean %s?", "; taken are: %s"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d", file, r.Row)
	if r.Column > 0 {
		fmt.Fprintf(&b, ":%d", r.Column)
	}
	if r.Header != "" {
		b.WriteString(" " + r.Header)
	} else if c := r.Args["column"]; c != "" {
		b.WriteString(" " + c)
	}
	if r.Value != "" {
		fmt.Fprintf(&b, " %q", r.Value)
	}
	for key, value := range r.Args {
		reason = strings.ReplaceAll(reason, "{"+key+"}", value)
	}
	b.WriteString(": " + reason)
	if c := r.Args["candidates"]; c != "" {
		b.WriteString(": " + c)
	}
	if a := r.Args["accepted"]; a != "" {
		fmt.Fprintf(&b, accepted, a)
	}
	if r.Suggestion != "" {
		fmt.Fprintf(&b, ask, r.Suggestion)
	}
	return b.String()
}
