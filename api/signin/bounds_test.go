package signin

import (
	"fmt"
	"testing"
	"time"
)

// What strangers send takes no more memory than was meant, and does not push out
// who failed more often.
func TestMemoryIsBounded(t *testing.T) {
	now := time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)
	c := newCache(100)
	for i := range 1000 {
		at := now.Add(time.Duration(i) * 50 * time.Millisecond)
		c.keep(fmt.Sprint(i), &known{at: at}, 0)
		if k, _ := c.find(fmt.Sprint(i), at); k == nil {
			t.Fatalf("credential %d is not kept", i)
		}
	}
	if len(c.held) > 100 {
		t.Errorf("%d credentials", len(c.held))
	}
	tries := newThrottle(1000)
	hard := budget{"pair", "made", "198.51.100.0/24"}
	for tries.try(now, hard) == 0 {
	}
	for i := range 5000 {
		tries.try(now, budget{"pair", fmt.Sprint(i), "203.0.113.0/24"})
	}
	if len(tries.held) > 1000 || tries.try(now, hard) == 0 {
		t.Errorf("%d budgets; the one that was used up is forgotten: %v", len(tries.held), tries.held[hard] == nil)
	}
	q := newQuiet()
	for i := range 5000 {
		q.count("credentials_refused", fmt.Sprint(i), now)
	}
	if len(q.held) > mostNoisy+1 {
		t.Errorf("%d networks", len(q.held))
	}
	_, late := q.count("credentials_refused", "x", now.Add(quietFor))
	if len(late) != 1 || late[0].network != "*" || late[0].count != 5000-mostNoisy-1 {
		t.Errorf("late: %+v", late)
	}
	once := newOnceCodes()
	for i := range 100 {
		once.add(fmt.Sprint(i), onceCode{})
	}
	if len(once.held) > onceMost {
		t.Errorf("%d links", len(once.held))
	}
}

// Failures fade: after quiet hours somebody begins anew.
func TestFailuresFade(t *testing.T) {
	now := time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)
	tries, b := newThrottle(10), budget{"pair", "made", "x"}
	for range 10 {
		tries.try(now, b)
	}
	if tries.try(now, b) != firstDelay {
		t.Fatal("ten failures cost nothing")
	}
	now = now.Add(2 * window)
	for i := range 8 { // two of ten are left
		if wait := tries.try(now, b); wait != 0 {
			t.Fatalf("try %d waits %s", i, wait)
		}
	}
	if tries.try(now, b) == 0 {
		t.Error("ten failures cost nothing the second time")
	}
}
