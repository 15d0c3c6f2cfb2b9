package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/mentor"
)

var _ mentor.Keeper = (*Pairs)(nil)

type roundRow struct {
	bun.BaseModel `bun:"table:mentor_rounds,alias:r"`

	ID             string `bun:"id,pk"`
	OrganisationID string `bun:"organisation_id"`
	Edition        int    `bun:"edition"`
	State          string `bun:"state"`
	Content        string `bun:"content"`
	MadeBy         string `bun:"made_by"`
	MadeAt         int64  `bun:"made_at"`
	DoneAt         int64  `bun:"done_at"`
}

// shownRound is a round with the name of who made it.
type shownRound struct {
	roundRow `bun:",extend"`
	Maker    string
}

func (r shownRound) round() (mentor.Round, error) {
	var out mentor.Round
	if err := json.Unmarshal([]byte(r.Content), &out); err != nil {
		return out, fmt.Errorf("reading round %s: %w", r.ID, err)
	}
	out.ID, out.OrganisationID, out.Edition, out.State = r.ID, r.OrganisationID, r.Edition, mentor.RoundState(r.State)
	out.MadeBy, out.MadeAt, out.DoneAt = r.Maker, instant(r.MadeAt), instant(r.DoneAt)
	return out, nil
}

func rounds(ctx context.Context, db bun.IDB, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]mentor.Round, error) {
	if err := by.Require(people.KeepMentoring); err != nil {
		return nil, err
	}
	var rows []shownRound
	q := db.NewSelect().Model(&rows).ColumnExpr("r.*, coalesce(p.name, '') AS maker").Join("LEFT JOIN persons AS p ON p.id = r.made_by")
	if s := by.Scope(); !s.All {
		q = q.Where("r.organisation_id = ?", s.OrganisationID)
	}
	if err := which(q).OrderExpr("r.made_at DESC, r.id DESC").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading rounds: %w", err)
	}
	out := make([]mentor.Round, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.round(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Rounds returns all, the newest first.
func (k *Pairs) Rounds(ctx context.Context, by people.Actor) ([]mentor.Round, error) {
	out, err := rounds(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q })
	return out, k.w.explain(err)
}

// Round returns one.
func (k *Pairs) Round(ctx context.Context, by people.Actor, id string) (mentor.Round, error) {
	r, err := roundBy(ctx, k.w.read, by, id)
	return r, k.w.explain(err)
}

func roundBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (mentor.Round, error) {
	all, err := rounds(ctx, db, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("r.id = ?", id) })
	if err == nil && len(all) == 0 {
		err = fault.New(fault.NotFound, "This round of pairing is not in the workspace.", nil)
	}
	if err != nil {
		return mentor.Round{}, err
	}
	return all[0], nil
}

// openRound is a round that is not done.
func openRound(ctx context.Context, c *change, id string) (mentor.Round, error) {
	r, err := roundBy(ctx, c, c.by, id)
	if err == nil && !r.DoneAt.IsZero() {
		err = fault.New(fault.Conflict, "This round is done. Begin a new one.", nil)
	}
	return r, err
}

// keepRound writes a round as its next edition.
func (c *change) keepRound(ctx context.Context, r *mentor.Round, verb string) error {
	r.Edition++
	content, err := asJSON(r)
	if err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, `UPDATE mentor_rounds SET edition = ?, state = ?, content = ?, done_at = ? WHERE id = ?`, r.Edition, string(r.State), content, micros(r.DoneAt), r.ID); err != nil {
		return fmt.Errorf("keeping a round: %w", err)
	}
	c.record(verb, "mentor-round", r.ID, map[string]any{"mentors": len(r.Mentors), "mentees": len(r.Mentees), "alone": r.Alone()})
	c.tellPair("")
	return nil
}

// SaveRound adds a round or changes one.
func (k *Pairs) SaveRound(ctx context.Context, by people.Actor, r mentor.Round) (mentor.Round, error) {
	if err := by.Require(people.KeepMentoring); err != nil {
		return mentor.Round{}, err
	}
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if r.ID != "" {
			was, err := openRound(ctx, c, r.ID)
			if err != nil {
				return err
			}
			if was.Edition != r.Edition {
				return fault.New(fault.Conflict, "The round was changed meanwhile. Read it again, then change it.", nil)
			}
		}
		if err := k.inform(ctx, c, &r); err != nil {
			return err
		}
		if err := r.Check(); err != nil {
			return err
		}
		if r.ID == "" {
			row := roundRow{ID: newID(), OrganisationID: by.OrganisationID, State: string(mentor.Preparing), Content: "{}", MadeBy: by.PersonID, MadeAt: micros(c.now)}
			if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
				return fmt.Errorf("keeping a round: %w", err)
			}
			r.ID, r.Edition = row.ID, 0
		}
		r.State, r.Proposed = mentor.Preparing, nil
		return c.keepRound(ctx, &r, "save")
	})
	if err != nil {
		return mentor.Round{}, err
	}
	return k.Round(ctx, by, r.ID)
}

// ProposePairs solves a round over what is known now.
func (k *Pairs) ProposePairs(ctx context.Context, by people.Actor, id string) (mentor.Round, error) {
	return k.changeRound(ctx, by, id, "propose", func(ctx context.Context, c *change, r *mentor.Round) error {
		if err := k.inform(ctx, c, r); err != nil {
			return err
		}
		r.State = mentor.Reviewing
		return r.Propose(k.w.zone)
	})
}

// AssignMentor changes one proposal by hand.
func (k *Pairs) AssignMentor(ctx context.Context, by people.Actor, id, menteeID, mentorID string) (mentor.Round, error) {
	return k.changeRound(ctx, by, id, "assign", func(_ context.Context, _ *change, r *mentor.Round) error {
		return r.Assign(menteeID, mentorID, k.w.zone)
	})
}

func (k *Pairs) changeRound(ctx context.Context, by people.Actor, id, verb string, do func(ctx context.Context, c *change, r *mentor.Round) error) (mentor.Round, error) {
	if err := by.Require(people.KeepMentoring); err != nil {
		return mentor.Round{}, err
	}
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := openRound(ctx, c, id)
		if err != nil {
			return err
		}
		if err := do(ctx, c, &r); err != nil {
			return err
		}
		return c.keepRound(ctx, &r, verb)
	})
	if err != nil {
		return mentor.Round{}, err
	}
	return k.Round(ctx, by, id)
}

// PublishRound makes the proposed pairs, all or none.
func (k *Pairs) PublishRound(ctx context.Context, by people.Actor, id string) error {
	_, err := k.changeRound(ctx, by, id, "publish", func(ctx context.Context, c *change, r *mentor.Round) error {
		if r.State != mentor.Reviewing || r.Alone() == len(r.Proposed) {
			return fault.New(fault.Conflict, "There are no pairs to publish. Propose some first.", nil)
		}
		if err := k.stillMay(ctx, c, r); err != nil {
			return err
		}
		for _, p := range r.Proposed {
			if p.MentorID == "" {
				continue
			}
			if _, err := k.makePair(ctx, c, p.MentorID, p.MenteeID, r.ID); err != nil {
				return err
			}
		}
		r.State, r.DoneAt = mentor.Published, c.now
		return nil
	})
	return err
}

// DropRound gives a round up.
func (k *Pairs) DropRound(ctx context.Context, by people.Actor, id string) error {
	_, err := k.changeRound(ctx, by, id, "drop", func(_ context.Context, c *change, r *mentor.Round) error {
		r.State, r.DoneAt = mentor.Dropped, c.now
		return nil
	})
	return err
}
