package api

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"sync"
)

// What the spool keeps at most; the files in use may be more.
const (
	spoolFiles = 64
	spoolBytes = 1 << 30
)

// spool keeps finished files on disk, so that a range of a file or a second
// request does not make it again. Files have no name and vanish with the
// process. One is made at a time: making is what costs memory.
type spool struct {
	dir    string
	making chan struct{} // holds a token while a file is made

	mu    sync.Mutex
	files []*spooled // the one used last at the end
}

// spooled is a file of the spool; whoever gets it releases it.
type spooled struct {
	*os.File
	key  string
	size int64
	of   *spool
	uses int // under of.mu
}

func newSpool(dir string) *spool { return &spool{dir: dir, making: make(chan struct{}, 1)} }

// get finds a file or makes it. Those who wait give up when their context ends.
func (s *spool) get(ctx context.Context, key string, write func(io.Writer) error) (*spooled, error) {
	if f := s.find(key); f != nil {
		return f, nil
	}
	select {
	case s.making <- struct{}{}:
		defer func() { <-s.making }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if f := s.find(key); f != nil { // made while this one waited
		return f, nil
	}
	f, err := s.fill(write)
	if err != nil {
		return nil, err
	}
	f.key, f.of, f.uses = key, s, 1
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files = append(s.files, f)
	s.evict()
	return f, nil
}

func (s *spool) find(key string) *spooled {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.files, func(f *spooled) bool { return f.key == key })
	if at < 0 {
		return nil
	}
	f := s.files[at]
	f.uses++
	s.files = append(slices.Delete(s.files, at, at+1), f)
	return f
}

// fill writes a new file; after a failure there is none.
func (s *spool) fill(write func(io.Writer) error) (*spooled, error) {
	file, err := os.CreateTemp(s.dir, ".timpora-*")
	if err != nil {
		return nil, err
	}
	f := &spooled{File: file}
	_ = os.Remove(file.Name()) // where open files cannot be removed, close does it
	buf := bufio.NewWriterSize(file, 1<<16)
	if err := errors.Join(write(buf), buf.Flush()); err != nil {
		return nil, errors.Join(err, f.drop())
	}
	f.size, err = file.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, errors.Join(err, f.drop())
	}
	return f, nil
}

// evict drops files that nobody uses, the longest unused first, until the rest
// is within the limits. The caller holds mu.
func (s *spool) evict() {
	var total int64
	for _, f := range s.files {
		total += f.size
	}
	count := len(s.files)
	s.files = slices.DeleteFunc(s.files, func(f *spooled) bool {
		if f.uses > 0 || (count <= spoolFiles && total <= spoolBytes) {
			return false
		}
		count--
		total -= f.size
		_ = f.drop() // it was read, not written; nothing is lost
		return true
	})
}

// drop closes the file and removes its name, where it still has one.
func (f *spooled) drop() error {
	err := f.Close()
	_ = os.Remove(f.Name())
	return err
}

// release says that the caller is done with the file.
func (f *spooled) release() {
	f.of.mu.Lock()
	defer f.of.mu.Unlock()
	f.uses--
	f.of.evict()
}
