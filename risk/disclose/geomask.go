package disclose

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"math"

	"timpora/geo"
)

// Donut is how far a masked point lies from the true one, in metres.
type Donut struct{ Min, Max geo.Meters }

// DonutOf is the usual donut of a kind of area: 500 m to 2 km in a kelurahan,
// where people live close together, 1 to 5 km elsewhere.
func DonutOf(kind string) Donut {
	if kind == "kelurahan" {
		return Donut{500, 2000}
	}
	return Donut{1000, 5000}
}

// maskTries is how many places are tried for one point.
const maskTries = 200

// Masker moves points of residences for everybody below officer.
type Masker struct {
	Secret []byte
	// Locate gives the kecamatan of a point, and whether it lies on land.
	Locate func(geo.Point) (kecamatan geo.AreaCode, land bool)
}

// Mask moves a point to a place in the donut around it, in the same kecamatan and
// on land. Every part of the donut that qualifies is equally likely by area. The
// same id at the same place always moves to the same place; not ok when no place
// qualifies, and then only the desa may be told.
//
// The id is that of the premises where there is one: points of one place that
// move apart have that place in their middle.
func (m Masker) Mask(at geo.Point, id string, d Donut) (moved geo.Point, ok bool) {
	kecamatan, _ := m.Locate(at)
	if kecamatan == "" || !at.Valid() {
		return geo.Point{}, false
	}
	mac := hmac.New(sha256.New, m.Secret)
	for try := range uint64(maskTries) {
		mac.Reset()
		_, _ = mac.Write(binary.BigEndian.AppendUint64([]byte("mask\x00"+id+"\x00"), try))
		p := offset(at, d, mac.Sum(nil))
		if away := geo.Distance(at, p); away < d.Min || away > d.Max {
			continue // rounded out of the donut
		}
		if k, land := m.Locate(p); land && k == kecamatan {
			return p, true
		}
	}
	return geo.Point{}, false
}

// offset is the point of the donut that 16 random bytes choose, to the fifth
// decimal, about a metre.
func offset(at geo.Point, d Donut, random []byte) geo.Point {
	u, v := unit01(random), unit01(random[8:])
	least, most := float64(d.Min*d.Min), float64(d.Max*d.Max)
	r, angle := math.Sqrt(least+float64(u*(most-least))), float64(2*math.Pi*v)
	perLon, perLat := geo.Scale(at.Lat)
	round := func(deg float64) float64 { return math.Round(deg*1e5) / 1e5 }
	return geo.Point{Lon: round(at.Lon + float64(r*math.Cos(angle))/perLon), Lat: round(at.Lat + float64(r*math.Sin(angle))/perLat)}
}

// unit01 reads eight bytes as a number from 0 up to 1.
func unit01(b []byte) float64 { return float64(binary.BigEndian.Uint64(b)>>11) / (1 << 53) }
