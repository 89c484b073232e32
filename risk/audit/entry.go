package audit

import (
	"context"
	"crypto/sha256"
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

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// Entry is one link of the chain.
type Entry struct {
	Seq   int64     `json:"seq"` // from 1, without gaps
	At    time.Time `json:"at"`  // UTC, to the microsecond
	Actor Actor     `json:"actor"`
	Event Event     `json:"event"`
	Hash  Hash      `json:"-"`
}

// Sum is the hash that an entry must have behind the one before it.
func (e Entry) Sum(before Hash) (Hash, error) {
	e.At = e.At.UTC().Truncate(time.Microsecond)
	b, err := json.Marshal(e)
	if err != nil {
		return Hash{}, fmt.Errorf("audit entry %d: %w", e.Seq, err)
	}
	h := sha256.New()
	h.Write(before[:])
	h.Write(b)
	return Hash(h.Sum(nil)), nil
}
