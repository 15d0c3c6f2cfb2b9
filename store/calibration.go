package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/calibration"
)

// Calibration keeps calibration sessions and what they decide. It fits
// calibration.Keeper and calibration.Rulebook.
type Calibration struct{ w *Workspace }

// Calibration returns the keeper of calibration sessions and the rulebook.
func (w *Workspace) Calibration() *Calibration { return &Calibration{w: w} }

var (
	_ calibration.Keeper   = (*Calibration)(nil)
	_ calibration.Rulebook = (*Calibration)(nil)
)

type sessionRow struct {
	bun.BaseModel `bun:"table:calibration_sessions,alias:s"`

	ID             string  `bun:"id,pk"`
	OrganisationID string  `bun:"organisation_id"`
	Title          string  `bun:"title"`
	RubricID       string  `bun:"rubric_id"`
	VersionID      string  `bun:"version_id"`
	State          string  `bun:"state"`
	Threshold      float64 `bun:"threshold"`
	DueAt          int64   `bun:"due_at"`
	MadeBy         string  `bun:"made_by"`
	MadeByName     string  `bun:"made_by_name"`
	MadeAt         int64   `bun:"made_at"`
	ScoringAt      int64   `bun:"scoring_at"`
	ReviewAt       int64   `bun:"review_at"`
	ResolvedAt     int64   `bun:"resolved_at"`
	ClosedAt       int64   `bun:"closed_at"`
	Figures        string  `bun:"figures"`
}

func (r sessionRow) session() (calibration.Session, error) {
	s := calibration.Session{ID: r.ID, OrganisationID: r.OrganisationID, Title: r.Title, RubricID: r.RubricID, VersionID: r.VersionID,
		State: calibration.State(r.State), Threshold: r.Threshold, DueAt: instant(r.DueAt), MadeByName: r.MadeByName, MadeAt: instant(r.MadeAt),
		ScoringAt: instant(r.ScoringAt), ReviewAt: instant(r.ReviewAt), ResolvedAt: instant(r.ResolvedAt), ClosedAt: instant(r.ClosedAt)}
	if r.Figures == "" {
		return s, nil
	}
	if err := json.Unmarshal([]byte(r.Figures), &s.Figures); err != nil {
		return s, fmt.Errorf("reading the figures of session %s: %w", r.ID, err)
	}
	return s, nil
}

// leadsSession tells who leads a session: who releases scores where it belongs.
func leadsSession(by people.Actor, organisationID string) bool {
	return by.May(people.ReleaseScores) && (by.May(people.SeeAllCompanies) || by.OrganisationID == organisationID)
}

// attending narrows a question about sessions to those that the actor sees.
func attending(q *bun.SelectQuery, by people.Actor) (*bun.SelectQuery, error) {
	if err := errors.Join(by.Require(people.ScoreCalls), by.Require(people.SeeCalls)); err != nil {
		return nil, err
	}
	member := `EXISTS (SELECT 1 FROM calibration_members AS m WHERE m.session_id = s.id AND m.person_id = ?)`
	switch {
	case by.May(people.ReleaseScores) && by.May(people.SeeAllCompanies):
		return q, nil
	case by.May(people.ReleaseScores):
		return q.Where("(s.organisation_id = ? OR s.state <> 'draft' AND "+member+")", by.OrganisationID, by.PersonID), nil
	}
	return q.Where("s.state <> 'draft' AND "+member, by.PersonID), nil
}

var errNoSession = fault.New(fault.NotFound, "This calibration session is not in the workspace.", nil)

func sessionBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (sessionRow, error) {
	var r sessionRow
	q, err := attending(db.NewSelect().Model(&r), by)
	if err != nil {
		return r, err
	}
	err = q.Where("s.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return r, errNoSession
	}
	return r, err
}

// Sessions returns those that the actor sees, the newest first.
func (k *Calibration) Sessions(ctx context.Context, by people.Actor) ([]calibration.Session, error) {
	var rows []sessionRow
	q, err := attending(k.w.read.NewSelect().Model(&rows), by)
	if err != nil {
		return nil, err
	}
	if err := q.OrderExpr("s.made_at DESC, s.id DESC").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading the calibration sessions: %w", err))
	}
	out := make([]calibration.Session, len(rows))
	for i, r := range rows {
		if out[i], err = filled(ctx, k.w.read, r); err != nil {
			return nil, k.w.explain(err)
		}
	}
	return out, nil
}

// filled is a session with its rubric, its calls and its members.
func filled(ctx context.Context, db bun.IDB, r sessionRow) (calibration.Session, error) {
	s, err := r.session()
	if err != nil {
		return s, err
	}
	err = db.QueryRowContext(ctx, `SELECT title, number FROM rubric_versions WHERE id = ?`, r.VersionID).Scan(&s.Rubric, &s.Number)
	if err != nil {
		return s, fmt.Errorf("reading the rubric of a session: %w", err)
	}
	var calls []listed
	err = withNames(db.NewSelect().Model(&calls)).Join("JOIN calibration_calls AS k ON k.call_id = c.id").Where("k.session_id = ?", r.ID).OrderExpr("k.place").Scan(ctx)
	if err != nil {
		return s, fmt.Errorf("reading the calls of a session: %w", err)
	}
	for _, c := range calls {
		s.Calls = append(s.Calls, calibration.Call{ID: c.ID, Title: callTitle(c.callRow)})
	}
	s.Members, err = members(ctx, db, r.ID)
	return s, err
}

func callTitle(c callRow) string { return or(c.Title, or(c.BusinessLine, c.ExternalID)) }

type memberRow struct {
	PersonID  string `bun:"person_id"`
	Name      string `bun:"name"`
	Expert    bool   `bun:"expert"`
	Submitted int    `bun:"submitted"`
}

