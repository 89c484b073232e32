package audit

import (
	"fmt"
	"time"
)

// Report is what a verification of the chain found.
type Report struct {
	Entries   int64     `json:"entries"` // that were read and are sound
	First     int64     `json:"first"`   // number of the first entry, 0 for none
	Last      int64     `json:"last"`    // number of the last sound entry
	FirstAt   time.Time `json:"first_at,omitzero"`
	LastAt    time.Time `json:"last_at,omitzero"`
	Hash      Hash      `json:"hash"`                // of the last sound entry
	Removed   int64     `json:"removed,omitempty"`   // at the beginning, after the time of keeping
	Heads     int       `json:"heads"`               // signed heads that the chain contains
	HeadsPast int       `json:"heads_past"`          // signed heads of removed entries
	Backwards int64     `json:"backwards,omitempty"` // entries earlier than the one before: the clock was set
	BackFirst int64     `json:"back_first,omitempty"`
	Broken    *Fault    `json:"broken,omitempty"` // the first; nil when the chain is sound
}

// Fault is the first thing that is wrong with a chain.
type Fault struct {
	Seq  int64  `json:"seq"`  // of the entry
	Code string `json:"code"` // of the Fault constants
	What string `json:"what,omitempty"`
}

// What may be wrong.
const (
	FaultGap      = "gap"      // the entry is missing
	FaultText     = "text"     // actor or event is no canonical JSON
	FaultColumn   = "column"   // a column differs from what it repeats
	FaultHash     = "hash"     // entry, or hash of the entry before, was changed
	FaultEnd      = "end"      // the store remembers another end
	FaultHead     = "head"     // a signed head has another hash
	FaultCut      = "cut"      // a signed head is behind the end
	FaultUnsigned = "unsigned" // the head that the entry tells of is gone
	FaultAnchor   = "anchor"   // no entry tells of the removed beginning
	FaultEarly    = "early"    // a head is younger than what was removed
	FaultForged   = "forged"   // a head is not signed with the given key
)

// Text is a fault as a sentence, in Indonesian or English.
func (f Fault) Text(lang string) string {
	id, en := f.words()
	if lang == "en" {
		return fmt.Sprintf("entry %d: %s", f.Seq, en)
	}
	return fmt.Sprintf("entri %d: %s", f.Seq, id)
}

func (f Fault) words() (id, en string) {
	switch f.Code {
	case FaultGap:
		return "hilang", "is missing"
	case FaultText:
		return "isi " + f.What + " bukan JSON baku", "its " + f.What + " is no canonical JSON"
	case FaultColumn:
		return "kolom " + f.What + " berbeda dari isinya", "its column " + f.What + " differs from its content"
	case FaultHash:
		return "isi atau hash diubah", "its content or hash was changed"
	case FaultEnd:
		return "akhir rantai berbeda dari yang diingat (entri " + f.What + ")", "the end of the chain differs from what the store remembers (entry " + f.What + ")"
	case FaultHead:
		return "hash berbeda dari kepala bertanda tangan " + f.What, "its hash differs from the signed head of " + f.What
	case FaultCut:
		return "tidak ada lagi, padahal ada kepala bertanda tangan " + f.What, "is gone, though a head was signed on " + f.What
	case FaultUnsigned:
		return "kepala bertanda tangan yang dicatat hilang", "the signed head that it tells of is gone"
	case FaultAnchor:
		return "awal rantai dihapus tanpa catatan", "the beginning of the chain was removed and nothing tells of it"
	case FaultEarly:
		return "yang dihapus lebih muda dari batas " + f.What, "what was removed is younger than the limit " + f.What
	case FaultForged:
		return "kepala rantai tidak sah: " + f.What, "a head is not genuine: " + f.What
	}
	return f.Code + " " + f.What, f.Code + " " + f.What
}
