package signin

import (
	"maps"

	"timpora/api/frame"
	"timpora/api/role"
)

// vocabulary is what the pages say.
func vocabulary() frame.Words {
	all := frame.Words{}
	for _, part := range []frame.Words{wordsOfSignIn(), wordsOfFactor(), wordsOfAccount(), wordsOfTokens(), wordsOfRefusals(), role.Words()} {
		maps.Copy(all, part)
	}
	return all
}

func wordsOfSignIn() frame.Words {
	return frame.Words{
		"signin-title":    {"Masuk", "Sign in"},
		"signin-button":   {"Masuk", "Sign in"},
		"signin-help":     {"Lupa kata sandi? Administrator membuat kata sandi pertama yang baru.", "Forgot the password? An administrator makes a new first password."},
		"oidc-button":     {"Masuk dengan akun kantor", "Sign in with the office account"},
		"name":            {"Nama pengguna", "User name"},
		"password":        {"Kata sandi", "Password"},
		"go-on":           {"Lanjutkan", "Continue"},
		"cancel":          {"Batalkan dan keluar", "Cancel and sign out"},
		"again":           {"Ke halaman masuk", "To the sign-in page"},
		"password-title":  {"Ganti kata sandi pertama", "Change the first password"},
		"password-about":  {"Kata sandi pertama hanya untuk masuk sekali. Pilih kata sandi Anda sendiri.", "The first password is only for signing in once. Choose your own."},
		"password-new":    {"Kata sandi baru", "New password"},
		"password-old":    {"Kata sandi sekarang", "Current password"},
		"password-rule":   {"12 sampai 128 karakter; beberapa kata yang tidak berhubungan mudah diingat. Menempel diperbolehkan.", "12 to 128 characters; a few unrelated words are easy to remember. Pasting is fine."},
		"password-button": {"Simpan kata sandi", "Save the password"},
		"proof-title":     {"Buktikan bahwa ini Anda", "Confirm that it is you"},
		"proof-about":     {"Untuk mengubah pengamanan akun, buktikan sekali lagi. Berlaku lima menit.", "To change how the account is protected, confirm once more. It holds for five minutes."},
		"proof-first":     {"Untuk mengubah faktor kedua atau membuat token, buktikan dahulu bahwa ini Anda.", "To change the second factor or to make tokens, first confirm that it is you."},
		"proof-button":    {"Buktikan", "Confirm"},
		"failed-title":    {"Tidak berhasil", "It did not work"},
	}
}

func wordsOfFactor() frame.Words {
	return frame.Words{
		"code-title":      {"Kode faktor kedua", "Second factor"},
		"code-about":      {"Ketik enam angka dari aplikasi autentikator Anda.", "Type the six figures that your authenticator app shows."},
		"code":            {"Kode enam angka", "Six-figure code"},
		"recovery-use":    {"Ponsel tidak ada?", "No phone at hand?"},
		"recovery-code":   {"Kode pemulihan", "Recovery code"},
		"recovery-button": {"Masuk dengan kode pemulihan", "Sign in with a recovery code"},
		"enrol-title":     {"Pasang faktor kedua", "Set up the second factor"},
		"enrol-about":     {"Peran Anda melihat data yang perlu dilindungi; selain kata sandi diperlukan kode dari ponsel.", "Your role sees data that needs protection; besides the password a code of your phone is needed."},
		"enrol-again":     {"Yang lama tidak berlaku lagi setelah ini.", "The old one no longer holds after this."},
		"enrol-app":       {"Buka aplikasi autentikator (TOTP) di ponsel.", "Open an authenticator app (TOTP) on the phone."},
		"enrol-scan":      {"Pindai kode QR ini.", "Scan this QR code."},
		"enrol-key":       {"Tidak bisa memindai? Salin kuncinya:", "Cannot scan? Copy the key:"},
		"enrol-type":      {"Ketik kode yang muncul.", "Type the code that appears."},
		"enrol-button":    {"Pasang", "Set up"},
		"recovery-title":  {"Kode pemulihan", "Recovery codes"},
		"recovery-about":  {"Simpan kode ini di tempat yang aman, bukan di ponsel yang sama. Masing-masing berlaku sekali bila ponsel hilang. Kode ini tidak ditampilkan lagi.", "Keep these codes in a safe place, not on the same phone. Each works once if the phone is lost. They are not shown again."},
		"recovery-kept":   {"Sudah saya simpan", "I have kept them"},
		"recovery-new":    {"Buat kode pemulihan baru", "Make new recovery codes"},
		"factor":          {"Faktor kedua", "Second factor"},
		"factor-on":       {"Terpasang. Kode pemulihan yang belum dipakai: %d.", "Set up. Unused recovery codes: %d."},
		"factor-off":      {"Belum terpasang.", "Not set up."},
		"factor-enrol":    {"Pasang", "Set up"},
		"factor-replace":  {"Ganti ponsel", "Change the phone"},
		"factor-drop":     {"Lepas faktor kedua", "Remove the second factor"},
	}
}

