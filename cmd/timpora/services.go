package main

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"strings"
	"time"

	"timpora/api/cert"
	"timpora/api/edge"
)

// service is a server and what it listens on.
type service struct {
	*http.Server
	listener net.Listener
}

// services opens the listeners: of the main server, and those beside it that
// were asked for. The address is that of the main one, for people.
func (o *listenFlags) services(certs holder, main *http.Server, metrics http.Handler) (all []service, address string, err error) {
	defer func() {
		if err != nil {
			closeAll(all)
		}
	}()
	l, err := net.Listen("tcp", o.addr)
	if err != nil {
		return nil, "", err
	}
	address = "http://" + l.Addr().String()
	var config *tls.Config
	if certs != nil {
		address, config = "https://"+l.Addr().String(), certs.Config()
	}
	all = append(all, service{main, edge.Listen(l, config)})
	if o.redirect != "" {
		_, port, _ := net.SplitHostPort(l.Addr().String())
		if all, err = beside(all, o.redirect, o.toTLS(certs, port)); err != nil {
			return all, "", err
		}
	}
	if o.metrics != "" {
		all, err = beside(all, o.metrics, metrics)
	}
	return all, address, err
}

// toTLS answers on the plain port: challenges of the authority, and where to go.
func (o *listenFlags) toTLS(certs holder, port string) http.Handler {
	owns := func(host string) bool { return certs.Owns(host) || "https://"+host == strings.ToLower(o.base) }
	h := edge.Redirect(owns, port)
	if authority, ok := certs.(*cert.Authority); ok {
		return authority.Challenge(h)
	}
	return h
}

func beside(all []service, addr string, h http.Handler) ([]service, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return all, err
	}
	return append(all, service{edge.Server(h), edge.Listen(l, nil)}), nil
}

func closeAll(all []service) {
	for _, s := range all {
		_ = s.listener.Close() // nothing was served yet
	}
}

// serveUntil serves until the context ends or one server fails, then lets
// requests finish.
func serveUntil(ctx context.Context, all []service) error {
	failed := make(chan error, len(all))
	for _, s := range all {
		go func() { failed <- s.Serve(s.listener) }()
	}
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	for _, s := range all {
		err = errors.Join(err, s.Shutdown(stop))
	}
	return err
}

// drain is how long a stop waits for requests under way.
const drain = 10 * time.Second
