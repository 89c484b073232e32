package api

import (
	"slices"
	"time"

	"timpora/geo"
)

// summary tells what is known of an area: the sums are those of the disclosure
// rules, which are made over the whole layer, so that no difference tells what
// another area hides. Premises are hidden with the persons in them; days of visits
// and meetings are shown of areas that the audience sees the figures of.
func (v *View) summary(code geo.AreaCode) areaSummary {
	s := areaSummary{Suppressed: []string{}}
	u, reason := v.Unit(code)
	if reason != "" {
		s.Suppressed = append(s.Suppressed, u.Suppressed...)
	}
	hidden := func(name string) bool { return slices.Contains(u.Suppressed, name) }
	s.Cells, s.Kind = u.Cells, u.Kind
	if v.Run != nil {
		s.Persons, s.Reports, s.Verified = unless(hidden("persons"), u.Persons), unless(hidden("reports"), u.Reports), unless(hidden("verified"), u.Verified)
	}
	if u.Cells > 0 {
		s.MaxScore, s.MeanScore = unless(hidden("max_score"), u.MaxScore), unless(hidden("mean_score"), u.MeanScore)
	}
	v.addCoverage(&s, code, hidden("persons"))
	return s
}

func unless[T any](hidden bool, value T) *T {
	if hidden {
		return nil
	}
	return &value
}

// addCoverage adds what the team did in the desa of an area. An audience that
// sees no figures of an area sees none of this either.
func (v *View) addCoverage(s *areaSummary, code geo.AreaCode, few bool) {
	if !v.follows(code) {
		s.Suppressed = append(s.Suppressed, "last_visit", "last_meeting", "premises")
		return
	}
	premises := 0
	for c, cov := range v.Coverage {
		if c.Within(code) {
			premises += cov.Premises
			s.LastVisit = later(s.LastVisit, cov.LastVisit)
			s.LastMeeting = later(s.LastMeeting, cov.LastMeeting)
		}
	}
	if s.Premises = unless(few, premises); few {
		s.Suppressed = append(s.Suppressed, "premises")
	}
}

// follows reports whether the audience sees what the team did in an area: the
// public of kecamatan and above, others of their own areas.
func (v *View) follows(code geo.AreaCode) bool {
	if v.Audience.Tier == TierPublic {
		return code.Level() != geo.LevelDesa
	}
	return v.Audience.Sees(code)
}

func later(have *time.Time, t time.Time) *time.Time {
	if t.IsZero() || (have != nil && !t.After(*have)) {
		return have
	}
	return &t
}
