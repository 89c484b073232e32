package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"timpora/geo"
	"timpora/risk/access"
	"timpora/risk/disclose"
)

func (a *app) roleCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "role", Short: a.say("Peran dan haknya / roles and their rights", "")}
	list := &cobra.Command{
		Use: "list", Short: a.say("Semua peran / all roles", ""), Args: usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error { return a.showRoles(access.Roles()) },
	}
	show := &cobra.Command{
		Use: "show ROLE", Short: a.say("Satu peran / one role", ""), Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			role := access.Role(args[0])
			if !slices.Contains(access.Roles(), role) {
				return a.misused("peran %q: pilih dari %s", "role %q: choose from %s", args[0], joinWords(access.Roles(), ", "))
			}
			return a.showRoles([]access.Role{role})
		},
	}
	cmd.AddCommand(list, show)
	return cmd
}

// bilingual is a text in both languages.
type bilingual struct {
	ID string `json:"id"`
	EN string `json:"en"`
}

type rightView struct {
	Action access.Action `json:"action"`
	Title  bilingual     `json:"title"`
}

type roleView struct {
	Role         access.Role   `json:"role"`
	Title        bilingual     `json:"title"`
	Tier         disclose.Tier `json:"tier"` // the widest it sees within its scope
	SecondFactor bool          `json:"second_factor"`
	Rights       []rightView   `json:"rights"`
}

// viewRole asks the decision function what the role may do.
func viewRole(r access.Role) roleView {
	s := access.Subject{ID: "any", Roles: []access.Role{r}, Via: access.BySession}
	v := roleView{Role: r, Title: roleTitle(r), SecondFactor: s.Staff(), Rights: []rightView{}}
	for _, action := range access.Actions() {
		if access.Decide(s, action, access.Object{}) == access.Allow {
			v.Rights = append(v.Rights, rightView{action, actionTitle(action)})
		}
	}
	s.Scope = []geo.AreaCode{"51.08"} // some area, which a desa official needs
	v.Tier = s.Tier()
	return v
}

func (a *app) showRoles(list []access.Role) error {
	views := make([]roleView, len(list))
	for i, r := range list {
		views[i] = viewRole(r)
	}
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "roles": views})
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, v := range views {
		factor := ""
		if v.SecondFactor {
			factor = a.say(", faktor kedua wajib", ", second factor needed")
		}
		fmt.Fprintf(w, "%s\t%s (%s%s)\n", v.Role, a.say(v.Title.ID, v.Title.EN), v.Tier, factor)
		for _, right := range v.Rights {
			fmt.Fprintf(w, "\t  %s\n", a.say(right.Title.ID, right.Title.EN))
		}
	}
	return w.Flush()
}

func roleTitle(r access.Role) bilingual {
	return bilingualOf(map[access.Role]string{
		access.Reporter: "pelapor|reporter", access.Desa: "perangkat desa|desa official", access.Member: "anggota TIM PORA|member of the TIM PORA",
		access.Officer: "petugas imigrasi|immigration officer", access.Planner: "perencana operasi|operation planner",
		access.Administrator: "administrator|administrator", access.Auditor: "auditor|auditor",
	}[r])
}

func actionTitle(a access.Action) bilingual {
	return bilingualOf(map[access.Action]string{
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

func bilingualOf(text string) bilingual {
	id, en, _ := strings.Cut(text, "|")
	return bilingual{id, en}
}
