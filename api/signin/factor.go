package signin

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"timpora/risk/access"
)

// errCode reports a code that is wrong or was used.
var errCode = errors.New("the code is wrong or was used")

const (
	codeStep      = 30 * time.Second
	recoveryCodes = 10
	recoveryBytes = 10 // 80 bits, 16 letters
)

// useCode takes a code of the app or a recovery code and uses it up, in one
// transaction: of two who show the same code at once one is refused.
func (s *Service) useCode(ctx context.Context, u access.User, typed string) (access.User, error) {
	typed = plainCode(typed)
	if len(typed) == 6 {
		return s.useTOTP(ctx, u, typed)
	}
	hash := recoveryHash(u.ID, typed)
	if !slices.Contains(u.Recovery, hash) {
		return u, errCode
	}
	return s.o.Store.ChangeUser(ctx, u.ID, done("recovery_used", u), func(v *access.User) error {
		at := slices.Index(v.Recovery, hash)
		if at < 0 {
			return errCode
		}
		v.Recovery = slices.Delete(v.Recovery, at, at+1)
		return nil
	}, "")
}

// useTOTP takes a code of a later step than the last that was used (RFC 6238, 5.2).
func (s *Service) useTOTP(ctx context.Context, u access.User, code string) (access.User, error) {
	secret, err := s.o.Seal.Open(u.TOTP, u.TOTPPlace())
	if err != nil {
		return u, err
	}
	step, err := matchStep(string(secret), code, s.o.Now())
	if err != nil {
		return u, err
	}
	return s.o.Store.ChangeUser(ctx, u.ID, done("second_factor", u, "by", "totp"), func(v *access.User) error {
		if step <= v.TOTPStep || !bytes.Equal(v.TOTP, u.TOTP) {
			return errCode
		}
		v.TOTPStep = step
		return nil
	}, "")
}

// matchStep is the step whose code was typed: the one of now or a neighbour.
func matchStep(secret, code string, now time.Time) (int64, error) {
	found := int64(-1)
	for step := now.Unix()/int64(codeStep.Seconds()) - 1; step <= now.Unix()/int64(codeStep.Seconds())+1; step++ {
		ok, err := hotp.ValidateCustom(code, uint64(step), secret, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, err
		}
		if ok {
			found = step
		}
	}
	if found < 0 {
		return 0, errCode
	}
	return found, nil
}

// plainCode is a code as people type it, without what only makes it readable.
func plainCode(s string) string {
	return strings.Map(func(c rune) rune {
		if c == ' ' || c == '-' {
			return -1
		}
		return c
	}, strings.ToUpper(s[:min(len(s), 64)]))
}

// newRecovery makes recovery codes as they are shown, and their hashes.
func newRecovery(user string) (shown, hashes []string) {
	for range recoveryCodes {
		b := make([]byte, recoveryBytes)
		_, _ = rand.Read(b) // never fails
		code := base32.StdEncoding.EncodeToString(b)
		shown = append(shown, code[:4]+"-"+code[4:8]+"-"+code[8:12]+"-"+code[12:])
		hashes = append(hashes, recoveryHash(user, code))
	}
	return shown, hashes
}

func recoveryHash(user, code string) string { return hashed(user + " " + code) }
