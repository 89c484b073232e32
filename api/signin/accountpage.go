package signin

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"timpora/api/answer"
	"timpora/api/frame"
	"timpora/risk/access"
)

// accountData is what somebody sees of the own account.
type accountData struct {
	Name, Display string
	Roles, Scope  []string
	Recent        bool // a proof is fresh: what needs one is shown
	Password      bool // there is one
	Factor        bool // a second factor is enrolled
	Needed        bool // and may not be removed
	Recovery      int  // unused codes
	Sessions      []sessionRow
	MayTokens     bool
	Tokens        []tokenRow
	Layers        []string
	Days          int // the longest term
}

type sessionRow struct {
	ID, Network, Agent, Since, Seen string
	This                            bool
}

type tokenRow struct {
	ID, Name, Roles, Layers, Networks, Until, Used string
	State                                          string // key of a word
	Holds                                          bool
}

// account shows the own account.
func (s *Service) account(w http.ResponseWriter, r *http.Request, me mine) error {
	return s.showAccount(w, r, http.StatusOK, me, frame.Page{})
}

func (s *Service) showAccount(w http.ResponseWriter, r *http.Request, status int, me mine, p frame.Page) error {
	data := accountData{
		Name: me.User.Name, Display: me.Display, Roles: texts(me.Roles), Scope: texts(me.Scope), Recent: s.recent(me) && me.As == "",
		Password: me.Hash != "", Factor: len(me.TOTP) > 0, Needed: s.needsFactor(me.User), Recovery: len(me.Recovery),
		MayTokens: mayTokens(me.User), Layers: s.o.Layers, Days: int(access.LongestToken / (24 * time.Hour)),
	}
	var err error
	if data.Sessions, err = s.sessionRows(r, me); err != nil {
		return err
	}
	if data.Tokens, err = s.tokenRows(r, me); err != nil {
		return err
	}
	p.Title, p.Data = "account-title", data
	return s.show(w, r, status, "akun.html", p)
}

func (s *Service) waitingAccount(w http.ResponseWriter, r *http.Request, me mine, wait time.Duration) error {
	w.Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
	s.noteOften(r, "throttled")
	return s.showAccount(w, r, http.StatusTooManyRequests, me, frame.Page{Error: "wait"})
}

// sessionRows are the sessions of a user that have not run out.
func (s *Service) sessionRows(r *http.Request, me mine) ([]sessionRow, error) {
	all, err := s.o.Store.Browsers.Sessions(r.Context(), me.User.ID)
	if err != nil {
		return nil, err
	}
	var rows []sessionRow
	for _, one := range all {
		if !fits(one, s.stageOf(one, me.User) == live, s.o.Now()) {
			continue
		}
		rows = append(rows, sessionRow{one.ID, one.Network, one.Agent, stamp(one.CreatedAt), stamp(one.SeenAt), one.ID == me.Session.ID})
	}
	return rows, nil
}

// endSessions ends one of the own sessions, or all but this one.
func (s *Service) endSessions(w http.ResponseWriter, r *http.Request, me mine) error {
	if r.PostForm.Get("lain") != "" {
		ended := done("session_ended", me.User, "by", "owner", "which", "others")
		if _, err := s.EndSessions(s.as(r, me.User), me.User.ID, me.Session.ID, ended); err != nil {
			return err
		}
		s.to(w, r, "/akun")
		return nil
	}
	id := r.PostForm.Get("sesi")
	all, err := s.o.Store.Browsers.Sessions(r.Context(), me.User.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(one access.Session) bool { return one.ID == id }) {
		return answer.NotFound("no such session of yours")
	}
	if err := s.EndSession(s.as(r, me.User), id, done("session_ended", me.User, "by", "owner")); err != nil {
		return err
	}
	s.to(w, r, "/akun")
	return nil
}

// stamp is a time for people, in WITA to the minute.
func stamp(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.In(time.FixedZone("WITA", 8*60*60)).Format("2006-01-02 15:04") + " WITA"
}

func texts[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
