package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"timpora/api/metrics"
	"timpora/geo/tile"
)

// metrics are the counters of a server over the session's store.
func (a *app) metrics(s *session) *metrics.Metrics {
	return metrics.New(buildVersion(), metrics.Sources{
		Now: a.now, Healthy: s.Health, NewestRun: s.newestRun, Tiles: s.tiles.figures,
		NewestBackup: func(context.Context) (time.Time, error) { return newestFile(filepath.Join(a.dir, "backups")) },
	})
}

func (s *session) newestRun(ctx context.Context) (time.Time, error) {
	runs, err := s.Runs(ctx, 1)
	if err != nil || len(runs) == 0 {
		return time.Time{}, err
	}
	return runs[0].At, nil
}

// newestFile is when the newest file of a folder was written, zero for none.
func newestFile(dir string) (time.Time, error) {
	list, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return time.Time{}, nil
	}
	var newest time.Time
	for _, e := range list {
		if f, err := e.Info(); err == nil && f.Mode().IsRegular() && f.ModTime().After(newest) {
			newest = f.ModTime()
		}
	}
	return newest, err
}

// shownTiles is the cache of the tiles that are shown now, which every new view
// replaces. Its counts go on from those of the caches before.
type shownTiles struct {
	mu     sync.Mutex
	cache  *tile.Cache
	before tile.Stats
}

func (t *shownTiles) show(c *tile.Cache) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.before, t.cache = t.sum(), c
}

func (t *shownTiles) figures() metrics.Tiles {
	t.mu.Lock()
	defer t.mu.Unlock()
	return metrics.Tiles(t.sum())
}

func (t *shownTiles) sum() tile.Stats {
	if t.cache == nil {
		return tile.Stats{}
	}
	s := t.cache.Stats()
	s.Hits, s.Misses = s.Hits+t.before.Hits, s.Misses+t.before.Misses
	return s
}
