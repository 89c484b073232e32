package tile

import "encoding/binary"

// appendUint writes a varint field.
func appendUint(b []byte, field int, v uint64) []byte {
	return binary.AppendUvarint(append(b, byte(field<<3)), v)
}

// appendBytes writes a length-delimited field.
func appendBytes[T string | []byte](b []byte, field int, v T) []byte {
	b = binary.AppendUvarint(append(b, byte(field<<3|2)), uint64(len(v)))
	return append(b, v...)
}

func zigzag(v int64) uint64 { return uint64(v<<1) ^ uint64(v>>63) }

// Commands of a geometry.
const (
	moveTo    = 1
	lineTo    = 2
	closePath = 7
)

// pen writes the command stream of one feature, relative to the tile's corner.
type pen struct {
	out    []byte
	cursor point
}

func (p *pen) command(id, count int) {
	p.out = binary.AppendUvarint(p.out, uint64(count<<3|id))
}

func (p *pen) to(q point) {
	p.out = binary.AppendUvarint(p.out, zigzag(q.x-p.cursor.x))
	p.out = binary.AppendUvarint(p.out, zigzag(q.y-p.cursor.y))
	p.cursor = q
}

func (p *pen) points(pts []point) {
	p.command(moveTo, len(pts))
	for _, q := range pts {
		p.to(q)
	}
}

func (p *pen) line(pts []point) {
	p.command(moveTo, 1)
	p.to(pts[0])
	p.command(lineTo, len(pts)-1)
	for _, q := range pts[1:] {
		p.to(q)
	}
}

func (p *pen) ring(pts []point) {
	p.line(pts)
	p.command(closePath, 1)
}
