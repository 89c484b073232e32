// Package audit holds what is accounted for: entries that say who did what to
// which object, for what purpose and with what outcome, in a chain of SHA-256
// hashes. Entries are written by the store in the transaction of what they tell,
// so that neither is there without the other.
//
// The hash of an entry covers the one before and everything in it but the hash:
//
//	hash(n) = SHA-256( hash(n-1) || canonical JSON of entry n )
//
// hash(0) is 32 zero bytes. A changed, removed or inserted entry breaks the chain
// behind it; a cut end does not, which is what signed heads kept elsewhere are for.
package audit
