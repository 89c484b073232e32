package data

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"time"

	"timpora/risk/audit"
)

// Night is a stored daily report.
type Night struct {
	Date      string // YYYY-MM-DD, the day in WITA
	Scope     string // "" for the whole office
	Run       string
	CreatedAt time.Time
	Formats   []string          // of the files, sorted
	Files     map[string][]byte // by format; not read back by Nights and Night
	Lease     *Lease            // when set, it must still be held at the commit
}

// SaveNight stores the report of a date with its files, once for date and
// scope: a second one is ErrExists. It is ErrHeld when the lease has passed to
// another.
func (s *Store) SaveNight(ctx context.Context, n Night) error {
	if _, err := time.Parse(time.DateOnly, n.Date); err != nil {
		return fmt.Errorf("save night: date %q: %w", n.Date, err)
	}
	files, err := packFiles(n)
	if err != nil {
		return fmt.Errorf("save night %s: %w", n.Date, err)
	}
	err = s.change(ctx, func(q *txn) error {
		if err := q.holds(n.Lease); err != nil {
			return err
		}
		added, err := q.affect("INSERT INTO nights (date, scope, run, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
			n.Date, n.Scope, n.Run, n.CreatedAt.UnixMicro())
		if err != nil {
			return err
		}
		if added == 0 {
			return ErrExists
		}
		for _, f := range files {
			if err := q.exec("INSERT INTO night_files (date, scope, format, body) VALUES ($1, $2, $3, $4)", f...); err != nil {
				return err
			}
		}
		return q.done(audit.StoreNight, "night:"+n.Date, map[string]string{"scope": n.Scope, "run": n.Run, "files": strconv.Itoa(len(files))})
	})
	if err != nil {
		return fmt.Errorf("save night %s: %w", n.Date, err)
	}
	return nil
}

// packFiles are the rows of the files, by format.
func packFiles(n Night) ([][]any, error) {
	var rows [][]any
	for format, body := range n.Files {
		p, err := pack(body)
		if err != nil {
			return nil, err
		}
		rows = append(rows, []any{n.Date, n.Scope, format, p})
	}
	slices.SortFunc(rows, func(a, b []any) int { return cmp.Compare(a[2].(string), b[2].(string)) })
	return rows, nil
}

// Nights are the reports of the whole office without files, newest first.
func (s *Store) Nights(ctx context.Context, limit int) ([]Night, error) {
	nights, err := s.nights(ctx, "WHERE scope = '' ORDER BY date DESC LIMIT $1", limit)
	if err != nil {
		return nil, fmt.Errorf("nights: %w", err)
	}
	return nights, nil
}

// Night is the report of a date for the whole office, without files.
func (s *Store) Night(ctx context.Context, date string) (Night, error) {
	nights, err := s.nights(ctx, "WHERE scope = '' AND date = $1", date)
	if err == nil && len(nights) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return Night{}, found(err, "night "+date)
	}
	return nights[0], nil
}

func (s *Store) nights(ctx context.Context, where string, args ...any) ([]Night, error) {
	var all []Night
	err := s.view(ctx, func(q *txn) error {
		if err := q.each("SELECT date, scope, run, created_at FROM nights "+where, args, func(rows *sql.Rows) error {
			var n Night
			err := scan(rows, &n.Date, &n.Scope, &n.Run, timeScan{&n.CreatedAt})
			all = append(all, n)
			return err
		}); err != nil {
			return err
		}
		for i := range all {
			if err := q.formats(&all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

func (q *txn) formats(n *Night) error {
	text := "SELECT format FROM night_files WHERE date = $1 AND scope = $2"
	err := q.each(text, []any{n.Date, n.Scope}, func(rows *sql.Rows) error {
		var f string
		err := scan(rows, &f)
		n.Formats = append(n.Formats, f)
		return err
	})
	slices.Sort(n.Formats)
	return err
}

// NightFile is one file of the report of a date for the whole office.
func (s *Store) NightFile(ctx context.Context, date, format string) ([]byte, error) {
	var stored []byte
	err := s.view(ctx, func(q *txn) error {
		return q.one("SELECT body FROM night_files WHERE date = $1 AND scope = '' AND format = $2", []any{date, format}, &stored)
	})
	if err != nil {
		return nil, found(err, "night "+date+"."+format)
	}
	return unpack(stored)
}
