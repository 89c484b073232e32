package risk

import (
	"time"

	"timpora/geo"
)

// Sub names a sub-score.
type Sub string

// The sub-scores: potensi, tersembunyi, terjadi.
const (
	SubPotential Sub = "P"
	SubHidden    Sub = "H"
	SubOccurred  Sub = "O"
)

// Score is the score of one cell with its reasons. Points of the reasons sum
// to Score exactly, bit for bit, when added in order.
type Score struct {
	Cell       geo.Cell     `json:"cell"`
	Desa       geo.AreaCode `json:"desa"`
	Score      float64      `json:"score"` // 0 to 100
	P          float64      `json:"p"`     // 0 to 1
	H          float64      `json:"h"`     // 0 to 1
	O          float64      `json:"o"`     // 0 to 1
	Low        float64      `json:"low"`   // 5 % of the posterior draws
	High       float64      `json:"high"`  // 95 %
	Rank       int          `json:"rank"`  // from 1; ties by cell
	RankLow    int          `json:"rank_low"`
	RankHigh   int          `json:"rank_high"`
	TopShare   float64      `json:"top_share"`   // share of draws in which the cell is among the top k of the policy
	Level      int          `json:"level"`       // 0 rendah, 1 sedang, 2 tinggi, 3 sangat tinggi; thresholds of the policy
	CoastM     geo.Meters   `json:"coast_m"`     // to the sea
	Coastal    bool         `json:"coastal"`     // within the policy's distance
	LandKm2    float64      `json:"land_km2"`    //
	Persons    int          `json:"persons"`     // distinct persons staying in this cell; they do not add up, see Tally
	Reports    int          `json:"reports"`     // all reports in the window, whatever their state
	Verified   int          `json:"verified"`    // verified incidents in the window
	Observed   float64      `json:"observed"`    // verified incidents in the closed neighbourhood
	Expected   float64      `json:"expected"`    // expected there from exposure
	UpperP     float64      `json:"upper_p"`     // upper tail of the negative binomial
	UpperQ     float64      `json:"upper_q"`     // by Benjamini-Hochberg
	LowerP     float64      `json:"lower_p"`     // too few reports: lower mid tail
	LowerQ     float64      `json:"lower_q"`     //
	GiZ        float64      `json:"gi_z"`        // on (O-E)/sqrt(V), for display only
	DesaPlaced float64      `json:"desa_placed"` // share of records placed by desa only: how sure the place is
	Reasons    []Reason     `json:"reasons"`
}

// Reason is the part of a score that one factor makes.
type Reason struct {
	Factor string  `json:"factor"` // its code; sentences live in the page and the report
	Sub    Sub     `json:"sub"`
	Value  float64 `json:"value"`  // the factor, 0 to 1
	Raw    float64 `json:"raw"`    // the measured figure behind it
	Weight float64 `json:"weight"` // within the sub-score
	Points float64 `json:"points"` // 100 x weight of the sub-score x weight x value
}

// Cluster is a connected group of cells with more verified incidents than
// exposure explains.
type Cluster struct {
	ID             string         `json:"id"`     // stable: from its lowest cell and the run
	Method         string         `json:"method"` // how it was found: "flexible", "hot_cells" or "space_time"
	Cells          []geo.Cell     `json:"cells"`
	Desa           []geo.AreaCode `json:"desa"`
	Verified       int            `json:"verified"` // verified incidents
	Observed       float64        `json:"observed"` // the same, own finds weighed
	Expected       float64        `json:"expected"`
	RR             float64        `json:"rr"`
	LLR            float64        `json:"llr"`             // log likelihood ratio of the scan
	P              float64        `json:"p"`               // of the whole map
	Q              float64        `json:"q"`               // of its hottest cell alone, by Benjamini-Hochberg
	RecurrenceDays float64        `json:"recurrence_days"` // chance alone brings one as strong so rarely
	New            *Signal        `json:"new"`             // what has risen here lately; nil: nothing
	Candidate      bool           `json:"candidate"`       // meets the policy for proposing a joint operation; a person decides
	LandKm2        float64        `json:"land_km2"`
	CoastShare     float64        `json:"coast_share"` // share of its cells within the coastal distance
	Coastal        bool           `json:"coastal"`     // at least half of its cells
	Score          float64        `json:"score"`       // highest score of its cells
	Persons        int            `json:"persons"`     // sum over cells, in which one may count twice
	Origins        int            `json:"origins"`     // distinct origins of its verified incidents
	Reasons        []Reason       `json:"reasons"`     // mean points of its cells, largest first
	Counter        []Counter      `json:"counter"`     // what speaks against it
}

// Signal is a rise of the last periods that exposure and the place's own past
// do not explain.
type Signal struct {
	Since          time.Time `json:"since"`    // start of the rise
	Observed       float64   `json:"observed"` // verified incidents since then, own finds weighed
	Expected       float64   `json:"expected"`
	LLR            float64   `json:"llr"`
	P              float64   `json:"p"`
	RecurrenceDays float64   `json:"recurrence_days"`
}

// Counter is a piece of counter-evidence.
type Counter struct {
	Code string  `json:"code"` // e.g. "few_incidents", "one_origin", "no_hot_cell", "desa_placed"
	Raw  float64 `json:"raw"`
}
