// Package simulate measures how honest the pipeline is: on worlds whose truth
// is known it counts false alarms, planted clusters that are found, and
// intervals that hold the truth.
//
// A world is drawn from the exposure of a real area: incidents of a cell are
// Poisson with mean total x exposure x ratio, and so are the reports that
// nobody has proven. Ratios are 1, or Gamma(shape, shape), which makes counts
// overdispersed by 1/shape; a planted zone multiplies them by its rate. The
// age of an event is drawn over the window so that the expectations of plain
// and of decayed counts both follow the exposure.
//
// What is judged is a Pipeline, a function from a world to what it says of it;
// package nightly wires the real one. Shares come with the 95 % interval of
// Wilson; a share is of worlds, never of cells of one world.
//
// Ages are days. Everything is deterministic in plan and land on any number of
// cores: every world has its own stream. Cost: worlds x the pipeline.
package simulate
