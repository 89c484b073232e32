package stat

import "slices"

// Emerging names the pattern of a cell's hot spots over time, in the way of
// emerging hot spot analysis: "new hot", "consecutive hot", "intensifying
// hot", "persistent hot", "diminishing hot", "sporadic hot", "oscillating
// hot", "historical hot", their cold mirrors, or "no pattern".
//
// bins holds one confidence bin a period, oldest first (see Bin): hot is 1 or
// more, cold -1 or less. trend is the verdict on the series of z: 1 up, 0
// none, -1 down. Where a cell would be both new or consecutive and
// oscillating, because it was cold before, it is oscillating; a single period
// that is hot is new. What is cold in the last period is no historical hot spot
// but an oscillating cold one: the present goes before the past.
func Emerging(bins []int, trend int) string {
	if len(bins) == 0 {
		return "no pattern"
	}
	if name := emergingHot(bins, trend); name != "" {
		return name + " hot"
	}
	mirror := make([]int, len(bins))
	for i, b := range bins {
		mirror[i] = -b
	}
	if name := emergingHot(mirror, -trend); name != "" {
		return name + " cold"
	}
	return "no pattern"
}

func emergingHot(bins []int, trend int) string {
	n := len(bins)
	count := 0
	for _, b := range bins {
		if b >= 1 {
			count++
		}
	}
	mostly := 10*count >= 9*n
	if bins[n-1] < 1 {
		if mostly && bins[n-1] > -1 {
			return "historical"
		}
		return ""
	}
	switch {
	case n == 1:
		return "new"
	case mostly && trend > 0:
		return "intensifying"
	case mostly && trend < 0:
		return "diminishing"
	case mostly:
		return "persistent"
	case slices.ContainsFunc(bins, func(b int) bool { return b <= -1 }):
		return "oscillating"
	case count == 1:
		return "new"
	case slices.IndexFunc(bins, func(b int) bool { return b >= 1 }) == n-count:
		return "consecutive"
	}
	return "sporadic"
}
