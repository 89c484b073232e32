package locate_test

import (
	"testing"

	"timpora/geo"
	"timpora/geo/locate"
)

func TestTable(t *testing.T) {
	parent := geo.Cell(0x888db5ac41fffff)
	rows := map[geo.Cell]geo.AreaCode{parent: "51.08.01.2001", 0x888db5ac43fffff: "51.02"}
	child := parent&^(0xf<<52) | 9<<52
	child &^= 7 << 18 // first child
	tb := locate.NewTable(rows, func(geo.Point) geo.Cell { return child })
	if code, ok := tb.Locate(geo.Point{}); !ok || code != "51.08.01.2001" {
		t.Errorf("%q %v", code, ok)
	}
	beyond := locate.NewTable(rows, func(geo.Point) geo.Cell { return 0x888db5ac43fffff })
	if code, ok := beyond.Locate(geo.Point{}); ok {
		t.Errorf("land beyond the area is %s", code)
	}
	if code, ok := beyond.Code(geo.Point{}); !ok || code != "51.02" {
		t.Errorf("%q %v", code, ok)
	}
}
