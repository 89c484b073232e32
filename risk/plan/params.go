package plan

import (
	"time"

	"timpora/geo"
	"timpora/risk"
)

// Params are the policy of a plan.
type Params struct {
	Days           int     // of the period
	Hours          float64 // of the team in the period
	MaxOperations  int
	MaxVisits      int     // drawn ones included
	OperationHours float64 // on the spot
	VisitHours     float64 // on the spot
	RandomShare    float64 // least share of stops that are drawn, above 0 and below 1
	FalseShare     float64 // of maps without a true cluster that show one all the same
	BlindH         float64 // least hidden sub-score of a blind spot
	RevisitDays    int     // a desa visited since is no blind spot
	Detour         float64 // length of a road by that of the straight line
	KmPerHour      float64
	RupiahPerKm    float64 // of road
	RupiahPerHour  float64
	Office         geo.Point
}

// Input is what was known when the plan is made.
type Input struct {
	At         time.Time // of the run
	From       time.Time // first day of the period, midnight in the zone of the office
	Seed       uint64
	Frame      risk.Frame
	Scores     []risk.Score               // in the order of the frame
	Candidates []risk.Cluster             // for joint operations, the most certain first
	Visited    map[geo.AreaCode]time.Time // last visit of a desa
	Members    []risk.Member              // of the TIM PORA by area
	Center     func(geo.Cell) geo.Point
}

// trip is what a stop costs when it is driven to from the office and back.
func (p Params) trip(at geo.Point, onSpot float64) (km, hours, rupiah float64) {
	km = p.road(2 * geo.Distance(p.Office, at))
	hours = onSpot + km/p.KmPerHour
	return km, hours, p.rupiah(km, hours)
}

// road is the length of the road in km for a straight line.
func (p Params) road(straight geo.Meters) float64 { return float64(straight) / 1000 * p.Detour }

func (p Params) rupiah(km, hours float64) float64 {
	return float64(km*p.RupiahPerKm) + float64(hours*p.RupiahPerHour)
}
