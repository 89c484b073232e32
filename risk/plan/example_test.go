package plan_test

import (
	"fmt"

	"timpora/risk/plan"
)

func ExampleMake() {
	in, p := world(60), params()
	p.MaxVisits = 4
	candidate(&in, 20, 21)
	blind(in, 44, 25)
	got := plan.Make(in, p)
	fmt.Printf("%s to %s: %.1f of %.0f hours, %.0f km\n", got.From, got.Until, got.Hours, got.HoursMost, got.Km)
	for _, one := range got.Proposals {
		fmt.Printf("%d %s %v prob %.3f\n", one.Stop, one.Kind, one.Desa, one.Prob)
	}
	// Output:
	// 2026-11-30 to 2026-12-13: 17.6 of 120 hours, 126 km
	// 1 visit [51.08.01.2019] prob 0.053
	// 2 visit [51.08.01.2010] prob 0.053
	// 3 operation [51.08.02.2001 51.08.02.2002] prob 1.000
	// 4 visit [51.08.03.2005] prob 1.000
	// 5 visit [51.08.03.2006] prob 0.053
}
