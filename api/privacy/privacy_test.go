package privacy_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"timpora/api/privacy"
	"timpora/data/sets"
	"timpora/risk/retention"
)

func handler(t *testing.T, policy []byte) http.Handler {
	t.Helper()
	p, err := retention.Parse(policy)
	if err != nil {
		t.Fatal(err)
	}
	h, err := privacy.Page(privacy.Content{Processing: sets.Processing(), DPIA: sets.DPIA(), Policy: p})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func ask(h http.Handler, method, tag string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/privasi", nil)
	r.Header.Set("If-None-Match", tag)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestPageSaysWhatIsInForce(t *testing.T) {
	page := ask(handler(t, sets.Retention()), http.MethodGet, "").Body.String()
	for _, want := range []string{
		"<td><code>unverified</code></td><td>90</td>", "<td><code>audit</code></td><td>1826</td>", "dua pejabat", "kurang dari 10, juga nol",
		"kurang dari 5", "H3 resolusi 7", "Rekaman kegiatan pemrosesan", "Langkah 7. Pengesahan", "Pasal 46", "[diisi kantor", "<th>Kegiatan</th>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	other := strings.NewReplacer("unverified = 90", "unverified = 17", "automatic = false", "automatic = true").Replace(string(sets.Retention()))
	changed := ask(handler(t, []byte(other)), http.MethodGet, "").Body.String()
	if !strings.Contains(changed, "<td><code>unverified</code></td><td>17</td>") || !strings.Contains(changed, "otomatis setiap malam") {
		t.Error("the page shows another policy than the one in force")
	}
}

// The page is one well-formed document without scripts, and its parts are where
// its links lead.
func TestPageIsPlain(t *testing.T) {
	page := ask(handler(t, sets.Retention()), http.MethodGet, "").Body.String()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids, links, first := map[string]bool{}, []string{}, 0
	for n := range doc.Descendants() {
		if n.Data == "script" || n.Data == "style" {
			t.Errorf("element %s", n.Data)
		}
		if n.Type == html.ElementNode && n.Data == "h1" {
			first++
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("id %q stands twice", a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				links = append(links, a.Val[1:])
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				t.Errorf("attribute %s", a.Key)
			}
		}
	}
	for _, l := range links {
		if !ids[l] {
			t.Errorf("a link leads to #%s, which is nowhere", l)
		}
	}
	if first != 1 || len(links) < 4 {
		t.Errorf("%d first headings, links %v", first, links)
	}
}

func TestMethodsAndTags(t *testing.T) {
	h := handler(t, sets.Retention())
	got := ask(h, http.MethodGet, "")
	if got.Code != 200 || got.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("%d %v", got.Code, got.Header())
	}
	if again := ask(h, http.MethodGet, got.Header().Get("ETag")); again.Code != 304 || again.Body.Len() > 0 {
		t.Errorf("known tag: %d", again.Code)
	}
	if post := ask(h, http.MethodPost, ""); post.Code != 405 || post.Header().Get("Allow") == "" {
		t.Errorf("POST: %d", post.Code)
	}
}
