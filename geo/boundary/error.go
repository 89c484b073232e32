package boundary

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"timpora/geo"
)

// ErrFile is behind every refusal of a boundary file.
var ErrFile = errors.New("boundary file")

// Error is what is wrong with a boundary file and where. Codes travel; the
// sentence is made where it is shown. Ordinals count from 1; 0 is none.
type Error struct {
	File    string       `json:"file"`
	Feature int          `json:"feature"`
	Area    geo.AreaCode `json:"area,omitempty"`
	Name    string       `json:"name,omitempty"`
	Polygon int          `json:"polygon,omitempty"`
	Ring    int          `json:"ring,omitempty"`
	Point   int          `json:"point,omitempty"`
	Value   string       `json:"value"` // cut to 80 characters
	Code    string       `json:"code"`
	Most    int64        `json:"most,omitempty"` // the limit that was passed
}

// Error is the sentence in English.
func (e *Error) Error() string { return Text(e, "en") }

// Unwrap makes every refusal an ErrFile.
func (e *Error) Unwrap() error { return ErrFile }

// fault is an error whose place is not known yet.
func fault(code, value string) *Error {
	if r := []rune(value[:min(len(value), 400)]); len(r) > 80 {
		value = string(r[:80])
	}
	return &Error{Code: code, Value: value}
}

func beyond(code string, most int64) *Error { return &Error{Code: code, Most: most} }

// placed tells an error where it is; one that is none of ours becomes a fault
// of the JSON.
func placed(err error, where func(*Error)) error {
	if err == nil {
		return nil
	}
	var e *Error
	if !errors.As(err, &e) {
		e = fault("json", err.Error())
	}
	where(e)
	return e
}

// Text is the sentence of an error in Indonesian or, for "en", in English:
// file, feature, area, part, value, what is wrong and what to do about it.
func Text(e *Error, lang string) string {
	id, en := words(e.Code)
	reason, parts := id, []string{"fitur", "poligon", "garis", "titik"}
	if lang == "en" {
		reason, parts = en, []string{"feature", "polygon", "ring", "point"}
	}
	var at []string
	for i, n := range []int{e.Feature, e.Polygon, e.Ring, e.Point} {
		if n > 0 {
			at = append(at, fmt.Sprintf("%s %d", parts[i], n))
		}
		if i == 0 {
			at = append(at, string(e.Area), e.Name)
		}
	}
	if e.Value != "" {
		at = append(at, fmt.Sprintf("%+q", e.Value))
	}
	at = slices.DeleteFunc(at, func(s string) bool { return s == "" })
	place := e.File
	if len(at) > 0 {
		place += ": " + strings.Join(at, " ")
	}
	return place + ": " + strings.ReplaceAll(reason, "{most}", fmt.Sprint(e.Most))
}
