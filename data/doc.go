// Package data is the store: one database behind one URL, SQLite in the
// directory of the program or PostgreSQL. One SQL text with $1 placeholders
// serves both; what differs is in dialect.go.
//
// # Tables
//
//	residences             stays; a person is a keyed hash
//	residence_nationality  kept apart and sealed, for the office's statistics; no method reads it for scoring
//	premises               places of lodging, work or arrival
//	reports                what was told; never rewritten
//	reporters              keyed hash of who told it, apart and sealed
//	report_states          history of a report: a change is a new row with the time it was recorded
//	visits, meetings       of the team
//	operations             joint and own operations
//	decisions              what a named person decided about a proposal, with its probability
//	users, sessions        who may sign in and where they are; passwords as hashes
//	tokens                 of programs; as hashes
//	imports                one row a file: name, SHA-256, counts
//	boundary_sets          sets of areas as blobs; at most one is active
//	runs                   scorings, whole: head, policy, inputs, result
//	nights, night_files    daily reports, one for date and scope
//	settings               demo flag
//	audit, audit_head      the trail, a chain of hashes, and its end
//	audit_heads            signed statements about the trail
//	audit_anchors          what was removed at its beginning
//	leases                 who leads a job, with an epoch
//	record_keys            the key of each sealed record, wrapped by a key of the ring
//	tombstones             what was erased, to be erased again after a restore
//	schema_migrations      the steps of package migrations that were applied
//
// Identities are UUIDv7 as text. Times are microseconds since 1970 in UTC, NULL
// when unknown, and come back in UTC; order never depends on a collation.
// Truth values are 0 or 1, cells are H3 indices as integers, lists are JSON.
// Every record carries a CRC-32C over its columns and every blob a SHA-256;
// both are verified on each read, because a structure check of the engine
// misses a good part of flipped bits.
//
// # Promises
//
// A write that returned nil is on the disk (SQLite: write-ahead log with full
// synchronisation). AddRecords stores a batch whole or not at all, and repeating
// it adds nothing. A read sees one state of the database. What a write did is in
// the audit trail in the same transaction, so that neither is there alone;
// storetest has a line for every method. Measured with many writers at once, that
// costs SQLite an eighth of its writes a second. On PostgreSQL it lets commits
// wait for each other: about 150 writes a second beside 430 without.
//
// On SQLite one goroutine writes: writes that arrive during a commit share the
// next one, each under its own savepoint. Commands in other processes may read
// and write beside a running server; they wait for each other's commits. Two
// servers on one directory are refused by a lock that the kernel drops with the
// process. PostgreSQL groups commits itself and takes any number of servers.
//
// # Personal data
//
// Every column is classified in PERSONAL.md. Texts, reporters and nationalities
// are sealed by AES-256-GCM under a key of their record, which a key of the ring
// wraps (Keyring, a file beside the database); the place of a value is bound into
// it. Destroying a record's key erases it in every copy. A stay has nothing to
// seal but its nationality: persons are counted and points are scored, so its
// person key and its point are overwritten instead. Keys turn over beside a
// running server: only the wrapped keys are sealed anew, a batch a transaction.
//
// # Schema
//
// Steps are applied in order, each in one transaction, by a runner of some
// hundred lines here rather than a library: it also has to refuse a database
// that is newer than the program, or that was made from an edited text, and to
// refuse a change of schema under a running server. There are no steps
// downward; go back by restoring a backup.
//
// # Cost
//
// Reading and adding records is linear in their number: measured on two busy
// cores, about 50,000 records a second read with checksums, 20,000 to 25,000 a
// second added, 100,000 a second recognised as known. A server's start reads
// everything once.
package data
