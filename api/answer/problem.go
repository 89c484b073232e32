package answer

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// Problem is an error as RFC 9457 shows it. Detail never holds internals.
// Position and Expected are of errors in a filter: the offset in bytes, from 0,
// and what would have been right there.
type Problem struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Code     string `json:"code"`
	Detail   string `json:"detail,omitempty"`
	Param    string `json:"param,omitempty"`
	Position *int   `json:"position,omitempty"`
	Expected string `json:"expected,omitempty"`
}

// Error makes a Problem an error that handlers return.
func (p *Problem) Error() string { return fmt.Sprintf("%d %s: %s", p.Status, p.Code, p.Detail) }

// NewProblem makes a problem with a stable code.
func NewProblem(status int, code, detail string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail}
}

// BadParam is a 400 that names the parameter.
func BadParam(name, detail string) *Problem {
	p := NewProblem(http.StatusBadRequest, "param_invalid", detail)
	p.Param = name
	return p
}

// NotFound is a 404 that says what there is instead.
func NotFound(what string) *Problem { return NewProblem(http.StatusNotFound, "not_found", what) }

// Write sends the problem; nothing may keep it.
func (p *Problem) Write(w http.ResponseWriter, r *http.Request) {
	body, _ := json.Marshal(p) // plain strings and ints cannot fail
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that left is not our error
	}
}
