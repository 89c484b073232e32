package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"time"

	"github.com/paulmach/orb"

	"timpora/geo"
	"timpora/risk"
)

// collection is a GeoJSON FeatureCollection (RFC 7946) with the run's facts in
// a foreign member.
type collection struct {
	Type     string    `json:"type"`
	Metadata metadata  `json:"metadata"`
	Features []feature `json:"features"`
}

type metadata struct {
	Title          string    `json:"title"`
	Date           string    `json:"date"`
	Classification string    `json:"classification"`
	Synthetic      bool      `json:"synthetic"`
	Run            string    `json:"run"`
	DataUntil      time.Time `json:"data_until"`
	Version        string    `json:"version"`
	BoundarySet    string    `json:"boundary_set"`
	PrecisionM     float64   `json:"precision_m"`
	ResultDigest   string    `json:"result_digest"`
	Note           string    `json:"note"`
	Credit         string    `json:"credit"`
}

type feature struct {
	Type       string   `json:"type"`
	ID         string   `json:"id"`
	Geometry   geometry `json:"geometry"`
	Properties any      `json:"properties"`
}

type geometry struct {
	Type        string `json:"type"`
	Coordinates any    `json:"coordinates"`
}

// GeoJSON writes the top cells and the clusters as polygons. A withheld count
// is null and named in "suppressed".
func GeoJSON(w io.Writer, in Input) error {
	if err := in.check(); err != nil {
		return err
	}
	words, n := newWords(in.Lang), in.Night
	c := collection{Type: "FeatureCollection", Features: []feature{}, Metadata: metadata{
		Title: words.say("title"), Date: n.Date.In(wita()).Format(time.DateOnly), Classification: "TERBATAS",
		Synthetic: n.Run.Synthetic, Run: n.Run.ID, DataUntil: n.Run.At, Version: n.Run.Version,
		BoundarySet: n.Run.BoundarySet, PrecisionM: n.Run.PrecisionM, ResultDigest: n.Run.ResultDigest,
		Note: words.say("note"), Credit: in.Credit,
	}}
	old := before(n)
	for _, s := range n.Top {
		c.Features = append(c.Features, words.cellFeature(in, s, old))
	}
	for _, g := range ranked(n) {
		c.Features = append(c.Features, words.clusterFeature(in, g))
	}
	if err := json.NewEncoder(w).Encode(c); err != nil {
		return fmt.Errorf("report of %s: %w", c.Metadata.Date, err)
	}
	return nil
}

type cellProperties struct {
	Kind string `json:"kind"`
	place
	Rank       int      `json:"rank"`
	Level      int      `json:"level"`
	Score      float64  `json:"score"`
	Low        float64  `json:"low"`
	High       float64  `json:"high"`
	Previous   *float64 `json:"previous_score"`
	Coastal    bool     `json:"coastal"`
	CoastM     float64  `json:"coast_m"`
	Observed   float64  `json:"observed"`
	Expected   float64  `json:"expected"`
	UpperQ     float64  `json:"upper_q"`
	Persons    *int     `json:"persons"`
	Reports    *int     `json:"reports"`
	Verified   *int     `json:"verified"`
	Suppressed []string `json:"suppressed"`
	Reasons    []string `json:"reasons"`
}

type place struct {
	DesaCode  geo.AreaCode `json:"desa_code"`
	Desa      string       `json:"desa"`
	Kecamatan string       `json:"kecamatan"`
	Kabupaten string       `json:"kabupaten"`
}

func (in Input) placeOf(code geo.AreaCode) place {
	n := in.Names(code)
	return place{code, n.Desa, n.Kecamatan, n.Kabupaten}
}

func (w words) cellFeature(in Input, s risk.Score, old map[geo.Cell]risk.Score) feature {
	p := cellProperties{
		Kind: "cell", place: in.placeOf(s.Desa), Rank: s.Rank, Level: s.Level,
		Score: s.Score, Low: s.Low, High: s.High, Coastal: s.Coastal, CoastM: float64(s.CoastM),
		Observed: s.Observed, Expected: s.Expected, UpperQ: s.UpperQ,
		Suppressed: []string{}, Reasons: w.topReasons(s.Reasons),
	}
	if o, ok := old[s.Cell]; ok {
		p.Previous = &o.Score
	}
	p.Persons = in.count("persons", s.Persons, &p.Suppressed)
	p.Reports = in.count("reports", s.Reports, &p.Suppressed)
	p.Verified = in.count("verified", s.Verified, &p.Suppressed)
	return newFeature(s.Cell.String(), in.area([]geo.Cell{s.Cell}), p)
}

// count is nil, and named, when the count is withheld.
func (in Input) count(name string, n int, suppressed *[]string) *int {
	if in.withheld(n) {
		*suppressed = append(*suppressed, name)
		return nil
	}
	return &n
}

type clusterProperties struct {
	Kind       string         `json:"kind"`
	Letter     string         `json:"letter"`
	Desa       []geo.AreaCode `json:"desa_codes"`
	Cells      []geo.Cell     `json:"cells"`
	Observed   float64        `json:"observed"`
	Expected   float64        `json:"expected"`
	RR         float64        `json:"rr"`
	Method     string         `json:"method"`
	LLR        float64        `json:"llr"`
	P          float64        `json:"p"`
	Q          float64        `json:"q"`
	Recurrence float64        `json:"recurrence_days"`
	New        *risk.Signal   `json:"new"`
	Candidate  bool           `json:"candidate"`
	Score      float64        `json:"score"`
	Coastal    bool           `json:"coastal"`
	CoastShare float64        `json:"coast_share"`
	Persons    *int           `json:"persons"`
	Suppressed []string       `json:"suppressed"`
	Reasons    []string       `json:"reasons"`
	Counter    []string       `json:"counter"`
}

func (w words) clusterFeature(in Input, c risk.Cluster) feature {
	p := clusterProperties{
		Kind: "cluster", Desa: c.Desa, Cells: c.Cells, Observed: c.Observed, Expected: c.Expected,
		RR: c.RR, Method: c.Method, LLR: c.LLR, P: c.P, Q: c.Q, Recurrence: c.RecurrenceDays,
		New: c.New, Candidate: c.Candidate, Score: c.Score, Coastal: c.Coastal, CoastShare: c.CoastShare,
		Suppressed: []string{}, Reasons: w.topReasons(c.Reasons), Counter: w.counter(c.Counter),
	}
	for i, g := range ranked(in.Night) {
		if g.ID == c.ID {
			p.Letter = letter(i)
		}
	}
	p.Persons = in.count("persons", c.Persons, &p.Suppressed)
	return newFeature(c.ID, in.area(c.Cells), p)
}

// newFeature writes one polygon as such, several as a MultiPolygon.
func newFeature(id string, m orb.MultiPolygon, properties any) feature {
	m = rounded(m)
	f := feature{Type: "Feature", ID: id, Geometry: geometry{"MultiPolygon", m}, Properties: properties}
	if len(m) == 1 {
		f.Geometry = geometry{"Polygon", m[0]}
	}
	return f
}

// rounded is the geometry with six decimals, about 0.1 m.
func rounded(m orb.MultiPolygon) orb.MultiPolygon {
	m = m.Clone()
	for _, p := range m {
		for _, r := range p {
			for i, q := range r {
				r[i] = orb.Point{math.Round(q[0]*1e6) / 1e6, math.Round(q[1]*1e6) / 1e6}
			}
		}
	}
	return m
}
