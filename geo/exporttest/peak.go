package exporttest

import (
	"bytes"
	"io"
	"os"
	"runtime"
	"strconv"
	"testing"

	"timpora/geo/export"
)

// Peak writes n cells to nowhere and gives what the writer held at most: live
// bytes of heap, after a collection every 16,384 rows and 8 MiB of output, and
// memory of the process, which counts garbage and what SQLite takes beside the
// heap; both above what there was before.
func Peak(t testing.TB, f export.Format, n int) (live, process int64) {
	t.Helper()
	before, resident := liveBytes(), residentBytes()
	look := func() {
		process = max(process, residentBytes()-resident)
		live = max(live, liveBytes()-before)
	}
	l := Cells(n)
	rows, seen := l.Rows, 0
	l.Rows = func(yield func(export.Row, error) bool) {
		for r, err := range rows {
			if seen++; seen%16384 == 0 {
				look()
			}
			if !yield(r, err) {
				return
			}
		}
	}
	if err := f.Write(&watched{io.Discard, look, 0}, l, export.Options{Temp: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	return live, process
}

// Benchmark writes as many cells as TIMPORA_EXPORT_ROWS says, 100,000 without
// it, and reports what Peak finds. It fails where a million take more than
// 100 MiB.
func Benchmark(b *testing.B, f export.Format) {
	rows, err := strconv.Atoi(os.Getenv("TIMPORA_EXPORT_ROWS"))
	if err != nil {
		rows = 100000
	}
	var live, process int64
	for b.Loop() {
		l, p := Peak(b, f, rows)
		live, process = max(live, l), max(process, p)
	}
	b.ReportMetric(float64(live)/(1<<20), "MiB-live")
	b.ReportMetric(float64(process)/(1<<20), "MiB-process")
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	if rows <= 1000000 && max(live, process) > 100<<20 {
		b.Errorf("%s: %d rows take %d MiB live, the process %d MiB", f.Name, rows, live>>20, process>>20)
	}
}

func liveBytes() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// watched looks after every 8 MiB.
type watched struct {
	io.Writer
	look func()
	n    int
}

func (w *watched) Write(b []byte) (int, error) {
	if w.n += len(b); w.n > 8<<20 {
		w.n = 0
		w.look()
	}
	return w.Writer.Write(b)
}

// residentBytes is the memory of the process, 0 where the system does not tell.
func residentBytes() int64 {
	body, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, err := strconv.ParseInt(string(bytes.Fields(body)[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}
