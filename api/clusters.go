package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
)

type clusterHead struct {
	ID         string       `json:"id"`
	Method     string       `json:"method"`
	Cells      int          `json:"cells"`
	Desa       []areaRef    `json:"desa"`
	Verified   *int         `json:"verified"` // null like all figures that the audience may not see
	Observed   *float64     `json:"observed"`
	Expected   *float64     `json:"expected"`
	RR         *float64     `json:"rr"`
	LLR        *float64     `json:"llr"`
	P          float64      `json:"p"`
	Q          float64      `json:"q"`
	Recurrence float64      `json:"recurrence_days"`
	New        *risk.Signal `json:"new"`
	Candidate  *bool        `json:"candidate"`
	CoastShare float64      `json:"coast_share"`
	Coastal    bool         `json:"coastal"`
	Score      float64      `json:"score"`
	BBox       [4]float64   `json:"bbox"`
	Center     [2]float64   `json:"center"`
}

type clusterDetail struct {
	clusterHead
	Members []cellHead     `json:"members"`
	Reasons []risk.Reason  `json:"reasons"`
	Counter []risk.Counter `json:"counter"`
	LandKm2 *float64       `json:"land_km2"`
	Origins *int           `json:"origins"`
	Run     RunHead        `json:"run"`
}

func (v *View) clusterHead(cl risk.Cluster) clusterHead {
	few := v.blurred()
	h := clusterHead{
		ID: cl.ID, Method: cl.Method, Cells: len(cl.Cells), Desa: []areaRef{},
		Verified: unless(few, cl.Verified), Observed: unless(few && cl.Observed == 0, cl.Observed), Expected: unless(few, cl.Expected), RR: unless(few, cl.RR),
		LLR: unless(few, cl.LLR), P: cl.P, Q: cl.Q, Recurrence: cl.RecurrenceDays, New: cl.New, Candidate: unless(few, cl.Candidate),
		CoastShare: cl.CoastShare, Coastal: cl.Coastal, Score: cl.Score,
	}
	for _, code := range cl.Desa {
		h.Desa = append(h.Desa, v.ref(code))
	}
	b, mean := extent(cl.Cells)
	h.BBox = [4]float64{b.West, b.South, b.East, b.North}
	h.Center = [2]float64{mean.Lon, mean.Lat}
	return h
}

// extent is the box of the cells' outlines and the mean of their centres.
func extent(cells []geo.Cell) (geo.Bound, geo.Point) {
	var b geo.Bound
	var sum geo.Point
	for i, c := range cells {
		p := bucket.Center(c)
		sum.Lon += p.Lon
		sum.Lat += p.Lat
		for j, q := range bucket.Boundary(c) {
			at := geo.Bound{West: q[0], South: q[1], East: q[0], North: q[1]}
			if i == 0 && j == 0 {
				b = at
			}
			b = b.Union(at)
		}
	}
	n := float64(max(1, len(cells)))
	return b, geo.Point{Lon: sum.Lon / n, Lat: sum.Lat / n}
}

func (s *Server) clusters(c echo.Context) error {
	v, err := s.scored(c)
	if err != nil {
		return err
	}
	heads := []clusterHead{}
	for _, cl := range v.Run.Result.Clusters {
		heads = append(heads, v.clusterHead(cl))
	}
	return s.json(c, http.StatusOK, map[string]any{"run": HeadOf(v.Run), "clusters": heads})
}

func (s *Server) cluster(c echo.Context) error {
	v, err := s.scored(c)
	if err != nil {
		return err
	}
	for _, cl := range v.Run.Result.Clusters {
		if cl.ID == c.Param("id") {
			return s.json(c, http.StatusOK, v.clusterDetail(cl))
		}
	}
	return notFound("no such cluster in the current run")
}

func (v *View) clusterDetail(cl risk.Cluster) clusterDetail {
	d := clusterDetail{
		clusterHead: v.clusterHead(cl), Members: []cellHead{},
		LandKm2: unless(v.blurred(), cl.LandKm2), Origins: unless(v.blurred(), cl.Origins), Run: HeadOf(v.Run),
	}
	d.Reasons = append([]risk.Reason{}, cl.Reasons...) // an empty list, not null
	d.Counter = append([]risk.Counter{}, cl.Counter...)
	for _, cell := range cl.Cells {
		if sc, ok := v.Score(cell); ok {
			d.Members = append(d.Members, v.head(sc))
		}
	}
	return d
}
