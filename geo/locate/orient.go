package locate

import (
	"math"
	"math/big"
)

// rounding bounds the error of a computed determinant relative to the sum of
// the sizes of its two products (Shewchuk 1997, doi:10.1007/PL00009321).
const rounding = (3 + 16*0x1p-53) * 0x1p-53

// orient is the sign of the turn from a over b to p: positive when p lies left
// of the line from a to b, 0 when it lies on it. The rounded determinant decides
// when it is larger than its error bound; otherwise it is summed without
// rounding.
func orient(a, b, p [2]float64) int {
	left := float64((a[0] - p[0]) * (b[1] - p[1]))
	right := float64((a[1] - p[1]) * (b[0] - p[0]))
	det := left - right
	if math.Abs(det) > rounding*(math.Abs(left)+math.Abs(right))+0x1p-1000 {
		return sign(det)
	}
	if tiny(a) || tiny(b) || tiny(p) {
		return exactOrient(a, b, p)
	}
	return expandOrient(a, b, p)
}

// tiny reports whether products of a coordinate may be too small for their
// rounding errors to be floats.
func tiny(p [2]float64) bool {
	small := func(x float64) bool { return x != 0 && math.Abs(x) < 0x1p-400 }
	return small(p[0]) || small(p[1])
}

func sign(x float64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// expandOrient sums the six products of the determinant as an expansion:
// floats that do not overlap, smallest first, whose sum is exact.
func expandOrient(a, b, p [2]float64) int {
	var sum [12]float64
	n := 0
	for _, f := range [6][2]float64{{a[0], b[1]}, {-a[1], b[0]}, {b[0], p[1]}, {-b[1], p[0]}, {p[0], a[1]}, {-p[1], a[0]}} {
		product := float64(f[0] * f[1])
		n = grow(&sum, n, math.FMA(f[0], f[1], -product))
		n = grow(&sum, n, product)
	}
	for n--; n > 0 && sum[n] == 0; n-- {
	}
	return sign(sum[n])
}

// grow adds x to the first n floats of an expansion without rounding.
func grow(sum *[12]float64, n int, x float64) int {
	for i := range n {
		s := x + sum[i]
		back := s - x
		sum[i] = (x - (s - back)) + (sum[i] - back)
		x = s
	}
	sum[n] = x
	return n + 1
}

// exactOrient serves coordinates too small for expansions.
func exactOrient(a, b, p [2]float64) int {
	rat := func(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }
	sub := func(x, y float64) *big.Rat { return new(big.Rat).Sub(rat(x), rat(y)) }
	left := new(big.Rat).Mul(sub(a[0], p[0]), sub(b[1], p[1]))
	right := new(big.Rat).Mul(sub(a[1], p[1]), sub(b[0], p[0]))
	return left.Cmp(right)
}
