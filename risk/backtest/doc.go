// Package backtest judges a ranking of places by what came after it.
//
// At each of at least twelve cut-offs (rolling origin) a Cutter gives the
// ranking from what was known by then, beside four that need no score: the
// counts of the last period, the long-run rate, the exposure alone, and
// chance. After a gap as long as the reporting delay a horizon opens, and the
// incidents that occurred in it are the outcome; the land, its borders and
// the persons that denominate stay as they were at the cut-off. Incidents
// that only a visit of our own found are left out unless the visit was drawn
// at random: a ranking must not be praised for where it sent people.
//
// Measures are pooled over the origins, sum over sum: hit rate n/N, PAI
// (n/N)/(a/A) with land or persons as the extent (Chainey, Tompson & Uhlig
// 2008, doi:10.1057/palgrave.sj.8350066), PEI* n/n* (NIJ 2017), precision of
// the flagged cells, incidents an hour of visits. Ties go to the lower cell.
// Intervals are 5 % and 95 % of resamples of whole origins (Efron & Tibshirani
// 1993, chapter 13); differences resample both rankings together.
//
// A score is no probability. For the Brier score each ranking gets a forecast
// of its own, a logistic curve in log(1 + value/mean) with a slope not below 0,
// fitted on earlier origins whose horizon had ended, with what was known of it
// by the cut-off (Platt 1999 with the targets of Lin, Lin & Weng 2007,
// doi:10.1007/s10994-007-5018-6). Skill is against the base rate of the very
// origins judged, which no forecaster knows.
//
// What records cannot tell is taken as it is now: a change without a date of
// its own (the registration of a premises, the grade of a report).
//
// Times are moments, lengths days of 24 hours, areas km2. Everything is
// deterministic in ground, plan and cutter. Cost: origins x (cutter + cells x
// log(cells) x 100 draws of chance).
package backtest
