package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
)

// Appeals keeps what follows the release of a score. It fits appeal.Keeper and
// appeal.Rules.
type Appeals struct{ w *Workspace }

type appealRow struct {
	bun.BaseModel `bun:"table:appeals,alias:a"`

	ID             string `bun:"id,pk"`
	EvaluationID   string `bun:"evaluation_id"`
	Edition        int    `bun:"edition"`
	Nth            int    `bun:"nth"`
	CallID         string `bun:"call_id"`
	RubricID       string `bun:"rubric_id"`
	VersionID      string `bun:"version_id"`
	AgentID        string `bun:"agent_id"`
	AgentName      string `bun:"agent_name"`
	ReviewerID     string `bun:"reviewer_id"`
	ReviewerName   string `bun:"reviewer_name"`
	OrganisationID string `bun:"organisation_id"`
	State          string `bun:"state"`
	Points         string `bun:"points"`
	FiledAt        int64  `bun:"filed_at"`
	DecideBy       int64  `bun:"decide_by"`
	DeciderID      string `bun:"decider_id"`
	DeciderName    string `bun:"decider_name"`
	Blind          bool   `bun:"blind"`
	DecidedAt      int64  `bun:"decided_at"`
}

// caseRow is an appeal with its call.
type caseRow struct {
	appealRow `bun:",extend"`

	Title     string `bun:"title"`
	StartedAt int64  `bun:"started_at"`
	Duration  int64  `bun:"duration"`
}

func (r *appealRow) appeal() (appeal.Appeal, error) {
	a := appeal.Appeal{ID: r.ID, EvaluationID: r.EvaluationID, Edition: r.Edition, Nth: r.Nth, CallID: r.CallID, RubricID: r.RubricID,
		VersionID: r.VersionID, AgentID: r.AgentID, AgentName: r.AgentName, ReviewerID: r.ReviewerID, ReviewerName: r.ReviewerName,
		OrganisationID: r.OrganisationID, State: appeal.State(r.State), FiledAt: instant(r.FiledAt), DecideBy: instant(r.DecideBy),
		DeciderID: r.DeciderID, DeciderName: r.DeciderName, Blind: r.Blind, DecidedAt: instant(r.DecidedAt)}
	if err := json.Unmarshal([]byte(r.Points), &a.Points); err != nil {
		return a, fmt.Errorf("reading appeal %s: %w", r.ID, err)
	}
	return a, nil
}

// appealsOf narrows a question about appeals to the actor's scope: an agent
// their own, a reviewer those against their own scores (a case tells what was
// answered, and they may have that call still to score), everybody else those
// of the organisations in scope.
func appealsOf(q *bun.SelectQuery, by people.Actor, s people.Scope) *bun.SelectQuery {
	if by.May(people.ScoreCalls) && !by.May(people.ReleaseScores) && !by.May(people.DecideAppeals) {
		q = q.Where("a.reviewer_id = ?", by.PersonID)
	}
	return narrowed(q, s, "a.organisation_id", "a.agent_id")
}

var errNoAppeal = fault.New(fault.NotFound, "This appeal is not in the workspace.", nil)

func appealBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (caseRow, error) {
	var r caseRow
	s, err := callScope(by)
	if err != nil {
		return r, err
	}
	err = appealsOf(withCall(db.NewSelect().Model(&r)), by, s).Where("a.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return r, errNoAppeal
	}
	return r, err
}

func withCall(q *bun.SelectQuery) *bun.SelectQuery {
	return q.ColumnExpr("a.*").ColumnExpr("c.title, c.started_at, c.duration").Join("JOIN calls AS c ON c.id = a.call_id")
}

// Cases returns appeals: open ones first, those due first, then decided ones,
// newest first.
func (k *Appeals) Cases(ctx context.Context, by people.Actor, f appeal.Find, limit int) ([]appeal.Case, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, err
	}
	var rows []caseRow
	q := narrowCases(appealsOf(withCall(k.w.read.NewSelect().Model(&rows)), by, s), f)
	err = q.OrderExpr("a.decided_at > 0, a.decided_at DESC, a.decide_by = 0, a.decide_by, a.id").Limit(int64(limit)).Scan(ctx)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading appeals: %w", err))
	}
	return k.cases(ctx, by, rows)
}

