package ingest

import (
	"strings"

	"timpora/geo"
)

// mostAsked is how many values of a file get a suggestion: a file of nothing
// but faults must not take minutes.
const mostAsked = 10_000

// nearCode is the known desa code closest to a text, "" when none is within
// two digits. Of several it is the one that begins as the text does longest: of
// a desa that was split off, a neighbour. A zero that was lost comes first.
func (r *row) nearCode(text string) string {
	if r.asked++; r.asked > mostAsked {
		return ""
	}
	bare := strings.ReplaceAll(text, ".", "")
	best, least, longest := "", 2, -1
	for _, a := range r.where.Areas {
		if a.Code.Level() != geo.LevelDesa {
			continue
		}
		code := strings.ReplaceAll(string(a.Code), ".", "")
		d, begin := edits(code, bare, least+1), common(code, bare)
		if lostZero(code, bare) {
			begin = len(code)
		}
		if d < least || (d == least && begin > longest) {
			best, least, longest = string(a.Code), d, begin
		}
	}
	return best
}

// lostZero reports whether a text is a code without one of its zeros.
func lostZero(code, text string) bool {
	for i := range len(code) {
		if code[i] == '0' && code[:i]+code[i+1:] == text {
			return true
		}
	}
	return false
}

// common is the length of the beginning that two texts share.
func common(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

func (r *row) nearName(name string) string {
	var list []string
	for _, a := range r.where.Areas {
		if a.Code.Level() == geo.LevelDesa {
			list = append(list, a.Name)
		}
	}
	return r.near(name, list)
}

// nearUpper is the code of the kabupaten or kecamatan whose name is closest.
func (r *row) nearUpper(name string) string {
	var list []string
	codes := map[string]geo.AreaCode{}
	for _, a := range r.where.Areas {
		if level := a.Code.Level(); level != geo.LevelDesa {
			for _, called := range []string{trimKabupaten(a.Name), string(level) + trimKabupaten(a.Name)} {
				if _, taken := codes[called]; !taken {
					list, codes[called] = append(list, called), a.Code
				}
			}
		}
	}
	return string(codes[r.near(name, list)])
}

// near is the word of a list that is closest to a value, the first of several;
// "" when more than one letter in three, or more than two, would have to
// change. Case, spaces and punctuation do not count.
func (im *Importer) near(value string, words []string) string {
	if im.asked++; im.asked > mostAsked {
		return ""
	}
	value = fold(value)
	best, least := "", min(len(value)/3, 2)+1
	for _, w := range words {
		if f := fold(w); len(f) > 1 {
			if d := edits(f, value, least); d < least {
				best, least = w, d
			}
		}
	}
	return best
}

// edits counts the letters to insert, take out, replace, or exchange with
// their neighbour, to make one text of bytes of the other (optimal string
// alignment, https://doi.org/10.1145/363958.363994); most when it is that many
// or more.
func edits(a, b string, most int) int {
	const longest = 40
	if len(a) > longest || len(b) > longest || max(len(a)-len(b), len(b)-len(a)) >= most {
		return most
	}
	var rows [3][longest + 1]int
	for i := range len(a) + 1 {
		row, above, second := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		for j := range len(b) + 1 {
			switch {
			case i == 0 || j == 0:
				row[j] = i + j
				continue
			case a[i-1] == b[j-1]:
				row[j] = above[j-1]
			default:
				row[j] = 1 + min(above[j-1], above[j], row[j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], second[j-2]+1)
			}
		}
	}
	return min(most, rows[len(a)%3][len(b)])
}
