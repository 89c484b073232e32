package score

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"timpora/geo"
	"timpora/risk"
)

// ErrInputs is behind every refusal of inputs.
var ErrInputs = errors.New("inputs")

// Inputs is all that a score may depend on beside policy and seed: counts of
// cells, as known at one moment. There is no record, no text, and no trait or
// key of a person in it.
type Inputs struct {
	At          time.Time    `json:"at"`
	BoundarySet string       `json:"boundary_set"`
	Resolution  int          `json:"resolution"`
	Unplaced    int          `json:"unplaced"`          // records that lie in no cell of the frame
	Grades      []GradeTally `json:"grades"`            // by grade, ascending
	Strata      []Stratum    `json:"strata"`            // by area, ascending
	Cells       []Cell       `json:"cells"`             // in the order of the frame
	Visited     []Visited    `json:"visited,omitempty"` // by desa, ascending; for the plan, no factor reads it
	Seats       []Seat       `json:"seats,omitempty"`   // members of the TIM PORA, in the order of the register; for the plan
	Tallies     []risk.Tally `json:"tallies,omitempty"` // areas by code, then cells; for disclosure, no factor reads it
}

// Visited is the last visit of a desa.
type Visited struct {
	Desa geo.AreaCode `json:"desa"`
	Last time.Time    `json:"last"`
}

// Seat says which agency sits in the TIM PORA of an area, "" for every area of
// the level.
type Seat struct {
	Level string       `json:"level"`
	Area  geo.AreaCode `json:"area,omitempty"`
	Code  string       `json:"code"` // code list "agency"
}

// GradeTally says how often a pair of the Admiralty system proved right.
type GradeTally struct {
	Grade    string  `json:"grade"`
	Checked  float64 `json:"checked"`
	Verified float64 `json:"verified"`
}

// Stratum counts incidents of a kabupaten by who saw them: the community, a
// random visit, or both.
type Stratum struct {
	Area      geo.AreaCode `json:"area"`
	Community float64      `json:"community"`
	Random    float64      `json:"random"`
	Both      float64      `json:"both"`
}

// Cell holds the counts of one cell. Counts may be fractions where records
// placed by desa only were spread over the desa.
type Cell struct {
	Cell         geo.Cell   `json:"cell"`
	Staying      float64    `json:"staying,omitempty"`       // distinct persons present lately
	Heads        int        `json:"heads,omitempty"`         // the same as whole persons, for disclosure
	Days         float64    `json:"days,omitempty"`          // person-days in the window
	DaysDecayed  float64    `json:"days_decayed,omitempty"`  // each day weighed by its age
	Expiring     float64    `json:"expiring,omitempty"`      // distinct persons whose permit has ended or ends soon
	Lodging      float64    `json:"lodging,omitempty"`       // places of lodging
	Unregistered float64    `json:"unregistered,omitempty"`  // of these, not in APOA
	Harbours     float64    `json:"harbours,omitempty"`      // harbours
	Hours        float64    `json:"hours,omitempty"`         // of visits and meetings, of the cell's desa
	Reports      int        `json:"reports,omitempty"`       // all reports in the window
	Verified     int        `json:"verified,omitempty"`      // verified incidents in the window
	Incidents    float64    `json:"incidents,omitempty"`     // the same, own finds weighed
	Decayed      float64    `json:"decayed,omitempty"`       // the same, weighed by age too
	Recent       []float64  `json:"recent,omitempty"`        // the part of Incidents in each recent period, newest first
	Own          float64    `json:"own,omitempty"`           // the part of Verified that only our visits found
	Origins      Origins    `json:"origins,omitzero"`        // verified incidents by origin
	Told         int        `json:"told,omitempty"`          // reports told to us, merged, rumour waves left out
	ToldVerified float64    `json:"told_verified,omitempty"` // the verified of these, weighed by age
	Unproven     []GradeSum `json:"unproven,omitempty"`      // the others, open or found untrue, by grade, ascending
	Placed       float64    `json:"placed,omitempty"`        // records with a place
	ByDesa       float64    `json:"by_desa,omitempty"`       // of these, placed by desa only
}

// Origins counts verified incidents by where they came from; one incident
// may have several origins.
type Origins struct {
	Community int `json:"community,omitempty"`
	Partner   int `json:"partner,omitempty"`
	Routine   int `json:"routine,omitempty"`
	OurVisit  int `json:"our_visit,omitempty"`
}

// GradeSum is a sum of decayed reports of one grade.
type GradeSum struct {
	Grade string  `json:"grade"`
	Sum   float64 `json:"sum"`
}

// Bytes is the canonical JSON: fixed field order, cells in the frame's order,
// lists ascending, shortest numbers that read back exactly, time in UTC.
func (in Inputs) Bytes() ([]byte, error) {
	in.At = in.At.UTC()
	b, err := json.Marshal(in)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrInputs, err)
	}
	return b, nil
}

// ParseInputs reads canonical JSON; unknown fields are refused.
func ParseInputs(b []byte) (Inputs, error) {
	var in Inputs
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return Inputs{}, fmt.Errorf("%w: %w", ErrInputs, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return Inputs{}, fmt.Errorf("%w: data after the end", ErrInputs)
	}
	return in, nil
}

// InputsDigest is the SHA-256 of canonical bytes in hexadecimal.
func InputsDigest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Check reports inputs that do not belong to the frame or hold figures that
// no count can have.
func (in Inputs) Check(frame risk.Frame) error {
	if in.BoundarySet != frame.BoundarySet || in.Resolution != frame.Resolution {
		return fmt.Errorf("%w: of boundary set %q at resolution %d, the frame is %q at %d",
			ErrInputs, in.BoundarySet, in.Resolution, frame.BoundarySet, frame.Resolution)
	}
	if len(in.Cells) != len(frame.Cells) {
		return fmt.Errorf("%w: %d cells, the frame has %d", ErrInputs, len(in.Cells), len(frame.Cells))
	}
	for i := range in.Cells {
		c, f := &in.Cells[i], &frame.Cells[i]
		if c.Cell != f.Cell {
			return fmt.Errorf("%w: cell %d is %s, the frame has %s", ErrInputs, i, c.Cell, f.Cell)
		}
		if name, v := c.impossible(); name != "" {
			return fmt.Errorf("%w: cell %s: %s is %v", ErrInputs, c.Cell, name, v)
		}
	}
	return nil
}

// impossible names the first count that is negative or not finite.
func (c *Cell) impossible() (string, float64) {
	counts := []struct {
		name string
		v    float64
	}{
		{"staying", c.Staying}, {"heads", float64(c.Heads)}, {"days", c.Days}, {"days_decayed", c.DaysDecayed},
		{"expiring", c.Expiring}, {"lodging", c.Lodging}, {"unregistered", c.Unregistered},
		{"harbours", c.Harbours}, {"hours", c.Hours}, {"reports", float64(c.Reports)},
		{"verified", float64(c.Verified)}, {"incidents", c.Incidents}, {"decayed", c.Decayed}, {"own", c.Own},
		{"told", float64(c.Told)}, {"told_verified", c.ToldVerified}, {"placed", c.Placed}, {"by_desa", c.ByDesa},
	}
	add := func(name string, v float64) {
		counts = append(counts, struct {
			name string
			v    float64
		}{name, v})
	}
	for _, g := range c.Unproven {
		add("unproven "+g.Grade, g.Sum)
	}
	for _, v := range c.Recent {
		add("recent", v)
	}
	for _, n := range counts {
		if !(n.v >= 0) || math.IsInf(n.v, 1) {
			return n.name, n.v
		}
	}
	return "", 0
}
