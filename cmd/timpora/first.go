package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"timpora/data"
	"timpora/risk/access"
)

// firstName is that of the administrator whom the first start makes.
const firstName = "admin"

// firstAdministrator makes the first user of a store that has none: an
// administrator with a random password. Another server may be faster: then nobody
// is made here.
func (a *app) firstAdministrator(ctx context.Context, s *data.Store) (plain string, made bool, err error) {
	all, err := s.Users(ctx)
	if err != nil || len(all) > 0 {
		return "", false, err
	}
	_, plain, err = a.newUser(ctx, s, access.User{Name: firstName, Roles: []access.Role{access.Administrator}})
	if errors.Is(err, access.ErrTaken) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("first administrator: %w", err)
	}
	return plain, true, nil
}

// welcome tells whoever started the server, this once and on the error stream
// only, how to sign in first.
func (a *app) welcome(ctx context.Context, s *data.Store) error {
	plain, made, err := a.firstAdministrator(ctx, s)
	if err != nil || !made {
		return err
	}
	if a.json {
		writeJSON(a.err, map[string]any{"v": 1, "first_administrator": map[string]string{"name": firstName, "password": plain}})
		return nil
	}
	fmt.Fprintf(a.err, a.say("Administrator pertama: %s / kata sandi: %s (hanya ditampilkan sekali ini)\n",
		"First administrator: %s / password: %s (shown this once)\n"), firstName, plain)
	return nil
}

// demoName is that of the user of the demo, who has no password and comes in by
// one-time links only.
const demoName = "demo"

// demoUser is the user of the demo, made when there is none. A store with other
// records than the demo's, and one whose demo user was disabled, has none.
func (a *app) demoUser(ctx context.Context, s *data.Store) (u access.User, ok bool, err error) {
	demo, err := s.Demo(ctx)
	if err != nil || !demo {
		return u, false, err
	}
	u, err = s.UserByName(ctx, demoName)
	if err == nil {
		return u, !u.Disabled && u.Hash == "", nil
	}
	if !errors.Is(err, access.ErrUnknown) {
		return u, false, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return u, false, err
	}
	u = access.User{ID: id.String(), Name: demoName, Display: "Demo", Roles: []access.Role{access.Planner, access.Administrator}, CreatedAt: a.now().UTC().Truncate(time.Microsecond)}
	u.ChangedAt = u.CreatedAt
	err = s.AddUser(ctx, u, did("user_create", "user:"+u.ID, rights(u.Roles, u.Scope)))
	return u, err == nil, err
}
