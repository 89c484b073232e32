package locate

import (
	"math"
	"math/big"

	"github.com/paulmach/orb"
)

// orient is the sign of the turn from a over b to p: positive when p lies left
// of the line from a to b, 0 when it lies on it. The rounded determinant decides
// when it is larger than its error bound (Shewchuk 1997, doi:10.1007/PL00009321);
// otherwise it is computed without rounding.
func orient(a, b, p orb.Point) int {
	const bound = (3 + 16*0x1p-53) * 0x1p-53
	left := float64((a[0] - p[0]) * (b[1] - p[1]))
	right := float64((a[1] - p[1]) * (b[0] - p[0]))
	det := left - right
	if math.Abs(det) > bound*(math.Abs(left)+math.Abs(right)) {
		if det > 0 {
			return 1
		}
		return -1
	}
	return exactOrient(a, b, p)
}

func exactOrient(a, b, p orb.Point) int {
	rat := func(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }
	sub := func(x, y float64) *big.Rat { return new(big.Rat).Sub(rat(x), rat(y)) }
	left := new(big.Rat).Mul(sub(a[0], p[0]), sub(b[1], p[1]))
	right := new(big.Rat).Mul(sub(a[1], p[1]), sub(b[0], p[0]))
	return left.Cmp(right)
}
