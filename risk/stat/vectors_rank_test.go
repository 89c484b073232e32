package stat_test

import (
	"fmt"

	"timpora/risk/stat"
)

func vectorChapman(c *check) {
	var cases []struct {
		N1       float64 `json:"n1"`
		N2       float64 `json:"n2"`
		M        float64 `json:"m"`
		Observed *num    `json:"observed"`
		Chapman  *num    `json:"chapman"`
		Variance *num    `json:"variance"`
		Lincoln  num     `json:"lincoln_petersen"`
		CI       nums    `json:"ci95"`
		Unseen   *num    `json:"unseen"`
	}
	c.decode(c.v.Cases, &cases)
	for _, k := range cases {
		name := fmt.Sprintf("%v, %v, %v", k.N1, k.N2, k.M)
		got := stat.Chapman(k.N1, k.N2, k.M)
		c.opt(name+" observed", got.Observed, k.Observed)
		c.opt(name+" estimate", got.Estimate, k.Chapman)
		c.opt(name+" variance", got.Variance, k.Variance)
		c.num(name+" Lincoln-Petersen", got.LincolnPetersen, k.Lincoln)
		c.nums(name+" interval", []float64{got.Low, got.High}, k.CI)
		c.opt(name+" unseen", got.Unseen, k.Unseen)
	}
}

type hitFigures struct {
	K          int     `json:"k"`
	Budget     float64 `json:"area_budget_share"`
	Flagged    []int   `json:"flagged"`
	Events     *num    `json:"events"`
	Area       *num    `json:"area"`
	HitRate    num     `json:"hit_rate"`
	AreaShare  *num    `json:"area_share"`
	PAI        *num    `json:"pai"`
	Best       *num    `json:"n_star_same_k"`
	PEI        *num    `json:"pei_star"`
	Precision  *num    `json:"precision"`
	Recall     *num    `json:"recall_areas"`
	Efficiency *num    `json:"search_efficiency_per_area"`
}

type calibrationFigures struct {
	Name        string `json:"name"`
	P           nums   `json:"p"`
	Y           nums   `json:"y"`
	Brier       *num   `json:"brier"`
	BaseRate    *num   `json:"base_rate"`
	Uncertainty *num   `json:"uncertainty"`
	Skill       num    `json:"brier_skill"`
	Bins        int    `json:"bins"`
	Reliability *num   `json:"reliability"`
	Resolution  *num   `json:"resolution"`
	Table       []struct {
		Bin      int `json:"bin"`
		N        int `json:"n"`
		Forecast num `json:"mean_forecast"`
		Observed num `json:"observed_rate"`
	} `json:"table"`
	ECE     *num `json:"ece"`
	LogLoss *num `json:"log_loss"`
}

func vectorRanking(c *check) {
	var all struct {
		Ranking []struct {
			Name    string       `json:"name"`
			Score   nums         `json:"score"`
			Events  nums         `json:"events"`
			Area    nums         `json:"area"`
			AtK     []hitFigures `json:"at_k"`
			AtArea  []hitFigures `json:"at_area"`
			AUC     num          `json:"auc"`
			Average num          `json:"average_precision"`
		} `json:"ranking"`
		Brier     []calibrationFigures `json:"brier"`
		Stability []struct {
			Name     string `json:"name"`
			A        nums   `json:"a"`
			B        nums   `json:"b"`
			Kendall  num    `json:"kendall_tau_b"`
			Spearman num    `json:"spearman"`
			K        int    `json:"k"`
			Overlap  *num   `json:"top_k_overlap"`
		} `json:"stability"`
	}
	c.decode(c.v.whole, &all)
	for _, r := range all.Ranking {
		score, events, area := r.Score.floats(), r.Events.floats(), r.Area.floats()
		for _, w := range r.AtK {
			hitCompare(c, fmt.Sprintf("%s k=%d", r.Name, w.K), stat.HitsAt(score, events, area, w.K), w)
		}
		for _, w := range r.AtArea {
			hitCompare(c, fmt.Sprintf("%s area=%v", r.Name, w.Budget), stat.HitsWithin(score, events, area, w.Budget), w)
		}
		c.num(r.Name+" AUC", stat.AUC(score, events), r.AUC)
		c.num(r.Name+" average precision", stat.AveragePrecision(score, events), r.Average)
	}
	for _, w := range all.Brier {
		calibrationCompare(c, w)
	}
	for _, s := range all.Stability {
		a, b := s.A.floats(), s.B.floats()
		c.num(s.Name+" Kendall", stat.Kendall(a, b), s.Kendall)
		c.num(s.Name+" Spearman", stat.Spearman(a, b), s.Spearman)
		c.opt(s.Name+" overlap", stat.Overlap(stat.RankOrder(a), stat.RankOrder(b), s.K), s.Overlap)
	}
}

func hitCompare(c *check, name string, got stat.Hits, w hitFigures) {
	c.ints(name+" flagged", got.Flagged, w.Flagged)
	c.num(name+" hit rate", got.HitRate, w.HitRate)
	c.opt(name+" events", got.Events, w.Events)
	c.opt(name+" area", got.Area, w.Area)
	c.opt(name+" area share", got.AreaShare, w.AreaShare)
	c.opt(name+" PAI", got.PAI, w.PAI)
	c.opt(name+" n*", got.Best, w.Best)
	c.opt(name+" PEI*", got.PEI, w.PEI)
	c.opt(name+" precision", got.Precision, w.Precision)
	c.opt(name+" recall", got.Recall, w.Recall)
	c.opt(name+" efficiency", got.Efficiency, w.Efficiency)
}

func calibrationCompare(c *check, w calibrationFigures) {
	got := stat.Calibrate(w.P.floats(), w.Y.floats(), w.Bins)
	c.opt(w.Name+" brier", got.Brier, w.Brier)
	c.opt(w.Name+" base rate", got.BaseRate, w.BaseRate)
	c.opt(w.Name+" uncertainty", got.Uncertainty, w.Uncertainty)
	c.num(w.Name+" skill", got.Skill, w.Skill)
	c.opt(w.Name+" reliability", got.Reliability, w.Reliability)
	c.opt(w.Name+" resolution", got.Resolution, w.Resolution)
	c.opt(w.Name+" ECE", got.ECE, w.ECE)
	c.opt(w.Name+" log loss", got.LogLoss, w.LogLoss)
	if len(got.Table) != len(w.Table) {
		c.Errorf("%s: %d bins, want %d", w.Name, len(got.Table), len(w.Table))
		return
	}
	for i, b := range w.Table {
		g := got.Table[i]
		if g.Bin != b.Bin || g.N != b.N {
			c.Errorf("%s bin %d: got %d with %d, want %d with %d", w.Name, i, g.Bin, g.N, b.Bin, b.N)
		}
		c.num(fmt.Sprintf("%s bin %d forecast", w.Name, i), g.Forecast, b.Forecast)
		c.num(fmt.Sprintf("%s bin %d observed", w.Name, i), g.Observed, b.Observed)
	}
}
