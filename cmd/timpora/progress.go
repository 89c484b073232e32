package main

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"
)

// progress tells people at a terminal how far a file is: rows, rows a second
// and the time left. Off a terminal, with -q and with --json it is silent.
type progress struct {
	app   *app
	shown bool
	size  int64 // of the file, 0 when it is not known
	begun time.Time
	last  time.Time
	rows  int
	bytes atomic.Int64
}

// redraw is how often the line changes.
const redraw = time.Second / 4

// progressOf watches a file that is being read.
func (a *app) progressOf(in *os.File) *progress {
	p := &progress{app: a, begun: a.now()}
	p.last = p.begun
	if info, err := in.Stat(); err == nil && info.Mode().IsRegular() {
		p.size = info.Size()
	}
	p.shown = a.watching()
	return p
}

// watch counts what is read.
func (p *progress) watch(r io.Reader) io.Reader { return &watched{r, &p.bytes} }

type watched struct {
	io.Reader
	n *atomic.Int64
}

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.Reader.Read(b)
	w.n.Add(int64(n))
	return n, err
}

// add counts rows that are done, and shows the line when it is time.
func (p *progress) add(rows int) {
	p.rows += rows
	if now := p.app.now(); p.shown && now.Sub(p.last) >= redraw {
		p.last = now
		fmt.Fprintf(p.app.err, "\r\x1b[K%s", p.line(now.Sub(p.begun)))
	}
}

// line is what is shown after some time.
func (p *progress) line(after time.Duration) string {
	text := fmt.Sprintf(p.app.say("%d baris, %.0f baris/s", "%d rows, %.0f rows/s"), p.rows, float64(p.rows)/max(after.Seconds(), 1e-3))
	if read := p.bytes.Load(); p.size > 0 && read > 0 {
		left := time.Duration(float64(after) * float64(p.size-min(read, p.size)) / float64(read)).Round(time.Second)
		text += fmt.Sprintf(p.app.say(", sisa %s (%d %%)", ", %s left (%d %%)"), left, 100*min(read, p.size)/p.size)
	}
	return text
}

// end clears the line.
func (p *progress) end() {
	if p.shown {
		fmt.Fprint(p.app.err, "\r\x1b[K")
	}
}

// progress draws how much of a known number is done.
func (a *app) progress(total int) func(done int) {
	if !a.watching() {
		return func(int) {}
	}
	step := max(1, total/50)
	return func(done int) {
		if done%step == 0 || done == total {
			fmt.Fprintf(a.err, "\r%3d %% %d/%d", done*100/max(1, total), done, total)
		}
		if done == total {
			fmt.Fprintln(a.err)
		}
	}
}

// watching reports whether somebody sees progress: at a terminal, without -q and
// --json.
func (a *app) watching() bool {
	f, ok := a.err.(*os.File)
	return ok && isTerminal(f) && !a.quiet && !a.json
}
