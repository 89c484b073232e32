package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"timpora/geo"
	"timpora/geo/locate"
)

// batchRows is how many rows go through the steps together.
const batchRows = 4096

// rowLocator takes a CSV file through three steps at once: one goroutine reads
// batches of rows, one a core locates them, one writes them in their order.
type rowLocator struct {
	app      *app
	place    *place
	name     string
	nearest  geo.Meters
	progress *progress
	lon, lat int
}

// rowBatch is some rows of the file, and what is written for them.
type rowBatch struct {
	rows  [][]string
	lines []int
	out   bytes.Buffer
	err   error // the first wrong row, or what ended the file
	ready chan struct{}
}

func (l *rowLocator) run(ctx context.Context, in io.Reader, out io.Writer) error {
	r := csv.NewReader(bufio.NewReaderSize(in, 1<<18))
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s:1: %w", l.name, err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	l.lon, l.lat = column(header, "lon"), column(header, "lat")
	if l.lon < 0 || l.lat < 0 {
		return fmt.Errorf("%s:1: columns lon and lat are needed; found %s", l.name, strings.Join(header, ", "))
	}
	w := csv.NewWriter(out)
	if err := w.Write(append(header, locateColumns()...)); err != nil {
		return err
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	return l.stream(ctx, r, out)
}

// stream moves the rows. A few batches are under way at any time, so memory is
// bounded; the first error in the order of the rows ends everything.
func (l *rowLocator) stream(ctx context.Context, r *csv.Reader, out io.Writer) error {
	cores := runtime.GOMAXPROCS(0)
	order, work, stop := make(chan *rowBatch, 2*cores), make(chan *rowBatch, 2*cores), make(chan struct{})
	var steps sync.WaitGroup
	steps.Go(func() {
		defer close(order)
		defer close(work)
		for {
			b := l.read(r)
			end := b.err != nil // a worker may set it too
			select {
			case order <- b:
				work <- b
			case <-stop:
				return
			}
			if end {
				return
			}
		}
	})
	for range cores {
		steps.Go(func() {
			for b := range work {
				l.locate(b)
				close(b.ready)
			}
		})
	}
	err := l.write(ctx, order, out)
	close(stop)
	for range order { // let the reader go
	}
	steps.Wait()
	return err
}

// read takes the next batch. At the end of the file its err is io.EOF.
func (l *rowLocator) read(r *csv.Reader) *rowBatch {
	b := &rowBatch{ready: make(chan struct{})}
	for len(b.rows) < batchRows {
		row, err := r.Read()
		if err != nil {
			if b.err = err; !errors.Is(err, io.EOF) {
				b.err = fmt.Errorf("%s: %w", l.name, err)
			}
			return b
		}
		line, _ := r.FieldPos(0)
		b.rows, b.lines = append(b.rows, row), append(b.lines, line)
	}
	return b
}

// locate fills out with the rows up to the first wrong one.
func (l *rowLocator) locate(b *rowBatch) {
	points := make([]geo.Point, 0, len(b.rows))
	for i, row := range b.rows {
		at, err := l.point(row[l.lon], row[l.lat])
		if err != nil {
			b.err = fmt.Errorf("%s:%d: %w", l.name, b.lines[i], err)
			break
		}
		points = append(points, at)
	}
	w := csv.NewWriter(&b.out)
	for i, f := range l.place.locateAll(points, l.nearest) {
		row := append(b.rows[i], string(f.DesaCode), f.Desa, f.Kecamatan, f.Kabupaten, f.Cell.String(),
			strconv.FormatFloat(f.CoastM, 'f', 1, 64), string(f.Quality))
		if err := w.Write(row); err != nil { // a buffer takes everything; a row may still be refused
			b.err = fmt.Errorf("%s:%d: %w", l.name, b.lines[i], err)
			break
		}
	}
	w.Flush()
}

func (l *rowLocator) write(ctx context.Context, order <-chan *rowBatch, out io.Writer) error {
	for b := range order {
		<-b.ready
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := out.Write(b.out.Bytes()); err != nil {
			return err
		}
		l.progress.add(len(b.rows))
		if errors.Is(b.err, io.EOF) {
			return nil
		}
		if b.err != nil {
			return b.err
		}
	}
	return nil
}

// point reads a place, and names what is wrong with it.
func (l *rowLocator) point(lon, lat string) (geo.Point, error) {
	x, err := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	if err != nil {
		return geo.Point{}, fmt.Errorf("lon %q is no number", lon)
	}
	y, err := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	if err != nil {
		return geo.Point{}, fmt.Errorf("lat %q is no number", lat)
	}
	at := geo.Point{Lon: x, Lat: y}
	if err := l.place.index.Check(at); errors.Is(err, locate.ErrSwapped) {
		return at, fmt.Errorf(l.app.say("lon %v, lat %v: bujur dan lintang tampaknya tertukar", "lon %v, lat %v: longitude and latitude seem to be swapped"), x, y)
	} else if err != nil {
		return at, err
	}
	return at, nil
}

func column(header []string, name string) int {
	return slices.IndexFunc(header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), name) })
}
