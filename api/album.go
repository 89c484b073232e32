package api

import (
	"errors"
	"slices"
	"sync"

	"timpora/risk/access"
	"timpora/risk/disclose"
)

// Pictures makes the view of one boundary set and one run for an audience. Equal
// audiences have equal views.
type Pictures interface {
	View(a access.Audience) (*View, error)
}

// mostViews is how many audiences' views are kept: the public's, the officers' of
// the whole area, and those of the scopes that were asked for last.
const mostViews = 24

// album keeps the views of one set of pictures. Each is made once, by whoever asks
// first.
type album struct {
	from  Pictures
	mu    sync.Mutex
	views map[access.Audience]*leaf
	order []access.Audience // asked for last, last
}

type leaf struct {
	once sync.Once
	view *View
	err  error
}

// newAlbum makes the public's view at once, so that a fault shows early.
func newAlbum(from Pictures) (*album, error) {
	a := &album{from: from, views: map[access.Audience]*leaf{}}
	_, err := a.view(access.NewAudience(disclose.Public, nil, nil))
	return a, err
}

// view is the one of an audience.
func (a *album) view(who access.Audience) (*View, error) {
	l := a.leaf(who)
	l.once.Do(func() {
		l.err = errors.New("making the view panicked") // unless it returns
		l.view, l.err = a.from.View(who)
	})
	return l.view, l.err
}

func (a *album) leaf(who access.Audience) *leaf {
	a.mu.Lock()
	defer a.mu.Unlock()
	l, known := a.views[who]
	if !known {
		l = &leaf{}
		a.views[who] = l
		if len(a.order) == mostViews {
			delete(a.views, a.order[0])
			a.order = a.order[1:]
		}
	} else if a.order[len(a.order)-1] == who {
		return l
	} else if i := slices.Index(a.order, who); i >= 0 {
		a.order = slices.Delete(a.order, i, i+1)
	}
	a.order = append(a.order, who)
	return l
}
