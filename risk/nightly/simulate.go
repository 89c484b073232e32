package nightly

import (
	"context"
	"fmt"
	"math"
	"time"

	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/score"
	"timpora/risk/simulate"
	"timpora/risk/stat"
)

// The posterior draws of a simulated world: enough for its intervals, and the
// fewest that a policy allows where nobody looks at them.
const (
	drawsInterval = 200
	drawsFewest   = 20
)

// What a world holds where the records have no incidents to go by.
const (
	fallbackIncidents = 60
	fallbackUnproven  = 400
)

// The parts of a world's seed.
const (
	partPlaces  = 1
	partWeights = 2
	partRatios  = 3
)

// Simulate judges the pipeline on worlds drawn from the exposure of the
// records at the job's moment. Reports of the records serve only to set the
// expected numbers where the plan leaves them at 0. Every world goes the whole
// way from reports over Aggregate to Evaluate.
func Simulate(ctx context.Context, records risk.Records, job Job, plan simulate.Plan, progress func(done, of int)) (simulate.Result, error) {
	policy, err := score.ParsePolicy(job.Policy)
	if err != nil {
		return simulate.Result{}, err
	}
	if plan.Incidents == 0 {
		plan.Incidents, plan.Unproven = numbers(Aggregate(job.Frame, records, job.At, policy))
	}
	records.Reports = nil
	base := Aggregate(job.Frame, records, job.At, policy)
	plain, faded := score.Exposure(job.Frame, base, policy)
	land, err := simulate.NewLand(job.Frame, plain, faded, float64(policy.Time.WindowDays), policy.Time.HalfLifeDays, policy.Coast.CoastalM)
	if err != nil {
		return simulate.Result{}, err
	}
	j := judge{frame: job.Frame, base: base, policy: policy, precision: job.PrecisionM}
	return simulate.Run(land, plan, func(w simulate.World, intervals bool, seed uint64) (simulate.Outcome, error) {
		if err := ctx.Err(); err != nil {
			return simulate.Outcome{}, err
		}
		return j.world(w, intervals, seed)
	}, progress)
}

// numbers counts the incidents of the inputs and the other reports.
func numbers(in score.Inputs) (incidents, unproven float64) {
	for _, c := range in.Cells {
		incidents += float64(c.Verified)
		unproven += math.Max(0, float64(c.Told-c.Verified))
	}
	if incidents == 0 {
		return fallbackIncidents, fallbackUnproven
	}
	return incidents, unproven
}

// judge is the pipeline over one exposure.
type judge struct {
	frame     risk.Frame
	base      score.Inputs // without reports
	policy    score.Policy
	precision float64
}

func (j judge) world(w simulate.World, intervals bool, seed uint64) (simulate.Outcome, error) {
	p := j.policy
	p.Ranking.Draws = drawsFewest
	if intervals {
		p.Ranking.Draws = drawsInterval
	}
	in := j.inputs(w, stat.NewRand(stat.Split(seed, partPlaces), 0))
	result, err := Evaluate(j.frame, in, p, seed, j.precision)
	if err != nil {
		return simulate.Outcome{}, err
	}
	out := simulate.Outcome{Clusters: j.clusters(result)}
	if !intervals {
		return out, nil
	}
	truth := score.Truth{
		Weights: p.Drawn(stat.NewRand(stat.Split(seed, partWeights), 0)), Incidents: w.Ratios, Reports: w.Told,
	}
	known := score.Known(j.frame, in, p, truth)
	ratios := score.Ratios(j.frame, in, p, stat.Split(seed, partRatios))
	for i, s := range result.Scores {
		out.Scores = append(out.Scores, simulate.Interval{Truth: known[i], Low: s.Low, High: s.High})
		out.Ratios = append(out.Ratios, simulate.Interval{Truth: w.Ratios[i], Low: ratios[i].Low, High: ratios[i].High})
	}
	return out, nil
}

func (j judge) clusters(r risk.Result) [][]int32 {
	at := j.frame.Index()
	out := make([][]int32, len(r.Clusters))
	for k, c := range r.Clusters {
		for _, cell := range c.Cells {
			out[k] = append(out[k], int32(at[cell]))
		}
	}
	return out
}

// inputs adds the reports of a world to the counts.
func (j judge) inputs(w simulate.World, r *stat.Rand) score.Inputs {
	in := j.base
	in.Cells = append([]score.Cell(nil), j.base.Cells...)
	a := &aggregation{at: in.At, policy: j.policy, in: &in, places: newPlaces(j.frame)}
	reports := j.reports(w.Incidents, risk.StateTerbukti, r)
	a.reports(append(reports, j.reports(w.Unproven, risk.StateDugaan, r)...))
	return in
}

// reports tells events as people would: each by somebody else, at a place of
// its own in the cell, with the grade that weighs 1, so that the truth of a
// reporting ratio does not hang on grades.
func (j judge) reports(events []simulate.Event, state risk.State, r *stat.Rand) []risk.Report {
	origins := []string{risk.OriginCommunity, risk.OriginPartner, risk.OriginRoutine}
	out := make([]risk.Report, len(events))
	for k, e := range events {
		c := j.frame.Cells[e.Cell]
		places := bucket.Children(c.Cell, landResolution)
		place := places[r.IntN(len(places))]
		when := j.base.At.Add(-time.Duration(e.Age * 24 * float64(time.Hour)))
		out[k] = risk.Report{
			Stamp: risk.Stamp{
				ID: fmt.Sprintf("%s-%06d", state, k), RecordedAt: when, Desa: c.Desa,
				Cell: place, Point: bucket.Center(place), Quality: risk.QualityPoint,
			},
			Origin: origins[r.IntN(len(origins))], Category: "LAIN", OccurredAt: when, Grade: "A1", State: state,
		}
		if state != risk.StateDugaan {
			out[k].VerifiedAt = when
		}
	}
	return out
}
