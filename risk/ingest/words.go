package ingest

import (
	"fmt"
	"strings"

	"timpora/risk"
)

// words are the sentences of the codes, Indonesian and English.
func words(code string) (id, en string) {
	switch code {
	case "column_missing":
		return "kolom tidak ada", "column is missing"
	case "value_missing":
		return "kosong", "is empty"
	case "place_missing":
		return "tidak ada titik maupun desa", "neither a point nor a desa"
	case "point_outside":
		return "titik di luar wilayah", "the point lies outside the area"
	case "axes_swapped":
		return "bujur dan lintang tertukar", "longitude and latitude are swapped"
	case "coordinate_invalid":
		return "bukan koordinat derajat", "no coordinate in degrees"
	case "area_unknown", "code_unknown", "state_unknown":
		return "tidak dikenal", "is unknown"
	case "area_ambiguous":
		return "nama ini ada lebih dari satu", "more than one area has this name"
	case "code_spoiled":
		return "kode dirusak lembar kerja; simpan kolom sebagai teks", "the code was spoiled by a spreadsheet; save the column as text"
	case "character_hidden":
		return "ada karakter tersembunyi", "holds characters that cannot be seen"
	case "number_invalid":
		return "bukan angka yang diterima", "is no number that is taken"
	case "date_invalid":
		return "bukan tanggal", "is no date"
	case "date_future":
		return "tanggal di masa depan", "the date lies in the future"
	case "until_before_from":
		return "sebelum tanggal masuk", "lies before the first day"
	case "truth_invalid":
		return "bukan ya atau tidak", "is neither yes nor no"
	case "grade_invalid":
		return "bukan nilai A-F dan 1-6", "is no grade A-F and 1-6"
	}
	return code, code
}

// Text is the sentence of a rejection: file, row, column, value, reason and
// what would be taken.
func Text(file string, r risk.Rejection, lang string) string {
	id, en := words(r.Code)
	reason, ask := id, "; maksud Anda %s?"
	if lang == "en" {
		reason, ask = en, "; did you mean %s?"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d", file, r.Row)
	if r.Column > 0 {
		fmt.Fprintf(&b, ":%d %s", r.Column, r.Header)
	} else if c := r.Args["column"]; c != "" {
		fmt.Fprintf(&b, " %s", c)
	}
	if r.Value != "" {
		fmt.Fprintf(&b, " %q", r.Value)
	}
	b.WriteString(": " + reason)
	if c := r.Args["candidates"]; c != "" {
		b.WriteString(": " + c)
	}
	if r.Suggestion != "" {
		fmt.Fprintf(&b, ask, r.Suggestion)
	}
	return b.String()
}
