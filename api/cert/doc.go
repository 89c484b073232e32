// Package cert holds the certificates that a server shows: a pair of files,
// read again when they change, or those that an ACME authority issues
// (RFC 8555) and renews. Every configuration speaks TLS 1.2 or newer with the
// ciphers that Go prefers, and HTTP/2.
package cert
