package relate

// fan is how many boxes one box of the level above holds.
const fan = 8

// tree is a hierarchy of boxes over edges in the order of their paths: edges
// that follow one another lie together, so no sorting is needed.
type tree struct {
	levels [][]box // the lowest has a box for every fan edges
}

func newTree(edges []edge) tree {
	var t tree
	low := make([]box, 0, (len(edges)+fan-1)/fan)
	for i := 0; i < len(edges); i += fan {
		b := noBox()
		for _, e := range edges[i:min(i+fan, len(edges))] {
			b = b.with(e.box())
		}
		low = append(low, b)
	}
	for t.levels = append(t.levels, low); len(low) > 1; t.levels = append(t.levels, low) {
		up := make([]box, 0, (len(low)+fan-1)/fan)
		for i := 0; i < len(low); i += fan {
			b := noBox()
			for _, o := range low[i:min(i+fan, len(low))] {
				b = b.with(o)
			}
			up = append(up, b)
		}
		low = up
	}
	return t
}

// near calls visit for the index of every edge whose own box meets b, until
// visit says stop; it reports whether it was stopped.
func (s *Shape) near(b box, visit func(i int) (stop bool)) bool {
	if len(s.edges) == 0 {
		return false
	}
	top := len(s.tree.levels) - 1
	return s.descend(top, 0, len(s.tree.levels[top]), b, visit)
}

func (s *Shape) descend(level, from, to int, b box, visit func(int) bool) bool {
	boxes := s.tree.levels[level]
	for i := from; i < min(to, len(boxes)); i++ {
		if !boxes[i].meets(b) {
			continue
		}
		if level > 0 {
			if s.descend(level-1, i*fan, (i+1)*fan, b, visit) {
				return true
			}
			continue
		}
		for j := i * fan; j < min((i+1)*fan, len(s.edges)); j++ {
			if s.edges[j].box().meets(b) && visit(j) {
				return true
			}
		}
	}
	return false
}
