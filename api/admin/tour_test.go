package admin_test

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"timpora/api/admin"
	"timpora/api/signin"
	"timpora/risk/access"
)

// The pages in Chromium: a user is made by keyboard and signs in elsewhere, the
// administrator sees as that user and comes back; narrow screens and axe on each page.
func TestAdministrationInChromium(t *testing.T) {
	for _, tool := range []string{"/usr/bin/chromium", "../../web/node_modules/playwright-core", "../../web/node_modules/axe-core"} {
		if _, err := os.Stat(tool); err != nil {
			t.Skip("no Chromium or its driver: ", err)
		}
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip(err)
	}
	o := open(t, func(s *signin.Options, _ *admin.Options) { s.NoSecondFactor = true })
	o.user("admin", nil, access.Administrator)
	srv := httptest.NewServer(o.handler())
	t.Cleanup(srv.Close)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, node, "testdata/tour.mjs", srv.URL).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
