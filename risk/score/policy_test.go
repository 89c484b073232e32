package score_test

import (
	"errors"
	"strings"
	"testing"

	"timpora/data/sets"
	"timpora/risk"
	"timpora/risk/score"
)

func policy(t testing.TB) score.Policy {
	t.Helper()
	p, err := score.ParsePolicy(sets.Policy())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestBuiltInPolicy(t *testing.T) {
	p := policy(t)
	if got := len(p.Factors()); got != 9 {
		t.Errorf("%d factors, want 9", got)
	}
	if p.Weights.Of(risk.SubOccurred) != 0.40 || p.Weights.Of("X") != 0 {
		t.Errorf("weights %+v", p.Weights)
	}
	if d := score.PolicyDigest(sets.Policy()); len(d) != 64 {
		t.Errorf("digest %q", d)
	}
}

func TestParsePolicyRefuses(t *testing.T) {
	tests := []struct {
		name, old, with string
		want            []string // parts of the message
	}{
		{"sub-score weights not one", "P = 0.35", "P = 0.45", []string{"weights", "line 16", "sum to 1"}},
		{"factor weights not one", "weight = 0.5\ncap", "weight = 0.6\ncap", []string{"factor", "sub-score H", "sum to 1"}},
		{"exposure not one", "land = 0.20", "land = 0.30", []string{"exposure", "sum to 1"}},
		{"no share of land", "persons = 0.50\nlodging = 0.30\nland = 0.20", "persons = 0.70\nlodging = 0.30\nland = 0.0", []string{"exposure.land", "line"}},
		{"cap zero", "cap = 60.0", "cap = 0.0", []string{"factor.stays_density.cap", "line 29", "above 0"}},
		{"cap not a number", "cap = 60.0", "cap = nan", []string{"factor.stays_density.cap", "above 0"}},
		{"cap text", "cap = 60.0", `cap = "60"`, []string{"line 29"}},
		{"unknown factor", "[factor.blind]", "[factor.nationality]", []string{"factor.blind", "missing"}},
		{"added factor", "[time]", "[factor.nationality]\nweight = 0.0\ncap = 1.0\n[time]", []string{"factor.nationality", "unknown factor", "line"}},
		{"unknown key", "[time]", "[time]\nwindow_weeks = 3", []string{"time.window_weeks", "unknown key", "line"}},
		{"missing key", "half_life_days = 180", "", []string{"time.half_life_days", "missing"}},
		{"negative weight", "P = 0.35", "P = -0.35", []string{"weights.P", "line 17"}},
		{"levels fall", "[20.0, 35.0, 50.0]", "[20.0, 15.0, 50.0]", []string{"level.thresholds", "rising"}},
		{"two levels", "[20.0, 35.0, 50.0]", "[20.0, 35.0]", []string{"level.thresholds"}},
		{"draws too many", "draws = 1000", "draws = 10000000", []string{"ranking.draws"}},
		{"alpha bounds crossed", "alpha_max = 2.0", "alpha_max = 0.01", []string{"dispersion.alpha_max"}},
		{"level of clusters", "level = 0.05", "level = 1.0", []string{"cluster.level", "below 1"}},
		{"too few replications", "replications = 999", "replications = 9", []string{"cluster.replications", "line"}},
		{"window too wide", "nearest = 50", "nearest = 65", []string{"cluster.nearest"}},
		{"periods beyond the window", "new_periods = 6", "new_periods = 60", []string{"cluster.new_periods", "window_days"}},
		{"no level left for the map", "new_recurrence_days = 365.0", "new_recurrence_days = 20.0", []string{"cluster.new_recurrence_days"}},
		{"all level to the hot cells", "hot_level = 0.01", "hot_level = 0.05", []string{"cluster.hot_level", "below level"}},
		{"random share below the floor", "random_share = 0.20", "random_share = 0.14", []string{"plan.random_share", "line", "0.15"}},
		{"no speed", "km_per_hour = 35.0", "km_per_hour = 0.0", []string{"plan.km_per_hour", "above 0"}},
		{"office nowhere", "office_lat = -8.1328", "office_lat = nan", []string{"plan.office_lat", "latitude"}},
		{"broken TOML", "[time]", "[time", []string{"line"}},
		{"key twice", "cap = 60.0", "cap = 60.0\ncap = 61.0", []string{"line 30", "cap", "already defined"}},
		{"huge integer", "top_k = 20", "top_k = 99999999999999999999", []string{"line"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := strings.Replace(string(sets.Policy()), tt.old, tt.with, 1)
			if file == string(sets.Policy()) {
				t.Fatalf("the built-in policy no longer holds %q", tt.old)
			}
			_, err := score.ParsePolicy([]byte(file))
			if !errors.Is(err, score.ErrPolicy) {
				t.Fatalf("error %v, want ErrPolicy", err)
			}
			for _, part := range tt.want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("message %q lacks %q", err, part)
				}
			}
		})
	}
}

func TestEmptyPolicyNamesEveryMissingKey(t *testing.T) {
	_, err := score.ParsePolicy(nil)
	for _, key := range []string{"weights.P", "factor.unseen.cap", "cluster.q", "ranking.top_k"} {
		if err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("%s is not named: %v", key, err)
		}
	}
}

func FuzzParsePolicy(f *testing.F) {
	f.Add(sets.Policy())
	f.Add([]byte("[weights]\nP = 1\n"))
	f.Add([]byte("[factor.\"a.b\"]\nweight = inf"))
	f.Add([]byte("a = {b = [1, {c = 2}]}"))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := score.ParsePolicy(file)
		if err != nil {
			if !errors.Is(err, score.ErrPolicy) {
				t.Errorf("error %v does not wrap ErrPolicy", err)
			}
			return
		}
		sum := p.Weights.P + p.Weights.H + p.Weights.O
		if !(sum > 0.999 && sum < 1.001) {
			t.Errorf("accepted weights sum to %v", sum)
		}
	})
}
