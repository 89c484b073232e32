package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"timpora/risk/audit"
)

const demoSetting = "demo"

// SetDemo notes whether the records are those of the demo.
func (s *Store) SetDemo(ctx context.Context, demo bool) error {
	return s.set(ctx, demoSetting, map[bool]string{true: "yes", false: "no"}[demo], audit.SetDemo)
}

// Demo reports whether the records are those of the demo.
func (s *Store) Demo(ctx context.Context) (bool, error) {
	v, err := s.setting(ctx, demoSetting)
	return v == "yes", err
}

// set keeps a value, which the trail tells of as the action.
func (s *Store) set(ctx context.Context, name, value, action string) error {
	err := s.change(ctx, func(q *txn) error {
		if err := q.exec("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value); err != nil {
			return err
		}
		return q.done(action, "setting:"+name, map[string]string{"value": value})
	})
	if err != nil {
		return fmt.Errorf("set %s: %w", name, err)
	}
	return nil
}

// setting is "" when it has never been set.
func (s *Store) setting(ctx context.Context, name string) (string, error) {
	var v string
	err := s.view(ctx, func(q *txn) error {
		return q.one("SELECT value FROM settings WHERE name = $1", []any{name}, &v)
	})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("setting %s: %w", name, err)
	}
	return v, nil
}

func nowMicros() int64 { return time.Now().UnixMicro() }
