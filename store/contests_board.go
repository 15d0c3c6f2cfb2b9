package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/contest"
	"shifu/training/proof"
)

// Board returns a contest as the actor sees it.
func (k *Contests) Board(ctx context.Context, by people.Actor, id string) (contest.Board, error) {
	c, err := contestBy(ctx, k.w.read, by, id)
	if err != nil {
		return contest.Board{}, k.w.explain(err)
	}
	live, err := k.input(ctx, c)
	if err != nil {
		return contest.Board{}, k.w.explain(err)
	}
	in, f, frozen := live, contest.Frozen{}, false
	if f, frozen = c.Last(); frozen {
		if in, err = k.frozenInput(ctx, id, f.Number); err != nil {
			return contest.Board{}, k.w.explain(err)
		}
	}
	r := contest.Compute(c.Rule, in)
	b := contest.See(by, c, r)
	b.State, b.Until = c.On(k.w.now(), k.w.zone), c.AppealsUntil(k.w.zone)
	if b.Result, err = r.Hash(); err != nil {
		return contest.Board{}, err
	}
	if frozen {
		b.Same, b.Drift = b.Result == f.ResultHash, contest.Drift(in, live)
	}
	b.Appeals, err = contestAppeals(ctx, k.w.read, id, by, b.Keeps)
	return b, k.w.explain(err)
}

// contestAppeals are those against a result: all, or the actor's own.
func contestAppeals(ctx context.Context, db bun.IDB, contestID string, by people.Actor, all bool) ([]contest.Appeal, error) {
	var rows []struct {
		ID, PersonID, Person, Text, Answer, Decider string
		At, DecidedAt                               int64
		Granted                                     bool
	}
	q := db.NewSelect().TableExpr("contest_appeals AS a").ColumnExpr("a.id, a.person_id, p.name AS person, a.text, a.answer, coalesce(d.name, '') AS decider, a.at, a.decided_at, a.granted").
		Join("JOIN persons AS p ON p.id = a.person_id").Join("LEFT JOIN persons AS d ON d.id = a.decided_by").Where("a.contest_id = ?", contestID)
	if !all {
		q = q.Where("a.person_id = ?", by.PersonID)
	}
	if err := q.OrderExpr("a.at, a.id").Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading appeals against a contest: %w", err)
	}
	out := make([]contest.Appeal, len(rows))
	for i, r := range rows {
		out[i] = contest.Appeal{ID: r.ID, ContestID: contestID, PersonID: r.PersonID, Person: r.Person, Text: r.Text, At: instant(r.At),
			Granted: r.Granted, Answer: r.Answer, DecidedBy: r.Decider, DecidedAt: instant(r.DecidedAt)}
	}
	return out, nil
}

// Freeze keeps the inputs once the period is over.
func (k *Contests) Freeze(ctx context.Context, by people.Actor, id string) (f contest.Frozen, err error) {
	if err := by.Require(people.KeepContests); err != nil {
		return f, err
	}
	c, err := contestBy(ctx, k.w.read, by, id)
	if err == nil {
		err = mayKeepContest(by, c.Rule.OrganisationID)
	}
	if err != nil {
		return f, k.w.explain(err)
	}
	in, err := k.input(ctx, c)
	if err != nil {
		return f, k.w.explain(err)
	}
	err = k.w.change(ctx, by, func(ctx context.Context, ch *change) error {
		c, err := ch.keptContest(ctx, id)
		if err != nil {
			return err
		}
		switch c.On(ch.now, ch.zone) {
		case contest.Announced, contest.Running:
			return fault.New(fault.Conflict, "The contest is not over yet. It can be frozen after its last day.", nil)
		case contest.Open, contest.Final:
			return fault.New(fault.Conflict, "The contest is frozen already. Only an appeal that is granted freezes it again.", nil)
		}
		f, err = ch.freeze(ctx, c, in, "")
		return err
	})
	return f, err
}

