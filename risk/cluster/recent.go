package cluster

import (
	"timpora/risk"
	"timpora/risk/stat"
)

// Recent is the policy of the prospective scan.
type Recent struct {
	PeriodDays     int     // length of a period
	Periods        int     // looked at; a cylinder holds at most half of them
	Nearest        int     // most cells of a circle, by rings across land
	RecurrenceDays float64 // a signal must be rarer than once in so many days
}

// recent looks for places where the last periods hold more incidents than
// their exposure and their own past explain: a space-time scan of circles times
// runs of periods that end now, with the gamma-Poisson null (Kulldorff 2001,
// doi:10.1111/1467-985X.00186).
//
// Expected of a period and cell is the total of that period (which takes out
// seasons and the delay of verification) spread by exposure times the cell's
// ratio of incidents before the longest cylinder, shrunk as (a+y)/(a+E) with
// a = 1/Alpha: a cluster that merely goes on is not new.
func recent(neighbours [][]int32, evidence []Evidence, p Params, level float64) ([]Zone, error) {
	in := stat.SpaceTimeInput{Prospective: true, MaxDuration: max(1, p.Recent.Periods/2)}
	total := 0.0
	for period := p.Recent.Periods - 1; period >= 0; period-- { // oldest first
		row := make([]float64, len(evidence))
		for i, e := range evidence {
			if period < len(e.Recent) {
				row[i] = e.Recent[period]
				total += row[i]
			}
		}
		in.Cases = append(in.Cases, row)
	}
	if total < 2 {
		return nil, nil
	}
	in.Expected = expectedRecent(in.Cases, habits(evidence, in.MaxDuration, p.Alpha))
	in.Orders = stat.OrdersByRings(neighbours, p.Recent.Nearest)
	result, err := stat.ScanSpaceTime(in, p.options(stat.Split(p.Seed, partSpaceTime), stat.ShapeCircle, p.Recent.Nearest, level))
	if err != nil || len(result.Clusters) == 0 || !(result.Clusters[0].P <= level) {
		return nil, err
	}
	c := result.Clusters[0]
	days := (c.End - c.Start + 1) * p.Recent.PeriodDays
	return []Zone{{Cells: c.Members, Method: MethodSpaceTime, P: c.P, LLR: c.LLR, New: &risk.Signal{
		Since: p.At.AddDate(0, 0, -days), Observed: c.Cases, Expected: c.Expected, LLR: c.LLR, P: c.P,
		RecurrenceDays: stat.Recurrence(p.LookDays, c.P),
	}}}, nil
}

// habits is the share of each cell in what is expected now: its exposure times
// its shrunk ratio before the longest cylinder, sum 1.
func habits(evidence []Evidence, longest int, alpha float64) []float64 {
	before := make([]float64, len(evidence))
	var all, expected float64
	for i, e := range evidence {
		before[i] = e.Observed
		for _, now := range e.Recent[:min(longest, len(e.Recent))] {
			before[i] -= now
		}
		before[i] = max(0, before[i])
		all += before[i]
		expected += e.Expected
	}
	out, sum := make([]float64, len(evidence)), 0.0
	for i, e := range evidence {
		ratio := 1.0
		if alpha > 0 {
			ratio = (1/alpha + before[i]) / (1/alpha + float64(all*e.Expected/expected))
		}
		out[i] = float64(e.Expected * ratio)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// expectedRecent spreads the total of each period over the cells.
func expectedRecent(cases [][]float64, share []float64) [][]float64 {
	out := make([][]float64, len(cases))
	for t, row := range cases {
		total := 0.0
		for _, c := range row {
			total += c
		}
		out[t] = make([]float64, len(row))
		for i := range row {
			out[t][i] = float64(total * share[i])
		}
	}
	return out
}
