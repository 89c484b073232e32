// Package plan turns candidate clusters and blind spots into proposals for a
// period: joint operations (operasi gabungan) and visits to desa (SI RAJA
// GARANG), within the hours of the team. It proposes; a named person decides.
//
// Ranked stops come first: the candidates, then the desa where most could be
// unseen (a cell with much of the hidden sub-score, not visited lately). Beside
// them at least the share RandomShare of all stops is drawn from the other
// desa of the area, so that finds of our own visits can be weighed by the
// probability of the visit and do not feed back into where we look (Ensign et
// al. 2018, arXiv:1706.09847).
//
// # The draw
//
// Simple random sampling without replacement of k out of the N desa that are
// no ranked stop: k and N are fixed before the draw and do not depend on it,
// hence every one of the N has the inclusion probability k/N exactly (Cochran
// 1977, Sampling Techniques, 2.1). Each desa has a random number of its own in
// a period and the k smallest are taken, so that a change of the ranking
// between two nights changes at most as many drawn desa (permanent random
// numbers, Ohlsson 1995, doi:10.1002/9781118150504.ch9). To keep k free of the
// outcome, the hours of the farthest desa are set aside for each drawn stop.
//
// # Hours and order
//
// Distances are straight lines in metres on the WGS 84 ellipsoid, without
// roads; roads are taken as Detour times longer. Each stop is charged a return
// trip of its own. The order of stops is one round from the office: exact up to
// nine stops, beyond them the better of nearest neighbour and the given order,
// each improved by 2-opt. By the triangle inequality the round is never longer
// than the return trips, so the hours hold in either way of travelling.
//
// Deterministic in its arguments. Cost: the cells of the frame, and the square
// of the number of stops.
package plan
