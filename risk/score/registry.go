package score

import (
	"timpora/risk"
	"timpora/risk/stat"
)

// factor is one measure of a cell. Its value is raw/cap cut to 0..1, cap from
// the policy. The other functions are nil for a measure that is taken as
// known. Where it rests on a ratio of observed to expected, posterior is the
// ratio's under one draw, of turns a ratio into the raw scale, and known finds
// the ratio in a simulated truth.
type factor struct {
	code      string
	sub       risk.Sub
	unit      string
	raw       func(v *view) float64
	posterior func(v *view, d *draw) stat.Gamma
	of        func(ratio float64) float64
	known     func(t *Truth, i int) float64
}

// registry lists the factors in the order of the reasons. To add one, write
// its file and add its line here and its section to the policy.
func registry() []factor {
	return []factor{
		staysDensity(),
		lodgingDensity(),
		unregisteredShare(),
		coastAccess(),
		permitExpiry(),
		reportingGap(),
		blind(),
		unseen(),
		incidentRatio(),
	}
}
