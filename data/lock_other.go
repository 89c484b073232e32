//go:build !unix

package data

import (
	"errors"
	"os"
)

// lockDir refuses: without flock two servers could share one directory.
func lockDir(string) (*os.File, error) {
	return nil, errors.New("a server on SQLite needs a Unix system; use PostgreSQL here")
}
