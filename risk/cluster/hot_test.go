package cluster_test

import (
	"math"
	"slices"
	"testing"

	"timpora/risk/cluster"
	"timpora/risk/stat"
)

// Crowded places that may double by chance make the largest ratio of random
// maps so large that a scan sees nothing else; the cells' own tests do.
func TestCrowdedPlacesHideNoQuietOne(t *testing.T) {
	f, scores, evidence := row(200)
	for i := 100; i < 200; i += 5 {
		evidence[i].Expected = 30
		incidents(evidence, i, 30)
	}
	incidents(evidence, 20, 9)
	scaled(evidence)
	zones := scan(t, f, evidence, params())
	if len(zones) != 1 || zones[0].Method != cluster.MethodHot || !slices.Contains(zones[0].Cells, 20) {
		t.Fatalf("%+v", zones)
	}
	// the smallest q of BH is at most cells times the smallest tail
	around := evidence[19].Expected + evidence[20].Expected + evidence[21].Expected
	variance := around + 0.5*(3*evidence[20].Expected*evidence[20].Expected)
	if most := 200 * stat.NBUpperVar(9, around, variance); !(zones[0].P <= most) || !(zones[0].P > 0) || zones[0].P > 0.01 {
		t.Errorf("p %v, want at most %v", zones[0].P, most)
	}
	if got := find(t, f, scores, evidence, params(), cluster.Scan); len(got) != 1 || got[0].Candidate || math.IsNaN(got[0].LLR) || got[0].LLR <= 0 {
		t.Errorf("%+v", got)
	}
}

// Hot cells beside a zone of the scan, or in it, make no second cluster.
func TestHotCellsOfAZoneAreNotListedTwice(t *testing.T) {
	f, _, evidence := row(60)
	incidents(evidence, 10, 8)
	incidents(evidence, 11, 8)
	incidents(evidence, 40, 1)
	scaled(evidence)
	if zones := scan(t, f, evidence, params()); len(zones) != 1 || zones[0].Method != cluster.MethodFlexible {
		t.Errorf("%+v", zones)
	}
}
