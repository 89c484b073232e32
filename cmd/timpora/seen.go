package main

import (
	"timpora/api"
	"timpora/geo"
	"timpora/risk"
	"timpora/risk/access"
	"timpora/risk/disclose"
)

// seen is what an audience may see of a run and of the team's records. Everything
// that is shown, served or exported is made from it.
type seen struct {
	who        access.Audience
	rules      disclose.Rules
	run        *risk.Run // limited; nil while nothing was scored
	unit       api.Sheet
	done       map[geo.AreaCode]deeds // of the desa whose figures it sees
	operations []risk.Operation       // for officers
}

// seenBy puts the disclosure rules between the records and an audience.
func (p *pictures) seenBy(who access.Audience) seen {
	out := limited(p.run, who)
	out.done = deedsSeen(p.records, who)
	if who.Tier != disclose.Officer {
		return out
	}
	for _, o := range p.records.Operations {
		if who.Sees(operationArea(o)) {
			out.operations = append(out.operations, o)
		}
	}
	return out
}

// limited is a run as an audience may see it.
func limited(run *risk.Run, who access.Audience) seen {
	out := seen{who: who, rules: disclose.View(who.Tier)}
	var whole risk.Result
	if run != nil {
		whole = run.Result
		less := disclose.Limit(*run, who.Tier, who.Sees)
		out.run = &less
	}
	out.unit = disclose.Sheet(whole, who.Tier, who.Sees)
	return out
}

// operationArea says whether an operation lies in a scope: the area that it is
// for, else its desa.
func operationArea(o risk.Operation) geo.AreaCode {
	if o.Area != "" {
		return o.Area
	}
	return o.Desa
}

// deedsSeen is what the team did in every desa of an audience; the public sees sums
// of kecamatan made from all.
func deedsSeen(records risk.Records, who access.Audience) map[geo.AreaCode]deeds {
	out := deedsByDesa(records)
	for code := range out {
		if who.Tier != disclose.Public && !who.Sees(code) {
			delete(out, code)
		}
	}
	return out
}

// shows reports whether the audience has a layer that not everybody has.
func (s seen) shows(name string) bool {
	if s.who.Tier == disclose.Public || !s.who.Layer(name) {
		return false
	}
	return name != "operations" || s.who.Tier == disclose.Officer
}
