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
)

type evaluationRow struct {
	bun.BaseModel `bun:"table:evaluations,alias:e"`

	ID             string   `bun:"id,pk"`
	Edition        int      `bun:"edition,pk"`
	CallID         string   `bun:"call_id"`
	RubricID       string   `bun:"rubric_id"`
	VersionID      string   `bun:"version_id"`
	ReviewerID     string   `bun:"reviewer_id"`
	ReviewerName   string   `bun:"reviewer_name"`
	AgentID        string   `bun:"agent_id"`
	TeamID         string   `bun:"team_id"`
	OrganisationID string   `bun:"organisation_id"`
	Purpose        string   `bun:"purpose"`
	For            string   `bun:"for_id"`
	State          string   `bun:"state"`
	Answers        string   `bun:"answers"`
	Comment        string   `bun:"comment"`
	Moments        string   `bun:"moments"`
	Raw            *float64 `bun:"raw"`
	Final          *float64 `bun:"final"`
	FailAll        bool     `bun:"fail_all"`
	Listened       int64    `bun:"listened"`
	StartedAt      int64    `bun:"started_at"`
	SavedAt        int64    `bun:"saved_at"`
	SubmittedAt    int64    `bun:"submitted_at"`
	Why            string   `bun:"why"`
	Newest         bool     `bun:"newest"`
	Counts         bool     `bun:"counts"`
	Shown          bool     `bun:"shown"`
	Risk           bool     `bun:"risk"` // chosen for its risk: in no average
}

func (r *evaluationRow) evaluation() (qa.Evaluation, error) {
	e := qa.Evaluation{ID: r.ID, Edition: r.Edition, CallID: r.CallID, RubricID: r.RubricID, VersionID: r.VersionID, ReviewerID: r.ReviewerID,
		ReviewerName: r.ReviewerName, AgentID: r.AgentID, OrganisationID: r.OrganisationID, Purpose: qa.Purpose(r.Purpose), For: r.For, Risk: r.Risk, State: qa.State(r.State),
		Comment: r.Comment, Raw: r.Raw, Final: r.Final, FailAll: r.FailAll, Listened: time.Duration(r.Listened) * time.Microsecond,
		StartedAt: instant(r.StartedAt), SavedAt: instant(r.SavedAt), SubmittedAt: instant(r.SubmittedAt), Why: r.Why}
	err := errors.Join(json.Unmarshal([]byte(r.Answers), &e.Answers), json.Unmarshal([]byte(r.Moments), &e.Moments))
	if err != nil {
		return e, fmt.Errorf("reading evaluation %s: %w", r.ID, err)
	}
	return e, nil
}

// bare is the evaluation without what was entered.
func (r *evaluationRow) bare() qa.Evaluation {
	return qa.Evaluation{ID: r.ID, ReviewerID: r.ReviewerID, ReviewerName: r.ReviewerName, Purpose: qa.Purpose(r.Purpose), State: qa.State(r.State)}
}

// write takes over what a reviewer writes; the rest is the store's.
func (r *evaluationRow) write(e qa.Evaluation) (err error) {
	if e.Answers == nil {
		e.Answers = qa.Answers{}
	}
	if r.Answers, err = asJSON(e.Answers); err != nil {
		return err
	}
	if r.Moments, err = asJSON(e.Moments); err != nil {
		return err
	}
	r.Comment, r.Listened = e.Comment, e.Listened.Microseconds()
	return nil
}

// hidden are the purposes that only the reviewer reads here; the calibration
// session or appeal that they belong to shows them in its own time.
var hidden = []qa.Purpose{qa.Session, qa.Rescore}

// unjudged are the calls that a reviewer has still to score: what others made
// of them is not shown until then, since nobody knows which calls are scored twice.
const unjudged = `SELECT call_id FROM tasks WHERE reviewer_id = ? AND done_at = 0 AND skipped = ''
	UNION SELECT call_id FROM evaluations WHERE reviewer_id = ? AND state = ? AND edition = 1`

// calibrated are the calls that a reviewer scores in a calibration session: it
// is blind to everything that was made of them before.
const calibrated = `SELECT k.call_id FROM calibration_calls AS k JOIN calibration_sessions AS s ON s.id = k.session_id
	JOIN calibration_members AS m ON m.session_id = s.id WHERE m.person_id = ? AND s.state = 'scoring'`

// out are the states in which the agent knows of an evaluation.
var out = []string{string(qa.Released), string(qa.Acknowledged), string(qa.Appealed), string(qa.InReview), string(qa.Upheld), string(qa.Revised), string(qa.Closed)}

