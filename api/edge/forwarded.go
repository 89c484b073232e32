package edge

import (
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// errForwarded is behind forwarded headers that cannot be believed.
var errForwarded = errors.New("forwarded headers")

// proxies are the networks whose forwarded headers are believed.
type proxies []netip.Prefix

// said is what the peer, or the proxies that it speaks for, say of the client.
type said struct {
	client       netip.Addr
	scheme, host string // "" where nobody trusted says
	forwarded    bool   // a trusted proxy named the client
}

// RealIP returns the function that tells a request's client: the peer itself,
// or, when the peer is a trusted proxy, the rightmost address of X-Forwarded-For
// or Forwarded that is none. An address that cannot be read gives the proxy that
// said so; a peer without an address gives the zero Addr.
func RealIP(trusted []netip.Prefix) func(*http.Request) netip.Addr {
	return func(r *http.Request) netip.Addr {
		s, _ := proxies(trusted).read(r) // whoever contradicts itself is the peer
		return s.client
	}
}

func (p proxies) trust(a netip.Addr) bool {
	return slices.ContainsFunc(p, func(net netip.Prefix) bool { return net.Contains(a) })
}

// read believes a trusted peer's headers. X-Forwarded-For and Forwarded that
// name different clients are an error: one of them came from the client.
func (p proxies) read(r *http.Request) (said, error) {
	peer, _ := address(r.RemoteAddr)
	own := said{client: peer}
	if !p.trust(peer) {
		return own, nil
	}
	plain, standard := p.plain(peer, r.Header), p.standard(peer, r.Header)
	if plain.forwarded && standard.forwarded && plain.client != standard.client {
		return own, errForwarded
	}
	out := plain
	if !plain.forwarded {
		out.client, out.forwarded = standard.client, standard.forwarded
	}
	if out.scheme == "" {
		out.scheme = standard.scheme
	}
	if out.host == "" {
		out.host = standard.host
	}
	if (out.scheme != "" && out.scheme != "http" && out.scheme != "https") || (out.host != "" && !validHost(out.host)) {
		return own, errForwarded
	}
	return out, nil
}

// plain reads the X-Forwarded headers; of the scheme and host the last counts,
// which the nearest proxy wrote.
func (p proxies) plain(peer netip.Addr, h http.Header) said {
	s := said{client: peer, scheme: strings.ToLower(last(h["X-Forwarded-Proto"])), host: last(h["X-Forwarded-Host"])}
	s.forwarded = len(h["X-Forwarded-For"]) > 0
	names := list(h["X-Forwarded-For"])
	for i := len(names) - 1; i >= 0 && p.trust(s.client); i-- {
		a, ok := address(names[i])
		if !ok {
			break
		}
		s.client = a
	}
	return s
}

// standard reads Forwarded (RFC 7239); scheme and host are those of the element
// that names the client.
func (p proxies) standard(peer netip.Addr, h http.Header) said {
	s := said{client: peer, forwarded: len(h["Forwarded"]) > 0}
	elements := elements(strings.Join(h["Forwarded"], ","))
	for i := len(elements) - 1; i >= 0 && p.trust(s.client); i-- {
		s.scheme, s.host = strings.ToLower(elements[i]["proto"]), elements[i]["host"]
		a, ok := address(elements[i]["for"])
		if !ok {
			break
		}
		s.client = a
	}
	return s
}

// schemeOr is the scheme that was said, else that of the connection.
func (s said) schemeOr(r *http.Request) string {
	switch {
	case s.scheme != "":
		return s.scheme
	case r.TLS != nil:
		return "https"
	}
	return "http"
}

// remote is RemoteAddr of the client; the port of a forwarded one is unknown.
func (s said) remote(peer string) string {
	if !s.forwarded {
		return peer
	}
	return netip.AddrPortFrom(s.client, 0).String()
}

// strip takes away every header by which clients pretend to be a proxy, or
// another path or method.
func strip(h http.Header) {
	fake := pretences()
	for name := range h {
		if strings.HasPrefix(name, "X-Forwarded") || slices.Contains(fake, name) {
			delete(h, name)
		}
	}
}

func pretences() []string {
	return []string{"Forwarded", "X-Real-Ip", "X-Client-Ip", "X-Cluster-Client-Ip", "True-Client-Ip", "Cf-Connecting-Ip", "Fastly-Client-Ip",
		"X-Original-Forwarded-For", "X-Original-Host", "X-Original-Url", "X-Rewrite-Url", "X-Host", "X-Http-Method", "X-Http-Method-Override", "X-Method-Override"}
}
