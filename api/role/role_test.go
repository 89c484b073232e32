package role_test

import (
	"fmt"
	"testing"

	"timpora/api/role"
	"timpora/risk/access"
)

// Every role and every action has its words in both languages.
func TestWords(t *testing.T) {
	for _, r := range access.Roles() {
		if w := role.Title(r); w.ID == "" || w.EN == "" {
			t.Errorf("role %s: %+v", r, w)
		}
	}
	for _, a := range access.Actions() {
		if w := role.ActionTitle(a); w.ID == "" || w.EN == "" {
			t.Errorf("action %s: %+v", a, w)
		}
	}
}

func ExampleOf() {
	r := role.Of(access.Auditor)
	fmt.Println(r.Title.EN, r.Tier, r.SecondFactor)
	for _, right := range r.Rights {
		fmt.Println("-", right.Title.EN)
	}
	// Output:
	// auditor partner true
	// - page, boundaries, public figures
	// - own account
	// - cells, clusters, coverage of the own area
	// - the audit trail
}
