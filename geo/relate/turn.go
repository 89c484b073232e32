package relate

import (
	"math"
	"math/big"
)

// slack bounds the error of the rounded determinant relative to the sum of the
// sizes of its products (Shewchuk 1997, doi:10.1007/PL00009321).
const slack = (3 + 16*0x1p-53) * 0x1p-53

// turn is the sign of the turn from a over b to p, without rounding: 1 when p
// lies left of the line from a to b, 0 when on it.
func turn(a, b, p point) int {
	if p == a || p == b {
		return 0
	}
	left := float64((b[0] - a[0]) * (p[1] - a[1]))
	right := float64((b[1] - a[1]) * (p[0] - a[0]))
	det := left - right
	if math.Abs(det) > slack*(math.Abs(left)+math.Abs(right))+0x1p-1000 {
		if det > 0 {
			return 1
		}
		return -1
	}
	if straight(a, b, p) {
		return 0
	}
	rat := func(x, y float64) *big.Rat {
		return new(big.Rat).Sub(new(big.Rat).SetFloat64(x), new(big.Rat).SetFloat64(y))
	}
	l := new(big.Rat).Mul(rat(b[0], a[0]), rat(p[1], a[1]))
	return l.Cmp(new(big.Rat).Mul(rat(b[1], a[1]), rat(p[0], a[0])))
}

// straight answers the common case of three places on a line along an axis.
func straight(a, b, p point) bool {
	return (a[0] == b[0] && a[0] == p[0]) || (a[1] == b[1] && a[1] == p[1])
}

// on reports whether p lies on the edge, ends included.
func on(e edge, p point) bool {
	b := e.box()
	return p[0] >= b.minX && p[0] <= b.maxX && p[1] >= b.minY && p[1] <= b.maxY && turn(e.a, e.b, p) == 0
}

// meet reports whether two edges share a place.
func meet(e, f edge) bool {
	if !e.box().meets(f.box()) {
		return false
	}
	a, b := turn(e.a, e.b, f.a), turn(e.a, e.b, f.b)
	if a == b && a != 0 {
		return false
	}
	c, d := turn(f.a, f.b, e.a), turn(f.a, f.b, e.b)
	if c == d && c != 0 {
		return false
	}
	if a*b < 0 && c*d < 0 {
		return true
	}
	return (a == 0 && on(e, f.a)) || (b == 0 && on(e, f.b)) || (c == 0 && on(f, e.a)) || (d == 0 && on(f, e.b))
}
