package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/contest"
)

// Contests keeps labour competitions. It fits contest.Keeper.
type Contests struct{ w *Workspace }

var _ contest.Keeper = (*Contests)(nil)

// Contests returns the keeper of contests.
func (w *Workspace) Contests() *Contests { return &Contests{w} }

type contestRow struct {
	bun.BaseModel `bun:"table:contests,alias:c"`

	ID             string `bun:"id,pk"`
	Series         string `bun:"series"`
	OrganisationID string `bun:"organisation_id"`
	FirstDay       int    `bun:"first_day"`
	UntilDay       int    `bun:"until_day"`
	Rule           string `bun:"rule"`
	MadeBy         string `bun:"made_by"`
	MadeAt         int64  `bun:"made_at"`
	WithdrawnAt    int64  `bun:"withdrawn_at"`
}

// freezeRow is a freezing without its inputs.
type freezeRow struct {
	ContestID             string
	Number                int
	At                    int64
	Name, Why             string
	InputHash, ResultHash string
}

var errNoContest = fault.New(fault.NotFound, "This contest is not in the workspace.", nil)

// contestsIn keeps of contests those of the actor's organisation and of all.
func contestsIn(q *bun.SelectQuery, by people.Actor) *bun.SelectQuery {
	q = q.Where("c.withdrawn_at = 0")
	if s := by.Scope(); !s.All {
		q = q.Where("c.organisation_id IN ('', ?)", s.OrganisationID)
	}
	return q
}

// contests reads those in scope, the latest period first.
func contests(ctx context.Context, db bun.IDB, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]contest.Contest, error) {
	var rows []struct {
		contestRow `bun:",extend"`
		Name       string
	}
	q := contestsIn(db.NewSelect().Model(&rows).ColumnExpr("c.*, coalesce(p.name, '') AS name").Join("LEFT JOIN persons AS p ON p.id = c.made_by"), by)
	if err := which(q).OrderExpr("c.first_day DESC, c.made_at DESC, c.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading contests: %w", err)
	}
	out, at := make([]contest.Contest, len(rows)), map[string]int{}
	for i, r := range rows {
		out[i] = contest.Contest{ID: r.ID, Series: r.Series, MadeBy: r.Name, MadeAt: instant(r.MadeAt),
			Period: indicators.Period{From: indicators.Date(r.FirstDay), Until: indicators.Date(r.UntilDay)}}
		if err := json.Unmarshal([]byte(r.Rule), &out[i].Rule); err != nil {
			return nil, fmt.Errorf("reading the rule of contest %s: %w", r.ID, err)
		}
		at[r.ID] = i
	}
	frozen, err := freezings(ctx, db)
	for _, f := range frozen {
		if i, ok := at[f.ContestID]; ok {
			out[i].Frozen = append(out[i].Frozen, contest.Frozen{Number: f.Number, At: instant(f.At), By: f.Name, Why: f.Why, InputHash: f.InputHash, ResultHash: f.ResultHash})
		}
	}
	return out, err
}

func freezings(ctx context.Context, db bun.IDB) ([]freezeRow, error) {
	var out []freezeRow
	err := db.NewSelect().TableExpr("contest_freezes AS f").ColumnExpr("f.contest_id, f.number, f.at, coalesce(p.name, '') AS name, f.why, f.input_hash, f.result_hash").
		Join("LEFT JOIN persons AS p ON p.id = f.by_id").OrderExpr("f.contest_id, f.number").Scan(ctx, &out)
	if err != nil {
		return nil, fmt.Errorf("reading what was frozen: %w", err)
	}
	return out, nil
}

func contestBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (contest.Contest, error) {
	out, err := contests(ctx, db, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("c.id = ?", id) })
	if err != nil {
		return contest.Contest{}, err
	}
	if len(out) == 0 {
		return contest.Contest{}, errNoContest
	}
	return out[0], nil
}

// Contests returns those in scope.
func (k *Contests) Contests(ctx context.Context, by people.Actor) ([]contest.Contest, error) {
	out, err := contests(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q })
	return out, k.w.explain(err)
}

// mayKeepContest refuses who keeps no contests, or none of that organisation.
func mayKeepContest(by people.Actor, organisationID string) error {
	if err := by.Require(people.KeepContests); err != nil {
		return err
	}
	if !contest.MayKeep(by, organisationID) {
		return fault.New(fault.Forbidden, "You keep contests of your own organisation only.", nil)
	}
	return nil
}

// keptContest is a contest that the actor may keep, as it is in the transaction.
func (c *change) keptContest(ctx context.Context, id string) (contest.Contest, error) {
	out, err := contestBy(ctx, c, c.by, id)
	if err == nil {
		err = mayKeepContest(c.by, out.Rule.OrganisationID)
	}
	return out, err
}

