package audit

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"timpora/geo"
)

// Read is what somebody read of persons for one purpose.
type Read struct {
	Who     string         `json:"who"`
	Purpose string         `json:"purpose"`
	Times   int            `json:"times"`   // reads that were answered
	Shown   int            `json:"shown"`   // persons or stays in them
	Refused int            `json:"refused"` // or failed
	Areas   []geo.AreaCode `json:"areas"`   // sorted; "" is everything
	First   time.Time      `json:"first"`
	Last    time.Time      `json:"last"`
}

// Reads gathers the personal reads among entries for a supervisor. The zero value
// is ready.
type Reads struct{ by map[[2]string]*Read }

// Add takes an entry; others than personal reads are left out.
func (l *Reads) Add(e Entry) {
	if e.Event.Action != ReadPersons {
		return
	}
	key := [2]string{e.Actor.Name, e.Actor.Purpose}
	r, ok := l.by[key]
	if !ok {
		if l.by == nil {
			l.by = map[[2]string]*Read{}
		}
		r = &Read{Who: key[0], Purpose: key[1], First: e.At, Last: e.At}
		l.by[key] = r
	}
	if e.At.Before(r.First) {
		r.First = e.At
	}
	if e.At.After(r.Last) {
		r.Last = e.At
	}
	if e.Event.Outcome != Done {
		r.Refused++
		return
	}
	r.Times++
	shown, _ := strconv.Atoi(e.Event.Detail["count"]) // 0 where it is not told
	r.Shown += shown
	if at, found := slices.BinarySearch(r.Areas, e.Event.Area); !found {
		r.Areas = slices.Insert(r.Areas, at, e.Event.Area)
	}
}

// List is what was gathered, by name and purpose.
func (l *Reads) List() []Read {
	list := make([]Read, 0, len(l.by))
	for _, r := range l.by {
		list = append(list, *r)
	}
	slices.SortFunc(list, func(a, b Read) int { return cmp.Or(cmp.Compare(a.Who, b.Who), cmp.Compare(a.Purpose, b.Purpose)) })
	return list
}
