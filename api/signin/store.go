package signin

import (
	"context"
	"time"

	"timpora/risk/access"
	"timpora/risk/audit"
)

// Users are the accounts. What is not there is access.ErrUnknown, here and below.
type Users interface {
	UserByName(ctx context.Context, name string) (access.User, error)
	UserByID(ctx context.Context, id string) (access.User, error)
	// ChangeUser lets f change a user; where password, second factor, rights or
	// state change, all sessions of the user but keep end with it.
	ChangeUser(ctx context.Context, id string, e audit.Event, f func(*access.User) error, keep string) (access.User, error)
}

// Identities finds the account that an identity provider knows as subject.
type Identities interface {
	UserByIdentity(ctx context.Context, issuer, subject string) (access.User, error)
}

// Sessions begins and finds sessions, with their users.
type Sessions interface {
	AddSession(ctx context.Context, one access.Session, e audit.Event) error
	Session(ctx context.Context, id string) (access.Session, access.User, error)
	ReplaceSession(ctx context.Context, old string, one access.Session, e audit.Event) error
}

// Browsers lists and ends the sessions of a user.
type Browsers interface {
	Sessions(ctx context.Context, user string) ([]access.Session, error)
	EndSession(ctx context.Context, id string, e audit.Event) error
	EndSessions(ctx context.Context, user, keep string, e audit.Event) (int, error)
}

// Tokens makes and finds tokens; one that is found has no more rights than its
// owner.
type Tokens interface {
	AddToken(ctx context.Context, t access.Token, e audit.Event) error
	TokenByHash(ctx context.Context, hash string) (access.Token, access.User, error)
	Tokens(ctx context.Context, owner string) ([]access.Token, error)
}

// Uses keeps when sessions and tokens were used, and ends tokens.
type Uses interface {
	ChangeSession(ctx context.Context, id string, e audit.Event, f func(*access.Session) error) error
	TokenUsed(ctx context.Context, id string, at time.Time) error
	RevokeToken(ctx context.Context, id string, e audit.Event) error
}

// Trail takes events that change nothing else.
type Trail interface {
	Note(ctx context.Context, e audit.Event) error
}

// Store is what is kept, by parts; one database serves as all of them.
type Store struct {
	Users
	Identities
	Sessions
	Browsers
	Tokens
	Uses
	Trail
}

// Passwords hashes and compares passwords; it bounds how many at once.
type Passwords interface {
	Hash(ctx context.Context, plain string) (string, error)
	// Verify is false for the hash "" after the same work.
	Verify(ctx context.Context, plain, hash string) (bool, error)
}

// Sealer encrypts what is kept or handed out, bound to a place: what was sealed
// for one row does not open for another.
type Sealer interface {
	Seal(plain []byte, row string) ([]byte, error)
	Open(sealed []byte, row string) ([]byte, error)
}
