// Package signin is everything between an HTTP request and an access.Subject:
// sessions of browsers, tokens of programs, and the pages on which people sign in
// and look after their account. It needs no script in the browser.
//
// Authenticate reads one credential: an Authorization header (Bearer, or Basic
// with the token as password), else the session cookie. PathToken reads a token in
// an address of the form /t/{token}/... . A credential that does not hold gives one
// answer for every reason, after the same work: one hash and one look-up. What
// holds is kept for at most a second in bounded memory, and what this process ends
// is forgotten at once.
//
// A session begins with a new id at every step: at sign-in, when the second factor
// was shown, when the password was changed and when somebody proves again to be
// there. It ends 30 minutes after it was last seen and 12 hours after the last
// proof. Only the SHA-256 of its cookie is stored. What must still be done before
// the session counts is its stage: show the second factor, change a first password,
// enrol a second factor; until then it is nobody's.
//
// GET changes nothing, with two exceptions that cannot be otherwise: the return
// from an identity provider, which is bound to the browser by a sealed cookie, and
// the one-time link of the demo, which works once, for ten minutes and on the
// machine itself.
//
// Failures are counted for account and network, for the network and for the
// account; browsers that signed in before are known by a signed cookie and counted
// apart, so that strangers cannot lock their owner out. Counts are those of one
// process.
package signin
