package signin

import (
	"encoding/base64"
	"net/http"

	"timpora/api/answer"
	"timpora/api/frame"
	"timpora/risk/access"
)

// enrolData is what the enrolment page shows.
type enrolData struct {
	Back   string
	Sealed string // the secret, for the form
	Key    string // the secret, for people
	QR     picture
	Again  bool // there is a second factor, which this one replaces
}

// enrolling is who may enrol: in the stage, or with a fresh proof. It is nil for
// others, who are led to where they belong.
func (s *Service) enrolling(w http.ResponseWriter, r *http.Request) (*mine, error) {
	me, err := s.session(r)
	if err == nil && me.stage == live {
		if me.As != "" {
			return nil, answer.NewProblem(http.StatusForbidden, "role", "seeing as another is seeing only")
		}
		if !s.recent(me) {
			s.to(w, r, proofAt+"?kembali="+string(enrolFactor))
			return nil, nil
		}
		return &me, nil
	}
	return s.at(w, r, enrolFactor)
}

func (s *Service) askEnrol(w http.ResponseWriter, r *http.Request) error {
	me, err := s.enrolling(w, r)
	if me == nil {
		return err
	}
	secret, err := newTOTP(me.User.Name)
	if err != nil {
		return err
	}
	return s.showEnrol(w, r, http.StatusOK, *me, secret, "")
}

func (s *Service) showEnrol(w http.ResponseWriter, r *http.Request, status int, me mine, secret totpKey, wrong string) error {
	sealed, err := s.o.Seal.Seal([]byte(secret.Secret), enrolRow(me))
	if err != nil {
		return err
	}
	data := enrolData{back(r), base64.RawURLEncoding.EncodeToString(sealed), grouped(secret.Secret), secret.QR, len(me.TOTP) > 0}
	return s.show(w, r, status, "faktor.html", frame.Page{Title: "enrol-title", Error: wrong, Data: data})
}

func enrolRow(me mine) string { return "enrol " + me.User.ID + " " + me.Session.ID }

// takeEnrol stores the second factor when a code of it was shown, and shows the
// recovery codes.
func (s *Service) takeEnrol(w http.ResponseWriter, r *http.Request) error {
	me, err := s.enrolling(w, r)
	if me == nil {
		return err
	}
	secret, ok := s.enrolled(*me, r.PostForm.Get("kunci"))
	if !ok {
		return s.askEnrol(w, r)
	}
	key, err := knownTOTP(me.User.Name, secret)
	if err != nil {
		return err
	}
	code := plainCode(r.PostForm.Get("kode"))
	step, err := matchStep(secret, code, s.o.Now())
	if err != nil || len(code) != 6 {
		s.noteFailure(r, "totp_enrolled", me.User)
		return s.showEnrol(w, r, http.StatusUnprocessableEntity, *me, key, "code-wrong")
	}
	return s.enrol(w, r, *me, secret, step)
}

// enrolled is the secret that a form carries, where it was given for this session,
// which by now began no longer ago than enrolling allows.
func (s *Service) enrolled(me mine, field string) (secret string, ok bool) {
	sealed, err := base64.RawURLEncoding.DecodeString(field)
	if err != nil {
		return "", false
	}
	plain, err := s.o.Seal.Open(sealed, enrolRow(me))
	return string(plain), err == nil
}

func (s *Service) enrol(w http.ResponseWriter, r *http.Request, me mine, secret string, step int64) error {
	sealed, err := s.o.Seal.Seal([]byte(secret), me.User.TOTPPlace())
	if err != nil {
		return err
	}
	shown, hashes := newRecovery(me.User.ID)
	me.User, err = s.o.Store.ChangeUser(s.as(r, me.User), me.User.ID, done("totp_enrolled", me.User), func(u *access.User) error {
		u.TOTP, u.TOTPStep, u.Recovery = sealed, step, hashes
		return nil
	}, me.Session.ID)
	if err != nil {
		return err
	}
	e := done("second_factor", me.User, "by", "enrolment")
	if !me.Full {
		e = signInEvent(me.User, true, "enrolment")
	}
	now, err := s.renew(w, r, me, true, e)
	if err != nil {
		return err
	}
	return s.showRecovery(w, r, shown, now.after(back(r)))
}

// after is where somebody goes next who wants to go back to a path.
func (m mine) after(back string) string {
	if m.stage == live {
		return back
	}
	return m.stage.address(back)
}