// members are who takes part, the expert first, with how many calls each has
// submitted.
func members(ctx context.Context, db bun.IDB, id string) ([]calibration.Member, error) {
	var rows []memberRow
	err := db.NewSelect().TableExpr("calibration_members AS m").Join("JOIN persons AS p ON p.id = m.person_id").
		ColumnExpr("m.person_id, p.name, m.expert").
		ColumnExpr("(SELECT count(*) FROM evaluations AS e WHERE e.for_id = m.session_id AND e.reviewer_id = m.person_id AND e.purpose = ? AND e.counts = 1) AS submitted", string(qa.Session)).
		Where("m.session_id = ?", id).OrderExpr("m.expert DESC, m.place").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading who takes part: %w", err)
	}
	out := make([]calibration.Member, len(rows))
	for i, r := range rows {
		out[i] = calibration.Member{PersonID: r.PersonID, Name: r.Name, Expert: r.Expert, Submitted: r.Submitted}
	}
	return out, nil
}

// Session returns one with what the actor may see of its answers.
func (k *Calibration) Session(ctx context.Context, by people.Actor, id string) (calibration.Board, error) {
	r, err := sessionBy(ctx, k.w.read, by, id)
	if err != nil {
		return calibration.Board{}, k.w.explain(err)
	}
	b, err := board(ctx, k.w.read, by, r)
	return b, k.w.explain(err)
}

func board(ctx context.Context, db bun.IDB, by people.Actor, r sessionRow) (b calibration.Board, err error) {
	if b.Session, err = filled(ctx, db, r); err != nil {
		return b, err
	}
	if b.Version, err = versionBy(ctx, db, people.Program(), r.VersionID); err != nil {
		return b, err
	}
	if b.Blind = blind(by, b.Session); b.Blind {
		return b, nil
	}
	if b.Sheets, err = sheets(ctx, db, b.Session); err != nil {
		return b, err
	}
	b.Rulings, err = rulings(ctx, db, r.ID)
	return b, err
}

// blind reports whether the actor may not see the answers: before the review
// nobody may, and a member not before they have submitted themselves.
func blind(by people.Actor, s calibration.Session) bool {
	if s.ReviewAt.IsZero() {
		return true
	}
	i := slices.IndexFunc(s.Members, func(m calibration.Member) bool { return m.PersonID == by.PersonID })
	return i >= 0 && !s.Done(s.Members[i])
}

// sheets are the submitted evaluations of those who scored every call.
func sheets(ctx context.Context, db bun.IDB, s calibration.Session) ([]calibration.Sheet, error) {
	var rows []evaluationRow
	err := db.NewSelect().Model(&rows).Where("e.for_id = ? AND e.purpose = ? AND e.counts = 1", s.ID, string(qa.Session)).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the evaluations of a session: %w", err)
	}
	es, err := evaluations(rows)
	if err != nil {
		return nil, err
	}
	var out []calibration.Sheet
	for _, c := range s.Calls {
		for _, m := range s.Members {
			i := slices.IndexFunc(es, func(e qa.Evaluation) bool { return e.CallID == c.ID && e.ReviewerID == m.PersonID })
			if i >= 0 && s.Done(m) {
				out = append(out, calibration.Sheet{PersonID: m.PersonID, Name: m.Name, Expert: m.Expert, Evaluation: es[i]})
			}
		}
	}
	return out, nil
}

// Waiting returns what waits for the actor; those due first.
func (k *Calibration) Waiting(ctx context.Context, by people.Actor) ([]calibration.Turn, error) {
	all, err := k.Sessions(ctx, by)
	if err != nil {
		return nil, err
	}
	var out []calibration.Turn
	for _, s := range all {
		turns, err := k.turns(ctx, by, s)
		if err != nil {
			return nil, k.w.explain(err)
		}
		out = append(out, turns...)
	}
	slices.SortStableFunc(out, func(a, b calibration.Turn) int { return dueOrder(a.DueAt).Compare(dueOrder(b.DueAt)) })
	return out, nil
}

// dueOrder puts what has no deadline behind everything else.
func dueOrder(t time.Time) time.Time {
	if t.IsZero() {
		return time.Unix(1<<40, 0)
	}
	return t
}

func (k *Calibration) turns(ctx context.Context, by people.Actor, s calibration.Session) ([]calibration.Turn, error) {
	turn := calibration.Turn{SessionID: s.ID, Title: s.Title, VersionID: s.VersionID, State: s.State, DueAt: s.DueAt}
	done, all := s.Progress()
	leads := leadsSession(by, s.OrganisationID)
	if leads && (s.State == calibration.Review || s.State == calibration.Scoring && done == all) {
		turn.DueAt = time.Time{}
		return []calibration.Turn{turn}, nil
	}
	i := slices.IndexFunc(s.Members, func(m calibration.Member) bool { return m.PersonID == by.PersonID })
	if s.State != calibration.Scoring || i < 0 || s.Done(s.Members[i]) {
		return nil, nil
	}
	var own []evaluationRow
	err := k.w.read.NewSelect().Model(&own).Column("call_id", "counts").
		Where("e.for_id = ? AND e.purpose = ? AND e.reviewer_id = ? AND e.newest AND e.state <> 'voided'", s.ID, string(qa.Session), by.PersonID).Scan(ctx)
	if err != nil {
		return nil, err
	}
	var out []calibration.Turn
	for _, c := range s.Calls {
		i := slices.IndexFunc(own, func(e evaluationRow) bool { return e.CallID == c.ID })
		if i >= 0 && own[i].Counts {
			continue
		}
		turn.CallID, turn.Call, turn.Begun = c.ID, c.Title, i >= 0
		out = append(out, turn)
	}
	return out, nil
}
