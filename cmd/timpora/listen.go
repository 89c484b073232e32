package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"path/filepath"

	"github.com/spf13/pflag"

	"timpora/api/answer"
	"timpora/api/cert"
)

// listenFlags say where the server is reached, and how safely.
type listenFlags struct {
	addr, redirect, metrics  string
	base                     string
	certFile, keyFile        string
	acmeEmail, acmeDirectory string
	acme, proxyText          []string
	proxies                  []netip.Prefix // of proxyText
}

func (o *listenFlags) add(f *pflag.FlagSet) {
	f.StringVar(&o.addr, "addr", "127.0.0.1:8080", "HOST:PORT to listen on / alamat")
	f.StringVar(&o.base, "base-url", "", "scheme and host of links, such as https://peta.example.go.id; empty: what the client used / alamat publik")
	f.StringVar(&o.certFile, "tls-cert", "", "certificate with its chain, PEM; read again when it changes / berkas sertifikat")
	f.StringVar(&o.keyFile, "tls-key", "", "its key, PEM, mode 600 / berkas kunci")
	f.StringSliceVar(&o.acme, "acme", nil, "domains, certified by an ACME authority / domain dengan sertifikat otomatis")
	f.StringVar(&o.acmeEmail, "acme-email", "", "whom the authority writes to / surel penanggung jawab")
	f.StringVar(&o.acmeDirectory, "acme-directory", cert.DefaultDirectory, "directory of the authority / alamat otoritas")
	f.StringSliceVar(&o.proxyText, "proxy", nil, "networks of proxies whose forwarded headers are believed, such as 10.0.0.5/32 / jaringan proksi tepercaya")
	f.StringVar(&o.redirect, "redirect-addr", "", "HOST:PORT that sends http to https, usually :80 / pengalihan ke https")
	f.StringVar(&o.metrics, "metrics", "", "HOST:PORT on loopback of /metrics and profiles / alamat metrik, loopback saja")
}

// check refuses what cannot work or would be unsafe.
func (o *listenFlags) check(a *app) error {
	for _, err := range []error{o.checkProxies(a), o.checkTLS(a), o.checkBase(), o.checkBeside(a), o.checkReach(a)} {
		if err != nil {
			return &usageError{err}
		}
	}
	return nil
}

func (o *listenFlags) checkBase() error {
	if o.base != "" && !answer.ValidOrigin(o.base) {
		return fmt.Errorf("--base-url %q: want scheme://host[:port]", o.base)
	}
	return nil
}

func (o *listenFlags) checkProxies(a *app) error {
	for _, text := range o.proxyText {
		p, err := netip.ParsePrefix(text)
		if one, e := netip.ParseAddr(text); e == nil {
			p, err = netip.PrefixFrom(one, one.BitLen()), nil
		}
		if err != nil {
			return fmt.Errorf(a.say("--proxy %q: bukan jaringan seperti 10.0.0.5/32", "--proxy %q: no network such as 10.0.0.5/32"), text)
		}
		if p.Bits() == 0 {
			return fmt.Errorf(a.say("--proxy %q: memercayai semua orang; sebutkan alamat proksinya", "--proxy %q: trusts everybody; name the proxy's address"), text)
		}
		o.proxies = append(o.proxies, p.Masked())
	}
	return nil
}

func (o *listenFlags) checkTLS(a *app) error {
	switch {
	case (o.certFile == "") != (o.keyFile == ""):
		return errors.New(a.say("--tls-cert dan --tls-key selalu berdua", "--tls-cert and --tls-key go together"))
	case o.certFile != "" && len(o.acme) > 0:
		return errors.New(a.say("pilih --tls-cert atau --acme", "choose --tls-cert or --acme"))
	case o.redirect != "" && !o.tls():
		return errors.New(a.say("--redirect-addr memerlukan --tls-cert atau --acme", "--redirect-addr needs --tls-cert or --acme"))
	}
	return nil
}

func (o *listenFlags) checkBeside(a *app) error {
	if o.redirect != "" {
		if _, _, err := net.SplitHostPort(o.redirect); err != nil {
			return fmt.Errorf("--redirect-addr %q: want HOST:PORT", o.redirect)
		}
	}
	if o.metrics == "" {
		return nil
	}
	local, err := loopback(o.metrics)
	if err == nil && !local {
		err = fmt.Errorf(a.say("--metrics %q: hanya loopback, misalnya 127.0.0.1:9090", "--metrics %q: loopback only, such as 127.0.0.1:9090"), o.metrics)
	}
	return err
}

// checkReach is the rule of listening: beyond loopback passwords and records
// travel, so the way is encrypted here or by a proxy that is declared.
func (o *listenFlags) checkReach(a *app) error {
	local, err := loopback(o.addr)
	if err != nil || local || o.tls() || len(o.proxies) > 0 {
		return err
	}
	return fmt.Errorf(a.say("--addr %s terjangkau dari luar mesin ini: tambahkan --tls-cert BERKAS --tls-key BERKAS, atau --acme DOMAIN, "+
		"atau --proxy CIDR bila proksi di depannya memakai TLS",
		"--addr %s is reached from beyond this machine: add --tls-cert FILE --tls-key FILE, or --acme DOMAIN, "+
			"or --proxy CIDR where a proxy in front of it speaks TLS"), o.addr)
}

func (o *listenFlags) tls() bool { return o.certFile != "" || len(o.acme) > 0 }

// loopback reports whether an address is reached from this machine alone.
func loopback(addr string) (bool, error) {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return false, fmt.Errorf("%q: want HOST:PORT", addr)
	}
	return onLoopback(addr), nil
}

// holder is who shows certificates and knows for which hosts.
type holder interface {
	Config() *tls.Config
	Owns(host string) bool
}

var (
	_ holder = (*cert.Pair)(nil)
	_ holder = (*cert.Authority)(nil)
)

// holder is nil without TLS.
func (o *listenFlags) holder(a *app, log *slog.Logger) (holder, error) {
	switch {
	case o.certFile != "":
		return cert.OpenPair(o.certFile, o.keyFile, a.now, log)
	case len(o.acme) > 0:
		return cert.NewAuthority(cert.AuthorityOptions{
			Domains: o.acme, Email: o.acmeEmail, Directory: o.acmeDirectory, Cache: filepath.Join(a.dir, "acme"),
		})
	}
	return nil, nil
}
