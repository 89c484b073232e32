package disclose_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/disclose"
)

// nation makes areas like Indonesia's: n desa in kecamatan of 12 in kabupaten of
// 14, with few persons in most and many in some, a tenth of them in two desa.
func nation(n int) risk.Result {
	r := rand.New(rand.NewPCG(1, 1))
	sums := map[geo.AreaCode]*risk.Tally{}
	var run risk.Result
	for d := range n {
		code := geo.AreaCode(fmt.Sprintf("%02d.%02d.%02d.%04d", 11+d/12/14/90, 1+d/12/14%90, 1+d/12%14, 2001+d%12))
		persons := int(3 * r.ExpFloat64() * r.ExpFloat64() * float64(1+9*(d%17/16)))
		run.Scores = append(run.Scores, risk.Score{Desa: code, Cell: geo.Cell(0x888db4b653fffff), LandKm2: 1, Score: float64(d % 97)})
		for _, c := range chain(code) {
			if sums[c] == nil {
				sums[c] = &risk.Tally{Area: c, Known: 1}
			}
			sums[c].Persons.N += persons
			if c != code {
				sums[c].Persons.N -= persons / 10
			}
			sums[c].Persons.Noise = disclose.Noise(sums[c].Persons.N, byte(r.Uint32()))
		}
	}
	for _, t := range sums {
		run.Tallies = append(run.Tallies, *t)
	}
	return run
}

func BenchmarkAreas(b *testing.B) {
	for _, n := range []int{277, 84276} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			run := nation(n)
			for b.Loop() {
				disclose.Areas(run, disclose.Partner)
			}
		})
	}
}

func BenchmarkMask(b *testing.B) {
	m := disclose.Masker{Locate: func(geo.Point) (geo.AreaCode, bool) { return "51.08.01", true }}
	for b.Loop() {
		m.Mask(geo.Point{Lon: 115.1, Lat: -8.2}, "1", disclose.DonutOf("desa"))
	}
}
