package cluster

import (
	"slices"

	"timpora/risk"
	"timpora/risk/stat"
)

// The parts of the work that draw at random.
const (
	partFlexible  = 1
	partSpaceTime = 2
)

// mostZones bounds how many clusters one map can have.
const mostZones = 50

// Scan is the detector of the published clusters: zones of the flexible scan,
// then hot cells that touch none of them, then signals of the space-time scan.
// A signal that touches a zone becomes a mark of it; one that stands alone
// becomes a zone of its own.
//
// The three share p.Level: the space-time scan spends
// LookDays/Recent.RecurrenceDays of it, the hot cells HotLevel, the flexible
// scan the rest, so that the chance of any false cluster on a map without one
// is at most p.Level.
func Scan(frame risk.Frame, evidence []Evidence, p Params) ([]Zone, error) {
	neighbours := make([][]int32, len(frame.Cells))
	for i, c := range frame.Cells {
		neighbours[i] = c.Neighbours
	}
	forRecent := p.LookDays / p.Recent.RecurrenceDays
	zones, err := flexible(neighbours, evidence, p, p.Level-p.HotLevel-forRecent)
	if err != nil {
		return nil, err
	}
	signals, err := recent(neighbours, evidence, p, forRecent)
	if err != nil {
		return nil, err
	}
	return join(join(zones, hot(neighbours, evidence, p, p.HotLevel)), signals), nil
}

// join adds the zones that touch none of the others. One that does is left
// out; if it is a signal, it marks those that it touches.
func join(zones, more []Zone) []Zone {
	for _, m := range more {
		alone := true
		for i := range zones {
			if touches(zones[i], m) {
				alone = false
				if zones[i].New == nil {
					zones[i].New = m.New
				}
			}
		}
		if alone {
			zones = append(zones, m)
		}
	}
	return zones
}

func touches(a, b Zone) bool {
	return slices.ContainsFunc(a.Cells, func(i int32) bool { return slices.Contains(b.Cells, i) })
}

// flexible runs the restricted flexible scan with the gamma-Poisson null again
// and again, each time without the cells of the zone found before (Zhang,
// Assuncao & Kulldorff 2010, doi:10.1155/2010/642379), until the best zone is
// no longer significant. On a map without any cluster only the first scan can
// raise an alarm, so the level holds; a strong cluster does not hide a weaker
// one. P of a later zone is never below that of an earlier one.
func flexible(neighbours [][]int32, evidence []Evidence, p Params, level float64) ([]Zone, error) {
	in := stat.ScanInput{Neighbours: neighbours, Orders: stat.OrdersByRings(neighbours, p.Nearest)}
	in.Cases, in.Expected = make([]float64, len(evidence)), make([]float64, len(evidence))
	total := 0.0
	for i, e := range evidence {
		in.Cases[i], in.Expected[i] = e.Observed, e.Expected
		total += e.Observed
	}
	var zones []Zone
	worst := 0.0
	for step := range uint64(mostZones) {
		if total < 2 {
			break
		}
		result, err := stat.Scan(in, p.options(stat.Split(stat.Split(p.Seed, partFlexible), step), stat.ShapeRestricted, p.Nearest, level))
		if err != nil {
			return nil, err
		}
		if len(result.Clusters) == 0 || !(result.Clusters[0].P <= level) {
			break
		}
		best := result.Clusters[0]
		worst = max(worst, best.P)
		zones = append(zones, Zone{Cells: best.Members, Method: MethodFlexible, P: worst, LLR: best.LLR})
		for _, i := range best.Members {
			total -= in.Cases[i]
			in.Cases[i], in.Expected[i] = 0, 0
		}
	}
	return zones, nil
}

// options are those of one scan at a level. It stops as soon as its best zone
// cannot be significant any more: so many replications that reach it leave p
// above the level whatever follows; what is published has all of them. Alpha
// is fixed by the policy: an estimate from a few dozen incidents is so
// uncertain that it would let one null map in eight raise an alarm.
func (p Params) options(seed uint64, shape stat.Shape, nearest int, level float64) stat.ScanOptions {
	return stat.ScanOptions{
		Shape: shape, Null: stat.NullGammaPoisson, Alpha: p.Alpha, K: nearest, Restrict: p.Restrict,
		Replications: p.Replications, Stop: int(level*float64(p.Replications+1)) + 1, Clusters: 1, Seed: seed, Workers: p.Workers,
	}
}
