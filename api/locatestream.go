package api

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"timpora/geo"
)

// ndjson is the media type of a stream of lines, each a JSON value.
const ndjson = "application/x-ndjson"

// The limits of a stream.
const (
	mostLine    = 4 << 10 // bytes of a line
	linesAtOnce = 1024    // lines that are held before they are answered
	streamPause = 2 * time.Minute
)

// lineProblem answers a line that is no point.
type lineProblem struct {
	Line  int      `json:"line"` // from 1, empty ones counted
	Error *Problem `json:"error"`
}

// locateStream answers every line that holds a point with a line that holds
// its place, in order, as they come. What is no point is answered by a problem
// with the number of the line, and the stream goes on. Nothing but the lines
// at hand is held; a stream ends when nothing moves for two minutes.
func locateStream(c echo.Context, v *View) error {
	q := newQuery(c.QueryParams(), "nearest")
	nearest := geo.Meters(q.float("nearest", 0, mostNearest, 0))
	if err := q.done(); err != nil {
		return err
	}
	control := http.NewResponseController(c.Response())
	if err := control.EnableFullDuplex(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	c.Response().Header().Set("Content-Type", ndjson)
	c.Response().Header().Set("Cache-Control", "no-store")
	c.Response().WriteHeader(http.StatusOK)
	in := &lineReader{r: bufio.NewReaderSize(c.Request().Body, 64<<10)}
	out := json.NewEncoder(c.Response())
	for ended := false; !ended; {
		later := time.Now().Add(streamPause)
		_ = errors.Join(control.SetReadDeadline(later), control.SetWriteDeadline(later)) // not every connection has them
		var lines []streamLine
		lines, ended = in.next(v)
		if err := answerLines(out, v, lines, nearest); err != nil {
			return err
		}
		_ = control.Flush()
	}
	return nil
}

// streamLine is a point or what is wrong with it.
type streamLine struct {
	at  geo.Point
	bad *lineProblem
}

// answerLines writes one line for each line.
func answerLines(out *json.Encoder, v *View, lines []streamLine, nearest geo.Meters) error {
	points := make([]geo.Point, 0, len(lines))
	for _, l := range lines {
		if l.bad == nil {
			points = append(points, l.at)
		}
	}
	found := v.Locate(points, nearest)
	for _, l := range lines {
		var err error
		if l.bad != nil {
			err = out.Encode(l.bad)
		} else {
			err = out.Encode(found[0])
			found = found[1:]
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lineReader counts the lines of a body.
type lineReader struct {
	r *bufio.Reader
	n int
}

// next reads lines until enough are there, or no more have arrived.
func (l *lineReader) next(v *View) (lines []streamLine, ended bool) {
	for len(lines) < linesAtOnce && (len(lines) == 0 || l.waiting()) {
		raw, err := l.line()
		l.n++
		raw = bytes.TrimSpace(raw)
		switch {
		case err != nil && !errors.Is(err, io.EOF):
			p := asProblem(err)
			if p.Status >= 500 {
				p = problem(http.StatusBadRequest, "body_invalid", "the body ended before its time")
			}
			lines = append(lines, streamLine{bad: &lineProblem{l.n, p}})
			if !errors.Is(err, errLongLine) {
				return lines, true
			}
		case len(raw) > 0:
			at, p := v.linePoint(raw)
			line := streamLine{at: at}
			if p != nil {
				line.bad = &lineProblem{l.n, p}
			}
			lines = append(lines, line)
		}
		if errors.Is(err, io.EOF) {
			return lines, true
		}
	}
	return lines, false
}

// waiting reports whether a whole line has arrived.
func (l *lineReader) waiting() bool {
	arrived, _ := l.r.Peek(l.r.Buffered()) // no more than there is
	return bytes.IndexByte(arrived, '\n') >= 0
}

// errLongLine marks a line that was passed over.
var errLongLine = errors.New("line too long")

// line is the next line; one that is too long is passed over.
func (l *lineReader) line() ([]byte, error) {
	raw, err := l.r.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) && len(raw) <= mostLine {
		return raw, err
	}
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = l.r.ReadSlice('\n')
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	p := problem(http.StatusRequestEntityTooLarge, "line_too_long", fmt.Sprintf("a line has at most %d bytes", mostLine))
	return nil, errors.Join(errLongLine, p)
}

// linePoint reads [lon, lat] or {"lon": ..., "lat": ...}.
func (v *View) linePoint(raw []byte) (geo.Point, *Problem) {
	var lon, lat *float64
	if raw[0] == '[' {
		var pair []*float64
		if err := json.Unmarshal(raw, &pair); err != nil || len(pair) != 2 {
			return geo.Point{}, problem(http.StatusBadRequest, "line_invalid", "want [lon, lat]")
		}
		lon, lat = pair[0], pair[1]
	} else {
		var object struct{ Lon, Lat *float64 }
		if err := json.Unmarshal(raw, &object); err != nil {
			return geo.Point{}, problem(http.StatusBadRequest, "line_invalid", `want [lon, lat] or {"lon": ..., "lat": ...}`)
		}
		lon, lat = object.Lon, object.Lat
	}
	if lon == nil || lat == nil {
		return geo.Point{}, problem(http.StatusBadRequest, "line_invalid", "lon or lat is missing")
	}
	if err := v.notSwapped(*lon, *lat, "lon"); err != nil {
		return geo.Point{}, asProblem(err)
	}
	p, err := geo.NewPoint(*lon, *lat)
	if err != nil {
		return p, badParam("lat", "want -180 to 180 degrees of longitude and -90 to 90 of latitude")
	}
	return p, nil
}
