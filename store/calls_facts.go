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
	"shifu/recordings"
)

// SetFacts changes the facts of a call that is here. Who may import may change
// them all; a reviewer may change the title and the agent's channel. A call
// that was scored keeps its agent.
func (k *Calls) SetFacts(ctx context.Context, by people.Actor, c recordings.Call) error {
	s, err := callScope(by)
	if err != nil {
		return err
	}
	if !by.May(people.ScoreCalls) {
		if err := by.Require(people.ImportCalls); err != nil {
			return err
		}
	}
	return k.w.change(ctx, by, func(ctx context.Context, ch *change) error {
		old, err := callBy(ctx, ch, s, c.ID)
		if err != nil {
			return err
		}
		row, err := ch.withFacts(ctx, old.callRow, c)
		if err != nil {
			return err
		}
		if err := ch.reread(ctx, old.callRow, row); err != nil {
			return err
		}
		if row.Changed, err = ch.next(ctx, "changes", 1); err != nil {
			return err
		}
		if _, err := ch.NewUpdate().Model(&row).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("changing a call: %w", err)
		}
		ch.record("change", "call", c.ID, map[string]any{"title": row.Title, "agent": row.AgentID, "lane": row.AgentLane, "audio": row.AudioHash, "codec": row.Codec, "rate": row.SampleRate, "channels": row.Channels})
		ch.tell(notice.Calls, c.ID)
		if err := ch.keepFactsOf(ctx, c.ID); err != nil {
			return err
		}
		return keepTitle(ctx, ch.Tx.Tx, row.N, row.Title)
	})
}

func (ch *change) withFacts(ctx context.Context, row callRow, c recordings.Call) (callRow, error) {
	if !ch.by.May(people.ImportCalls) {
		row.Title, row.AgentLane = c.Title, c.Audio.AgentLane
		return row, nil
	}
	if c.AgentID != row.AgentID {
		if err := ch.mayMove(ctx, row.ID); err != nil {
			return row, err
		}
	}
	a, err := ch.importer(ctx, []recordings.Call{c})
	if err != nil {
		return row, err
	}
	defer a.insert.Close()
	if err := a.complete(&c); err != nil {
		return row, err
	}
	row.ExternalID, row.Source, row.Title, row.StartedAt, row.Duration = c.ExternalID, c.Source, c.Title, micros(c.StartedAt), c.Duration.Microseconds()
	row.AgentID, row.AgentName, row.StaffNumber, row.OrganisationID, row.TeamID = c.AgentID, c.AgentName, c.StaffNumber, c.OrganisationID, c.TeamID
	row.Project, row.BusinessLine, row.Queue, row.Direction = c.Project, c.BusinessLine, c.Queue, string(c.Direction)
	row.Caller, row.Satisfaction = c.Caller, c.Satisfaction
	f := c.Audio
	row.AudioHash, row.FileName, row.Container, row.Codec, row.Channels = f.Hash, f.FileName, f.Container, f.Codec, f.Channels
	row.SampleRate, row.Frames, row.AgentLane = f.SampleRate, f.Frames, f.AgentLane
	row.Problem, err = keptProblem(f.Problem)
	return row, err
}

// reread lets go of what was made of sound that is read otherwise from now on.
func (ch *change) reread(ctx context.Context, was, now callRow) error {
	if was.Container == now.Container && was.Codec == now.Codec && was.SampleRate == now.SampleRate && was.Channels == now.Channels && was.Frames == now.Frames {
		return nil
	}
	for _, built := range []struct{ query, why string }{
		{`SELECT count(*) FROM evaluations WHERE call_id = ? AND submitted_at > 0 AND state <> 'voided'`, "This call has been scored as it sounds, so it can't be read otherwise. Void the evaluation first."},
		{`SELECT count(*) FROM redactions WHERE call_id = ?`, "This call was redacted as it sounds, so it can't be read otherwise."},
	} {
		n := 0
		if err := ch.QueryRowContext(ctx, built.query, was.ID).Scan(&n); err != nil {
			return fmt.Errorf("looking at what a recording is used for: %w", err)
		}
		if n > 0 {
			return fault.New(fault.Conflict, built.why, nil)
		}
	}
	for _, table := range []string{"derived", "speech_corrections", "transcribe_answers"} {
		if _, err := ch.ExecContext(ctx, `DELETE FROM `+table+` WHERE call_id = ?`, was.ID); err != nil {
			return fmt.Errorf("letting go of what was made of a recording: %w", err)
		}
	}
	return nil
}

