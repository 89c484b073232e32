package synth

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"

	"timpora/geo"
	"timpora/risk"
)

// stamp fills what every record carries. The id is a UUIDv7 of the recorded
// time whose random part comes from the seed and a running number.
func (g *generator) stamp(source string, recorded time.Time, at geo.Point, desa geo.AreaCode) risk.Stamp {
	g.ids++
	recorded = recorded.UTC().Truncate(time.Second)
	return risk.Stamp{
		ID: g.id(recorded), Key: fmt.Sprintf("synth-%d-%d", g.seed, g.ids), Source: source, RecordedAt: recorded,
		RecordedBy: Marker, Desa: desa, Cell: g.w.CellOf(at), Point: at, Quality: risk.QualityPoint,
	}
}

func (g *generator) id(recorded time.Time) string {
	var in [16]byte
	binary.BigEndian.PutUint64(in[:8], g.seed)
	binary.BigEndian.PutUint64(in[8:], g.ids)
	sum := sha256.Sum256(in[:])
	var id uuid.UUID
	copy(id[:], sum[:16])
	ms := uint64(recorded.UnixMilli())
	for i := range 6 {
		id[i] = byte(ms >> (8 * (5 - i)))
	}
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id.String()
}

// token is a made key in the place of a keyed hash.
func (g *generator) token(kind string, n uint64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %d %d", Marker, kind, g.seed, n))
	return hex.EncodeToString(sum[:16])
}

// jitter draws a point in or near a cell that lies in the desa; the centre of
// the cell when no draw does.
func (g *generator) jitter(r *rand.Rand, cell geo.Cell, desa geo.AreaCode) geo.Point {
	centre := g.w.Center(cell)
	perLon, perLat := geo.Scale(centre.Lat)
	for range 8 {
		p := geo.Point{Lon: round(centre.Lon + (r.Float64()-0.5)*110/perLon), Lat: round(centre.Lat + (r.Float64()-0.5)*110/perLat)}
		if got, ok := g.w.DesaOf(p); ok && got == desa {
			return p
		}
	}
	return geo.Point{Lon: round(centre.Lon), Lat: round(centre.Lat)}
}

// round keeps six decimals, about 0.1 m, as positions are written.
func round(deg float64) float64 {
	const steps = 1e6
	if deg < 0 {
		return -round(-deg)
	}
	return float64(int64(deg*steps+0.5)) / steps
}

// pick draws an index by weight.
func pick(r *rand.Rand, weights []float64) int {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	at := r.Float64() * sum
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}
