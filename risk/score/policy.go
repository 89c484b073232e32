package score

import (
	"timpora/geo"
	"timpora/risk"
)

// Policy is everything that the office decides about the score. The file
// data/sets/policy.toml explains every figure.
type Policy struct {
	Version    string                   `toml:"version"`
	Weights    Weights                  `toml:"weights"`
	Factor     map[string]FactorSetting `toml:"factor"`
	Time       TimePolicy               `toml:"time"`
	Stays      StaysPolicy              `toml:"stays"`
	Lodging    LodgingPolicy            `toml:"lodging"`
	Exposure   ExposurePolicy           `toml:"exposure"`
	Reports    ReportsPolicy            `toml:"reports"`
	Grades     GradesPolicy             `toml:"grades"`
	Visits     VisitsPolicy             `toml:"visits"`
	Unseen     UnseenPolicy             `toml:"unseen"`
	Dispersion DispersionPolicy         `toml:"dispersion"`
	Coast      CoastPolicy              `toml:"coast"`
	Level      LevelPolicy              `toml:"level"`
	Ranking    RankingPolicy            `toml:"ranking"`
	Cluster    ClusterPolicy            `toml:"cluster"`
	Plan       PlanPolicy               `toml:"plan"`
}

// Weights are those of the sub-scores.
type Weights struct {
	P float64 `toml:"P" json:"P"`
	H float64 `toml:"H" json:"H"`
	O float64 `toml:"O" json:"O"`
}

// Of is the weight of one sub-score.
func (w Weights) Of(s risk.Sub) float64 {
	switch s {
	case risk.SubPotential:
		return w.P
	case risk.SubHidden:
		return w.H
	case risk.SubOccurred:
		return w.O
	}
	return 0
}

// FactorSetting is what the policy says about one factor.
type FactorSetting struct {
	Weight float64 `toml:"weight"`
	Cap    float64 `toml:"cap"`
}

// TimePolicy holds windows and decay in days.
type TimePolicy struct {
	WindowDays   int     `toml:"window_days"`
	HalfLifeDays float64 `toml:"half_life_days"`
	VisitDays    int     `toml:"visit_days"`
}

// StaysPolicy says which stays are current and which permits end soon.
type StaysPolicy struct {
	RecentDays int `toml:"recent_days"`
	ExpiryDays int `toml:"expiry_days"`
}

// LodgingPolicy lists what counts as lodging.
type LodgingPolicy struct {
	Types []string `toml:"types"`
	Prior float64  `toml:"prior"`
}

// ExposurePolicy weighs the parts of the exposure.
type ExposurePolicy struct {
	Persons float64 `toml:"persons"`
	Lodging float64 `toml:"lodging"`
	Land    float64 `toml:"land"`
}

// ReportsPolicy says how reports are merged and weighed.
type ReportsPolicy struct {
	MergeDays    int     `toml:"merge_days"`
	WaveReports  int     `toml:"wave_reports"`
	WaveGapHours float64 `toml:"wave_gap_hours"`
	OwnFindCap   float64 `toml:"own_find_cap"`
}

// GradesPolicy is the prior of the Admiralty grades, 0 to 100, A-F and 1-6.
type GradesPolicy struct {
	Prior   float64   `toml:"prior"`
	Letters []float64 `toml:"letters"`
	Numbers []float64 `toml:"numbers"`
}

// VisitsPolicy is the plan of visits.
type VisitsPolicy struct {
	PlannedHours float64 `toml:"planned_hours"`
	MeetingHours float64 `toml:"meeting_hours"`
}

// UnseenPolicy bounds the two-source estimate.
type UnseenPolicy struct {
	MinMatches int `toml:"min_matches"`
}

// DispersionPolicy bounds the overdispersion, for shrinking and for flags.
type DispersionPolicy struct {
	AlphaMin float64 `toml:"alpha_min"`
	AlphaMax float64 `toml:"alpha_max"`
	FlagMax  float64 `toml:"flag_max"`
}

// CoastPolicy says what is coastal.
type CoastPolicy struct {
	CoastalM geo.Meters `toml:"coastal_m"`
}

// LevelPolicy names the scores where levels begin.
type LevelPolicy struct {
	Thresholds       []float64 `toml:"thresholds"`
	TopNeedsVerified bool      `toml:"top_needs_verified"`
}

// RankingPolicy steers intervals and the sensitivity check.
type RankingPolicy struct {
	TopK          int     `toml:"top_k"`
	Draws         int     `toml:"draws"`
	Concentration float64 `toml:"concentration"`
	Shift         float64 `toml:"shift"`
	RobustOverlap float64 `toml:"robust_overlap"`
}

// ClusterPolicy steers flags, clusters and their counter-evidence.
type ClusterPolicy struct {
	Q                  float64 `toml:"q"`
	Level              float64 `toml:"level"`
	HotLevel           float64 `toml:"hot_level"`
	Replications       int     `toml:"replications"`
	Nearest            int     `toml:"nearest"`
	Restrict           float64 `toml:"restrict"`
	LookDays           float64 `toml:"look_days"`
	NewPeriodDays      int     `toml:"new_period_days"`
	NewPeriods         int     `toml:"new_periods"`
	NewNearest         int     `toml:"new_nearest"`
	NewRecurrenceDays  float64 `toml:"new_recurrence_days"`
	MinIncidents       int     `toml:"min_incidents"`
	CandidateP         float64 `toml:"candidate_p"`
	CandidateDays      float64 `toml:"candidate_recurrence_days"`
	CandidateIncidents int     `toml:"candidate_incidents"`
	CandidateOrigins   int     `toml:"candidate_origins"`
	WideInterval       float64 `toml:"wide_interval"`
	DesaPlaced         float64 `toml:"desa_placed"`
	OwnFinds           float64 `toml:"own_finds"`
	PrecisionM         float64 `toml:"precision_m"`
}

// PolicyFactor is one factor as the policy sets it, for showing.
type PolicyFactor struct {
	Code   string   `json:"code"`
	Sub    risk.Sub `json:"sub"`
	Weight float64  `json:"weight"` // within the sub-score
	Cap    float64  `json:"cap"`
	Unit   string   `json:"unit"`
}

// Factors lists the factors in the order of the reasons.
func (p Policy) Factors() []PolicyFactor {
	var out []PolicyFactor
	for _, f := range registry() {
		s := p.Factor[f.code]
		out = append(out, PolicyFactor{Code: f.code, Sub: f.sub, Weight: s.Weight, Cap: s.Cap, Unit: f.unit})
	}
	return out
}
