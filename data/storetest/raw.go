package storetest

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Raw is the database of a store past the store, for what only a stranger does.
type Raw struct {
	*sql.DB
	postgres bool
}

// OpenRaw opens the database of a URL of PostgreSQL or at a path of SQLite.
func OpenRaw(t testing.TB, url string) Raw {
	t.Helper()
	r := Raw{postgres: strings.HasPrefix(url, "postgres")}
	driver, source := "sqlite", "file:"+url+"?_pragma=busy_timeout(30000)"
	if r.postgres {
		driver, source = "pgx", url
	}
	var err error
	if r.DB, err = sql.Open(driver, source); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// Do runs statements.
func (r Raw) Do(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if _, err := r.Exec(text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}

// DenyAudit makes entries of the trail impossible to add, until the function
// that it returns is called.
func (r Raw) DenyAudit(t testing.TB) (allow func()) {
	t.Helper()
	deny, again := "CREATE TRIGGER denied BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'denied'); END", "DROP TRIGGER denied"
	if r.postgres {
		deny, again = "ALTER TABLE audit ADD CONSTRAINT denied CHECK (seq < 0) NOT VALID", "ALTER TABLE audit DROP CONSTRAINT denied"
	}
	r.Do(t, deny)
	return func() { r.Do(t, again) }
}

// Number is the number that a query yields.
func (r Raw) Number(t testing.TB, text string) int64 {
	t.Helper()
	var n int64
	if err := r.QueryRow(text).Scan(&n); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return n
}

// Content is every row of every table, sorted, but leases.
func (r Raw) Content(t testing.TB) []string {
	t.Helper()
	list := "SELECT name FROM sqlite_master WHERE type = 'table'"
	if r.postgres {
		list = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
	}
	var all []string
	for _, table := range r.rows(t, list) {
		if table != "leases" {
			for _, row := range r.rows(t, "SELECT * FROM "+table) {
				all = append(all, table+" "+row)
			}
		}
	}
	slices.Sort(all)
	return all
}

// rows are the rows of a query as text.
func (r Raw) rows(t testing.TB, text string) []string {
	t.Helper()
	rows, err := r.Query(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for rows.Next() {
		values, dest := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			dest[i] = &values[i]
		}
		if err := rows.Scan(dest...); err != nil {
			t.Fatal(err)
		}
		for i, v := range values {
			if b, ok := v.([]byte); ok {
				values[i] = string(b)
			}
		}
		all = append(all, strings.TrimSuffix(fmt.Sprintln(values...), "\n"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
