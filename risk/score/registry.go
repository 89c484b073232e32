package score

import "timpora/risk"

// factor is one measure of a cell. Its value is raw/cap cut to 0..1, cap from
// the policy. draw, where the factor is a posterior mean, gives one posterior
// draw on the raw scale; nil means that the measure is taken as known.
type factor struct {
	code string
	sub  risk.Sub
	unit string
	raw  func(v *view) float64
	draw func(v *view, d *draw) float64
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
