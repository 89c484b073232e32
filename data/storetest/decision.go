package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"timpora/data"
	"timpora/geo"
	"timpora/risk"
)

// decision makes the n-th one, about a drawn visit.
func decision(n int) risk.Decision {
	return risk.Decision{
		Proposal: fmt.Sprintf("r-20260302-51.08.04.%d", 2001+n), Kind: risk.ProposalVisit, Run: ID(7, 1), State: risk.ProposalAccepted,
		By: "Kepala Seksi Inteldakim", Reason: "setuju; \u201cperangkat desa\u201d diberi tahu", Random: true, Prob: 1.0 / 3,
		Desa: []geo.AreaCode{geo.AreaCode(fmt.Sprintf("51.08.04.%d", 2001+n))}, From: "2026-03-02", Until: "2026-03-15", At: Epoch(),
	}
}

func decisions(t *testing.T, s *data.Store) {
	ctx := context.Background()
	_, err := s.Decision(ctx, decision(1).Proposal)
	wantKind(t, err, data.ErrNotFound)
	for _, n := range []int{2, 1} {
		noError(t, s.Decide(ctx, decision(n), nil))
	}
	other := decision(1)
	other.State, other.By, other.Prob = risk.ProposalRejected, "orang lain", 1
	wantKind(t, s.Decide(ctx, other, nil), data.ErrExists)
	wantEqual(t, must[risk.Decision](t)(s.Decision(ctx, decision(1).Proposal)), decision(1))
	late := decision(3)
	late.Proposal, late.From, late.Until = "o-20260316-k-1", "2026-03-16", "2026-03-29"
	noError(t, s.Decide(ctx, late, nil))
	wantEqual(t, must[[]risk.Decision](t)(s.Decisions(ctx, "2026-03-02")), []risk.Decision{decision(1), decision(2)})
	wantEqual(t, must[[]risk.Decision](t)(s.Decisions(ctx, "")), []risk.Decision{late, decision(1), decision(2)})
	bad := decision(4)
	bad.Reason = "a\x00b"
	wantKind(t, s.Decide(ctx, bad, nil), data.ErrText)
	noError(t, s.Check(ctx))
}

func decisionWithOperation(t *testing.T, s *data.Store) {
	ctx := context.Background()
	o := Batch(1).Operations[0]
	d := decision(1)
	d.Kind = risk.ProposalOperation
	noError(t, s.Decide(ctx, d, &o))
	wantEqual(t, records(t, s, never()).Operations, []risk.Operation{o})
	again := decision(2) // the operation of another proposal: neither may be stored
	wantKind(t, s.Decide(ctx, again, &o), data.ErrExists)
	_, err := s.Decision(ctx, again.Proposal)
	wantKind(t, err, data.ErrNotFound)
	bad, second := decision(3), Batch(2).Operations[0]
	bad.By = "\xff"
	wantKind(t, s.Decide(ctx, bad, &second), data.ErrText)
	wantEqual(t, len(records(t, s, never()).Operations), 1)
}

// oneDecides lets several people decide on one proposal at once.
func oneDecides(t *testing.T, s *data.Store) {
	var won atomic.Int64
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			d := decision(1)
			d.By = fmt.Sprintf("pejabat %d", n)
			switch err := s.Decide(context.Background(), d, nil); {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, data.ErrExists):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	wantEqual(t, won.Load(), int64(1))
}
