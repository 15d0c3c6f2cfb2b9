package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/speech"
)

// Here returns the calls that are here as another would be.
func (k *Calls) Here(ctx context.Context, by people.Actor, like recordings.Call) ([]recordings.Call, error) {
	s, err := callScope(by)
	if err == nil {
		err = by.Require(people.ImportCalls)
	}
	if err != nil {
		return nil, err
	}
	for _, a := range []alike{
		{like.ExternalID != "", `c.external_id = ? AND c.source = ?`, []any{like.ExternalID, like.Source}, ""},
		{like.Audio.Hash != "", `c.audio_hash = ?`, []any{like.Audio.Hash}, ""},
		calledLike(like, stemOf(like.Audio.FileName)), calledLike(like, like.Audio.FileName),
	} {
		if !a.known {
			continue
		}
		var rows []callRow
		q := k.w.read.NewSelect().Model(&rows).Where(a.where, a.args...).Order("c.n").Limit(mostHere)
		if err := within(q, s).Scan(ctx); err != nil {
			return nil, k.w.explain(fmt.Errorf("looking for calls that are here: %w", err))
		}
		if calls := a.called(rows); len(calls) > 0 {
			return calls, nil
		}
	}
	return nil, nil
}

// alike is by what a call may be another.
type alike struct {
	known bool
	where string
	args  []any
	named string // what the recording is called but for its ending; empty: whatever it is called
}

// calledLike looks for recordings that are called stem, with any ending: the dot
// and the sign behind it stand around all of them, so that an index finds them.
func calledLike(like recordings.Call, stem string) alike {
	return alike{stem != "", `c.file_name > ? AND c.file_name < ? AND c.source = ?`, []any{stem + ".", stem + "/", like.Source}, stem}
}

func stemOf(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }

// called are the rows as calls, without those whose name only begins alike.
func (a alike) called(rows []callRow) (out []recordings.Call) {
	for _, r := range rows {
		if a.named == "" || a.named == stemOf(r.FileName) {
			out = append(out, r.call())
		}
	}
	return out
}

// mostHere bounds the calls that are alike.
const mostHere = 100

// AddHolds adds holds that the recorder told after the call was here.
func (k *Calls) AddHolds(ctx context.Context, by people.Actor, callID string, holds []recordings.Hold) (added bool, err error) {
	s, err := callScope(by)
	if err == nil {
		err = by.Require(people.ImportCalls)
	}
	if err != nil {
		return false, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := callBy(ctx, c, s, callID); err != nil {
			return err
		}
		was, err := holdsOf(ctx, c, callID)
		if err != nil {
			return err
		}
		now := recordings.JoinHolds(slices.Concat(was, holds), nil)
		if added = !slices.Equal(was, now); !added {
			return nil
		}
		if err := c.keepHolds(ctx, callID, now); err != nil {
			return err
		}
		c.record("hold", "call", callID, map[string]any{"holds": len(now), "before": len(was)})
		c.tell(notice.Calls, callID)
		return c.holdSpeech(ctx, callID, now)
	})
	return added, err
}

// holdSpeech takes holds out of who speaks when, if that was looked for already;
// corrections stay on top.
func (c *change) holdSpeech(ctx context.Context, callID string, holds []recordings.Hold) error {
	found, cs, err := correctionsOf(ctx, c, callID)
	if err != nil {
		return err
	}
	before, err := c.foundBefore(ctx, callID, found)
	if err != nil || len(before.Lanes) == 0 {
		return err
	}
	spans := make([]speech.Span, len(holds))
	for i, h := range holds {
		spans[i] = speech.Span(h)
	}
	return c.keepFound(ctx, callID, before.OnHold(spans), cs)
}

// Holds returns the holds that the recorder told of a call.
func (k *Calls) Holds(ctx context.Context, by people.Actor, callID string) ([]recordings.Hold, error) {
	s, err := hearing(by)
	if err != nil {
		return nil, err
	}
	if _, err := callBy(ctx, k.w.read, s, callID); err != nil {
		return nil, k.w.explain(err)
	}
	holds, err := holdsOf(ctx, k.w.read, callID)
	return holds, k.w.explain(err)
}

// holdsOf are the holds of a call, none if nobody told any.
func holdsOf(ctx context.Context, db bun.IDB, callID string) (holds []recordings.Hold, err error) {
	var text string
	err = db.QueryRowContext(ctx, `SELECT content FROM call_holds WHERE call_id = ?`, callID).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &holds)
	}
	if err != nil {
		err = fmt.Errorf("reading the holds of a call: %w", err)
	}
	return holds, err
}

// keepHolds keeps the holds of a call in place of those it had.
func (c *change) keepHolds(ctx context.Context, callID string, holds []recordings.Hold) error {
	text, err := asJSON(holds)
	if err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, `INSERT INTO call_holds (call_id, content) VALUES (?, ?)
		ON CONFLICT (call_id) DO UPDATE SET content = excluded.content`, callID, text)
	if err != nil {
		return fmt.Errorf("keeping the holds of a call: %w", err)
	}
	return nil
}
