package signin

import (
	"crypto/hkdf"
	"crypto/sha256"
	"embed"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"timpora/api/frame"
)

//go:embed pages/*.html
var pages embed.FS

// Options are the parts that the program gives.
type Options struct {
	Store          Store
	Passwords      Passwords
	Key            []byte // 16 bytes or more; those of cookies and forms are derived of it
	Seal           Sealer // of second factors; nil is one with a key derived of Key
	Log            *slog.Logger
	Now            func() time.Time               // nil: the clock
	Address        func(*http.Request) netip.Addr // of the client; nil: RemoteAddr
	Secure         func(*http.Request) bool       // whether the client's way here is encrypted; nil: by TLS
	Layers         []string                       // that a token may be limited to
	NoSecondFactor bool                           // lets staff in without one: for trying out
	Provider       *Provider                      // nil: no identity provider
}

// Service signs people and programs in.
type Service struct {
	o       Options
	forms   []byte // key
	devices []byte // key
	cache   *cache
	tries   *throttle
	noise   *quiet
	once    *onceCodes
	oidc    *client
	cross   *http.CrossOriginProtection
	set     *frame.Set
	style   http.HandlerFunc
}

// New makes a service. It fails on a short key and on a provider that cannot be.
func New(o Options) (*Service, error) {
	if len(o.Key) < 16 {
		return nil, fmt.Errorf("sign-in: a key of %d bytes, want 16 or more", len(o.Key))
	}
	o.fill()
	s := &Service{o: o, cache: newCache(mostKnown), tries: newThrottle(mostTries), noise: newQuiet(), once: newOnceCodes(), cross: http.NewCrossOriginProtection()}
	var err error
	if s.forms, err = derived(o.Key, "forms"); err != nil {
		return nil, err
	}
	if s.devices, err = derived(o.Key, "devices"); err != nil {
		return nil, err
	}
	if s.o.Seal == nil {
		if s.o.Seal, err = NewSealer(o.Key); err != nil {
			return nil, err
		}
	}
	if s.oidc, err = newClient(o.Provider, o.Now); err != nil {
		return nil, err
	}
	return s, s.dress()
}

// fill puts what was left out.
func (o *Options) fill() {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Address == nil {
		o.Address = peer
	}
	if o.Secure == nil {
		o.Secure = func(r *http.Request) bool { return r.TLS != nil }
	}
}

// dress reads the pages.
func (s *Service) dress() error {
	folder, err := fs.Sub(pages, "pages")
	if err != nil {
		return err
	}
	if s.set, err = frame.New(folder, vocabulary()); err != nil {
		return err
	}
	s.style, err = frame.Style()
	return err
}

func peer(r *http.Request) netip.Addr {
	p, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return p.Addr().Unmap().WithZone("")
}

func derived(key []byte, use string) ([]byte, error) {
	return hkdf.Key(sha256.New, key, nil, "timpora sign-in "+use, sha256.Size)
}
