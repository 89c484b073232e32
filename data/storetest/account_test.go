package storetest_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"timpora/data"
	"timpora/data/storetest"
	"timpora/risk/access"
	"timpora/risk/audit"
)

// raw is a store with a connection that passes it by.
func raw(t *testing.T, driver, url, dsn string) (*data.Store, *sql.DB) {
	t.Helper()
	s, err := data.Open(context.Background(), url, data.Options{Keys: storetest.Keys(url)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return s, db
}

func engines(t *testing.T, test func(*testing.T, *data.Store, *sql.DB)) {
	t.Run("SQLite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a.db")
		s, db := raw(t, "sqlite", path, path)
		test(t, s, db)
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		url := storetest.Postgres(t)(t)
		s, db := raw(t, "pgx", url, url)
		test(t, s, db)
	})
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func done(action string) audit.Event { return audit.Event{Action: action, Outcome: audit.Done} }

// Every change of an account leaves one entry of its actor, a refused one none.
func TestAccountsAreAudited(t *testing.T) {
	engines(t, func(t *testing.T, s *data.Store, db *sql.DB) {
		ctx := audit.With(context.Background(), audit.Actor{Name: "local:uji", Via: "local"})
		u, one, token := storetest.User(1), storetest.Session(1, storetest.User(1).ID), storetest.Token(1, storetest.User(1).ID)
		must(t, s.AddUser(ctx, u, done("user_create")), s.AddSession(ctx, one, done("sign_in")), s.AddToken(ctx, token, done("token_create")))
		if s.AddUser(ctx, u, done("user_create")) == nil || s.EndSession(ctx, "none", done("sign_out")) == nil {
			t.Fatal("taken twice")
		}
		next := storetest.Session(2, u.ID)
		must(t, s.ReplaceSession(ctx, one.ID, next, done("second_factor")), s.TokenUsed(ctx, token.ID, storetest.Epoch()),
			s.ChangeSession(ctx, next.ID, audit.Event{}, func(x *access.Session) error { x.SeenAt = storetest.Epoch(); return nil }),
			s.ChangeSession(ctx, next.ID, done("see_as"), func(x *access.Session) error { x.As = u.ID; return nil }))
		n, err := s.DropSessions(ctx, next.CreatedAt.AddDate(0, 0, 1))
		_, err2 := s.EndSessions(ctx, u.ID, "", done("sign_out_all"))
		_, err3 := s.ChangeUser(ctx, u.ID, done("user_change"), func(u *access.User) error { u.Display = ""; return nil }, "")
		must(t, err, err2, err3, s.RevokeToken(ctx, token.ID, done("token_revoke")))
		want := []string{"user_create", "sign_in", "token_create", "second_factor", "see_as", "sessions_expired", "sign_out_all", "user_change", "token_revoke"}
		if got := actions(t, db); n != 1 || !slices.Equal(got, want) {
			t.Errorf("%d dropped, events %v", n, got)
		}
	})
}

func actions(t *testing.T, db *sql.DB) (all []string) {
	t.Helper()
	rows, err := db.Query("SELECT who, action FROM audit ORDER BY seq")
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var who, action string
		must(t, rows.Scan(&who, &action))
		if who != "local:uji" {
			t.Errorf("%s by %q", action, who)
		}
		all = append(all, action)
	}
	must(t, rows.Err())
	return all
}

// What is changed past the store is found on every read and by Check: nobody
// becomes an administrator, or lives longer, by an edit of the database.
func TestEditedAccountsAreFound(t *testing.T) {
	engines(t, func(t *testing.T, s *data.Store, db *sql.DB) {
		ctx := context.Background()
		u := storetest.User(1)
		one, token := storetest.Session(1, u.ID), storetest.Token(1, u.ID)
		must(t, s.AddUser(ctx, u, done("a")), s.AddSession(ctx, one, done("a")), s.AddToken(ctx, token, done("a")), s.Check(ctx))
		for _, c := range []struct {
			edit, undo string
			read       func() error
		}{
			{`UPDATE users SET roles = '["administrator"]'`, `UPDATE users SET roles = '["planner","member"]'`, func() error { _, err := s.UserByName(ctx, u.Name); return err }},
			{`UPDATE users SET scope = 'null'`, `UPDATE users SET scope = '["51.08.04","51.01"]'`, func() error { _, err := s.Users(ctx); return err }},
			{`UPDATE users SET totp = NULL`, `UPDATE users SET totp = '00ff01'`, func() error { _, _, err := s.Session(ctx, one.ID); return err }},
			{`UPDATE users SET totp = 'zz'`, `UPDATE users SET totp = '00ff01'`, func() error { _, err := s.UserByID(ctx, u.ID); return err }},
			{`UPDATE sessions SET complete = 1`, `UPDATE sessions SET complete = 0`, func() error { _, _, err := s.Session(ctx, one.ID); return err }},
			{`UPDATE sessions SET created_at = created_at + 1`, `UPDATE sessions SET created_at = created_at - 1`, func() error { _, err := s.Sessions(ctx, u.ID); return err }},
			{`UPDATE tokens SET until_at = until_at + 1`, `UPDATE tokens SET until_at = until_at - 1`, func() error { _, _, err := s.TokenByHash(ctx, token.Hash); return err }},
			{`UPDATE tokens SET networks = 'null'`, `UPDATE tokens SET networks = '["192.0.2.0/24","2001:db8::/32"]'`, func() error { _, err := s.Tokens(ctx, ""); return err }},
		} {
			_, err := db.Exec(c.edit)
			must(t, err)
			if err := c.read(); !errors.Is(err, data.ErrCorrupt) {
				t.Errorf("%s: read %v", c.edit, err)
			}
			if err := s.Check(ctx); !errors.Is(err, data.ErrCorrupt) {
				t.Errorf("%s: check %v", c.edit, err)
			}
			_, err = db.Exec(c.undo)
			must(t, err, s.Check(ctx))
		}
	})
}
