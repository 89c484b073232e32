package main

import (
	"context"
	"errors"
	"fmt"

	"timpora/data"
	"timpora/risk/access"
)

// firstName is that of the administrator whom the first start makes.
const firstName = "admin"

// firstAdministrator makes the first user of a store that has none: an
// administrator with a random password, who is also a planner of the demo.
// Another server may be faster: then nobody is made here.
func (a *app) firstAdministrator(ctx context.Context, s *data.Store) (plain string, made bool, err error) {
	all, err := s.Users(ctx)
	if err != nil || len(all) > 0 {
		return "", false, err
	}
	demo, err := s.Demo(ctx)
	if err != nil {
		return "", false, err
	}
	u := access.User{Name: firstName, Roles: []access.Role{access.Administrator}}
	if demo {
		u.Roles = append(u.Roles, access.Planner)
	}
	_, plain, err = a.newUser(ctx, s, u)
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
