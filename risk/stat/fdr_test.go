package stat_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"timpora/risk/stat"
)

func TestFalseDiscoveryProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 30).Draw(t, "p")
		bh, by, holm := stat.BH(p), stat.BY(p), stat.Holm(p)
		for i := range p {
			if bh[i] < p[i] || by[i] < bh[i] || holm[i] < bh[i]-1e-15 || bh[i] > 1 || by[i] > 1 {
				t.Fatalf("p %v: BH %v, BY %v, Holm %v", p[i], bh[i], by[i], holm[i])
			}
			for j := range p {
				if p[i] <= p[j] && (bh[i] > bh[j] || holm[i] > holm[j]) {
					t.Fatalf("order of %v and %v is lost", p[i], p[j])
				}
			}
		}
		// An undefined entry changes nothing for the others.
		with := stat.BH(append([]float64{math.NaN()}, p...))
		if !math.IsNaN(with[0]) {
			t.Fatalf("undefined became %v", with[0])
		}
		for i, q := range with[1:] {
			if q != bh[i] {
				t.Fatalf("q[%d] is %v beside an undefined entry, %v without", i, q, bh[i])
			}
		}
	})
}

func TestFalseDiscoveryOfNothing(t *testing.T) {
	if got := stat.BH(nil); len(got) != 0 {
		t.Error(got)
	}
	if got := stat.CriticalP([]float64{math.NaN()}, 0.05); got != 0 {
		t.Error(got)
	}
	if got := stat.Rejected([]float64{0, 1}, 0.05); got != 1 {
		t.Error(got)
	}
}
