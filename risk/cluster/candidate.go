package cluster

import "timpora/risk"

// Candidate reports whether a cluster meets the policy for proposing a joint
// operation: a zone of the flexible scan that is significant, would turn up by
// chance rarely enough when the map is looked at every day, and holds enough
// verified incidents from enough origins. A named person decides; the program
// starts none.
func Candidate(c risk.Cluster, p Params) bool {
	return c.Method == MethodFlexible &&
		c.P <= p.CandidateP && c.RecurrenceDays >= p.CandidateDays &&
		c.Verified >= p.CandidateIncidents && c.Observed >= float64(p.CandidateIncidents) &&
		c.Origins >= p.CandidateOrigins
}
