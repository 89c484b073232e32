package storetest_test

import (
	"encoding/base64"
	"encoding/hex"
	"slices"
	"testing"

	"timpora/data/storetest"
)

// The search itself finds what it must: otherwise finding nothing proves nothing.
func TestCanaryHits(t *testing.T) {
	for what, body := range map[string]string{
		"document": "... x9c7731knr ...", "phone": "0812-5559-1234", "name": hex.EncodeToString([]byte("a" + storetest.CanaryName)),
		"reporter": base64.StdEncoding.EncodeToString([]byte("yy" + storetest.CanaryReporter + "z")), "text": `{"a":"` + storetest.CanaryText + `"}`,
	} {
		if got := storetest.CanaryHits([]byte(body)); !slices.Equal(got, []string{what}) {
			t.Errorf("%s in %q: found %v", what, body, got)
		}
	}
	for shift := range 7 {
		in := base64.RawURLEncoding.EncodeToString([]byte("abcdefg"[:shift] + storetest.CanaryText + "abcdefg"[shift:]))
		if got := storetest.CanaryHits([]byte(in)); !slices.Equal(got, []string{"text"}) {
			t.Errorf("shift %d: %v in %s", shift, got, in)
		}
	}
	if got := storetest.CanaryHits([]byte("X9C7731 KENARI 0812")); got != nil {
		t.Errorf("found %v in other words", got)
	}
}
