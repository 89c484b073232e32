package retention_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"timpora/risk/retention"
)

const file = "version = \"a\"\nautomatic = false\n[days]\nunverified = 90\nreporter = 30\nclosed = 730\nresidences = 730\naudit = 1826\n"

func TestPolicyFiles(t *testing.T) {
	if _, err := retention.Parse([]byte(file)); err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]string{
		"no version": strings.Replace(file, `"a"`, `""`, 1), "missing limit": strings.Replace(file, "closed = 730\n", "", 1),
		"zero": strings.Replace(file, "= 30", "= 0", 1), "negative": strings.Replace(file, "= 30", "= -30", 1),
		"unknown key": file + "photos = 3\n", "not TOML": "version", "beyond a century": strings.Replace(file, "1826", "36501", 1),
	} {
		if _, err := retention.Parse([]byte(bad)); !errors.Is(err, retention.ErrPolicy) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDigestTellsFilesApart(t *testing.T) {
	a, err1 := retention.Parse([]byte(file))
	b, err2 := retention.Parse([]byte(file + "# one more word\n"))
	if err := errors.Join(err1, err2); err != nil || a.Digest == b.Digest || len(a.Digest) != 64 {
		t.Fatalf("%q and %q, %v", a.Digest, b.Digest, err)
	}
}

func ExampleRule_Limit() {
	p, err := retention.Parse([]byte(file))
	if err != nil {
		fmt.Println(err)
	}
	now := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for _, r := range p.Rules() {
		fmt.Println(r.Name, r.Limit(now).Format(time.DateOnly))
	}
	// Output:
	// unverified 2026-08-26
	// reporter 2026-10-25
	// closed 2024-11-24
	// residences 2024-11-24
	// audit 2021-11-24
}
