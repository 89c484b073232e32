package stat_test

import (
	"math"
	"testing"

	"timpora/risk/stat"
)

// A chain of four with values 1..4: z = -1.5, -0.5, 0.5, 1.5, z'z = 5,
// z'Wz = 2*(0.75 - 0.25 + 0.75) = 2.5, S0 = 6, so I = 4/6*2.5/5 = 1/3.
func TestGlobalMoranByHand(t *testing.T) {
	chain := [][]int32{{1}, {0, 2}, {1, 3}, {2}}
	m := stat.GlobalMoran([]float64{1, 2, 3, 4}, chain, stat.Binary)
	near(t, "I", m.I, 1.0/3, 1e-15)
	near(t, "E", m.E, -1.0/3, 1e-15)
}

// The moments under randomisation are those over all orders of the values.
func TestGlobalMoranMomentsAgainstAllOrders(t *testing.T) {
	oneWay := [][]int32{{1, 2}, {2}, {3}, {0, 4}, {1}, {0}} // not symmetric
	x := []float64{1, 5, 2, 7, 7, 0}
	for _, w := range []stat.Weights{stat.Binary, stat.RowStandardised} {
		var sum, squares, count float64
		permute(x, func(y []float64) {
			i := stat.GlobalMoran(y, oneWay, w).I
			sum += i
			squares += i * i
			count++
		})
		m := stat.GlobalMoran(x, oneWay, w)
		near(t, "mean", m.E, sum/count, 1e-10)
		near(t, "variance", m.VarRandom, squares/count-m.E*m.E, 1e-10)
	}
}

// permute hands on every order of x.
func permute(x []float64, use func([]float64)) {
	y := append([]float64{}, x...)
	var walk func(k int)
	walk = func(k int) {
		if k == len(y) {
			use(y)
			return
		}
		for i := k; i < len(y); i++ {
			y[k], y[i] = y[i], y[k]
			walk(k + 1)
			y[k], y[i] = y[i], y[k]
		}
	}
	walk(0)
}

func TestMoranUndefined(t *testing.T) {
	chain := [][]int32{{1}, {0, 2}, {1, 3}, {2}}
	near(t, "constant", stat.GlobalMoran([]float64{2, 2, 2, 2}, chain, stat.Binary).I, math.NaN(), 0)
	near(t, "no neighbours", stat.GlobalMoran([]float64{1, 2, 3, 4}, make([][]int32, 4), stat.Binary).I, math.NaN(), 0)
	near(t, "lists differ", stat.GlobalMoran([]float64{1, 2, 3, 4}, nil, stat.Binary).I, math.NaN(), 0)
	local := stat.LocalMorans([]float64{1, 2, 3, 5}, [][]int32{{1}, {0}, {}, {}})
	if l := local[2]; !math.IsNaN(l.I) || l.Conditional.P != 1 || l.Quadrant != "" {
		t.Errorf("island: %+v", l)
	}
	if l := local[0]; math.IsNaN(l.I) || l.Quadrant != "LL" {
		t.Errorf("cell with a neighbour: %+v", l)
	}
}
