package risk

import "timpora/geo"

// Kind names an importable record type, as on the command line.
type Kind string

// The importable kinds.
const (
	KindResidences Kind = "residences"
	KindPremises   Kind = "premises"
	KindReports    Kind = "reports"
	KindVisits     Kind = "visits"
	KindMeetings   Kind = "meetings"
)

// Kinds lists the importable kinds in the order of the documentation.
func Kinds() []Kind {
	return []Kind{KindResidences, KindPremises, KindReports, KindVisits, KindMeetings}
}

// Raw is one row or feature of a file, values as text, in the file's order of
// columns. Row counts from 1; a header line is row 1, so the first record of a
// CSV is row 2; for GeoJSON it is the feature's ordinal from 1.
type Raw struct {
	Row    int
	Values []string   // same length as the header
	Point  *geo.Point // the geometry of a feature, nil for rows
}

// Rejection says why a row was not taken, where, and what to do.
// Codes travel; sentences are made where they are shown.
type Rejection struct {
	Row        int               `json:"row"`
	Column     int               `json:"column"` // from 1; 0 when the whole row is meant, and of a feature
	Header     string            `json:"header"` // the column's name in the file
	Value      string            `json:"value"`  // cut to 80 characters; "" for document numbers and names
	Code       string            `json:"code"`   // e.g. "area_unknown", "date_invalid"
	Args       map[string]string `json:"args,omitempty"`
	Suggestion string            `json:"suggestion,omitempty"` // a value that would be taken
	Warning    bool              `json:"warning,omitempty"`    // the row was taken all the same
}
