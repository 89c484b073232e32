// Package role says in words what each role may do, as the decision function of
// package access decides it: one table for the command line and the pages.
package role

import (
	"strings"

	"timpora/geo"
	"timpora/risk/access"
	"timpora/risk/disclose"
)

// Text is in Indonesian and English.
type Text struct {
	ID string `json:"id"`
	EN string `json:"en"`
}

// Right is an action that a role may take.
type Right struct {
	Action access.Action `json:"action"`
	Title  Text          `json:"title"`
}

// View is one role and what it may do.
type View struct {
	Role         access.Role   `json:"role"`
	Title        Text          `json:"title"`
	Tier         disclose.Tier `json:"tier"` // the widest it sees within its scope
	SecondFactor bool          `json:"second_factor"`
	Rights       []Right       `json:"rights"`
}

// Of asks the decision function what a role may do.
func Of(r access.Role) View {
	s := access.Subject{ID: "any", Roles: []access.Role{r}, Via: access.BySession}
	v := View{Role: r, Title: Title(r), SecondFactor: s.Staff(), Rights: []Right{}}
	for _, action := range access.Actions() {
		if access.Decide(s, action, access.Object{}) == access.Allow {
			v.Rights = append(v.Rights, Right{action, ActionTitle(action)})
		}
	}
	s.Scope = []geo.AreaCode{"51.08"} // some area, which a desa official needs
	v.Tier = s.Tier()
	return v
}

// Title is the name of a role.
func Title(r access.Role) Text {
	return textOf(map[access.Role]string{
		access.Reporter: "pelapor|reporter", access.Desa: "perangkat desa|desa official", access.Member: "anggota TIM PORA|member of the TIM PORA",
		access.Officer: "petugas imigrasi|immigration officer", access.Planner: "perencana operasi|operation planner",
		access.Administrator: "administrator|administrator", access.Auditor: "auditor|auditor",
	}[r])
}

// ActionTitle says what an action is about.
func ActionTitle(a access.Action) Text {
	return textOf(map[access.Action]string{
		access.Open:       "halaman, batas wilayah, angka publik|page, boundaries, public figures",
		access.SignedIn:   "akun sendiri|own account",
		access.SeeCells:   "sel, kluster, cakupan di wilayahnya|cells, clusters, coverage of the own area",
		access.SeeExact:   "rencana dan kegiatan tim, angka pasti|plans and what the team did, exact",
		access.SeeNight:   "laporan harian seluruh wilayah|daily reports of the whole area",
		access.SeePersons: "keberadaan satu per satu, dengan tujuan|single stays, with a purpose",
		access.DecidePlan: "memutuskan usulan|deciding on proposals",
		access.Import:     "impor berkas|importing files",
		access.OwnTokens:  "token sendiri|own tokens",
		access.Manage:     "pengguna, token, sesi|users, tokens, sessions",
		access.SeeAudit:   "jejak audit|the audit trail",
		access.Privacy:    "retensi dan penghapusan|retention and erasure",
	}[a])
}

// Words are the texts for pages, "role-" and "may-" before the names of roles and
// actions: Indonesian, then English.
func Words() map[string][2]string {
	all := map[string][2]string{}
	for _, r := range access.Roles() {
		t := Title(r)
		all["role-"+string(r)] = [2]string{t.ID, t.EN}
	}
	for _, a := range access.Actions() {
		t := ActionTitle(a)
		all["may-"+string(a)] = [2]string{t.ID, t.EN}
	}
	return all
}

func textOf(both string) Text {
	id, en, _ := strings.Cut(both, "|")
	return Text{id, en}
}
