package export_test

import (
	"testing"

	"timpora/geo/export"
)

// The first characters are those of ASVS 5.0.0, 1.2.10.
func TestGuardStopsFormulas(t *testing.T) {
	for _, first := range []string{"=", "+", "-", "@", "\t", "\r", "\x00"} {
		if got := export.Guard(first + "1+1"); got != "'"+first+"1+1" {
			t.Errorf("%q becomes %q", first+"1+1", got)
		}
	}
	for _, plain := range []string{"", "Desa = kota", "'=1", " 51.08"} {
		if got := export.Guard(plain); got != plain {
			t.Errorf("%q becomes %q", plain, got)
		}
	}
}
