package score

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"timpora/risk"
)

// badKey is a broken rule of a policy.
type badKey struct{ key, rule string }

// rule is one condition on the value of a key; ok must be false for NaN.
type rule struct {
	key  string
	ok   bool
	want string
}

func firstBroken(rules []rule) *badKey {
	for _, r := range rules {
		if !r.ok {
			return &badKey{r.key, "must be " + r.want}
		}
	}
	return nil
}

func (p Policy) check() *badKey {
	for _, step := range []func() *badKey{p.checkFactors, p.checkWeights, p.checkFigures, p.checkCluster, p.checkLists, p.checkPlan} {
		if bad := step(); bad != nil {
			return bad
		}
	}
	return nil
}

func (p Policy) checkFactors() *badKey {
	for _, code := range slices.Sorted(maps.Keys(p.Factor)) {
		if !slices.ContainsFunc(registry(), func(f factor) bool { return f.code == code }) {
			return &badKey{"factor." + code, "unknown factor"}
		}
		s := p.Factor[code]
		bad := firstBroken([]rule{
			{"factor." + code + ".weight", share(s.Weight), "0 to 1"},
			{"factor." + code + ".cap", positive(s.Cap), "above 0"},
		})
		if bad != nil {
			return bad
		}
	}
	return nil
}

func (p Policy) checkWeights() *badKey {
	bad := firstBroken([]rule{
		{"weights.P", share(p.Weights.P), "0 to 1"},
		{"weights.H", share(p.Weights.H), "0 to 1"},
		{"weights.O", share(p.Weights.O), "0 to 1"},
		{"weights", sumsToOne(p.Weights.P, p.Weights.H, p.Weights.O), "weights that sum to 1"},
		{"exposure.persons", share(p.Exposure.Persons), "0 to 1"},
		{"exposure.lodging", share(p.Exposure.Lodging), "0 to 1"},
		{"exposure.land", share(p.Exposure.Land) && p.Exposure.Land > 0, "above 0, at most 1"},
		{"exposure", sumsToOne(p.Exposure.Persons, p.Exposure.Lodging, p.Exposure.Land), "shares that sum to 1"},
	})
	if bad != nil {
		return bad
	}
	for _, sub := range []risk.Sub{risk.SubPotential, risk.SubHidden, risk.SubOccurred} {
		var weights []float64
		for _, f := range registry() {
			if f.sub == sub {
				weights = append(weights, p.Factor[f.code].Weight)
			}
		}
		if !sumsToOne(weights...) {
			return &badKey{"factor", fmt.Sprintf("weights of sub-score %s must sum to 1", sub)}
		}
	}
	return nil
}

func (p Policy) checkFigures() *badKey {
	return firstBroken([]rule{
		{"version", p.Version != "", "a name"},
		{"time.window_days", p.Time.WindowDays > 0 && p.Time.WindowDays <= 7300, "1 to 7300"},
		{"time.half_life_days", positive(p.Time.HalfLifeDays), "above 0"},
		{"time.visit_days", p.Time.VisitDays > 0, "above 0"},
		{"stays.recent_days", p.Stays.RecentDays > 0, "above 0"},
		{"stays.expiry_days", p.Stays.ExpiryDays >= 0, "0 or more"},
		{"lodging.prior", p.Lodging.Prior >= 0 && finite(p.Lodging.Prior), "0 or more"},
		{"reports.merge_days", p.Reports.MergeDays > 0, "above 0"},
		{"reports.wave_reports", p.Reports.WaveReports >= 2, "2 or more"},
		{"reports.wave_gap_hours", positive(p.Reports.WaveGapHours), "above 0"},
		{"reports.own_find_cap", p.Reports.OwnFindCap >= 1 && finite(p.Reports.OwnFindCap), "1 or more"},
		{"grades.prior", positive(p.Grades.Prior), "above 0"},
		{"visits.planned_hours", positive(p.Visits.PlannedHours), "above 0"},
		{"visits.meeting_hours", p.Visits.MeetingHours >= 0 && finite(p.Visits.MeetingHours), "0 or more"},
		{"unseen.min_matches", p.Unseen.MinMatches >= 1, "1 or more"},
		{"dispersion.alpha_min", positive(p.Dispersion.AlphaMin), "above 0"},
		{"dispersion.alpha_max", p.Dispersion.AlphaMax >= p.Dispersion.AlphaMin && finite(p.Dispersion.AlphaMax), "at least alpha_min"},
		{"dispersion.flag_max", p.Dispersion.FlagMax >= p.Dispersion.AlphaMin && finite(p.Dispersion.FlagMax), "at least alpha_min"},
		{"coast.coastal_m", positive(float64(p.Coast.CoastalM)), "above 0"},
		{"ranking.top_k", p.Ranking.TopK >= 1, "1 or more"},
		{"ranking.draws", p.Ranking.Draws >= 20 && p.Ranking.Draws <= 100_000, "20 to 100000"},
		{"ranking.concentration", positive(p.Ranking.Concentration), "above 0"},
		{"ranking.shift", share(p.Ranking.Shift) && p.Ranking.Shift < 1, "0 to below 1"},
		{"ranking.robust_overlap", share(p.Ranking.RobustOverlap), "0 to 1"},
	})
}

