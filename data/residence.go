package data

import (
	"database/sql"
	"slices"

	"timpora/risk"
)

func residences() table[risk.Residence] {
	return table[risk.Residence]{
		name:  "residences",
		own:   []string{"premises_type", "persons", "permit_type", "permit_until", "from_at", "until_at", "purpose", "person_key"},
		stamp: func(r *risk.Residence) *risk.Stamp { return &r.Stamp },
		values: func(r *risk.Residence) []any {
			return []any{
				r.PremisesType, int64(r.Persons), r.PermitType, micros(r.PermitUntil), micros(r.From), micros(r.Until),
				r.Purpose, r.PersonKey,
			}
		},
		dest: func(r *risk.Residence) []any {
			return []any{
				&r.PremisesType, &r.Persons, &r.PermitType, timeScan{&r.PermitUntil}, timeScan{&r.From}, timeScan{&r.Until},
				&r.Purpose, &r.PersonKey,
			}
		},
	}
}

// addResidences also keeps the nationality of new residences, sealed, in a table
// that no method reads for scoring.
func addResidences(q *txn, list []risk.Residence, nationality map[string]string) ([]int, error) {
	fresh, err := residences().add(q, list)
	if err != nil || len(nationality) == 0 {
		return fresh, err
	}
	var pairs []any
	for _, i := range fresh {
		if n := nationality[list[i].ID]; n != "" {
			pairs = append(pairs, list[i].ID, n)
		}
	}
	return fresh, sealedPairs(q, nationalities(), pairs)
}

// insertPairs adds rows of an id and a value, with their checksums.
func insertPairs(q *txn, into string, pairs []any) error {
	rows := make([]any, 0, len(pairs)/2*3)
	for pair := range slices.Chunk(pairs, 2) {
		sum, err := checksum(pair)
		if err != nil {
			return err
		}
		rows = append(rows, pair[0], pair[1], sum)
	}
	return insertMany(q, into, 3, rows)
}

// insertMany adds rows of n values that lie one after another.
func insertMany(q *txn, into string, n int, values []any) error {
	if _, err := checksum(values); err != nil {
		return err
	}
	for part := range slices.Chunk(values, n*q.d.rows) {
		text := "INSERT INTO " + into + " VALUES " + tuples(len(part)/n, n)
		if err := q.repeat(text, part, func(*sql.Rows) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}
