package api

import (
	"slices"
	"strings"
	"time"

	"timpora/api/ogc"
	"timpora/geo"
	"timpora/risk"
	"timpora/risk/access"
	"timpora/risk/disclose"
)

// Boundary describes the active boundary set.
type Boundary struct {
	ID         string  `json:"id"`
	Source     string  `json:"source"`
	Licence    string  `json:"licence"`
	Credit     string  `json:"credit"`
	ValidOn    string  `json:"valid_on"`
	PrecisionM float64 `json:"precision_m"`
	Desa       int     `json:"desa"`
}

// Area is one administrative unit as the API shows it.
type Area struct {
	Code      geo.AreaCode `json:"code"`
	Name      string       `json:"name"`
	Level     geo.Level    `json:"level"`
	Kind      string       `json:"kind"`
	Kecamatan string       `json:"kecamatan,omitempty"`
	Kabupaten string       `json:"kabupaten,omitempty"`
	BBox      [4]float64   `json:"bbox"`   // west, south, east, north
	Anchor    [2]float64   `json:"anchor"` // a point inside, longitude first
	AreaKm2   float64      `json:"area_km2"`
	Coastal   bool         `json:"coastal"`

	neighbours []geo.AreaCode
}

// NewArea makes an Area; neighbours are desa that share a border.
func NewArea(a Area, neighbours []geo.AreaCode) Area {
	a.neighbours = neighbours
	return a
}

// Located is the answer to "which desa is here".
type Located struct {
	Lon       float64      `json:"lon"`
	Lat       float64      `json:"lat"`
	DesaCode  geo.AreaCode `json:"desa_code"`
	Desa      string       `json:"desa"`
	Kecamatan string       `json:"kecamatan"`
	Kabupaten string       `json:"kabupaten"`
	Cell      geo.Cell     `json:"h3_r10"`
	CoastM    float64      `json:"coast_m"`
	Quality   risk.Quality `json:"quality"`
	OffM      float64      `json:"off_m"`
	Overlap   bool         `json:"overlap"` // inside another desa too; this is the lower code
}

// Coverage is what the team did in a desa.
type Coverage struct {
	Premises    int
	LastVisit   time.Time
	LastMeeting time.Time
}

// Config is everything that a View shows to an audience and nothing else; the
// program wires it together. Run is the run as the audience may see it.
type Config struct {
	Audience access.Audience
	Version  string
	Demo     bool
	Boundary Boundary
	Areas    []Area
	Locate   func(points []geo.Point, nearest geo.Meters) []Located // in their order
	Run      *risk.Run
	Policy   Policy
	Unit     Sheet
	Coverage map[geo.AreaCode]Coverage // of the desa that the audience sees
	Agencies map[string]Agency         // by code
	Spots    func() []Spot             // places of stays for those below officer
	Layers   map[string]Tiles
	Exports  Exports
	Catalog  *ogc.Catalog // what the OGC APIs serve
}

// Sheet tells what the audience may see of an area, and why not all.
type Sheet func(geo.AreaCode) (u disclose.Unit, reason string)

// View is an immutable picture of one boundary set and one run for one audience.
type View struct {
	Config
	byCode    map[geo.AreaCode]int
	scoreAt   map[geo.Cell]int
	clusterOf map[geo.Cell]string
	bound     geo.Bound // of all areas
}

// NewView indexes the configuration. Areas are sorted by code.
func NewView(c Config) *View {
	v := &View{Config: c, byCode: map[geo.AreaCode]int{}, scoreAt: map[geo.Cell]int{}, clusterOf: map[geo.Cell]string{}}
	slices.SortFunc(v.Areas, func(a, b Area) int { return strings.Compare(string(a.Code), string(b.Code)) })
	for i, a := range v.Areas {
		v.byCode[a.Code] = i
		b := geo.Bound{West: a.BBox[0], South: a.BBox[1], East: a.BBox[2], North: a.BBox[3]}
		if i == 0 {
			v.bound = b
		}
		v.bound = v.bound.Union(b)
	}
	if c.Run == nil {
		return v
	}
	for i, s := range c.Run.Result.Scores {
		v.scoreAt[s.Cell] = i
	}
	for _, cl := range c.Run.Result.Clusters {
		for _, cell := range cl.Cells {
			v.clusterOf[cell] = cl.ID
		}
	}
	return v
}

// Area looks an area up by code.
func (v *View) Area(code geo.AreaCode) (Area, bool) {
	i, ok := v.byCode[code]
	if !ok {
		return Area{}, false
	}
	return v.Areas[i], true
}

// blurred reports whether the audience sees cells without figures that count anybody.
func (v *View) blurred() bool { return !disclose.View(v.Audience.Tier).Figures }

// Score looks a cell's score up.
func (v *View) Score(c geo.Cell) (risk.Score, bool) {
	i, ok := v.scoreAt[c]
	if !ok {
		return risk.Score{}, false
	}
	return v.Run.Result.Scores[i], true
}
