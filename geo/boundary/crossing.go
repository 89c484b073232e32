package boundary

import "math"

// spot is a place on a raster of whole numbers, below 2^31 apart.
type spot struct{ x, y int64 }

// segment is a side of an arc on the raster: the at-th.
type segment struct {
	a, b    spot
	arc, at int32
}

// turn is positive when c lies to the left of the line from a to b, 0 on it.
func turn(a, b, c spot) int {
	d := (b.x-a.x)*(c.y-a.y) - (b.y-a.y)*(c.x-a.x)
	switch {
	case d > 0:
		return 1
	case d < 0:
		return -1
	}
	return 0
}

// crosses reports whether the inner parts of two segments meet in one point.
func (s *segment) crosses(t *segment) bool {
	return turn(s.a, s.b, t.a)*turn(s.a, s.b, t.b) < 0 && turn(t.a, t.b, s.a)*turn(t.a, t.b, s.b) < 0
}

// meets reports whether two segments cross or an end of one lies inside the
// other. Ends that coincide do not count.
func (s *segment) meets(t *segment) bool {
	return s.crosses(t) || s.within(t.a) || s.within(t.b) || t.within(s.a) || t.within(s.b)
}

// within reports whether c lies on the segment between its ends.
func (s *segment) within(c spot) bool {
	if c == s.a || c == s.b || turn(s.a, s.b, c) != 0 {
		return false
	}
	return min(s.a.x, s.b.x) <= c.x && c.x <= max(s.a.x, s.b.x) && min(s.a.y, s.b.y) <= c.y && c.y <= max(s.a.y, s.b.y)
}

// apart reports whether the boxes of two segments do not meet.
func (s *segment) apart(t *segment) bool {
	return max(s.a.x, s.b.x) < min(t.a.x, t.b.x) || max(t.a.x, t.b.x) < min(s.a.x, s.b.x) ||
		max(s.a.y, s.b.y) < min(t.a.y, t.b.y) || max(t.a.y, t.b.y) < min(s.a.y, s.b.y)
}

// raster sorts segments into square bins.
type raster struct {
	west, south, size int64
	columns, rows     int64
	first             []int32 // of each bin, in list
	list              []int32
}

// newRaster makes about as many bins as segments.
func newRaster(all []segment) raster {
	r := raster{west: math.MaxInt64, south: math.MaxInt64}
	var east, north int64 = math.MinInt64, math.MinInt64
	for i := range all {
		s := &all[i]
		r.west, r.south = min(r.west, s.a.x, s.b.x), min(r.south, s.a.y, s.b.y)
		east, north = max(east, s.a.x, s.b.x), max(north, s.a.y, s.b.y)
	}
	width, height := float64(east-r.west+1), float64(north-r.south+1)
	r.size = int64(math.Sqrt(width*height/float64(len(all)))) + 1
	r.columns, r.rows = (east-r.west)/r.size+1, (north-r.south)/r.size+1
	r.first = make([]int32, r.columns*r.rows+1)
	for i := range all {
		r.bins(&all[i], func(bin int64) { r.first[bin+1]++ })
	}
	for i := 1; i < len(r.first); i++ {
		r.first[i] += r.first[i-1]
	}
	r.list = make([]int32, r.first[len(r.first)-1])
	next := append([]int32(nil), r.first...)
	for i := range all {
		r.bins(&all[i], func(bin int64) {
			r.list[next[bin]] = int32(i)
			next[bin]++
		})
	}
	return r
}

// bins calls do for the bins that the box of a segment meets.
func (r *raster) bins(s *segment, do func(int64)) {
	x0, x1 := (min(s.a.x, s.b.x)-r.west)/r.size, (max(s.a.x, s.b.x)-r.west)/r.size
	y0, y1 := (min(s.a.y, s.b.y)-r.south)/r.size, (max(s.a.y, s.b.y)-r.south)/r.size
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			do(y*r.columns + x)
		}
	}
}

// home reports whether a bin is the one in which a pair is looked at: that of
// the lower corner of the part that the boxes share.
func (r *raster) home(s, t *segment, bin int64) bool {
	x := max(min(s.a.x, s.b.x), min(t.a.x, t.b.x))
	y := max(min(s.a.y, s.b.y), min(t.a.y, t.b.y))
	return (y-r.south)/r.size*r.columns+(x-r.west)/r.size == bin
}

// crossings calls do once for each pair of segments whose boxes meet, in the
// order of bins, until do returns false.
func crossings(all []segment, do func(s, t *segment) bool) {
	if len(all) == 0 {
		return
	}
	r := newRaster(all)
	for bin := range r.columns * r.rows {
		list := r.list[r.first[bin]:r.first[bin+1]]
		for i, a := range list {
			for _, b := range list[i+1:] {
				s, t := &all[a], &all[b]
				if !s.apart(t) && r.home(s, t, bin) && !do(s, t) {
					return
				}
			}
		}
	}
}
