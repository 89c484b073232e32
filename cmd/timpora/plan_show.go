package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/report"
)

// showPlan prints a plan as a table or as JSON.
func (a *app) showPlan(s *session, run risk.Run, p risk.Plan, decided []risk.Decision) error {
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "run": run.ID, "plan": p, "decisions": append([]risk.Decision{}, decided...)})
		return nil
	}
	fmt.Fprintf(a.out, a.say("Rencana %s sampai %s (penilaian %s). Usulan saja: pejabat yang disebut namanya memutuskan.\n",
		"Plan %s to %s (run %s). Proposals only: a named person decides.\n"), p.From, p.Until, run.ID)
	if p.Short {
		fmt.Fprintln(a.out, a.say("Jam tim tidak cukup untuk pulang-pergi ke desa terjauh; tidak ada usulan.",
			"The hours do not reach the farthest desa and back; nothing is proposed."))
		return nil
	}
	fmt.Fprintf(a.out, a.say("%.1f jam beruntun (%.1f bila satu per satu) dari %.1f; %.0f km jalan; Rp%.0f. Diundi dari %d desa, peluang masing-masing %.4f.\n\n",
		"%.1f hours in one round (%.1f one by one) of %.1f; %.0f km of road; Rp%.0f. Drawn from %d desa, probability of each %.4f.\n\n"),
		p.Hours, p.Charged, p.HoursMost, p.Km, p.Rupiah, p.Pool, p.Floor)
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, a.say("No\tID\tApa\tTempat\tJam\tKeadaan", "No\tID\tWhat\tPlace\tHours\tState"))
	for _, one := range p.Proposals {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%.1f\t%s\n", one.Stop, one.ID, a.kindName(one), s.place.title(one.Desa), one.Hours, a.stateOf(one.ID, decided))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, one := range p.Proposals {
		fmt.Fprintf(a.out, "\n%d. %s\n   + %s\n   - %s\n   @ %s\n", one.Stop, s.place.title(one.Desa),
			a.sentences(one.Reasons), a.sentences(one.Counter), strings.Join(one.Agencies, ", "))
	}
	return nil
}

func (a *app) sentences(list []risk.Ground) string {
	out := make([]string, len(list))
	for i, g := range list {
		out[i] = report.Measured(report.Lang(a.lang), g.Code, g.Raw)
	}
	return strings.Join(out, "; ")
}

func (a *app) kindName(one risk.Proposal) string {
	switch {
	case one.Kind == risk.ProposalOperation:
		return a.say("operasi gabungan", "joint operation")
	case one.Random:
		return a.say("kunjungan, diundi", "visit, drawn")
	}
	return a.say("kunjungan", "visit")
}

func (a *app) stateOf(id string, decided []risk.Decision) string {
	for _, d := range decided {
		if d.Proposal == id {
			return a.stateName(d.State) + " (" + d.By + ")"
		}
	}
	return a.stateName(risk.ProposalOpen)
}

func (a *app) stateName(state string) string {
	switch state {
	case risk.ProposalAccepted:
		return a.say("disetujui", "accepted")
	case risk.ProposalRejected:
		return a.say("ditolak", "rejected")
	}
	return a.say("usulan", "proposed")
}

// title names the desa of a stop, at most three.
func (p *place) title(desa []geo.AreaCode) string {
	var names []string
	for _, d := range desa[:min(3, len(desa))] {
		names = append(names, p.names[d].Name)
	}
	line := strings.Join(names, ", ")
	if more := len(desa) - 3; more > 0 {
		line += fmt.Sprintf(" +%d", more)
	}
	if len(desa) > 0 {
		line += " (" + p.names[desa[0].Kecamatan()].Name + ")"
	}
	return line
}
