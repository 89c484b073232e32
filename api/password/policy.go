package password

import (
	_ "embed" // the list travels inside the program
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed common.txt
var common string

// Refusal is why a password may not be used, as a code.
type Refusal string

// The refusals.
const (
	Short   Refusal = "password_short"   // less than Shortest characters
	Long    Refusal = "password_long"    // more than Longest characters
	Text    Refusal = "password_text"    // not UTF-8, or control characters
	Common  Refusal = "password_common"  // among the commonest, or made of one
	Local   Refusal = "password_local"   // words of the office, or the user's own name
	Regular Refusal = "password_regular" // few different characters, or a run of neighbours
)

// Error is the code.
func (r Refusal) Error() string { return string(r) }

// How long a password may be, in characters.
const (
	Shortest = 12
	Longest  = 128
)

// fewest is how many different characters a password needs.
const fewest = 5

// Check is nil for a password that may be used, a Refusal otherwise. names are
// those of the user, which it may not be made of.
func Check(plain string, names ...string) error {
	if !utf8.ValidString(plain) || strings.ContainsFunc(plain, unicode.IsControl) {
		return Text
	}
	p := norm.NFC.String(plain)
	switch n := utf8.RuneCountInString(p); {
	case n < Shortest:
		return Short
	case n > Longest:
		return Long
	}
	p = strings.ToLower(p)
	if regular([]rune(p)) {
		return Regular
	}
	own := slices.Concat(words(), parts(names))
	for _, form := range forms(p) {
		if known(form) {
			return Common
		}
		if made(form, own) {
			return Local
		}
	}
	return nil
}

// words are those that everybody in the office thinks of first.
func words() []string {
	return strings.Fields("timpora pora singaraja imigrasi buleleng jembrana karangasem negara amlapura bali indonesia kanim kantor " +
		"petugas pejabat operasi kunjungan laporan orang asing desa kecamatan kabupaten polisi polres bappeda kesbangpol inteldakim " +
		"admin administrator sandi kata rahasia password passwd user root login masuk bismillah sayang welcome selamat datang dan di")
}

// parts are the words of a user's names.
func parts(names []string) []string {
	var all []string
	for _, n := range names {
		for _, w := range strings.FieldsFunc(strings.ToLower(norm.NFC.String(n)), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if utf8.RuneCountInString(w) > 2 {
				all = append(all, w)
			}
		}
	}
	return all
}

// forms are what a password is made from, as guessers undo it: figures and signs
// before and behind fall off, those inside stand for letters or for nothing, and
// what repeats counts once.
func forms(p string) []string {
	odd := func(r rune) bool { return !unicode.IsLetter(r) }
	var all []string
	for _, a := range []string{p, strings.TrimRightFunc(p, odd), strings.TrimFunc(p, odd)} {
		for _, b := range []string{a, letters("l").Replace(a), letters("i").Replace(a)} {
			bare := strings.Map(func(r rune) rune {
				if odd(r) {
					return -1
				}
				return r
			}, b)
			all = append(all, b, once(b), bare, once(bare))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// letters are those for which figures and signs stand; 1 is an l or an i.
func letters(one string) *strings.Replacer {
	return strings.NewReplacer("0", "o", "1", one, "!", one, "3", "e", "4", "a", "@", "a", "5", "s", "$", "s", "7", "t", "+", "t", "8", "b", "9", "g")
}

// once is the shortest text whose repetition is s.
func once(s string) string {
	for n := 1; n <= len(s)/2; n++ {
		if len(s)%n == 0 && strings.Repeat(s[:n], len(s)/n) == s {
			return s[:n]
		}
	}
	return s
}

// known reports whether a text is one of the commonest passwords.
func known(s string) bool {
	return s != "" && strings.Contains(common, "\n"+s+"\n")
}

// made reports whether a text consists of the words alone.
func made(s string, words []string) bool {
	if s == "" {
		return false
	}
	ends := make([]bool, len(s)+1) // at which a word may begin
	ends[0] = true
	for i := range s {
		for _, w := range words {
			if ends[i] && strings.HasPrefix(s[i:], w) {
				ends[i+len(w)] = true
			}
		}
	}
	return ends[len(s)]
}

// regular reports few different characters, or a text in which nearly each
// character is that before or a neighbour of it, as in 123456789012.
func regular(p []rune) bool {
	breaks, seen := 0, map[rune]bool{p[0]: true}
	for i := 1; i < len(p); i++ {
		seen[p[i]] = true
		if d := p[i] - p[i-1]; d < -1 || d > 1 {
			breaks++
		}
	}
	return len(seen) < fewest || breaks <= len(p)/8
}
