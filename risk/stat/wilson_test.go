package stat_test

import (
	"math"
	"testing"

	"timpora/risk/stat"
)

// Expected: Newcombe 1998 (doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E),
// table I, method 3: 81/263, 15/148, 0/20, 1/29.
func TestWilson(t *testing.T) {
	for _, tt := range []struct{ k, n, low, high float64 }{
		{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718},
	} {
		low, high := stat.Wilson(tt.k, tt.n, 0.95)
		if math.Abs(low-tt.low) > 5e-5 || math.Abs(high-tt.high) > 5e-5 {
			t.Errorf("%v of %v: %.4f to %.4f, want %v to %v", tt.k, tt.n, low, high, tt.low, tt.high)
		}
	}
	for _, bad := range [][3]float64{{1, 0, 0.95}, {2, 1, 0.95}, {-1, 1, 0.95}, {1, 2, 1}} {
		if low, high := stat.Wilson(bad[0], bad[1], bad[2]); !math.IsNaN(low) || !math.IsNaN(high) {
			t.Errorf("%v: %v to %v", bad, low, high)
		}
	}
}

func TestVariance(t *testing.T) {
	if v := stat.Variance([]float64{2, 4, 4, 4, 5, 5, 7, 9}); math.Abs(v-32.0/7) > 1e-12 {
		t.Errorf("variance %v", v)
	}
	if v := stat.Variance([]float64{1}); !math.IsNaN(v) {
		t.Errorf("variance of one value %v", v)
	}
}
