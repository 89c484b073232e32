package storetest

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"timpora/data"
	"timpora/risk"
	"timpora/risk/audit"
)

// Opener opens an empty store that is closed with the test.
type Opener func(t *testing.T) *data.Store

// Run runs the whole suite.
func Run(t *testing.T, open Opener) {
	for _, c := range []struct {
		name string
		test func(*testing.T, *data.Store)
	}{
		{"every column comes back", roundTrip},
		{"a repeated batch adds nothing", idempotent},
		{"a batch is stored whole or not at all", wholeOrNothing},
		{"a cancelled batch leaves nothing", cancelled},
		{"reads as of a time", asOf},
		{"states of a report", reportStates},
		{"a verification after recording is not known before", verifiedLater},
		{"concurrent writers", concurrentWriters},
		{"readers see whole batches", readersSeeWholeBatches},
		{"runs", runs},
		{"boundary sets", boundarySets},
		{"activation re-locates", activation},
		{"a failed activation changes nothing", failedActivation},
		{"nights", nights},
		{"a night needs the lease", nightNeedsLease},
		{"lease", lease},
		{"imports, counts, settings", bookkeeping},
		{"decisions", decisions},
		{"a decision and its operation are one", decisionWithOperation},
		{"one of many decides", oneDecides},
		{"users", usersKept},
		{"what a change of a user ends", changeEnds},
		{"the last administrator stays", lastAdministrator},
		{"changes at once lose nothing", changesAtOnce},
		{"sessions", sessionsKept},
		{"a session is replaced, never doubled", sessionReplaced},
		{"a disabled user is not signed in", disabledAndSignedIn},
		{"tokens", tokensKept},
		{"a token has no more than its owner", tokenUnderOwner},
		{"uses of a token", tokenUses},
		{"against a model", model},
		{"keys turn over", rotation},
		{"keys turn over beside writers", rotationBesideWriters},
		{"a personal read has a purpose and is noted", personalReads},
		{"erasure", erasure},
		{"tombstones erase again", replay},
		{"retention erases what is due and nothing else", retained},
		{"what a breach touched", touched},
		{"old audit entries go from the beginning", oldEntries},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

// officer reads personal data for a stated purpose.
func officer() context.Context {
	return audit.With(context.Background(), audit.Actor{ID: "u1", Name: "petugas", Via: "session", Purpose: "pemeriksaan laporan"})
}

func never() time.Time { return Epoch().AddDate(100, 0, 0) }

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func noError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantKind(t *testing.T, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("error %v, want %v", err, kind)
	}
}

func wantEqual(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got  %+v\nwant %+v", got, want)
	}
}

func add(t *testing.T, s *data.Store, b data.Batch) data.Added {
	t.Helper()
	return must[data.Added](t)(s.AddRecords(context.Background(), b))
}

func records(t *testing.T, s *data.Store, at time.Time) risk.Records {
	t.Helper()
	return must[risk.Records](t)(s.Records(context.Background(), at))
}
