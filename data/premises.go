package data

import "timpora/risk"

func premises() table[risk.Premises] {
	return table[risk.Premises]{
		name:  "premises",
		own:   []string{"name", "type", "licence", "beds", "registered", "last_report"},
		stamp: func(p *risk.Premises) *risk.Stamp { return &p.Stamp },
		values: func(p *risk.Premises) []any {
			return []any{p.Name, p.Type, p.Licence, int64(p.Beds), truth(p.Registered), micros(p.LastReport)}
		},
		dest: func(p *risk.Premises) []any {
			return []any{&p.Name, &p.Type, &p.Licence, &p.Beds, boolScan{&p.Registered}, timeScan{&p.LastReport}}
		},
	}
}
