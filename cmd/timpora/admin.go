package main

import (
	"context"
	"sync"

	"timpora/api/admin"
	"timpora/api/signin"
	"timpora/geo"
)

// adminRoutes are the pages of administrators. issuer is that of the identity
// provider, "" for none.
func (a *app) adminRoutes(s *session, gate *signin.Service, issuer string) ([]signin.Route, error) {
	service, err := admin.New(admin.Options{
		Store:  admin.Store{Users: s, Changes: s, Sessions: s, Tokens: s},
		SignIn: gate, Names: (&namedAreas{s: s, dir: a.dir}).names, Layers: tokenLayers(), Issuer: issuer, Now: a.now,
	})
	if err != nil {
		return nil, err
	}
	return service.Routes(), nil
}

// namedAreas are the names of the areas of the set that is active, read again when
// another becomes it.
type namedAreas struct {
	dir string

	mu  sync.Mutex
	s   *session
	all map[geo.AreaCode]string
}

func (n *namedAreas) names(ctx context.Context) (map[geo.AreaCode]string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	s, err := n.s.current(ctx, n.dir)
	if err != nil || s == n.s && n.all != nil {
		return n.all, err
	}
	n.s, n.all = s, map[geo.AreaCode]string{}
	for code, area := range s.place.names {
		n.all[code] = area.Name
	}
	return n.all, nil
}
