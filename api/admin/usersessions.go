package admin

import (
	"net/http"
	"slices"

	"timpora/api/signin"
	"timpora/risk/access"
)

// endSession signs a user out of one browser, or everywhere but here.
func (s *Service) endSession(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	u, err := s.o.Store.UserByID(r.Context(), idOf(r))
	if err != nil {
		return err
	}
	if ok, err := s.proven(w, r, me, userAt+u.ID); !ok || err != nil {
		return err
	}
	ctx := s.o.SignIn.Acting(r, me)
	if r.PostForm.Get("semua") != "" {
		keep := ""
		if u.ID == me.User.ID {
			keep = me.Session.ID
		}
		_, err := s.o.SignIn.EndSessions(ctx, u.ID, keep, event("sessions_end", "user:"+u.ID, nil))
		return s.changed(w, r, err, userAt+u.ID, "sessions-ended")
	}
	id := r.PostForm.Get("sesi")
	all, err := s.o.Store.Sessions.Sessions(r.Context(), u.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(one access.Session) bool { return one.ID == id }) {
		return access.ErrUnknown
	}
	err = s.o.SignIn.EndSession(ctx, id, event("session_ended", "user:"+u.ID, map[string]string{"by": "administrator"}))
	return s.changed(w, r, err, userAt+u.ID, "session-ended")
}
