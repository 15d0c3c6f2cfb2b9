package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/redaction"
	"shifu/training/benchmark"
)

// Suggested are the marks that the transcript suggests.
func (k *Benchmarks) Suggested(ctx context.Context, by people.Actor, id string) ([]benchmark.Mark, error) {
	if err := by.Require(people.KeepBenchmarks); err != nil {
		return nil, err
	}
	s, err := k.one(ctx, k.w.read, by, id)
	if err != nil {
		return nil, k.w.explain(err)
	}
	if s.CallID == "" {
		return nil, errNoCall
	}
	said, names, err := k.said(ctx, k.w.read, &s)
	return benchmark.Suggest(said, names, s.From, s.Until), k.w.explain(err)
}

// said is the transcript of a call, and the names that must not be read.
func (k *Benchmarks) said(ctx context.Context, db bun.IDB, s *benchmark.Standing) (said []recordings.Utterance, names []string, err error) {
	var callID string
	if err := db.NewRaw(`SELECT call_id FROM benchmarks WHERE id = ?`, s.ID).Scan(ctx, &callID); err != nil {
		return nil, nil, err
	}
	if said, err = transcriptOf(ctx, db, callID); err != nil {
		return nil, nil, err
	}
	var agent string
	if err := db.NewRaw(`SELECT agent_name FROM calls WHERE id = ?`, callID).Scan(ctx, &agent); err != nil {
		return nil, nil, err
	}
	return said, []string{agent}, nil
}

// Hear opens a clip, and counts the play of one in use.
func (k *Benchmarks) Hear(ctx context.Context, by people.Actor, id string) (benchmark.Sound, error) {
	return k.opened(ctx, by, id, false)
}

// CopyOut opens a clip to be copied out.
func (k *Benchmarks) CopyOut(ctx context.Context, by people.Actor, id string) (benchmark.Sound, error) {
	if err := by.Require(people.CopyOut); err != nil {
		return benchmark.Sound{}, err
	}
	return k.opened(ctx, by, id, true)
}

func (k *Benchmarks) opened(ctx context.Context, by people.Actor, id string, copied bool) (out benchmark.Sound, err error) {
	if err := by.Require(people.ListenCalls); err != nil {
		return out, err
	}
	if err := by.RequireConfidential(); err != nil {
		return out, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		s, err := k.one(ctx, c, by, id)
		if err != nil {
			return err
		}
		usable := s.Usable(c.now)
		if copied && !usable {
			return fault.New(fault.Conflict, "Only a benchmark call in use can be copied out.", nil)
		}
		if out, err = k.sound(ctx, c, &s); err != nil {
			return err
		}
		if out.Path, err = k.w.Shelf().Path(out.Call.Audio.Hash); err != nil || !usable {
			return err
		}
		verb := "hear"
		if copied {
			verb = "copy-out"
		}
		if _, err := c.ExecContext(ctx, `INSERT INTO benchmark_plays (benchmark_id, person_id, at, copied) VALUES (?, ?, ?, ?)`, id, by.PersonID, micros(c.now), copied); err != nil {
			return fmt.Errorf("counting a play: %w", err)
		}
		c.record(verb, "benchmark", id, nil)
		c.tell(notice.Benchmarks, id)
		return nil
	})
	if err != nil {
		return benchmark.Sound{}, err
	}
	return out, nil
}

// sound is what is needed to hear a clip. Who sees the call itself hears it
// before its redaction was confirmed too, with what the transcript suggests.
func (k *Benchmarks) sound(ctx context.Context, db bun.IDB, s *benchmark.Standing) (out benchmark.Sound, err error) {
	said, names, err := k.said(ctx, db, s)
	if err != nil {
		return out, err
	}
	var r callRow
	if err := db.NewSelect().Model(&r).Where("c.id = (SELECT call_id FROM benchmarks WHERE id = ?)", s.ID).Scan(ctx); err != nil {
		return out, fmt.Errorf("reading the call of a benchmark: %w", err)
	}
	whole := r.call()
	out.Call = recordings.Call{ID: whole.ID, Title: s.Title, Duration: whole.Duration, Audio: whole.Audio}
	out.From, out.Until, out.Said = s.From, s.Until, benchmark.Heard(said, names, &s.Call)
	if s.Redaction != nil {
		out.Marks = s.Redaction.Marks
	}
	return out, nil
}

// transcriptOf returns what was said in a call, for whoever has checked that the
// actor may read it.
func transcriptOf(ctx context.Context, db bun.IDB, callID string) (us []recordings.Utterance, err error) {
	var text []string
	if err := db.NewRaw(`SELECT utterances FROM transcripts WHERE call_id = ?`, callID).Scan(ctx, &text); err != nil || len(text) == 0 {
		return nil, err
	}
	if err := json.Unmarshal([]byte(text[0]), &us); err != nil {
		return nil, fmt.Errorf("reading a transcript: %w", err)
	}
	return us, nil
}

// silentIn is what must not be heard of a benchmark call.
func silentIn(ctx context.Context, db bun.IDB, id string) ([]redaction.Span, error) {
	var rows []benchmarkRow
	if err := db.NewSelect().Model(&rows).Where("b.id = ?", id).Scan(ctx); err != nil || len(rows) == 0 {
		return nil, err
	}
	b, err := rows[0].call()
	if err != nil || b.Redaction == nil {
		return nil, err
	}
	return benchmark.Spans(b.Redaction.Marks), nil
}