func (p Policy) checkCluster() *badKey {
	c := p.Cluster
	return firstBroken([]rule{
		{"cluster.q", c.Q > 0 && c.Q < 1, "above 0 and below 1"},
		{"cluster.level", c.Level > 0 && c.Level < 1, "above 0 and below 1"},
		{"cluster.replications", c.Replications >= 99 && c.Replications <= 99_999, "99 to 99999"},
		{"cluster.nearest", c.Nearest >= 1 && c.Nearest <= 64, "1 to 64"},
		{"cluster.restrict", c.Restrict > 0 && c.Restrict <= 1, "above 0, at most 1"},
		{"cluster.look_days", positive(c.LookDays), "above 0"},
		{"cluster.new_period_days", c.NewPeriodDays >= 1, "1 or more"},
		{"cluster.new_periods", c.NewPeriods >= 2 && c.NewPeriods*c.NewPeriodDays <= p.Time.WindowDays, "2 or more, within time.window_days"},
		{"cluster.new_nearest", c.NewNearest >= 1, "1 or more"},
		{"cluster.hot_level", c.HotLevel > 0 && c.HotLevel < c.Level, "above 0 and below level"},
		{"cluster.new_recurrence_days", c.NewRecurrenceDays > c.LookDays/(c.Level-c.HotLevel) && finite(c.NewRecurrenceDays), "above look_days / (level - hot_level)"},
		{"cluster.min_incidents", c.MinIncidents >= 1, "1 or more"},
		{"cluster.candidate_p", c.CandidateP > 0 && c.CandidateP < 1, "above 0 and below 1"},
		{"cluster.candidate_recurrence_days", c.CandidateDays >= 0 && finite(c.CandidateDays), "0 or more"},
		{"cluster.candidate_incidents", c.CandidateIncidents >= 1, "1 or more"},
		{"cluster.candidate_origins", c.CandidateOrigins >= 1, "1 or more"},
		{"cluster.wide_interval", positive(c.WideInterval), "above 0"},
		{"cluster.desa_placed", share(c.DesaPlaced), "0 to 1"},
		{"cluster.own_finds", share(c.OwnFinds), "0 to 1"},
		{"cluster.precision_m", c.PrecisionM >= 0 && finite(c.PrecisionM), "0 or more"},
	})
}

func (p Policy) checkLists() *badKey {
	return firstBroken([]rule{
		{"lodging.types", len(p.Lodging.Types) > 0 && !slices.Contains(p.Lodging.Types, ""), "a list of codes"},
		{"grades.letters", percents(p.Grades.Letters), "six figures of 0 to 100"},
		{"grades.numbers", percents(p.Grades.Numbers), "six figures of 0 to 100"},
		{"level.thresholds", rising(p.Level.Thresholds), "three rising scores above 0 and at most 100"},
	})
}

func finite(v float64) bool   { return !math.IsNaN(v) && !math.IsInf(v, 0) }
func positive(v float64) bool { return v > 0 && finite(v) }
func share(v float64) bool    { return v >= 0 && v <= 1 }

func sumsToOne(weights ...float64) bool {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	return math.Abs(sum-1) < 1e-9
}

func percents(list []float64) bool {
	return len(list) == 6 && !slices.ContainsFunc(list, func(v float64) bool { return !(v >= 0 && v <= 100) })
}

func rising(t []float64) bool {
	return len(t) == 3 && t[0] > 0 && t[1] > t[0] && t[2] > t[1] && t[2] <= 100
}