// readable narrows a question about editions to those that the actor may read:
// an agent those of themselves that were released, everybody else those in
// scope, but drafts only their own unless they release scores.
func readable(q *bun.SelectQuery, by people.Actor, s people.Scope) *bun.SelectQuery {
	if s.PersonID != "" {
		return q.Where("e.organisation_id = ?", s.OrganisationID).WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
			return q.Where("e.agent_id = ? AND e.state IN (?)", s.PersonID, bun.List(out)).
				WhereOr("e.reviewer_id = ? AND e.purpose = ?", s.PersonID, string(qa.Self)).
				WhereOr("e.agent_id = ? AND e.purpose = ? AND e.state <> ?", s.PersonID, string(qa.Joint), string(qa.Draft))
		})
	}
	if !s.All {
		q = q.Where("e.organisation_id = ?", s.OrganisationID)
	}
	if !by.May(people.ReleaseScores) {
		q = q.Where("(e.state <> ? OR e.reviewer_id = ?)", string(qa.Draft), by.PersonID)
		q = q.Where("(e.reviewer_id = ? OR e.call_id NOT IN ("+unjudged+"))", by.PersonID, by.PersonID, by.PersonID, string(qa.Draft))
		q = q.Where("(e.reviewer_id = ? OR e.call_id NOT IN ("+calibrated+"))", by.PersonID, by.PersonID)
	}
	return q.Where("(e.purpose NOT IN (?) OR e.reviewer_id = ?)", bun.List(hidden), by.PersonID)
}

// lastReadable keeps of each evaluation the last edition that the actor may read.
func lastReadable(q *bun.SelectQuery, by people.Actor, s people.Scope) *bun.SelectQuery {
	q = readable(q, by, s)
	if s.PersonID != "" {
		return q.Where("(e.shown OR e.newest AND e.purpose IN (?))", bun.List([]qa.Purpose{qa.Self, qa.Joint}))
	}
	if by.May(people.ReleaseScores) {
		return q.Where("e.newest")
	}
	return q.Where(`e.edition = (SELECT max(x.edition) FROM evaluations AS x WHERE x.id = e.id AND (x.state <> ? OR x.reviewer_id = ?))`,
		string(qa.Draft), by.PersonID)
}

var errNoEvaluation = fault.New(fault.NotFound, "This evaluation is not in the workspace.", nil)

func evaluationBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (evaluationRow, error) {
	var r evaluationRow
	s, err := callScope(by)
	if err != nil {
		return r, err
	}
	err = lastReadable(db.NewSelect().Model(&r), by, s).Where("e.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return r, errNoEvaluation
	}
	return r, err
}

// Evaluation returns the last edition that the actor may read.
func (k *Quality) Evaluation(ctx context.Context, by people.Actor, id string) (qa.Evaluation, error) {
	r, err := evaluationBy(ctx, k.w.read, by, id)
	if err != nil {
		return qa.Evaluation{}, k.w.explain(err)
	}
	return r.evaluation()
}

// Editions returns every edition that the actor may read, oldest first.
func (k *Quality) Editions(ctx context.Context, by people.Actor, id string) ([]qa.Evaluation, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, err
	}
	var rows []evaluationRow
	q := readable(k.w.read.NewSelect().Model(&rows), by, s).Where("e.id = ?", id).OrderExpr("e.edition")
	if err := q.Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading editions: %w", err))
	}
	if len(rows) == 0 {
		return nil, errNoEvaluation
	}
	return evaluations(rows)
}

func evaluations(rows []evaluationRow) ([]qa.Evaluation, error) {
	es := make([]qa.Evaluation, len(rows))
	for i := range rows {
		var err error
		if es[i], err = rows[i].evaluation(); err != nil {
			return nil, err
		}
	}
	return es, nil
}

// Evaluations returns those that match, those submitted last first; drafts,
// which were not, by when they were saved and before all others.
func (k *Quality) Evaluations(ctx context.Context, by people.Actor, f qa.Find, limit int) ([]qa.Evaluation, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, err
	}
	if f.Counted() {
		ids, err := k.w.counted(ctx, by, f, limit)
		if err != nil {
			return nil, err
		}
		f = qa.Find{IDs: ids} // a revision that is being written is listed by what it revises
	}
	var rows []evaluationRow
	q := lastReadable(k.w.read.NewSelect().Model(&rows), by, s)
	q = q.Where("e.purpose NOT IN (?)", bun.List(hidden)) // their session or appeal lists them
	q = narrowEvaluations(q, f).OrderExpr("e.submitted_at > 0, e.submitted_at DESC, e.saved_at DESC, e.id").Limit(int64(limit))
	if err := q.Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading evaluations: %w", err))
	}
	return evaluations(rows)
}

func narrowEvaluations(q *bun.SelectQuery, f qa.Find) *bun.SelectQuery {
	for column, value := range map[string]string{"call_id": f.CallID, "agent_id": f.AgentID, "reviewer_id": f.ReviewerID, "team_id": f.TeamID,
		"organisation_id": f.OrganisationID, "rubric_id": f.RubricID} {
		if value != "" {
			q = q.Where("e.? = ?", bun.Ident(column), value)
		}
	}
	if len(f.IDs) > 0 {
		q = q.Where("e.id IN (?)", bun.List(f.IDs))
	}
	if len(f.States) > 0 {
		q = q.Where("e.state IN (?)", bun.List(f.States))
	}
	if !f.From.IsZero() {
		q = q.Where("e.submitted_at >= ?", micros(f.From))
	}
	if !f.Until.IsZero() {
		q = q.Where("e.submitted_at > 0 AND e.submitted_at < ?", micros(f.Until))
	}
	return q
}