func wordsOfAccount() frame.Words {
	return frame.Words{
		"account-title":    {"Akun saya", "My account"},
		"roles":            {"Peran", "Roles"},
		"scope":            {"Wilayah", "Area"},
		"scope-all":        {"seluruh wilayah kerja", "the whole working area"},
		"password-changed": {"Kata sandi diganti. Sesi lain telah diakhiri.", "The password was changed. Other sessions were ended."},
		"sessions":         {"Sesi", "Sessions"},
		"browser":          {"Peramban", "Browser"},
		"network":          {"Jaringan", "Network"},
		"since":            {"Sejak", "Since"},
		"seen":             {"Terakhir", "Last seen"},
		"action":           {"Tindakan", "Action"},
		"this":             {"yang ini", "this one"},
		"end":              {"Akhiri", "End"},
		"end-others":       {"Akhiri semua sesi lain", "End all other sessions"},
		"signout-all":      {"Keluar di mana-mana", "Sign out everywhere"},
	}
}

func wordsOfTokens() frame.Words {
	return frame.Words{
		"tokens":               {"Token", "Tokens"},
		"tokens-about":         {"Dengan token, QGIS, GDAL atau skrip membaca atas nama Anda, tidak lebih dari hak Anda.", "With a token QGIS, GDAL or a script reads in your name, with no more than your rights."},
		"token-new":            {"Token baru", "New token"},
		"token-name":           {"Nama token", "Token name"},
		"token-name-note":      {"Misalnya nama program atau laptopnya.", "Such as the name of the program or the laptop."},
		"token-term":           {"Berlaku (hari)", "Holds for (days)"},
		"layers":               {"Lapisan", "Layers"},
		"layers-some":          {"Hanya lapisan ini (tanpa pilihan: semua)", "Only these layers (none chosen: all)"},
		"token-networks-field": {"Hanya dari jaringan ini", "Only from these networks"},
		"token-networks-note":  {"Misalnya 203.0.113.0/24; kosong: dari mana saja.", "Such as 203.0.113.0/24; empty: from anywhere."},
		"token-path-field":     {"Boleh berada di dalam alamat, untuk program yang tidak dapat mengirim token. Hanya data agregat, dan hanya dari jaringan di atas.", "May stand in an address, for programs that cannot send a token. Aggregates only, and only from the networks above."},
		"purpose":              {"Tujuan membaca data perorangan", "Purpose of reading personal data"},
		"token-button":         {"Buat token", "Make the token"},
		"token-title":          {"Token baru", "New token"},
		"token-once":           {"Salin token ini sekarang; token ini tidak ditampilkan lagi. Berlaku sampai %s.", "Copy this token now; it is not shown again. It holds until %s."},
		"token-qgis":           {"Tambahkan autentikasi Basic (nama bebas, kata sandi: token), lalu sambungan WFS / OGC API Features ke alamat ini:", "Add a Basic authentication (any name, the token as password), then a WFS / OGC API Features connection to this address:"},
		"token-gdal":           {"Di terminal:", "In a terminal:"},
		"token-address":        {"Di dalam alamat", "In an address"},
		"token-address-about":  {"Siapa pun yang melihat alamat ini dari jaringan tersebut dapat memakainya; jangan kirim lewat pesan.", "Whoever sees this address within those networks can use it; do not send it in messages."},
		"token-kept":           {"Sudah saya salin", "I have copied it"},
		"token-holds":          {"berlaku", "holds"},
		"token-revoked":        {"dicabut", "revoked"},
		"token-expired":        {"habis", "expired"},
		"until":                {"Sampai", "Until"},
		"used":                 {"Dipakai", "Used"},
		"state":                {"Keadaan", "State"},
		"revoke":               {"Cabut", "Revoke"},
	}
}

