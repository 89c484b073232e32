package report_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"timpora/risk"
	"timpora/risk/report"
)

// needed lists the codes that runs, records and pages carry.
func needed() []string {
	out := []string{"level.0", "level.1", "level.2", "level.3"}
	for prefix, codes := range map[string]string{
		"factor":    "stays_density lodging_density unregistered_share coast_access permit_expiry reporting_gap blind unseen incident_ratio",
		"counter":   "few_incidents one_origin desa_placed own_finds wide_interval ranking_not_robust edge_precision",
		"change":    "level_up level_down cluster_new cluster_gone",
		"fault":     "late_feed empty_feed unlocatable desa_placed",
		"operation": "khusus insidentil mandiri",
		"plan":      "incidents ratio origins false_flag never_visited last_visit truly_quiet by_lot by_chance",
		"state":     "usulan disetujui berjalan selesai batal",
	} {
		for _, c := range strings.Fields(codes) {
			out = append(out, prefix+"."+c)
		}
	}
	for _, k := range risk.Kinds() {
		out = append(out, "kind."+string(k))
	}
	return out
}

func TestEveryCodeHasBothLanguages(t *testing.T) {
	have := report.Codes()
	for _, c := range needed() {
		if !slices.Contains(have, c) {
			t.Errorf("%s has no text", c)
		}
	}
	seen := map[string]bool{}
	mark := regexp.MustCompile(`\{[a-z]+\}`)
	for _, c := range have {
		id, en := report.Sentence(report.Indonesian, c), report.Sentence(report.English, c)
		if id == "" || en == "" || id == c || seen[c] {
			t.Errorf("%s: %q, %q, doubled %v", c, id, en, seen[c])
		}
		seen[c] = true
		a, b := mark.FindAllString(id, -1), mark.FindAllString(en, -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Errorf("%s: placeholders %v and %v", c, a, b)
		}
	}
}

// A score is an indication; texts must not call places dangerous or guests suspects.
func TestWordingRules(t *testing.T) {
	bad := regexp.MustCompile(`(?i)rawan|berbahaya|pelaku|tersangka|liar|ilegal|illegal|suspect|dangerous|alien`)
	for _, c := range report.Codes() {
		for _, l := range []report.Lang{report.Indonesian, report.English} {
			if s := report.Sentence(l, c); bad.MatchString(s) {
				t.Errorf("%s: %q", c, s)
			}
		}
	}
	if s := report.Sentence(report.Indonesian, "note"); !strings.Contains(s, "indikasi") || !strings.Contains(s, "prioritas kunjungan") {
		t.Errorf("note: %q", s)
	}
}

func ExampleSentence() {
	fmt.Println(report.Sentence(report.Indonesian, "level.3"))
	fmt.Println(report.Sentence(report.English, "fault.late_feed", "kind", "visits", "n", "8"))
	fmt.Println(report.Sentence(report.English, "no.such.code"))
	// Output:
	// Sangat tinggi
	// visits: no new data for 8 days
	// no.such.code
}
