package cert

import (
	"fmt"
	"time"
)

// Error is why a certificate cannot be shown. Code is one of unreadable,
// mismatch, expired, early, open_key, name, cache.
type Error struct {
	Code, File string
	At         time.Time // the end or begin of validity
	Err        error
}

// Error is the sentence in English.
func (e *Error) Error() string { return Text(e, "en") }

func (e *Error) Unwrap() error { return e.Err }

// Text is the sentence in a language, id or en: what is wrong and what to do.
func Text(e *Error, lang string) string {
	id, en := e.words()
	if lang == "en" {
		return e.File + ": " + en
	}
	return e.File + ": " + id
}

func (e *Error) words() (id, en string) {
	at := e.At.UTC().Format(time.RFC3339)
	switch e.Code {
	case "mismatch":
		return "kunci ini bukan pasangan sertifikatnya; berikan pasangan yang diterbitkan bersama",
			"this key does not belong to the certificate; give the pair that was issued together"
	case "expired":
		return "sertifikat kedaluwarsa sejak " + at + "; perbarui dahulu", "the certificate expired at " + at + "; renew it first"
	case "early":
		return "sertifikat baru berlaku mulai " + at + "; periksa jam mesin", "the certificate is valid from " + at + " only; check the clock"
	case "open_key":
		return "kunci dapat dibaca atau ditulis pengguna lain; jalankan chmod 600", "others can read or write the key; run chmod 600"
	case "name":
		return "bukan nama domain yang lengkap, misalnya peta.example.go.id", "not a full domain name such as peta.example.go.id"
	case "cache":
		return fmt.Sprintf("folder sertifikat tidak dapat dipakai: %v", e.Err), fmt.Sprintf("the folder of certificates cannot be used: %v", e.Err)
	}
	return fmt.Sprintf("sertifikat atau kunci tidak terbaca: %v", e.Err), fmt.Sprintf("the certificate or key cannot be read: %v", e.Err)
}
