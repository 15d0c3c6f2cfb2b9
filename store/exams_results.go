package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

// named is an attempt with the name of its person and its last reading.
type named struct {
	attemptRow     `bun:",extend"`
	Name           string
	OrganisationID string
	Organisation   string
	Used           int64
	Gone           int
}

// withPersons joins the person of an attempt and where they belong.
func withPersons(q *bun.SelectQuery) *bun.SelectQuery {
	return q.ColumnExpr("t.*, p.name, p.organisation_id, o.name AS organisation").
		Join("JOIN persons AS p ON p.id = t.person_id").Join("JOIN organisations AS o ON o.id = p.organisation_id")
}

// Results returns the attempts at an exam, by person.
func (k *Exams) Results(ctx context.Context, by people.Actor, id string) ([]exam.Result, error) {
	_, e, err := examBy(ctx, k.w.read, by, id)
	if err != nil {
		return nil, k.w.explain(err)
	}
	var rows []named
	err = withPersons(k.w.read.NewSelect().Model(&rows)).
		ColumnExpr(`coalesce((SELECT max(v.used) FROM exam_events AS v WHERE v.attempt_id = t.id), 0) AS used`).
		ColumnExpr(`(SELECT count(*) FROM exam_events AS v WHERE v.attempt_id = t.id AND v.deed = ?) AS gone`, string(exam.Left)).
		Where("t.exam_id = ?", id).OrderExpr("p.name, p.id, t.n").Scan(ctx)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading the results of an exam: %w", err))
	}
	jumps, err := k.jumps(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]exam.Result, len(rows))
	for i, r := range rows {
		state := exam.AttemptState(r.State)
		out[i] = exam.Result{AttemptID: r.ID, PersonID: r.PersonID, Person: r.Name, OrganisationID: r.OrganisationID, Organisation: r.Organisation, N: r.N, Form: r.Form, State: state, Began: instant(r.BeganAt), Ended: instant(r.EndedAt),
			Used: time.Duration(r.Used), Points: r.Points, Most: r.Most, Known: state == exam.Marked, Away: r.Gone, Jumps: jumps[r.ID]}
		out[i].Passed = out[i].Known && e.Passes(r.Points, r.Most)
	}
	grade(e.Rules, out)
	return out, nil
}

// jumps counts the odd readings of the clocks of each attempt.
func (k *Exams) jumps(ctx context.Context, examID string) (map[string]int, error) {
	var rows []eventRow
	err := k.w.read.NewSelect().Model(&rows).Column("attempt_id", "n", "used", "wall", "mono", "run").
		Where("v.attempt_id IN (SELECT id FROM exam_attempts WHERE exam_id = ?)", examID).OrderExpr("v.attempt_id, v.n").Scan(ctx)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading the clocks of an exam: %w", err))
	}
	out := map[string]int{}
	for i, r := range rows {
		if i == 0 || rows[i-1].AttemptID != r.AttemptID {
			continue
		}
		m := rows[i-1].meter()
		if _, jumped := m.Tick(r.meter().Seen); jumped {
			out[r.AttemptID]++
		}
	}
	return out, nil
}

// grade tells of each attempt what counts of all its person's marked ones.
func grade(r exam.Rules, all []exam.Result) {
	shares := map[string][]float64{}
	for _, a := range all {
		if a.Known && a.Most > 0 {
			shares[a.PersonID] = append(shares[a.PersonID], a.Points/a.Most)
		}
	}
	for i, a := range all {
		all[i].Counts, _ = r.Grade(shares[a.PersonID])
	}
}

// Offers returns what the actor may sit or has sat.
func (k *Exams) Offers(ctx context.Context, by people.Actor) ([]exam.Offer, error) {
	if err := by.Require(people.SitExams); err != nil {
		return nil, err
	}
	if err := k.settleOwn(ctx, by); err != nil {
		return nil, err
	}
	var rows []examRow
	if err := offered(k.w.read.NewSelect().Model(&rows), by).OrderExpr("e.published_at DESC, e.id DESC").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading exams: %w", err))
	}
	out := []exam.Offer{}
	for _, r := range rows {
		e, err := r.exam()
		if err != nil {
			return nil, err
		}
		if !sits(e, by) {
			continue
		}
		o, err := k.offer(ctx, by, e)
		if err != nil {
			return nil, k.w.explain(err)
		}
		if e.State == exam.Published || len(o.Attempts) > 0 {
			out = append(out, o)
		}
	}
	return out, nil
}

// settleOwn ends the actor's attempts whose time is up while nobody watched, so
// that they see what became of them. Where nothing can be written they wait.
func (k *Exams) settleOwn(ctx context.Context, by people.Actor) error {
	var rows []attemptRow
	if err := k.w.read.NewSelect().Model(&rows).Where("t.person_id = ? AND t.ended_at = 0", by.PersonID).OrderExpr("t.id").Scan(ctx); err != nil {
		return k.w.explain(fmt.Errorf("reading running attempts: %w", err))
	}
	if len(rows) == 0 || k.w.mayWrite() != nil {
		return nil
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		for _, r := range rows {
			if _, err := c.settle(ctx, r, k.w.reading()); err != nil {
				return err
			}
		}
		return nil
	})
}

