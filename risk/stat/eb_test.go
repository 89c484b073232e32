package stat_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"timpora/risk/stat"
)

func TestMarshallShrinksTowardsTheMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var y, n []float64
		for range rapid.IntRange(2, 20).Draw(t, "cells") {
			n = append(n, float64(rapid.IntRange(1, 500).Draw(t, "population")))
			y = append(y, float64(rapid.IntRange(0, 20).Draw(t, "cases")))
		}
		prior := stat.MarshallPrior(y, n)
		for i, r := range stat.MarshallGlobal(y, n) {
			raw := y[i] / n[i]
			low, high := math.Min(raw, prior.Mean), math.Max(raw, prior.Mean)
			if r < low-1e-12 || r > high+1e-12 {
				t.Fatalf("rate %v lies outside %v to %v", r, low, high)
			}
		}
	})
}

func TestMarshallEdges(t *testing.T) {
	got := stat.MarshallGlobal([]float64{2, 0}, []float64{10, 0})
	near(t, "no population", got[1], 0.2, 1e-15)
	near(t, "nothing anywhere", stat.MarshallGlobal([]float64{0}, []float64{0})[0], 0, 0)
	near(t, "cases of nobody", stat.MarshallGlobal([]float64{1}, []float64{0})[0], math.NaN(), 0)
	near(t, "island without a case", stat.MarshallLocal([]float64{0, 3}, []float64{5, 5}, [][]int32{{}, {}})[0], 0, 0)
	index := stat.EBIndex([]float64{2, 0}, []float64{10, 0})
	near(t, "index without population", index[1], math.NaN(), 0)
	near(t, "index without a case", stat.EBIndex([]float64{0, 0}, []float64{1, 1})[0], math.NaN(), 0)
}
