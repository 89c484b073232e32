package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"timpora/api"
	"timpora/data"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
)

func (a *app) decideCommand(o *planFlags, name, state string) *cobra.Command {
	var by, reason string
	cmd := &cobra.Command{
		Use:   name + " ID",
		Short: a.say(map[string]string{"accept": "Menyetujui usulan / accept a proposal", "reject": "Menolak usulan / reject a proposal"}[name], ""),
		Args:  usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			by, reason = strings.TrimSpace(by), strings.TrimSpace(reason)
			if by == "" || reason == "" {
				return &usageError{errors.New(a.say("--by NAMA dan --reason ALASAN wajib: keputusan ada pada orang yang disebut namanya",
					"--by NAME and --reason TEXT are needed: a named person decides"))}
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			return a.decide(cmd.Context(), s, *o, risk.Decision{Proposal: args[0], State: state, By: by, Reason: reason})
		},
	}
	cmd.Flags().StringVar(&by, "by", "", "who decides / nama pejabat")
	cmd.Flags().StringVar(&reason, "reason", "", "why / alasan")
	return cmd
}

// decide stores a decision about a proposal of the chosen plan.
func (a *app) decide(ctx context.Context, s *session, o planFlags, d risk.Decision) error {
	run, plan, err := a.planOf(ctx, s, o)
	if err != nil {
		return err
	}
	d, err = s.settle(ctx, run.ID, plan, d, a.now())
	switch {
	case errors.Is(err, api.ErrNotFound):
		return fmt.Errorf(a.say("tidak ada usulan %s dalam rencana penilaian %s", "there is no proposal %s in the plan of run %s"), d.Proposal, run.ID)
	case errors.Is(err, api.ErrEnded):
		return fmt.Errorf(a.say("masa usulan berakhir %s", "the period of the proposal ended on %s"), plan.Until)
	case errors.Is(err, api.ErrDecided):
		return a.decidedBefore(ctx, s, d.Proposal, err)
	case err != nil:
		return err
	}
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "decision": d})
		return nil
	}
	fmt.Fprintf(a.out, a.say("%s: %s oleh %s\n", "%s: %s by %s\n"), d.Proposal, a.stateName(d.State), d.By)
	return nil
}

// settle completes a decision about a proposal of a plan and stores it.
func (s *session) settle(ctx context.Context, run string, plan risk.Plan, d risk.Decision, now time.Time) (risk.Decision, error) {
	one, ok := proposal(plan, d.Proposal)
	if !ok {
		return d, api.ErrNotFound
	}
	from, until, err := bounds(plan)
	if err != nil {
		return d, err
	}
	if now.After(until) {
		return d, api.ErrEnded
	}
	d.Kind, d.Run, d.Random, d.Prob, d.Desa, d.From, d.Until = one.Kind, run, one.Random, one.Prob, one.Desa, plan.From, plan.Until
	d.At = now.UTC().Truncate(time.Microsecond)
	var operation *risk.Operation
	if one.Kind == risk.ProposalOperation {
		made := newOperation(one, d, from, until)
		operation = &made
	}
	if err = s.Store.Decide(ctx, d, operation); errors.Is(err, data.ErrExists) {
		err = fmt.Errorf("%w: %w", api.ErrDecided, err)
	}
	return d, err
}

// Decide stores what somebody who signed in decided.
func (b backend) Decide(ctx context.Context, run *risk.Run, d risk.Decision) error {
	_, err := b.s.settle(ctx, run.ID, run.Result.Plan, d, b.a.now())
	return err
}

// Decisions are those about the proposals of a period.
func (b backend) Decisions(ctx context.Context, from string) ([]risk.Decision, error) {
	return b.s.Store.Decisions(ctx, from)
}

// decidedBefore says who decided already.
func (a *app) decidedBefore(ctx context.Context, s *session, id string, cause error) error {
	d, err := s.Decision(ctx, id)
	if err != nil {
		return cause
	}
	return fmt.Errorf(a.say("%s sudah diputuskan: %s oleh %s pada %s", "%s was decided already: %s by %s on %s"),
		id, a.stateName(d.State), d.By, d.At.In(wita()).Format(time.DateOnly))
}

func proposal(p risk.Plan, id string) (risk.Proposal, bool) {
	for _, one := range p.Proposals {
		if one.ID == id {
			return one, true
		}
	}
	return risk.Proposal{}, false
}

// bounds are the first and the last moment of the period.
func bounds(p risk.Plan) (from, until time.Time, err error) {
	if from, err = time.ParseInLocation(time.DateOnly, p.From, wita()); err != nil {
		return from, until, err
	}
	until, err = time.ParseInLocation(time.DateOnly, p.Until, wita())
	return from, until.AddDate(0, 0, 1).Add(-time.Second), err
}

// newOperation is the record of a proposed operation, as it was decided.
// Orders, signatories and results come later.
func newOperation(one risk.Proposal, d risk.Decision, from, until time.Time) risk.Operation {
	return risk.Operation{
		Stamp: risk.Stamp{
			ID: uuid.Must(uuid.NewV7()).String(), Key: "proposal:" + one.ID, Source: "OPERASI", RecordedAt: d.At, RecordedBy: d.By,
			Desa: one.Desa[0], Cell: bucket.Cell(one.Point, 10), Point: one.Point, Quality: risk.QualityDesa,
		},
		Kind: "khusus", Area: common(one.Desa), Cluster: one.Cluster, Approver: d.By, State: d.State,
		Start: from.UTC(), End: until.UTC(), Agencies: one.Agencies,
	}
}

// common is the smallest area that holds all desa, "" beyond a kabupaten.
func common(desa []geo.AreaCode) geo.AreaCode {
	for _, area := range []geo.AreaCode{desa[0], desa[0].Kecamatan(), desa[0].Kabupaten()} {
		all := true
		for _, d := range desa {
			all = all && d.Within(area)
		}
		if all {
			return area
		}
	}
	return ""
}

// decided looks decisions up by proposal.
func (s *session) decided(ctx context.Context) (func(string) (risk.Decision, bool), error) {
	all, err := s.Decisions(ctx, "")
	if err != nil {
		return nil, err
	}
	by := make(map[string]risk.Decision, len(all))
	for _, d := range all {
		by[d.Proposal] = d
	}
	return func(id string) (risk.Decision, bool) { d, ok := by[id]; return d, ok }, nil
}
