package admin

import (
	"net/http"

	"timpora/api/answer"
	"timpora/api/frame"
	"timpora/api/signin"
	"timpora/risk/audit"
)

// seeAs lets the administrator see as another user from now on, for a reason that
// the audit trail keeps.
func (s *Service) seeAs(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	u, err := s.other(r, me)
	if err != nil {
		return err
	}
	if u.Disabled {
		return s.refuseUser(w, r, http.StatusConflict, me, u, "see-disabled")
	}
	wrong := faults{}
	reason := wrong.text("alasan", r.PostForm.Get("alasan"), mostReason)
	if reason == "" {
		wrong.set("alasan", "reason-none")
	}
	if len(wrong) > 0 {
		return s.showUser(w, r, http.StatusUnprocessableEntity, me, u, func(p *frame.Page, d *userData) {
			p.Error, d.Reason, d.Wrong = "problem", r.PostForm.Get("alasan"), wrong
		})
	}
	if ok, err := s.proven(w, r, me, userAt+u.ID); !ok || err != nil {
		return err
	}
	e := event("see_as", "user:"+u.ID, map[string]string{"name": u.Name, "reason": reason})
	if err := s.o.SignIn.SeeAs(s.o.SignIn.Acting(r, me), me, u.ID, e); err != nil {
		return err
	}
	s.o.SignIn.To(w, r, "/")
	return nil
}

// askBack shows as whom the administrator sees, with the way back.
func (s *Service) askBack(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	if me.Session.As == "" {
		s.o.SignIn.To(w, r, "/")
		return nil
	}
	return s.show(w, r, http.StatusOK, "kembali.html", frame.Page{Title: "back-title"})
}

// takeBack ends seeing as another. The trail has both names.
func (s *Service) takeBack(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	if me.Session.As == "" {
		s.o.SignIn.To(w, r, "/")
		return nil
	}
	u, err := s.o.Store.UserByID(r.Context(), me.Session.As)
	if err != nil {
		return answer.NotFound("no such user")
	}
	ctx := s.o.SignIn.Acting(r, me)
	actor := audit.From(ctx)
	actor.As = u.Name
	if err := s.o.SignIn.EndSeeing(audit.With(ctx, actor), me, event("see_as_ended", "user:"+u.ID, map[string]string{"name": u.Name})); err != nil {
		return err
	}
	path := "/"
	if me.User.Manages() {
		path = userAt + u.ID
	}
	s.o.SignIn.To(w, r, path)
	return nil
}
