package bucket

import (
	"slices"

	"github.com/uber/h3-go/v4"

	"timpora/geo"
)

// Disk lists the cells within k steps of c, c among them. Inside a base cell it
// is integer work on the index; where the disk reaches beyond it, or around a
// pentagon, it is the library's.
func Disk(c geo.Cell, k int) []geo.Cell {
	if k >= 0 && k <= 1000 && !pentagonBase(c) {
		if found := walk(c, k); found != nil {
			slices.Sort(found)
			return found
		}
	}
	found, err := h3.GridDisk(h3.Cell(c), k)
	if err != nil {
		return nil
	}
	return convert(found)
}

// Neighbours lists the cells that share a side with c: six, around a pentagon
// five.
func Neighbours(c geo.Cell) []geo.Cell {
	return slices.DeleteFunc(Disk(c, 1), func(n geo.Cell) bool { return n == c })
}

// walk goes round every ring, nil when it leaves the base cell.
func walk(c geo.Cell, k int) []geo.Cell {
	found := append(make([]geo.Cell, 0, 1+3*k*(k+1)), c)
	at, ok := c, true
	for ring := 1; ring <= k; ring++ {
		if at, ok = neighbour(at, 4); !ok {
			return nil
		}
		for _, d := range [6]int{2, 3, 1, 5, 4, 6} {
			for range ring {
				if at, ok = neighbour(at, d); !ok {
					return nil
				}
				found = append(found, at)
			}
		}
	}
	return found
}

// neighbour is the cell one step away in the direction of a digit, by the axes
// of the base cell; false when it lies in another base cell. The step changes
// the last digit and may carry a step of the parent.
func neighbour(c geo.Cell, d int) (geo.Cell, bool) {
	// By digit and step of a child: its new digit, and the step of its parent.
	const (
		even = "01234561234560234560134560124560123560123460123450000000010301000220060323000000045401005500060406"
		odd  = "01234561436520231460536450124560231520136460521430000000010105000230020133000000044605004500020606"
	)
	for res := c.Resolution(); res > 0; res-- {
		table := even
		if res%2 == 1 {
			table = odd
		}
		at, i := 3*(15-res), 7*digitAt(c, res)+d
		c = c&^(7<<at) | geo.Cell(table[i]-'0')<<at
		if d = int(table[49+i] - '0'); d == 0 {
			return c, true
		}
	}
	return c, false
}

func convert(found []h3.Cell) []geo.Cell {
	out := make([]geo.Cell, 0, len(found))
	for _, c := range found {
		if c != 0 {
			out = append(out, geo.Cell(c))
		}
	}
	slices.Sort(out)
	return out
}
