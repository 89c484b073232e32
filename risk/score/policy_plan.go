package score

import "timpora/geo"

// leastRandom is the smallest share of stops that must be drawn at random:
// with less, finds of our own visits feed back into where we look (Ensign et
// al. 2018, arXiv:1706.09847).
const leastRandom = 0.15

// PlanPolicy is what the team can do in a period, and what it costs.
type PlanPolicy struct {
	PeriodDays     int     `toml:"period_days"`
	Hours          float64 `toml:"hours"`
	MaxOperations  int     `toml:"max_operations"`
	MaxVisits      int     `toml:"max_visits"`
	OperationHours float64 `toml:"operation_hours"`
	VisitHours     float64 `toml:"visit_hours"`
	RandomShare    float64 `toml:"random_share"`
	BlindH         float64 `toml:"blind_h"`
	RevisitDays    int     `toml:"revisit_days"`
	Detour         float64 `toml:"detour"`
	KmPerHour      float64 `toml:"km_per_hour"`
	RupiahPerKm    float64 `toml:"rupiah_per_km"`
	RupiahPerHour  float64 `toml:"rupiah_per_hour"`
	OfficeLon      float64 `toml:"office_lon"`
	OfficeLat      float64 `toml:"office_lat"`
}

// Office is where the team's trips start and end.
func (p PlanPolicy) Office() geo.Point { return geo.Point{Lon: p.OfficeLon, Lat: p.OfficeLat} }

func (p Policy) checkPlan() *badKey {
	n := p.Plan
	return firstBroken([]rule{
		{"plan.period_days", n.PeriodDays >= 1 && n.PeriodDays <= 366, "1 to 366"},
		{"plan.hours", n.Hours >= 0 && finite(n.Hours), "0 or more"},
		{"plan.max_operations", n.MaxOperations >= 0, "0 or more"},
		{"plan.max_visits", n.MaxVisits >= 1, "1 or more"},
		{"plan.operation_hours", positive(n.OperationHours), "above 0"},
		{"plan.visit_hours", positive(n.VisitHours), "above 0"},
		{"plan.random_share", n.RandomShare >= leastRandom && n.RandomShare <= 0.9, "0.15 to 0.9"},
		{"plan.blind_h", share(n.BlindH), "0 to 1"},
		{"plan.revisit_days", n.RevisitDays >= 0, "0 or more"},
		{"plan.detour", n.Detour >= 1 && finite(n.Detour), "1 or more"},
		{"plan.km_per_hour", positive(n.KmPerHour), "above 0"},
		{"plan.rupiah_per_km", n.RupiahPerKm >= 0 && finite(n.RupiahPerKm), "0 or more"},
		{"plan.rupiah_per_hour", n.RupiahPerHour >= 0 && finite(n.RupiahPerHour), "0 or more"},
		{"plan.office_lon", n.OfficeLon >= -180 && n.OfficeLon <= 180, "degrees of longitude"},
		{"plan.office_lat", n.OfficeLat >= -90 && n.OfficeLat <= 90, "degrees of latitude"},
	})
}
