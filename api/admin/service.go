package admin

import (
	"embed"
	"io/fs"
	"time"

	"timpora/api/frame"
	"timpora/api/signin"
	"timpora/risk/access"
)

//go:embed pages/*.html
var pages embed.FS

// Options are the parts that the program gives.
type Options struct {
	Store  Store
	SignIn *signin.Service
	Names  Names
	Layers []string         // that a token may be limited to
	Issuer string           // of the identity provider, "" for none
	Now    func() time.Time // nil: the clock
}

// Service shows the pages.
type Service struct {
	o     Options
	set   *frame.Set
	words frame.Words
}

// New makes a service.
func New(o Options) (*Service, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	folder, err := fs.Sub(pages, "pages")
	if err != nil {
		return nil, err
	}
	words := vocabulary()
	set, err := frame.New(folder, words)
	if err != nil {
		return nil, err
	}
	return &Service{o, set, words}, nil
}

// Routes are the pages. Their handlers look themselves who asks, so that the needs
// are a second lock.
func (s *Service) Routes() []signin.Route {
	manage := func(method, pattern string, h handler) signin.Route {
		return signin.Route{Method: method, Pattern: pattern, Need: access.Manage, Handler: s.managed(h)}
	}
	return []signin.Route{
		manage("GET", usersAt, s.users),
		manage("POST", usersAt, s.makeUser),
		manage("GET", userAt+"{id}", s.user),
		manage("POST", userAt+"{id}", s.changeUser),
		manage("POST", userAt+"{id}/keadaan", s.changeState),
		manage("POST", userAt+"{id}/sandi", s.newPassword),
		manage("POST", userAt+"{id}/faktor", s.resetFactor),
		manage("POST", userAt+"{id}/sesi", s.endSession),
		manage("POST", userAt+"{id}/lihat", s.seeAs),
		manage("GET", tokensAt, s.tokens),
		manage("POST", tokensAt, s.makeToken),
		manage("POST", tokensAt+"/cabut", s.revokeToken),
		{Method: "GET", Pattern: backAt, Need: access.Open, Handler: s.signedIn(s.askBack)},
		{Method: "POST", Pattern: backAt, Need: access.Open, Handler: s.signedIn(s.takeBack)},
		{Method: "GET", Pattern: rolesAt, Need: access.SignedIn, Handler: s.signedIn(s.roles)},
	}
}
