package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
)

// Preference returns what the actor keeps under key, as JSON; nil if nothing.
func (w *Workspace) Preference(ctx context.Context, by people.Actor, key string) ([]byte, error) {
	return w.value(ctx, `SELECT value FROM preferences WHERE person_id = ? AND name = ?`, by.PersonID, key)
}

// SetPreference keeps JSON for the actor under key. Preferences are no part of
// the audit log.
func (w *Workspace) SetPreference(ctx context.Context, by people.Actor, key string, content []byte) error {
	if err := mustBeJSON(content); err != nil {
		return err
	}
	return w.change(ctx, by, func(ctx context.Context, c *change) error {
		_, err := c.ExecContext(ctx, `INSERT INTO preferences (person_id, name, value) VALUES (?, ?, ?)
			ON CONFLICT (person_id, name) DO UPDATE SET value = excluded.value`, by.PersonID, key, string(content))
		return err
	})
}

// Setting returns what the workspace keeps for everybody under key, as JSON;
// nil if nothing.
func (w *Workspace) Setting(ctx context.Context, key string) ([]byte, error) {
	return w.value(ctx, `SELECT value FROM settings WHERE name = ?`, key)
}

// SetSetting keeps JSON for everybody under key. The right KeepWorkspace is needed.
func (w *Workspace) SetSetting(ctx context.Context, by people.Actor, key string, content []byte) error {
	if err := errors.Join(by.Require(people.KeepWorkspace), mustBeJSON(content)); err != nil {
		return err
	}
	return w.change(ctx, by, func(ctx context.Context, c *change) error {
		_, err := c.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, key, string(content))
		c.record("set", "setting", key, map[string]any{"value": json.RawMessage(content)})
		c.tell(notice.Settings, key)
		return err
	})
}

func mustBeJSON(content []byte) error {
	if json.Valid(content) {
		return nil
	}
	return fault.New(fault.Invalid, "A setting has to be JSON.", nil)
}

func (w *Workspace) value(ctx context.Context, query string, args ...any) ([]byte, error) {
	var s string
	err := w.read.QueryRowContext(ctx, query, args...).Scan(&s)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, w.explain(fmt.Errorf("reading a setting: %w", err))
	}
	return []byte(s), nil
}
