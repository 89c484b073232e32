package data

import "timpora/risk"

func visits() table[risk.Visit] {
	return table[risk.Visit]{
		name:  "visits",
		own:   []string{"held_on", "officers", "hours", "informed", "educated", "random", "prob"},
		stamp: func(v *risk.Visit) *risk.Stamp { return &v.Stamp },
		values: func(v *risk.Visit) []any {
			return []any{
				micros(v.Date), int64(v.Officers), real(v.Hours), truth(v.Informed), truth(v.Educated), truth(v.Random), real(v.Prob),
			}
		},
		dest: func(v *risk.Visit) []any {
			return []any{
				timeScan{&v.Date}, &v.Officers, &v.Hours, boolScan{&v.Informed}, boolScan{&v.Educated}, boolScan{&v.Random}, &v.Prob,
			}
		},
	}
}
