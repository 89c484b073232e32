package locate_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"timpora/geo"
	"timpora/geo/locate"
)

// The neighbours column of the facts was computed from set A by another tool.
func TestNeighboursOfSetAAreThoseOfTheFacts(t *testing.T) {
	x := newIndex(t, set(t, setA))
	pairs := 0
	for _, row := range facts(t) {
		got, err := x.Neighbours(geo.AreaCode(row[0]), 0)
		if err != nil {
			t.Fatal(err)
		}
		if text := join(got); text != row[13] {
			t.Errorf("%s: %s, the facts say %s", row[0], text, row[13])
		}
		pairs += len(got)
	}
	if pairs != 2*684 {
		t.Errorf("%d pairs, want 684", pairs/2)
	}
}

func join(codes []geo.AreaCode) string {
	text := make([]string, len(codes))
	for i, c := range codes {
		text[i] = string(c)
	}
	return strings.Join(text, ";")
}

// Set B needs a tolerance: 10 m is wider than its seams (7 m on average). Its
// lines are not those of set A, so some pairs differ; those that both know are
// nearly all.
func TestNeighboursOfSetBWithATolerance(t *testing.T) {
	x := newIndex(t, set(t, setB))
	const tolerance = 10
	both, onlyB, onlyA := 0, 0, 0
	for _, row := range facts(t) {
		got, err := x.Neighbours(geo.AreaCode(row[0]), tolerance)
		if err != nil {
			t.Fatal(err)
		}
		for _, other := range got {
			if back, err := x.Neighbours(other, tolerance); err != nil || !slices.Contains(back, geo.AreaCode(row[0])) {
				t.Errorf("%s is a neighbour of %s and not the other way round", other, row[0])
			}
			if slices.Contains(strings.Split(row[13], ";"), string(other)) {
				both++
			} else {
				onlyB++
			}
		}
		onlyA += len(strings.Split(row[13], ";"))
	}
	onlyA -= both
	t.Logf("pairs in both sets %d, in set A only %d, in set B only %d", both/2, onlyA/2, onlyB/2)
	if both < 2*640 || onlyA > 2*40 || onlyB > 2*40 {
		t.Errorf("pairs in both sets %d, in set A only %d, in set B only %d", both/2, onlyA/2, onlyB/2)
	}
}

func TestNeighboursAtACornerAndAlongATolerance(t *testing.T) {
	metre := 1 / 110_574.0
	x := newIndex(t, []geo.Area{square("51.01.01.0001", 0, 0, 0.01), square("51.01.01.0002", 0.01, 0, 0.01), square("51.01.01.0003", 0.01, 0.01, 0.01),
		square("51.01.01.0004", -0.01-5*metre, 0, 0.01)})
	for _, c := range []struct {
		code      geo.AreaCode
		tolerance geo.Meters
		want      string
	}{
		{"51.01.01.0001", 0, "51.01.01.0002"}, {"51.01.01.0002", 0, "51.01.01.0001;51.01.01.0003"}, {"51.01.01.0004", 0, ""},
		{"51.01.01.0001", 4, "51.01.01.0002"}, {"51.01.01.0001", 6, "51.01.01.0002;51.01.01.0004"}, {"51.01.01.0004", 6, "51.01.01.0001"},
	} {
		if got, err := x.Neighbours(c.code, c.tolerance); err != nil || join(got) != c.want {
			t.Errorf("%s within %v m: %v (%v), want %s", c.code, c.tolerance, got, err, c.want)
		}
	}
	if _, err := x.Neighbours("51.01.01.0009", 0); !errors.Is(err, locate.ErrUnknown) {
		t.Errorf("an unknown code gives %v", err)
	}
}
