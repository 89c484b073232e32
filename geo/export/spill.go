package export

import (
	"bufio"
	"errors"
	"io"
	"os"
)

// spill is a file for what cannot be written yet; it is gone after close.
type spill struct {
	file *os.File
	buf  *bufio.Writer
	size int64
}

func newSpill(dir string) (*spill, error) {
	f, err := os.CreateTemp(dir, ".timpora-*")
	if err != nil {
		return nil, err
	}
	return &spill{file: f, buf: bufio.NewWriterSize(f, 1<<18)}, nil
}

// Write appends.
func (s *spill) Write(b []byte) (int, error) {
	n, err := s.buf.Write(b)
	s.size += int64(n)
	return n, err
}

// ReadAt reads what was written before the last flush.
func (s *spill) ReadAt(b []byte, at int64) (int, error) { return s.file.ReadAt(b, at) }

// copyTo writes all of it.
func (s *spill) copyTo(w io.Writer) error {
	if err := s.buf.Flush(); err != nil {
		return err
	}
	_, err := io.Copy(w, io.NewSectionReader(s.file, 0, s.size))
	return err
}

func (s *spill) close() error {
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}
