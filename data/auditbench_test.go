package data_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"timpora/data"
	"timpora/data/storetest"
	"timpora/risk"
	"timpora/risk/audit"
)

// BenchmarkAuditCost stores one report a write, with its entry in the audit trail
// and without. Run as: go test -run - -bench AuditCost -benchtime 1000x ./data
func BenchmarkAuditCost(b *testing.B) {
	url := func(b *testing.B) string { return b.TempDir() + "/timpora.db" }
	fresh := func(b *testing.B) string { return storetest.Postgres(b)(b) }
	for _, engine := range []struct {
		name string
		url  func(*testing.B) string
	}{{"sqlite", url}, {"postgres", fresh}} {
		for _, writers := range []int{1, 16, 64} {
			b.Run(fmt.Sprintf("%s/writers=%d", engine.name, writers), func(b *testing.B) { auditCost(b, engine.url(b), writers) })
		}
	}
}

func auditCost(b *testing.B, url string, writers int) {
	s, err := data.Open(context.Background(), url, data.Options{Keys: storetest.Keys(url)})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	told := func(batch data.Batch) error { _, err := s.AddRecords(context.Background(), batch); return err }
	untold := func(batch data.Batch) error { return s.AddUntold(context.Background(), batch) }
	var spent [2]time.Duration
	var next atomic.Int64
	const turn = 100 // the two take turns, so that the machine's other work meets both
	for done := 0; done < b.N; done += turn {
		for i, write := range []func(data.Batch) error{untold, told} {
			spent[i] += together(b, writers, min(turn, b.N-done), func() error {
				one := storetest.Report(int(next.Add(1)))
				return write(data.Batch{Records: risk.Records{Reports: []risk.Report{one}}})
			})
		}
	}
	b.ReportMetric(float64(b.N)/spent[0].Seconds(), "without/s")
	b.ReportMetric(float64(b.N)/spent[1].Seconds(), "with/s")
	b.ReportMetric(spent[1].Seconds()/spent[0].Seconds(), "ratio")
}

// together runs n writes from many places at once.
func together(b *testing.B, writers, n int, write func() error) time.Duration {
	var left atomic.Int64
	left.Store(int64(n))
	start := time.Now()
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				if err := write(); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	return time.Since(start)
}

// BenchmarkVerifyAudit verifies a trail of 20,000 entries.
func BenchmarkVerifyAudit(b *testing.B) {
	s := open(b, b.TempDir(), data.Options{})
	const entries = 20_000
	together(b, 64, entries, func() error {
		return s.Note(context.Background(), audit.Event{Action: audit.ReadPersons, Object: "desa:51.08.04.2003", Outcome: audit.Done,
			Detail: map[string]string{"count": "12"}})
	})
	b.ReportAllocs()
	for b.Loop() {
		if r, err := s.VerifyAudit(context.Background()); err != nil || r.Entries != entries || r.Broken != nil {
			b.Fatal(r, err)
		}
	}
	b.ReportMetric(entries*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}
