package stat_test

import (
	"fmt"
	"math"

	"timpora/risk/stat"
)

type tailFigures struct {
	X        float64 `json:"x"`
	Mu       float64 `json:"mu"`
	Size     float64 `json:"size"`
	Lower    *num    `json:"p_lower"`
	LowerMid *num    `json:"p_lower_mid"`
	Upper    *num    `json:"p_upper"`
	UpperMid *num    `json:"p_upper_mid"`
}

type missingFigures struct {
	IDs      []string `json:"ids"`
	Cases    nums     `json:"cases"`
	Exposure nums     `json:"exposure"`
	Poisson  struct {
		Rate  *num `json:"rate"`
		Lower nums `json:"p_lower"`
		Q     nums `json:"q"`
	} `json:"poisson"`
	NB struct {
		LogRate *num `json:"log_rate"`
		Theta   *num `json:"theta"`
		Lower   nums `json:"p_lower"`
		Q       nums `json:"q"`
	} `json:"negative_binomial"`
	Moment struct {
		Alpha *num `json:"alpha"`
	} `json:"moment_dispersion"`
}

func vectorDistributions(c *check) {
	var all struct {
		Poisson []tailFigures `json:"poisson"`
		NB      []tailFigures `json:"negative_binomial"`
		Garwood []struct {
			X        float64 `json:"x"`
			Expected float64 `json:"expected"`
			Level    float64 `json:"level"`
			Lower    num     `json:"lower"`
			Upper    num     `json:"upper"`
		} `json:"garwood"`
		Gamma []struct {
			Y        float64 `json:"y"`
			Expected float64 `json:"expected"`
			Shape    float64 `json:"shape"`
			Rate     float64 `json:"rate"`
			Mean     *num    `json:"posterior_mean"`
			Q05      *num    `json:"q05"`
			Q50      *num    `json:"q50"`
			Q95      *num    `json:"q95"`
			Above    *num    `json:"p_above_1"`
		} `json:"gamma_poisson"`
		Normal struct {
			Z     nums `json:"z"`
			P     nums `json:"p_two_sided"`
			Upper nums `json:"p_upper"`
		} `json:"normal"`
		Quantile struct {
			P nums `json:"p"`
			Z nums `json:"z"`
		} `json:"normal_quantile"`
		Missing *missingFigures `json:"under_reporting"`
	}
	c.decode(c.v.Cases, &all)
	tailCompare(c, all.Poisson, all.NB)
	for _, g := range all.Garwood {
		low, high := stat.Garwood(g.X, g.Expected, g.Level)
		c.num(fmt.Sprintf("garwood %v low", g.X), low, g.Lower)
		c.num(fmt.Sprintf("garwood %v high", g.X), high, g.Upper)
	}
	for _, g := range all.Gamma {
		name := fmt.Sprintf("gamma %v/%v ", g.Y, g.Expected)
		post := stat.Gamma{Shape: g.Shape, Rate: g.Rate}.Posterior(g.Y, g.Expected)
		c.opt(name+"mean", post.Mean(), g.Mean)
		c.opt(name+"5%", post.Quantile(0.05), g.Q05)
		c.opt(name+"50%", post.Quantile(0.5), g.Q50)
		c.opt(name+"95%", post.Quantile(0.95), g.Q95)
		c.opt(name+"above 1", post.Upper(1), g.Above)
	}
	for i, z := range all.Normal.Z {
		c.num(fmt.Sprintf("normal %v two-sided", z), stat.NormalTwoSided(float64(z)), all.Normal.P[i])
		c.num(fmt.Sprintf("normal %v upper", z), stat.NormalUpper(float64(z)), all.Normal.Upper[i])
	}
	for i, p := range all.Quantile.P {
		c.num(fmt.Sprintf("normal quantile %v", p), stat.NormalQuantile(float64(p)), all.Quantile.Z[i])
	}
	if all.Missing != nil {
		missingCompare(c, *all.Missing)
	}
}

func tailCompare(c *check, poisson, negbin []tailFigures) {
	for _, k := range poisson {
		name := fmt.Sprintf("poisson %v/%v ", k.X, k.Mu)
		c.opt(name+"lower", stat.PoissonLower(k.X, k.Mu), k.Lower)
		c.opt(name+"lower mid", stat.PoissonLowerMid(k.X, k.Mu), k.LowerMid)
		c.opt(name+"upper", stat.PoissonUpper(k.X, k.Mu), k.Upper)
		c.opt(name+"upper mid", stat.PoissonUpperMid(k.X, k.Mu), k.UpperMid)
	}
	for _, k := range negbin {
		name := fmt.Sprintf("negative binomial %v/%v/%v ", k.X, k.Mu, k.Size)
		variance := k.Mu + k.Mu*k.Mu/k.Size
		c.opt(name+"lower", stat.NBLower(k.X, k.Mu, 1/k.Size), k.Lower)
		c.opt(name+"lower mid", stat.NBLowerMid(k.X, k.Mu, variance), k.LowerMid)
		c.opt(name+"upper", stat.NBUpper(k.X, k.Mu, 1/k.Size), k.Upper)
		c.opt(name+"upper by variance", stat.NBUpperVar(k.X, k.Mu, variance), k.Upper)
		c.opt(name+"upper mid", stat.NBUpperMid(k.X, k.Mu, variance), k.UpperMid)
	}
}

// missingCompare holds the low-count test. The fitted rate and theta are
// held to the looser tolerance of the fit; the tails are then taken at the
// reference's fit, so that they are held to the tight one.
func missingCompare(c *check, m missingFigures) {
	y, exposure := m.Cases.floats(), m.Exposure.floats()
	var cases, all float64
	for i, e := range exposure {
		cases += y[i]
		all += e
	}
	rate := cases / all
	c.opt("pooled rate", rate, m.Poisson.Rate)
	mean, lower := make([]float64, len(y)), make([]float64, len(y))
	for i, e := range exposure {
		mean[i] = rate * e
		lower[i] = stat.PoissonLower(y[i], mean[i])
	}
	c.nums("poisson lower", lower, m.Poisson.Lower)
	c.nums("poisson q", stat.BH(lower), m.Poisson.Q)
	c.opt("alpha", stat.Dispersion(y, mean), m.Moment.Alpha)
	if m.NB.LogRate == nil || m.NB.Theta == nil {
		return
	}
	fit := stat.FitNB(y, exposure)
	loose := math.Max(c.v.Tolerance.GLMRel, c.v.Tolerance.Rel)
	c.within("log rate", fit.LogRate, float64(*m.NB.LogRate), loose)
	c.within("theta", fit.Theta, float64(*m.NB.Theta), loose)
	for i, e := range exposure {
		lower[i] = stat.NBLower(y[i], math.Exp(float64(*m.NB.LogRate))*e, 1/float64(*m.NB.Theta))
	}
	c.nums("negative binomial lower", lower, m.NB.Lower)
	c.nums("negative binomial q", stat.BH(lower), m.NB.Q)
}
