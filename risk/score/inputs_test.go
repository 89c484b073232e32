package score_test

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/score"
)

// Every field that a factor can reach is walked, by type and by name. Only
// numbers, places, codes of grades and the moment may be there.
func TestInputsHoldNoTraitOfAPerson(t *testing.T) {
	walk(t, reflect.TypeFor[score.Inputs](), "Inputs")
}

func walk(t *testing.T, typ reflect.Type, path string) {
	t.Helper()
	switch typ {
	case reflect.TypeFor[time.Time](), reflect.TypeFor[geo.Cell](), reflect.TypeFor[geo.AreaCode](), reflect.TypeFor[geo.Meters]():
		return
	}
	switch typ.Kind() {
	case reflect.Struct:
		counts := typ == reflect.TypeFor[risk.Tally]() || typ == reflect.TypeFor[risk.Counted]() // walked like the rest
		if strings.HasPrefix(typ.PkgPath(), "timpora/risk") && typ.PkgPath() != "timpora/risk/score" && !counts {
			t.Errorf("%s is a %s: records stop before the scorer", path, typ)
		}
		for i := range typ.NumField() {
			f := typ.Field(i)
			if word := forbidden(f.Name, f.Tag.Get("json")); word != "" {
				t.Errorf("%s.%s speaks of %q", path, f.Name, word)
			}
			walk(t, f.Type, path+"."+f.Name)
		}
	case reflect.Slice, reflect.Array:
		walk(t, typ.Elem(), path+"[]")
	case reflect.Int, reflect.Float64:
	case reflect.String:
		codes := []string{"Inputs.BoundarySet", "Inputs.Seats[].Level", "Inputs.Seats[].Code"} // of areas and agencies
		if !strings.HasSuffix(path, ".Grade") && !slices.Contains(codes, path) {
			t.Errorf("%s is free text", path)
		}
	default:
		t.Errorf("%s is a %s", path, typ)
	}
}

// forbidden finds a word that names a trait, a proxy of one or a person.
func forbidden(names ...string) string {
	bad := []string{"nationality", "nation", "country", "citizenship", "ethnicity", "ethnic", "race", "religion", "sex", "gender", "age", "birth",
		"language", "passport", "name", "person", "key", "hash", "reporter", "text", "document", "purpose", "kewarganegaraan", "agama", "suku", "kelamin", "umur", "bahasa"}
	for _, name := range names {
		for _, w := range regexp.MustCompile(`[A-Z]?[a-z]+`).FindAllString(name, -1) {
			for _, b := range bad {
				if strings.EqualFold(w, b) {
					return b
				}
			}
		}
	}
	return ""
}

func TestTheWalkFindsWhatItLooksFor(t *testing.T) {
	for _, name := range []string{"Nationality", "PersonKey", "passport_country", "Age", "MeanAge"} {
		if forbidden(name) == "" {
			t.Errorf("%s passes", name)
		}
	}
	if w := forbidden("DaysDecayed", "Coverage", "Staying"); w != "" {
		t.Errorf("an innocent word is read as %s", w)
	}
}

// frame is a row of cells, each the neighbour of the next.
func frame(n int) risk.Frame {
	f := risk.Frame{BoundarySet: "row", Resolution: 8}
	for i := range n {
		c := risk.FrameCell{Cell: geo.Cell(0x888db4b653fffff + i<<21), Desa: "51.08.01.2001", LandKm2: 0.6 + float64(i%5)/20, CoastM: geo.Meters(300 * i)}
		if i > 0 {
			c.Neighbours = append(c.Neighbours, int32(i-1))
		}
		if i < n-1 {
			c.Neighbours = append(c.Neighbours, int32(i+1))
		}
		f.Cells = append(f.Cells, c)
	}
	return f
}

func empty(f risk.Frame) score.Inputs {
	in := score.Inputs{At: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), BoundarySet: f.BoundarySet, Resolution: f.Resolution,
		Grades: []score.GradeTally{}, Strata: []score.Stratum{}}
	for _, c := range f.Cells {
		in.Cells = append(in.Cells, score.Cell{Cell: c.Cell})
	}
	return in
}

func TestInputsReadBack(t *testing.T) {
	in := empty(frame(3))
	in.Cells[1] = score.Cell{Cell: in.Cells[1].Cell, Staying: 1.0 / 3, Heads: 1, Unproven: []score.GradeSum{{Grade: "B2", Sum: 0.1}}, Origins: score.Origins{Partner: 2}}
	in.Strata = []score.Stratum{{Area: "51.08", Community: 3}}
	b, err := in.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	back, err := score.ParseInputs(b)
	if err != nil || !reflect.DeepEqual(in, back) {
		t.Fatalf("read back %+v, %v", back, err)
	}
	again, _ := back.Bytes()
	if !bytes.Equal(b, again) || score.InputsDigest(b) != score.InputsDigest(again) {
		t.Error("not canonical")
	}
	in.At = in.At.In(time.FixedZone("WITA", 8*3600))
	if local, _ := in.Bytes(); !bytes.Equal(b, local) {
		t.Error("the zone of the moment changes the bytes")
	}
}

func TestInputsRefused(t *testing.T) {
	f := frame(3)
	tests := []struct {
		name   string
		change func(*score.Inputs)
		want   string
	}{
		{"other boundaries", func(in *score.Inputs) { in.BoundarySet = "x" }, "boundary set"},
		{"other resolution", func(in *score.Inputs) { in.Resolution = 9 }, "resolution 9"},
		{"cells missing", func(in *score.Inputs) { in.Cells = in.Cells[:2] }, "2 cells"},
		{"other cell", func(in *score.Inputs) { in.Cells[1].Cell++ }, "cell 1"},
		{"negative exposure", func(in *score.Inputs) { in.Cells[2].Days = -1 }, "days is -1"},
		{"not a number", func(in *score.Inputs) { in.Cells[0].Lodging = math.NaN() }, "lodging is NaN"},
		{"infinite", func(in *score.Inputs) { in.Cells[0].Hours = math.Inf(1) }, "hours"},
		{"negative month", func(in *score.Inputs) { in.Cells[1].Recent = []float64{0, -1} }, "recent is -1"},
		{"negative grade sum", func(in *score.Inputs) { in.Cells[0].Unproven = []score.GradeSum{{Grade: "A1", Sum: -2}} }, "unproven A1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := empty(f)
			tt.change(&in)
			if err := in.Check(f); !errors.Is(err, score.ErrInputs) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want ErrInputs with %q", err, tt.want)
			}
		})
	}
	if err := empty(f).Check(f); err != nil {
		t.Errorf("sound inputs: %v", err)
	}
}

func FuzzParseInputs(f *testing.F) {
	b, _ := empty(frame(2)).Bytes()
	f.Add(b)
	f.Add([]byte(`{"cells":[{"cell":"888db4b653fffff","nationality":"x"}]}`))
	f.Add([]byte(`{}{}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		in, err := score.ParseInputs(b)
		if err != nil {
			if !errors.Is(err, score.ErrInputs) {
				t.Errorf("error %v", err)
			}
			return
		}
		first, err := in.Bytes()
		if err != nil {
			return
		}
		back, err := score.ParseInputs(first)
		if err != nil {
			t.Fatalf("own bytes are refused: %v", err)
		}
		if second, _ := back.Bytes(); !bytes.Equal(first, second) {
			t.Error("bytes are not canonical")
		}
	})
}
