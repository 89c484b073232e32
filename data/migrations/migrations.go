// Package migrations holds the numbered SQL texts that bring a database to the
// schema of this program. One text serves SQLite and PostgreSQL. A file is
// named NNNN_words.sql, numbers run from 1 without gaps, and a file that has
// been released is never edited: the store records its SHA-256 and refuses a
// database that was made from another text.
package migrations

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

//go:embed *.sql
var files embed.FS

// Migration is one numbered step.
type Migration struct {
	Version int
	Name    string // the file's name
	SQL     string
	Sum     string // SHA-256 of SQL in hexadecimal
}

// All returns the steps in the order of their numbers.
func All() ([]Migration, error) { return Read(files) }

// Read returns the steps in a folder. It fails on a name without a number, a
// gap or a doubled number.
func Read(dir fs.FS) ([]Migration, error) {
	names, err := fs.Glob(dir, "*.sql") // sorted by name, hence by number
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	all := make([]Migration, 0, len(names))
	for i, name := range names {
		number, _, _ := strings.Cut(name, "_")
		if v, err := strconv.Atoi(number); err != nil || len(number) != 4 || v != i+1 {
			return nil, fmt.Errorf("migration %s: want number %04d", name, i+1)
		}
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, fmt.Errorf("migration %s: %w", name, err)
		}
		sum := sha256.Sum256(text)
		all = append(all, Migration{Version: i + 1, Name: name, SQL: string(text), Sum: hex.EncodeToString(sum[:])})
	}
	return all, nil
}
