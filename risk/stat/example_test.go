package stat_test

import (
	"fmt"

	"timpora/risk/stat"
)

// Six incidents where two were expected, with the variance that the whole map
// shows: far less surprising than a Poisson count would be.
func ExampleNBUpper() {
	fmt.Printf("%.4f %.4f\n", stat.NBUpper(6, 2, 0), stat.NBUpper(6, 2, 1))
	// Output: 0.0166 0.0878
}

// The 15 p-values of Benjamini and Hochberg's paper: four are rejected.
func ExampleBH() {
	p := []float64{
		0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
		0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1,
	}
	fmt.Printf("%.4f\n", stat.BH(p)[:5])
	fmt.Println(stat.Rejected(p, 0.05))
	// Output:
	// [0.0015 0.0030 0.0095 0.0356 0.0603]
	// 4
}

// A desa whose guests lead one to expect four reports sent none: how much of
// what happens there is probably not seen.
func ExampleGamma_MeanShortfall() {
	reporting := stat.Gamma{Shape: 2, Rate: 2}.Posterior(0, 4)
	fmt.Printf("%.2f %.2f\n", reporting.Mean(), reporting.MeanShortfall())
	// Output: 0.33 0.67
}

// Two cells of a chain stand out together; the test allows for overdispersion.
func ExampleScan() {
	result, err := stat.Scan(stat.ScanInput{
		Cases:      []float64{1, 0, 9, 8, 1, 0, 1, 0},
		Expected:   []float64{1, 1, 1, 1, 1, 1, 1, 1},
		Neighbours: [][]int32{{1}, {0, 2}, {1, 3}, {2, 4}, {3, 5}, {4, 6}, {5, 7}, {6}},
	}, stat.ScanOptions{
		Shape: stat.ShapeRestricted, Null: stat.NullGammaPoisson, Alpha: 0.2, Replications: 999, Stop: 50, Seed: 1,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	best := result.Clusters[0]
	fmt.Printf("%v %v of %v, p below 0.05: %v\n", best.Members, best.Cases, result.Total, best.P < 0.05)
	// Output: [2 3] 17 of 20, p below 0.05: true
}

func ExampleEmerging() {
	fmt.Println(stat.Emerging([]int{0, 0, 0, 1, 2, 3}, 1))
	// Output: consecutive hot
}
