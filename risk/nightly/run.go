package nightly

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"time"

	"timpora/risk"
	"timpora/risk/cluster"
	"timpora/risk/score"
)

// Source gives what was known at a moment, in the order of ID. Records that
// were recorded later do no harm: they are left out.
type Source interface {
	Records(ctx context.Context, at time.Time) (risk.Records, error)
}

// Sink keeps a run whole. A run with the same ID has the same content.
type Sink interface {
	SaveRun(ctx context.Context, run risk.Run) error
}

// Job says what to compute.
type Job struct {
	At         time.Time     // nothing known later is used
	Seed       uint64        //
	Version    string        // of the program
	Policy     []byte        // the policy file
	Frame      risk.Frame    // the study area
	PrecisionM float64       // of the boundary set
	Synthetic  bool          // some records are of the demo
	Members    []risk.Member // of the TIM PORA by area
	Secret     []byte        // of the noise that lower tiers see; nil where all records are made up

	// Stays are residences beside those of the records, read once: for a source
	// that cannot hold them all, such as that of a whole country. May be nil.
	Stays iter.Seq[risk.Residence]
}

// Run reads the records, scores the area and stores the result.
func Run(ctx context.Context, source Source, sink Sink, job Job) (risk.Run, error) {
	records, err := source.Records(ctx, job.At)
	if err != nil {
		return risk.Run{}, fmt.Errorf("read records known at %s: %w", job.At.Format(time.RFC3339), err)
	}
	run, err := Compute(records, job)
	if err != nil {
		return risk.Run{}, err
	}
	if err := ctx.Err(); err != nil {
		return risk.Run{}, fmt.Errorf("run %s: %w", run.ID, err)
	}
	if err := sink.SaveRun(ctx, run); err != nil {
		return risk.Run{}, fmt.Errorf("save run %s: %w", run.ID, err)
	}
	return run, nil
}

// Compute is Run without reading and writing: the same records and job give
// the same run, identifier included.
func Compute(records risk.Records, job Job) (risk.Run, error) {
	policy, err := score.ParsePolicy(job.Policy)
	if err != nil {
		return risk.Run{}, err
	}
	inputs := aggregate(job.Frame, records, job.Stays, job.At, policy, newCensus(job.Frame, job.Secret))
	inputs.Seats = seats(job.Members)
	result, err := Evaluate(job.Frame, inputs, policy, job.Seed, job.PrecisionM)
	if err != nil {
		return risk.Run{}, err
	}
	return seal(job, inputs, result)
}

// Evaluate scores inputs, joins clusters and makes the plan.
func Evaluate(frame risk.Frame, in score.Inputs, p score.Policy, seed uint64, precisionM float64) (risk.Result, error) {
	if err := in.Check(frame); err != nil {
		return risk.Result{}, err
	}
	scores, summary := score.Cells(frame, in, p, seed)
	params := clusterParams(p, summary, precisionM)
	params.At, params.Seed, params.Workers = in.At, seed, runtime.GOMAXPROCS(0)
	clusters, err := cluster.Find(frame, scores, evidence(frame, in, p), params, cluster.Scan)
	if err != nil {
		return risk.Result{}, err
	}
	found := risk.Result{
		Scores: scores, Clusters: clusters,
		Robust: summary.Robust, Kendall: summary.Kendall, Overlap: summary.Overlap,
		Alpha: summary.Alpha, Incident: summary.Incidents, Tallies: in.Tallies,
	}
	found.Plan = Propose(frame, in, p, found, seed, Period{})
	return found, nil
}

// evidence is what the clusters need of the inputs beside the scores.
func evidence(frame risk.Frame, in score.Inputs, p score.Policy) []cluster.Evidence {
	expected := score.Expected(frame, in, p)
	out := make([]cluster.Evidence, len(in.Cells))
	for i, c := range in.Cells {
		out[i] = cluster.Evidence{
			Verified: c.Verified, Observed: c.Incidents, Recent: c.Recent, Expected: expected[i], Own: c.Own, Origins: origins(c.Origins),
		}
	}
	return out
}

func origins(o score.Origins) []string {
	var out []string
	for _, k := range []struct {
		name string
		n    int
	}{
		{risk.OriginCommunity, o.Community}, {risk.OriginOurVisit, o.OurVisit},
		{risk.OriginPartner, o.Partner}, {risk.OriginRoutine, o.Routine},
	} {
		if k.n > 0 {
			out = append(out, k.name)
		}
	}
	return out
}

func clusterParams(p score.Policy, s score.Summary, precisionM float64) cluster.Params {
	c := p.Cluster
	return cluster.Params{
		Level: c.Level, HotLevel: c.HotLevel, Alpha: p.Dispersion.FlagMax, Replications: c.Replications,
		Nearest: c.Nearest, Restrict: c.Restrict, LookDays: c.LookDays,
		Recent: cluster.Recent{
			PeriodDays: c.NewPeriodDays, Periods: c.NewPeriods, Nearest: c.NewNearest, RecurrenceDays: c.NewRecurrenceDays,
		},
		Q: c.Q, MinIncidents: c.MinIncidents, CandidateP: c.CandidateP, CandidateDays: c.CandidateDays,
		CandidateIncidents: c.CandidateIncidents, CandidateOrigins: c.CandidateOrigins,
		WideInterval: c.WideInterval, DesaPlaced: c.DesaPlaced, OwnFinds: c.OwnFinds,
		CoarseM: c.PrecisionM, PrecisionM: precisionM, Robust: s.Robust, Overlap: s.Overlap,
	}
}
