package api

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/disclose"
)

// areaSummary is what is known of an area. Hidden numbers are null and named
// in Suppressed.
type areaSummary struct {
	Cells       int           `json:"cells"`
	Kind        disclose.Kind `json:"kind"` // of Persons
	MaxScore    *float64      `json:"max_score"`
	MeanScore   *float64      `json:"mean_score"`
	Premises    *int          `json:"premises"`
	Persons     *int          `json:"persons"`
	Reports     *int          `json:"reports"`
	Verified    *int          `json:"verified"`
	LastVisit   *time.Time    `json:"last_visit"`
	LastMeeting *time.Time    `json:"last_meeting"`
	Suppressed  []string      `json:"suppressed"`
}

type areaDetail struct {
	Area
	Summary    areaSummary   `json:"summary"`
	TopCells   []cellHead    `json:"top_cells"`
	Clusters   []clusterHead `json:"clusters"`
	Neighbours []areaName    `json:"neighbours"`
}

// listedArea is an area in a list, with what is known of it where that was asked for.
type listedArea struct {
	Area
	Summary *areaSummary `json:"summary,omitempty"`
}

type areaName struct {
	Code geo.AreaCode `json:"code"`
	Name string       `json:"name"`
}

// areas lists areas: by level, inside another, or by words of the name or the
// beginning of the code; those of one level with their figures, if asked for.
func (s *Server) areas(c echo.Context) error {
	q := newQuery(c.QueryParams(), "level", "within", "q", "limit", "figures", "tier")
	level := geo.Level(q.oneOf("level", "", "desa", "kecamatan", "kabupaten"))
	within, words, limit := q.area("within"), fold(q.text("q", 100)), q.integer("limit", 1, 1000, 1000)
	figures, _ := q.boolean("figures")
	v, err := s.seen(c, q)
	if err != nil {
		return err
	}
	if err := v.needFigures(level, figures); err != nil {
		return err
	}
	found := []Area{}
	for _, a := range v.Areas {
		if (level == "" || a.Level == level) && a.Code.Within(within) && matches(a, words) {
			found = append(found, a)
		}
	}
	if words != "" {
		slices.SortStableFunc(found, func(a, b Area) int { return cmp.Compare(nearness(a, words), nearness(b, words)) })
	}
	matched := len(found)
	return s.json(c, http.StatusOK, map[string]any{"areas": v.listed(found[:min(limit, matched)], figures), "matched": matched})
}

// needFigures is an error where the figures of a level were asked for that the
// audience sees none of, or of no level.
func (v *View) needFigures(level geo.Level, figures bool) error {
	switch {
	case figures && level == "":
		return badParam("figures", "figures are listed by level: add level=kecamatan")
	case figures && !disclose.View(v.Audience.Tier).Area(level):
		return problem(http.StatusForbidden, "tier", "figures of desa are for those who signed in; the public sees kecamatan and kabupaten")
	}
	return nil
}

func (v *View) listed(areas []Area, figures bool) []listedArea {
	out := make([]listedArea, len(areas))
	for i, a := range areas {
		out[i].Area = a
		if figures {
			s := v.summary(a.Code)
			out[i].Summary = &s
		}
	}
	return out
}

// fold makes names comparable: lower case, no spaces, hyphens or dots.
func fold(s string) string {
	return strings.NewReplacer(" ", "", "-", "", ".", "", "'", "").Replace(strings.ToLower(s))
}

func matches(a Area, words string) bool {
	return strings.Contains(fold(a.Name), words) || strings.HasPrefix(fold(string(a.Code)), words)
}

// nearness orders search results: the same name first, then names that begin
// with the words, then the rest; upper levels before lower ones.
func nearness(a Area, words string) int {
	n := 4
	switch name := fold(a.Name); {
	case name == words:
		n = 0
	case strings.HasPrefix(name, words):
		n = 2
	}
	if a.Level == geo.LevelDesa {
		n++
	}
	return n
}

// area shows one area with what is known of it.
func (s *Server) area(c echo.Context) error {
	v, err := s.seen(c, newQuery(c.QueryParams(), "tier"))
	if err != nil {
		return err
	}
	code, err := geo.ParseAreaCode(c.Param("code"))
	if err != nil {
		return badParam("code", "no area code such as 51.08 or 51.08.04.2003")
	}
	a, ok := v.Area(code)
	if !ok {
		return notFound("no such area in the active boundary set")
	}
	d := areaDetail{Area: a, TopCells: []cellHead{}, Clusters: []clusterHead{}, Neighbours: []areaName{}}
	for _, n := range a.neighbours {
		d.Neighbours = append(d.Neighbours, areaName{Code: n, Name: v.ref(n).Name})
	}
	d.Summary = v.summary(code)
	if v.Run != nil {
		v.addTop(&d, code)
	}
	return s.json(c, http.StatusOK, d)
}

func (v *View) addTop(d *areaDetail, code geo.AreaCode) {
	var own []risk.Score
	for _, sc := range v.Run.Result.Scores {
		if sc.Desa.Within(code) {
			own = append(own, sc)
		}
	}
	v.sortScores(own, "-score")
	for _, sc := range own[:min(10, len(own))] {
		d.TopCells = append(d.TopCells, v.head(sc))
	}
	for _, cl := range v.Run.Result.Clusters {
		if slices.ContainsFunc(cl.Desa, func(x geo.AreaCode) bool { return x.Within(code) }) {
			d.Clusters = append(d.Clusters, v.clusterHead(cl))
		}
	}
}
