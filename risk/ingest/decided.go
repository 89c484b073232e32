package ingest

import (
	"slices"

	"timpora/risk"
)

// decided is the accepted proposal that a row belongs to: its probability is
// taken from the decision, never from the file. A proposal that nobody
// accepted, or of another desa than the row's, is refused.
func (r *row) decided(s risk.Stamp) (risk.Decision, bool) {
	id := r.text("proposal")
	if id == "" {
		return risk.Decision{}, false
	}
	var d risk.Decision
	known := false
	if r.o.Decided != nil {
		d, known = r.o.Decided(id)
	}
	switch {
	case !known:
		r.reject("proposal", "proposal_unknown", "")
	case d.State != risk.ProposalAccepted:
		r.reject("proposal", "proposal_rejected", "")
	case s.Desa != "" && !slices.Contains(d.Desa, s.Desa):
		r.reject("proposal", "proposal_elsewhere", "")
	default:
		return d, true
	}
	return risk.Decision{}, false
}
