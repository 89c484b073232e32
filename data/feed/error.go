package feed

import (
	"fmt"
	"strings"
)

// Error is what is wrong with a file and where. Codes travel; the sentence is
// made where it is shown. No cell of the file stands in it, since a cell may
// hold a name or a document number: Value is a header, a key, a type, a byte.
type Error struct {
	File   string            `json:"file"`
	Row    int               `json:"row"`    // from 1, the header is 1; the ordinal of a feature; 0 for the file
	Column int               `json:"column"` // from 1; 0 for the row
	Header string            `json:"header"` // the column's name in the file
	Value  string            `json:"value"`  // cut to 80 characters
	Code   string            `json:"code"`
	Args   map[string]string `json:"args,omitempty"`
}

// Error is the sentence in English.
func (e *Error) Error() string { return Text(e, "en") }

// refuse is an error of the whole file; args are pairs.
func refuse(file, code string, args ...string) *Error {
	e := &Error{File: file, Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args[args[i]] = args[i+1]
	}
	return e
}

// at puts the error at a row and a column; 0 for none.
func (e *Error) at(row, column int) *Error {
	e.Row, e.Column = row, column
	return e
}

// of names the column and the value.
func (e *Error) of(header, value string) *Error {
	e.Header, e.Value = short(header), short(value)
	return e
}

func short(s string) string {
	if r := []rune(s[:min(len(s), 400)]); len(r) > 80 {
		return string(r[:80])
	}
	return s
}

// Text is the sentence of an error in Indonesian or, for "en", in English:
// file, row, column, value, what is wrong and what to do about it.
func Text(e *Error, lang string) string {
	id, en := words(e.Code)
	reason, feature := id, "fitur"
	if lang == "en" {
		reason, feature = en, "feature"
	}
	var b strings.Builder
	b.WriteString(e.File)
	switch {
	case e.Row > 0 && e.Args["unit"] == "feature":
		fmt.Fprintf(&b, ": %s %d", feature, e.Row)
	case e.Row > 0:
		fmt.Fprintf(&b, ":%d", e.Row)
	}
	if e.Column > 0 {
		fmt.Fprintf(&b, ":%d", e.Column)
	}
	if e.Header != "" {
		b.WriteString(" " + e.Header)
	}
	if e.Value != "" {
		fmt.Fprintf(&b, " %q", e.Value)
	}
	for key, value := range e.Args {
		reason = strings.ReplaceAll(reason, "{"+key+"}", value)
	}
	return b.String() + ": " + reason
}
