package data_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"timpora/data"
	"timpora/data/storetest"
	"timpora/risk"
)

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		os.Exit(child(os.Getenv(childEnv), os.Args[len(os.Args)-1]))
	}
	os.Exit(m.Run())
}

func open(t testing.TB, dir string, o data.Options) *data.Store {
	t.Helper()
	s, err := data.Open(context.Background(), filepath.Join(dir, "timpora.db"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func refused(t *testing.T, dir string, o data.Options, kind error) {
	t.Helper()
	s, err := data.Open(context.Background(), filepath.Join(dir, "timpora.db"), o)
	if err == nil {
		s.Close()
	}
	if !errors.Is(err, kind) {
		t.Fatalf("open: %v, want %v", err, kind)
	}
}

func store(s *data.Store, list ...risk.Residence) error {
	_, err := s.AddRecords(context.Background(), data.Batch{Records: risk.Records{Residences: list}})
	return err
}

func stored(t testing.TB, s *data.Store) []risk.Residence {
	t.Helper()
	r, err := s.Records(context.Background(), storetest.Epoch().AddDate(1000, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	return r.Residences
}
