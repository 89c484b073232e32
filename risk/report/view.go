package report

import (
	"cmp"
	"slices"
	"strconv"

	"timpora/risk"
)

// page is what the template shows: texts only, so that the template decides
// nothing.
type page struct {
	Lang, Title, Subtitle, Class, Synthetic, Date string
	Head                                          [][2]string
	Calm, Robust, Note, Credit                    string
	Map                                           overview
	MapNote                                       string
	Changes, Stale, Gaps, Coverage, Due, Faults   section
	Plan                                          section
	Cells                                         []cellRow
	Clusters                                      []clusterRow
	w                                             words
}

// Text gives the template the fixed texts.
func (p page) Text(code string) string { return p.w.say(code) }

// section is a heading with lines; More says how many are left out.
type section struct {
	Heading string
	Lines   []string
	More    string
}

type cellRow struct {
	Rank, Place, Coast, Score, Interval, Level, Change, Cell string
	LevelCode                                                int
	Reasons                                                  []string
}

type clusterRow struct {
	Title, Coast, Found, P  string
	Notes, Reasons, Counter []string
}

func newPage(in Input) page {
	w, n := newWords(in.Lang), in.Night
	p := page{
		Lang: "id", Title: w.say("title"), Subtitle: w.say("subtitle"), Class: w.say("class"),
		Date: w.day(n.Date), Head: w.head(n.Run), Note: w.say("note"), Credit: in.Credit,
		Map: newOverview(in), w: w,
	}
	if in.Lang == English {
		p.Lang = "en"
	}
	if n.Run.Synthetic {
		p.Synthetic = w.say("synthetic")
	}
	if calm(n) {
		p.Calm = w.say("calm")
	}
	p.Robust = w.say("not_robust")
	if n.Run.Result.Robust {
		p.Robust = w.say("robust")
	}
	p.MapNote = w.say("map.note", "km", w.number(meanLand(n.Run.Result.Scores), 2))
	p.Cells, p.Clusters = w.cells(in), w.clusters(in)
	w.sections(in, &p)
	return p
}

// calm reports a night on which nobody has to act on news.
func calm(n risk.Night) bool {
	return len(n.Changes)+len(n.Stale)+len(n.Operations)+len(n.Faults) == 0
}

func (w words) head(r risk.Run) [][2]string {
	return [][2]string{
		{w.say("head.cutoff"), w.moment(r.At)},
		{w.say("head.version"), r.Version},
		{w.say("head.boundary"), r.BoundarySet + ", " + w.say("head.precision", "n", w.number(r.PrecisionM, 0))},
		{w.say("head.run"), r.ID},
	}
}

func meanLand(scores []risk.Score) float64 {
	if len(scores) == 0 {
		return 0
	}
	sum := 0.0
	for _, s := range scores {
		sum += s.LandKm2
	}
	return sum / float64(len(scores))
}

func (w words) cells(in Input) []cellRow {
	old := before(in.Night)
	var out []cellRow
	for _, s := range in.Night.Top {
		row := cellRow{
			Rank: strconv.Itoa(s.Rank), Place: w.place(in, s.Desa), Coast: w.coast(s.Coastal),
			Score: w.number(s.Score, 1), Interval: w.number(s.Low, 0) + "–" + w.number(s.High, 0),
			Level: w.say("level." + strconv.Itoa(s.Level)), LevelCode: s.Level,
			Change: "–", Cell: s.Cell.String(), Reasons: w.topReasons(s.Reasons),
		}
		if o, ok := old[s.Cell]; ok {
			row.Change = w.signed(s.Score-o.Score, 1)
		}
		out = append(out, row)
	}
	return out
}

func (w words) coast(coastal bool) string {
	if coastal {
		return w.say("coastal")
	}
	return w.say("inland")
}

// ranked are the clusters by their score, the order of letters on the map.
func ranked(n risk.Night) []risk.Cluster {
	out := slices.Clone(n.Run.Result.Clusters)
	slices.SortFunc(out, func(a, b risk.Cluster) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// letter names the cluster at a position: A to Z, then AA.
func letter(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letter(i/26-1) + letter(i%26)
}

// notes say how rare a cluster is, whether it is new, and whether it meets the
// policy for a joint operation.
func (w words) notes(c risk.Cluster) []string {
	out := []string{w.say("cluster.recurrence", "n", w.number(c.RecurrenceDays, 0))}
	if n := c.New; n != nil {
		out = append(out, w.say("cluster.rise", "date", w.day(n.Since), "n", w.number(n.Observed, 1), "e", w.number(n.Expected, 1)))
	}
	if c.Candidate {
		out = append(out, w.say("cluster.candidate"))
	}
	return out
}

func (w words) clusters(in Input) []clusterRow {
	var out []clusterRow
	for i, c := range ranked(in.Night) {
		out = append(out, clusterRow{
			Title: w.say("cluster", "l", letter(i), "place", w.places(in, c.Desa)), Coast: w.coast(c.Coastal),
			Found: w.number(c.Observed, 1) + " / " + w.number(c.Expected, 1), P: w.number(c.P, 3),
			Notes: w.notes(c), Reasons: w.topReasons(c.Reasons), Counter: w.counter(c.Counter),
		})
	}
	return out
}
