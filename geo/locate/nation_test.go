package locate_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// The size of Indonesia.
const (
	nationDesa     = 84_276
	nationVertices = 8_800_000
)

// nation copies the desa of set A side by side, 32 copies a row, until there
// are so many. Each copy keeps about one vertex in five, to have as many
// vertices a desa as the nation has, and moves every vertex by up to a metre.
// What is kept and how far it moves depends on the copy and the vertex alone,
// so neighbours still share their borders. Coordinates have 6 decimals.
func nation(t testing.TB, desa int) []geo.Area {
	t.Helper()
	a := set(t, setA)
	corner := corners(a)
	var out []geo.Area
	for k := 0; len(out) < desa; k++ {
		east, north := float64(k%32)*1.3-20, float64(k/32)*0.6
		for i := 0; i < len(a) && len(out) < desa; i++ {
			code := geo.AreaCode(fmt.Sprintf("%02d.%02d.%02d.%04d", 11+k/100, k%100, i/100, i%100))
			copied := geo.Area{Code: code, Geometry: make(orb.MultiPolygon, len(a[i].Geometry))}
			for p, poly := range a[i].Geometry {
				for _, r := range poly {
					copied.Geometry[p] = append(copied.Geometry[p], thinned(r, uint64(k), corner, east, north))
				}
			}
			out = append(out, copied)
		}
	}
	return out
}

// corners are the vertices of three desa or more.
func corners(areas []geo.Area) map[orb.Point]bool {
	count, corner := map[orb.Point]int{}, map[orb.Point]bool{}
	for _, a := range areas {
		for _, p := range a.Geometry {
			for _, r := range p {
				for _, at := range r[1:] {
					count[at]++
					corner[at] = count[at] > 2
				}
			}
		}
	}
	return corner
}

const keptOf1000 = 190 // gives nationVertices

func thinned(r orb.Ring, copy uint64, corner map[orb.Point]bool, east, north float64) orb.Ring {
	var out orb.Ring
	for i, at := range r[1:] {
		h := mix(copy ^ mix(math.Float64bits(at[0])^mix(math.Float64bits(at[1]))))
		if corner[at] || h%1000 < keptOf1000 || len(r) < 12 && i < 4 {
			dx, dy := float64(h>>20&1023)/512-1, float64(h>>30&1023)/512-1
			out = append(out, orb.Point{micro(at[0] + east + dx*9e-6), micro(at[1] + north + dy*9e-6)})
		}
	}
	if len(out) < 3 { // small islands stay whole
		out = nil
		for _, at := range r[1:] {
			out = append(out, orb.Point{micro(at[0] + east), micro(at[1] + north)})
		}
	}
	return append(out, out[0])
}

func micro(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// mix is the finisher of SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2714064.2660195).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func vertices(areas []geo.Area) (n int) {
	for _, a := range areas {
		for _, p := range a.Geometry {
			for _, r := range p {
				n += len(r)
			}
		}
	}
	return n
}
