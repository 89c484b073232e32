package data

import (
	"context"
	"crypto/cipher"
	"database/sql"
	"fmt"
	"strings"
)

// The kinds of objects that have a key of their own, and that can be erased.
const (
	reportObject    = "report:"    // the text
	reporterObject  = "reporter:"  // who told a report, by the report's id
	residenceObject = "residence:" // the nationality
	personObject    = "person:"    // all residences of a person, by the keyed hash
)

// recordForm begins every value that a record's own key sealed.
const recordForm = "r1."

// recordKey is the key of one object, wrapped as record_keys holds it.
type recordKey struct {
	aead    cipher.AEAD
	object  string
	wrapped string
}

// ringFor is the given ring or the one beside a SQLite database.
func ringFor(d dialect, given *Keyring) *Keyring {
	if given == nil && d.file != "" {
		return ringBeside(d.file)
	}
	return given
}

// prepareKeys makes the ring of a database that holds nothing sealed yet. A ring
// that is missing later is not replaced: reads of sealed values are ErrNoKey.
func (s *Store) prepareKeys(ctx context.Context) error {
	if s.ring == nil {
		return nil
	}
	for _, h := range holders() {
		held := 0
		err := s.view(ctx, func(q *txn) error { return q.one(h.any, nil, &held) })
		if err != nil && !s.d.misfit(err) { // a schema of before has no such table
			return err
		}
		if held > 0 {
			return nil
		}
	}
	return s.ring.Create()
}

// newRecordKey makes the key of a new object. Its row is inserted by the caller.
func (q *txn) newRecordKey(object string) (recordKey, error) {
	if q.ring == nil {
		return recordKey{}, fmt.Errorf("%w: the store was opened without keys", ErrNoKey)
	}
	if !q.sealing { // touches no row, but holds off whoever would retire a key
		if err := q.exec("DELETE FROM record_keys WHERE object = ''"); err != nil {
			return recordKey{}, err
		}
		q.sealing = true
	}
	key := newKey()
	wrapped, err := q.ring.Seal(key, about("record_keys", "wrapped", object))
	if err != nil {
		return recordKey{}, err
	}
	a, err := gcm(key)
	return recordKey{aead: a, object: object, wrapped: string(wrapped)}, err
}

// openRecordKey unwraps the key of an object.
func (q *txn) openRecordKey(object, wrapped string) (cipher.AEAD, error) {
	if q.ring == nil {
		return nil, fmt.Errorf("%w: the store was opened without keys", ErrNoKey)
	}
	key, err := q.ring.Open([]byte(wrapped), about("record_keys", "wrapped", object))
	if err != nil {
		return nil, err
	}
	return gcm(key)
}

// seal encrypts a text that both engines could hold.
func (k recordKey) seal(plain, about string) (string, error) {
	if _, err := checksum([]any{plain}); err != nil {
		return "", err
	}
	return recordForm + enclose(k.aead, []byte(plain), about), nil
}

// unseal decrypts a value by the wrapped key of its object. Without a key it is
// a value from before there were keys.
func (q *txn) unseal(object string, wrapped storedKey, value, about string) (string, error) {
	sealed, isSealed := strings.CutPrefix(value, recordForm)
	if !wrapped.Valid {
		if isSealed {
			return "", fmt.Errorf("%w: the key of %s is missing", ErrCorrupt, object)
		}
		return value, nil
	}
	if !isSealed {
		return "", fmt.Errorf("%w: value of %s is not sealed", ErrCorrupt, object)
	}
	if err := wrapped.sound(object); err != nil {
		return "", err
	}
	a, err := q.openRecordKey(object, wrapped.String)
	if err != nil {
		return "", err
	}
	plain, err := reveal(a, sealed, about)
	return string(plain), err
}

// storedKey is a row of record_keys, not valid where there is none.
type storedKey struct {
	sql.NullString
	sum sql.NullInt64
}

// keyColumns are those of storedKey, of the table k.
const keyColumns = "k.wrapped, k.sum"

func (k *storedKey) dest() []any { return []any{&k.NullString, &k.sum} }

// sound checks the checksum: a key whose name was changed on disk is damage, not
// a key that is missing.
func (k *storedKey) sound(object string) error {
	if got, err := checksum([]any{object, k.String}); err != nil || got != k.sum.Int64 {
		return fmt.Errorf("%w: checksum of the key of %q", ErrCorrupt, object)
	}
	return nil
}

// addKeys stores the keys of new objects.
func addKeys(q *txn, keys []recordKey) error {
	rows := make([]any, 0, 2*len(keys))
	for _, k := range keys {
		rows = append(rows, k.object, k.wrapped)
	}
	if err := insertPairs(q, "record_keys (object, wrapped, sum)", rows); err != nil {
		return fmt.Errorf("record keys: %w", err)
	}
	return nil
}

// sealedPairs seals the values of rows of an id and a value, one key a row, and
// adds rows and keys.
func sealedPairs(q *txn, p pairTable, rows []any) error {
	keys := make([]recordKey, 0, len(rows)/2)
	for i := 0; i < len(rows); i += 2 {
		id, plain := rows[i].(string), rows[i+1].(string)
		k, err := q.newRecordKey(p.object + id)
		if err != nil {
			return err
		}
		if rows[i+1], err = k.seal(plain, p.about(id)); err != nil {
			return err
		}
		keys = append(keys, k)
	}
	if err := insertPairs(q, p.columns(), rows); err != nil {
		return fmt.Errorf("%s: %w", p.table, err)
	}
	return addKeys(q, keys)
}

// pairTable is a table of an id and a sealed value.
type pairTable struct{ table, id, value, object string }

func reporters() pairTable { return pairTable{"reporters", "report", "reporter", reporterObject} }

func nationalities() pairTable {
	return pairTable{"residence_nationality", "residence", "nationality", residenceObject}
}

func (p pairTable) about(id string) string { return about(p.table, p.value, id) }

func (p pairTable) columns() string { return p.table + " (" + p.id + ", " + p.value + ", sum)" }

// all reads the values that the condition on the pair p lets through, opened.
func (p pairTable) all(q *txn, where string, args ...any) (map[string]string, error) {
	all := map[string]string{}
	text := "SELECT p." + p.id + ", p." + p.value + ", p.sum, " + keyColumns + " FROM " + p.table +
		" p LEFT JOIN record_keys k ON k.object = '" + p.object + "' || p." + p.id + " " + where
	err := q.each(text, args, func(rows *sql.Rows) error {
		var id, value string
		var sum int64
		var wrapped storedKey
		if err := scan(rows, append([]any{&id, &value, &sum}, wrapped.dest()...)...); err != nil {
			return err
		}
		if got, err := checksum([]any{id, value}); err != nil || got != sum {
			return fmt.Errorf("%w: checksum of %q", ErrCorrupt, id)
		}
		var err error
		all[id], err = q.unseal(p.object+id, wrapped, value, p.about(id))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.table, err)
	}
	return all, nil
}
