package simulate

import "timpora/risk/stat"

// Kind says how the worlds of a batch are made.
type Kind struct {
	Shape float64 // of the gamma ratios; 0: every ratio is 1
	Rate  float64 // of the planted zone; 0: nothing is planted
}

// model reports whether a world is one that the intervals promise to cover.
func (k Kind) model() bool { return k.Shape > 0 && k.Rate == 0 }

// Event is one incident or report.
type Event struct {
	Cell int32   // index into the frame
	Age  float64 // days
}

// World is one drawn world with its truth. Ratios are by cell, to the rate of
// the whole area.
type World struct {
	Kind      Kind
	Incidents []Event   // verified
	Unproven  []Event   // reports that nobody has proven
	Ratios    []float64 // of incidents to those expected
	Told      []float64 // of incidents and unproven reports together
	Planted   []int32   // cells of the planted zone, ascending
	Expected  float64   // incidents expected in the zone if nothing were planted
}

// Draw makes a world with the given expected numbers of incidents, before
// planting, and of unproven reports.
func (l *Land) Draw(k Kind, incidents, unproven float64, r *stat.Rand) World {
	w := World{Kind: k}
	of, told := l.ratios(k.Shape, r), l.ratios(k.Shape, r)
	if k.Rate > 0 && len(l.zones) > 0 {
		z := l.zones[l.pick(r)]
		w.Planted, w.Expected = z.cells, incidents*z.exposure
		for _, i := range z.cells {
			of[i] *= k.Rate
		}
	}
	w.Incidents, w.Unproven = l.events(of, incidents, r), l.events(told, unproven, r)
	for i := range told {
		told[i] = float64(incidents*of[i]) + float64(unproven*told[i])
	}
	w.Ratios, w.Told = l.relative(of), l.relative(told)
	return w
}

func (l *Land) ratios(shape float64, r *stat.Rand) []float64 {
	out := make([]float64, len(l.plain))
	for i := range out {
		out[i] = 1
		if shape > 0 {
			out[i] = r.Gamma(shape, shape)
		}
	}
	return out
}

// pick draws a zone in proportion to its exposure: where most people stay.
func (l *Land) pick(r *stat.Rand) int {
	total := 0.0
	for _, z := range l.zones {
		total += z.exposure
	}
	at := r.Float64() * total
	for i, z := range l.zones {
		if at -= z.exposure; at < 0 {
			return i
		}
	}
	return len(l.zones) - 1
}

func (l *Land) events(ratios []float64, total float64, r *stat.Rand) []Event {
	var out []Event
	for i, ratio := range ratios {
		for range int(r.Poisson(total * l.plain[i] * ratio)) {
			out = append(out, Event{int32(i), l.age(int32(i), r)})
		}
	}
	return out
}

// relative divides by the rate of the whole area.
func (l *Land) relative(rates []float64) []float64 {
	mean := 0.0
	for i, v := range rates {
		mean += float64(l.faded[i] * v)
	}
	out := make([]float64, len(rates))
	for i, v := range rates {
		out[i] = v / mean
	}
	return out
}
