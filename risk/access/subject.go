package access

import (
	"slices"
	"strings"

	"timpora/geo"
	"timpora/risk/disclose"
)

// Via is how a subject showed who it is.
type Via string

// The ways. A path token stands in the address, where others may read it, and
// therefore never sees more than what is suppressed.
const (
	Anonymous  Via = ""
	BySession  Via = "session"
	ByToken    Via = "token"
	ByPath     Via = "path_token"
	ByLoopback Via = "local" // the command line
)

// Subject is who asks. The zero value is the public.
type Subject struct {
	ID      string // of the user; "" for the public
	Name    string // as the audit trail shows it
	Roles   []Role
	Scope   []geo.AreaCode // none: the whole working area
	Layers  []string       // that a token is for; none: all
	Via     Via
	Actor   string // id of who really asks, where an administrator sees as another
	ByName  string // and the name
	Purpose string // of personal reads
	Session string // id of the session or of the token
}

// Object is what an action is about.
type Object struct {
	Area  geo.AreaCode // "" for none
	Layer string       // "" for none
}

// Verdict is the answer of Decide.
type Verdict string

// The verdicts.
const (
	Allow     Verdict = "allow"
	SignIn    Verdict = "sign_in"   // 401: nobody has signed in
	Forbidden Verdict = "forbidden" // 403: the role may not
	Hidden    Verdict = "hidden"    // 404: it lies outside the scope or the layers
)

// Decide says whether the subject may do the action to the object. It is the one
// place of this decision. Cost: roles plus scope codes, no allocation.
func Decide(s Subject, a Action, o Object) Verdict {
	if !s.may(a) {
		if s.Via == Anonymous {
			return SignIn
		}
		return Forbidden
	}
	if a == Open {
		return Allow
	}
	if o.Layer != "" && !s.layer(o.Layer) || o.Area != "" && !s.Within(o.Area) {
		return Hidden
	}
	return Allow
}

func (s Subject) may(a Action) bool {
	if (s.Via == ByToken || s.Via == ByPath) && !a.byToken() {
		return false
	}
	if s.Via == ByPath && a != Open && a != SeeCells {
		return false
	}
	if s.Actor != "" && a != Open && a != SignedIn && !strings.HasPrefix(string(a), "see_") {
		return false // seeing as another is seeing only
	}
	if a.whole() && len(s.Scope) > 0 {
		return false
	}
	if len(s.Roles) == 0 {
		return Public.may(a)
	}
	return slices.ContainsFunc(s.Roles, func(r Role) bool { return r.may(a) })
}

// Within reports whether an area lies in the subject's scope.
func (s Subject) Within(code geo.AreaCode) bool {
	return len(s.Scope) == 0 || slices.ContainsFunc(s.Scope, code.Within)
}

func (s Subject) layer(name string) bool {
	return len(s.Layers) == 0 || slices.Contains(s.Layers, name)
}

// Staff reports whether the subject has a role that needs a second factor.
func (s Subject) Staff() bool { return slices.ContainsFunc(s.Roles, Role.Staff) }

// Tier is the widest that the subject sees within its scope.
func (s Subject) Tier() disclose.Tier {
	best := disclose.Public
	for _, r := range s.Roles {
		if r == Desa && len(s.Scope) == 0 {
			continue
		}
		if t := r.tier(); disclose.Lower(t, best) == best {
			best = t
		}
	}
	if s.Via == ByPath {
		return disclose.Lower(best, disclose.Partner)
	}
	return best
}

// Audience is for whom a picture is made. Subjects with equal audiences see the
// same bytes; caches go by it.
type Audience struct {
	Tier   disclose.Tier
	scope  string // codes joined by commas; "" for everywhere
	layers string
}

// NewAudience makes one of a tier, the codes of a scope and the names of layers.
func NewAudience(t disclose.Tier, scope []geo.AreaCode, layers []string) Audience {
	if t == disclose.Public { // sees the same everywhere
		scope, layers = nil, nil
	}
	return Audience{Tier: t, scope: joined(scope), layers: joined(layers)}
}

// Audience is that of the subject.
func (s Subject) Audience() Audience { return NewAudience(s.Tier(), s.Scope, s.Layers) }

func joined[S ~string](list []S) string {
	list = slices.Clone(list)
	slices.Sort(list)
	words := make([]string, 0, len(list))
	for _, v := range slices.Compact(list) {
		words = append(words, string(v))
	}
	return strings.Join(words, ",")
}

// Scope is the codes of the audience's areas, none for everywhere.
func (a Audience) Scope() []geo.AreaCode {
	if a.scope == "" {
		return nil
	}
	var out []geo.AreaCode
	for _, c := range strings.Split(a.scope, ",") {
		out = append(out, geo.AreaCode(c))
	}
	return out
}

// Sees reports whether the audience sees its tier's figures of an area; of all
// others it sees what the public sees.
func (a Audience) Sees(code geo.AreaCode) bool {
	return Subject{Scope: a.Scope()}.Within(code)
}

// Layer reports whether the audience may have a layer.
func (a Audience) Layer(name string) bool {
	return a.layers == "" || slices.Contains(strings.Split(a.layers, ","), name)
}

// Narrower is the audience with a tier no wider than t.
func (a Audience) Narrower(t disclose.Tier) Audience {
	return NewAudience(disclose.Lower(a.Tier, t), a.Scope(), splitList(a.layers))
}

func splitList(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// Key names the audience in caches and tags: equal audiences have equal keys.
func (a Audience) Key() string { return string(a.Tier) + "|" + a.scope + "|" + a.layers }
