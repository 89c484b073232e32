package limit_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"timpora/api/limit"
)

func ExampleLimiter_Wrap() {
	cheap, costly := limit.PerSecond(0.2) // two requests at once, then one every five seconds
	l := limit.New(limit.Options{
		Client: limit.Network, IsCostly: func(*http.Request) bool { return false },
		Cheap: cheap, Costly: costly, Clients: 1000, Now: func() time.Time { return time.Unix(0, 0) },
	})
	h := l.Wrap(http.NotFoundHandler())
	for range 3 {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		fmt.Printf("%d %q\n", w.Code, w.Header().Get("Retry-After"))
	}
	// Output:
	// 404 ""
	// 404 ""
	// 429 "5"
}
