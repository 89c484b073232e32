package stat_test

import (
	"math"
	"strconv"

	"timpora/risk/stat"
)

func vectorMultipleTesting(c *check) {
	var cases []struct {
		Name     string         `json:"name"`
		P        nums           `json:"p"`
		BH       nums           `json:"q_bh"`
		BY       nums           `json:"q_by"`
		Holm     nums           `json:"holm"`
		Critical map[string]num `json:"critical_p"`
		Rejected map[string]int `json:"rejected"`
	}
	c.decode(c.v.Cases, &cases)
	for _, k := range cases {
		p := k.P.floats()
		c.nums(k.Name+" BH", stat.BH(p), k.BH)
		c.nums(k.Name+" BY", stat.BY(p), k.BY)
		c.nums(k.Name+" Holm", stat.Holm(p), k.Holm)
		criticals(c, k.Name, p, k.Critical)
		for level, want := range k.Rejected {
			alpha, err := strconv.ParseFloat(level, 64)
			if err != nil {
				c.Fatalf("%s: level %q", k.Name, level)
			}
			if got := stat.Rejected(p, alpha); got != want {
				c.Errorf("%s rejected at %s: got %d, want %d", k.Name, level, got, want)
			}
		}
	}
}

func vectorMannKendall(c *check) {
	var cases []struct {
		Name   string `json:"name"`
		Y      nums   `json:"y"`
		S      *num   `json:"S"`
		Var    *num   `json:"var_S"`
		Z      *num   `json:"z"`
		P      *num   `json:"p_two_sided"`
		ZPlain *num   `json:"z_no_continuity"`
		PPlain *num   `json:"p_two_sided_no_continuity"`
		Tau    *num   `json:"tau_b"`
		Slope  *num   `json:"sen_slope"`
	}
	c.decode(c.v.Cases, &cases)
	for _, k := range cases {
		got := stat.MannKendall(k.Y.floats())
		c.opt(k.Name+" S", got.S, k.S)
		c.opt(k.Name+" var", got.Var, k.Var)
		c.opt(k.Name+" z", got.Z, k.Z)
		c.opt(k.Name+" p", got.P, k.P)
		c.opt(k.Name+" plain z", got.ZPlain, k.ZPlain)
		c.opt(k.Name+" plain p", got.PPlain, k.PPlain)
		c.opt(k.Name+" tau", got.Tau, k.Tau)
		c.opt(k.Name+" slope", got.Slope, k.Slope)
	}
}

func vectorEmerging(c *check) {
	var cases []struct {
		Bins     string `json:"bins"`
		Trend    string `json:"trend"`
		Category string `json:"category"`
	}
	c.decode(c.v.Cases, &cases)
	for _, k := range cases {
		bins := make([]int, 0, len(k.Bins))
		for _, letter := range k.Bins {
			bins = append(bins, map[rune]int{'H': 1, 'C': -1}[letter])
		}
		trend := map[string]int{"up": 1, "down": -1}[k.Trend]
		c.count++
		if got := stat.Emerging(bins, trend); got != k.Category {
			c.Errorf("%s %s: got %q, want %q", k.Bins, k.Trend, got, k.Category)
		}
	}
}

type cusumFigures struct {
	First     int     `json:"first"`
	K         float64 `json:"k"`
	H         float64 `json:"h"`
	M         *num    `json:"m"`
	Transform string  `json:"transform"`
	CUSUM     nums    `json:"cusum"`
	Alarm     []int   `json:"alarm"`
}

type earsFigures struct {
	First int     `json:"first"`
	Alpha float64 `json:"alpha"`
	Bound nums    `json:"upperbound"`
	Alarm []int   `json:"alarm"`
}

type alarmCase struct {
	Name string `json:"name"`
	Y    nums   `json:"y"`
	EARS *struct {
		Baseline int                    `json:"baseline"`
		MinSigma float64                `json:"minSigma"`
		Result   map[string]earsFigures `json:"result"`
	} `json:"ears"`
	CUSUM    *cusumFigures `json:"cusum"`
	Standard *cusumFigures `json:"cusum_standard"`
	EWMA     *struct {
		Mu     float64 `json:"mu0"`
		Sigma  float64 `json:"sigma"`
		Lambda float64 `json:"lambda"`
		L      float64 `json:"L"`
		EWMA   nums    `json:"ewma"`
		UCL    *num    `json:"ucl_asymptotic"`
		LCL    *num    `json:"lcl_asymptotic"`
		Exact  nums    `json:"ucl_exact"`
	} `json:"ewma"`
}

func vectorAlarms(c *check) {
	var cases []alarmCase
	c.decode(c.v.Cases, &cases)
	for _, k := range cases {
		y := k.Y.floats()
		earsCompare(c, k, y)
		for _, w := range []*cusumFigures{k.CUSUM, k.Standard} {
			if w != nil {
				cusumCompare(c, k.Name, y, *w)
			}
		}
		if w := k.EWMA; w != nil {
			got := stat.EWMAChart(y, w.Mu, w.Sigma, w.Lambda, w.L)
			c.nums(k.Name+" ewma", got.Mean, w.EWMA)
			c.nums(k.Name+" upper limit", got.Upper, w.Exact)
			c.opt(k.Name+" UCL", got.UCL, w.UCL)
			c.opt(k.Name+" LCL", got.LCL, w.LCL)
		}
	}
}

func earsCompare(c *check, k alarmCase, y []float64) {
	if k.EARS == nil {
		return
	}
	r := k.EARS.Result
	got := stat.EARSBounds(y, stat.EARSOptions{
		Baseline: k.EARS.Baseline, MinSD: k.EARS.MinSigma,
		AlphaC1: r["C1"].Alpha, AlphaC2: r["C2"].Alpha, AlphaC3: r["C3"].Alpha,
	})
	for rule, bounds := range map[string][]float64{"C1": got.C1, "C2": got.C2, "C3": got.C3} {
		w, ok := r[rule]
		if !ok {
			continue
		}
		c.nums(k.Name+" "+rule, bounds[w.First:], w.Bound)
		alarm := make([]int, 0, len(w.Alarm))
		for t := w.First; t < len(y); t++ {
			alarm = append(alarm, one(y[t] > bounds[t]))
		}
		c.ints(k.Name+" "+rule+" alarms", alarm, w.Alarm)
	}
}

func cusumCompare(c *check, name string, y []float64, w cusumFigures) {
	transform, ok := map[string]stat.Standardise{"rossi": stat.Rossi, "standard": stat.StandardScore}[w.Transform]
	if !ok {
		c.Errorf("%s: unknown transform %q", name, w.Transform)
		return
	}
	mean := 0.0
	for _, v := range y[:w.First] {
		mean += v / float64(w.First)
	}
	if w.M != nil && !math.IsNaN(float64(*w.M)) {
		mean = float64(*w.M)
	}
	got := stat.CUSUM(y[w.First:], mean, w.K, transform)
	c.nums(name+" cusum "+w.Transform, got, w.CUSUM)
	alarm := make([]int, len(got))
	for t, v := range got {
		alarm[t] = one(v >= w.H)
	}
	c.ints(name+" cusum alarms", alarm, w.Alarm)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
