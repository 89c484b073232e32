package main

import (
	"context"
	"log/slog"

	"timpora/data"
)

// sealClear seals what an older release left in clear, before anybody is served.
func (a *app) sealClear(ctx context.Context, s *data.Store, log *slog.Logger) error {
	n, err := s.EncryptClear(ctx, nil)
	if err == nil && n > 0 {
		log.Info("personal data from before there were keys is sealed", "values", n)
	}
	return err
}

// watchRetention looks at the start and every night for what is due, until the
// context ends. It warns; it erases only when the policy says so.
func (a *app) watchRetention(ctx context.Context, s *data.Store, n nightTime, log *slog.Logger) {
	for {
		if err := a.checkRetention(ctx, s, log); err != nil && ctx.Err() == nil {
			log.Error("retention failed; next try at the next night", "error", err)
		}
		if !sleepUntil(ctx, n.next(a.now()), a.now) {
			return
		}
	}
}

func (a *app) checkRetention(ctx context.Context, s *data.Store, log *slog.Logger) error {
	p, err := a.retentionPolicy()
	if err != nil {
		return err
	}
	if p.Automatic {
		by := data.Approval{Reason: "retention.toml " + p.Version, Approved: []string{"retention.toml " + p.Version}, Automatic: true}
		proofs, err := s.ApplyRetention(ctx, p, a.now(), by)
		for _, one := range proofs {
			log.Info("erased by the retention policy", "rule", one.Rule, "digest", one.Digest, "audit", one.Seq)
		}
		if err != nil {
			return err
		}
	}
	if _, err := s.SaveTombstones(ctx, a.tombstones()); err != nil {
		return err
	}
	due, err := s.Due(ctx, p, a.now())
	if err != nil {
		return err
	}
	for _, d := range due {
		if d.Count > 0 {
			log.Warn("personal data is kept beyond its limit; timpora privacy retention --preview", "rule", d.Name, "days", d.Days, "count", d.Count)
		}
	}
	return nil
}
