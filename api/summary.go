package api

import (
	"time"

	"timpora/geo"
)

// summary adds up what is known of an area. Below the officer's tier counts
// of persons under the tier's threshold are hidden, and with them everything
// that would tell them: the disclosure rules of the whole layer decide in
// Config.Hidden.
func (v *View) summary(code geo.AreaCode, tier Tier) areaSummary {
	s := areaSummary{Suppressed: []string{}}
	v.addCoverage(&s, code)
	if v.Run == nil {
		return s
	}
	persons, reports, verified, sum, top := 0, 0, 0, 0.0, 0.0
	for _, sc := range v.Run.Result.Scores {
		if !sc.Desa.Within(code) {
			continue
		}
		s.Cells++
		persons += sc.Persons
		reports += sc.Reports
		verified += sc.Verified
		sum += sc.Score
		top = max(top, sc.Score)
	}
	s.Persons, s.Reports, s.Verified = &persons, &reports, &verified
	if s.Cells > 0 {
		mean := sum / float64(s.Cells)
		s.MaxScore, s.MeanScore = &top, &mean
	}
	if tier != TierOfficer && v.Hidden(string(tier), code) {
		s.Persons, s.Reports, s.Verified, s.MaxScore, s.MeanScore, s.Premises = nil, nil, nil, nil, nil, nil
		s.Suppressed = []string{"persons", "reports", "verified", "max_score", "mean_score", "premises"}
	}
	return s
}

func (v *View) addCoverage(s *areaSummary, code geo.AreaCode) {
	premises := 0
	for c, cov := range v.Coverage {
		if c.Within(code) {
			premises += cov.Premises
			s.LastVisit = later(s.LastVisit, cov.LastVisit)
			s.LastMeeting = later(s.LastMeeting, cov.LastMeeting)
		}
	}
	s.Premises = &premises
}

func later(have *time.Time, t time.Time) *time.Time {
	if t.IsZero() || (have != nil && !t.After(*have)) {
		return have
	}
	return &t
}
