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
	"timpora/geo"
	"timpora/risk/access"
	"timpora/risk/audit"
)

// did is the event of a change in these tests.
func did(action string) audit.Event { return audit.Event{Action: action, Outcome: audit.Done} }

// User makes the n-th account, a planner with the extremes of its columns.
func User(n int) access.User {
	return access.User{
		ID: ID(20, n), Name: fmt.Sprintf("pejabat.%d", n), Display: "I Putu \u201cContoh\u201d", Roles: []access.Role{access.Planner, access.Member},
		Scope: []geo.AreaCode{"51.08.04", "51.01"}, Hash: "$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA", MustChange: true,
		TOTP: []byte{0, 0xff, 1}, TOTPStep: 58000000, Recovery: []string{"ab", "cd"}, Issuer: "https://sso.example.go.id",
		Subject: fmt.Sprintf("s-%d", n), CreatedAt: Epoch(), ChangedAt: Epoch().Add(time.Hour),
	}
}

// administrator makes the n-th user who may manage accounts.
func administrator(n int) access.User {
	return access.User{ID: ID(20, n), Name: fmt.Sprintf("admin.%d", n), Roles: []access.Role{access.Administrator}, CreatedAt: Epoch(), ChangedAt: Epoch()}
}

func addUsers(t *testing.T, s *data.Store, list ...access.User) {
	t.Helper()
	for _, u := range list {
		noError(t, s.AddUser(context.Background(), u, did("user_create")))
	}
}

func wantUnknown(t *testing.T, err error) {
	t.Helper()
	wantKind(t, err, data.ErrNotFound)
	wantKind(t, err, access.ErrUnknown)
}

func usersKept(t *testing.T, s *data.Store) {
	ctx := context.Background()
	bare := access.User{ID: ID(20, 3), Name: "a-b", CreatedAt: Epoch()}
	addUsers(t, s, User(2), User(1), bare)
	bare.ChangedAt = bare.CreatedAt
	wantEqual(t, must[[]access.User](t)(s.Users(ctx)), []access.User{bare, User(1), User(2)})
	wantEqual(t, must[access.User](t)(s.UserByName(ctx, "pejabat.1")), User(1))
	wantEqual(t, must[access.User](t)(s.UserByID(ctx, User(2).ID)), User(2))
	wantEqual(t, must[access.User](t)(s.UserByIdentity(ctx, User(2).Issuer, "s-2")), User(2))
	for _, ask := range []func() (access.User, error){
		func() (access.User, error) { return s.UserByName(ctx, "pejabat.9") },
		func() (access.User, error) { return s.UserByID(ctx, "") },
		func() (access.User, error) { return s.UserByIdentity(ctx, "", "") }, // of no provider: nobody
		func() (access.User, error) {
			return s.ChangeUser(ctx, "none", did("user_change"), func(*access.User) error { return nil }, "")
		},
	} {
		_, err := ask()
		wantUnknown(t, err)
	}
	name, identity := User(4), User(5)
	name.Name, identity.Subject = User(1).Name, User(1).Subject
	for _, u := range []access.User{name, identity, User(1)} {
		err := s.AddUser(ctx, u, did("user_create"))
		wantKind(t, err, data.ErrExists)
		wantKind(t, err, access.ErrTaken)
	}
	for _, c := range []struct {
		name string
		role access.Role
		kind error
	}{{"Putu", access.Planner, access.ErrName}, {"ab", access.Planner, access.ErrName}, {"a\nb\nc", access.Planner, access.ErrName}, {"wayan", "root", access.ErrRole}} {
		wantKind(t, s.AddUser(ctx, access.User{ID: ID(20, 8), Name: c.name, Roles: []access.Role{c.role}}, did("user_create")), c.kind)
	}
	if s.AddUser(ctx, User(6), audit.Event{}) == nil {
		t.Fatal("a user was added without an event")
	}
	wantEqual(t, len(must[[]access.User](t)(s.Users(ctx))), 3)
	noError(t, s.Check(ctx))
}