func narrowCases(q *bun.SelectQuery, f appeal.Find) *bun.SelectQuery {
	if len(f.State) > 0 {
		q = q.Where("a.state IN (?)", bun.List(f.State))
	}
	if f.ReviewerID != "" {
		q = q.Where("a.reviewer_id = ?", f.ReviewerID)
	}
	if !f.Since.IsZero() {
		q = q.Where("a.decided_at >= ?", micros(f.Since))
	}
	if f.Ref == "" && !f.Overturned {
		return q
	}
	point := `EXISTS (SELECT 1 FROM appeal_points AS x WHERE x.appeal_id = a.id`
	var args []any
	if f.Ref != "" {
		point += ` AND x.rubric_id = ? AND x.ref = ?`
		args = append(args, f.RubricID, f.Ref)
	}
	if f.Overturned {
		point += ` AND x.overturned`
	}
	return q.Where(point+`)`, args...)
}

func (k *Appeals) cases(ctx context.Context, by people.Actor, rows []caseRow) ([]appeal.Case, error) {
	clock, err := k.clock(ctx, k.w.read, "")
	if err != nil {
		return nil, err
	}
	out := make([]appeal.Case, len(rows))
	for i := range rows {
		if out[i], err = rows[i].shown(by, clock, k.w.now()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// shown is the case as the actor may see it before anything of it is opened.
func (r *caseRow) shown(by people.Actor, clock appeal.Clock, now time.Time) (appeal.Case, error) {
	a, err := r.appeal()
	if err != nil {
		return appeal.Case{}, err
	}
	c := appeal.Case{Appeal: a, Day: clock.Calendar.Length(), CallTitle: r.Title, CallAt: instant(r.StartedAt), CallLength: time.Duration(r.Duration) * time.Microsecond}
	if a.State.Open() && !a.DecideBy.IsZero() {
		c.Left = clock.Left(now, a.DecideBy)
	}
	read := a.State == appeal.Taken && a.DeciderID == by.PersonID && !a.Blind
	if c.Masked = a.State.Open() && !read && appeal.MayDecide(by, a) == nil; c.Masked {
		c.Points = masked(a.Points)
	}
	return c, nil
}

func masked(ps []appeal.Point) []appeal.Point {
	out := make([]appeal.Point, len(ps))
	for i, p := range ps {
		out[i].Ref = p.Ref
	}
	return out
}

// Case returns one appeal with its blind re-score, scores and messages.
func (k *Appeals) Case(ctx context.Context, by people.Actor, id string) (appeal.Case, error) {
	r, err := appealBy(ctx, k.w.read, by, id)
	if err != nil {
		return appeal.Case{}, k.w.explain(err)
	}
	clock, err := k.clock(ctx, k.w.read, "")
	if err != nil {
		return appeal.Case{}, err
	}
	c, err := r.shown(by, clock, k.w.now())
	if err == nil {
		err = k.rescored(ctx, by, &r, &c)
	}
	if err != nil || c.Masked {
		return c, k.w.explain(err)
	}
	if c.Messages, err = messagesOf(ctx, k.w.read, c.EvaluationID); err != nil {
		return c, k.w.explain(err)
	}
	return c, k.w.explain(k.scores(ctx, &c))
}

// rescored reads the blind re-score of the decider; once it is submitted the
// case is open to them. Others see it when all is decided.
func (k *Appeals) rescored(ctx context.Context, by people.Actor, r *caseRow, c *appeal.Case) error {
	var e evaluationRow
	err := k.w.read.NewSelect().Model(&e).Where("e.for_id = ? AND e.purpose = ? AND e.reviewer_id = ? AND e.newest AND e.state <> ?",
		r.ID, string(qa.Rescore), r.DeciderID, string(qa.Voided)).Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	c.Blinded, c.Draft = e.State != string(qa.Draft), e.State == string(qa.Draft)
	if !c.Blinded || c.State.Open() && r.DeciderID != by.PersonID {
		return nil
	}
	if c.Masked {
		a, err := r.appeal()
		if err != nil {
			return err
		}
		c.Points, c.Masked = a.Points, false
	}
	blind, err := e.evaluation()
	c.Rescored = blind.Answers
	return err
}

// scores reads the score appealed against, and the one that came of it.
func (k *Appeals) scores(ctx context.Context, c *appeal.Case) error {
	var rows []evaluationRow
	err := k.w.read.NewSelect().Model(&rows).Column("edition", "final").Where("e.id = ? AND e.edition IN (?)", c.EvaluationID,
		bun.List([]int{c.Edition, c.Edition + 1})).Scan(ctx)
	for _, r := range rows {
		if r.Edition == c.Edition {
			c.Final = r.Final
		} else if c.State == appeal.Revised {
			c.After = r.Final
		}
	}
	return err
}
