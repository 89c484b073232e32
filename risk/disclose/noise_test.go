package disclose_test

import (
	"fmt"
	"math"
	"testing"

	"timpora/risk/disclose"
)

// All 256 cell keys are enumerated: the noise is unbiased and symmetric, its
// variance is 708/256, and every value of -3 to 3 comes up.
func TestNoiseTable(t *testing.T) {
	for _, count := range []int{1, 4, 5, 8, 277, 84276} {
		sum, squares, times := 0, 0, map[int]int{}
		for key := range 256 {
			e := disclose.Noise(count, byte(key))
			sum, squares = sum+e, squares+e*e
			times[e]++
		}
		if sum != 0 || squares != 708 {
			t.Errorf("count %d: the noise sums to %d, its squares to %d, want 0 and 708", count, sum, squares)
		}
		if len(times) != 2*disclose.MostNoise+1 {
			t.Errorf("count %d: %d values", count, len(times))
		}
		for e := range disclose.MostNoise + 1 {
			if times[e] != times[-e] || times[e] == 0 || e > 0 && times[e] >= times[e-1] {
				t.Errorf("count %d: %d comes %d times, %d %d times", count, e, times[e], -e, times[-e])
			}
		}
	}
}

// What doc.go says of the counts near the threshold: of the counts k, k+1 and k+2
// those that are shown are higher in the mean by so much.
func TestBiasNearTheThreshold(t *testing.T) {
	for over, want := range []float64{1.08, 0.61, 0.25, 0} {
		sum, shown := 0, 0
		for key := range 256 {
			if e := disclose.Noise(5+over, byte(key)); e >= -over {
				sum, shown = sum+e, shown+1
			}
		}
		if got := float64(sum) / float64(shown); math.Abs(got-want) > 0.005 {
			t.Errorf("a count of k+%d is higher by %.3f, want %.2f", over, got, want)
		}
	}
}

// What doc.go says of two releases with one person added: in one area another
// value in 85 of 100 cases and the best guess right in 16; over four areas one
// number left in 4 of 10,000 and fewer than six in 10 of 100.
func TestWhatTwoReleasesTell(t *testing.T) {
	change := map[int]float64{} // of the noise
	for a := range 256 {
		for b := range 256 {
			change[disclose.Noise(9, byte(b))-disclose.Noise(8, byte(a))] += 1.0 / (256 * 256)
		}
	}
	one, few := 0.0, 0.0
	for a, p := range change {
		for b, q := range change {
			for c, r := range change {
				for d, s := range change {
					left := 4*disclose.MostNoise + 1 - (max(a, b, c, d) - min(a, b, c, d))
					if left == 1 {
						one += p * q * r * s
					}
					if left < 6 {
						few += p * q * r * s
					}
				}
			}
		}
	}
	for _, f := range []struct{ got, want float64 }{{1 - change[-1], 0.85}, {change[0], 0.16}, {few, 0.10}} {
		if math.Abs(f.got-f.want) > 0.005 {
			t.Errorf("%.4f, want %.2f", f.got, f.want)
		}
	}
	if len(change) != 13 || math.Abs(one-0.0004) > 0.0001 {
		t.Errorf("%d changes, one number left in %.5f", len(change), one)
	}
}

func TestNobodyStaysNobody(t *testing.T) {
	for key := range 256 {
		if e := disclose.Noise(0, byte(key)); e != 0 {
			t.Errorf("nobody gets the noise %d", e)
		}
	}
}

// The key of the same records is the same in any order, and one record more is
// another key; another secret or kind is another key as well. HMAC-SHA256 of "k"
// and "person\x000", first byte, by `printf 'person\0000' | openssl dgst -sha256 -hmac k`.
func TestRecordKeys(t *testing.T) {
	keys := disclose.NewKeys([]byte("k"))
	if got := keys.Record("person", "0"); got != 0x44 {
		t.Errorf("the key is %#x", got)
	}
	var forward, backward byte
	for i := range 100 {
		forward += keys.Record("person", fmt.Sprint(i))
		backward += disclose.NewKeys([]byte("k")).Record("person", fmt.Sprint(99-i))
	}
	if forward != backward {
		t.Errorf("the key depends on the order: %#x, %#x", forward, backward)
	}
	same := 0
	for i := range 256 {
		id := fmt.Sprint(i)
		if keys.Record("person", id) == keys.Record("report", id) || keys.Record("person", id) == disclose.NewKeys(nil).Record("person", id) {
			same++
		}
	}
	if same > 10 { // 2 of 256 are to be expected
		t.Errorf("%d of 256 keys do not depend on kind or secret", same)
	}
}
