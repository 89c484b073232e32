package plan

import (
	"strings"

	"timpora/geo"
	"timpora/risk"
)

// grounds is how many reasons of a score stand beside a proposal.
const grounds = 3

// operations proposes a joint operation for every candidate, in their order.
func operations(in Input, p Params) []risk.Proposal {
	var out []risk.Proposal
	for _, c := range in.Candidates {
		at := middle(c.Cells, in.Center)
		one := risk.Proposal{
			ID: "o-" + compact(in) + "-" + c.ID, Kind: risk.ProposalOperation, Prob: 1, Cluster: c.ID, Desa: c.Desa, Point: at,
			Agencies: jointAgencies(in.Members, c.Desa),
			Reasons: append([]risk.Ground{
				{Code: "plan.incidents", Raw: c.Observed}, {Code: "plan.ratio", Raw: c.RR}, {Code: "plan.origins", Raw: float64(c.Origins)},
			}, factors(c.Reasons, grounds)...),
			Counter: []risk.Ground{},
		}
		for _, k := range c.Counter {
			one.Counter = append(one.Counter, risk.Ground{Code: "counter." + k.Code, Raw: k.Raw})
		}
		one.Counter = append(one.Counter, risk.Ground{Code: "plan.false_flag", Raw: p.FalseShare})
		one.Km, one.Hours, one.Rupiah = p.trip(at, p.OperationHours)
		out = append(out, one)
	}
	return out
}

// compact is the first day of the period in an identifier.
func compact(in Input) string { return in.From.Format("20060102") }

// factors are the first reasons with points.
func factors(reasons []risk.Reason, most int) []risk.Ground {
	var out []risk.Ground
	for _, r := range reasons {
		if r.Points > 0 && len(out) < most {
			out = append(out, risk.Ground{Code: "factor." + r.Factor, Raw: r.Raw})
		}
	}
	return out
}

// middle is the centre of the cell that lies nearest to the mean of all; the
// first of several.
func middle(cells []geo.Cell, center func(geo.Cell) geo.Point) geo.Point {
	var mean, best geo.Point
	n := float64(len(cells))
	for _, c := range cells {
		at := center(c)
		mean.Lon += at.Lon / n
		mean.Lat += at.Lat / n
	}
	for i, c := range cells {
		if at := center(c); i == 0 || geo.Distance(at, mean) < geo.Distance(best, mean) {
			best = at
		}
	}
	return best
}

// jointAgencies are the members of every kabupaten, kecamatan and desa of an
// operation, in the order of the register.
func jointAgencies(members []risk.Member, desa []geo.AreaCode) []string {
	return sitting(members, func(m risk.Member) bool {
		for _, d := range desa {
			if m.Level == string(geo.LevelKabupaten) && within(d.Kabupaten(), m.Area) ||
				m.Level == string(geo.LevelKecamatan) && within(d.Kecamatan(), m.Area) || takesPart(m, d) {
				return true
			}
		}
		return false
	})
}

// visitAgencies are those that take part in a visit to a desa or kelurahan.
func visitAgencies(members []risk.Member, desa geo.AreaCode) []string {
	return sitting(members, func(m risk.Member) bool { return takesPart(m, desa) })
}

func takesPart(m risk.Member, desa geo.AreaCode) bool {
	return m.Level == kind(desa) && within(desa, m.Area)
}

func sitting(members []risk.Member, sits func(risk.Member) bool) []string {
	out, seen := []string{}, map[string]bool{}
	for _, m := range members {
		if !seen[m.Agency] && sits(m) {
			seen[m.Agency] = true
			out = append(out, m.Agency)
		}
	}
	return out
}

func within(area, register geo.AreaCode) bool { return register == "" || area.Within(register) }

// kind tells a kelurahan from a desa by its code: 1001 and on against 2001 and
// on (Kepmendagri 300.2.2-2138/2025).
func kind(desa geo.AreaCode) string {
	if i := strings.LastIndexByte(string(desa), '.'); i >= 0 && i+1 < len(desa) && desa[i+1] == '1' {
		return "kelurahan"
	}
	return string(geo.LevelDesa)
}