// mayMove refuses to give a scored call to another agent.
func (ch *change) mayMove(ctx context.Context, callID string) error {
	n, err := ch.NewSelect().Table("evaluations").Where("call_id = ? AND submitted_at > 0 AND state <> 'voided'", callID).Count(ctx)
	if err == nil && n > 0 {
		err = fault.New(fault.Conflict, "This call has been scored, so its agent can't change. Void the evaluation first.", nil)
	}
	return err
}

// Derived returns a blob made from audio by kind and version, NotFound if there is none.
func (k *Calls) Derived(ctx context.Context, by people.Actor, callID, kind string) ([]byte, error) {
	s, err := hearing(by)
	if err != nil {
		return nil, err
	}
	if _, err := callBy(ctx, k.w.read, s, callID); err != nil {
		return nil, k.w.explain(err)
	}
	var blob []byte
	err = k.w.read.QueryRowContext(ctx, `SELECT content FROM derived WHERE call_id = ? AND kind = ?`, callID, kind).Scan(&blob)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New(fault.NotFound, "Nothing of this kind was made from the call's audio yet.", nil)
	}
	return blob, k.w.explain(err)
}

// SetDerived keeps a blob made from audio. It can be made again, so it is no
// part of the audit log.
func (k *Calls) SetDerived(ctx context.Context, by people.Actor, callID, kind string, blob []byte) error {
	s, err := hearing(by)
	if err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := callBy(ctx, c, s, callID); err != nil {
			return err
		}
		_, err := c.Tx.Tx.ExecContext(ctx, `INSERT INTO derived (call_id, kind, content) VALUES (?, ?, ?)
			ON CONFLICT (call_id, kind) DO UPDATE SET content = excluded.content`, callID, kind, blob)
		return err
	})
}

// Transcript returns what was said, nothing if it was never written down.
func (k *Calls) Transcript(ctx context.Context, by people.Actor, callID string) ([]recordings.Utterance, error) {
	s, err := hearing(by)
	if err != nil {
		return nil, err
	}
	if _, err := callBy(ctx, k.w.read, s, callID); err != nil {
		return nil, k.w.explain(err)
	}
	text, err := k.w.value(ctx, `SELECT utterances FROM transcripts WHERE call_id = ?`, callID)
	if err != nil || text == nil {
		return nil, err
	}
	var us []recordings.Utterance
	if err := json.Unmarshal(text, &us); err != nil {
		return nil, fmt.Errorf("reading a transcript: %w", err)
	}
	return us, nil
}

// SetTranscript keeps what was said; whence it comes stays. Who may import or
// score may.
func (k *Calls) SetTranscript(ctx context.Context, by people.Actor, callID string, us []recordings.Utterance) error {
	s, err := hearingOrImport(by)
	if err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := callBy(ctx, c, s, callID); err != nil {
			return err
		}
		return c.write(ctx, callID, us, nil)
	})
}

func hearingOrImport(by people.Actor) (people.Scope, error) {
	if by.May(people.ImportCalls) {
		return callScope(by)
	}
	if err := by.Require(people.ScoreCalls); err != nil {
		return people.Scope{}, err
	}
	return hearing(by)
}

// Opened records in the audit log that the actor opened the call's audio.
func (k *Calls) Opened(ctx context.Context, by people.Actor, callID string) error {
	s, err := hearing(by)
	if err != nil {
		return err
	}
	if ro, _ := k.w.ReadOnly(); ro {
		_, err := callBy(ctx, k.w.read, s, callID)
		return k.w.explain(err)
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := callBy(ctx, c, s, callID); err != nil {
			return err
		}
		c.record("open", "call", callID, nil)
		return nil
	})
}

// Audio returns where the call's sound lies, for who may hear it: without what
// was redacted.
func (k *Calls) Audio(ctx context.Context, by people.Actor, callID string) (path string, err error) {
	s, err := hearing(by)
	if err != nil {
		return "", err
	}
	r, err := callBy(ctx, k.w.read, s, callID)
	if err != nil {
		return "", k.w.explain(err)
	}
	cut, err := redactionOf(ctx, k.w.read, callID)
	if err != nil {
		return "", k.w.explain(err)
	}
	return k.w.Shelf().Path(or(cut.After, r.AudioHash))
}
