package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// readBody reads one JSON object of at most so many bytes, strictly: unknown
// names, names given twice, whatever their case, and anything behind the object
// are refused, since two readers could take them differently.
func readBody(c echo.Context, most int64, into any) error {
	body, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, most))
	if err != nil {
		return bodyProblem(err)
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return bodyProblem(err)
	}
	if rest := bytes.TrimSpace(body[dec.InputOffset():]); len(rest) > 0 {
		return problem(http.StatusBadRequest, "body_invalid", "the body goes on after its object")
	}
	if name := twice(body); name != "" {
		return badParam(cut(name), "given more than once")
	}
	return nil
}

// twice is a name that a well-formed object gives more than once, "" for none.
func twice(body []byte) string {
	dec := json.NewDecoder(bytes.NewReader(body))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return ""
	}
	seen := map[string]bool{}
	for dec.More() {
		token, err := dec.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return ""
		}
		if seen[strings.ToLower(name)] {
			return name
		}
		seen[strings.ToLower(name)] = true
		var value json.RawMessage
		if dec.Decode(&value) != nil {
			return ""
		}
	}
	return ""
}

// bodyProblem words what is wrong with a JSON body without internals.
func bodyProblem(err error) error {
	if p := asProblem(err); p.Status == http.StatusRequestEntityTooLarge {
		return p
	}
	return problem(http.StatusBadRequest, "body_invalid", "the body is not the JSON that this route takes: "+cut(err.Error()))
}
