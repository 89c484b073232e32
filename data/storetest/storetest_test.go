package storetest_test

import (
	"context"
	"path/filepath"
	"testing"

	"timpora/data"
	"timpora/data/storetest"
)

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *data.Store {
		s, err := data.Open(context.Background(), "sqlite:"+filepath.Join(t.TempDir(), "a b?#%.db"), data.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	})
}

func TestPostgreSQL(t *testing.T) {
	fresh := storetest.Postgres(t)
	storetest.Run(t, func(t *testing.T) *data.Store { return storetest.OpenPostgres(t, fresh) })
}

func TestAuditSQLite(t *testing.T) {
	storetest.RunAudit(t, func(t *testing.T) string { return filepath.Join(t.TempDir(), "timpora.db") })
}

func TestAuditPostgreSQL(t *testing.T) {
	fresh := storetest.Postgres(t)
	storetest.RunAudit(t, func(t *testing.T) string { return fresh(t) })
}
