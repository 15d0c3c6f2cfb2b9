package store

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

// Open begins a shift. One of the actor that was broken off is closed.
func (k *Duties) Open(ctx context.Context, by people.Actor, s duty.Start) (out duty.Shift, err error) {
	if err := mayPlay(by); err != nil {
		return out, err
	}
	if _, ok := duty.Find(s.PlanID); !ok {
		return out, fault.New(fault.NotFound, "There is no shift \"{{.Have}}\".", fault.Values{"Have": s.PlanID})
	}
	if !slices.Contains(duty.Levels, s.Level) {
		return out, fault.New(fault.Invalid, "There is no level \"{{.Have}}\".", fault.Values{"Have": string(s.Level)})
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if err := k.closeOld(ctx, c); err != nil {
			return err
		}
		r := dutyRow{ID: newID(), PersonID: by.PersonID, OrganisationID: by.OrganisationID, PlanID: s.PlanID, Level: string(s.Level), Language: string(words.Parse(string(s.Language))), BegunAt: micros(c.now), Acts: "[]", Record: "{}"}
		if r.Seed = r.BegunAt; s.Level == roleplay.Exam {
			r.Seed = examSeed(s.PlanID)
		}
		if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
			return fmt.Errorf("keeping a shift: %w", err)
		}
		c.record("begin", "role-play shift", r.ID, map[string]any{"plan": r.PlanID, "level": r.Level})
		_, out, err = k.shiftBy(ctx, c, by, r.ID)
		return err
	})
	return out, err
}

// examSeed is the seed of a plan in exams: everybody gets the same calls.
func examSeed(planID string) int64 {
	h := fnv.New64a()
	h.Write([]byte(planID))
	return int64(h.Sum64() >> 1)
}

// closeOld closes the shifts of the actor that were broken off; one that goes
// on is in the way of another.
func (k *Duties) closeOld(ctx context.Context, c *change) error {
	rows, err := k.shifts(ctx, c, c.by, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("d.person_id = ? AND d.over_at = 0", c.by.PersonID)
	})
	if err != nil {
		return err
	}
	for i := range rows {
		r, s, err := k.mine(ctx, c, c.by, rows[i].ID)
		if err != nil {
			return err
		}
		over, err := k.settle(ctx, c, r, &s)
		if err != nil {
			return err
		}
		if !over {
			return fault.New(fault.Conflict, "A shift of yours goes on. Finish it, then begin another.", nil)
		}
	}
	return nil
}

// settle ends a call whose line is dead, and the shift if its time is up; over
// tells whether it is.
func (k *Duties) settle(ctx context.Context, c *change, r *dutyRow, s *duty.Shift) (over bool, err error) {
	changed := false
	if a := s.Open(); a != nil && c.now.Sub(a.BegunAt)-a.Run.At > mostIdle {
		s.Acts = append(s.Acts, duty.Act{Kind: duty.Done, At: a.BegunAt.Add(a.Run.At).Sub(s.BegunAt)})
		changed = true
	}
	centre, err := s.Centre(c.now.Sub(s.BegunAt))
	switch {
	case err != nil: // begun under another version of the routing core: it can't go on
		k.close(c, s, c.now.Sub(s.BegunAt), duty.Record{})
	case centre.Over():
		k.close(c, s, centre.Seat().Since, centre.Record())
	}
	if changed || s.Over() {
		return s.Over(), k.keep(ctx, c, r, s)
	}
	return false, nil
}

// close sets what a shift came to.
func (k *Duties) close(c *change, s *duty.Shift, at time.Duration, r duty.Record) {
	s.Record = r
	sum := duty.SumOf(r, s.Calls)
	s.OverAt = s.BegunAt.Add(at)
	s.Taken, s.Missed, s.Score, s.AHT = sum.Calls, sum.Missed, sum.Score, sum.AHT
	c.record("end", "role-play shift", s.ID, map[string]any{"calls": s.Taken, "missed": s.Missed, "score": s.Score})
}

// Act does something at the seat.
func (k *Duties) Act(ctx context.Context, by people.Actor, id string, a duty.Act) (s duty.Shift, err error) {
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var r *dutyRow
		if r, s, err = k.mine(ctx, c, by, id); err != nil {
			return err
		}
		if s.Over() {
			return fault.New(fault.Conflict, "The shift is over.", nil)
		}
		over, err := k.settle(ctx, c, r, &s)
		if err != nil || over {
			return err
		}
		switch {
		case slices.Contains([]duty.Kind{duty.Answer, duty.Done, duty.Pass, duty.Help}, a.Kind): // by the call
			return fault.New(fault.Invalid, "There is no act \"{{.Have}}\" at a seat.", fault.Values{"Have": string(a.Kind)})
		case a.Kind == duty.Busy && !slices.Contains(duty.Reasons, a.Text):
			return fault.New(fault.Invalid, "There is no reason \"{{.Have}}\" to be busy.", fault.Values{"Have": a.Text})
		}
		_, err = k.do(ctx, c, r, &s, a)
		return err
	})
	if err != nil {
		return duty.Shift{}, err
	}
	return s, nil
}

