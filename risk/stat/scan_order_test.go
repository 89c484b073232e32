package stat_test

import (
	"fmt"
	"testing"

	"timpora/risk/stat"
)

func TestOrdersByDistanceKeepTiesTogether(t *testing.T) {
	points := [][2]float64{{0, 0}, {1, 0}, {-1, 0}, {3, 0}}
	all := stat.OrdersByDistance(points, 0)[0]
	if got := fmt.Sprint(all.Cells, all.Ends, all.Radius); got != "[0 1 2 3] [1 3 4] [0 1 3]" {
		t.Error(got)
	}
	cut := stat.OrdersByDistance(points, 2)[0] // the cut splits the pair at distance 1
	if got := fmt.Sprint(cut.Cells, cut.Ends); got != "[0 1] [1]" {
		t.Error(got)
	}
}

func TestOrdersByRings(t *testing.T) {
	orders := stat.OrdersByRings(hexagons(15, 15), 91)
	middle := orders[7*15+7]
	if got := fmt.Sprint(middle.Ends, len(middle.Cells)); got != "[1 7 19 37 61 91] 91" {
		t.Error(got)
	}
	island := stat.OrdersByRings([][]int32{{}, {2}, {1}}, 3)
	if got := fmt.Sprint(island[0].Cells, island[1].Cells); got != "[0] [1 2]" {
		t.Error(got)
	}
}
