package stat

import (
	"cmp"
	"math"
	"slices"
)

// Hits judges the areas that a ranking flagged by the events that followed.
type Hits struct {
	Flagged    []int // in the order of the ranking
	Events     float64
	Area       float64
	HitRate    float64 // events caught/all events
	AreaShare  float64 // area flagged/all area
	PAI        float64 // HitRate/AreaShare
	Best       float64 // most events that any choice of as many areas holds
	PEI        float64 // Events/Best
	Precision  float64 // share of flagged areas with an event
	Recall     float64 // share of areas with an event that are flagged
	Efficiency float64 // events an area unit
}

// HitsAt judges the first k of a ranking by score, ties by the lower index.
// PAI = (n/N)/(a/A) (Chainey, Tompson & Uhlig 2008,
// doi:10.1057/palgrave.sj.8350066); PEI* = n/n* (NIJ challenge, 2017). Ratios
// over nothing are NaN.
func HitsAt(score, events, area []float64, k int) Hits {
	k = max(0, min(k, len(score)))
	return HitsOf(RankOrder(score)[:k], events, area)
}

// HitsWithin flags in the order of the ranking until the next area would pass
// the given share of all area, then stops.
func HitsWithin(score, events, area []float64, share float64) Hits {
	order := RankOrder(score)
	return HitsOf(order[:Within(order, area, share)], events, area)
}

// Within is how many areas of an order can be flagged before the next one
// would pass the given share of all area.
func Within(order []int, area []float64, share float64) int {
	budget := share * total(area) * (1 + 1e-12)
	sum := 0.0
	for k, i := range order {
		if sum += area[i]; sum > budget {
			return k
		}
	}
	return len(order)
}

// HitsOf judges flagged areas, each at most once.
func HitsOf(flagged []int, events, area []float64) Hits {
	h := Hits{Flagged: flagged}
	var with, all float64
	for _, i := range flagged {
		h.Events += events[i]
		h.Area += area[i]
		if events[i] > 0 {
			with++
		}
	}
	for _, e := range events {
		if e > 0 {
			all++
		}
	}
	most := slices.SortedFunc(slices.Values(events), func(a, b float64) int { return cmp.Compare(b, a) })
	h.Best = total(most[:min(len(flagged), len(most))])
	h.HitRate, h.AreaShare = ratio(h.Events, total(events)), ratio(h.Area, total(area))
	h.PAI, h.PEI = ratio(h.HitRate, h.AreaShare), ratio(h.Events, h.Best)
	h.Precision, h.Recall = ratio(with, float64(len(flagged))), ratio(with, all)
	h.Efficiency = ratio(h.Events, h.Area)
	return h
}

func total(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum
}

// ratio is a/b, undefined over 0.
func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}
