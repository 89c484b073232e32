// Package score turns cell aggregates into scores with reasons:
//
//	S = 100 (wP P + wH H + wO O)
//
// Each sub-score is a weighted mean of factors in 0..1, one file factor_*.go
// each, registered in registry.go. The points of the reasons, added in order,
// are the score bit for bit. Units: densities per km2 of land, lengths in
// metres, ages in days. Places are cells of a risk.Frame, in its order.
//
// O is the expected attributable share E[max(0, 1-1/RR)] with RR a posteriori
// Gamma(a+y, a+E); the reporting gap is E[max(0, 1-rho)] with rho likewise
// (Clayton & Kaldor 1987, doi:10.2307/2532003); a is the inverse of the
// overdispersion, which the policy bounds. Flags come from the negative
// binomial upper tail of the closed neighbourhood with variance
// sum(E) + alpha*sum(E^2), corrected by Benjamini-Hochberg
// (doi:10.1111/j.2517-6161.1995.tb02031.x). Intervals are 5 % and 95 % of
// posterior draws in which weights vary as Dirichlet and the overdispersion as
// its own posterior: the point estimate makes the score, but a few dozen
// incidents leave it too open for an interval to take it as known. See also the
// OECD/JRC Handbook on Constructing Composite Indicators (2008) for the
// sensitivity steps.
//
// Inputs hold counts of cells only; no record and no trait of a person comes
// this far. Everything is deterministic in inputs, policy and seed on any
// number of cores: every cell draws from its own stream. Cost: cells x draws.
package score
