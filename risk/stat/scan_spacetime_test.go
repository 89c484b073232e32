package stat_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"timpora/risk/stat"
)

func TestSpaceTimeFindsANewOutbreak(t *testing.T) {
	neighbours := hexagons(6, 6)
	var cases, exposure [][]float64
	r := stat.NewRand(6, 0)
	for period := range 10 {
		counts, expected := make([]float64, 36), make([]float64, 36)
		for i := range counts {
			expected[i] = 1
			rate := 0.5
			if period >= 8 && (i == 14 || slices.Contains(neighbours[14], int32(i))) {
				rate = 3
			}
			counts[i] = r.Poisson(rate)
		}
		cases, exposure = append(cases, counts), append(exposure, expected)
	}
	in := stat.SpaceTimeInput{Cases: cases, Expected: exposure, Orders: stat.OrdersByRings(neighbours, 19), Prospective: true}
	o := stat.ScanOptions{Replications: 199, Seed: 5, Null: stat.NullGammaPoisson, Alpha: 0.1}
	got, err := stat.ScanSpaceTime(in, o)
	if err != nil {
		t.Fatal(err)
	}
	best := got.Clusters[0]
	if best.End != 9 || best.Start < 7 || best.P > 0.05 || !slices.Contains(best.Members, 14) {
		t.Errorf("%+v", best)
	}
	if days := stat.Recurrence(28, best.P); days < 365 {
		t.Errorf("recurs every %v days", days)
	}
	o.Workers = 2
	again, err := stat.ScanSpaceTime(in, o)
	if err != nil || !slices.Equal(again.Maxima, got.Maxima) {
		t.Errorf("two workers draw otherwise: %v", err)
	}
}

func TestSpaceTimeRefusals(t *testing.T) {
	orders := stat.OrdersByRings([][]int32{{1}, {0}}, 2)
	row := [][]float64{{1, 2}}
	for name, in := range map[string]stat.SpaceTimeInput{
		"no periods":     {Orders: orders},
		"ragged":         {Cases: [][]float64{{1}}, Expected: row, Orders: orders},
		"periods differ": {Cases: row, Expected: [][]float64{{1, 1}, {1, 1}}, Orders: orders},
		"negative":       {Cases: row, Expected: [][]float64{{1, -1}}, Orders: orders},
	} {
		if _, err := stat.ScanSpaceTime(in, stat.ScanOptions{}); !errors.Is(err, stat.ErrScanInput) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestPermutationExpectedKeepsBothMargins(t *testing.T) {
	got := stat.PermutationExpected([][]float64{{1, 2}, {3, 6}})
	want := [][]float64{{1, 2}, {3, 6}} // rank one: the table is its own expectation
	for r := range want {
		for c := range want[r] {
			if math.Abs(got[r][c]-want[r][c]) > 1e-12 {
				t.Errorf("[%d][%d]: %v, want %v", r, c, got[r][c], want[r][c])
			}
		}
	}
	if v := stat.PermutationExpected([][]float64{{0}})[0][0]; !math.IsNaN(v) {
		t.Errorf("without cases: %v", v)
	}
}
