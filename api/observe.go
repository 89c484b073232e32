package api

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// Observe hears of every answer: the pattern of its route, "" for none, and how
// long it took.
type Observe func(method, route string, status int, took time.Duration)

type routeKey struct{}

// observed tells of every answer, refusals before the routes too.
func observed(next http.Handler, tell Observe, now func() time.Time) http.Handler {
	if tell == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, route, kept := now(), "", &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(kept, r.WithContext(context.WithValue(r.Context(), routeKey{}, &route)))
		tell(r.Method, route, kept.status, now().Sub(began))
	})
}

// named tells the observer which route was taken.
func named(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if route, ok := c.Request().Context().Value(routeKey{}).(*string); ok {
			*route = c.Path()
		}
		return next(c)
	}
}

// statusWriter keeps the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets streams flush.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