func wordsOfRefusals() frame.Words {
	return frame.Words{
		"signin-wrong":     {"Nama atau kata sandi salah.", "The name or the password is wrong."},
		"wait":             {"Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi.", "Too many tries. Wait a little, then try again."},
		"plain":            {"Sambungan ini tidak terenkripsi; masuk hanya dapat lewat https.", "This connection is not encrypted; signing in works over https only."},
		"oidc-wrong":       {"Akun kantor tidak dapat dipakai di sini. Hubungi administrator bila ini terulang.", "The office account cannot be used here. Ask an administrator if this happens again."},
		"code-wrong":       {"Kode salah atau sudah dipakai. Tunggu kode berikutnya.", "The code is wrong or was used. Wait for the next one."},
		"proof-wrong":      {"Itu tidak cocok.", "That does not match."},
		"old-wrong":        {"Kata sandi sekarang salah.", "The current password is wrong."},
		"password-same":    {"Kata sandi baru sama dengan yang lama.", "The new password is the old one."},
		"password_short":   {"Kata sandi terlalu pendek: sedikitnya 12 karakter.", "The password is too short: 12 characters at least."},
		"password_long":    {"Kata sandi terlalu panjang: paling banyak 128 karakter.", "The password is too long: 128 characters at most."},
		"password_text":    {"Kata sandi berisi karakter yang tidak dapat dipakai.", "The password holds characters that cannot be used."},
		"password_common":  {"Kata sandi ini terlalu sering dipakai orang.", "This password is among the commonest."},
		"password_local":   {"Kata sandi ini hanya dari kata-kata kantor atau nama Anda.", "This password is made of words of the office or your name."},
		"password_regular": {"Kata sandi ini mudah ditebak: karakter berulang atau berurutan.", "This password is easily guessed: repeated or successive characters."},
		"token-name-wrong": {"Nama token: 1 sampai 64 karakter.", "Token name: 1 to 64 characters."},
		"token-days":       {"Masa berlaku 1 sampai 90 hari.", "A token holds from 1 to 90 days."},
		"token-roles":      {"Pilih sedikitnya satu peran Anda.", "Choose at least one of your roles."},
		"token-layers":     {"Lapisan tidak dikenal.", "Unknown layer."},
		"token-networks":   {"Jaringan tidak dapat dibaca; contoh: 203.0.113.0/24.", "The network cannot be read; example: 203.0.113.0/24."},
		"token-path":       {"Token di dalam alamat memerlukan jaringan.", "A token in an address needs a network."},
		"once-gone":        {"Tautan ini sudah dipakai, sudah lewat sepuluh menit, atau bukan dari komputer ini.", "This link was used, is older than ten minutes, or is not of this computer."},
		"stale":            {"Formulir ini bukan dari sesi ini. Muat ulang halamannya.", "This form is not of this session. Load the page again."},
		"cross":            {"Permintaan ini dikirim oleh situs lain dan ditolak.", "This request was sent by another site and was refused."},
		"no-right":         {"Peran Anda tidak mencakup ini.", "Your role does not cover this."},
		"not-self":         {"Ini tidak dilakukan pada akun sendiri; gunakan halaman Akun.", "This is not done to one's own account; use the account page."},
		"not-here":         {"Halaman atau akun ini tidak ada.", "There is no such page or account."},
		"refused":          {"Permintaan ini ditolak.", "This request was refused."},
		"failed":           {"Terjadi gangguan pada layanan. Coba lagi sebentar.", "Something went wrong in the service. Try again shortly."},
	}
}
