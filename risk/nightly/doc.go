// Package nightly is the main path of a run: records in, a stored run out.
// Run reads like the list of its steps; Source and Sink are all that it needs
// of the world. Compute is the same without reading or writing, Verify repeats
// a stored run and compares the bytes.
//
// Aggregate is the place where personal records stop: it turns records as
// known at a moment into counts of cells (score.Inputs), and nothing else goes
// on. Known means recorded by then; a verification counts from its own date.
// Distinct persons are counted by their keyed hash, unknown ones by the number
// of persons that the record states. Tallies counts them once in each area too,
// for disclosure, with the noise that lower tiers see; noise takes the secret of
// the job, and is stored with the inputs, so that Verify needs no secret.
//
// Propose makes the plan of a period from what a run found; Evaluate makes the
// one of the first Monday on or after the run, so that it is stored, digested
// and verified with the run.
//
// NewFrame builds the study area from land cells of resolution 10. Points are
// WGS 84, longitude first; lengths are metres, areas km2 on the ellipsoid.
// Everything is deterministic in records, policy, frame and seed on any number
// of cores: identifiers are made from digests, not drawn.
//
// Cost: one sort of the records, then cells x draws; a run of the office takes
// about a second.
package nightly
