package relate

// Disjoint reports whether the shapes share no place.
func Disjoint(a, b *Shape) bool { return !Intersects(a, b) }

// Within reports whether no place of a lies outside b, and their insides meet.
func Within(a, b *Shape) bool {
	return a.dim <= b.dim && a.box.within(b.box) && covered(a, b) && insidesMeet(a, b)
}

// Contains reports whether b is within a.
func Contains(a, b *Shape) bool { return Within(b, a) }

// Equals reports whether the shapes are the same set of places.
func Equals(a, b *Shape) bool {
	return a.dim == b.dim && a.box == b.box && covered(a, b) && covered(b, a)
}

// Touches reports whether the shapes meet, but not their insides. Two points
// never touch.
func Touches(a, b *Shape) bool {
	return a.dim+b.dim > 0 && Intersects(a, b) && !insidesMeet(a, b)
}

// Overlaps reports whether shapes of one dimension share a part of that
// dimension and each has a place of its own.
func Overlaps(a, b *Shape) bool {
	if a.dim != b.dim || !Intersects(a, b) || covered(a, b) || covered(b, a) {
		return false
	}
	if a.dim == 1 {
		return look(a, b).along
	}
	return insidesMeet(a, b)
}

// Crosses reports whether the insides meet in something of a lower dimension
// than the larger shape, and the smaller has a place outside the larger. Two
// lines cross where their insides meet in single places only. Two areas or two
// points never cross.
func Crosses(a, b *Shape) bool {
	if a.dim > b.dim {
		a, b = b, a
	}
	if !a.box.meets(b.box) || (a.dim == b.dim && a.dim != 1) {
		return false
	}
	if a.dim == 1 && b.dim == 1 {
		return !look(a, b).along && insidesMeet(a, b)
	}
	return insidesMeet(a, b) && !covered(a, b)
}

// covered reports whether every place of a lies in b or on its border.
func covered(a, b *Shape) bool {
	if a.dim > b.dim || !a.box.within(b.box) || look(a, b).out {
		return false
	}
	if a.dim < 2 {
		return true
	}
	// Nothing of a's border lies outside b: a place of a's inside can only lie
	// outside where b's border runs through a, or where b has a hole as large as
	// a part of a.
	return !look(b, a).in && !hollow(a, b)
}

// hollow reports whether a place just inside a, beside one of its edges, lies
// outside b.
func hollow(a, b *Shape) bool {
	for _, p := range a.inner() {
		if b.at(p) == outside {
			return true
		}
	}
	return false
}

// insidesMeet reports whether the insides of the shapes share a place.
func insidesMeet(a, b *Shape) bool {
	if a.dim > b.dim {
		a, b = b, a
	}
	switch {
	case !a.box.meets(b.box):
		return false
	case a.dim == 0:
		for _, p := range a.points {
			if b.at(p) == inside {
				return true
			}
		}
		return false
	case b.dim == 1:
		return look(a, b).along || linesCross(a, b)
	case a.dim == 1:
		return look(a, b).in
	}
	if look(a, b).in || look(b, a).in {
		return true
	}
	for _, p := range a.inner() {
		if b.at(p) == inside {
			return true
		}
	}
	for _, p := range b.inner() {
		if a.at(p) == inside {
			return true
		}
	}
	return false
}

// linesCross reports whether two lines meet in a place that is an end of
// neither.
func linesCross(a, b *Shape) bool {
	for _, e := range a.edges {
		crossed := b.near(e.box(), func(i int) bool {
			f := b.edges[i]
			if !meet(e, f) {
				return false
			}
			for _, p := range []point{e.a, e.b} {
				if on(f, p) {
					return a.at(p) == inside && b.at(p) == inside
				}
			}
			for _, p := range []point{f.a, f.b} {
				if on(e, p) {
					return a.at(p) == inside && b.at(p) == inside
				}
			}
			return true
		})
		if crossed {
			return true
		}
	}
	return false
}