// freeze keeps inputs with their hash and that of the result.
func (c *change) freeze(ctx context.Context, k contest.Contest, in contest.Input, why string) (f contest.Frozen, err error) {
	text, err := in.Text()
	if err != nil {
		return f, err
	}
	f = contest.Frozen{Number: len(k.Frozen) + 1, At: c.now, By: c.by.Name, Why: why, InputHash: proof.Hash(text)}
	if f.ResultHash, err = contest.Compute(k.Rule, in).Hash(); err != nil {
		return f, err
	}
	_, err = c.ExecContext(ctx, `INSERT INTO contest_freezes (contest_id, number, at, by_id, why, input, input_hash, result_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		k.ID, f.Number, micros(c.now), c.by.PersonID, why, text, f.InputHash, f.ResultHash)
	if err != nil {
		return f, fmt.Errorf("freezing a contest: %w", err)
	}
	c.record("freeze", "contest", k.ID, map[string]any{"number": f.Number, "input": f.InputHash, "result": f.ResultHash, "why": why})
	c.tell(notice.Contests, k.ID)
	return f, nil
}

// Tick freezes what has been over for long enough.
func (k *Contests) Tick(ctx context.Context, by people.Actor) (frozen int, err error) {
	if err := by.Require(people.KeepWorkspace); err != nil {
		return 0, err
	}
	all, err := contests(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("NOT EXISTS (SELECT 1 FROM contest_freezes AS f WHERE f.contest_id = c.id)")
	})
	for _, c := range all {
		if err == nil && !k.w.now().Before(c.FreezesAt(k.w.zone)) {
			_, err = k.Freeze(ctx, by, c.ID)
			frozen++
		}
	}
	return frozen, k.w.explain(err)
}

const mostAppeal = 500

// Appeal objects to a result.
func (k *Contests) Appeal(ctx context.Context, by people.Actor, id, text string) error {
	if text = strings.TrimSpace(text); text == "" || len([]rune(text)) > mostAppeal {
		return fault.New(fault.Invalid, "Say what is wrong, in at most {{.N}} characters.", fault.Values{"N": mostAppeal})
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		x, err := contestBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		if x.On(c.now, c.zone) != contest.Open {
			return fault.New(fault.Conflict, "Appeals against this contest are not open.", nil)
		}
		f, _ := x.Last()
		in, err := k.frozenInput(ctx, id, f.Number)
		if err != nil {
			return err
		}
		if contest.Compute(x.Rule, in).Of(x.Rule.UnitOf(by)) == nil {
			return fault.New(fault.Forbidden, "Only who took part can appeal.", nil)
		}
		_, err = c.ExecContext(ctx, `INSERT INTO contest_appeals (id, contest_id, person_id, text, at, granted, answer, decided_by, decided_at) VALUES (?, ?, ?, ?, ?, 0, '', '', 0)`,
			newID(), id, by.PersonID, text, micros(c.now))
		c.record("appeal", "contest", id, map[string]any{"text": text})
		c.tell(notice.Contests, id)
		return err
	})
}

// Decide answers an appeal.
func (k *Contests) Decide(ctx context.Context, by people.Actor, appealID string, granted bool, answer string) error {
	if err := by.Require(people.KeepContests); err != nil {
		return err
	}
	if answer = strings.TrimSpace(answer); answer == "" || len([]rune(answer)) > mostAppeal {
		return fault.New(fault.Invalid, "Give an answer, in at most {{.N}} characters.", fault.Values{"N": mostAppeal})
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		x, err := c.contestAppeal(ctx, appealID)
		if err != nil {
			return err
		}
		if _, err := c.ExecContext(ctx, `UPDATE contest_appeals SET granted = ?, answer = ?, decided_by = ?, decided_at = ? WHERE id = ?`, granted, answer, by.PersonID, micros(c.now), appealID); err != nil {
			return err
		}
		c.record("decide", "contest-appeal", appealID, map[string]any{"granted": granted, "answer": answer})
		c.tell(notice.Contests, x.ID)
		if !granted {
			return nil
		}
		in, err := k.input(ctx, x)
		if err == nil {
			_, err = c.freeze(ctx, x, in, answer)
		}
		return err
	})
}

// contestAppeal is the contest of an appeal that the actor may decide.
func (c *change) contestAppeal(ctx context.Context, id string) (contest.Contest, error) {
	var row struct {
		ContestID, PersonID string
		DecidedAt           int64
	}
	none := fault.New(fault.NotFound, "This appeal is not in the workspace.", nil)
	if err := c.NewSelect().TableExpr("contest_appeals").ColumnExpr("contest_id, person_id, decided_at").Where("id = ?", id).Scan(ctx, &row); err != nil {
		return contest.Contest{}, none.Because(err)
	}
	x, err := c.keptContest(ctx, row.ContestID)
	switch {
	case fault.Is(err, fault.NotFound):
		return x, none
	case err != nil:
		return x, err
	case row.DecidedAt != 0:
		return x, fault.New(fault.Conflict, "This appeal is decided already.", nil)
	case row.PersonID == c.by.PersonID:
		return x, fault.New(fault.Forbidden, "Nobody decides their own appeal.", nil)
	}
	return x, nil
}
