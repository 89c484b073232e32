package admin

import (
	"maps"

	"timpora/api/frame"
	"timpora/api/role"
)

// vocabulary is what the pages say.
func vocabulary() frame.Words {
	all := frame.Words{}
	for _, part := range []frame.Words{wordsOfUsers(), wordsOfUser(), wordsOfTokens(), wordsOfRoles(), wordsOfFaults(), role.Words()} {
		maps.Copy(all, part)
	}
	return all
}

func wordsOfUsers() frame.Words {
	return frame.Words{
		"users-title":    {"Pengguna", "Users"},
		"users-count":    {"%d dari %d pengguna", "%d of %d users"},
		"users-none":     {"Tidak ada pengguna yang cocok.", "No user fits."},
		"users-all":      {"Tampilkan semua", "Show all"},
		"tokens-title":   {"Semua token", "All tokens"},
		"roles-title":    {"Peran dan haknya", "Roles and their rights"},
		"pages":          {"Halaman administrasi", "Administration pages"},
		"search":         {"Cari dengan kata", "Find by words"},
		"search-note":    {"Nama, peran, wilayah, atau keadaan.", "A name, role, area or state."},
		"search-button":  {"Cari", "Find"},
		"user-new":       {"Pengguna baru", "New user"},
		"user-make":      {"Buat pengguna", "Make the user"},
		"name":           {"Nama pengguna", "User name"},
		"name-note":      {"3 sampai 64 huruf kecil, angka, atau . _ - @. Tidak dapat diubah kemudian.", "3 to 64 lower-case letters, figures or . _ - @. It cannot be changed later."},
		"display":        {"Nama yang ditampilkan", "Name to show"},
		"roles":          {"Peran", "Roles"},
		"scope":          {"Wilayah", "Area"},
		"scope-field":    {"Hanya wilayah ini", "Only these areas"},
		"scope-note":     {"Kode atau nama, dipisah koma: 51.08, Kecamatan Kubutambahan. Kosong: seluruh wilayah kerja.", "Codes or names, parted by commas: 51.08, Kecamatan Kubutambahan. Empty: the whole working area."},
		"scope-all":      {"seluruh wilayah kerja", "the whole working area"},
		"identity":       {"Nama di akun kantor", "Name of the office account"},
		"identity-note":  {"Nama pada penyedia identitas. Tautannya dipasang saat orang itu pertama kali masuk. Kosong: tanpa akun kantor.", "The name at the identity provider. The link is made when that person first signs in. Empty: no office account."},
		"state":          {"Keadaan", "State"},
		"state-enabled":  {"aktif", "enabled"},
		"state-disabled": {"nonaktif", "disabled"},
		"state-first":    {"kata sandi pertama", "first password"},
		"factor":         {"Faktor kedua", "Second factor"},
		"yes":            {"ya", "yes"},
		"no":             {"belum", "not yet"},
		"seen":           {"Terakhir terlihat", "Last seen"},
		"sessions":       {"Sesi", "Sessions"},
		"needs-factor":   {"faktor kedua wajib", "second factor needed"},
		"proof-done":     {"Terima kasih. Periksa isian, lalu kirim sekali lagi.", "Thank you. Check what is filled in, then send it once more."},
	}
}

