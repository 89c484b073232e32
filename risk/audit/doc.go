// Package audit holds what is accounted for: entries that say who did what to
// which object, for what purpose and with what outcome, in a chain of SHA-256
// hashes. Entries are written by the store in the transaction of what they tell,
// so that neither is there without the other.
//
// The hash of an entry covers the one before and everything in it but the hash:
//
//	hash(n) = SHA-256( hash(n-1) || canonical JSON of entry n )
//
// hash(0) is 32 zero bytes. The canonical JSON is one object without spaces:
//
//	{"seq":1,"at":"2026-11-24T03:00:00.5Z","actor":{...},"event":{...}}
//
// seq and at come first, then actor (id, name, as, via, network, purpose) and
// event (action, object, area, outcome, detail), each in this order, empty ones
// left out but action and outcome; the names in detail are sorted by their bytes.
// at is UTC without trailing zeros of the second's fraction. Texts are UTF-8; of
// the rest, control characters are \b \f \n \r \t or \u00xx, and < > & U+2028
// U+2029 are \uxxxx in lower case. A line of an export is this object with the
// members prev and hash behind event, both in hexadecimal, so that cutting the
// last 149 bytes and closing the brace gives the hashed bytes back.
//
// # What is found
//
// A changed, removed, inserted or swapped entry breaks the chain behind it. A cut
// end, and a chain that was computed anew, do not: that is what signed heads are
// for. A head says that the chain had entry n with a certain hash, signed with
// Ed25519, kept where whoever may write the database may not. The verifier holds
// the chain against every head that it is given.
//
// The trail is cut at its beginning only, after its time of keeping. An anchor
// keeps number and hash of the last entry removed, and an entry behind it tells of
// the cut; the chain is verified from the anchor on.
//
// Clocks are not trusted: order is that of seq. Times that run backwards are
// noted, and break nothing.
package audit
