package api

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"

	"timpora/api/answer"
)

// Problem is an error as RFC 9457 shows it. Detail never holds internals.
type Problem = answer.Problem

func problem(status int, code, detail string) *Problem {
	return answer.NewProblem(status, code, detail)
}

func badParam(name, detail string) *Problem { return answer.BadParam(name, detail) }

func notFound(what string) *Problem { return answer.NotFound(what) }

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
		refuse(c.Response(), c.Request(), p)
	}
}