func wordsOfUser() frame.Words {
	return frame.Words{
		"user-title":          {"Satu pengguna", "One user"},
		"made":                {"Dibuat", "Made"},
		"changed":             {"Hak diubah", "Rights changed"},
		"own-account":         {"Ini akun Anda. Kata sandi, faktor kedua, dan keadaannya diurus di halaman Akun.", "This is your account. Its password and second factor are looked after on the account page."},
		"rights":              {"Hak", "Rights"},
		"rights-note":         {"Bila peran atau wilayah berubah, semua sesi pengguna ini berakhir.", "Where roles or areas change, all sessions of this user end."},
		"save":                {"Simpan", "Save"},
		"user-changed":        {"Perubahan disimpan.", "The change was saved."},
		"access":              {"Masuk dan keadaan", "Signing in and state"},
		"disable":             {"Nonaktifkan", "Disable"},
		"enable":              {"Aktifkan kembali", "Enable again"},
		"user-disabled":       {"Pengguna dinonaktifkan; sesi dan tokennya berakhir.", "The user was disabled; their sessions and tokens ended."},
		"user-enabled":        {"Pengguna aktif kembali.", "The user is enabled again."},
		"password-new":        {"Buat kata sandi pertama yang baru", "Make a new first password"},
		"secret-title":        {"Kata sandi pertama", "First password"},
		"secret-about":        {"Sampaikan kata sandi ini langsung kepada orangnya. Kata sandi ini hanya ditampilkan sekali dan wajib diganti saat pertama kali masuk.", "Tell it to the person directly. It is shown this once, and must be changed at the first sign-in."},
		"secret-kept":         {"Sudah saya catat", "I have noted it"},
		"factor-reset-button": {"Hapus faktor kedua", "Forget the second factor"},
		"factor-reset":        {"Faktor kedua dihapus; dipasang lagi saat masuk.", "The second factor was forgotten; it is set up anew at sign-in."},
		"browser":             {"Peramban", "Browser"},
		"network":             {"Jaringan", "Network"},
		"since":               {"Sejak", "Since"},
		"action":              {"Tindakan", "Action"},
		"as-mark":             {"melihat sebagai orang lain", "seeing as another"},
		"end":                 {"Akhiri", "End"},
		"end-all":             {"Akhiri semua sesi", "End all sessions"},
		"end-others":          {"Akhiri semua sesi lain", "End all other sessions"},
		"session-ended":       {"Sesi diakhiri.", "The session was ended."},
		"sessions-ended":      {"Semua sesi diakhiri.", "All sessions were ended."},
		"sessions-none":       {"Tidak sedang masuk di mana pun.", "Not signed in anywhere."},
		"see-as":              {"Lihat sebagai", "See as"},
		"see-about":           {"Peta dan API menunjukkan tepat apa yang dilihat pengguna ini, sampai Anda kembali. Tidak ada yang dapat diubah. Jejak audit mencatat kedua nama.", "The map and the API show exactly what this user sees, until you go back. Nothing can be changed. The audit trail keeps both names."},
		"reason":              {"Alasan", "Reason"},
		"see-button":          {"Lihat sebagai pengguna ini", "See as this user"},
		"back-title":          {"Kembali ke akun sendiri", "Back to the own account"},
		"back-about":          {"Tombol di atas mengakhiri melihat sebagai orang lain.", "The button above ends seeing as another."},
		"sure-title":          {"Yakin?", "Are you sure?"},
		"sure-disable":        {"Pengguna ini tidak dapat masuk lagi dan semua sesinya berakhir. Tokennya dicabut untuk selamanya, juga bila kelak diaktifkan kembali.", "This user can no longer sign in and all sessions end. Their tokens are revoked for good, even if the user is enabled again."},
		"sure-password":       {"Kata sandi sekarang tidak berlaku lagi dan semua sesinya berakhir.", "The present password no longer holds and all sessions end."},
		"sure-factor":         {"Ponsel dan kode pemulihannya tidak berlaku lagi dan semua sesinya berakhir. Pastikan lebih dahulu bahwa yang meminta memang orangnya.", "The phone and the recovery codes no longer hold and all sessions end. First make sure that it is the person who asks."},
		"sure-token":          {"Program yang memakai token ini tidak dapat membaca lagi. Token yang dicabut tidak dapat dikembalikan.", "The program that uses this token can no longer read. A revoked token cannot be brought back."},
		"cancel":              {"Batal", "Cancel"},
	}
}

func wordsOfTokens() frame.Words {
	return frame.Words{
		"tokens":         {"Token", "Tokens"},
		"tokens-none":    {"Tidak ada token.", "There is no token."},
		"token-new":      {"Token baru untuk program", "New token of a program"},
		"token-about":    {"Token ini bukan milik pengguna: berlaku sampai habis atau dicabut. Token pribadi dibuat pengguna sendiri di halaman Akun.", "This token belongs to no user: it holds until it ends or is revoked. Users make tokens of their own on the account page."},
		"token-name":     {"Nama token", "Token name"},
		"token-note":     {"Misalnya nama program dan kantornya.", "Such as the program and its office."},
		"days":           {"Berlaku (hari, paling lama %d)", "Holds for (days, %d at most)"},
		"layers":         {"Lapisan", "Layers"},
		"layers-some":    {"Hanya lapisan ini (tanpa pilihan: semua)", "Only these layers (none chosen: all)"},
		"layers-all":     {"semua", "all"},
		"networks":       {"Hanya dari jaringan ini", "Only from these networks"},
		"networks-note":  {"Misalnya 203.0.113.0/24, dipisah koma; kosong: dari mana saja.", "Such as 203.0.113.0/24, parted by commas; empty: from anywhere."},
		"path":           {"Boleh berada di dalam alamat, hanya dari jaringan di atas dan hanya data agregat.", "May stand in an address, only from the networks above and only for aggregates."},
		"path-mark":      {"di dalam alamat", "in an address"},
		"purpose":        {"Tujuan membaca data perorangan", "Purpose of reading personal data"},
		"token-make":     {"Buat token", "Make the token"},
		"token-ended":    {"Token dicabut.", "The token was revoked."},
		"owner":          {"Pemilik", "Owner"},
		"owner-none":     {"program", "a program"},
		"until":          {"Sampai", "Until"},
		"used":           {"Terakhir dipakai", "Last used"},
		"revoke":         {"Cabut", "Revoke"},
		"token-holds":    {"berlaku", "holds"},
		"token-revoked":  {"dicabut", "revoked"},
		"token-expired":  {"habis", "expired"},
		"anywhere":       {"mana saja", "anywhere"},
		"token-readonly": {"Token hanya membaca, dan mengirim impor bila perannya boleh.", "A token reads only, and sends imports where its role may."},
	}
}

