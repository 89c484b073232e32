package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"timpora/risk/simulate"
)

func TestBacktestCommand(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "demo", "-q")
	page := filepath.Join(t.TempDir(), "uji.html")
	today := midnight(time.Now()).Format(time.DateOnly)
	before := runtime.GOMAXPROCS(1)
	one := must(t, dir, "backtest", "--to", today, "--seed", "4", "--json", "-o", page)
	first, err := os.ReadFile(page)
	runtime.GOMAXPROCS(max(2, before))
	two := must(t, dir, "backtest", "--to", today, "--seed", "4", "--json", "-o", page, "--lang", "en")
	runtime.GOMAXPROCS(before)
	if one != two || err != nil {
		t.Errorf("one core and two, one language and the other, give different JSON (%v)", err)
	}
	var doc struct {
		V         int
		Synthetic bool
		Origins   []struct{ Events float64 }
		Rankings  []struct{ Code string }
	}
	parse(t, one, &doc)
	if doc.V != 1 || !doc.Synthetic || len(doc.Origins) != 12 || len(doc.Rankings) != 5 || doc.Rankings[0].Code != "score" {
		t.Errorf("%+v", doc)
	}
	second, err := os.ReadFile(page)
	if err != nil || !strings.Contains(string(first), "DATA SINTETIS") || !strings.Contains(string(first), "Uji mundur") || !strings.Contains(string(second), "Back-test") {
		t.Errorf("the pages of %d and %d bytes (%v)", len(first), len(second), err)
	}
}

// A history too short to judge is refused, with what would be needed.
func TestBacktestRefuses(t *testing.T) {
	dir := t.TempDir()
	if code, _, errs := command(t, dir, "backtest"); code != exitFailed || !strings.Contains(errs, "tidak ada insiden terverifikasi") {
		t.Errorf("an empty store: exit %d, %s", code, errs)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--from", "1-1-2026"}, "--from"}, {[]string{"--to", "besok"}, "--to"}, {[]string{"--origins", "3"}, "12"},
		{[]string{"--from", "2026-11-01", "--to", "2026-11-20"}, "origins fit"},
	} {
		if code, _, errs := command(t, dir, append([]string{"backtest"}, c.args...)...); code != exitUsage || !strings.Contains(errs, c.want) {
			t.Errorf("%v: exit %d, %s", c.args, code, errs)
		}
	}
}

func TestSimulateCommand(t *testing.T) {
	dir := t.TempDir()
	args := []string{"simulate", "--worlds", "1", "--plant", "8", "--seed", "3"}
	one := must(t, dir, append(args, "--json")...)
	var doc struct {
		V         int
		Synthetic bool
		simulate.Result
	}
	parse(t, one, &doc)
	if doc.V != 1 || !doc.Synthetic || len(doc.Null) != 2 || len(doc.Power) != 2 || doc.Power[0].Rate != 8 || doc.Coverage.Score.Cells < 4000 || !(doc.Incidents > 10) {
		t.Errorf("%+v", doc)
	}
	if text := must(t, dir, append(args, "--lang", "en")...); !strings.Contains(text, "DATA SINTETIS") || !strings.Contains(text, "coverage of 90 % intervals") {
		t.Error(text)
	}
	for _, wrong := range [][]string{{"--worlds", "0"}, {"--plant", "1"}, {"--at", "now"}} {
		if code, _, errs := command(t, dir, append([]string{"simulate"}, wrong...)...); code != exitUsage || errs == "" {
			t.Errorf("%v: exit %d, %s", wrong, code, errs)
		}
	}
}
