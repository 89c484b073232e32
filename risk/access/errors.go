package access

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The refusals about accounts that callers tell apart.
var (
	ErrUnknown = errors.New("no such account, session or token")
	ErrTaken   = errors.New("the name or identity belongs to another account")
	ErrLast    = errors.New("the last administrator must stay")
	ErrName    = errors.New("not a name: a user has 3 to 64 of a-z 0-9 . _ - @, a token 1 to 64 letters that print")
	ErrTerm    = errors.New("a token holds from 1 to 90 days")
)

var userName = regexp.MustCompile(`^[a-z0-9._@-]{3,64}$`)

func checkUserName(s string) error {
	if !userName.MatchString(s) {
		return fmt.Errorf("%.80q: %w", s, ErrName)
	}
	return nil
}

func checkTokenName(s string) error {
	odd := strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError })
	if n := utf8.RuneCountInString(s); n == 0 || n > 64 || odd || strings.TrimSpace(s) != s {
		return fmt.Errorf("%.80q: %w", s, ErrName)
	}
	return nil
}