func (k *Exams) offer(ctx context.Context, by people.Actor, e exam.Exam) (exam.Offer, error) {
	o := exam.Offer{ExamID: e.ID, Name: e.Name, Rules: e.Rules, Questions: e.Blueprint.Count(), Most: e.Blueprint.Marks(), PassShare: e.PassShare,
		Forms: e.Forms, Withdrawn: e.State == exam.Withdrawn}
	var rows []attemptRow
	if err := k.w.read.NewSelect().Model(&rows).Where("t.exam_id = ? AND t.person_id = ?", e.ID, by.PersonID).OrderExpr("t.n").Scan(ctx); err != nil {
		return o, fmt.Errorf("reading attempts: %w", err)
	}
	var before []exam.Before
	now := k.w.now()
	for _, r := range rows {
		t := tried(r, e, now)
		o.Attempts = append(o.Attempts, t)
		before = append(before, exam.Before{State: t.State, Ended: t.Ended})
	}
	var err error
	o.Extra, err = concession(ctx, k.w.read, e.ID, by.PersonID)
	_, running := o.Running()
	switch {
	case err != nil:
		return o, err
	case o.Withdrawn:
		o.Stands = exam.ErrWithdrawn("")
	case !running:
		o.Stands, err = k.standsAgainst(ctx, by, e, before, o.Extra)
	}
	return o, err
}

// tried is an attempt as its person may see it now.
func tried(r attemptRow, e exam.Exam, now time.Time) exam.Try {
	t := exam.Try{AttemptID: r.ID, N: r.N, Form: r.Form, State: exam.AttemptState(r.State), Late: r.Late, Began: instant(r.BeganAt), Ended: instant(r.EndedAt)}
	t.View = e.Rules.View(t.Ended, now)
	if t.View.Mark && t.State == exam.Marked {
		t.Points, t.Most, t.Known, t.Passed = r.Points, r.Most, true, e.Passes(r.Points, r.Most)
	}
	return t
}

// Review shows an ended attempt as far as the rules allow.
func (k *Exams) Review(ctx context.Context, by people.Actor, attemptID string) (out exam.Reviewed, err error) {
	s, err := ownAttempt(ctx, k.w.read, by, attemptID)
	if err != nil {
		return out, k.w.explain(err)
	}
	if !s.a.State.Ended() {
		return out, fault.New(fault.Conflict, "This attempt is not over yet.", nil)
	}
	now := k.w.now()
	out = exam.Reviewed{ExamID: s.a.ExamID, Name: s.ex.Name, PassShare: s.ex.PassShare, N: s.a.N, Form: s.row.Form, View: s.ex.Rules.View(s.a.Ended, now),
		Moment: s.ex.Rules.Moment(s.a.Ended, now), State: s.a.State, Late: s.a.Late, Began: s.a.Began, Ended: s.a.Ended, Used: s.a.Meter.Used, Most: s.row.Most}
	if out.View.Mark && s.a.State == exam.Marked {
		out.Points, out.Known, out.Passed = s.row.Points, true, s.ex.Passes(s.row.Points, s.row.Most)
	}
	if err := s.again(ctx, k.w.read); err != nil {
		return out, k.w.explain(err)
	}
	out.Away = s.a.Away
	if out.View == (exam.View{}) || s.a.State == exam.Discarded {
		return out, nil
	}
	if out.Lines, err = lines(ctx, k.w.read, s, out.View); err != nil {
		return out, k.w.explain(err)
	}
	asked := make([]bank.Question, len(out.Lines))
	for i, l := range out.Lines {
		asked[i] = l.Question
	}
	out.Rubrics, err = rubricsOf(ctx, k.w.read, asked)
	return out, k.w.explain(err)
}

func lines(ctx context.Context, db bun.IDB, s sitting, v exam.View) ([]exam.Line, error) {
	questions, err := questionsOf(ctx, db, s.a.ExamID)
	if err != nil {
		return nil, err
	}
	answers, err := answersOf(ctx, db, s.a.ID)
	if err != nil {
		return nil, err
	}
	marks, err := marksOf(ctx, db, s.a.ID)
	if err != nil {
		return nil, err
	}
	var out []exam.Line
	for i, it := range s.a.Paper.Items {
		l := exam.Line{Question: shown(questions[it.QuestionID], v), Item: it}
		if v.Response {
			l.Answer = answers[s.a.ID][i]
		}
		if at := slices.IndexFunc(marks[s.a.ID], func(m markRow) bool { return m.Place == i }); at >= 0 {
			m := marks[s.a.ID][at]
			l.Question = shown(questions[m.QuestionID], v) // by the key that marked it
			if v.Mark {
				l.Points, l.Known = m.Points, m.Known
			}
		}
		if v.Right && l.Question.Kind == bank.ScoreCall {
			if _, l.Expert, err = expertOf(ctx, db, l.Question); err != nil {
				return nil, err
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// shown is the question as far as the view goes.
func shown(q bank.Question, v exam.View) bank.Question {
	feedback := q.Feedback
	if !v.Right {
		q = exam.Bare(q)
	}
	q.Feedback = ""
	if v.Feedback {
		q.Feedback = feedback
	}
	return q
}

// attemptWithin returns an attempt at an exam in the actor's scope.
func attemptWithin(ctx context.Context, db bun.IDB, by people.Actor, id string) (s sitting, err error) {
	if _, err := examScope(by); err != nil {
		return s, err
	}
	err = db.NewSelect().Model(&s.row).Where("t.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return s, errNoAttempt
	}
	if err != nil {
		return s, err
	}
	if _, _, err := examBy(ctx, db, by, s.row.ExamID); err != nil {
		return s, errNoAttempt
	}
	return s, s.open(ctx, db)
}

// standsAgainst says what stands against a first sitting by the rules of the
// exam, and against the next one of a case by those of retraining too.
func (k *Exams) standsAgainst(ctx context.Context, by people.Actor, e exam.Exam, before []exam.Before, g exam.Concession) (stands, err error) {
	against, resits, err := k.w.Retrain().stands(ctx, k.w.read, by, e.ID)
	if err != nil || against != nil {
		return against, err
	}
	if resits {
		g.Attempts += len(before)
	}
	return e.Rules.MayBegin(k.w.now(), before, g), nil
}
