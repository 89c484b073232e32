package signin

import (
	"bytes"
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Provider is an identity provider (OpenID Connect). People are found by its issuer
// and their subject alone, and are never made by themselves.
type Provider struct {
	Issuer     string // https://..., or http on this machine
	ClientID   string
	SecretFile string       // with the client's secret; only its owner may read it
	Return     string       // https://HOST/masuk/oidc/kembali, as registered with the provider
	AMR, ACR   []string     // methods or classes that count as a second factor; none: ours is asked for
	HTTP       *http.Client // nil: one with a limit of ten seconds
}

const (
	oidcPath   = "/masuk/oidc"
	returnPath = "/masuk/oidc/kembali"
)

// algorithms are those by which a provider may sign: never none, never a secret
// that both know.
func algorithms() []string { return []string{oidc.RS256, oidc.ES256, oidc.PS256} }

// PendingSubject is what an administrator stores as a user's subject, with the
// issuer, until the provider's subject is known: the user's name there
// (preferred_username). The first sign-in of that name puts the subject in its place.
func PendingSubject(name string) string { return pendingPrefix + name }

const pendingPrefix = "pending:"

// client speaks to the provider, which need not be up when the service starts.
type client struct {
	p      Provider
	secret string
	now    func() time.Time

	mu    sync.Mutex
	found *oidc.Provider
}

func newClient(p *Provider, now func() time.Time) (*client, error) {
	if p == nil {
		return nil, nil
	}
	c := &client{p: *p, now: now}
	if c.p.HTTP == nil {
		c.p.HTTP = &http.Client{Timeout: 10 * time.Second}
	}
	for _, address := range []string{p.Issuer, p.Return} {
		if err := trustworthy(address); err != nil {
			return nil, fmt.Errorf("identity provider: %w", err)
		}
	}
	if p.ClientID == "" {
		return nil, errors.New("identity provider: no client id")
	}
	st, err := os.Stat(p.SecretFile)
	if err != nil {
		return nil, fmt.Errorf("identity provider: %w", err)
	}
	if st.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("identity provider: %s: others may read it (mode %o); set mode 600", p.SecretFile, st.Mode().Perm())
	}
	secret, err := os.ReadFile(p.SecretFile)
	c.secret = string(bytes.TrimSpace(secret))
	return c, err
}

// trustworthy is nil for https, and for http on this machine.
func trustworthy(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	a, _ := netip.ParseAddr(u.Hostname())
	if u.Host == "" || u.Scheme != "https" && !(u.Scheme == "http" && (a.IsLoopback() || u.Hostname() == "localhost")) {
		return fmt.Errorf("%q is not an https address", address)
	}
	return nil
}

// provider asks the provider for its addresses and keys, once.
func (c *client) provider(ctx context.Context) (*oidc.Provider, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.found == nil {
		p, err := oidc.NewProvider(c.context(context.WithoutCancel(ctx)), c.p.Issuer)
		if err != nil {
			return nil, err
		}
		c.found = p
	}
	return c.found, nil
}

func (c *client) context(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, c.p.HTTP)
}

func (c *client) config(p *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: c.p.ClientID, ClientSecret: c.secret, RedirectURL: c.p.Return, Endpoint: p.Endpoint(), Scopes: []string{oidc.ScopeOpenID, "profile"}}
}

// flow is one sign-in under way, kept sealed in the browser.
type flow struct {
	State, Nonce, Verifier, Back string
	Again                        bool // somebody who is signed in proves to be there
	Until                        int64
}

// begun is the provider's address for a flow.
func (c *client) begun(ctx context.Context, f flow) (string, error) {
	p, err := c.provider(ctx)
	if err != nil {
		return "", err
	}
	o := []oauth2.AuthCodeOption{oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)}
	if f.Again {
		o = append(o, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return c.config(p).AuthCodeURL(f.State, o...), nil
}

// identity is what a provider says of somebody, after all checks.
type identity struct {
	Issuer, Subject string
	Name            string `json:"preferred_username"`
	AMR             []string
	ACR             string
	AZP             string
	AuthTime        int64 `json:"auth_time"`
}

// factor reports whether the provider asked for a second factor that counts.
func (c *client) factor(i identity) bool {
	return slices.Contains(c.p.ACR, i.ACR) || slices.ContainsFunc(i.AMR, func(m string) bool { return slices.Contains(c.p.AMR, m) })
}

// refusedBy is why a return from a provider is not believed, for the audit trail.
type refusedBy string

func (e refusedBy) Error() string { return "identity provider: " + string(e) }

// identify checks the return of a flow: state, issuer, code with its verifier,
// signature by an allowed algorithm, audience, time and nonce.
func (c *client) identify(ctx context.Context, f flow, q url.Values) (identity, error) {
	switch {
	case f.State == "" || c.now().Unix() >= f.Until || subtle.ConstantTimeCompare([]byte(f.State), []byte(q.Get("state"))) != 1:
		return identity{}, refusedBy("state")
	case q.Get("error") != "":
		return identity{}, refusedBy("provider")
	case q.Has("iss") && q.Get("iss") != c.p.Issuer:
		return identity{}, refusedBy("issuer")
	}
	p, err := c.provider(ctx)
	if err != nil {
		return identity{}, err
	}
	t, err := c.config(p).Exchange(c.context(ctx), q.Get("code"), oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return identity{}, refusedBy("code")
	}
	raw, _ := t.Extra("id_token").(string)
	return c.read(ctx, p, raw, f)
}

func (c *client) read(ctx context.Context, p *oidc.Provider, raw string, f flow) (identity, error) {
	v := p.Verifier(&oidc.Config{ClientID: c.p.ClientID, SupportedSigningAlgs: algorithms(), Now: c.now})
	t, err := v.Verify(c.context(ctx), raw)
	if err != nil {
		return identity{}, refusedBy("token")
	}
	i := identity{}
	if err := t.Claims(&i); err != nil {
		return identity{}, refusedBy("claims")
	}
	i.Issuer, i.Subject = t.Issuer, t.Subject
	switch {
	case subtle.ConstantTimeCompare([]byte(t.Nonce), []byte(f.Nonce)) != 1:
		return identity{}, refusedBy("nonce")
	case len(t.Audience) > 1 && i.AZP != c.p.ClientID || i.AZP != "" && i.AZP != c.p.ClientID:
		return identity{}, refusedBy("audience")
	case i.Subject == "" || len(i.Subject) > 255 || len(i.Subject) >= len(pendingPrefix) && i.Subject[:len(pendingPrefix)] == pendingPrefix:
		return identity{}, refusedBy("subject")
	case f.Again && c.now().Sub(time.Unix(i.AuthTime, 0)) > fresh:
		return identity{}, refusedBy("auth_time")
	}
	return i, nil
}
