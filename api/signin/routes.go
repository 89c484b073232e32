package signin

import (
	"net/http"

	"timpora/api/frame"
	"timpora/risk/access"
)

// Route is one address of this service. Pattern is that of net/http's ServeMux;
// Need is what the subject must be allowed.
type Route struct {
	Method, Pattern string
	Need            access.Action
	Handler         http.HandlerFunc
}

// Routes are the pages. Handlers find the session themselves and lead whoever is not
// signed in to where that is done, so that a server may answer a missing sign-in by
// calling them all the same, or AskToSignIn.
func (s *Service) Routes() []Route {
	return []Route{
		{"GET", "/masuk", access.Open, s.serve(s.askSignIn)},
		{"POST", "/masuk", access.Open, s.serve(s.signIn)},
		{"GET", string(showFactor), access.Open, s.serve(s.askCode)},
		{"POST", string(showFactor), access.Open, s.serve(s.takeCode)},
		{"GET", string(changePassword), access.Open, s.serve(s.askPassword)},
		{"POST", string(changePassword), access.Open, s.serve(s.takePassword)},
		{"GET", string(enrolFactor), access.Open, s.serve(s.askEnrol)},
		{"POST", string(enrolFactor), access.Open, s.serve(s.takeEnrol)},
		{"GET", oidcPath, access.Open, s.serve(s.askProvider)},
		{"GET", returnPath, access.Open, s.serve(s.takeProvider)},
		{"GET", oncePath + "{code}", access.Open, s.serve(s.useOnce)},
		{"GET", frame.StylePath, access.Open, s.style},
		{"POST", "/keluar", access.Open, s.serve(s.signOut)},
		{"GET", "/akun", access.SignedIn, s.signedIn(s.account)},
		{"POST", "/akun/sandi", access.SignedIn, s.signedIn(s.ownPassword)},
		{"POST", "/akun/sesi", access.SignedIn, s.signedIn(s.endSessions)},
		{"GET", proofAt, access.SignedIn, s.signedIn(s.askProof)},
		{"POST", proofAt, access.SignedIn, s.signedIn(s.takeProof)},
		{"POST", "/akun/faktor/pemulihan", access.SignedIn, s.signedIn(s.makeRecovery)},
		{"POST", "/akun/faktor/lepas", access.SignedIn, s.signedIn(s.dropFactor)},
		{"POST", "/akun/token", access.OwnTokens, s.signedIn(s.makeToken)},
		{"POST", "/akun/token/cabut", access.SignedIn, s.signedIn(s.revokeToken)},
	}
}
