package audit

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// Stored is an entry as it lies in its table: the texts that are hashed, and the
// columns that repeat parts of them.
type Stored struct {
	Seq, At                      int64 // At in microseconds since 1970
	Who, Action, Object, Outcome string
	Actor, Event                 string // JSON
	Hash                         string
}

// Row is how an entry is stored.
func (e Entry) Row() (Stored, error) {
	actor, err := json.Marshal(e.Actor)
	if err != nil {
		return Stored{}, err
	}
	event, err := json.Marshal(e.Event)
	return Stored{
		Seq: e.Seq, At: e.At.UnixMicro(), Who: e.Actor.Name, Action: e.Event.Action, Object: e.Event.Object, Outcome: e.Event.Outcome,
		Actor: string(actor), Event: string(event), Hash: e.Hash.String(),
	}, err
}

// Entry is what a row says. Where its texts cannot be read, the columns speak, so
// that a spoilt entry is still shown; verification tells of it.
func (r Stored) Entry() Entry {
	e := Entry{Seq: r.Seq, At: time.UnixMicro(r.At).UTC()}
	if json.Unmarshal([]byte(r.Actor), &e.Actor) != nil {
		e.Actor = Actor{Name: r.Who}
	}
	if json.Unmarshal([]byte(r.Event), &e.Event) != nil {
		e.Event = Event{Action: r.Action, Object: r.Object, Outcome: r.Outcome}
	}
	e.Hash, _ = ParseHash(r.Hash) // zero for what is no hash
	return e
}

// Anchor is the last entry that was removed at the beginning; zero for none.
type Anchor struct {
	Seq  int64
	Hash Hash
}

// Verifier holds a chain against itself and against signed heads, entry by entry;
// it keeps no entries. The signatures of the heads have been checked.
type Verifier struct {
	report   Report
	anchor   Anchor
	told     bool   // an entry tells of the anchor
	heads    []Head // by number
	next     int    // the first head that has not been met
	previous time.Time
}

// NewVerifier begins behind the anchor.
func NewVerifier(anchor Anchor, heads []Head) *Verifier {
	v := &Verifier{anchor: anchor, heads: slices.Clone(heads), told: anchor.Seq == 0}
	slices.SortStableFunc(v.heads, func(a, b Head) int { return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Key, b.Key)) })
	v.heads = slices.CompactFunc(v.heads, func(a, b Head) bool { return a.Seq == b.Seq && a.Key == b.Key && a.Hash == b.Hash })
	v.report.Last, v.report.Hash, v.report.Removed = anchor.Seq, anchor.Hash, anchor.Seq
	for v.next < len(v.heads) && v.heads[v.next].Seq < anchor.Seq {
		v.report.HeadsPast++
		v.next++
	}
	v.meet()
	return v
}

// Add takes the next row and reports whether the chain is sound so far.
func (v *Verifier) Add(r Stored) bool {
	if v.report.Broken == nil {
		v.add(r)
	}
	return v.report.Broken == nil
}

func (v *Verifier) add(r Stored) {
	want := v.report.Last + 1
	if r.Seq != want {
		v.broken(want, FaultGap, "")
		return
	}
	e := r.Entry()
	again, err := e.Row()
	if what := r.differs(again); err != nil || what != "" {
		code := FaultColumn
		if what == "actor" || what == "event" {
			code = FaultText
		}
		v.broken(want, code, what)
		return
	}
	sum, err := e.Sum(v.report.Hash)
	if err != nil || sum.String() != r.Hash {
		v.broken(want, FaultHash, "")
		return
	}
	v.sound(e)
	v.meet()
	v.told = v.told || v.tells(e)
	if e.Event.Action == SignHead && !v.signed(e) {
		v.broken(want, FaultUnsigned, "")
	}
}

// differs names the first column that is not what the texts give.
func (r Stored) differs(again Stored) string {
	for _, c := range []struct{ name, is, want string }{
		{"actor", r.Actor, again.Actor},
		{"event", r.Event, again.Event},
		{"who", r.Who, again.Who},
		{"action", r.Action, again.Action},
		{"object", r.Object, again.Object},
		{"outcome", r.Outcome, again.Outcome},
	} {
		if c.is != c.want {
			return c.name
		}
	}
	return ""
}

func (v *Verifier) sound(e Entry) {
	p := &v.report
	if p.Entries == 0 {
		p.First, p.FirstAt = e.Seq, e.At
	} else if e.At.Before(v.previous) {
		if p.Backwards++; p.BackFirst == 0 {
			p.BackFirst = e.Seq
		}
	}
	v.previous = e.At
	p.Entries, p.Last, p.LastAt, p.Hash = p.Entries+1, e.Seq, e.At, e.Hash
}

// meet holds the heads of the last entry against it.
func (v *Verifier) meet() {
	for ; v.next < len(v.heads) && v.heads[v.next].Seq == v.report.Last; v.next++ {
		if h := v.heads[v.next]; h.Hash != v.report.Hash {
			v.broken(h.Seq, FaultHead, h.At.Format(time.RFC3339))
			return
		}
		v.report.Heads++
	}
}

// tells reports whether an entry tells of the anchor. Heads that were signed
// after the limit of what could be removed show that more was removed.
func (v *Verifier) tells(e Entry) bool {
	d := e.Event.Detail
	if e.Event.Action != Prune || d["hash"] != v.anchor.Hash.String() {
		return false
	}
	before, err := time.Parse(time.RFC3339Nano, d["before"])
	for _, h := range v.heads[:v.report.HeadsPast] {
		if err != nil || !h.At.Before(before) {
			v.broken(h.Seq, FaultEarly, d["before"])
		}
	}
	return true
}

// signed reports whether the head that an entry tells of is among the known.
func (v *Verifier) signed(e Entry) bool {
	seq, err := strconv.ParseInt(e.Event.Detail["seq"], 10, 64)
	if err != nil {
		return false
	}
	at, _ := slices.BinarySearchFunc(v.heads, seq, func(h Head, seq int64) int { return cmp.Compare(h.Seq, seq) })
	for ; at < len(v.heads) && v.heads[at].Seq == seq; at++ {
		if h := v.heads[at]; h.Key == e.Event.Detail["key"] && h.Hash.String() == e.Event.Detail["hash"] {
			return true
		}
	}
	return false
}

func (v *Verifier) broken(seq int64, code, what string) {
	if v.report.Broken == nil {
		v.report.Broken = &Fault{Seq: seq, Code: code, What: what}
	}
}

// End holds the end of the chain against what the store remembers of it and
// against the heads behind it.
func (v *Verifier) End(seq int64, hash string) Report {
	last := v.report.Last
	switch {
	case v.report.Broken != nil:
	case seq != last || hash != v.report.Hash.String():
		v.broken(min(seq, last)+1, FaultEnd, strconv.FormatInt(seq, 10))
	case v.next < len(v.heads):
		v.broken(last+1, FaultCut, v.heads[v.next].At.Format(time.RFC3339))
	case !v.told:
		v.broken(v.anchor.Seq, FaultAnchor, "")
	}
	return v.report
}