// Save adds a contest or changes one that has not begun.
func (k *Contests) Save(ctx context.Context, by people.Actor, id string, r contest.Rule, day indicators.Date) (string, error) {
	r.Tidy()
	if err := mayKeepContest(by, r.OrganisationID); err != nil {
		return "", err
	}
	if err := r.Check(); err != nil {
		return "", err
	}
	cycle, err := k.w.Figures().Cycle(ctx, people.Program())
	if err != nil {
		return "", k.w.explain(err)
	}
	p := indicators.PeriodOf(r.Span, day, cycle)
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if err := c.contestOf(ctx, r.OrganisationID); err != nil {
			return err
		}
		if id != "" {
			return c.changeContest(ctx, id, r, p)
		}
		id = newID()
		return c.addContest(ctx, id, id, r, p)
	})
	if err != nil {
		return "", err
	}
	return id, nil
}

// contestOf refuses an organisation that is not there.
func (c *change) contestOf(ctx context.Context, organisationID string) error {
	if organisationID == "" {
		return nil
	}
	kinds, err := organisationKinds(ctx, c)
	if err == nil && kinds[organisationID] == "" {
		err = fault.New(fault.NotFound, "This organisation is not in the workspace.", nil)
	}
	return err
}

func (c *change) addContest(ctx context.Context, id, series string, r contest.Rule, p indicators.Period) error {
	if indicators.DateOf(c.now.In(c.zone)) >= p.Until {
		return fault.New(fault.Conflict, "This period is over: nobody could have known the rule. Choose one that is still going on or to come.", nil)
	}
	rule, err := asJSON(r)
	if err != nil {
		return err
	}
	row := contestRow{ID: id, Series: series, OrganisationID: r.OrganisationID, FirstDay: int(p.From), UntilDay: int(p.Until), Rule: rule, MadeBy: c.by.PersonID, MadeAt: micros(c.now)}
	if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
		if isUnique(err) {
			return fault.New(fault.Conflict, "This contest has a next one already.", nil)
		}
		return fmt.Errorf("keeping a contest: %w", err)
	}
	c.record("add", "contest", id, map[string]any{"name": r.Name, "from": p.From.String(), "until": p.Until.String()})
	c.tell(notice.Contests, id)
	return nil
}

// notBegun refuses what can't be changed any more.
func (c *change) notBegun(k contest.Contest) error {
	if k.On(c.now, c.zone) != contest.Announced {
		return fault.New(fault.Conflict, "The contest has begun: its rule is locked. Make the next one by another rule.", nil)
	}
	return nil
}

func (c *change) changeContest(ctx context.Context, id string, r contest.Rule, p indicators.Period) error {
	was, err := c.keptContest(ctx, id)
	if err == nil {
		err = c.notBegun(was)
	}
	if err != nil {
		return err
	}
	if p.Until <= indicators.DateOf(c.now.In(c.zone)) {
		return fault.New(fault.Conflict, "This period is over: nobody could have known the rule. Choose one that is still going on or to come.", nil)
	}
	rule, err := asJSON(r)
	if err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, `UPDATE contests SET organisation_id = ?, first_day = ?, until_day = ?, rule = ? WHERE id = ?`, r.OrganisationID, int(p.From), int(p.Until), rule, id)
	if isUnique(err) {
		return fault.New(fault.Conflict, "The series has a contest in this period already.", nil)
	}
	c.record("change", "contest", id, map[string]any{"name": r.Name, "from": p.From.String(), "until": p.Until.String()})
	c.tell(notice.Contests, id)
	return err
}

// Follow adds the next contest of a series.
func (k *Contests) Follow(ctx context.Context, by people.Actor, id string) (next string, err error) {
	if err := by.Require(people.KeepContests); err != nil {
		return "", err
	}
	cycle, err := k.w.Figures().Cycle(ctx, people.Program())
	if err != nil {
		return "", k.w.explain(err)
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		was, err := c.keptContest(ctx, id)
		if err != nil {
			return err
		}
		next = newID()
		p := was.Period.After(was.Rule.Span, cycle)
		for indicators.DateOf(c.now.In(c.zone)) >= p.Until {
			p = p.After(was.Rule.Span, cycle)
		}
		return c.addContest(ctx, next, was.Series, was.Rule, p)
	})
	if err != nil {
		return "", err
	}
	return next, nil
}

// Withdraw takes back a contest that has not begun.
func (k *Contests) Withdraw(ctx context.Context, by people.Actor, id string) error {
	if err := by.Require(people.KeepContests); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		was, err := c.keptContest(ctx, id)
		if err == nil {
			err = c.notBegun(was)
		}
		if err != nil {
			return err
		}
		_, err = c.ExecContext(ctx, `UPDATE contests SET withdrawn_at = ? WHERE id = ?`, micros(c.now), id)
		c.record("withdraw", "contest", id, map[string]any{"name": was.Rule.Name})
		c.tell(notice.Contests, id)
		return err
	})
}