// changeEnds changes one thing after the other of a user with two sessions.
func changeEnds(t *testing.T, s *data.Store) {
	ctx := context.Background()
	addUsers(t, s, administrator(0), User(1))
	for n, c := range []struct {
		what   string
		change func(*access.User)
		left   int
	}{
		{"name to show", func(u *access.User) { u.Display = "lain" }, 2},
		{"used recovery code", func(u *access.User) { u.Recovery = u.Recovery[:1] }, 2},
		{"step of the code", func(u *access.User) { u.TOTPStep++ }, 2},
		{"password", func(u *access.User) { u.Hash, u.MustChange = "other", false }, 1},
		{"roles", func(u *access.User) { u.Roles = []access.Role{access.Member} }, 1},
		{"scope", func(u *access.User) { u.Scope[0] = "51.08.05" }, 1},
		{"second factor", func(u *access.User) { u.TOTP = nil }, 1},
		{"disabled", func(u *access.User) { u.Disabled = true }, 0},
	} {
		keep := Session(100+n, User(1).ID)
		for _, one := range []access.Session{keep, Session(200+n, User(1).ID)} {
			noError(t, s.AddSession(ctx, one, did("sign_in")))
		}
		before := must[access.User](t)(s.UserByID(ctx, User(1).ID))
		got := must[access.User](t)(s.ChangeUser(ctx, User(1).ID, did("user_change"), func(u *access.User) error { c.change(u); return nil }, keep.ID))
		stored := must[access.User](t)(s.UserByID(ctx, User(1).ID))
		wantEqual(t, stored, got)
		c.change(&before)
		before.ChangedAt = got.ChangedAt
		wantEqual(t, got, before)
		left := must[[]access.Session](t)(s.Sessions(ctx, User(1).ID))
		if len(left) != c.left || c.left == 1 && left[0].ID != keep.ID || (c.left == 2) != got.ChangedAt.Equal(User(1).ChangedAt) && n < 4 {
			t.Errorf("%s: %d sessions left, changed at %s", c.what, len(left), got.ChangedAt)
		}
		must[int](t)(s.EndSessions(ctx, User(1).ID, "", did("sign_out")))
	}
	refuse := errors.New("no")
	_, err := s.ChangeUser(ctx, User(1).ID, did("user_change"), func(u *access.User) error { u.Display = "x"; return refuse }, "")
	wantKind(t, err, refuse)
	_, err = s.ChangeUser(ctx, User(1).ID, did("user_change"), func(u *access.User) error { u.Name = "admin.0"; return nil }, "")
	wantKind(t, err, access.ErrTaken)
	same := must[access.User](t)(s.ChangeUser(ctx, User(1).ID, did("user_change"), func(u *access.User) error { u.ID, u.CreatedAt = "x", time.Now(); return nil }, ""))
	wantEqual(t, same.ID+same.Display+same.CreatedAt.String(), User(1).ID+"lain"+Epoch().String())
}

func lastAdministrator(t *testing.T, s *data.Store) {
	ctx := context.Background()
	scoped, off := administrator(3), administrator(4)
	scoped.Scope, off.Disabled = []geo.AreaCode{"51.08"}, true // neither may manage
	addUsers(t, s, administrator(1), administrator(2), scoped, off, User(5))
	disable := func(u *access.User) error { u.Disabled = true; return nil }
	change := func(n int, f func(*access.User) error) error {
		_, err := s.ChangeUser(ctx, ID(20, n), did("user_change"), f, "")
		return err
	}
	noError(t, change(1, disable))
	wantKind(t, change(2, disable), access.ErrLast)
	wantKind(t, change(2, func(u *access.User) error { u.Roles = []access.Role{access.Planner}; return nil }), access.ErrLast)
	wantKind(t, change(2, func(u *access.User) error { u.Scope = []geo.AreaCode{"51.08"}; return nil }), access.ErrLast)
	noError(t, change(2, func(u *access.User) error { u.Roles = append(u.Roles, access.Planner); return nil }))
	noError(t, change(5, disable))
	noError(t, change(1, func(u *access.User) error { u.Disabled = false; return nil }))

	var stayed atomic.Int64
	var wg sync.WaitGroup
	for _, n := range []int{1, 2} { // each sees the other as the one who stays
		wg.Go(func() {
			if err := change(n, disable); errors.Is(err, access.ErrLast) {
				stayed.Add(1)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	wantEqual(t, stayed.Load(), int64(1))
}

func changesAtOnce(t *testing.T, s *data.Store) {
	ctx := context.Background()
	u, one := User(1), Session(1, User(1).ID)
	u.TOTPStep = 0
	addUsers(t, s, u)
	noError(t, s.AddSession(ctx, one, did("sign_in")))
	const writers, each = 8, 10
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for range each {
				_, err1 := s.ChangeUser(ctx, u.ID, did("count"), func(u *access.User) error { u.TOTPStep++; return nil }, "")
				e := did("count")
				if w%2 == 0 {
					e = audit.Event{} // with and without the chain's order
				}
				err2 := s.ChangeSession(ctx, one.ID, e, func(x *access.Session) error { x.SeenAt = x.SeenAt.Add(time.Second); return nil })
				if err := errors.Join(err1, err2); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got, of, err := s.Session(ctx, one.ID)
	noError(t, err)
	wantEqual(t, of.TOTPStep, int64(writers*each))
	wantEqual(t, got.SeenAt.Sub(one.SeenAt), writers*each*time.Second)
}
