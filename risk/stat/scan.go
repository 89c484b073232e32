package stat

import (
	"errors"
	"fmt"
	"math"
)

// Null names the null hypothesis from which a scan's replications are drawn,
// always holding the total number of cases.
type Null string

// The null hypotheses.
const (
	NullPoisson      Null = "poisson"       // multinomial in proportion to the expected counts
	NullGammaPoisson Null = "gamma_poisson" // the same after weights E*Gamma(1/alpha, mean 1)
)

// Shape names the family of zones that a scan tries.
type Shape string

// The families of zones.
const (
	ShapeCircle     Shape = "circle"     // the nearest cells of each centre (Kulldorff 1997)
	ShapeFlexible   Shape = "flexible"   // every connected set in a centre's K nearest (Tango & Takahashi 2005)
	ShapeRestricted Shape = "restricted" // the same, of cells with a high count of their own (2012)
)

// ScanInput is what a spatial scan looks at.
type ScanInput struct {
	Cases      []float64 // observed counts; weighted counts may be fractions
	Expected   []float64 // exposure or expected counts; scaled to the total of Cases
	Neighbours [][]int32 // connects cells; needed by the flexible shapes
	Orders     []Order   // cells by distance from each centre; nil: by rings of Neighbours
}

// ScanOptions are the choices of a scan. Zero values take the defaults named.
type ScanOptions struct {
	Shape        Shape   // ShapeCircle
	Null         Null    // NullPoisson
	Alpha        float64 // overdispersion, for NullGammaPoisson; 0 is Poisson
	K            int     // most cells of a zone, the centre counted; 0: no limit for circles, 10 flexible, 50 restricted
	MaxShare     float64 // of the expected total in a zone; 0.5
	MinCases     float64 // 2
	Restrict     float64 // highest mid-p of a cell in a restricted zone; 0.2
	Budget       int     // sets tried around one centre of the restricted search; 4096
	Replications int     // 0: no test
	Stop         int     // Besag-Clifford: stop after so many exceedances; 0: never
	Clusters     int     // most clusters reported; 10
	Seed         uint64
	Workers      int // 0 or less: one; the result does not depend on it
}

// Cluster is one zone with its figures.
type Cluster struct {
	Members  []int32 // cells, ascending
	Centre   int32
	Start    int // first period, space-time only
	End      int // last period, inclusive
	Cases    float64
	Expected float64
	Risk     float64 // (c/E)/((C-c)/(C-E)); +Inf when no case lies outside
	Ratio    float64 // c/E
	LLR      float64
	P        float64 // Monte Carlo; NaN without replications
	Gumbel   float64 // by the Gumbel approximation; NaN below two replications
}

// ScanResult is what a scan found.
type ScanResult struct {
	Total    float64   // cases
	Zones    int       // distinct zones tried on the observed counts
	Clusters []Cluster // best first, sharing no cell
	Maxima   []float64 // the largest LLR of each replication drawn, in order
	Stopped  bool      // fewer replications than asked for: Besag-Clifford stopped them
}

// ErrScanInput is wrapped by every refusal of a scan.
var ErrScanInput = errors.New("scan input")

// Scan searches for the zone whose count stands out most.
//
// The statistic of a zone with c of C cases and E expected is
// c*ln(c/E) + (C-c)*ln((C-c)/(C-E)) when c/E > (C-c)/(C-E), else 0 (one-sided,
// high rates only; Kulldorff 1997, doi:10.1080/03610929708831995). The null is
// o.Null; p of a cluster is (1 + number of replications whose maximum reaches
// its LLR)/(R+1), and with early stopping h/l once h exceedances were seen
// after l draws (Besag & Clifford 1991, doi:10.1093/biomet/78.2.301).
// Secondary clusters are held against the same maxima, which is conservative.
// With overdispersion the Poisson null is false in nearly every map: use
// NullGammaPoisson whenever Dispersion is above 0.
//
// Flexible zones: Tango & Takahashi 2005, doi:10.1186/1476-072X-4-11;
// restricted: 2012, doi:10.1002/sim.5478. The restricted search tries at most
// Budget connected sets around one centre, cells of the highest ratio first;
// replications run the very same search, so the test stays exact.
// No clusters are found when there are fewer than MinCases cases. Cells
// without exposure can join a zone; exposure must be finite and not negative.
func Scan(in ScanInput, o ScanOptions) (ScanResult, error) {
	o = o.defaults()
	expected, total, err := checkScan(in, o)
	if err != nil {
		return ScanResult{}, err
	}
	if in.Orders == nil && in.Neighbours != nil {
		in.Orders = OrdersByRings(in.Neighbours, o.K)
	}
	if len(in.Orders) != len(in.Cases) {
		return ScanResult{}, fmt.Errorf("%w: %d orders for %d cells", ErrScanInput, len(in.Orders), len(in.Cases))
	}
	search, err := newSearch(in, expected, total, o)
	if err != nil {
		return ScanResult{}, err
	}
	result := search.observe(in.Cases)
	result.Total = total
	replicate(&result, o, func(first, n int, w *worker) {
		search.draw(first, n, w)
	}, expected, total)
	return result, nil
}

