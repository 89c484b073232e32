package stat_test

import (
	"encoding/json"
	"fmt"
	"math"

	"timpora/risk/stat"
)

type clusterFigures struct {
	Members  []int32 `json:"members"`
	Cases    num     `json:"cases"`
	Expected num     `json:"expected"`
	Risk     *num    `json:"relative_risk"`
	Ratio    *num    `json:"observed_over_expected"`
	LLR      num     `json:"llr"`
	Start    *int    `json:"start"`
	End      *int    `json:"end"`
	Radius   *num    `json:"radius"`
}

func vectorScanSpatial(c *check) {
	var in struct {
		Cases        nums         `json:"cases"`
		Population   nums         `json:"population"`
		Points       [][2]float64 `json:"points"`
		Neighbours   [][]int32    `json:"neighbours"`
		Shape        string       `json:"shape"`
		K            int          `json:"k"`
		MaxShare     float64      `json:"max_population_share"`
		MinCases     float64      `json:"min_cases"`
		Replications int          `json:"replications"`
	}
	var want struct {
		Total    *num             `json:"total_cases"`
		Zones    *int             `json:"zones"`
		Clusters []clusterFigures `json:"clusters"`
	}
	c.decode(c.v.Input, &in)
	c.decode(c.v.Expected, &want)
	options := stat.ScanOptions{
		Shape: stat.Shape(in.Shape), K: in.K, MaxShare: in.MaxShare, MinCases: in.MinCases,
		Replications: max(in.Replications, 999), Clusters: max(1, len(want.Clusters)), Seed: 1, Workers: 2,
	}
	if options.MaxShare == 0 {
		options.MaxShare = 1
	}
	got, err := stat.Scan(stat.ScanInput{
		Cases: in.Cases.floats(), Expected: in.Population.floats(), Neighbours: in.Neighbours,
		Orders: stat.OrdersByDistance(in.Points, 0),
	}, options)
	if err != nil {
		c.Fatal(err)
	}
	c.opt("total", got.Total, want.Total)
	if want.Zones != nil && got.Zones != *want.Zones {
		c.Errorf("zones: got %d, want %d", got.Zones, *want.Zones)
	}
	clusterCompare(c, "clusters", got.Clusters, want.Clusters)
	publishedP(c, got.Clusters)
}

func clusterCompare(c *check, name string, got []stat.Cluster, want []clusterFigures) {
	c.count++
	if len(got) < len(want) {
		c.Errorf("%s: %d clusters, want %d", name, len(got), len(want))
		return
	}
	for i, w := range want {
		at, g := fmt.Sprintf("%s[%d]", name, i), got[i]
		if fmt.Sprint(g.Members) != fmt.Sprint(w.Members) {
			c.Errorf("%s members: got %v, want %v", at, g.Members, w.Members)
		}
		c.num(at+" cases", g.Cases, w.Cases)
		c.num(at+" expected", g.Expected, w.Expected)
		c.num(at+" llr", g.LLR, w.LLR)
		c.opt(at+" risk", g.Risk, w.Risk)
		c.opt(at+" ratio", g.Ratio, w.Ratio)
		if w.Start != nil && (g.Start != *w.Start || w.End != nil && g.End != *w.End) {
			c.Errorf("%s periods: got %d to %d, want %d to %d", at, g.Start, g.End, *w.Start, *w.End)
		}
	}
}

// publishedP compares Monte Carlo p-values in print with the cluster of the
// same members.
func publishedP(c *check, got []stat.Cluster) {
	var printed struct {
		Clusters []struct {
			Members []int32 `json:"members_1based"`
			P       *num    `json:"p"`
		} `json:"clusters"`
	}
	if len(c.v.Published) == 0 || json.Unmarshal(c.v.Published, &printed) != nil || c.v.Tolerance.PAbs == 0 {
		return
	}
	for _, w := range printed.Clusters {
		set := map[int32]bool{}
		for _, m := range w.Members {
			set[m-1] = true
		}
		for _, g := range got {
			same := len(g.Members) == len(set)
			for _, m := range g.Members {
				same = same && set[m]
			}
			if same && w.P != nil && math.Abs(g.P-float64(*w.P)) > c.v.Tolerance.PAbs {
				c.Errorf("p of %v: got %v, want %v", g.Members, g.P, *w.P)
			}
		}
	}
}

func vectorScanSpaceTime(c *check) {
	var in struct {
		Points     [][2]float64 `json:"points"`
		Counts     []nums       `json:"counts"`
		Population []nums       `json:"population"`
		MinCases   float64      `json:"min_cases"`
	}
	var want struct {
		Cases []struct {
			Name        string           `json:"name"`
			Periods     int              `json:"periods"`
			MaxDuration int              `json:"max_duration"`
			Prospective bool             `json:"prospective"`
			MaxShare    float64          `json:"max_population_share"`
			Total       *num             `json:"total_cases"`
			Clusters    []clusterFigures `json:"clusters"`
			P           *num             `json:"monte_carlo_p"`
		} `json:"cases"`
	}
	c.decode(c.v.Input, &in)
	c.decode(c.v.Expected, &want)
	for _, w := range want.Cases {
		periods := w.Periods
		if periods == 0 {
			periods = len(in.Counts)
		}
		got, err := stat.ScanSpaceTime(stat.SpaceTimeInput{
			Cases: rows(in.Counts[:periods]), Expected: rows(in.Population[:periods]),
			Orders: stat.OrdersByDistance(in.Points, 0), MaxDuration: w.MaxDuration, Prospective: w.Prospective,
		}, stat.ScanOptions{
			MaxShare: w.MaxShare, MinCases: in.MinCases, Clusters: max(1, len(w.Clusters)),
			Replications: 999, Seed: 1, Workers: 2,
		})
		if err != nil {
			c.Fatal(err)
		}
		c.opt(w.Name+" total", got.Total, w.Total)
		clusterCompare(c, w.Name, got.Clusters, w.Clusters)
		if w.P != nil && len(got.Clusters) > 0 && math.Abs(got.Clusters[0].P-float64(*w.P)) > c.v.Tolerance.PAbs {
			c.Errorf("%s p: got %v, want %v", w.Name, got.Clusters[0].P, *w.P)
		}
	}
}

func rows(list []nums) [][]float64 {
	out := make([][]float64, len(list))
	for i, l := range list {
		out[i] = l.floats()
	}
	return out
}

func vectorGumbel(c *check) {
	var cases []struct {
		Simulated  nums `json:"simulated"`
		Observed   nums `json:"observed"`
		Location   *num `json:"location"`
		Scale      *num `json:"scale"`
		Gumbel     nums `json:"p_gumbel"`
		MonteCarlo nums `json:"p_monte_carlo"`
	}
	c.decode(c.v.Cases, &cases)
	for i, k := range cases {
		name := fmt.Sprintf("case %d", i)
		draws := k.Simulated.floats()
		fit := stat.GumbelFit(draws)
		c.opt(name+" location", fit.Location, k.Location)
		c.opt(name+" scale", fit.Scale, k.Scale)
		gumbel, monte := make([]float64, len(k.Observed)), make([]float64, len(k.Observed))
		for j, v := range k.Observed.floats() {
			gumbel[j], monte[j] = stat.GumbelP(v, draws), stat.MonteCarloP(v, draws, 0)
		}
		c.nums(name+" gumbel", gumbel, k.Gumbel)
		c.nums(name+" monte carlo", monte, k.MonteCarlo)
	}
}
