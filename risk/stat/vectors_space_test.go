package stat_test

import (
	"fmt"
	"math"
	"strconv"

	"timpora/risk/stat"
)

type mapInput struct {
	X          nums      `json:"x"`
	Neighbours [][]int32 `json:"neighbours"`
	Weights    string    `json:"weights"`
	Cases      nums      `json:"cases"`
	Population nums      `json:"population"`
}

type giFigures struct {
	Z             nums           `json:"z"`
	P             nums           `json:"p_two_sided"`
	Q             nums           `json:"q_bh"`
	BinUnadjusted []int          `json:"bin_unadjusted"`
	BinFDR        []int          `json:"bin_fdr"`
	Critical      map[string]num `json:"critical_p_fdr"`
}

func vectorGi(c *check) {
	var in mapInput
	var want struct {
		Star  *giFigures `json:"gi_star"`
		Local *giFigures `json:"gi"`
	}
	c.decode(c.v.Input, &in)
	c.decode(c.v.Expected, &want)
	if want.Star != nil {
		giCompare(c, "gi_star", stat.GiStar(in.X.floats(), in.Neighbours), *want.Star)
	}
	if want.Local != nil {
		giCompare(c, "gi", stat.LocalGi(in.X.floats(), in.Neighbours), *want.Local)
	}
}

func giCompare(c *check, name string, got []stat.Gi, want giFigures) {
	p := stat.GiP(got)
	q := stat.BH(p)
	z, shown := make([]float64, len(got)), make([]float64, len(got))
	plain, fdr := make([]int, len(got)), make([]int, len(got))
	for i, g := range got {
		z[i], shown[i] = g.Z, g.P
		if i < len(want.P) && math.IsNaN(float64(want.P[i])) {
			shown[i] = p[i]
		}
		plain[i], fdr[i] = stat.Bin(g.Z, p[i]), stat.Bin(g.Z, q[i])
	}
	c.nums(name+" z", z, want.Z)
	c.nums(name+" p", shown, want.P)
	c.nums(name+" q", q, want.Q)
	c.ints(name+" bins by p", plain, want.BinUnadjusted)
	c.ints(name+" bins by q", fdr, want.BinFDR)
	criticals(c, name, p, want.Critical)
}

func criticals(c *check, name string, p []float64, want map[string]num) {
	for level, w := range want {
		alpha, err := strconv.ParseFloat(level, 64)
		if err != nil {
			c.Fatalf("%s: level %q", name, level)
		}
		c.num(name+" critical p at "+level, stat.CriticalP(p, alpha), w)
	}
}

func vectorGiEdges(c *check) {
	var cases []struct {
		Name       string    `json:"name"`
		X          nums      `json:"x"`
		Neighbours [][]int32 `json:"neighbours"`
		Star       nums      `json:"gi_star_z"`
		Local      nums      `json:"gi_z"`
	}
	c.decode(c.v.Cases, &cases)
	for _, k := range cases {
		for name, pair := range map[string]struct {
			got  []stat.Gi
			want nums
		}{
			"gi_star": {stat.GiStar(k.X.floats(), k.Neighbours), k.Star},
			"gi":      {stat.LocalGi(k.X.floats(), k.Neighbours), k.Local},
		} {
			giCompare(c, k.Name+" "+name, pair.got, giFigures{Z: pair.want})
			for i, g := range pair.got {
				if g.Undefined != math.IsNaN(g.Z) || g.Undefined && g.P != 1 {
					c.Errorf("%s %s[%d]: undefined is %v with z %v and p %v", k.Name, name, i, g.Undefined, g.Z, g.P)
				}
			}
		}
	}
}

func vectorGiPermutation(c *check) {
	var in mapInput
	var want struct {
		Sum      nums `json:"sum"`
		Mean     nums `json:"mean"`
		Variance nums `json:"variance"`
		Z        nums `json:"z_permutation"`
		Upper    nums `json:"p_upper"`
		Lower    nums `json:"p_lower"`
	}
	c.decode(c.v.Input, &in)
	c.decode(c.v.Expected, &want)
	const draws = 19_999
	got := stat.GiPermutation(in.X.floats(), in.Neighbours, draws, 1)
	pick := func(f func(stat.Permuted) float64) []float64 {
		out := make([]float64, len(got))
		for i, g := range got {
			out[i] = f(g)
		}
		return out
	}
	c.nums("sum", pick(func(p stat.Permuted) float64 { return p.Sum }), want.Sum)
	c.nums("mean", pick(func(p stat.Permuted) float64 { return p.Mean }), want.Mean)
	c.nums("variance", pick(func(p stat.Permuted) float64 { return p.Variance }), want.Variance)
	c.nums("z", pick(func(p stat.Permuted) float64 { return p.Z }), want.Z)
	monteCarlo := func(name string, got []float64, want nums) {
		for i, w := range want {
			p := float64(w)
			if math.IsNaN(p) {
				continue
			}
			slack := 5*math.Sqrt(p*(1-p)*(1.0/draws+1.0/99_999)) + 2.0/(draws+1)
			if math.Abs(got[i]-p) > slack {
				c.Errorf("%s[%d]: got %v, want %v within %v", name, i, got[i], p, slack)
			}
		}
	}
	monteCarlo("p_upper", pick(func(p stat.Permuted) float64 { return p.Upper }), want.Upper)
	monteCarlo("p_lower", pick(func(p stat.Permuted) float64 { return p.Lower }), want.Lower)
}

type momentFigures struct {
	E   nums `json:"E"`
	Var nums `json:"var"`
	Z   nums `json:"z"`
	P   nums `json:"p_two_sided"`
	Q   nums `json:"q_bh"`
}

