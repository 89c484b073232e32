package audit

import "time"

// Filter chooses entries. The zero value chooses all, newest first.
type Filter struct {
	Who     string // name of the actor
	Action  string
	Object  string // a prefix, such as "report:"
	Outcome string
	From    time.Time // at or after; zero for no bound
	Until   time.Time // before; zero for no bound
	After   int64     // the number of the last entry seen; 0 begins
	Limit   int       // at most; 0 for all
	Oldest  bool      // first
}
