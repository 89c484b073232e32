package data

import "timpora/risk"

func operations() table[risk.Operation] {
	return table[risk.Operation]{
		name: "operations",
		own: []string{
			"kind", "area", "cluster", "order_number", "signed_by", "approver", "state", "start_at", "end_at", "agencies",
			"checks", "findings",
		},
		stamp: func(o *risk.Operation) *risk.Stamp { return &o.Stamp },
		values: func(o *risk.Operation) []any {
			return []any{
				o.Kind, string(o.Area), o.Cluster, o.Order, o.Signed, o.Approver, o.State, micros(o.Start), micros(o.End),
				list(o.Agencies), int64(o.Checks), int64(o.Findings),
			}
		},
		dest: func(o *risk.Operation) []any {
			return []any{
				&o.Kind, &o.Area, &o.Cluster, &o.Order, &o.Signed, &o.Approver, &o.State, timeScan{&o.Start}, timeScan{&o.End},
				listScan[string]{&o.Agencies}, &o.Checks, &o.Findings,
			}
		},
	}
}
