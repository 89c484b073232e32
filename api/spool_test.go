package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"testing"
)

func fillWith(body string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, body)
		return err
	}
}

func content(t *testing.T, f *spooled) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := io.Copy(&out, io.NewSectionReader(f, 0, f.size)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// The spool forgets the file that was longest unused, and never one in use.
func TestSpoolForgetsWhatIsUnused(t *testing.T) {
	dir := t.TempDir()
	s := newSpool(dir)
	first, err := s.get(t.Context(), "first", fillWith("in use"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 * spoolFiles {
		f, err := s.get(t.Context(), fmt.Sprint(i), fillWith(fmt.Sprint("body ", i)))
		if err != nil || content(t, f) != fmt.Sprint("body ", i) {
			t.Fatalf("file %d: %v", i, err)
		}
		f.release()
	}
	if len(s.files) != spoolFiles {
		t.Errorf("%d files are kept", len(s.files))
	}
	if got := content(t, first); got != "in use" {
		t.Errorf("the file in use says %q", got)
	}
	made := false
	again, err := s.get(t.Context(), "0", func(w io.Writer) error { made = true; return fillWith("body 0")(w) })
	if err != nil || !made {
		t.Errorf("the longest unused file was kept: %v", err)
	}
	again.release()
	first.release()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("files have names: %v %v", left, err)
	}
}

func TestSpoolKeepsNothingOfAFailure(t *testing.T) {
	s := newSpool(t.TempDir())
	failed := errors.New("half-way")
	if _, err := s.get(t.Context(), "k", func(w io.Writer) error { return errors.Join(fillWith("half")(w), failed) }); !errors.Is(err, failed) {
		t.Errorf("error %v", err)
	}
	f, err := s.get(t.Context(), "k", fillWith("whole"))
	if err != nil || content(t, f) != "whole" {
		t.Errorf("after a failure: %v", err)
	}
	f.release()
}

func TestWhoLeavesDoesNotWaitForAFile(t *testing.T) {
	s := newSpool(t.TempDir())
	ctx, leave := context.WithCancel(t.Context())
	_, err := s.get(t.Context(), "slow", func(io.Writer) error {
		leave()
		if _, err := s.get(ctx, "other", fillWith("x")); !errors.Is(err, context.Canceled) {
			t.Errorf("who left got %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
