package api

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"timpora/risk"
)

// What Decisions answers to a decision that cannot be stored.
var (
	ErrDecided = errors.New("decided already")
	ErrEnded   = errors.New("the period has ended")
)

// The limits of the body of a decision.
const (
	mostDecision = 8 << 10 // bytes
	mostReason   = 2000    // characters
)

type decisionBody struct {
	Accept *bool  `json:"accept"`
	Reason string `json:"reason"`
}

// decide stores what the person who signed in decided about a proposal. A proposal
// is decided once; one outside the scope does not exist for the sender.
func (s *Server) decide(c echo.Context) error {
	if err := newQuery(c.QueryParams()).done(); err != nil {
		return err
	}
	v, err := s.seen(c, nil)
	if err == nil {
		err = v.needRun()
	}
	if err != nil {
		return err
	}
	body, err := readDecision(c)
	if err != nil {
		return err
	}
	plan := v.Run.Result.Plan
	at := slices.IndexFunc(plan.Proposals, func(p risk.Proposal) bool { return p.ID == c.Param("id") })
	if at < 0 {
		return notFound("no such proposal in the current plan")
	}
	d := risk.Decision{Proposal: plan.Proposals[at].ID, State: risk.ProposalRejected, By: SubjectOf(c.Request().Context()).Name, Reason: body.Reason}
	if *body.Accept {
		d.State = risk.ProposalAccepted
	}
	ctx := c.Request().Context()
	switch err := s.o.Decisions.Decide(ctx, v.Run, d); {
	case errors.Is(err, ErrDecided):
		return problem(http.StatusConflict, "decided", "this proposal was decided already")
	case errors.Is(err, ErrEnded):
		return problem(http.StatusConflict, "period_ended", "the period of this proposal has ended")
	case err != nil:
		return err
	}
	decided, err := s.o.Decisions.Decisions(ctx, plan.From)
	if err != nil {
		return err
	}
	return s.json(c, http.StatusOK, v.proposed(plan.Proposals[at], decided))
}

func readDecision(c echo.Context) (decisionBody, error) {
	var body decisionBody
	if err := readBody(c, mostDecision, &body); err != nil {
		return body, err
	}
	body.Reason = strings.TrimSpace(body.Reason)
	switch n := utf8.RuneCountInString(body.Reason); {
	case body.Accept == nil:
		return body, badParam("accept", "want true or false")
	case n == 0 || n > mostReason:
		return body, badParam("reason", "a reason of 1 to 2000 characters is needed")
	}
	return body, nil
}
