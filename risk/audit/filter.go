package audit

import (
	"fmt"
	"time"
)

// Filter chooses entries. The zero value chooses all, newest first.
type Filter struct {
	Who     string // name of the actor
	Action  string
	Object  string // a prefix, such as "report:"
	Outcome string
	From    time.Time // at or after; zero for no bound
	Until   time.Time // before; zero for no bound
	After   int64     // the number of the last entry seen; 0 begins
	Limit   int       // at most; 0 for all
	Oldest  bool      // first
}

// ParseMoment reads a bound of a filter: RFC 3339, or a day in Bali, YYYY-MM-DD,
// which as the later bound counts whole. "" is the zero time.
func ParseMoment(s string, until bool) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC(), nil
	}
	t, err := time.ParseInLocation(time.DateOnly, s, Zone())
	if err != nil {
		return t, fmt.Errorf("%.40q: want YYYY-MM-DD or RFC 3339", s)
	}
	if until {
		t = t.AddDate(0, 0, 1)
	}
	return t.UTC(), nil
}

// Zone is the time of Bali, in which people read the trail.
func Zone() *time.Location { return time.FixedZone("WITA", 8*3600) }
