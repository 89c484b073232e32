// Package storetest is the conformance suite of the store: what every engine
// behind data.Open must do, as tests that take a way to open an empty store.
// It also starts a throw-away PostgreSQL server from the packages of the
// machine, and makes synthetic records for tests and benchmarks.
//
// Records made here are drawn from the number given; the same number gives the
// same records. No value stems from a real person.
package storetest
