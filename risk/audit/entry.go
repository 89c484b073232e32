package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"timpora/geo"
)

// Actor is who acts, carried by the context of a request or a command.
type Actor struct {
	ID      string `json:"id,omitempty"`   // of the user; "" for the public
	Name    string `json:"name,omitempty"` // of the user, "token:NAME" or "local:NAME"
	As      string `json:"as,omitempty"`   // user as whom an administrator sees
	Via     string `json:"via,omitempty"`  // session, token, path_token, local
	Network string `json:"network,omitempty"`
	Purpose string `json:"purpose,omitempty"` // of personal reads
}

type actorKey struct{}

// With gives a context in which the actor acts.
func With(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, actorKey{}, a) }

// From is the actor of a context, the zero value for none.
func From(ctx context.Context) Actor {
	a, _ := ctx.Value(actorKey{}).(Actor)
	return a
}

// The outcomes.
const (
	Done    = "done"
	Refused = "refused"
	Failed  = "failed"
)

// Event is what happened.
type Event struct {
	Action  string            `json:"action"`           // such as import, decide, sign_in, read_persons
	Object  string            `json:"object,omitempty"` // kind and id, such as proposal:0190...
	Area    geo.AreaCode      `json:"area,omitempty"`
	Outcome string            `json:"outcome"`
	Detail  map[string]string `json:"detail,omitempty"` // codes and counts; never personal data
}

// Hash is a SHA-256. As text it is hexadecimal, in lower case.
type Hash [sha256.Size]byte

// String is the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText is String.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText is the reverse of String.
func (h *Hash) UnmarshalText(text []byte) error {
	parsed, err := ParseHash(string(text))
	if err == nil {
		*h = parsed
	}
	return err
}

// ParseHash is the reverse of String.
func ParseHash(text string) (Hash, error) {
	var h Hash
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(h) || hex.EncodeToString(b) != text {
		return h, fmt.Errorf("%.70q is no SHA-256 in hexadecimal", text)
	}
	copy(h[:], b)
	return h, nil
}

// Entry is one link of the chain.
type Entry struct {
	Seq   int64     `json:"seq"` // from 1, without gaps
	At    time.Time `json:"at"`  // UTC, to the microsecond
	Actor Actor     `json:"actor"`
	Event Event     `json:"event"`
	Prev  Hash      `json:"-"` // hash of the entry before; not part of what is hashed here
	Hash  Hash      `json:"-"`
}

// Canonical is what the hash covers besides the hash before.
func (e Entry) Canonical() ([]byte, error) {
	e.At = e.At.UTC().Truncate(time.Microsecond)
	b, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("audit entry %d: %w", e.Seq, err)
	}
	return b, nil
}

// Sum is the hash that an entry must have behind the one before it.
func (e Entry) Sum(before Hash) (Hash, error) {
	b, err := e.Canonical()
	if err != nil {
		return Hash{}, err
	}
	h := sha256.New()
	h.Write(before[:])
	h.Write(b)
	return Hash(h.Sum(nil)), nil
}

// Line is an entry as exports and the API show it: the canonical JSON with prev
// and hash behind event.
func (e Entry) Line() ([]byte, error) {
	b, err := e.Canonical()
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(b[:len(b)-1], `,"prev":"%s","hash":"%s"}`, e.Prev, e.Hash), nil
}
