package data

import (
	"context"

	"timpora/risk"
)

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

// AddClear stores reports and nationalities in clear, as releases without keys did.
func (s *Store) AddClear(ctx context.Context, list []risk.Report, stays []risk.Residence, nationality string) error {
	return s.change(ctx, func(q *txn) error {
		if _, err := residences().add(q, stays); err != nil {
			return err
		}
		fresh, err := reports().add(q, list)
		if err != nil {
			return err
		}
		var states, told, from []any
		for _, i := range fresh {
			row, err := stateRow(list[i].ID, firstStates(&list[i])[0])
			if err != nil {
				return err
			}
			states = append(states, row...)
			told = append(told, list[i].ID, list[i].Reporter)
		}
		for _, r := range stays {
			from = append(from, r.ID, nationality)
		}
		if err := insertMany(q, "report_states ("+stateColumns+")", 8, states); err != nil {
			return err
		}
		if err := insertPairs(q, reporters().columns(), told); err != nil {
			return err
		}
		return insertPairs(q, nationalities().columns(), from)
	})
}

// Nationality is the opened value of a residence.
func (s *Store) Nationality(ctx context.Context, id string) (string, error) {
	var all map[string]string
	err := s.view(ctx, func(q *txn) (err error) {
		all, err = nationalities().all(q, "WHERE p.residence = $1", id)
		return err
	})
	return all[id], err
}

// Renew adds a key as the beginning of a rotation does.
func (k *Keyring) Renew() error { return k.renew() }

// Columns are the columns of every table, as table.column.
func (s *Store) Columns(ctx context.Context) ([]string, error) {
	var all []string
	err := s.view(ctx, func(q *txn) (err error) {
		all, err = q.texts("SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1")
		return err
	})
	return all, err
}

// MoveKey puts the wrapped key of one object in the place of another's, with a
// checksum that fits.
func (s *Store) MoveKey(ctx context.Context, from, to string) error {
	return s.change(ctx, func(q *txn) error {
		var wrapped string
		if err := q.one("SELECT wrapped FROM record_keys WHERE object = $1", []any{from}, &wrapped); err != nil {
			return err
		}
		sum, err := checksum([]any{to, wrapped})
		if err != nil {
			return err
		}
		return q.exec("UPDATE record_keys SET wrapped = $2, sum = $3 WHERE object = $1", to, wrapped, sum)
	})
}
