package signin

import (
	"fmt"
	"html/template"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

// issuer names this service in the app.
const issuer = "timpora"

// picture is a drawing for a page.
type picture = template.HTML

// totpKey is a secret as an app takes it: base32 text, and a QR code.
type totpKey struct {
	Secret string
	QR     picture
}

// newTOTP makes a secret of 160 bits for a user.
func newTOTP(user string) (totpKey, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: user})
	if err != nil {
		return totpKey{}, fmt.Errorf("second factor: %w", err)
	}
	return drawn(key)
}

// knownTOTP is a secret that was made before.
func knownTOTP(user, secret string) (totpKey, error) {
	key, err := otp.NewKeyFromURL("otpauth://totp/" + issuer + ":" + user + "?issuer=" + issuer + "&secret=" + secret)
	if err != nil {
		return totpKey{}, fmt.Errorf("second factor: %w", err)
	}
	return drawn(key)
}

func drawn(key *otp.Key) (totpKey, error) {
	svg, err := qrCode(key.URL())
	return totpKey{key.Secret(), svg}, err
}

// qrCode draws a text: dark modules on white with four white ones around, in every
// theme.
func qrCode(text string) (picture, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", fmt.Errorf("QR code: %w", err)
	}
	const margin = 4
	size := code.Bounds().Dx()
	var path strings.Builder
	for y := range size {
		for x := range size {
			if color.GrayModel.Convert(code.At(x, y)).(color.Gray).Y < 128 {
				fmt.Fprintf(&path, "M%d,%dh1v1h-1z", x+margin, y+margin)
			}
		}
	}
	side := size + 2*margin
	return picture(fmt.Sprintf(`<svg class="qr" viewBox="0 0 %d %d" role="img" aria-label="QR" shape-rendering="crispEdges">`+
		`<rect width="%d" height="%d" fill="#fff"/><path d="%s" fill="#000"/></svg>`, side, side, side, side, path.String())), nil
}

// grouped is a secret in fours, for copying by eye.
func grouped(s string) string {
	var out []string
	for ; len(s) > 4; s = s[4:] {
		out = append(out, s[:4])
	}
	return strings.Join(append(out, s), " ")
}
