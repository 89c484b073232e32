// Package admin is the pages on which administrators look after users, tokens and
// sessions, and see the map as another user does. They need no script.
//
//	/kelola                      users, and making one
//	/kelola/pengguna/{id}        one user: rights, state, password, sessions, tokens
//	/kelola/token                all tokens, and making one for a program
//	/kelola/kembali              ends seeing as another user
//	/peran                       what each role may do
//
// GET changes nothing. Each change is a form with the token of its browser and a
// proof of the last five minutes; where the proof is older, the browser is led to
// the page of the proof and back, with what was typed sealed into the address. What
// cannot be undone is asked once more. The store writes an event with each change.
//
// Seeing as another user belongs to a session of a browser. Whoever does so has the
// rights of the other, except to change anything; the audit trail has both names.
package admin
