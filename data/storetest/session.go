package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"timpora/data"
	"timpora/risk/access"
)

// Session makes the n-th session of a user.
func Session(n int, user string) access.Session {
	return access.Session{
		ID: fmt.Sprintf("%064x", n), User: user, Full: n%2 == 0, As: "", Network: "192.0.2.0/24", Agent: "Firefox \u2014 Android",
		CreatedAt: Epoch().Add(time.Duration(n) * time.Minute), SeenAt: Epoch().Add(time.Duration(n) * time.Hour),
	}
}

func sessionsKept(t *testing.T, s *data.Store) {
	ctx := context.Background()
	addUsers(t, s, User(1), User(2))
	for n := range 4 {
		noError(t, s.AddSession(ctx, Session(n, User(1).ID), did("sign_in")))
	}
	noError(t, s.AddSession(ctx, Session(9, User(2).ID), did("sign_in")))
	got, u, err := s.Session(ctx, Session(1, "").ID)
	noError(t, err)
	wantEqual(t, got, Session(1, User(1).ID))
	wantEqual(t, u, User(1))
	wantEqual(t, len(must[[]access.Session](t)(s.Sessions(ctx, ""))), 5)
	list := must[[]access.Session](t)(s.Sessions(ctx, User(1).ID))
	wantEqual(t, list, []access.Session{Session(3, User(1).ID), Session(2, User(1).ID), Session(1, User(1).ID), Session(0, User(1).ID)})

	noError(t, s.ChangeSession(ctx, Session(1, "").ID, did("see_as"), func(one *access.Session) error { one.As, one.ID, one.User = "x", "y", "z"; return nil }))
	got, _, err = s.Session(ctx, Session(1, "").ID)
	noError(t, err)
	want := Session(1, User(1).ID)
	want.As = "x"
	wantEqual(t, got, want)

	wantEqual(t, must[int](t)(s.DropSessions(ctx, Session(1, "").CreatedAt)), 1) // the one that began before
	wantEqual(t, must[int](t)(s.DropSessions(ctx, Session(1, "").CreatedAt)), 0)
	wantEqual(t, must[int](t)(s.EndSessions(ctx, User(1).ID, Session(2, "").ID, did("sign_out_elsewhere"))), 2)
	wantEqual(t, must[[]access.Session](t)(s.Sessions(ctx, User(1).ID)), []access.Session{Session(2, User(1).ID)})
	noError(t, s.EndSession(ctx, Session(2, "").ID, did("sign_out")))
	wantUnknown(t, s.EndSession(ctx, Session(2, "").ID, did("sign_out")))
	_, _, err = s.Session(ctx, Session(2, "").ID)
	wantUnknown(t, err)
	wantUnknown(t, s.ChangeSession(ctx, Session(2, "").ID, did("see_as"), func(*access.Session) error { return nil }))
	wantUnknown(t, s.AddSession(ctx, Session(8, "none"), did("sign_in")))
	err = s.AddSession(ctx, Session(9, User(1).ID), did("sign_in")) // the id of another's session
	wantKind(t, err, data.ErrExists)
	noError(t, s.Check(ctx))
}

func sessionReplaced(t *testing.T, s *data.Store) {
	ctx := context.Background()
	addUsers(t, s, User(1), User(2))
	noError(t, s.AddSession(ctx, Session(1, User(1).ID), did("sign_in")))
	wantUnknown(t, s.ReplaceSession(ctx, Session(1, "").ID, Session(2, User(2).ID), did("second_factor"))) // of another user
	wantEqual(t, must[[]access.Session](t)(s.Sessions(ctx, "")), []access.Session{Session(1, User(1).ID)})

	var won atomic.Int64
	var wg sync.WaitGroup
	for n := range 6 { // one step up, taken several times at once
		wg.Go(func() {
			switch err := s.ReplaceSession(ctx, Session(1, "").ID, Session(10+n, User(1).ID), did("second_factor")); {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, access.ErrUnknown):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	left := must[[]access.Session](t)(s.Sessions(ctx, ""))
	if won.Load() != 1 || len(left) != 1 || left[0].ID == Session(1, "").ID {
		t.Fatalf("%d replaced it, %d sessions left", won.Load(), len(left))
	}
}

func disabledAndSignedIn(t *testing.T, s *data.Store) {
	ctx := context.Background()
	addUsers(t, s, User(1))
	noError(t, s.AddSession(ctx, Session(1, User(1).ID), did("sign_in")))
	noError(t, s.AddToken(ctx, Token(1, User(1).ID), did("token_create")))
	set := func(disabled bool) {
		t.Helper()
		must[access.User](t)(s.ChangeUser(ctx, User(1).ID, did("user_change"), func(u *access.User) error { u.Disabled = disabled; return nil }, Session(1, "").ID))
	}
	set(true)
	_, _, err := s.Session(ctx, Session(1, "").ID)
	wantUnknown(t, err)
	wantUnknown(t, s.AddSession(ctx, Session(2, User(1).ID), did("sign_in")))
	wantUnknown(t, s.AddToken(ctx, Token(2, User(1).ID), did("token_create")))
	_, _, err = s.TokenByHash(ctx, Token(1, "").Hash)
	wantUnknown(t, err)
	set(false) // back: the former session and token stay dead
	wantEqual(t, len(must[[]access.Session](t)(s.Sessions(ctx, ""))), 0)
	token, _, err := s.TokenByHash(ctx, Token(1, "").Hash)
	noError(t, err)
	if token.RevokedAt.IsZero() || token.Holds(Epoch().Add(time.Hour)) {
		t.Fatalf("the token of a user who was disabled: %+v", token)
	}
}
