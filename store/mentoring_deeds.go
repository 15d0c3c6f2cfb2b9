package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/mentoring"
)

var errNoMeasure = fault.New(fault.NotFound, "This measure is not in the contract.", nil)

// Done notes evidence for one of the times at which a measure is planned. What
// the other side has not confirmed yet may be written anew by who wrote it.
func (k *Mentoring) Done(ctx context.Context, by people.Actor, d mentoring.Deed) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		p, plan, side, err := c.bound(ctx, k.w, d.PairID)
		if err != nil {
			return err
		}
		if err := d.Check(c.now); err != nil {
			return err
		}
		years, err := keptYears(ctx, c, []string{p.ID})
		if err != nil {
			return err
		}
		if err := c.mayNote(ctx, &plan, years[p.ID], side, d); err != nil {
			return err
		}
		_, err = c.ExecContext(ctx, `INSERT INTO mentor_deeds (id, pair_id, measure_id, n, at, note, proof, proof_id, side, ok_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
			ON CONFLICT (pair_id, measure_id, n) DO UPDATE SET at = excluded.at, note = excluded.note, proof = excluded.proof, proof_id = excluded.proof_id`,
			newID(), p.ID, d.MeasureID, d.N, micros(d.At), d.Note, string(d.Proof), d.ProofID, string(side))
		if err != nil {
			return fmt.Errorf("keeping evidence: %w", err)
		}
		c.record("note", "mentor-measure", p.ID, map[string]any{"measure": d.MeasureID, "n": d.N, "proof": d.ProofID})
		c.tell(notice.Mentoring, p.ID)
		return nil
	})
}

// mayNote refuses a time that is not planned or still to come, what is agreed
// on already, and evidence that is not there.
func (c *change) mayNote(ctx context.Context, plan *mentoring.Plan, y *keptYear, side mentoring.Side, d mentoring.Deed) error {
	times := plan.Times(y.deeds)
	i := slices.IndexFunc(times, func(t mentoring.Time) bool { return t.Measure.ID == d.MeasureID && t.N == d.N })
	switch {
	case i < 0:
		return errNoMeasure
	case c.now.Before(times[i].From):
		return fault.New(fault.Conflict, "This measure is not due yet.", nil)
	case times[i].Deed != nil && times[i].Deed.Ok:
		return fault.New(fault.Conflict, "Both have confirmed this measure. It stays as it is.", nil)
	case times[i].Deed != nil && times[i].Deed.By != side:
		return fault.New(fault.Conflict, "The other side has noted it already. Confirm it.", nil)
	}
	switch d.Proof {
	case mentoring.ProofWord:
		return nil
	case mentoring.ProofCall:
		return c.heard(ctx, []mentoring.Clip{{CallID: d.ProofID}})
	case mentoring.ProofSession:
		if slices.ContainsFunc(y.sessions, func(s mentoring.Session) bool { return s.ID == d.ProofID && s.Counts() }) {
			return nil
		}
		return errNoMentorSession
	}
	return fault.New(fault.Invalid, "Choose the evidence.", nil)
}

// ConfirmDone confirms the other side's evidence.
func (k *Mentoring) ConfirmDone(ctx context.Context, by people.Actor, id string) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var r struct {
			PairID, Side string
			OkAt         int64
		}
		err := c.NewRaw(`SELECT pair_id, side, ok_at FROM mentor_deeds WHERE id = ?`, id).Scan(ctx, &r)
		if errors.Is(err, sql.ErrNoRows) {
			return errNoMeasure
		}
		if err != nil {
			return fmt.Errorf("reading evidence: %w", err)
		}
		_, _, side, err := c.bound(ctx, k.w, r.PairID)
		switch {
		case fault.Is(err, fault.NotFound):
			return errNoMeasure
		case err != nil:
			return err
		case r.OkAt > 0:
			return fault.New(fault.Conflict, "Both have confirmed this measure. It stays as it is.", nil)
		case r.Side == string(side):
			return fault.New(fault.Forbidden, "The other side confirms what you have written down.", nil)
		}
		if _, err := c.ExecContext(ctx, `UPDATE mentor_deeds SET ok_at = ? WHERE id = ?`, micros(c.now), id); err != nil {
			return fmt.Errorf("confirming evidence: %w", err)
		}
		c.record("confirm", "mentor-measure", r.PairID, map[string]any{"evidence": id})
		c.tell(notice.Mentoring, r.PairID)
		return nil
	})
}

// Feel keeps the actor's pulse.
func (k *Mentoring) Feel(ctx context.Context, by people.Actor, p mentoring.Pulse) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		pair, _, side, err := c.bound(ctx, k.w, p.PairID)
		if err != nil {
			return err
		}
		if err := p.Check(); err != nil {
			return err
		}
		if _, err := c.ExecContext(ctx, `INSERT INTO mentor_pulses (id, pair_id, side, at, value, note) VALUES (?, ?, ?, ?, ?, ?)`,
			newID(), pair.ID, string(side), micros(c.now), p.Value, p.Note); err != nil {
			return fmt.Errorf("keeping a pulse: %w", err)
		}
		c.record("feel", "mentor-pair", pair.ID, nil)
		c.tell(notice.Mentoring, pair.ID)
		return nil
	})
}