// do does an act now and keeps it.
func (k *Duties) do(ctx context.Context, c *change, r *dutyRow, s *duty.Shift, a duty.Act) (*duty.Centre, error) {
	a.At = c.now.Sub(s.BegunAt)
	centre, err := s.Centre(a.At)
	if err != nil {
		return nil, err
	}
	if err := centre.Do(a); err != nil {
		return nil, err
	}
	s.Acts = append(s.Acts, a)
	if centre.Over() {
		k.close(c, s, centre.Seat().Since, centre.Record())
	}
	return centre, k.keep(ctx, c, r, s)
}

// Answer takes the call that rings.
func (k *Duties) Answer(ctx context.Context, by people.Actor, id string) (s duty.Shift, a roleplay.Attempt, err error) {
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var r *dutyRow
		if r, s, err = k.mine(ctx, c, by, id); err != nil {
			return err
		}
		centre, err := s.Centre(c.now.Sub(s.BegunAt))
		if err != nil {
			return err
		}
		if centre.Seat().State != duty.IsRung {
			return fault.New(fault.Conflict, "No call rings now.", nil)
		}
		if a, err = k.take(ctx, c, &s, centre.Seat().Ring.Line); err != nil {
			return err
		}
		s.Calls = append(s.Calls, a)
		_, err = k.do(ctx, c, r, &s, duty.Act{Kind: duty.Answer, Text: a.ID})
		return err
	})
	if err != nil {
		return duty.Shift{}, roleplay.Attempt{}, err
	}
	return s, a, nil
}

// take begins the attempt for a call of a line: drawn in an exam, otherwise what
// the person needs most.
func (k *Duties) take(ctx context.Context, c *change, s *duty.Shift, l roleplay.Line) (a roleplay.Attempt, err error) {
	all, err := playable(ctx, c, c.by)
	if err != nil {
		return a, err
	}
	scripts := make([]*roleplay.Scenario, len(all))
	for i := range all {
		scripts[i] = all[i].s
	}
	var pick duty.Pick
	var ok bool
	if s.Level == roleplay.Exam {
		pick, ok = duty.Drawn(scripts, l, s.Seed, len(s.Calls))
	} else {
		played, err := k.played(ctx, c, s)
		if err != nil {
			return a, err
		}
		pick, ok = duty.Next(scripts, l, played)
	}
	if !ok {
		return a, fault.New(fault.NotFound, "This scenario is not in the workspace.", nil)
	}
	i := slices.IndexFunc(all, func(p play) bool { return p.s.ID == pick.Scenario.ID })
	row := roleplayRow{Level: string(s.Level), Language: string(s.Language), ShiftID: s.ID, Variant: pick.Variant, Ease: pick.Ease, Replays: strings.Join(pick.Replays, " ")}
	return k.w.RolePlays().start(ctx, c, all[i], row)
}

// lookBack is how many attempts the choice of the next call looks at.
const lookBack = 60

// played are the person's attempts of late, those of the shift among them.
func (k *Duties) played(ctx context.Context, c *change, s *duty.Shift) ([]duty.Played, error) {
	rows, err := k.w.RolePlays().attempts(ctx, c, c.by, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("t.person_id = ? AND t.over_at > 0 AND t.of_id = '' AND t.level <> ?", c.by.PersonID, string(roleplay.Script)).Limit(lookBack)
	})
	if err != nil {
		return nil, err
	}
	out := make([]duty.Played, 0, len(rows))
	for i := range rows {
		a, err := rows[i].played()
		if err != nil {
			return nil, err
		}
		out = append(out, duty.Of(&a, a.ShiftID == s.ID))
	}
	return out, nil
}

// moved is told of a move in a call of a shift: the lead is bound, the caller is
// passed on, the seat is free.
func (k *Duties) moved(ctx context.Context, c *change, a *roleplay.Attempt, m roleplay.Move) error {
	var acts []duty.Act
	if m.Kind == roleplay.Help {
		acts = append(acts, duty.Act{Kind: duty.Help})
	}
	if m.Kind == roleplay.Hand && a.Run.Gone() {
		acts = append(acts, duty.Act{Kind: duty.Pass, Text: string(m.To)})
	}
	if a.Closed() {
		acts = append(acts, duty.Act{Kind: duty.Done})
	}
	if len(acts) == 0 {
		return nil
	}
	r, s, err := k.mine(ctx, c, c.by, a.ShiftID)
	if err != nil || s.Over() {
		return err
	}
	if open := s.Open(); open == nil || open.ID != a.ID {
		return nil
	}
	for _, act := range acts {
		if _, err := k.do(ctx, c, r, &s, act); err != nil {
			return err
		}
	}
	return nil
}
