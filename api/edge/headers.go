package edge

import "net/http"

// Policy is the content security policy of every answer: only what this server
// sends runs, nothing inline, nothing from elsewhere, in no frame. Patterns and
// photos of the page are data and blob pictures.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
	"worker-src 'self'; font-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// transport is for a year and every name below; browsers obey it over TLS only.
const transport = "max-age=31536000; includeSubDomains"

// permissions leaves the page the place of the device, which a report may name.
const permissions = "geolocation=(self), accelerometer=(), browsing-topics=(), camera=(), display-capture=(), gyroscope=(), " +
	"magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=()"

// setHeaders sets what every answer carries. Partners' pages read by CORS, which
// Cross-Origin-Resource-Policy leaves alone.
func setHeaders(h http.Header, scheme string) {
	h.Set("Content-Security-Policy", Policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Permissions-Policy", permissions)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if scheme == "https" {
		h.Set("Strict-Transport-Security", transport)
	}
}
