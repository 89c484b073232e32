// Package cluster finds connected cells with more verified incidents than
// exposure explains, and says what speaks for and against each cluster.
//
// Zones come from a Detector. Scan is the one that decides: the restricted
// flexible scan on the land cell graph (straits and bays do not connect cells)
// with the gamma-Poisson null, connected hot cells that it leaves out, and a
// prospective space-time scan for what is new. Their p-values are of the whole
// map and they share one level, so that the chance of any false cluster on a
// map without one is at most that of the policy. Q is that of a cluster's
// hottest cell in the score's own tests; a cluster without a hot cell carries
// that as counter-evidence.
//
// RR is the ratio inside to the ratio outside, (c/E)/((C-c)/(C-E)), of the
// whole window. The recurrence interval is the time between two runs over P:
// how often chance alone would bring a cluster as strong. Results are in the
// order of P, then of the larger LLR, then of the lowest cell; identifiers come
// from the lowest cell. Same arguments, same bytes, on any number of workers.
// Cost: replications x cells.
package cluster
