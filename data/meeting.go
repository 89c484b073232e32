package data

import (
	"timpora/geo"
	"timpora/risk"
)

func meetings() table[risk.Meeting] {
	return table[risk.Meeting]{
		name:  "meetings",
		own:   []string{"area", "held_on", "agencies", "present"},
		stamp: func(m *risk.Meeting) *risk.Stamp { return &m.Stamp },
		values: func(m *risk.Meeting) []any {
			return []any{string(m.Area), micros(m.Date), list(m.Agencies), list(m.Present)}
		},
		dest: func(m *risk.Meeting) []any {
			return []any{&m.Area, timeScan{&m.Date}, listScan[string]{&m.Agencies}, listScan[geo.AreaCode]{&m.Present}}
		},
	}
}
