package risk

import (
	"time"

	"timpora/geo"
)

// The kinds of a proposal.
const (
	ProposalOperation = "operation" // operasi gabungan
	ProposalVisit     = "visit"     // kunjungan desa, SI RAJA GARANG
)

// Plan is what the program proposes for a period. Nothing in it is begun by
// the program: a named person accepts or rejects every proposal.
type Plan struct {
	From      string     `json:"from"`        // first day, YYYY-MM-DD in WITA
	Until     string     `json:"until"`       // last day
	HoursMost float64    `json:"hours_most"`  // of the team in the period
	Charged   float64    `json:"hours_alone"` // with a return trip for every stop; never above HoursMost
	Hours     float64    `json:"hours"`       // in the order of stops
	Km        float64    `json:"km"`          // of road in the order of stops, as estimated from straight lines
	Rupiah    float64    `json:"rupiah"`      // in the order of stops
	Office    geo.Point  `json:"office"`      // start and end
	Desa      int        `json:"desa"`        // of the area
	Pool      int        `json:"pool"`        // desa that the draw was made from
	Floor     float64    `json:"floor"`       // probability of each desa of the pool
	Short     bool       `json:"short"`       // the hours do not even reach the farthest desa and back: nothing is proposed
	Proposals []Proposal `json:"proposals"`   // in the order of stops
}

// Proposal is one stop: an operation in a cluster or a visit to a desa. It
// names places and agencies, never a person or a premises.
type Proposal struct {
	ID       string         `json:"id"` // stable within a period
	Kind     string         `json:"kind"`
	Stop     int            `json:"stop"` // from 1
	Random   bool           `json:"random"`
	Prob     float64        `json:"prob"` // with which the stop was chosen: 1 unless drawn
	Cluster  string         `json:"cluster,omitempty"`
	Desa     []geo.AreaCode `json:"desa"`
	Point    geo.Point      `json:"point"`
	Agencies []string       `json:"agencies"` // code list "agency"
	Hours    float64        `json:"hours"`    // on the spot and for a return trip of its own
	Km       float64        `json:"km"`       // of road, there and back
	Rupiah   float64        `json:"rupiah"`   // of that trip and those hours
	Reasons  []Ground       `json:"reasons"`
	Counter  []Ground       `json:"counter"` // what speaks against it; never empty
}

// Ground is a reason for or against a proposal with its figure. The code names
// its sentence, such as "factor.blind", "counter.one_origin" or "plan.by_lot".
type Ground struct {
	Code string  `json:"code"`
	Raw  float64 `json:"raw"`
}

// Probability is the one with which a desa of the area became a stop when the
// plan was made: 1 where the ranking put it, Floor elsewhere.
func (p Plan) Probability(desa geo.AreaCode) float64 {
	for _, one := range p.Proposals {
		for _, d := range one.Desa {
			if d == desa {
				return one.Prob
			}
		}
	}
	return p.Floor
}

// Decision is what a named person decided about a proposal. It keeps the
// probability of the draw, so that later finds are weighed by it.
type Decision struct {
	Proposal string         `json:"proposal"` // its id
	Kind     string         `json:"kind"`
	Run      string         `json:"run"`   // that proposed it
	State    string         `json:"state"` // disetujui or batal
	By       string         `json:"by"`
	Reason   string         `json:"reason"`
	Random   bool           `json:"random"`
	Prob     float64        `json:"prob"`
	Desa     []geo.AreaCode `json:"desa"`
	From     string         `json:"from"`
	Until    string         `json:"until"`
	At       time.Time      `json:"at"`
}

// The states of a proposal and of what became of it.
const (
	ProposalOpen     = "usulan"
	ProposalAccepted = "disetujui"
	ProposalRejected = "batal"
)

// Member says that an agency sits in the TIM PORA of an area. An empty Area
// means every area of the level.
type Member struct {
	Level  string       `json:"level"` // kabupaten, kecamatan, desa or kelurahan
	Area   geo.AreaCode `json:"area"`
	Agency string       `json:"agency"` // code list "agency"
}
