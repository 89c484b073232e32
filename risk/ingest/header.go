package ingest

import (
	"slices"
	"strings"

	"timpora/risk"
)

// names are the headers of every field, Indonesian first; the first one is
// what messages call it. Case, spaces and punctuation do not matter.
func names(k risk.Kind) map[string][]string {
	all := map[string][]string{
		"lon": {"bujur", "lon", "lng", "long", "longitude", "x"}, "lat": {"lintang", "lat", "latitude", "y"},
		"point": {"koordinat", "titik", "titik_koordinat", "koordinat_gps", "gps", "wkt", "geom", "the_geom", "geometry", "point", "coordinates", "coordinate",
			"lat_lon", "lat_long", "lat_lng", "lintang_bujur", "lon_lat", "long_lat", "lng_lat", "bujur_lintang"},
		"location":  {"lokasi", "posisi", "location", "position"},
		"desa_code": {"kode_desa", "desa_code", "kode_wilayah", "kode_kelurahan", "village_code", "area_code"},
		"desa":      {"desa", "kelurahan", "desa_kelurahan", "nama_desa", "village"},
		"kecamatan": {"kecamatan", "kec", "district"}, "kabupaten": {"kabupaten", "kab", "regency"},
		"source": {"sumber", "source"},
	}
	for f, n := range kindNames(k) {
		all[f] = n
	}
	return all
}

func kindNames(k risk.Kind) map[string][]string {
	switch k {
	case risk.KindResidences:
		return map[string][]string{
			"document":     {"nomor_paspor", "no_paspor", "paspor", "nomor_dokumen", "no_dokumen", "passport", "passport_number", "document_number", "document"},
			"name":         {"nama", "nama_lengkap", "nama_tamu", "name", "guest_name", "full_name"},
			"from":         {"tanggal_masuk", "check_in", "checkin", "tgl_check_in", "tanggal_check_in", "mulai", "arrival", "from"},
			"until":        {"tanggal_keluar", "check_out", "checkout", "tgl_check_out", "tanggal_check_out", "selesai", "departure", "until"},
			"premises":     {"jenis_penginapan", "jenis_tempat", "tipe_penginapan", "premises_type", "accommodation_type"},
			"permit":       {"izin_tinggal", "jenis_izin", "jenis_izin_tinggal", "visa", "permit", "permit_type"},
			"permit_until": {"izin_sampai", "berlaku_sampai", "masa_berlaku", "permit_until", "permit_expiry", "expiry"},
			"purpose":      {"maksud", "tujuan", "maksud_kedatangan", "keperluan", "purpose"},
			"persons":      {"jumlah_orang", "jumlah", "persons", "guests"},
		}
	case risk.KindPremises:
		return map[string][]string{
			"premises_name": {"nama_penginapan", "nama_tempat", "nama", "premises", "name"}, "premises": {"jenis", "jenis_penginapan", "jenis_tempat", "tipe", "type", "premises_type"},
			"licence": {"izin_usaha", "berizin", "izin", "licence", "license"}, "beds": {"tempat_tidur", "jumlah_tempat_tidur", "kamar", "beds", "rooms"},
			"registered": {"terdaftar_apoa", "apoa", "terdaftar", "registered"}, "last_report": {"laporan_terakhir", "last_report"},
		}
	case risk.KindReports:
		return map[string][]string{
			"occurred": {"tanggal_kejadian", "tanggal", "waktu", "occurred_at", "date"}, "category": {"kategori", "jenis_pelanggaran", "category", "violation"},
			"origin": {"asal", "origin"}, "channel": {"saluran", "kanal", "channel"}, "text": {"uraian", "isi_laporan", "isi", "keterangan", "text", "description"},
			"grade": {"nilai", "penilaian", "grade"}, "state": {"status", "state"}, "verified": {"tanggal_verifikasi", "verified_at"},
			"reporter": {"pelapor", "nama_pelapor", "kontak_pelapor", "reporter"},
			"proposal": {"usulan", "id_usulan", "usulan_kunjungan", "proposal", "proposal_id"},
		}
	case risk.KindVisits:
		return map[string][]string{
			"date": {"tanggal", "tanggal_kunjungan", "date"}, "officers": {"petugas", "jumlah_petugas", "officers"}, "hours": {"jam", "lama_jam", "durasi_jam", "hours"},
			"informed": {"informasi", "mendapat_informasi", "information"}, "educated": {"edukasi", "memberi_edukasi", "education"}, "random": {"acak", "random"}, "prob": {"peluang", "probability"},
			"proposal": {"usulan", "id_usulan", "usulan_kunjungan", "proposal", "proposal_id"},
		}
	}
	return map[string][]string{
		"area": {"wilayah", "kode_wilayah", "area", "area_code"}, "date": {"tanggal", "tanggal_rapat", "date"},
		"agencies": {"instansi", "peserta", "agencies"}, "present": {"desa_hadir", "present"},
	}
}

// needed are the fields without which a file makes no sense. A place is asked
// for row by row.
func needed(k risk.Kind) []string {
	switch k {
	case risk.KindResidences:
		return []string{"from"}
	case risk.KindPremises:
		return []string{"premises"}
	case risk.KindReports:
		return []string{"occurred"}
	case risk.KindVisits:
		return []string{"date"}
	}
	return []string{"area", "date"}
}

func fold(s string) string {
	return strings.Map(func(c rune) rune {
		if (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') {
			return c
		}
		return -1
	}, strings.ToLower(s))
}

// fieldOf is the field that a header means, "" for none. The fields of the kind
// come before the common ones.
func fieldOf(k risk.Kind, header string) string {
	h := fold(header)
	for _, fields := range []map[string][]string{kindNames(k), names(k)} {
		found := ""
		for f, list := range fields {
			if slices.ContainsFunc(list, func(n string) bool { return fold(n) == h }) && (found == "" || f < found) {
				found = f
			}
		}
		if found != "" {
			return found
		}
	}
	return ""
}

// personal reports whether a field's values may not appear in messages.
func personal(field string) bool {
	return field == "document" || field == "name" || field == "reporter" || field == "text"
}
