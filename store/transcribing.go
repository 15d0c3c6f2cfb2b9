package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/transcribe"
)

// Transcribing keeps how calls are transcribed and whence transcripts come. It
// fits transcribe.Keeper.
type Transcribing struct{ w *Workspace }

var _ transcribe.Keeper = (*Transcribing)(nil)

// Transcribing returns the keeper of transcription.
func (w *Workspace) Transcribing() *Transcribing { return &Transcribing{w} }

// transcribingKey is the setting under which it is kept how a server is asked.
const transcribingKey = "transcription"

// Settings returns how the server is asked.
func (k *Transcribing) Settings(ctx context.Context, by people.Actor) (transcribe.Settings, error) {
	s := transcribe.Standard()
	if !by.May(people.KeepWorkspace) {
		if _, err := hearingOrImport(by); err != nil {
			return s, err
		}
	}
	kept, err := k.w.Setting(ctx, transcribingKey)
	if err != nil || kept == nil {
		return s, err
	}
	if err := json.Unmarshal(kept, &s); err != nil {
		return transcribe.Standard(), fmt.Errorf("reading the settings of transcription: %w", err)
	}
	return s, nil
}

// SetSettings changes how the server is asked.
func (k *Transcribing) SetSettings(ctx context.Context, by people.Actor, s transcribe.Settings) error {
	if err := errors.Join(by.Require(people.KeepWorkspace), s.Check()); err != nil {
		return err
	}
	content, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return k.w.SetSetting(ctx, by, transcribingKey, content)
}

// sending is the scope of who may send the sound of calls: hear them, and write
// their transcripts.
func sending(by people.Actor) (people.Scope, error) {
	if _, err := hearingOrImport(by); err != nil {
		return people.Scope{}, err
	}
	return hearing(by)
}

// Begin leaves the trace that the sound of a call is sent.
func (k *Transcribing) Begin(ctx context.Context, by people.Actor, callID string, s transcribe.Sending) error {
	scope, err := sending(by)
	if err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if err := c.heardStill(ctx, scope, callID, s.Hash); err != nil {
			return err
		}
		c.record("send", "call", callID, map[string]any{"to": s.Address, "model": s.Model, "audio": s.Hash, "redacted": s.Redacted, "seconds": s.Sound.Seconds(), "pieces": s.Pieces})
		return nil
	})
}

// heardStill refuses a recording that is no longer the one that everybody hears.
func (c *change) heardStill(ctx context.Context, s people.Scope, callID, hash string) error {
	r, err := callBy(ctx, c, s, callID)
	if err != nil {
		return err
	}
	cut, err := redactionOf(ctx, c, callID)
	if err == nil && hash != or(cut.After, r.AudioHash) {
		err = transcribe.Changed
	}
	return err
}

// Answer returns what a server answered, nil if it wasn't asked yet.
func (k *Transcribing) Answer(ctx context.Context, by people.Actor, callID, key string) ([]byte, error) {
	s, err := sending(by)
	if err != nil {
		return nil, err
	}
	if _, err := callBy(ctx, k.w.read, s, callID); err != nil {
		return nil, k.w.explain(err)
	}
	return k.w.value(ctx, `SELECT content FROM transcribe_answers WHERE call_id = ? AND ask = ?`, callID, key)
}

// KeepAnswer keeps what a server answered. It is no part of the audit log: what
// is made of it is.
func (k *Transcribing) KeepAnswer(ctx context.Context, by people.Actor, callID string, a transcribe.Answer) error {
	s, err := sending(by)
	if err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if err := c.heardStill(ctx, s, callID, a.Hash); err != nil {
			return err
		}
		_, err := c.ExecContext(ctx, `INSERT INTO transcribe_answers (call_id, ask, at, content) VALUES (?, ?, ?, ?)
			ON CONFLICT (call_id, ask) DO UPDATE SET at = excluded.at, content = excluded.content`, callID, a.Key, micros(c.now), string(a.Raw))
		return err
	})
}

// forgetAnswers wipes what servers answered about a call.
func (c *change) forgetAnswers(ctx context.Context, callID string) error {
	if _, err := c.ExecContext(ctx, `DELETE FROM transcribe_answers WHERE call_id = ?`, callID); err != nil {
		return fmt.Errorf("wiping what a server answered: %w", err)
	}
	return nil
}

// Write puts a transcript in the place of the call's.
func (k *Transcribing) Write(ctx context.Context, by people.Actor, callID string, t transcribe.Transcript) error {
	s, err := hearingOrImport(by)
	if err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := callBy(ctx, c, s, callID); err != nil {
			return err
		}
		if t.Hash != "" {
			if err := c.heardStill(ctx, s, callID, t.Hash); err != nil {
				return err
			}
		}
		was, err := transcriptOf(ctx, c, callID)
		if err != nil {
			return err
		}
		if !t.Over && slices.ContainsFunc(was, func(u recordings.Utterance) bool { return u.Hand }) {
			return transcribe.ByHand
		}
		origin, err := asJSON(t.Origin)
		if err != nil {
			return err
		}
		return c.write(ctx, callID, t.Said, &origin)
	})
}

// write keeps a transcript without what is redacted; without an origin the old
// one stays.
func (c *change) write(ctx context.Context, callID string, us []recordings.Utterance, origin *string) error {
	kept, err := c.withoutRedacted(ctx, callID, us)
	if err != nil {
		return err
	}
	if err := c.keepSaid(ctx, callID, kept); err != nil {
		return err
	}
	facts := map[string]any{"utterances": len(us)}
	if origin != nil {
		if _, err := c.ExecContext(ctx, `UPDATE transcripts SET origin = ? WHERE call_id = ?`, *origin, callID); err != nil {
			return fmt.Errorf("keeping whence a transcript comes: %w", err)
		}
		facts["origin"] = json.RawMessage(*origin)
	}
	c.record("transcribe", "call", callID, facts)
	c.tell(notice.Calls, callID)
	return nil
}

// Origin returns whence the transcript of a call comes.
func (k *Transcribing) Origin(ctx context.Context, by people.Actor, callID string) (o recordings.Origin, err error) {
	s, err := hearing(by)
	if err != nil {
		return o, err
	}
	if _, err := callBy(ctx, k.w.read, s, callID); err != nil {
		return o, k.w.explain(err)
	}
	var text string
	err = k.w.read.QueryRowContext(ctx, `SELECT origin FROM transcripts WHERE call_id = ?`, callID).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) || err == nil && text == "" {
		return o, nil
	}
	if err != nil {
		return o, k.w.explain(err)
	}
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return o, fault.New(fault.Unexpected, "The origin of the transcript can't be read.", nil).Because(err)
	}
	return o, nil
}
