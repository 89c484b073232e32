package admin

import (
	"net/http"

	"timpora/api/frame"
	"timpora/api/role"
	"timpora/api/signin"
	"timpora/risk/access"
	"timpora/risk/disclose"
)

// rolesData is what the page of roles shows: the tables by which it is decided.
type rolesData struct {
	Roles []role.View
	Tiers []disclose.Rules
}

func (s *Service) roles(w http.ResponseWriter, r *http.Request, _ signin.Signed) error {
	var data rolesData
	for _, one := range access.Roles() {
		data.Roles = append(data.Roles, role.Of(one))
	}
	for _, t := range []disclose.Tier{disclose.Public, disclose.Partner, disclose.Officer} {
		data.Tiers = append(data.Tiers, disclose.View(t))
	}
	return s.show(w, r, http.StatusOK, "peran.html", frame.Page{Title: "roles-title", Data: data})
}
