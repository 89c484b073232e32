package data

import (
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"timpora/risk/access"
)

// holder is a place with values that keys of the ring sealed: a key is retired
// when no holder has a value of it.
type holder struct {
	name   string
	any    string                                          // query of a number that is not 0 when there is such a value
	each   func(q *txn, f func(sealed string) error) error // every such value
	reseal func(q *txn, after string) (b batch, err error) // the next ones behind an id that other keys than the current one sealed
}

// holders are all such places.
func holders() []holder {
	return []holder{
		{"record_keys", "SELECT count(*) FROM record_keys", eachRecordKey, resealRecordKeys},
		// In hexadecimal, hence the form of the ring in hexadecimal.
		{"users.totp", "SELECT count(*) FROM users WHERE substr(totp, 1, 6) = '76312e'", eachSecondFactor, resealSecondFactors},
	}
}

// batch is what one transaction of a long work did.
type batch struct {
	rows int
	last string // the id up to which it came
	more bool   // whether there may be rows behind
}

// currentForm begins the values that the current key sealed.
func (q *txn) currentForm() (string, error) {
	keys, err := q.ring.Keys()
	if err != nil {
		return "", err
	}
	return ringForm + keys[slices.IndexFunc(keys, func(k Key) bool { return k.Current })].ID + ".", nil
}

// again seals a value under the current key.
func (k *Keyring) again(sealed []byte, about string) ([]byte, error) {
	plain, err := k.Open(sealed, about)
	if err != nil {
		return nil, err
	}
	return k.Seal(plain, about)
}

func eachRecordKey(q *txn, f func(string) error) error {
	return q.each("SELECT k.object, "+keyColumns+" FROM record_keys k", nil, func(rows *sql.Rows) error {
		var object string
		var k storedKey
		if err := scan(rows, append([]any{&object}, k.dest()...)...); err != nil {
			return err
		}
		if err := k.sound(object); err != nil {
			return err
		}
		return f(k.String)
	})
}

func resealRecordKeys(q *txn, after string) (batch, error) {
	current, err := q.currentForm()
	if err != nil {
		return batch{}, err
	}
	text := "SELECT object, wrapped FROM record_keys WHERE object > $1 AND substr(wrapped, 1, " + strconv.Itoa(len(current)) +
		") <> $2 ORDER BY object LIMIT " + strconv.Itoa(batchRows)
	old, ids, err := q.values(text, after, current)
	if err != nil {
		return batch{}, err
	}
	b := batch{rows: len(ids), last: after, more: len(ids) == batchRows}
	for _, id := range ids {
		sealed, err := q.ring.again([]byte(old[id]), about("record_keys", "wrapped", id))
		if err != nil {
			return batch{}, err
		}
		sum, err := checksum([]any{id, string(sealed)})
		if err != nil {
			return batch{}, err
		}
		update := []any{id, string(sealed), sum, old[id]}
		if err := q.repeat("UPDATE record_keys SET wrapped = $2, sum = $3 WHERE object = $1 AND wrapped = $4", update, nil); err != nil { // no rows come back
			return batch{}, err
		}
		b.last = id
	}
	return b, nil
}

// values reads rows of an id and a text, with the ids in the order of the rows.
func (q *txn) values(text string, args ...any) (map[string]string, []string, error) {
	all, ids := map[string]string{}, []string(nil)
	err := q.each(text, args, func(rows *sql.Rows) error {
		var id, value string
		err := scan(rows, &id, &value)
		all[id], ids = value, append(ids, id)
		return err
	})
	return all, ids, err
}

// secondFactors are the users whose second factor the ring sealed.
func (q *txn) secondFactors() ([]access.User, error) {
	all, err := users().list(q, "WHERE totp IS NOT NULL")
	return slices.DeleteFunc(all, func(u access.User) bool { return !strings.HasPrefix(string(u.TOTP), ringForm) }), err
}

func eachSecondFactor(q *txn, f func(string) error) error {
	all, err := q.secondFactors()
	for i := 0; i < len(all) && err == nil; i++ {
		err = f(string(all[i].TOTP))
	}
	return err
}

// resealSecondFactors takes all users at once: an office has some dozen.
func resealSecondFactors(q *txn, _ string) (batch, error) {
	current, err := q.currentForm()
	if err != nil {
		return batch{}, err
	}
	all, err := q.secondFactors()
	if err != nil {
		return batch{}, err
	}
	var b batch
	for _, u := range all {
		if strings.HasPrefix(string(u.TOTP), current) {
			continue
		}
		if u, err = users().hold(q, u.ID); err != nil {
			return batch{}, err
		}
		if !strings.HasPrefix(string(u.TOTP), ringForm) { // changed meanwhile
			continue
		}
		if u.TOTP, err = q.ring.again(u.TOTP, u.TOTPPlace()); err != nil {
			return batch{}, err
		}
		if err := users().set(q, u); err != nil {
			return batch{}, err
		}
		b.rows++
	}
	return b, nil
}
