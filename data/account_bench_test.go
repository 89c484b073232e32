package data_test

import (
	"context"
	"errors"
	"testing"

	"timpora/data"
	"timpora/data/storetest"
	"timpora/risk/audit"
)

// BenchmarkWhoAsks is what signing costs each request: the session and its user,
// or the token and its owner, with checksums. Run as: go test -bench WhoAsks ./data
func BenchmarkWhoAsks(b *testing.B) {
	ctx, s := context.Background(), open(b, b.TempDir(), data.Options{})
	u, e := storetest.User(1), audit.Event{Action: "made", Outcome: audit.Done}
	err := s.AddUser(ctx, u, e)
	for n := range 500 {
		err = errors.Join(err, s.AddSession(ctx, storetest.Session(n, u.ID), e), s.AddToken(ctx, storetest.Token(n, u.ID), e))
	}
	if err != nil {
		b.Fatal(err)
	}
	for name, ask := range map[string]func() error{
		"session": func() error { _, _, err := s.Session(ctx, storetest.Session(77, "").ID); return err },
		"token":   func() error { _, _, err := s.TokenByHash(ctx, storetest.Token(77, "").Hash); return err },
		"used":    func() error { return s.TokenUsed(ctx, storetest.Token(77, "").ID, storetest.Epoch()) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
