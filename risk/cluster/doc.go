// Package cluster joins cells with more verified incidents than exposure
// explains into clusters, with what speaks for and against each.
//
// Zones come from a Detector. Hot is the one that rests on the tests of the
// score: cells whose closed neighbourhood is significant (upper tail of the
// negative binomial, Benjamini-Hochberg), connected across land. A scan
// statistic fits the same type. Straits and bays do not connect cells.
//
// P and Q of a cluster are those of its most significant member: the cluster
// was chosen by looking, so a tail of its own sum would promise too much.
// RR is the ratio inside to the ratio outside, (c/E)/((C-c)/(C-E)). Results
// are in the order of P, then of the lowest cell; identifiers come from the
// lowest cell. Cost: the links of the frame.
package cluster
