package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// patience is how long a reading waits for the store.
const patience = 5 * time.Second

// Tiles are the figures of the tile cache: bytes held, and how often a tile was
// there or had to be made.
type Tiles struct {
	Bytes        int
	Hits, Misses uint64
}

// Sources tell how the program is. NewestRun and NewestBackup give the zero time
// where there is none; nil functions leave their figures out.
type Sources struct {
	Now          func() time.Time
	Healthy      func(context.Context) error
	NewestRun    func(context.Context) (time.Time, error)
	NewestBackup func(context.Context) (time.Time, error)
	Tiles        func() Tiles
}

// state asks its sources at every reading.
type state struct {
	s                                          Sources
	up, runAge, backupAge, bytes, hits, misses *prometheus.Desc
}

func newState(s Sources) *state {
	figure := func(name, help string) *prometheus.Desc { return prometheus.NewDesc("timpora_"+name, help, nil, nil) }
	return &state{
		s: s, up: figure("store_up", "1 while the store answers and takes writes."),
		runAge:    figure("newest_run_age_seconds", "Age of the newest scoring run; absent before the first."),
		backupAge: figure("newest_backup_age_seconds", "Age of the newest backup; absent before the first."),
		bytes:     figure("tile_cache_bytes", "Encoded tiles held."),
		hits:      figure("tile_cache_hits_total", "Tiles that were in the cache."),
		misses:    figure("tile_cache_misses_total", "Tiles that had to be encoded."),
	}
}

// Describe names the figures.
func (s *state) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{s.up, s.runAge, s.backupAge, s.bytes, s.hits, s.misses} {
		out <- d
	}
}

// Collect asks the sources. A store that does not answer is down, and what it
// would know is left out.
func (s *state) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64) { out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v) }
	if s.s.Healthy != nil {
		up := 0.0
		if s.s.Healthy(ctx) == nil {
			up = 1
		}
		gauge(s.up, up)
	}
	for d, newest := range map[*prometheus.Desc]func(context.Context) (time.Time, error){s.runAge: s.s.NewestRun, s.backupAge: s.s.NewestBackup} {
		if newest == nil {
			continue
		}
		if at, err := newest(ctx); err == nil && !at.IsZero() {
			gauge(d, s.s.Now().Sub(at).Seconds())
		}
	}
	if s.s.Tiles != nil {
		t := s.s.Tiles()
		gauge(s.bytes, float64(t.Bytes))
		out <- prometheus.MustNewConstMetric(s.hits, prometheus.CounterValue, float64(t.Hits))
		out <- prometheus.MustNewConstMetric(s.misses, prometheus.CounterValue, float64(t.Misses))
	}
}
