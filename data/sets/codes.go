package sets

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"time"
)

//go:embed codes/*.csv
var codeFiles embed.FS

// Code is one entry of a code list, in force from a day to a day.
type Code struct {
	Code, ID, EN string
	Synonyms     []string
	Article      string
	From, To     time.Time // To is zero while in force
}

// List is a dated code list: law and visa indices change, so a code is looked
// up for a day.
type List struct {
	Name  string
	Codes []Code
	words map[string][]int // bare word to the codes that it ever meant
}

// Lists are the names of the code lists.
func Lists() []string {
	return []string{"premises", "licence", "permit", "violation", "measure", "source", "channel", "origin", "purpose", "agency"}
}

// Codes reads one of the Lists.
func Codes(list string) (List, error) {
	body, err := codeFiles.ReadFile("codes/" + list + ".csv")
	if err != nil {
		return List{}, fmt.Errorf("code list %q: none of that name", list)
	}
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		return List{}, fmt.Errorf("code list %s: %w", list, err)
	}
	l := List{Name: list, words: map[string][]int{}}
	for i, row := range rows[1:] {
		c := Code{Code: row[0], ID: row[1], EN: row[2], Synonyms: strings.Split(row[3], ";"), Article: row[4]}
		if c.From, err = time.Parse(time.DateOnly, row[5]); err == nil && row[6] != "" {
			c.To, err = time.Parse(time.DateOnly, row[6])
		}
		if err != nil {
			return List{}, fmt.Errorf("code list %s:%d: %w", list, i+2, err)
		}
		l.Codes = append(l.Codes, c)
		for _, word := range append([]string{c.Code, c.ID, c.EN}, c.Synonyms...) {
			if b := bare(word); word != "" && !slices.Contains(l.words[b], i) {
				l.words[b] = append(l.words[b], i)
			}
		}
	}
	return l, nil
}

// Find is the code that a value means on a day: the code, one of its names, or
// a synonym, whatever the case, spaces and punctuation.
func (l List) Find(value string, day time.Time) (string, bool) {
	for _, i := range l.words[bare(value)] {
		if c := l.Codes[i]; c.inForce(day) {
			return c.Code, true
		}
	}
	return "", false
}

// Words are the codes in force on a day, and the other names and synonyms that
// Find takes for them.
func (l List) Words(day time.Time) (codes, others []string) {
	for _, c := range l.Codes {
		if c.inForce(day) {
			codes = append(codes, c.Code)
			others = append(others, slices.DeleteFunc(append([]string{c.ID, c.EN}, c.Synonyms...), func(s string) bool { return s == "" })...)
		}
	}
	return codes, others
}

func (c Code) inForce(day time.Time) bool {
	return !day.Before(c.From) && (c.To.IsZero() || day.Before(c.To))
}

var marks = strings.NewReplacer(" ", "", "_", "", "-", "", ".", "", "/", "")

func bare(s string) string { return marks.Replace(strings.ToLower(s)) }
