package storetest

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
)

// The canary values: what may leave an import in no other form than sealed or
// hashed. They occur nowhere by chance.
const (
	CanaryDocument = "X9C7731KNR"       // number of a passport
	CanaryName     = "KENARIA PRAMBUDI" // of its holder
	CanaryPhone    = "081255591234"
	CanaryReporter = "Pelapor Kenaranta" // who told
	CanaryText     = "uraian kenaranti di belakang pasar"
)

// CanaryFiles are files of records that carry every canary value, by kind, for
// timpora import; the second row of each is refused.
func CanaryFiles() map[string]string {
	return map[string]string{
		"residences": "nama_tamu,nomor_paspor,kewarganegaraan,telepon,kode_desa,check_in,check_out\n" +
			CanaryName + "," + CanaryDocument + ",XXA," + CanaryPhone + ",5108062001,2026-11-01,2026-11-05\n" +
			CanaryName + "," + CanaryDocument + ",XXA," + CanaryPhone + ",5108062001,2026-13-01,2026-11-05\n",
		"reports": "pelapor,telepon,kode_desa,tanggal_kejadian,uraian\n" +
			CanaryReporter + "," + CanaryPhone + ",5108062001,2026-11-02,\"" + CanaryText + ", hubungi " + CanaryPhone + "\"\n" +
			CanaryPhone + "," + CanaryPhone + ",5108062001,2026-11-02," + CanaryText + "\n" +
			CanaryReporter + "," + CanaryPhone + ",5108062001,2026-13-02," + CanaryText + "\n",
	}
}

// CanaryHits names the canary values that bytes hold, plain in any case, with
// blanks or dashes between digits, in UTF-16, hexadecimal or base64.
func CanaryHits(body []byte) []string {
	lower := bytes.ToLower(body)
	digits := bytes.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '.' {
			return -1
		}
		return r
	}, lower)
	all := map[string]string{"document": CanaryDocument, "name": CanaryName, "phone": CanaryPhone, "reporter": CanaryReporter, "text": CanaryText}
	var hits []string
	for _, what := range slices.Sorted(maps.Keys(all)) {
		plain := strings.ToLower(all[what])
		if bytes.Contains(lower, []byte(plain)) || bytes.Contains(digits, []byte(plain)) || encoded(body, lower, all[what]) {
			hits = append(hits, what)
		}
	}
	return hits
}

func encoded(body, lower []byte, value string) bool {
	var wide []byte
	for _, u := range utf16.Encode([]rune(value)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	if bytes.Contains(body, wide) || bytes.Contains(lower, []byte(hex.EncodeToString([]byte(value)))) {
		return true
	}
	for shift := range 3 { // what stands before moves the letters
		text := base64.RawStdEncoding.EncodeToString(append(make([]byte, shift), value...))
		inner := text[4*min(shift, 1) : len(text)-3] // without the letters that share bits with neighbours
		if bytes.Contains(body, []byte(inner)) || bytes.Contains(body, []byte(strings.NewReplacer("+", "-", "/", "_").Replace(inner))) {
			return true
		}
	}
	return false
}
