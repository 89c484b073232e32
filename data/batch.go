package data

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/audit"
)

// Batch is what one file or one hand brings.
type Batch struct {
	risk.Records
	Nationality map[string]string // by ID of the residence; kept apart
	Import      *Import           // nil when no file was imported
}

// Added says how many records of a batch were new and how many were known by
// their key before, in the store or earlier in the batch.
type Added struct{ New, Known int }

// Import is the record of one imported file.
type Import struct {
	ID       string // given by AddRecords when empty
	Kind     risk.Kind
	File     string
	SHA256   string // of the file's bytes
	At       time.Time
	By       string
	Rows     int // in the file
	Added    int // filled by AddRecords
	Known    int // filled by AddRecords
	Rejected int
}

// AddRecords stores a batch whole or not at all and returns after the commit.
// A record whose Stamp.Key is in the store is left as it is, so that repeating
// a batch adds nothing; a record without a key is known by its ID. An ID that
// another record has is ErrExists. Times are kept to the microsecond.
func (s *Store) AddRecords(ctx context.Context, b Batch) (Added, error) {
	var sum Added
	err := s.change(ctx, func(q *txn) error {
		fresh, err := addAll(q, b)
		if err != nil {
			return err
		}
		sum = Added{New: fresh, Known: b.Len() - fresh}
		if b.Import == nil {
			object, area := b.only()
			return q.note(audit.Event{Action: audit.AddRecords, Object: object, Area: area, Outcome: audit.Done, Detail: sum.detail(b.kinds())})
		}
		return addImport(q, *b.Import, sum)
	})
	if err != nil {
		return Added{}, fmt.Errorf("add records: %w", err)
	}
	return sum, nil
}

func addAll(q *txn, b Batch) (int, error) {
	sum := 0
	for _, add := range []func() ([]int, error){
		func() ([]int, error) { return addResidences(q, b.Residences, b.Nationality) },
		func() ([]int, error) { return premises().add(q, b.Premises) },
		func() ([]int, error) { return addReports(q, b.Reports) },
		func() ([]int, error) { return visits().add(q, b.Visits) },
		func() ([]int, error) { return meetings().add(q, b.Meetings) },
		func() ([]int, error) { return operations().add(q, b.Operations) },
	} {
		fresh, err := add()
		if err != nil {
			return 0, err
		}
		sum += len(fresh)
	}
	return sum, nil
}

// kinds counts the records of a batch by kind.
func (b *Batch) kinds() map[string]string {
	detail := map[string]string{}
	for _, k := range []struct {
		kind  string
		count int
	}{
		{"residences", len(b.Residences)}, {"premises", len(b.Premises)}, {"reports", len(b.Reports)},
		{"visits", len(b.Visits)}, {"meetings", len(b.Meetings)}, {"operations", len(b.Operations)},
	} {
		if k.count > 0 {
			detail[k.kind] = strconv.Itoa(k.count)
		}
	}
	return detail
}

// only names the record of a batch of one, and its desa.
func (b *Batch) only() (object string, area geo.AreaCode) {
	if b.Len() != 1 {
		return "", ""
	}
	kind, s := "", risk.Stamp{}
	switch {
	case len(b.Residences) == 1:
		kind, s = "residence", b.Residences[0].Stamp
	case len(b.Premises) == 1:
		kind, s = "premises", b.Premises[0].Stamp
	case len(b.Reports) == 1:
		kind, s = "report", b.Reports[0].Stamp
	case len(b.Visits) == 1:
		kind, s = "visit", b.Visits[0].Stamp
	case len(b.Meetings) == 1:
		kind, s = "meeting", b.Meetings[0].Stamp
	case len(b.Operations) == 1:
		kind, s = "operation", b.Operations[0].Stamp
	}
	return kind + ":" + s.ID, s.Desa
}

// detail adds the counts to the detail of an event.
func (a Added) detail(to map[string]string) map[string]string {
	to["new"], to["known"] = strconv.Itoa(a.New), strconv.Itoa(a.Known)
	return to
}

func addImport(q *txn, in Import, sum Added) error {
	if in.ID == "" {
		u, err := uuid.NewV7()
		if err != nil {
			return err
		}
		in.ID = u.String()
	}
	row := []any{
		in.ID, string(in.Kind), in.File, in.SHA256, in.At.UnixMicro(), in.By,
		int64(in.Rows), int64(sum.New), int64(sum.Known), int64(in.Rejected),
	}
	if err := insertMany(q, "imports (id, kind, file, sha256, at, recorded_by, total, added, known, rejected)", len(row), row); err != nil {
		return err
	}
	return q.done(audit.ImportFile, "import:"+in.ID, sum.detail(map[string]string{
		"kind": string(in.Kind), "file": in.File, "sha256": in.SHA256, "rows": strconv.Itoa(in.Rows), "rejected": strconv.Itoa(in.Rejected),
	}))
}

// Imports are the imported files, newest first.
func (s *Store) Imports(ctx context.Context, limit int) ([]Import, error) {
	var all []Import
	err := s.view(ctx, func(q *txn) error {
		text := `SELECT id, kind, file, sha256, at, recorded_by, total, added, known, rejected
			FROM imports ORDER BY at DESC, id DESC LIMIT $1`
		return q.each(text, []any{limit}, func(rows *sql.Rows) error {
			var i Import
			err := scan(rows, &i.ID, &i.Kind, &i.File, &i.SHA256, timeScan{&i.At}, &i.By, &i.Rows, &i.Added, &i.Known, &i.Rejected)
			all = append(all, i)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("imports: %w", err)
	}
	return all, nil
}
