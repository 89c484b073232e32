package api

import (
	"math"
	"slices"
	"time"

	"timpora/geo"
)

// summary adds up what is known of an area; the mean is by land. Below the
// officer's tier scores are in whole numbers, and Config.Withheld says which
// figures are hidden: the rules are of the whole layer, so that no difference
// tells what another area hides. Premises are hidden with the persons in them.
func (v *View) summary(code geo.AreaCode, tier Tier) areaSummary {
	s := areaSummary{Suppressed: []string{}}
	v.addCoverage(&s, code)
	if v.Run != nil {
		v.addScores(&s, code)
	}
	if tier != TierOfficer {
		s.blur(v.Withheld(string(tier), code))
	}
	return s
}

func (v *View) addScores(s *areaSummary, code geo.AreaCode) {
	persons, reports, verified, sum, land, top := 0, 0, 0, 0.0, 0.0, 0.0
	for _, sc := range v.Run.Result.Scores {
		if !sc.Desa.Within(code) {
			continue
		}
		s.Cells++
		persons += sc.Persons
		reports += sc.Reports
		verified += sc.Verified
		sum += float64(sc.Score * sc.LandKm2)
		land += sc.LandKm2
		top = max(top, sc.Score)
	}
	s.Persons, s.Reports, s.Verified = &persons, &reports, &verified
	if land > 0 {
		mean := sum / land
		s.MaxScore, s.MeanScore = &top, &mean
	}
}

// blur rounds scores, and hides the named figures.
func (s *areaSummary) blur(withheld []string) {
	for _, score := range []*float64{s.MaxScore, s.MeanScore} {
		if score != nil {
			*score = math.Round(*score)
		}
	}
	hide := func(name string, clear func()) {
		if slices.Contains(withheld, name) {
			clear()
			s.Suppressed = append(s.Suppressed, name)
		}
	}
	hide("persons", func() { s.Persons = nil })
	hide("reports", func() { s.Reports = nil })
	hide("verified", func() { s.Verified = nil })
	hide("max_score", func() { s.MaxScore = nil })
	hide("mean_score", func() { s.MeanScore = nil })
	if slices.Contains(withheld, "persons") {
		s.Premises = nil
		s.Suppressed = append(s.Suppressed, "premises")
	}
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
