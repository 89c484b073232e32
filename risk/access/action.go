package access

import "slices"

// Action is what a route needs.
type Action string

// The actions. Each route of the service declares one of them.
const (
	Open       Action = "open"        // the page, documents, boundaries, locating, figures of areas by tier
	SignedIn   Action = "signed_in"   // one's own account
	SeeCells   Action = "see_cells"   // cells, clusters, coverage, runs; by tier
	SeeExact   Action = "see_exact"   // plans and what the team did, exact
	SeeNight   Action = "see_night"   // daily reports of the whole working area
	SeePersons Action = "see_persons" // single stays; with a purpose
	DecidePlan Action = "decide_plan" // a named person accepts or rejects
	Import     Action = "import"      // files of records
	OwnTokens  Action = "own_tokens"  // tokens with no more than one's own rights
	Manage     Action = "manage"      // users, tokens of all, sessions, seeing as another
	SeeAudit   Action = "see_audit"   // the audit trail
	Privacy    Action = "privacy"     // retention and erasure
)

// Actions lists all.
func Actions() []Action {
	return []Action{Open, SignedIn, SeeCells, SeeExact, SeeNight, SeePersons, DecidePlan, Import, OwnTokens, Manage, SeeAudit, Privacy}
}

// may reports whether a role has the right to an action somewhere.
func (r Role) may(a Action) bool {
	switch a {
	case Open:
		return true
	case SignedIn:
		return r != Public
	case SeeCells:
		return !slices.Contains([]Role{Public, Reporter}, r)
	case SeeExact, SeeNight, SeePersons:
		return r == Officer || r == Planner
	case DecidePlan:
		return r == Planner
	case Import:
		return r == Officer || r == Planner || r == Administrator
	case OwnTokens:
		return r == Member || r == Officer || r == Planner || r == Administrator
	case Manage, Privacy:
		return r == Administrator
	case SeeAudit:
		return r == Auditor || r == Administrator
	}
	return false
}

// whole reports whether an action concerns the whole working area, so that a
// subject with a scope may not take it.
func (a Action) whole() bool {
	return slices.Contains([]Action{SeeNight, Import, Manage, SeeAudit, Privacy}, a)
}

// byToken reports whether a token may stand for its owner in an action. A token
// reads; what changes something needs a person who signed in, except imports,
// which scripts send.
func (a Action) byToken() bool {
	return slices.Contains([]Action{Open, SeeCells, SeeExact, SeeNight, SeePersons, Import}, a)
}
