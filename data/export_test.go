package data

import "context"

// WriterExec runs a statement on the writing connection, past the group.
func (s *Store) WriterExec(ctx context.Context, text string) error {
	_, err := s.write.ExecContext(ctx, text)
	return err
}

// SoundVersion is the check of a SQLite version.
func SoundVersion(version string) error {
	d, err := dialectOf("sqlite:x")
	if err != nil {
		return err
	}
	return d.soundVersion(version)
}

// FileOf is the SQLite file that a URL names, "" for PostgreSQL.
func FileOf(url string) (string, error) {
	d, err := dialectOf(url)
	return d.file, err
}

// AddUntold is AddRecords without the entry in the audit trail, to measure what
// that costs.
func (s *Store) AddUntold(ctx context.Context, b Batch) error {
	return s.change(ctx, func(q *txn) error {
		_, err := addAll(q, b)
		return err
	})
}
