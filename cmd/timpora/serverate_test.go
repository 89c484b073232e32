package main

import (
	"errors"
	"math"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// Loopback is limited only when asked; other addresses unless told otherwise.
func TestWhoIsLimited(t *testing.T) {
	still := func() time.Time { return time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		addr   string
		rate   float64
		given  bool
		passed int // of 2,000 requests at once; ten seconds' worth where there is a limit
	}{
		{"127.0.0.1:8080", usualRate, false, 2000}, {"localhost:0", usualRate, false, 2000}, {"[::1]:80", usualRate, false, 2000},
		{"127.0.0.1:8080", 5, true, 50}, {"0.0.0.0:8080", usualRate, false, 1000}, {":8080", usualRate, false, 1000}, {"peta.example.go.id:80", usualRate, false, 1000},
		{"[::]:80", 2, true, 20}, {"0.0.0.0:8080", 0, true, 2000},
	} {
		wrap, err := limiting(c.rate, c.given, c.addr, still)
		if err != nil {
			t.Fatal(err)
		}
		passed := 0
		count := http.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { passed++ }))
		if wrap != nil {
			count = wrap(count)
		}
		for range 2000 {
			count.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/tiles/desa.json", nil))
		}
		if passed != c.passed {
			t.Errorf("%s, rate %v: %d passed, want %d", c.addr, c.rate, passed, c.passed)
		}
	}
	for _, rate := range []float64{-1, math.NaN(), math.Inf(1), mostRate + 1} {
		var usage *usageError
		if _, err := limiting(rate, true, "127.0.0.1:80", still); !errors.As(err, &usage) {
			t.Errorf("rate %v: %v", rate, err)
		}
	}
}
