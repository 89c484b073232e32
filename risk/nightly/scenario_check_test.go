package nightly_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"timpora/geo"
	"timpora/risk"
)

// check tests one line of the "then" part.
func (s *story) check(w []string, before, after risk.Result) error {
	if w[0] == "no-cluster" {
		return holds(len(after.Clusters) == 0, "there are %d clusters", len(after.Clusters))
	}
	cell, ok := s.places[w[0]]
	if !ok {
		return fmt.Errorf("no place %q", w[0])
	}
	score := at(after, cell)
	switch w[1] {
	case "clustered", "not-clustered":
		in := clusterOf(after, cell).ID != ""
		return holds(in == (w[1] == "clustered"), "in a cluster: %v (q %.3g, observed %v, expected %.3f)", in, score.UpperQ, score.Observed, score.Expected)
	case "new", "not-new":
		c := clusterOf(after, cell)
		return holds((c.New != nil) == (w[1] == "new"), "new: %+v", c.New)
	case "candidate", "not-candidate":
		c := clusterOf(after, cell)
		return holds(c.Candidate == (w[1] == "candidate"), "candidate: %v (p %v, %d verified of %d origins)", c.Candidate, c.P, c.Verified, c.Origins)
	case "coastal", "inland":
		return holds(score.Coastal == (w[1] == "coastal"), "coastal: %v", score.Coastal)
	case "planned", "not-planned":
		kind := plannedAs(after.Plan, score.Desa)
		return holds((kind == w[2]) == (w[1] == "planned"), "in the plan as %q", kind)
	case "possible":
		pi := after.Plan.Probability(score.Desa)
		return holds(pi > 0 && pi <= 1, "visited with probability %v", pi)
	}
	is, err := measure(score, w[1])
	if err != nil {
		return err
	}
	was, _ := measure(at(before, cell), w[1])
	switch w[2] {
	case "same":
		return holds(is == was, "%v before, %v after", was, is)
	case "lower":
		return holds(is < was, "%v before, %v after", was, is)
	case "not-higher":
		return holds(is <= was, "%v before, %v after", was, is)
	}
	other, err := s.value(w[3:], after)
	if err != nil {
		return err
	}
	switch w[2] {
	case "<":
		return holds(is < other, "%v against %v", is, other)
	case "<=":
		return holds(is <= other, "%v against %v", is, other)
	case ">":
		return holds(is > other, "%v against %v", is, other)
	case "=":
		return holds(math.Abs(is-other) < 1e-4, "%v against %v", is, other)
	}
	return fmt.Errorf("unknown comparison %q", w[2])
}

// clusterOf is the cluster that holds a cell, without ID for none.
func clusterOf(r risk.Result, cell geo.Cell) risk.Cluster {
	for _, c := range r.Clusters {
		if slices.Contains(c.Cells, cell) {
			return c
		}
	}
	return risk.Cluster{}
}

// plannedAs is the kind of the ranked proposal for a desa, "" for none.
func plannedAs(p risk.Plan, desa geo.AreaCode) string {
	for _, one := range p.Proposals {
		if !one.Random && slices.Contains(one.Desa, desa) {
			return one.Kind
		}
	}
	return ""
}

func holds(ok bool, format string, args ...any) error {
	if ok {
		return nil
	}
	return fmt.Errorf(format, args...)
}

// value is a number, or the measure of another place.
func (s *story) value(w []string, r risk.Result) (float64, error) {
	if len(w) == 1 {
		return strconv.ParseFloat(w[0], 64)
	}
	return measure(at(r, s.places[w[0]]), w[1])
}

func at(r risk.Result, c geo.Cell) risk.Score {
	for _, s := range r.Scores {
		if s.Cell == c {
			return s
		}
	}
	return risk.Score{}
}

func measure(s risk.Score, name string) (float64, error) {
	switch name {
	case "score":
		return s.Score, nil
	case "P":
		return s.P, nil
	case "H":
		return s.H, nil
	case "O":
		return s.O, nil
	case "level":
		return float64(s.Level), nil
	case "rank":
		return float64(s.Rank), nil
	}
	for _, r := range s.Reasons {
		if r.Factor == name {
			return r.Value, nil
		}
	}
	return 0, fmt.Errorf("unknown measure %q", name)
}
