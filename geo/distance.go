package geo

import "math"

// Meters is a length on the ground.
type Meters float64

// WGS 84 defining constants (NIMA TR8350.2).
const (
	SemiMajor  = 6378137.0
	Flattening = 1 / 298.257223563
)

// Scale is the length in metres of one degree of longitude and of latitude at
// a latitude, from the radii of curvature of the WGS 84 ellipsoid.
func Scale(lat float64) (perLon, perLat float64) {
	const e2 = Flattening * (2 - Flattening)
	s, c := math.Sincos(lat * math.Pi / 180)
	w := math.Sqrt(1 - e2*s*s)
	prime := SemiMajor / w
	meridian := float64(SemiMajor*(1-e2)) / (w * w * w)
	return prime * c * math.Pi / 180, meridian * math.Pi / 180
}

// Distance is the length of the line from a to b in metres, computed with the
// radii of curvature at the middle latitude. Within 100 km of one another and
// away from the poles it is within 1 part in 10,000 of the geodesic.
func Distance(a, b Point) Meters {
	perLon, perLat := Scale((a.Lat + b.Lat) / 2)
	dx, dy := float64((a.Lon-b.Lon)*perLon), float64((a.Lat-b.Lat)*perLat)
	return Meters(math.Hypot(dx, dy))
}

// Geodesic is the length of the shortest line on the WGS 84 ellipsoid from a to
// b, to a tenth of a millimetre (Vincenty 1975, doi:10.1179/sre.1975.23.176.88,
// the inverse formula). Nearly antipodal points, for which the series does not
// converge, get the length on a sphere, good to 0.6 %. It costs some 0.3
// microseconds.
func Geodesic(a, b Point) Meters {
	const rad = math.Pi / 180
	sinA, cosA := reduced(a.Lat * rad)
	sinB, cosB := reduced(b.Lat * rad)
	difference := (b.Lon - a.Lon) * rad
	for lambda, i := difference, 0; i < 50; i++ {
		sinL, cosL := math.Sincos(lambda)
		east, north := float64(cosB*sinL), float64(cosA*sinB)-float64(sinA*float64(cosB*cosL))
		sinS := math.Hypot(east, north)
		if sinS == 0 {
			return 0
		}
		cosS := float64(sinA*sinB) + float64(cosA*float64(cosB*cosL))
		sigma := math.Atan2(sinS, cosS)
		sinAlpha := cosA * cosB * sinL / sinS
		cos2Alpha := 1 - float64(sinAlpha*sinAlpha)
		cos2M := 0.0 // on the equator
		if cos2Alpha > 0 {
			cos2M = cosS - 2*sinA*sinB/cos2Alpha
		}
		c := Flattening / 16 * cos2Alpha * (4 + float64(Flattening*(4-float64(3*cos2Alpha))))
		twice := float64(2*float64(cos2M*cos2M)) - 1
		before := lambda
		lambda = difference + float64((1-c)*Flattening*sinAlpha*(sigma+float64(c*sinS*(cos2M+float64(c*float64(cosS*twice))))))
		if math.Abs(lambda-before) < 1e-13 {
			return arc(sigma, sinS, cosS, cos2Alpha, cos2M)
		}
	}
	half := func(x float64) float64 { s := math.Sin(x * rad / 2); return float64(s * s) }
	h := half(b.Lat-a.Lat) + float64(math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*half(b.Lon-a.Lon))
	return Meters(2 * SemiMajor * (1 - Flattening/3) * math.Asin(math.Min(1, math.Sqrt(h))))
}

// reduced is the sine and cosine of the reduced latitude.
func reduced(lat float64) (sin, cos float64) {
	s, c := math.Sincos(lat)
	s *= 1 - Flattening
	l := math.Hypot(s, c)
	return s / l, c / l
}

// arc is Vincenty's length of a line from the arc on the auxiliary sphere.
func arc(sigma, sinS, cosS, cos2Alpha, cos2M float64) Meters {
	const minor = SemiMajor * (1 - Flattening)
	u := cos2Alpha * (SemiMajor*SemiMajor - minor*minor) / (minor * minor)
	a := 1 + u/16384*(4096+float64(u*(-768+float64(u*(320-float64(175*u))))))
	b := u / 1024 * (256 + float64(u*(-128+float64(u*(74-float64(47*u))))))
	square := float64(cos2M * cos2M)
	inner := float64(cosS*(2*square-1)) - float64(b/6*cos2M*(4*float64(sinS*sinS)-3)*(4*square-3))
	delta := b * sinS * (cos2M + float64(b/4*inner))
	return Meters(minor * a * (sigma - delta))
}
