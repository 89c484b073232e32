package main

import (
	"fmt"
	"net"
	"net/http"
	"time"

	"timpora/api"
	"timpora/api/limit"
)

// What a client may ask for beyond loopback when nothing is said, and how many
// clients are remembered: 8 MB at the most.
const (
	usualRate   = 100
	mostRate    = 1_000_000
	mostClients = 1 << 14
)

// limiting is the middleware that keeps each client to its rate, nil for none: a
// machine that asks itself is not limited unless the rate was given.
func limiting(perSecond float64, given bool, addr string, now func() time.Time) (func(http.Handler) http.Handler, error) {
	if !(perSecond >= 0 && perSecond <= mostRate) {
		return nil, &usageError{fmt.Errorf("--rate %v: want requests a second, 0 to %d", perSecond, mostRate)}
	}
	if perSecond == 0 || (!given && onLoopback(addr)) {
		return nil, nil
	}
	cheap, costly := limit.PerSecond(perSecond)
	return limit.New(limit.Options{
		Client: limit.Network, IsCostly: api.Costly, Cheap: cheap, Costly: costly, Clients: mostClients, Now: now,
	}).Wrap, nil
}

func onLoopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || (ip != nil && ip.IsLoopback()))
}
