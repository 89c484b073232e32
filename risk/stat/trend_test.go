package stat_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"timpora/risk/stat"
)

func TestTrendOfTheReversedSeries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.SliceOfN(rapid.Float64Range(-9, 9), 2, 25).Draw(t, "y")
		back := make([]float64, len(y))
		for i, v := range y {
			back[len(y)-1-i] = v
		}
		a, b := stat.MannKendall(y), stat.MannKendall(back)
		near(t, "S", b.S, -a.S, 0)
		near(t, "p", b.P, a.P, 1e-12)
		near(t, "slope", b.Slope, -a.Slope, 1e-12)
	})
}

func TestTrendOfShortSeries(t *testing.T) {
	for _, y := range [][]float64{nil, {3}} {
		got := stat.MannKendall(y)
		if got.P != 1 || got.Z != 0 || !math.IsNaN(got.Slope) {
			t.Errorf("%v: %+v", y, got)
		}
	}
}

func TestEmergingPresentGoesBeforePast(t *testing.T) {
	for want, last := range map[string]int{"historical hot": 0, "oscillating cold": -1, "persistent hot": 1} {
		bins := []int{1, 1, 1, 1, 1, 1, 1, 1, 1, last}
		if got := stat.Emerging(bins, 0); got != want {
			t.Errorf("%v: %q, want %q", bins, got, want)
		}
	}
}

func TestEmergingIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bins := rapid.SliceOfN(rapid.IntRange(-3, 3), 0, 12).Draw(t, "bins")
		trend := rapid.IntRange(-1, 1).Draw(t, "trend")
		mirror := make([]int, len(bins))
		for i, b := range bins {
			mirror[i] = -b
		}
		swap := func(s string) string {
			switch n := len(s); {
			case n > 4 && s[n-4:] == " hot":
				return s[:n-4] + " cold"
			case n > 5 && s[n-5:] == " cold":
				return s[:n-5] + " hot"
			}
			return s
		}
		if a, b := stat.Emerging(bins, trend), stat.Emerging(mirror, -trend); swap(a) != b {
			t.Errorf("%v: %q, mirrored %q", bins, a, b)
		}
	})
}
