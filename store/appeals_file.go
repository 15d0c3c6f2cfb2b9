package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
)

type messageRow struct {
	bun.BaseModel `bun:"table:score_messages,alias:m"`

	ID           string `bun:"id,pk"`
	EvaluationID string `bun:"evaluation_id"`
	SentAt       int64  `bun:"sent_at"`
	PersonID     string `bun:"person_id"`
	PersonName   string `bun:"person_name"`
	ByAgent      bool   `bun:"by_agent"`
	Content      string `bun:"content"`
}

func messagesOf(ctx context.Context, db bun.IDB, evaluationID string) ([]appeal.Message, error) {
	var rows []messageRow
	if err := db.NewSelect().Model(&rows).Where("m.evaluation_id = ?", evaluationID).OrderExpr("m.sent_at, m.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading questions: %w", err)
	}
	out := make([]appeal.Message, len(rows))
	for i, r := range rows {
		out[i] = appeal.Message{At: instant(r.SentAt), FromID: r.PersonID, FromName: r.PersonName, ByAgent: r.ByAgent, Text: r.Content}
	}
	return out, nil
}

// Standing returns what was asked and appealed of an evaluation, and what its
// agent may still do.
func (k *Appeals) Standing(ctx context.Context, by people.Actor, evaluationID string) (appeal.Standing, error) {
	var st appeal.Standing
	r, err := evaluationBy(ctx, k.w.read, by, evaluationID)
	if err != nil {
		return st, k.w.explain(err)
	}
	if st.Terms, err = k.terms(ctx, k.w.read, r); err != nil {
		return st, k.w.explain(err)
	}
	clock, err := k.clock(ctx, k.w.read, r.AgentID)
	if err != nil {
		return st, k.w.explain(err)
	}
	st.Day = clock.Calendar.Length()
	if !st.AppealBy.IsZero() {
		st.Left = clock.Left(k.w.now(), st.AppealBy)
	}
	st.May = st.Terms.MayAppeal(qa.State(r.State), k.w.now(), k.w.zone)
	if st.Messages, err = messagesOf(ctx, k.w.read, evaluationID); err != nil {
		return st, k.w.explain(err)
	}
	var rows []caseRow
	err = withCall(k.w.read.NewSelect().Model(&rows)).Where("a.evaluation_id = ?", evaluationID).OrderExpr("a.nth").Scan(ctx)
	if err != nil {
		return st, k.w.explain(fmt.Errorf("reading appeals: %w", err))
	}
	cases, err := k.cases(ctx, by, rows)
	for _, c := range cases {
		st.Appeals = append(st.Appeals, c.Appeal)
	}
	return st, err
}

// terms are the dates of a released evaluation; zero before it was released.
func (k *Appeals) terms(ctx context.Context, db bun.IDB, r evaluationRow) (appeal.Terms, error) {
	released, filed := int64(0), 0
	err := db.NewSelect().TableExpr("releases").ColumnExpr("coalesce(max(released_at), 0)").Where("evaluation_id = ?", r.ID).Scan(ctx, &released)
	if err == nil {
		err = db.NewSelect().TableExpr("appeals").ColumnExpr("count(*)").Where("evaluation_id = ?", r.ID).Scan(ctx, &filed)
	}
	if err != nil {
		return appeal.Terms{}, fmt.Errorf("reading the dates of an evaluation: %w", err)
	}
	v, err := versionBy(ctx, db, people.Program(), r.VersionID)
	if err != nil {
		return appeal.Terms{}, err
	}
	clock, err := k.clock(ctx, db, r.AgentID)
	return appeal.TermsOf(v.TimersInForce(), clock, instant(released), filed), err
}

// Say adds a question of the agent, or an answer to one.
func (k *Appeals) Say(ctx context.Context, by people.Actor, evaluationID, text string) error {
	text = strings.TrimSpace(text)
	if n := len([]rune(text)); n == 0 || n > appeal.MaxMessage {
		return fault.New(fault.Invalid, "Write 1 to {{.Limit}} characters.", fault.Values{"Limit": appeal.MaxMessage})
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := evaluationBy(ctx, c, by, evaluationID)
		if err != nil {
			return err
		}
		ms, err := messagesOf(ctx, c, evaluationID)
		if err != nil {
			return err
		}
		agent := r.AgentID == by.PersonID && by.PersonID != ""
		if err := maySay(by, r, ms, agent); err != nil {
			return err
		}
		m := messageRow{ID: newID(), EvaluationID: evaluationID, SentAt: micros(c.now), PersonID: by.PersonID, PersonName: by.Name, ByAgent: agent, Content: text}
		if _, err := c.NewInsert().Model(&m).Exec(ctx); err != nil {
			return fmt.Errorf("keeping a question: %w", err)
		}
		verb := "answer"
		if agent {
			verb = "ask"
		}
		c.record(verb, "evaluation", evaluationID, map[string]any{"text": text})
		c.tell(notice.Appeals, "")
		c.tell(notice.Evaluations, evaluationID)
		return nil
	})
}

