package admin

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"timpora/geo"
)

// mostScope is how many characters of a scope are read.
const mostScope = 1000

// scope reads codes or names of areas, parted by commas, and says what is wrong.
func (s *Service) scope(ctx context.Context, f faults, text string) ([]geo.AreaCode, error) {
	text = f.text("wilayah", text, mostScope)
	if text == "" || f["wilayah"] != nil {
		return nil, nil
	}
	names, err := s.o.Names(ctx)
	if err != nil {
		return nil, err
	}
	var all []geo.AreaCode
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == ';' }) {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		found := find(names, word)
		switch len(found) {
		case 0:
			f.set("wilayah", "area-unknown", word, listed(names, like(names, word)))
		case 1:
			all = append(all, found[0])
		default:
			f.set("wilayah", "area-many", word, listed(names, found[:min(5, len(found))]))
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// find gives the area of a code, also with a name behind it as listed shows it, or
// all areas of a name, of one level where that stands before it.
func find(names map[geo.AreaCode]string, word string) (found []geo.AreaCode) {
	first, _, _ := strings.Cut(word, " ")
	if code, err := geo.ParseAreaCode(first); err == nil {
		if _, ok := names[code]; ok {
			return []geo.AreaCode{code}
		}
		return nil
	}
	level, name := levelled(word)
	for _, code := range slices.Sorted(maps.Keys(names)) {
		if strings.EqualFold(names[code], name) && (level == "" || code.Level() == level) {
			found = append(found, code)
		}
	}
	return found
}

// levelled parts the name of a level from the name behind it, "" for none.
func levelled(word string) (geo.Level, string) {
	first, rest, _ := strings.Cut(word, " ")
	level := map[string]geo.Level{
		"kabupaten": geo.LevelKabupaten, "kab.": geo.LevelKabupaten, "kecamatan": geo.LevelKecamatan, "kec.": geo.LevelKecamatan,
		"desa": geo.LevelDesa, "kelurahan": geo.LevelDesa,
	}[strings.ToLower(first)]
	if rest = strings.TrimSpace(rest); level == "" || rest == "" {
		return "", word
	}
	return level, rest
}

// like gives up to three areas that somebody may have meant: whose code or name
// differs in the fewest letters.
func like(names map[geo.AreaCode]string, word string) []geo.AreaCode {
	word = strings.ToLower(word)
	type near struct {
		code geo.AreaCode
		far  int
	}
	var all []near
	for code, name := range names {
		all = append(all, near{code, min(distance(word, strings.ToLower(name)), distance(word, string(code)))})
	}
	slices.SortFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(len(a.code), len(b.code)), cmp.Compare(a.code, b.code))
	})
	var codes []geo.AreaCode
	for _, n := range all[:min(3, len(all))] {
		codes = append(codes, n.code)
	}
	return codes
}

// distance is the number of letters to put in, take out or change (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before, row[j+1] = row[j+1], min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// listed names areas with code and name, as find reads them.
func listed(names map[geo.AreaCode]string, codes []geo.AreaCode) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = strings.TrimSpace(string(c) + " " + names[c])
	}
	return strings.Join(words, ", ")
}
