package access

import (
	"net/netip"
	"time"

	"timpora/geo"
)

// User is an account. Secrets in it are hashes or sealed.
type User struct {
	ID         string // UUIDv7
	Name       string // for signing in: lower case, 3 to 64 of a-z 0-9 . _ - @
	Display    string
	Roles      []Role
	Scope      []geo.AreaCode
	Hash       string   // argon2id in PHC form; "" where only the identity provider signs in
	MustChange bool     // of the first password
	TOTP       []byte   // sealed secret; nil while not enrolled
	TOTPStep   int64    // the last step that was used: a code counts once
	Recovery   []string // hashes of unused recovery codes
	Issuer     string   // of the identity provider, with Subject; "" for none
	Subject    string
	Disabled   bool
	CreatedAt  time.Time
	ChangedAt  time.Time // of password, roles, scope or state
}

// Session is one sign-in of one browser.
type Session struct {
	ID        string // SHA-256 of the cookie's value, hexadecimal
	User      string // id
	Full      bool   // all factors were shown; otherwise the second is awaited
	As        string // id of the user as whom an administrator sees, "" for none
	Network   string // of the client at sign-in, shortened
	Agent     string // kind of browser, shortened
	CreatedAt time.Time
	SeenAt    time.Time
}

// Token lets a program read for its owner.
type Token struct {
	ID        string // UUIDv7
	Name      string
	Owner     string // id of a user; "" for one of a program, which no user bounds
	Hash      string // SHA-256 of the token, hexadecimal
	Roles     []Role
	Scope     []geo.AreaCode
	Layers    []string
	Networks  []netip.Prefix // from where it may be used; none: from anywhere
	Path      bool           // may stand in an address
	Purpose   string         // of personal reads
	CreatedAt time.Time
	Until     time.Time
	RevokedAt time.Time // zero while it holds
	UsedAt    time.Time // to the hour
}

// LongestToken is how long a token may hold.
const LongestToken = 90 * 24 * time.Hour

// Holds reports whether a token may be used at a time.
func (t Token) Holds(at time.Time) bool {
	return t.RevokedAt.IsZero() && at.Before(t.Until) && !at.Before(t.CreatedAt.Add(-time.Minute))
}

// SubjectOf is who a token stands for.
func (t Token) SubjectOf(path bool) Subject {
	s := Subject{ID: t.Owner, Name: "token:" + t.Name, Roles: t.Roles, Scope: t.Scope, Layers: t.Layers, Via: ByToken, Purpose: t.Purpose, Session: t.ID}
	if path {
		s.Via = ByPath
	}
	return s
}

// TOTPPlace names where the secret of the second factor lies, for those who seal
// it: it opens for this user only.
func (u User) TOTPPlace() string { return "totp " + u.ID }

// SubjectOf is who a user is in a session.
func (u User) SubjectOf(session string) Subject {
	return Subject{ID: u.ID, Name: u.Name, Roles: u.Roles, Scope: u.Scope, Via: BySession, Session: session}
}
