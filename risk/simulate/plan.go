package simulate

import (
	"errors"
	"fmt"
	"math"
)

// ErrPlan refuses a plan.
var ErrPlan = errors.New("simulate")

// The goals that results are held against.
const (
	GoalPoisson   = 0.05 // share of null worlds with any false cluster
	GoalDispersed = 0.07 // the same with overdispersion
	GoalCoverLow  = 0.86 // share of truths in intervals of 90 %
	GoalCoverHigh = 0.94
	leastPowered  = 50 // worlds for each planted rate, if there are as many
	poweredPart   = 5  // one in so many worlds for each planted rate
	mostWorlds    = 1_000_000
	mostEvents    = 1_000_000
	shapeNone     = 0.0
	partNull      = 1
	partPower     = 2
	busyPart      = 10 // the tenth of the cells with the most exposure
	confidence    = 0.95
)

// Plan says what to simulate.
type Plan struct {
	Worlds    int       // null worlds of each kind
	Shape     float64   // of the gamma ratios of overdispersed worlds
	Plant     []float64 // rates of planted zones
	Incidents float64   // expected in the window, beside what is planted
	Unproven  float64   // reports that nobody has proven, likewise
	Seed      uint64
}

func (p Plan) check() error {
	switch {
	case p.Worlds < 1 || p.Worlds > mostWorlds:
		return fmt.Errorf("%w: %d worlds, want 1 to %d", ErrPlan, p.Worlds, mostWorlds)
	case !(p.Shape > 0) || math.IsInf(p.Shape, 1):
		return fmt.Errorf("%w: gamma shape %v, want above 0", ErrPlan, p.Shape)
	case !(p.Incidents > 0 && p.Incidents <= mostEvents):
		return fmt.Errorf("%w: %v incidents, want above 0 and at most %d", ErrPlan, p.Incidents, mostEvents)
	case !(p.Unproven >= 0 && p.Unproven <= mostEvents):
		return fmt.Errorf("%w: %v reports, want 0 to %d", ErrPlan, p.Unproven, mostEvents)
	}
	for _, rate := range p.Plant {
		if !(rate > 1 && rate <= 1000) {
			return fmt.Errorf("%w: planted rate %v, want above 1 and at most 1000", ErrPlan, rate)
		}
	}
	return nil
}

// powered is the number of worlds of each planted rate.
func (p Plan) powered() int { return min(p.Worlds, max(leastPowered, p.Worlds/poweredPart)) }

// batch is a number of worlds of one kind.
type batch struct {
	kind   Kind
	worlds int
	part   uint64 // of the seed
}

func (p Plan) batches() []batch {
	var out []batch
	shapes := []float64{shapeNone, p.Shape}
	for k, shape := range shapes {
		out = append(out, batch{Kind{Shape: shape}, p.Worlds, uint64(10*partNull + k)})
	}
	for k, shape := range shapes {
		for n, rate := range p.Plant {
			out = append(out, batch{Kind{Shape: shape, Rate: rate}, p.powered(), uint64(1000*partPower + 100*n + k)})
		}
	}
	return out
}