func vectorLocalMoran(c *check) {
	var in mapInput
	var want struct {
		I           nums          `json:"I"`
		Conditional momentFigures `json:"conditional"`
		Total       momentFigures `json:"total"`
		Greater     nums          `json:"p_greater_conditional"`
		Quadrant    []string      `json:"quadrant"`
	}
	c.decode(c.v.Input, &in)
	c.decode(c.v.Expected, &want)
	got := stat.LocalMorans(in.X.floats(), in.Neighbours)
	statistic, greater := make([]float64, len(got)), make([]float64, len(got))
	for i, g := range got {
		statistic[i], greater[i] = g.I, g.GreaterCondition
		if i < len(want.Quadrant) && want.Quadrant[i] != "" && g.Quadrant != want.Quadrant[i] {
			c.Errorf("quadrant[%d]: got %s, want %s", i, g.Quadrant, want.Quadrant[i])
		}
	}
	c.nums("I", statistic, want.I)
	c.nums("p greater", greater, want.Greater)
	momentCompare(c, "conditional", got, func(l stat.LocalMoran) stat.LocalMoments { return l.Conditional }, want.Conditional)
	momentCompare(c, "total", got, func(l stat.LocalMoran) stat.LocalMoments { return l.Total }, want.Total)
}

func momentCompare(c *check, name string, got []stat.LocalMoran, of func(stat.LocalMoran) stat.LocalMoments, want momentFigures) {
	n := len(got)
	e, v, z, p, family := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i, g := range got {
		m := of(g)
		e[i], v[i], z[i], p[i], family[i] = m.E, m.Var, m.Z, m.P, m.P
		if math.IsNaN(m.Z) {
			family[i] = math.NaN()
		}
		if i < len(want.P) && math.IsNaN(float64(want.P[i])) {
			p[i] = family[i]
		}
	}
	c.nums(name+" E", e, want.E)
	c.nums(name+" var", v, want.Var)
	c.nums(name+" z", z, want.Z)
	c.nums(name+" p", p, want.P)
	c.nums(name+" q", stat.BH(family), want.Q)
}

func vectorGlobalMoran(c *check) {
	var in mapInput
	var want map[string]map[string]num
	c.decode(c.v.Input, &in)
	c.decode(c.v.Expected, &want)
	weights := map[string]stat.Weights{"row_standardised": stat.RowStandardised, "binary": stat.Binary}
	for style, figures := range want {
		w, ok := weights[style]
		if !ok {
			c.Errorf("unknown weights %q", style)
			continue
		}
		m := stat.GlobalMoran(in.X.floats(), in.Neighbours, w)
		got := map[string]float64{
			"I": m.I, "E": m.E, "var_randomisation": m.VarRandom, "z_randomisation": m.ZRandom,
			"p_greater_randomisation": m.GreaterRandom, "p_two_sided_randomisation": m.TwoSidedRandom,
			"var_normality": m.VarNormal, "z_normality": m.ZNormal, "p_greater_normality": m.GreaterNormal,
		}
		for name, v := range figures {
			g, ok := got[name]
			if !ok {
				c.Errorf("%s: unknown figure %q", style, name)
			}
			c.num(fmt.Sprintf("%s %s", style, name), g, v)
		}
	}
}

func vectorEmpiricalBayes(c *check) {
	var in mapInput
	type shrunk struct {
		B        *num `json:"b"`
		Estimate nums `json:"estimate"`
		M        nums `json:"m"`
	}
	var want struct {
		Raw    nums `json:"raw"`
		Global struct {
			shrunk
			A *num `json:"a"`
		} `json:"global"`
		Local struct {
			shrunk
			A nums `json:"a"`
		} `json:"local_marshall"`
		Index struct {
			Z         nums `json:"z"`
			Statistic *num `json:"statistic"`
			LocalI    nums `json:"local_I"`
			LocalZ    nums `json:"local_z"`
		} `json:"ebi_moran"`
	}
	c.decode(c.v.Input, &in)
	c.decode(c.v.Expected, &want)
	y, n := in.Cases.floats(), in.Population.floats()
	prior := stat.MarshallPrior(y, n)
	c.opt("global b", prior.Mean, want.Global.B)
	c.opt("global a", prior.Variance, want.Global.A)
	c.nums("global", stat.MarshallGlobal(y, n), zeroed(want.Global.Estimate))
	mean, variance := make([]float64, len(y)), make([]float64, len(y))
	for i, p := range stat.MarshallLocalPriors(y, n, in.Neighbours) {
		mean[i], variance[i] = p.Mean, p.Variance
	}
	c.nums("local m", mean, want.Local.M)
	c.nums("local a", variance, want.Local.A)
	c.nums("local", stat.MarshallLocal(y, n, in.Neighbours), zeroed(want.Local.Estimate))
	index := stat.EBIndex(y, n)
	c.nums("index", index, want.Index.Z)
	c.opt("index I", stat.GlobalMoran(index, in.Neighbours, stat.RowStandardised).I, want.Index.Statistic)
	localI, localZ := make([]float64, len(y)), make([]float64, len(y))
	for i, l := range stat.LocalMorans(index, in.Neighbours) {
		localI[i], localZ[i] = l.I, l.Conditional.Z
	}
	c.nums("index local I", localI, want.Index.LocalI)
	c.nums("index local z", localZ, want.Index.LocalZ)
}

// zeroed reads null as the notes say: 0/0, give 0.
func zeroed(list nums) nums {
	out := append(nums{}, list...)
	for i, v := range out {
		if math.IsNaN(float64(v)) {
			out[i] = 0
		}
	}
	return out
}
