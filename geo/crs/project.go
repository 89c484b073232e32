package crs

import (
	"math"

	"timpora/geo"
)

const (
	semiMajor  = geo.SemiMajor // of WGS 84
	flattening = geo.Flattening
	degree     = math.Pi / 180

	// mercatorEdge is half the width of the square of Web Mercator.
	mercatorEdge = semiMajor * math.Pi
)

func mercator(lon, lat float64) (x, y float64) {
	lat = math.Max(-89.99, math.Min(89.99, lat))
	return semiMajor * float64(lon*degree), semiMajor * math.Asinh(math.Tan(lat*degree))
}

func mercatorInverse(x, y float64) (lon, lat float64) {
	if math.Abs(x) > 1.001*mercatorEdge || math.Abs(y) > 3*mercatorEdge {
		return math.NaN(), math.NaN()
	}
	return x / semiMajor / degree, math.Atan(math.Sinh(y/semiMajor)) / degree
}

// UTM zone 50 south.
const (
	centralMeridian = 117.0
	scaleFactor     = 0.9996
	falseEasting    = 500000.0
	falseNorthing   = 10000000.0

	third = flattening / (2 - flattening) // n, the third flattening
)

// rectifying is the radius of the circle as long as a meridian.
func rectifying() float64 {
	n2 := float64(third * third)
	return semiMajor / (1 + third) * (1 + n2/4 + float64(n2*n2)/64 + float64(n2*n2)*n2/256)
}

// alpha are the coefficients of the forward series (Karney 2011, eq. 35).
func alpha() [6]float64 {
	return series([6][]float64{
		{1. / 2, -2. / 3, 5. / 16, 41. / 180, -127. / 288, 7891. / 37800},
		{13. / 48, -3. / 5, 557. / 1440, 281. / 630, -1983433. / 1935360},
		{61. / 240, -103. / 140, 15061. / 26880, 167603. / 181440},
		{49561. / 161280, -179. / 168, 6601661. / 7257600},
		{34729. / 80640, -3418889. / 1995840},
		{212378941. / 319334400},
	})
}

// beta are those of the inverse series (Karney 2011, eq. 36).
func beta() [6]float64 {
	return series([6][]float64{
		{1. / 2, -2. / 3, 37. / 96, -1. / 360, -81. / 512, 96199. / 604800},
		{1. / 48, 1. / 15, -437. / 1440, 46. / 105, -1118711. / 3870720},
		{17. / 480, -37. / 840, -209. / 4480, 5569. / 90720},
		{4397. / 161280, -11. / 504, -830251. / 7257600},
		{4583. / 161280, -108847. / 3991680},
		{20648693. / 638668800},
	})
}

// series sums the powers of n; row j begins at the power j+1.
func series(rows [6][]float64) (out [6]float64) {
	for j, row := range rows {
		power := math.Pow(third, float64(j+1))
		for _, c := range row {
			out[j] += float64(c * power)
			power *= third
		}
	}
	return out
}

// utm holds what the series needs.
type utm struct {
	alpha, beta [6]float64
	radius, e   float64 // of the scaled rectifying circle in metres; eccentricity
}

func newUTM() utm {
	return utm{alpha(), beta(), scaleFactor * rectifying(), math.Sqrt(flattening * (2 - flattening))}
}

func (u utm) forward(lon, lat float64) (x, y float64) {
	s := math.Sin(lat * degree)
	t := math.Sinh(math.Atanh(s) - float64(u.e*math.Atanh(u.e*s)))
	sinLon, cosLon := math.Sincos((lon - centralMeridian) * degree)
	xi0 := math.Atan2(t, cosLon)
	eta0 := math.Asinh(sinLon / math.Hypot(t, cosLon))
	xi, eta := xi0, eta0
	for j, a := range u.alpha {
		k := 2 * float64(j+1)
		sin, cos := math.Sincos(k * xi0)
		xi += float64(a * sin * math.Cosh(k*eta0))
		eta += float64(a * cos * math.Sinh(k*eta0))
	}
	return falseEasting + float64(u.radius*eta), falseNorthing + float64(u.radius*xi)
}

func (u utm) inverse(x, y float64) (lon, lat float64) {
	if !(math.Abs(x-falseEasting) < 3e6 && math.Abs(y-falseNorthing) < 1.1e7) {
		return math.NaN(), math.NaN()
	}
	xi, eta := (y-falseNorthing)/u.radius, (x-falseEasting)/u.radius
	xi0, eta0 := xi, eta
	for j, b := range u.beta {
		k := 2 * float64(j+1)
		sin, cos := math.Sincos(k * xi)
		xi0 -= float64(b * sin * math.Cosh(k*eta))
		eta0 -= float64(b * cos * math.Sinh(k*eta))
	}
	sinh := math.Sinh(eta0)
	sinXi, cosXi := math.Sincos(xi0)
	lon = centralMeridian + math.Atan2(sinh, cosXi)/degree
	return lon, u.latitude(sinXi/math.Hypot(sinh, cosXi)) / degree
}

// latitude is the latitude in radians whose conformal latitude has the tangent
// t, by Newton's method (Karney 2011, eq. 19-21).
func (u utm) latitude(t float64) float64 {
	rest := 1 - float64(u.e*u.e)
	tau := t
	for range 6 {
		root := math.Hypot(1, tau)
		sigma := math.Sinh(u.e * math.Atanh(float64(u.e*tau)/root))
		now := float64(tau*math.Hypot(1, sigma)) - float64(sigma*root)
		step := (t - now) / math.Hypot(1, now) * (1 + float64(rest*tau*tau)) / (rest * root)
		tau += step
		if math.Abs(step) < 1e-15*math.Max(1, math.Abs(tau)) {
			break
		}
	}
	return math.Atan(tau)
}
