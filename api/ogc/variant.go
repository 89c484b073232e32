package ogc

import (
	"context"
	"strconv"
	"sync"
)

// mostVariants is how many variants of a collection are kept.
const mostVariants = 4

// Vary makes the layer of another run or of a coarser resolution. It gives nil
// where there is none.
type Vary func(ctx context.Context, run string, resolution int) (*Layer, error)

// variants keeps the variants of a collection that were asked for last.
type variants struct {
	mu    sync.Mutex
	order []string
	at    map[string]*Collection
}

// varied is the collection itself, or the variant that the parameters run and
// resolution name. A run or a resolution that does not exist matches nothing in
// the collection itself.
func (c *call) varied(col *Collection) (*Collection, error) {
	run, byRun := c.q.text("run")
	text, byResolution := c.q.text("resolution")
	if col.Vary == nil || (!byRun && !byResolution) {
		return col, nil
	}
	resolution := -1
	if byResolution {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 15 {
			return col, nil // no resolution: the property decides
		}
		resolution = n
	}
	key := run + " " + strconv.Itoa(resolution)
	v := &col.variants
	v.mu.Lock()
	defer v.mu.Unlock()
	if found, ok := v.at[key]; ok {
		return found, nil
	}
	layer, err := col.Vary(c.r.Context(), run, resolution)
	if err != nil || layer == nil {
		return col, err
	}
	made, err := NewCollection(*layer)
	if err != nil {
		return nil, err
	}
	if v.at == nil {
		v.at = map[string]*Collection{}
	}
	if len(v.order) == mostVariants {
		delete(v.at, v.order[0])
		v.order = v.order[1:]
	}
	v.order, v.at[key] = append(v.order, key), made
	return made, nil
}

// keeps are the parameters of the query that name the variant, for links to its
// features.
func (c *call) keeps() []string {
	var out []string
	for _, name := range []string{"run", "resolution"} {
		if v, given := c.q.text(name); given {
			out = append(out, name, v)
		}
	}
	return out
}
