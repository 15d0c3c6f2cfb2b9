package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

// Duties keeps shifts of calls. It fits duty.Worker and duty.Keeper.
type Duties struct{ w *Workspace }

var (
	_ duty.Worker = (*Duties)(nil)
	_ duty.Keeper = (*Duties)(nil)
)

// Duties returns the keeper of shifts of calls.
func (w *Workspace) Duties() *Duties { return &Duties{w} }

type dutyRow struct {
	bun.BaseModel `bun:"table:roleplay_shifts,alias:d"`

	ID             string  `bun:"id,pk"`
	PersonID       string  `bun:"person_id"`
	OrganisationID string  `bun:"organisation_id"`
	PlanID         string  `bun:"plan_id"`
	Level          string  `bun:"level"`
	Language       string  `bun:"language"`
	Seed           int64   `bun:"seed"`
	BegunAt        int64   `bun:"begun_at"`
	OverAt         int64   `bun:"over_at"`
	Acts           string  `bun:"acts"`
	Taken          int     `bun:"taken"`
	Missed         int     `bun:"missed"`
	Score          float64 `bun:"score"`
	AHT            int64   `bun:"aht"`
	Record         string  `bun:"record"`

	Person       string `bun:"person,scanonly"`
	Organisation string `bun:"organisation,scanonly"`
	Team         string `bun:"team,scanonly"`
}

func (r *dutyRow) shift() (duty.Shift, error) {
	s := duty.Shift{ID: r.ID, PersonID: r.PersonID, Person: r.Person, OrganisationID: r.OrganisationID, Organisation: r.Organisation, Team: r.Team,
		PlanID: r.PlanID, Level: roleplay.Level(r.Level), Language: words.Language(r.Language), Seed: uint64(r.Seed), BegunAt: instant(r.BegunAt), OverAt: instant(r.OverAt),
		Taken: r.Taken, Missed: r.Missed, Score: r.Score, AHT: time.Duration(r.AHT) * time.Microsecond}
	if err := json.Unmarshal([]byte(r.Acts), &s.Acts); err != nil {
		return s, fmt.Errorf("reading shift %s: %w", r.ID, err)
	}
	return s, nil
}

// shifts reads those in the actor's scope, with names.
func (k *Duties) shifts(ctx context.Context, db bun.IDB, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]dutyRow, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, err
	}
	var rows []dutyRow
	q := db.NewSelect().Model(&rows).ColumnExpr("d.*").ColumnExpr("p.name AS person, o.name AS organisation, coalesce(m.name, '') AS team").
		Join("JOIN persons AS p ON p.id = d.person_id").Join("JOIN organisations AS o ON o.id = d.organisation_id").Join("LEFT JOIN teams AS m ON m.id = p.team_id")
	if err := which(narrowed(q, s, "d.organisation_id", "d.person_id")).OrderExpr("d.begun_at DESC, d.id DESC").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading shifts: %w", err)
	}
	return rows, nil
}

var errNoShift = fault.New(fault.NotFound, "This shift is not in the workspace.", nil)

// shiftBy reads one with its calls.
func (k *Duties) shiftBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (*dutyRow, duty.Shift, error) {
	rows, err := k.shifts(ctx, db, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("d.id = ?", id) })
	if err == nil && len(rows) == 0 {
		err = errNoShift
	}
	if err != nil {
		return nil, duty.Shift{}, err
	}
	s, err := rows[0].shift()
	if err != nil {
		return nil, s, err
	}
	if err := json.Unmarshal([]byte(rows[0].Record), &s.Record); err != nil {
		return nil, s, fmt.Errorf("reading the record of shift %s: %w", s.ID, err)
	}
	s.Calls, err = k.calls(ctx, db, by, &s)
	return &rows[0], s, err
}

// calls are the attempts of a shift as they were played, the first first. Of an
// exam they carry the reviews that the actor may see.
func (k *Duties) calls(ctx context.Context, db bun.IDB, by people.Actor, s *duty.Shift) ([]roleplay.Attempt, error) {
	rows, err := k.w.RolePlays().attempts(ctx, db, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("t.shift_id = ?", s.ID) })
	if err != nil {
		return nil, err
	}
	slices.Reverse(rows)
	out := make([]roleplay.Attempt, len(rows))
	for i := range rows {
		if out[i], err = rows[i].played(); err != nil {
			return nil, err
		}
		if s.Level != roleplay.Exam {
			continue
		}
		if out[i].Reviews, err = reviewsOf(ctx, db, out[i].ID); err != nil {
			return nil, err
		}
		if out[i].Hidden(by.PersonID) {
			out[i].Reviews = nil
		}
	}
	return out, nil
}

// Shifts returns the shifts, the newest first.
func (k *Duties) Shifts(ctx context.Context, by people.Actor) ([]duty.Shift, error) {
	rows, err := k.shifts(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q })
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := make([]duty.Shift, len(rows))
	for i := range rows {
		if out[i], err = rows[i].shift(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Shift returns one with its calls.
func (k *Duties) Shift(ctx context.Context, by people.Actor, id string) (duty.Shift, error) {
	_, s, err := k.shiftBy(ctx, k.w.read, by, id)
	return s, k.w.explain(err)
}

// mine returns a shift of the actor.
func (k *Duties) mine(ctx context.Context, db bun.IDB, by people.Actor, id string) (*dutyRow, duty.Shift, error) {
	if err := mayPlay(by); err != nil {
		return nil, duty.Shift{}, err
	}
	r, s, err := k.shiftBy(ctx, db, by, id)
	if err == nil && r.PersonID != by.PersonID {
		err = errNoShift
	}
	return r, s, err
}

// keep writes what a shift came to so far.
func (k *Duties) keep(ctx context.Context, c *change, r *dutyRow, s *duty.Shift) (err error) {
	if r.Acts, err = asJSON(s.Acts); err != nil {
		return err
	}
	if r.Record, err = asJSON(s.Record); err != nil {
		return err
	}
	r.OverAt, r.Taken, r.Missed, r.Score, r.AHT = micros(s.OverAt), s.Taken, s.Missed, s.Score, s.AHT.Microseconds()
	_, err = c.NewUpdate().Model(r).Column("acts", "over_at", "taken", "missed", "score", "aht", "record").WherePK().Exec(ctx)
	c.tell(notice.RolePlays, r.ID)
	return err
}
