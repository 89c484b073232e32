package tile

// draw writes what lies in the clip box with the pen.
func (e *encoder) draw(it *item) {
	switch it.kind {
	case kindPoint:
		e.drawPoints(it)
	case kindLine:
		for _, p := range it.paths {
			if p.box.meets(e.clip.box) {
				e.clip.line(p.points, e.pen.line)
			}
		}
	case kindPolygon:
		e.drawRings(it)
	}
}

func (e *encoder) drawPoints(it *item) {
	var in []point
	for _, path := range it.paths {
		for _, p := range path.points {
			if (box{p, p}).within(e.clip.box) {
				in = append(in, p)
			}
		}
	}
	if len(in) > 0 {
		e.pen.points(in)
	}
}

// drawRings writes rings whose winding survived the grid and the clip. A ring
// without area, or turned over by rounding, has collapsed.
func (e *encoder) drawRings(it *item) {
	drawn := false // the exterior of the polygon
	for _, p := range it.paths {
		if p.hole && !drawn {
			continue
		}
		ok := e.drawRing(p)
		if !p.hole {
			drawn = ok
		}
	}
}

func (e *encoder) drawRing(p path) bool {
	if !p.box.meets(e.clip.box) {
		return false
	}
	ring := tidy(e.clip.ring(p.points, p.box))
	if a := gridArea(ring); a == 0 || (a < 0) != p.hole {
		return false
	}
	e.pen.ring(ring)
	return true
}
