package data

import "errors"

// The kinds of failure that callers tell apart. Every error of the store that
// belongs to a kind wraps it.
var (
	// ErrNotFound: no such run, night, file, report or boundary set.
	ErrNotFound = errors.New("not found")
	// ErrExists: the identity is taken, by other content where content is compared.
	ErrExists = errors.New("already exists")
	// ErrLocked: another server uses the data directory.
	ErrLocked = errors.New("the data directory is in use by another server")
	// ErrBusy: another process held the database for longer than the time allowed.
	ErrBusy = errors.New("the database is busy")
	// ErrNewer: the database was written by a newer version of the program.
	ErrNewer = errors.New("the database is newer than this program")
	// ErrSchema: the schema was made from other texts than this program's.
	ErrSchema = errors.New("the database has a foreign schema")
	// ErrOldEngine: the SQLite library may lose commits.
	ErrOldEngine = errors.New("the SQLite library is too old")
	// ErrCorrupt: bytes changed on disk. Restore a backup.
	ErrCorrupt = errors.New("the database is damaged; restore the last backup")
	// ErrFull: no room to write. Reading goes on, and writing resumes with room.
	ErrFull = errors.New("no space left to write")
	// ErrHeld: somebody else holds the lease, or the epoch has passed.
	ErrHeld = errors.New("the lease is held by another")
	// ErrText: a text with a NUL or bytes that are not UTF-8.
	ErrText = errors.New("text is not valid UTF-8 without NUL")
	// ErrNoKey: the key that sealed a value is not in the ring.
	ErrNoKey = errors.New("no key")
	// ErrPurpose: personal data is read for a stated purpose only.
	ErrPurpose = errors.New("a personal read needs a purpose")
	// ErrApproval: two different named people approve an erasure.
	ErrApproval = errors.New("an erasure needs a reason and two different people who approve it")
	// ErrClosed: the store has been closed.
	ErrClosed = errors.New("the store is closed")
)
