package risk

import (
	"time"

	"timpora/geo"
)

// Run is one scoring of the whole area, stored whole: what went in and what
// came out, so that it can be computed again to the same bytes.
type Run struct {
	ID           string    `json:"id"` // UUIDv7
	At           time.Time `json:"at"` // nothing recorded later was used
	Version      string    `json:"version"`
	Seed         uint64    `json:"seed"`
	Resolution   int       `json:"resolution"`
	BoundarySet  string    `json:"boundary_set"`
	PrecisionM   float64   `json:"precision_m"`
	PolicyDigest string    `json:"policy_digest"` // SHA-256 of Policy
	InputsDigest string    `json:"inputs_digest"` // SHA-256 of Inputs
	ResultDigest string    `json:"result_digest"` // SHA-256 of the canonical JSON of Result
	Synthetic    bool      `json:"synthetic"`     // some of the records are of the demo
	Policy       []byte    `json:"-"`             // the policy file as read
	Inputs       []byte    `json:"-"`             // canonical JSON of the cell aggregates
	Result       Result    `json:"result"`
}

// Result is what a run found.
type Result struct {
	Scores   []Score   `json:"scores"` // in the order of the frame
	Clusters []Cluster `json:"clusters"`
	Robust   bool      `json:"robust"` // whether the ranking holds under other weights
	Kendall  float64   `json:"kendall_tau"`
	Overlap  float64   `json:"top_overlap"`
	Alpha    float64   `json:"alpha"` // estimated dispersion of verified incidents
	Incident float64   `json:"incidents"`
	Plan     Plan      `json:"plan"`              // of the period after the run
	Tallies  []Tally   `json:"tallies,omitempty"` // areas by code, then cells; none in runs of programs that did not count them
}

// Tally counts an area, or a cell of the resolution that partners see, for
// disclosure alone: no score reads it, and no key of a person is in it.
type Tally struct {
	Area     geo.AreaCode `json:"area,omitempty"`    // "" for the whole study area and for cells
	Cell     geo.Cell     `json:"cell,omitempty"`    // cells without persons are left out
	Known    int          `json:"known,omitempty"`   // of an area: its scored cells where anything was recorded or visited
	Persons  Counted      `json:"persons,omitzero"`  // distinct persons staying
	Reports  Counted      `json:"reports,omitzero"`  // all reports in the window
	Verified Counted      `json:"verified,omitzero"` // verified incidents in the window
}

// Counted is a count and what is added to it below the officer's tier; the same
// records have the same noise.
type Counted struct {
	N     int `json:"n"`
	Noise int `json:"noise,omitempty"`
}

// Night is everything that the daily report shows.
type Night struct {
	Date       time.Time    `json:"date"` // the day, midnight WITA
	Run        Run          `json:"run"`
	Previous   *Run         `json:"-"` // the run of the report before, nil for the first
	Changes    []Change     `json:"changes"`
	Top        []Score      `json:"top"`
	Stale      []StaleItem  `json:"stale_reports"` // unverified for more than 72 h, counted per desa
	Gaps       []LodgingGap `json:"lodging_gaps"`
	Unvisited  []Unvisited  `json:"unvisited"` // desa without a visit for more than 12 months
	NoMeeting  []string     `json:"no_meeting"`
	Operations []Operation  `json:"operations"` // today, or with results due
	Faults     []Fault      `json:"faults"`
}

// Change is a difference since the last report.
type Change struct {
	Code  string       `json:"code"` // level_up, level_down, cluster_new, cluster_gone
	Cell  geo.Cell     `json:"cell,omitempty"`
	Desa  geo.AreaCode `json:"desa,omitempty"`
	Was   float64      `json:"was"`
	Is    float64      `json:"is"`
	About string       `json:"about,omitempty"`
}

// StaleItem counts reports of a desa that wait for verification.
type StaleItem struct {
	Desa  geo.AreaCode `json:"desa"`
	Count int          `json:"count"`
	Hours float64      `json:"hours"` // age of the oldest
}

// LodgingGap counts premises of a desa that should report guests and do not.
type LodgingGap struct {
	Desa         geo.AreaCode `json:"desa"`
	Premises     int          `json:"premises"`
	Unregistered int          `json:"unregistered"`
	Silent       int          `json:"silent"` // registered, no report for 30 days
}

// Unvisited is a desa that nobody visited for long.
type Unvisited struct {
	Desa geo.AreaCode `json:"desa"`
	Last time.Time    `json:"last"` // zero: never
}

// Fault is something wrong with the data.
type Fault struct {
	Code  string  `json:"code"` // late_feed, unlocatable, desa_placed
	About string  `json:"about"`
	Count float64 `json:"count"`
}
