package backtest_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"timpora/risk/backtest"
)

func TestMain(m *testing.M) {
	flag.Bool("update", false, "write the golden files")
	flag.Parse()
	os.Exit(m.Run())
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it and run with -args -update", name)
	}
}

// document is a back-test of the true rates, made anew each time.
func document(t *testing.T, l backtest.Lang) backtest.Document {
	t.Helper()
	g := ground(1)
	for i := range 40 {
		g.Trips = append(g.Trips, backtest.Trip{Cells: []int{i, i + 7}, At: end().Add(-time.Duration(9*i) * day), Hours: 2})
	}
	r := run(t, g, plan(), func(time.Time) []float64 { return rates() })
	return backtest.Document{
		Result: r, Version: "uji", BoundarySet: "petak <uji>", PolicyDigest: strings.Repeat("0123456789abcdef", 4),
		Synthetic: true, Credit: "Boundaries & credit", Lang: l,
	}
}

func written(t *testing.T, write func(io.Writer, backtest.Document) error, l backtest.Lang) []byte {
	t.Helper()
	var a, b bytes.Buffer
	if err := write(&a, document(t, l)); err != nil {
		t.Fatal(err)
	}
	if err := write(&b, document(t, l)); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Fatalf("a second back-test differs (%v)", err)
	}
	return a.Bytes()
}

func TestGolden(t *testing.T) {
	golden(t, "backtest.id.html", written(t, backtest.HTML, backtest.Indonesian))
	golden(t, "backtest.en.html", written(t, backtest.HTML, backtest.English))
	golden(t, "backtest.json", written(t, backtest.JSON, backtest.Indonesian))
	golden(t, "backtest.txt", written(t, backtest.Text, backtest.English))
}

func TestThePageNeedsNothingElse(t *testing.T) {
	for _, l := range []backtest.Lang{backtest.Indonesian, backtest.English} {
		page := string(written(t, backtest.HTML, l))
		for _, never := range []string{"<script", "http:", "https:", "url(", "@import", "<img", "<link", " on"} {
			if never == " on" && !regexp.MustCompile(`<[a-z]+[^>]* on[a-z]+=`).MatchString(page) {
				continue
			}
			if strings.Contains(page, never) {
				t.Errorf("%s: the page holds %q", l, never)
			}
		}
		for _, always := range []string{"size: A4", "DATA SINTETIS", `<html lang="` + string(l) + `"`, "petak &lt;uji&gt;", "Boundaries &amp; credit", "<svg viewBox", "aria-label"} {
			if !strings.Contains(page, always) {
				t.Errorf("%s: the page lacks %q", l, always)
			}
		}
		if code := regexp.MustCompile(`>(head|how|section|col|axis|note|bins|extent|calibration)\.[a-z0-9_]+`).FindString(page); code != "" {
			t.Errorf("%s: a text is missing: %s", l, code)
		}
		if strings.Contains(page, "NaN") || strings.Contains(page, "Inf") {
			t.Errorf("%s: an undefined figure is drawn", l)
		}
	}
	real := document(t, backtest.Indonesian)
	real.Synthetic = false
	var b bytes.Buffer
	if err := backtest.HTML(&b, real); err != nil || strings.Contains(b.String(), "SINTETIS") {
		t.Errorf("real data are marked synthetic (%v)", err)
	}
}

func TestUndefinedFiguresAreNull(t *testing.T) {
	g := ground(1) // nobody visits: no incident an hour
	d := backtest.Document{Result: run(t, g, plan(), oracle(g)), PolicyDigest: "0"}
	var b bytes.Buffer
	if err := backtest.JSON(&b, d); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Rankings []struct {
			Extents []struct {
				Efficiency struct{ Value, Low, High *float64 }
				PAI        struct{ Value *float64 }
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if e := doc.Rankings[0].Extents[0]; e.Efficiency.Value != nil || e.Efficiency.Low != nil || e.PAI.Value == nil {
		t.Errorf("%+v", e)
	}
	b.Reset()
	if err := backtest.HTML(&b, d); err != nil || strings.Contains(b.String(), "NaN") {
		t.Errorf("the page shows NaN (%v)", err)
	}
}

func ExampleRun() {
	g := ground(1)
	r, err := backtest.Run(g, plan(), cutter(g, oracle(g)), nil)
	top := r.Rankings[0].Extents[0]
	fmt.Printf("%d origins, PEI* %.1f of the best choice of %d cells %v\n", len(r.Origins), top.PEI.Value, top.Cells, err)
	// Output: 12 origins, PEI* 1.0 of the best choice of 10 cells <nil>
}
