package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/mentoring"
)

var errNoMentorSession = fault.New(fault.NotFound, "This session is not in the workspace.", nil)

// sessionBy returns a session of a pair that the actor may know of.
func (c *change) sessionBy(ctx context.Context, w *Workspace, id string) (mentoring.Session, error) {
	var r mentorSessionRow
	err := c.NewRaw(`SELECT * FROM mentor_sessions WHERE id = ?`, id).Scan(ctx, &r)
	if errors.Is(err, sql.ErrNoRows) {
		return mentoring.Session{}, errNoMentorSession
	}
	if err != nil {
		return mentoring.Session{}, fmt.Errorf("reading a session: %w", err)
	}
	if _, err := w.pairBy(ctx, c, c.by, r.PairID); fault.Is(err, fault.NotFound) {
		return mentoring.Session{}, errNoMentorSession
	} else if err != nil {
		return mentoring.Session{}, err
	}
	return r.session()
}

// SaveSession plans, changes or writes up a session.
func (k *Mentoring) SaveSession(ctx context.Context, by people.Actor, s mentoring.Session) (string, error) {
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		isNew := s.ID == ""
		if !isNew {
			was, err := c.sessionBy(ctx, k.w, s.ID)
			if err != nil {
				return err
			}
			s.PairID, s.Number = was.PairID, was.Number+1
			if err := c.mayRewrite(ctx, k.w, &was); err != nil {
				return err
			}
		} else {
			s.ID, s.Number = newID(), 0
		}
		_, plan, side, err := c.bound(ctx, k.w, s.PairID)
		if err != nil {
			return err
		}
		if s.By = side; !s.Held && !s.At.Before(plan.Ends) {
			return fault.New(fault.Invalid, "The contract ends before this session. Choose an earlier time, or go on with the contract first.", nil)
		}
		if err := s.Check(c.now); err != nil {
			return err
		}
		if err := c.heard(ctx, s.Listened); err != nil {
			return err
		}
		return c.keepSession(ctx, s, isNew)
	})
	if err != nil {
		return "", err // what was given is not handed back
	}
	return s.ID, nil
}

// mayRewrite refuses what both have agreed on, and what the other side wrote.
func (c *change) mayRewrite(ctx context.Context, w *Workspace, was *mentoring.Session) error {
	_, _, side, err := c.bound(ctx, w, was.PairID)
	switch {
	case err != nil:
		return err
	case was.Off != "":
		return fault.New(fault.Conflict, "This session was called off. Plan a new one.", nil)
	case was.Ok:
		return fault.New(fault.Conflict, "Both have confirmed this session. It stays as it is.", nil)
	case was.Waits() && was.By != side:
		return fault.New(fault.Conflict, "The other side has written it up. Confirm it, or say what was different.", nil)
	}
	return nil
}

// heard refuses calls that the actor may not know of.
func (c *change) heard(ctx context.Context, clips []mentoring.Clip) error {
	if len(clips) == 0 {
		return nil
	}
	scope, err := callScope(c.by)
	if err != nil {
		return err
	}
	for _, clip := range clips {
		if _, err := callBy(ctx, c, scope, clip.CallID); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) keepSession(ctx context.Context, s mentoring.Session, isNew bool) error {
	if s.Agenda == nil {
		s.Agenda = []mentoring.Item{}
	}
	if s.Listened == nil {
		s.Listened = []mentoring.Clip{}
	}
	agenda, err := asJSON(s.Agenda)
	if err != nil {
		return err
	}
	listened, err := asJSON(s.Listened)
	if err != nil {
		return err
	}
	if isNew {
		_, err = c.ExecContext(ctx, `INSERT INTO mentor_sessions (id, pair_id, at, minutes, agenda, number, held, said, listened, next, side, ok_at, objected, off)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', '')`, s.ID, s.PairID, micros(s.At), s.Minutes, agenda, s.Number, s.Held, s.Said, listened, s.Next, string(s.By))
	} else {
		_, err = c.ExecContext(ctx, `UPDATE mentor_sessions SET at = ?, minutes = ?, agenda = ?, number = ?, held = ?, said = ?, listened = ?, next = ?, side = ?, objected = '' WHERE id = ?`,
			micros(s.At), s.Minutes, agenda, s.Number, s.Held, s.Said, listened, s.Next, string(s.By), s.ID)
	}
	if err != nil {
		return fmt.Errorf("keeping a session: %w", err)
	}
	verb := "plan"
	if s.Held {
		verb = "write-up"
	}
	c.record(verb, "mentor-session", s.ID, map[string]any{"pair": s.PairID, "at": s.At, "calls": len(s.Listened)})
	c.tell(notice.Mentoring, s.PairID)
	return nil
}

// CallOff takes a planned session back.
func (k *Mentoring) CallOff(ctx context.Context, by people.Actor, id, why string) error {
	if why = strings.TrimSpace(why); why == "" {
		return fault.New(fault.Invalid, "Give a reason.", nil)
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		s, err := c.sessionBy(ctx, k.w, id)
		if err != nil {
			return err
		}
		if _, _, _, err := c.bound(ctx, k.w, s.PairID); err != nil {
			return err
		}
		if !s.Ahead() {
			return fault.New(fault.Conflict, "Only a session that is still planned can be called off.", nil)
		}
		if _, err := c.ExecContext(ctx, `UPDATE mentor_sessions SET off = ?, number = number + 1 WHERE id = ?`, why, id); err != nil {
			return fmt.Errorf("calling a session off: %w", err)
		}
		c.record("call-off", "mentor-session", id, map[string]any{"pair": s.PairID, "why": why})
		c.tell(notice.Mentoring, s.PairID)
		return nil
	})
}

// Confirm confirms what the other side has written up, or objects to it.
func (k *Mentoring) Confirm(ctx context.Context, by people.Actor, id, objection string) error {
	objection = strings.TrimSpace(objection)
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		s, err := c.sessionBy(ctx, k.w, id)
		if err != nil {
			return err
		}
		_, _, side, err := c.bound(ctx, k.w, s.PairID)
		switch {
		case err != nil:
			return err
		case !s.Waits():
			return fault.New(fault.Conflict, "This session does not wait for a confirmation.", nil)
		case s.By == side:
			return fault.New(fault.Forbidden, "The other side confirms what you have written down.", nil)
		}
		okAt := micros(c.now)
		if objection != "" {
			okAt = 0
		}
		if _, err := c.ExecContext(ctx, `UPDATE mentor_sessions SET ok_at = ?, objected = ? WHERE id = ?`, okAt, objection, id); err != nil {
			return fmt.Errorf("confirming a session: %w", err)
		}
		c.record("confirm", "mentor-session", id, map[string]any{"pair": s.PairID, "objection": objection})
		c.tell(notice.Mentoring, s.PairID)
		return nil
	})
}
