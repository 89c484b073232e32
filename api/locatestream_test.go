package api_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"timpora/api"
)

// answerLine is either kind of line of a stream.
type answerLine struct {
	api.Located
	Line  int          `json:"line"`
	Error *api.Problem `json:"error"`
}

func stream(t *testing.T, query string, body io.Reader) *http.Response {
	t.Helper()
	s := httptest.NewServer(server(false))
	t.Cleanup(s.Close)
	res, err := http.Post(s.URL+"/api/v1/locate"+query, "application/x-ndjson; charset=utf-8", body)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return res
}

func answers(t *testing.T, r io.Reader) (out []answerLine) {
	t.Helper()
	dec := json.NewDecoder(r)
	for {
		var l answerLine
		if err := dec.Decode(&l); err == io.EOF {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
}

func TestStreamNamesBadLinesAndGoesOn(t *testing.T) {
	long := strings.Repeat(" ", 5000) + "[115,-8]"
	longest := "[115," + strings.Repeat(" ", 200_000) + "-8]"
	body := "[115.1,-8.2]\n\n{\"lon\":115.2,\"lat\":-8.3,\"id\":7}\r\nnonsense\n[-8.2,115.1]\n[115,95]\n[1,2,3]\n{\"lon\":1}\n[null,1]\n" +
		long + "\n" + longest + "\n[115.3,-8.1]"
	res := stream(t, "", strings.NewReader(body))
	if kind := res.Header.Get("Content-Type"); res.StatusCode != 200 || kind != "application/x-ndjson" {
		t.Fatalf("%d %s", res.StatusCode, kind)
	}
	want := []string{"115.1 -8.2", "115.2 -8.3", "4 line_invalid", "5 axes_swapped", "6 param_invalid", "7 line_invalid", "8 line_invalid",
		"9 line_invalid", "10 line_too_long", "11 line_too_long", "115.3 -8.1"}
	got := answers(t, res.Body)
	if len(got) != len(want) {
		t.Fatalf("%d lines of answer, want %d: %+v", len(got), len(want), got)
	}
	for i, l := range got {
		text := fmt.Sprint(l.Lon, l.Lat)
		if l.Error != nil {
			text = fmt.Sprint(l.Line, " ", l.Error.Code)
		}
		if text = strings.ReplaceAll(text, "  ", " "); text != want[i] {
			t.Errorf("answer %d: %s, want %s", i+1, text, want[i])
		}
	}
}

// A stream longer than what a call takes comes back whole and in order, while
// it is being sent.
func TestStreamOfManyPoints(t *testing.T) {
	const n = 50_000
	r, w := io.Pipe()
	go func() {
		out := bufio.NewWriter(w)
		for i := range n {
			fmt.Fprintf(out, "[%d.5,-8]\n", i%100)
		}
		_ = w.CloseWithError(out.Flush())
	}()
	got := answers(t, stream(t, "", r).Body)
	if len(got) != n {
		t.Fatalf("%d answers to %d points", len(got), n)
	}
	for i, l := range got {
		if l.Error != nil || l.Lon != float64(i%100)+0.5 {
			t.Fatalf("answer %d is %+v", i, l)
		}
	}
}

// Every line is answered before the next is sent.
func TestStreamAnswersAtOnce(t *testing.T) {
	r, w := io.Pipe()
	go func() { _, _ = io.WriteString(w, "[115.1,-8.2]\n[115.2,") }()
	res := stream(t, "?nearest=250", r)
	lines := bufio.NewScanner(res.Body)
	if !lines.Scan() || !strings.Contains(lines.Text(), `"lon":115.1`) {
		t.Fatalf("%q (%v)", lines.Text(), lines.Err())
	}
	if _, err := io.WriteString(w, "-8.2]\n"); err != nil {
		t.Fatal(err)
	}
	if !lines.Scan() || !strings.Contains(lines.Text(), `"lon":115.2`) {
		t.Fatalf("%q (%v)", lines.Text(), lines.Err())
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if lines.Scan() {
		t.Errorf("more than was asked: %s", lines.Text())
	}
}

func TestStreamRefusesBadParameters(t *testing.T) {
	for _, query := range []string{"?nearest=-1", "?nearest=NaN", "?far=1"} {
		if res := stream(t, query, strings.NewReader("[1,1]\n")); res.StatusCode != 400 {
			t.Errorf("%s: %d", query, res.StatusCode)
		}
	}
	if got := answers(t, stream(t, "", strings.NewReader("")).Body); len(got) != 0 {
		t.Errorf("an empty body is answered by %v", got)
	}
}
