package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"
)

// Problem is an error as RFC 9457 shows it. Detail never holds internals.
type Problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Code   string `json:"code"`
	Detail string `json:"detail,omitempty"`
	Param  string `json:"param,omitempty"`
}

// Error makes a Problem an error that handlers return.
func (p *Problem) Error() string { return fmt.Sprintf("%d %s: %s", p.Status, p.Code, p.Detail) }

func problem(status int, code, detail string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail}
}

func badParam(name, detail string) *Problem {
	p := problem(http.StatusBadRequest, "param_invalid", detail)
	p.Param = name
	return p
}

func notFound(what string) *Problem {
	return problem(http.StatusNotFound, "not_found", what)
}

// ErrNotFound is what the interfaces of this package return for things that
// do not exist.
var ErrNotFound = errors.New("not found")

// asProblem maps any error to the problem that the client may see.
func asProblem(err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	if errors.Is(err, ErrNotFound) {
		return notFound("no such object")
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return problem(http.StatusRequestEntityTooLarge, "too_large",
			fmt.Sprintf("the body is larger than %d bytes", tooLarge.Limit))
	}
	var he *echo.HTTPError
	if errors.As(err, &he) {
		return problem(he.Code, codeOf(he.Code), "")
	}
	return problem(http.StatusInternalServerError, "internal", "")
}

func codeOf(status int) string {
	switch status {
	case http.StatusNotFound:
		return "not_found"
	case http.StatusMethodNotAllowed:
		return "method_not_allowed"
	case http.StatusServiceUnavailable:
		return "not_ready"
	}
	return "http_error"
}

// errorHandler writes problems and logs what the client must not see.
func errorHandler(log *slog.Logger) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		if c.Response().Committed {
			return
		}
		p := asProblem(err)
		if p.Status >= 500 {
			log.Error("request failed", "method", c.Request().Method, "route", c.Path(), "error", err)
		}
		body, _ := json.Marshal(p) // plain strings and an int cannot fail
		h := c.Response().Header()
		h.Set("Content-Type", "application/problem+json")
		h.Set("Cache-Control", "no-store")
		c.Response().WriteHeader(p.Status)
		if c.Request().Method != http.MethodHead {
			_, _ = c.Response().Write(body) // a client that left is not our error
		}
	}
}
