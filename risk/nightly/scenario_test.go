package nightly_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/nightly"
)

func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("../testdata/*.txt")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d scenarios: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tell(t, string(text))
		})
	}
}

// story is a scenario under way.
type story struct {
	at      time.Time
	cells   []geo.Cell // of resolution 8, the land of the story
	used    int
	places  map[string]geo.Cell
	desa    map[geo.Cell]geo.AreaCode
	coast   map[geo.Cell]geo.Meters
	records risk.Records
	ids     int
}

func tell(t *testing.T, text string) {
	s := newStory()
	var before, after risk.Result
	part, checks := "given", 0
	for n, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		var err error
		switch {
		case words[0] == "when":
			before, part = s.compute(t), "when"
		case words[0] == "then":
			after = s.compute(t)
			if part == "given" {
				before = after
			}
			part = "then"
		case part == "then":
			checks++
			err = s.check(words, before, after)
		default:
			err = s.add(words)
		}
		if err != nil {
			t.Errorf("line %d, %q: %v", n+1, line, err)
		}
	}
	if checks == 0 {
		t.Error("the scenario checks nothing")
	}
}

func newStory() *story {
	middle := bucket.Cell(geo.Point{Lon: 115.2, Lat: -8.25}, 8)
	return &story{cells: bucket.Disk(middle, 14), places: map[string]geo.Cell{}, desa: map[geo.Cell]geo.AreaCode{}, coast: map[geo.Cell]geo.Meters{}}
}

func (s *story) compute(t *testing.T) risk.Result { return s.run(t, s.records).Result }

// run scores the land of the story with the records given.
func (s *story) run(t *testing.T, records risk.Records) risk.Run {
	t.Helper()
	var land []geo.Cell
	for _, c := range s.cells {
		land = append(land, bucket.Children(c, 10)...)
	}
	frame, err := nightly.NewFrame("story", land, func(c geo.Cell) geo.AreaCode { return s.desaOf(c.Parent(8)) }, func(p geo.Point) geo.Meters {
		if d, ok := s.coast[bucket.Cell(p, 8)]; ok {
			return d
		}
		return 9000
	}, 8)
	if err != nil {
		t.Fatal(err)
	}
	run, err := nightly.Compute(records, nightly.Job{At: s.at, Seed: 1, Version: "story", Policy: sets.Policy(), Frame: frame, PrecisionM: 1})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func (s *story) desaOf(c geo.Cell) geo.AreaCode {
	if d, ok := s.desa[c]; ok {
		return d
	}
	return "51.08.09.2099"
}

// free is a cell far from those already taken.
func (s *story) free() geo.Cell {
	s.used += 37
	return s.cells[(s.used*7)%len(s.cells)]
}

func (s *story) place(name string, beside string, coast string) error {
	cell := s.free()
	desa := geo.AreaCode(fmt.Sprintf("51.08.01.%04d", 2001+len(s.places)))
	if beside != "" {
		near := bucket.Neighbours(s.places[beside])
		cell, desa = near[0], s.desa[s.places[beside]]
	}
	metres, err := strconv.ParseFloat(coast, 64)
	s.places[name], s.desa[cell], s.coast[cell] = cell, desa, geo.Meters(metres)
	return err
}

func (s *story) stamp(cell geo.Cell, recorded time.Time) risk.Stamp {
	s.ids++
	inside := bucket.Children(cell, 10)
	at := inside[s.ids*5%len(inside)]
	return risk.Stamp{ID: fmt.Sprintf("id-%06d", s.ids), RecordedAt: recorded, Desa: s.desaOf(cell), Cell: at, Point: bucket.Center(at), Quality: risk.QualityPoint}
}

func (s *story) add(w []string) error {
	switch w[0] {
	case "at":
		var err error
		s.at, err = time.Parse(time.DateOnly, w[1])
		return err
	case "background":
		s.background()
		return nil
	case "place":
		if len(w) == 6 {
			return s.place(w[1], w[3], w[5])
		}
		return s.place(w[1], "", w[3])
	}
	cell, ok := s.places[w[1]]
	if !ok {
		return fmt.Errorf("no place %q", w[1])
	}
	n, err := strconv.ParseFloat(w[2], 64)
	if err != nil {
		return err
	}
	switch w[0] {
	case "guests":
		s.guests(cell, int(n))
	case "lodging":
		s.lodging(cell, int(n), option(w, "unregistered"))
	case "visit":
		day, err := time.Parse(time.DateOnly, w[3])
		s.records.Visits = append(s.records.Visits, risk.Visit{Stamp: s.stamp(cell, day), Date: day, Hours: n})
		return err
	case "reports":
		return s.reports(cell, int(n), w)
	default:
		return fmt.Errorf("unknown line")
	}
	return nil
}

func (s *story) guests(cell geo.Cell, n int) {
	from := s.at.AddDate(-1, 0, 0)
	for range n {
		st := s.stamp(cell, from)
		s.records.Residences = append(s.records.Residences, risk.Residence{Stamp: st, Persons: 1, PersonKey: st.ID, From: from, PermitUntil: s.at.AddDate(5, 0, 0)})
	}
}

func (s *story) lodging(cell geo.Cell, n int, unregistered string) {
	open, _ := strconv.Atoi(unregistered)
	for i := range n {
		s.records.Premises = append(s.records.Premises, risk.Premises{Stamp: s.stamp(cell, s.at.AddDate(-1, 0, 0)), Type: "HOMESTAY", Registered: i >= open})
	}
}

// option is the word after a keyword.
func option(w []string, key string) string {
	if i := slices.Index(w, key); i >= 0 && i+1 < len(w) {
		return w[i+1]
	}
	return ""
}

func (s *story) reports(cell geo.Cell, n int, w []string) error {
	every, err := time.ParseDuration(option(w, "every"))
	if err != nil {
		return err
	}
	until, err := time.Parse(time.DateOnly, option(w, "until"))
	if err != nil {
		return err
	}
	prob, _ := strconv.ParseFloat(option(w, "prob"), 64)
	for i := range n {
		when := until.Add(-time.Duration(i) * every)
		r := risk.Report{Stamp: s.stamp(cell, when), Origin: w[4], Category: "LAIN", OccurredAt: when, Grade: option(w, "grade"), State: risk.State(w[3]), VisitProb: prob, Reporter: option(w, "reporter")}
		if r.State != risk.StateDugaan {
			r.VerifiedAt = when
		}
		s.records.Reports = append(s.records.Reports, r)
	}
	return nil
}

// background makes sixty ordinary places.
func (s *story) background() {
	for i := range 60 {
		cell := s.free()
		s.guests(cell, 10+i%20)
		s.lodging(cell, 2, "")
		until := s.at.AddDate(0, 0, -10-i*5)
		s.records.Reports = append(s.records.Reports, risk.Report{Stamp: s.stamp(cell, until), Origin: "community", Category: "LAIN", OccurredAt: until, Grade: "B2", State: risk.StateDugaan})
		if i%2 == 0 {
			s.records.Reports = append(s.records.Reports, risk.Report{Stamp: s.stamp(cell, until), Origin: "partner", Category: "ALAMAT", OccurredAt: until, Grade: "B2", State: risk.StateTerbukti, VerifiedAt: until})
		}
	}
	day := s.at.AddDate(0, -2, 0)
	s.records.Visits = append(s.records.Visits, risk.Visit{Stamp: risk.Stamp{Desa: "51.08.09.2099", RecordedAt: day}, Date: day, Hours: 8})
}
