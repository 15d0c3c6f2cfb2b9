package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/roleplay"
	"shifu/training/roleplay/scenarios"
)

// play is a scenario that somebody can play, with its source.
type play struct {
	s      *roleplay.Scenario
	source []byte
	own    bool
}

// playable are the scenarios that ship and those of the actor's organisation;
// one of an organisation takes the place of the shipped one of its ID.
func playable(ctx context.Context, db bun.IDB, by people.Actor) ([]play, error) {
	var rows []struct{ Hash, Source string }
	err := db.NewRaw(`SELECT s.hash, x.source FROM roleplay_scenarios AS s JOIN roleplay_sources AS x ON x.hash = s.hash
		WHERE s.organisation_id = ? AND NOT s.retired ORDER BY s.brought_at, s.id`, by.OrganisationID).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading scenarios: %w", err)
	}
	var out []play
	for _, s := range scenarios.All() {
		out = append(out, play{s.Scenario, s.Source, false})
	}
	for _, r := range rows {
		s, err := readScenario(r.Hash, r.Source)
		if err != nil {
			return nil, err
		}
		out = slices.DeleteFunc(out, func(p play) bool { return p.s.ID == s.ID })
		out = append(out, play{s, []byte(r.Source), true})
	}
	return out, nil
}

// Begin takes the call.
func (k *RolePlays) Begin(ctx context.Context, by people.Actor, s roleplay.Start) (a roleplay.Attempt, err error) {
	if err := mayPlay(by); err != nil {
		return a, err
	}
	if !slices.Contains(roleplay.Levels, s.Level) {
		return a, fault.New(fault.Invalid, "There is no level \"{{.Have}}\".", fault.Values{"Have": string(s.Level)})
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		all, err := playable(ctx, c, by)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(p play) bool { return p.s.ID == s.ScenarioID })
		if i < 0 {
			return fault.New(fault.NotFound, "This scenario is not in the workspace.", nil)
		}
		a, err = k.start(ctx, c, all[i], roleplayRow{Level: string(s.Level), Language: string(words.Parse(string(s.Language)))})
		return err
	})
	return a, err
}

// start begins an attempt of the actor at a scenario.
func (k *RolePlays) start(ctx context.Context, c *change, p play, r roleplayRow) (a roleplay.Attempt, err error) {
	if r.Hash, err = c.keepSource(ctx, p.source); err != nil {
		return a, err
	}
	r.ScenarioID, r.BegunAt, r.Moves = p.s.ID, micros(c.now), "[]"
	return k.open(ctx, c, r)
}

// keepSource keeps the text of a scenario once.
func (c *change) keepSource(ctx context.Context, source []byte) (string, error) {
	hash := sourceHash(source)
	_, err := c.ExecContext(ctx, `INSERT INTO roleplay_sources (hash, source) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING`, hash, string(source))
	return hash, err
}

// open adds an attempt of the actor.
func (k *RolePlays) open(ctx context.Context, c *change, r roleplayRow) (a roleplay.Attempt, err error) {
	r.ID, r.PersonID, r.OrganisationID = newID(), c.by.PersonID, c.by.OrganisationID
	if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
		return a, fmt.Errorf("keeping a role-play: %w", err)
	}
	c.record("begin", "role-play", r.ID, map[string]any{"scenario": r.ScenarioID, "level": r.Level, "of": r.OfID})
	c.tell(notice.RolePlays, r.ID)
	row, err := k.attemptBy(ctx, c, c.by, r.ID)
	if err != nil {
		return a, err
	}
	return row.played()
}

// mine returns an attempt of the actor.
func (k *RolePlays) mine(ctx context.Context, db bun.IDB, by people.Actor, id string) (*roleplayRow, roleplay.Attempt, error) {
	if err := mayPlay(by); err != nil {
		return nil, roleplay.Attempt{}, err
	}
	r, err := k.attemptBy(ctx, db, by, id)
	if err == nil && r.PersonID != by.PersonID {
		err = errNoRolePlay
	}
	if err != nil {
		return nil, roleplay.Attempt{}, err
	}
	a, err := r.played()
	return r, a, err
}

// mostIdle is after how long without a move an attempt can't be gone on with:
// the caller is long gone.
const mostIdle = 10 * time.Minute

// Move makes one move.
func (k *RolePlays) Move(ctx context.Context, by people.Actor, id string, m roleplay.Move) (a roleplay.Attempt, err error) {
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var r *roleplayRow
		if r, a, err = k.mine(ctx, c, by, id); err != nil {
			return err
		}
		m.At = c.now.Sub(a.BegunAt)
		if m.At-a.Run.At > mostIdle {
			return fault.New(fault.Conflict, "Nobody has spoken for {{.Minutes}} minutes: the line is dead. Take the call anew.", fault.Values{"Minutes": int(mostIdle.Minutes())})
		}
		if err := a.Run.Do(m); err != nil {
			return err
		}
		a.Moves = append(a.Moves, m)
		if err := k.keepMoves(ctx, c, r, &a); err != nil || a.ShiftID == "" {
			return err
		}
		return k.w.Duties().moved(ctx, c, &a, m)
	})
	if err != nil {
		return roleplay.Attempt{}, err
	}
	return a, nil
}

// keepMoves writes the moves, and what the call came to when it is over.
func (k *RolePlays) keepMoves(ctx context.Context, c *change, r *roleplayRow, a *roleplay.Attempt) (err error) {
	if r.Moves, err = asJSON(a.Moves); err != nil {
		return err
	}
	a.Score = a.Run.Score()
	if a.Run.Over() && r.OverAt == 0 {
		a.OverAt, a.Ending, a.Overall, a.Raw, a.Failed = c.now, a.Run.Ended, a.Score.Overall, a.Score.Raw, a.Score.Failed
		r.OverAt, r.Ending, r.Overall, r.Raw, r.Failed = micros(a.OverAt), string(a.Ending), a.Overall, a.Raw, a.Failed
		c.record("end", "role-play", r.ID, map[string]any{"ending": r.Ending, "score": r.Overall})
		c.tell(notice.RolePlays, r.ID)
	}
	_, err = c.NewUpdate().Model(r).Column("moves", "over_at", "ending", "overall", "raw", "failed").WherePK().Exec(ctx)
	return err
}

// Again begins anew before the answer of a turn.
func (k *RolePlays) Again(ctx context.Context, by people.Actor, id string, turn int) (a roleplay.Attempt, err error) {
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, was, err := k.mine(ctx, c, by, id)
		if err != nil {
			return err
		}
		if was.Level == roleplay.Exam {
			return fault.New(fault.Conflict, "An exam is not begun again in its middle.", nil)
		}
		moves, ok := was.Before(turn)
		if !ok {
			return fault.New(fault.Invalid, "There is no answer {{.N}} in this call.", fault.Values{"N": turn + 1})
		}
		kept, err := asJSON(moves)
		if err != nil {
			return err
		}
		var spent time.Duration
		if len(moves) > 0 {
			spent = moves[len(moves)-1].At
		}
		of := r.ID
		if r.OfID != "" {
			of = r.OfID
		}
		a, err = k.open(ctx, c, roleplayRow{ScenarioID: r.ScenarioID, Hash: r.Hash, Level: r.Level, Language: r.Language, BegunAt: micros(c.now.Add(-spent)), OfID: of, FromTurn: turn, Moves: kept, Variant: r.Variant, Ease: r.Ease, Replays: r.Replays})
		return err
	})
	return a, err
}
