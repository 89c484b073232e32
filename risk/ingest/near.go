package ingest

import (
	"strings"

	"timpora/geo"
)

// nearCode is the one known desa code closest to a text, "" when none is within
// two edits.
func (r *row) nearCode(text string) string {
	bare := strings.ReplaceAll(text, ".", "")
	best, least := "", 3
	for _, a := range r.where.Areas {
		if a.Code.Level() != geo.LevelDesa {
			continue
		}
		if d := edits(strings.ReplaceAll(string(a.Code), ".", ""), bare); d < least {
			best, least = string(a.Code), d
		}
	}
	return best
}

func (r *row) nearName(name string) string {
	best, least := "", 3
	for _, a := range r.where.Areas {
		if d := edits(fold(a.Name), name); a.Code.Level() == geo.LevelDesa && d < least {
			best, least = a.Name, d
		}
	}
	return best
}

// edits is the Levenshtein distance of two texts of bytes.
func edits(a, b string) int {
	if len(a) > 40 || len(b) > 40 {
		return 99
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
