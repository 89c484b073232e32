package boundary

import "slices"

// separate brings back what was left out beside sides that meet, round by round;
// each but the last brings at least one place.
func (s *Simplified) separate() {
	for {
		back := make([][]int32, len(s.kept)) // by arc, steps that come back
		split := 0
		s.open = 0
		crossings(s.segments(), func(a, b *segment) bool {
			if !s.compared(a, b) || !a.meets(b) {
				return true
			}
			n := s.split(a, back) + s.split(b, back)
			if split += n; n == 0 {
				s.open++
			}
			return true
		})
		if split += s.overrun(back); split == 0 {
			return
		}
		for arc, list := range back {
			if list != nil {
				s.kept[arc] = append(s.kept[arc], list...)
				slices.Sort(s.kept[arc])
				s.kept[arc] = slices.Compact(s.kept[arc])
			}
		}
	}
}

func (s *Simplified) segments() []segment {
	var all []segment
	for arc, keep := range s.kept {
		spots := s.tracks[arc].spots
		for i := 1; i < len(keep); i++ {
			all = append(all, segment{spots[keep[i-1]], spots[keep[i]], int32(arc), int32(i - 1)})
		}
	}
	return all
}

// compared reports whether two sides must not meet: any two of an exact
// coverage, those of one area else. Sides one after the other do.
func (s *Simplified) compared(a, b *segment) bool {
	if a.arc == b.arc {
		return a.at-b.at > 1 || b.at-a.at > 1
	}
	if !s.t.loose {
		return true
	}
	p, q := s.t.arcs[a.arc].sides, s.t.arcs[b.arc].sides
	for l := range s.t.levels {
		if p.left[l] != 0 && (p.left[l] == q.left[l] || p.left[l] == q.right[l]) ||
			p.right[l] != 0 && (p.right[l] == q.left[l] || p.right[l] == q.right[l]) {
			return true
		}
	}
	return false
}

// split notes the place left out farthest from a side, and returns how many
// there were: 1 or 0.
func (s *Simplified) split(a *segment, back [][]int32) int {
	keep := s.kept[a.arc]
	from := keep[a.at]
	mid, _ := s.tracks[a.arc].farthest(from, keep[a.at+1])
	if mid == from {
		return 0
	}
	back[a.arc] = append(back[a.arc], mid)
	return 1
}

// restore brings back every place of the areas that are larger than least and
// have lost more than half, and reports whether there were any.
func (s *Simplified) restore(least float64) bool {
	found := false
	for l := range s.t.levels {
		for _, polygons := range s.t.levels[l].rings {
			var full, left int64
			for _, p := range polygons {
				for _, ring := range p {
					full += s.sweep(ring, func(arc int32) []int32 { return s.tracks[arc].all() })
					left += s.ringArea(ring)
				}
			}
			if float64(full)/2 > least && left < full/2 && s.bringBack(polygons) {
				found = true
			}
		}
	}
	return found
}

func (s *Simplified) bringBack(polygons [][][]ref) bool {
	found := false
	for _, p := range polygons {
		for _, ring := range p {
			for _, f := range ring {
				if all := s.tracks[f.arc].all(); len(all) > len(s.kept[f.arc]) {
					s.kept[f.arc], found = all, true
				}
			}
		}
	}
	return found
}
