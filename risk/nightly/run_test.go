package nightly_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/nightly"
	"timpora/risk/score"
)

// shelf is a source and sink in memory.
type shelf struct {
	records  risk.Records
	readErr  error
	writeErr error
	saved    []risk.Run
}

func (s *shelf) Records(context.Context, time.Time) (risk.Records, error) {
	return s.records, s.readErr
}

func (s *shelf) SaveRun(_ context.Context, r risk.Run) error {
	s.saved = append(s.saved, r)
	return s.writeErr
}

func smallJob(t testing.TB) nightly.Job {
	f, _ := land(t)
	return nightly.Job{At: moment(), Seed: 5, Version: "1", Policy: sets.Policy(), Frame: f, PrecisionM: 65}
}

func TestRunStoresWhatItReturns(t *testing.T) {
	s := &shelf{}
	job := smallJob(t)
	run, err := nightly.Run(t.Context(), s, s, job)
	if err != nil || len(s.saved) != 1 || s.saved[0].ID != run.ID {
		t.Fatalf("run %s, %v", run.ID, err)
	}
	id, err := uuid.Parse(run.ID)
	if err != nil || id.Version() != 7 || id.Variant() != uuid.RFC4122 {
		t.Errorf("id %s is no UUIDv7", run.ID)
	}
	sec, _ := id.Time().UnixTime()
	if sec != moment().Unix() {
		t.Errorf("id %s carries %d, want %d", run.ID, sec, moment().Unix())
	}
	if run.PolicyDigest != score.PolicyDigest(sets.Policy()) || run.BoundarySet != "two" || run.Resolution != 8 || len(run.Result.Scores) != 19 || run.Result.Clusters == nil {
		t.Errorf("run %+v", run)
	}
	again, err := nightly.Run(t.Context(), s, s, job)
	if err != nil || again.ID != run.ID || again.ResultDigest != run.ResultDigest {
		t.Error("the same job gave another run")
	}
}

func TestRunFails(t *testing.T) {
	broken := errors.New("disk full")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	tests := []struct {
		name string
		ctx  context.Context
		s    *shelf
		job  func(*nightly.Job)
		want error
		part string
	}{
		{"source", t.Context(), &shelf{readErr: broken}, func(*nightly.Job) {}, broken, "read records known at 2026-11-01"},
		{"sink", t.Context(), &shelf{writeErr: broken}, func(*nightly.Job) {}, broken, "save run"},
		{"policy", t.Context(), &shelf{}, func(j *nightly.Job) { j.Policy = []byte("x = 1") }, score.ErrPolicy, "unknown key"},
		{"cancelled", cancelled, &shelf{}, func(*nightly.Job) {}, context.Canceled, "run"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			job := smallJob(t)
			tt.job(&job)
			_, err := nightly.Run(tt.ctx, tt.s, tt.s, job)
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.part) {
				t.Errorf("error %v", err)
			}
			if tt.name != "sink" && len(tt.s.saved) > 0 {
				t.Error("something was stored")
			}
		})
	}
}

func TestVerifyFindsEveryChange(t *testing.T) {
	job := smallJob(t)
	run := compute(t, risk.Records{}, job)
	tests := []struct {
		name   string
		change func(r *risk.Run)
		frame  func(f *risk.Frame)
		part   string
	}{
		{"nothing", func(*risk.Run) {}, nil, ""},
		{"policy", func(r *risk.Run) { r.Policy = bytes.Replace(r.Policy, []byte("top_k = 20"), []byte("top_k = 21"), 1) }, nil, "policy has digest"},
		{"inputs", func(r *risk.Run) { r.Inputs = append(bytes.Clone(r.Inputs), ' ') }, nil, "inputs have digest"},
		{"result", func(r *risk.Run) {
			r.Result.Scores = append([]risk.Score{}, r.Result.Scores...)
			r.Result.Scores[0].Score++
		}, nil, "stored result"},
		{"seed", func(r *risk.Run) { r.Seed++ }, nil, "computed digest"},
		{"boundaries", func(*risk.Run) {}, func(f *risk.Frame) { f.BoundarySet = "other" }, "boundary set"},
		{"inputs of another shape", func(r *risk.Run) {
			r.Inputs = []byte(`{"nationality":1}`)
			r.InputsDigest = score.InputsDigest(r.Inputs)
		}, nil, "nationality"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, f := run, job.Frame
			tt.change(&r)
			if tt.frame != nil {
				tt.frame(&f)
			}
			err := nightly.Verify(r, f)
			if (err == nil) != (tt.part == "") || err != nil && !strings.Contains(err.Error(), tt.part) {
				t.Errorf("error %v, want one with %q", err, tt.part)
			}
		})
	}
}

func TestFrameRefusesAndSeparates(t *testing.T) {
	all := func(geo.Cell) geo.AreaCode { return "51.08.01.2001" }
	coast := func(geo.Point) geo.Meters { return 1 }
	if _, err := nightly.NewFrame("x", []geo.Cell{0x888db4b653fffff}, all, coast, 8); err == nil || !strings.Contains(err.Error(), "resolution 8") {
		t.Errorf("coarse land: %v", err)
	}
	if _, err := nightly.NewFrame("x", nil, all, coast, 11); err == nil {
		t.Error("a frame finer than its land is taken")
	}
	empty, err := nightly.NewFrame("x", nil, all, coast, 8)
	if err != nil || len(empty.Cells) != 0 {
		t.Errorf("no land: %+v, %v", empty, err)
	}
	full, _ := land(t)
	if n := len(full.Cells[full.Index()[bucket.Cell(geo.Point{Lon: 115.2, Lat: -8.2}, 8)]].Neighbours); n != 6 {
		t.Errorf("the middle cell has %d neighbours on open land", n)
	}
}

// A channel of water between two shores keeps their cells apart even where the
// cells themselves touch.
func TestStraitsDoNotConnect(t *testing.T) {
	west := bucket.Cell(geo.Point{Lon: 115.2, Lat: -8.2}, 8)
	east := bucket.Neighbours(west)[0]
	build := func(isLand func(geo.Cell) bool) risk.Frame {
		var fine []geo.Cell
		for _, c := range append(bucket.Children(west, 10), bucket.Children(east, 10)...) {
			if isLand(c) {
				fine = append(fine, c)
			}
		}
		f, err := nightly.NewFrame("strait", fine, func(geo.Cell) geo.AreaCode { return "51.08.01.2001" }, func(geo.Point) geo.Meters { return 1 }, 8)
		if err != nil || len(f.Cells) != 2 {
			t.Fatalf("%d cells, %v", len(f.Cells), err)
		}
		return f
	}
	if f := build(func(geo.Cell) bool { return true }); len(f.Cells[0].Neighbours) != 1 {
		t.Error("open land does not connect")
	}
	shore := func(c geo.Cell) bool {
		return c.Parent(8) == west && slices.ContainsFunc(bucket.Neighbours(c), func(n geo.Cell) bool { return n.Parent(8) == east })
	}
	if f := build(func(c geo.Cell) bool { return !shore(c) }); len(f.Cells[0].Neighbours)+len(f.Cells[1].Neighbours) != 0 {
		t.Error("the strait connects")
	}
}

func ExampleCompute() {
	run, err := nightly.Compute(risk.Records{}, nightly.Job{
		At: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Seed: 1, Version: "example", Policy: sets.Policy(),
		Frame: risk.Frame{BoundarySet: "empty", Resolution: 8},
	})
	fmt.Println(err, len(run.Result.Scores), len(run.Result.Clusters), run.ID[:13])
	// Output: <nil> 0 0 01a19467-e800
}
