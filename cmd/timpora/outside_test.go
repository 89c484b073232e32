package main

import (
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

func TestOutsideIsTheRestOfBali(t *testing.T) {
	land, err := outsideLand()
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		at   orb.Point
		want bool
	}{
		"Tabanan town":         {orb.Point{115.125, -8.541}, true},
		"Nusa Penida":          {orb.Point{115.545, -8.735}, true},
		"Singaraja":            {orb.Point{115.092, -8.112}, false},
		"Amlapura":             {orb.Point{115.612, -8.449}, false},
		"the sea off Lovina":   {orb.Point{115.02, -8.10}, false},
		"the strait of Badung": {orb.Point{115.40, -8.68}, false},
	} {
		if got := planar.MultiPolygonContains(land, tt.at); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
