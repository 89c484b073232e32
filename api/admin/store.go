package admin

import (
	"context"

	"timpora/geo"
	"timpora/risk/access"
	"timpora/risk/audit"
)

// Users makes users and lists them by name. What is not there is
// access.ErrUnknown, here and below.
type Users interface {
	AddUser(ctx context.Context, u access.User, e audit.Event) error
	Users(ctx context.Context) ([]access.User, error)
	UserByID(ctx context.Context, id string) (access.User, error)
}

// Changes lets f change a user. Where password, second factor, rights or state
// change, all sessions of the user but keep end with it; the last administrator is
// access.ErrLast.
type Changes interface {
	ChangeUser(ctx context.Context, id string, e audit.Event, f func(*access.User) error, keep string) (access.User, error)
}

// Sessions lists the sessions of a user, of all for "".
type Sessions interface {
	Sessions(ctx context.Context, user string) ([]access.Session, error)
}

// Tokens makes, lists and revokes tokens: of an owner, of all for "".
type Tokens interface {
	AddToken(ctx context.Context, t access.Token, e audit.Event) error
	Tokens(ctx context.Context, owner string) ([]access.Token, error)
	RevokeToken(ctx context.Context, id string, e audit.Event) error
}

// Store is what is kept, by parts; one database serves as all of them.
type Store struct {
	Users
	Changes
	Sessions
	Tokens
}

// Names are the names of the areas of the active boundary set.
type Names func(ctx context.Context) (map[geo.AreaCode]string, error)
