package sets

import (
	"bytes"
	_ "embed" // the register travels inside the program
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"time"

	"timpora/geo"
	"timpora/risk"
)

//go:embed members.csv
var members []byte

// ErrMembers is behind every refusal of a register of members.
var ErrMembers = errors.New("register of members")

// Register is the dated list of agencies in the TIM PORA by level and area.
type Register []Seat

// Seat is one line of a register, in force from a day to a day.
type Seat struct {
	risk.Member
	From, To time.Time // To is zero while in force
}

// Members is the built-in register: the members of every kabupaten and
// kecamatan, and who stands for a desa or kelurahan, beside the office itself.
func Members() (Register, error) { return ReadMembers(members) }

// ReadMembers reads a register in CSV with the columns level, area, agency,
// valid_from and valid_to. An empty area means every area of the level; a
// kabupaten there means every kecamatan or desa in it. Errors wrap ErrMembers
// and name the line.
func ReadMembers(body []byte) (Register, error) {
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMembers, err)
	}
	header := []string{"level", "area", "agency", "valid_from", "valid_to"}
	if len(rows) == 0 || !slices.Equal(rows[0], header) {
		return nil, fmt.Errorf("%w: line 1: want the columns %v", ErrMembers, header)
	}
	agencies, err := Codes("agency")
	if err != nil {
		return nil, err
	}
	var all Register
	for i, row := range rows[1:] {
		s, err := readSeat(row, agencies)
		if err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrMembers, i+2, err)
		}
		all = append(all, s)
	}
	return all, nil
}

func readSeat(row []string, agencies List) (s Seat, err error) {
	s.Level, s.Agency = row[0], row[2]
	if !slices.Contains([]string{"kabupaten", "kecamatan", "desa", "kelurahan"}, s.Level) {
		return s, fmt.Errorf("level %q: want kabupaten, kecamatan, desa or kelurahan", s.Level)
	}
	if row[1] != "" {
		if s.Area, err = geo.ParseAreaCode(row[1]); err != nil {
			return s, err
		}
	}
	if !slices.ContainsFunc(agencies.Codes, func(c Code) bool { return c.Code == s.Agency }) {
		return s, fmt.Errorf("agency %q is not in the code list", s.Agency)
	}
	if s.From, err = time.Parse(time.DateOnly, row[3]); err != nil {
		return s, err
	}
	if row[4] != "" {
		s.To, err = time.Parse(time.DateOnly, row[4])
	}
	return s, err
}

// On is the register as in force on a day, in its order.
func (r Register) On(day time.Time) []risk.Member {
	var out []risk.Member
	for _, s := range r {
		if !day.Before(s.From) && (s.To.IsZero() || day.Before(s.To)) {
			out = append(out, s.Member)
		}
	}
	return out
}