// searcher tries its zones on counts. observe reports clusters; draw fills
// w.maxima for n replications from the first on.
type searcher interface {
	observe(cases []float64) ScanResult
	draw(first, n int, w *worker)
}

func newSearch(in ScanInput, expected []float64, total float64, o ScanOptions) (searcher, error) {
	switch o.Shape {
	case ShapeCircle:
		return newCircles(in.Orders, expected, total, o), nil
	case ShapeFlexible:
		return newFlexible(in, expected, total, o)
	case ShapeRestricted:
		return newRestricted(in, expected, total, o), nil
	}
	return nil, fmt.Errorf("%w: unknown shape %q", ErrScanInput, o.Shape)
}

func (o ScanOptions) defaults() ScanOptions {
	if o.Shape == "" {
		o.Shape = ShapeCircle
	}
	if o.Null == "" {
		o.Null = NullPoisson
	}
	if o.K <= 0 {
		switch o.Shape {
		case ShapeFlexible:
			o.K = 10
		case ShapeRestricted:
			o.K = 50
		default:
			o.K = math.MaxInt32
		}
	}
	positive := func(v *float64, d float64) {
		if !(*v > 0) {
			*v = d
		}
	}
	positive(&o.MaxShare, 0.5)
	positive(&o.MinCases, 2)
	positive(&o.Restrict, 0.2)
	if o.Budget <= 0 {
		o.Budget = 4096
	}
	if o.Clusters <= 0 {
		o.Clusters = 10
	}
	o.Workers = max(1, o.Workers)
	return o
}

// checkScan refuses what has no meaning and scales the expected counts to the
// total of the cases.
func checkScan(in ScanInput, o ScanOptions) ([]float64, float64, error) {
	n := len(in.Cases)
	if n == 0 || len(in.Expected) != n {
		return nil, 0, fmt.Errorf("%w: %d cases, %d expected", ErrScanInput, n, len(in.Expected))
	}
	if err := checkNull(o); err != nil {
		return nil, 0, err
	}
	if o.Shape != ShapeCircle && len(in.Neighbours) != n {
		return nil, 0, fmt.Errorf("%w: %d neighbour lists for %d cells", ErrScanInput, len(in.Neighbours), n)
	}
	for i, list := range in.Neighbours {
		for _, j := range list {
			if j < 0 || int(j) >= n || int(j) == i {
				return nil, 0, fmt.Errorf("%w: neighbour %d of cell %d", ErrScanInput, j, i)
			}
		}
	}
	return scaleExpected(in.Cases, in.Expected)
}

func checkNull(o ScanOptions) error {
	if o.Null != NullPoisson && o.Null != NullGammaPoisson {
		return fmt.Errorf("%w: unknown null %q", ErrScanInput, o.Null)
	}
	if !(o.Alpha >= 0) || math.IsInf(o.Alpha, 1) {
		return fmt.Errorf("%w: alpha %v", ErrScanInput, o.Alpha)
	}
	return nil
}

func scaleExpected(cases, exposure []float64) ([]float64, float64, error) {
	var total, sum float64
	for i, e := range exposure {
		if !(e >= 0) || math.IsInf(e, 1) || !(cases[i] >= 0) || math.IsInf(cases[i], 1) {
			return nil, 0, fmt.Errorf("%w: cell %d has %v cases, %v expected", ErrScanInput, i, cases[i], e)
		}
		total += cases[i]
		sum += e
	}
	if !(sum > 0) {
		return nil, 0, fmt.Errorf("%w: nothing expected anywhere", ErrScanInput)
	}
	out := make([]float64, len(exposure))
	for i, e := range exposure {
		out[i] = total * e / sum
	}
	return out, total, nil
}

// LLR is the log likelihood ratio of a zone with c of total cases where e are
// expected; 0 unless the rate inside is above the rate outside. 0*ln(0) is 0.
func LLR(c, e, total float64) float64 {
	if !(c > 0) || c*(total-e) <= (total-c)*e {
		return 0
	}
	value := float64(c * math.Log(c/e))
	if c < total {
		value += float64((total - c) * math.Log((total-c)/(total-e)))
	}
	return value
}