func maySay(by people.Actor, r evaluationRow, ms []appeal.Message, agent bool) error {
	_, asked := appeal.Asked(ms)
	switch state := qa.State(r.State); {
	case agent && (state == qa.Acknowledged || state == qa.Closed || !r.Shown):
		return fault.New(fault.Conflict, "This evaluation is settled: nothing more can be asked about it.", nil)
	case agent:
		return nil
	case r.ReviewerID != by.PersonID && !by.May(people.DecideAppeals):
		return fault.New(fault.Forbidden, "Only the reviewer, or who decides appeals, answers questions about a score.", nil)
	case !asked:
		return fault.New(fault.Conflict, "There is no open question about this evaluation.", nil)
	}
	return nil
}

// File appeals against the edition that the agent sees.
func (k *Appeals) File(ctx context.Context, by people.Actor, evaluationID string, ps []appeal.Point) (appeal.Appeal, error) {
	var row appealRow
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := evaluationBy(ctx, c, by, evaluationID)
		if err != nil {
			return err
		}
		terms, err := k.mayFile(ctx, c, r)
		if err != nil {
			return err
		}
		v, err := versionBy(ctx, c, people.Program(), r.VersionID)
		if err != nil {
			return err
		}
		e, err := r.evaluation()
		if err != nil {
			return err
		}
		if err := appeal.Check(&v, e.Answers, ps); err != nil {
			return err
		}
		if row, err = k.newAppeal(ctx, c, r, v.TimersInForce(), terms.Filed+1, ps); err != nil {
			return err
		}
		c.record("appeal", "evaluation", evaluationID, map[string]any{"appeal": row.ID, "edition": r.Edition, "questions": len(ps)})
		return c.move(ctx, &r, qa.Appealed, "")
	})
	if err != nil {
		return appeal.Appeal{}, err
	}
	return row.appeal()
}

func (k *Appeals) mayFile(ctx context.Context, c *change, r evaluationRow) (appeal.Terms, error) {
	switch {
	case r.AgentID != c.by.PersonID || c.by.PersonID == "":
		return appeal.Terms{}, fault.New(fault.Forbidden, "Only the agent whose call it is can do this.", nil)
	case r.Purpose != string(qa.Ordinary):
		return appeal.Terms{}, fault.New(fault.Conflict, "Only an ordinary evaluation can be appealed.", nil)
	case !r.Newest:
		return appeal.Terms{}, fault.New(fault.Conflict, "This evaluation is being revised. Wait for its new edition.", nil)
	}
	terms, err := k.terms(ctx, c, r)
	if err != nil {
		return terms, err
	}
	return terms, terms.MayAppeal(qa.State(r.State), c.now, k.w.zone)
}

func (k *Appeals) newAppeal(ctx context.Context, c *change, r evaluationRow, t qa.Timers, nth int, ps []appeal.Point) (appealRow, error) {
	points, err := asJSON(ps)
	if err != nil {
		return appealRow{}, err
	}
	clock, err := k.clock(ctx, c, "")
	if err != nil {
		return appealRow{}, err
	}
	a := appealRow{ID: newID(), EvaluationID: r.ID, Edition: r.Edition, Nth: nth, CallID: r.CallID, RubricID: r.RubricID, VersionID: r.VersionID,
		AgentID: r.AgentID, AgentName: c.by.Name, ReviewerID: r.ReviewerID, ReviewerName: r.ReviewerName, OrganisationID: r.OrganisationID,
		State: string(appeal.Filed), Points: points, FiledAt: micros(c.now), DecideBy: micros(clock.After(c.now, t.DecideWithin))}
	if _, err := c.NewInsert().Model(&a).Exec(ctx); err != nil {
		return a, fmt.Errorf("filing an appeal: %w", err)
	}
	c.tell(notice.Appeals, a.ID)
	return a, nil
}

// firsts keeps when an evaluation came into a state for the first time.
func (c *change) firsts(ctx context.Context, id string, to qa.State, at time.Time) error {
	var err error
	switch to {
	case qa.Released:
		_, err = c.ExecContext(ctx, `INSERT INTO releases (evaluation_id, released_at, acknowledged_at) VALUES (?, ?, 0) ON CONFLICT (evaluation_id) DO NOTHING`, id, micros(at))
	case qa.Acknowledged:
		_, err = c.ExecContext(ctx, `UPDATE releases SET acknowledged_at = ? WHERE evaluation_id = ? AND acknowledged_at = 0`, micros(at), id)
	case qa.Voided:
		_, err = c.ExecContext(ctx, `UPDATE appeals SET state = ? WHERE evaluation_id = ? AND decided_at = 0`, string(appeal.Void), id)
		c.tell(notice.Appeals, "")
	}
	if err != nil {
		return fmt.Errorf("keeping the dates of an evaluation: %w", err)
	}
	return nil
}
