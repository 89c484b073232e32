package signin_test

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"timpora/api/signin"
	"timpora/risk/access"
)

// The pages in Chromium, without and with script: signing in by keyboard, enrolling,
// recovery codes, a token, signing out; narrow screens, axe, password managers.
func TestSignInInChromium(t *testing.T) {
	for _, tool := range []string{"/usr/bin/chromium", "../../web/node_modules/playwright-core", "../../web/node_modules/axe-core"} {
		if _, err := os.Stat(tool); err != nil {
			t.Skip("no Chromium or its driver: ", err)
		}
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip(err)
	}
	h := start(t, func(o *signin.Options) { o.Now = time.Now })
	h.user("made", nil, access.Officer)
	srv := httptest.NewServer(h.server())
	t.Cleanup(srv.Close)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, node, "testdata/tour.mjs", srv.URL).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
