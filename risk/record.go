package risk

import (
	"time"

	"timpora/geo"
)

// Quality says how a record got its place.
type Quality string

// The qualities of a position.
const (
	QualityPoint   Quality = "point"   // a point inside a desa
	QualityNear    Quality = "near"    // a point outside every desa, within 250 m of one
	QualityDesa    Quality = "desa"    // only the desa is known; the point is its anchor
	QualityOutside Quality = "outside" // a point farther out; no desa
)

// Stamp is what every record carries: identity, origin and place.
type Stamp struct {
	ID         string       `json:"id"`          // UUIDv7
	Key        string       `json:"-"`           // keyed hash of the source row; makes imports idempotent
	Source     string       `json:"source"`      // code list "source"
	RecordedAt time.Time    `json:"recorded_at"` // when the team came to know it
	RecordedBy string       `json:"recorded_by"`
	Desa       geo.AreaCode `json:"desa"`
	Cell       geo.Cell     `json:"cell"` // resolution 10
	Point      geo.Point    `json:"point"`
	Quality    Quality      `json:"quality"`
	Off        geo.Meters   `json:"off_m"` // distance to the desa when Quality is near
}

// Residence is a stay: who is counted only by a keyed hash.
type Residence struct {
	Stamp
	PremisesType string    `json:"premises_type"` // code list "premises"
	Persons      int       `json:"persons"`
	PermitType   string    `json:"permit_type"` // code list "permit"
	PermitUntil  time.Time `json:"permit_until"`
	From         time.Time `json:"from"`
	Until        time.Time `json:"until"` // zero: still there
	Purpose      string    `json:"purpose"`
	PersonKey    string    `json:"-"` // keyed hash of the document number, "" when unknown
}

// Premises is a place of lodging, work or arrival. Its name is kept for the
// officers who visit it and reaches no score.
type Premises struct {
	Stamp
	Name       string    `json:"name"`
	Type       string    `json:"type"`    // code list "premises"
	Licence    string    `json:"licence"` // YA, TIDAK, TAK_DIKETAHUI
	Beds       int       `json:"beds"`
	Registered bool      `json:"registered"` // reports lodging through APOA
	LastReport time.Time `json:"last_report"`
}

// State of a report: an allegation until somebody verified it.
type State string

// The states of a report.
const (
	StateDugaan         State = "DUGAAN"
	StateTerbukti       State = "TERBUKTI"
	StateTidakTerbukti  State = "TIDAK_TERBUKTI"
	StateDuplikat       State = "DUPLIKAT"
	OriginCommunity           = "community"
	OriginPartner             = "partner"
	OriginRoutine             = "routine"
	OriginOurVisit            = "our_visit"
	UnknownGrade              = "F6" // reliability and credibility cannot be judged
	LicenceUnknown            = "TAK_DIKETAHUI"
	PremisesTypeUnknown       = "LAIN"
	PremisesTypeHarbour       = "PELABUHAN"
	PermitUnknown             = "TAK_DIKETAHUI"
)

// Report is what somebody told the team. Text and reporter are kept apart from
// everything that a scorer reads.
type Report struct {
	Stamp
	Channel    string    `json:"channel"`
	Origin     string    `json:"origin"`   // community, partner, routine, our_visit
	Reporter   string    `json:"-"`        // keyed hash of the reporter, "" when unknown
	Category   string    `json:"category"` // code list "violation"
	OccurredAt time.Time `json:"occurred_at"`
	Text       string    `json:"-"`
	Grade      string    `json:"grade"` // Admiralty, "A1" to "F6"
	State      State     `json:"state"`
	VerifiedAt time.Time `json:"verified_at"` // zero while DUGAAN
	VisitProb  float64   `json:"visit_prob"`  // probability that our visit went there, for origin our_visit; 0 unknown
}

// Visit is a visit of officers to a desa.
type Visit struct {
	Stamp
	Date     time.Time `json:"date"`
	Officers int       `json:"officers"`
	Hours    float64   `json:"hours"`
	Informed bool      `json:"informed"` // information was gained
	Educated bool      `json:"educated"` // education was given
	Random   bool      `json:"random"`   // drawn at random rather than planned
	Prob     float64   `json:"prob"`     // probability with which it was drawn, 1 when planned
}

// Meeting is a coordination meeting of a kabupaten or kecamatan.
type Meeting struct {
	Stamp
	Area     geo.AreaCode   `json:"area"` // kabupaten or kecamatan
	Date     time.Time      `json:"date"`
	Agencies []string       `json:"agencies"` // code list "agency"
	Present  []geo.AreaCode `json:"present"`  // desa that took part
}

// Operation is a joint or own operation. A named person approves it.
type Operation struct {
	Stamp
	Kind     string       `json:"kind"` // khusus, insidentil, mandiri
	Area     geo.AreaCode `json:"area"`
	Cluster  string       `json:"cluster"`
	Order    string       `json:"order"`
	Signed   string       `json:"signed_by"`
	Approver string       `json:"approver"`
	State    string       `json:"state"` // usulan, disetujui, berjalan, selesai, batal
	Start    time.Time    `json:"start"`
	End      time.Time    `json:"end"`
	Agencies []string     `json:"agencies"`
	Checks   int          `json:"checks"`
	Findings int          `json:"findings"`
}

// Records is everything that a run may know, in the order of ID.
type Records struct {
	Residences []Residence
	Premises   []Premises
	Reports    []Report
	Visits     []Visit
	Meetings   []Meeting
	Operations []Operation
}

// Len is the number of records of every kind together.
func (r Records) Len() int {
	return len(r.Residences) + len(r.Premises) + len(r.Reports) + len(r.Visits) + len(r.Meetings) + len(r.Operations)
}
