package signin

import (
	"net/url"
	"slices"

	"timpora/risk/access"
)

// stage is what must be done before a session counts.
type stage string

// The stages in their order. A second factor is shown before a password is changed,
// so that who resets a password cannot get around it.
const (
	showFactor     stage = "/masuk/kode"
	changePassword stage = "/masuk/sandi"
	enrolFactor    stage = "/masuk/faktor"
	signAgain      stage = "/masuk"
	live           stage = "/akun"
)

func (s *Service) stageOf(one access.Session, u access.User) stage {
	enrolled := len(u.TOTP) > 0
	switch {
	case !one.Full && enrolled:
		return showFactor
	case u.MustChange:
		return changePassword
	case !one.Full && s.needsFactor(u):
		return enrolFactor
	case !one.Full:
		return signAgain
	}
	return live
}

// needsFactor reports whether a user must have a second factor.
func (s *Service) needsFactor(u access.User) bool {
	return !s.o.NoSecondFactor && slices.ContainsFunc(u.Roles, access.Role.Staff)
}

// fullBy reports whether one factor is all that a user has to show.
func (s *Service) fullBy(u access.User) bool { return len(u.TOTP) == 0 && !s.needsFactor(u) }

// address is where to go on, with the place to return to.
func (g stage) address(back string) string {
	if back == "" || back == "/" {
		return string(g)
	}
	return string(g) + "?" + url.Values{"kembali": {back}}.Encode()
}