func wordsOfRoles() frame.Words {
	return frame.Words{
		"roles-about":     {"Satu fungsi memutuskan semua ini; halaman ini bertanya kepadanya. Siapa yang memiliki beberapa peran memiliki hak semuanya; wilayah membatasi semuanya.", "One function decides all of this; this page asks it. Who has several roles has the rights of all; areas limit them all."},
		"roles-table":     {"Apa yang boleh dilakukan tiap peran", "What each role may do"},
		"role":            {"Peran", "Role"},
		"tier":            {"Tingkat", "Tier"},
		"may":             {"Boleh", "May"},
		"tier-public":     {"publik", "public"},
		"tier-partner":    {"mitra", "partner"},
		"tier-officer":    {"petugas", "officer"},
		"tiers":           {"Tingkat data", "Tiers of data"},
		"tiers-table":     {"Apa yang ditunjukkan tiap tingkat", "What each tier shows"},
		"tier-area":       {"Wilayah terkecil", "Smallest area"},
		"tier-cell":       {"Sel H3 terhalus", "Finest H3 cell"},
		"tier-k":          {"Jumlah yang disembunyikan", "Hidden counts"},
		"tier-exact":      {"tidak ada: angka pasti", "none: exact figures"},
		"tier-below":      {"di bawah %d", "below %d"},
		"tier-zero":       {"di bawah %d, juga nol", "below %d, zero as well"},
		"tier-none":       {"tidak ada sel", "no cells"},
		"tier-any":        {"semua", "any"},
		"level-desa":      {"desa", "desa"},
		"level-kecamatan": {"kecamatan", "kecamatan"},
		"level-kabupaten": {"kabupaten", "kabupaten"},
	}
}

func wordsOfFaults() frame.Words {
	return frame.Words{
		"too-long":           {"Terlalu panjang: %d karakter, paling banyak %d.", "Too long: %d characters, %d at most."},
		"odd-text":           {"Berisi karakter yang tidak dapat dicetak.", "It holds characters that do not print."},
		"name-wrong":         {"Bukan nama pengguna: 3 sampai 64 huruf kecil, angka, atau . _ - @.", "Not a user name: 3 to 64 lower-case letters, figures or . _ - @."},
		"name-taken":         {"Nama ini atau akun kantornya sudah dimiliki pengguna lain.", "Another user has this name or this office account."},
		"identity-taken":     {"Akun kantor ini sudah milik pengguna lain.", "Another user has this office account."},
		"roles-none":         {"Pilih sedikitnya satu peran.", "Choose at least one role."},
		"roles-unknown":      {"Peran tidak dikenal.", "Unknown role."},
		"scope-needed":       {"Perangkat desa memerlukan wilayah.", "A desa official needs an area."},
		"scope-none":         {"Administrator dan auditor berlaku untuk seluruh wilayah: kosongkan.", "Administrators and auditors are for the whole working area: leave this empty."},
		"area-unknown":       {"“%s” tidak dikenal. Maksud Anda: %s?", "“%s” is unknown. Did you mean: %s?"},
		"area-many":          {"“%s” ada beberapa; tulis kodenya: %s.", "There are several “%s”; give the code: %s."},
		"user-stale":         {"Pengguna ini diubah orang lain sementara itu. Periksa, lalu simpan sekali lagi.", "Somebody else changed this user meanwhile. Check, then save once more."},
		"last-administrator": {"Ini administrator aktif yang terakhir. Angkat administrator lain dahulu.", "This is the last enabled administrator. Make another one first."},
		"see-disabled":       {"Pengguna nonaktif tidak melihat apa-apa.", "A disabled user sees nothing."},
		"reason-none":        {"Tulis alasannya; jejak audit menyimpannya.", "Give the reason; the audit trail keeps it."},
		"days-wrong":         {"Masa berlaku 1 sampai %d hari.", "A token holds from 1 to %d days."},
		"networks-wrong":     {"Jaringan tidak dapat dibaca; contoh: 203.0.113.0/24.", "The network cannot be read; example: 203.0.113.0/24."},
		"networks-needed":    {"Token di dalam alamat memerlukan jaringan.", "A token in an address needs a network."},
		"layers-unknown":     {"Lapisan tidak dikenal.", "Unknown layer."},
		"token-name-wrong":   {"Nama token: 1 sampai 64 karakter.", "Token name: 1 to 64 characters."},
	}
}
