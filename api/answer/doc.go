// Package answer holds the manners of HTTP that every resource shares: problem
// documents (RFC 9457), the choice of a form by Accept, of a language by
// Accept-Language and of a coding by Accept-Encoding, validators with 304, and
// which origins may read. It knows nothing of what is served.
package answer
