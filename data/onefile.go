package data

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// writeOnce makes a file that only the owner may read, whole or not at all, and
// never replaces one: then it is fs.ErrExist.
func writeOnce(path string, b []byte) error {
	tmp, err := writeAside(path, b)
	if err != nil {
		return err
	}
	defer os.Remove(tmp)
	return errors.Join(os.Link(tmp, path), syncDir(filepath.Dir(path)))
}

// writeOver replaces a file: readers find the old bytes or the new ones.
func writeOver(path string, b []byte) error {
	tmp, err := writeAside(path, b)
	if err != nil {
		return err
	}
	defer os.Remove(tmp)
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// writeAside writes and syncs a file of another name in the folder of path.
func writeAside(path string, b []byte) (string, error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+"-*") // mode 600
	if err != nil {
		return "", err
	}
	_, err = tmp.Write(b)
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return "", errors.Join(err, os.Remove(tmp.Name()))
	}
	return tmp.Name(), nil
}

// syncDir brings the names in a folder to the disk.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// readOwn reads a file that nobody but its owner may read.
func readOwn(path string) ([]byte, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if st.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%s: others may read it (mode %o); set mode 600", path, st.Mode().Perm())
	}
	return os.ReadFile(path)
}
