//go:build !unix

package data

import (
	"errors"
	"os"
)

// lockDir refuses: without flock two servers could share one directory.
func lockDir(dir string) (*os.File, error) { return lockFile(dir, "") }

func lockFile(string, string) (*os.File, error) {
	return nil, errors.New("a server on SQLite needs a Unix system; use PostgreSQL here")
}
