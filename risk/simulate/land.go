package simulate

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/stat"
)

// ErrLand refuses land on which no world can be drawn.
var ErrLand = errors.New("simulate: exposure and frame do not fit")

// zoneCells is the size of a planted zone.
const zoneCells = 7

// Land is the area that worlds are drawn on.
type Land struct {
	frame        risk.Frame
	plain, faded []float64 // exposure, each summing to 1
	tilt         []float64 // of the ages of a cell's events, per day
	window       float64   // days
	zones        []zone
	order        []int // cells by exposure, the most exposed first
}

// zone is where a cluster may be planted.
type zone struct {
	cells    []int32
	exposure float64
}

// NewLand prepares an area. plain and faded are the shares of exposure of its
// cells, over the window and weighed by age with the half-life; both lengths
// are days. Zones are planted within coastal metres of the sea.
func NewLand(frame risk.Frame, plain, faded []float64, window, halfLife float64, coastal geo.Meters) (Land, error) {
	l := Land{frame: frame, plain: plain, faded: faded, window: window, tilt: make([]float64, len(frame.Cells)), order: stat.RankOrder(plain)}
	if len(plain) != len(frame.Cells) || len(faded) != len(plain) || len(plain) == 0 || !(window > 0 && halfLife > 0) {
		return Land{}, ErrLand
	}
	fade := math.Ln2 / halfLife
	mean := decayOf(0, fade, window)
	for i := range plain {
		if !(plain[i] > 0 && faded[i] > 0) {
			return Land{}, ErrLand
		}
		l.tilt[i] = tiltFor(mean*faded[i]/plain[i], fade, window)
	}
	for i, c := range frame.Cells {
		if z, ok := l.zoneAround(int32(i), coastal); ok && c.CoastM <= coastal {
			l.zones = append(l.zones, z)
		}
	}
	return l, nil
}

// zoneAround grows a zone from a cell over coastal land, step by step outward;
// not ok where the shore is too short.
func (l *Land) zoneAround(centre int32, coastal geo.Meters) (zone, bool) {
	z := zone{cells: []int32{centre}}
	for at := 0; at < len(z.cells) && len(z.cells) < zoneCells; at++ {
		for _, j := range l.frame.Cells[z.cells[at]].Neighbours {
			if len(z.cells) < zoneCells && l.frame.Cells[j].CoastM <= coastal && !slices.Contains(z.cells, j) {
				z.cells = append(z.cells, j)
			}
		}
	}
	for _, i := range z.cells {
		z.exposure += l.plain[i]
	}
	slices.SortFunc(z.cells, cmp.Compare[int32])
	return z, len(z.cells) == zoneCells
}

// decayOf is the mean of exp(-fade*age) where ages have a density proportional
// to exp(-tilt*age) on the window.
func decayOf(tilt, fade, window float64) float64 {
	return span(tilt+fade, window) / span(tilt, window)
}

// span is the integral of exp(-k*t) over the window.
func span(k, window float64) float64 {
	if math.Abs(k*window) < 1e-9 {
		return window
	}
	return -math.Expm1(-k*window) / k
}

// tiltFor is the tilt that gives a mean decay, as near as half a per cent a
// day either way allows.
func tiltFor(decay, fade, window float64) float64 {
	low, high := -0.5, 0.5
	for range 60 {
		if mid := (low + high) / 2; decayOf(mid, fade, window) < decay {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// age draws the age of an event of a cell in days.
func (l *Land) age(i int32, r *stat.Rand) float64 {
	u, k := r.Float64(), l.tilt[i]
	if math.Abs(k*l.window) < 1e-9 {
		return u * l.window
	}
	return math.Min(l.window, -math.Log1p(u*math.Expm1(-k*l.window))/k)
}
