package store

import (
	"context"
	"errors"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

// broughtRows are the rows of attempts that are being brought in.
type broughtRows struct {
	attempts   []attemptRow
	uses       []useRow
	events     []eventRow
	marks      []markRow
	judgements []judgementRow
}

func (rows *broughtRows) entered(e exam.Exam) []exam.Entered {
	out := make([]exam.Entered, len(rows.attempts))
	for i, r := range rows.attempts {
		known := r.State == string(exam.Marked)
		out[i] = exam.Entered{AttemptID: r.ID, PersonID: r.PersonID, Points: r.Points, Most: r.Most, Known: known, Passed: known && e.Passes(r.Points, r.Most)}
	}
	return out
}

// add lets an attempt happen again, and marks it.
func (rows *broughtRows) add(ctx context.Context, c *change, h hall, b exam.Brought) error {
	_, err := h.sitter(b)
	if err == nil && b.Ended.After(c.now) {
		err = fault.New(fault.Invalid, "The attempt ends in the future.", nil)
	}
	if err = errors.Join(err, h.ex.Blueprint.CheckPaper(b.Paper, h.questions)); err != nil {
		return err
	}
	a := exam.Attempt{ID: newID(), ExamID: h.ex.ID, PersonID: b.PersonID, N: len(h.before[b.PersonID]) + 1}
	if h.ex.Rules.Limit > 0 {
		a.Limit = h.ex.Rules.Limit + h.conceded[b.PersonID].Time
	}
	a, steps, err := b.Replay(h.ex.Rules, a, h.questions)
	if err != nil {
		return err
	}
	if err := rows.addSteps(h.seal, a, steps); err != nil {
		return err
	}
	for _, it := range a.Paper.Items {
		rows.uses = append(rows.uses, useRow{AttemptID: a.ID, EntryID: entryOf(h.questions[it.QuestionID]), PersonID: a.PersonID})
	}
	points, err := rows.mark(ctx, c, h, b, &a)
	if err != nil {
		return err
	}
	h.before[b.PersonID] = append(h.before[b.PersonID], exam.Before{State: a.State, Ended: a.Ended, Form: b.Paper.Form})
	return rows.addAttempt(a, b.Paper, points)
}

func (rows *broughtRows) addAttempt(a exam.Attempt, p exam.Paper, points float64) error {
	paper, err := asJSON(p)
	rows.attempts = append(rows.attempts, attemptRow{ID: a.ID, ExamID: a.ExamID, PersonID: a.PersonID, N: a.N, State: string(a.State), Late: a.Late, Paper: paper, Form: p.Form,
		BeganAt: micros(a.Began), EndedAt: micros(a.Ended), Points: points, Most: p.Marks()})
	return err
}

func (rows *broughtRows) addSteps(sealed seal, a exam.Attempt, steps []exam.Step) error {
	for n, s := range steps {
		a.Meter, a.Here = s.Meter, s.Here
		r, err := sealed.eventRow(a, n, s.Event)
		if err != nil {
			return err
		}
		rows.events = append(rows.events, r)
	}
	return nil
}

// mark marks by the keys in force now; essays by what markers gave them. It
// returns the points so far and whether all is known in the attempt's state.
func (rows *broughtRows) mark(ctx context.Context, c *change, h hall, b exam.Brought, a *exam.Attempt) (float64, error) {
	if a.State != exam.Submitted {
		return 0, nil
	}
	a.Paper.Items = append([]exam.Item(nil), a.Paper.Items...)
	for i := range a.Paper.Items {
		for id := a.Paper.Items[i].QuestionID; h.next[id] != ""; id = h.next[id] {
			a.Paper.Items[i].QuestionID = h.next[id]
		}
	}
	if err := agreeAll(ctx, c, a.Paper, h.questions, a.Answers); err != nil {
		return 0, err
	}
	marks := h.ex.Rules.MarkAll(a.Paper, h.questions, a.Answers)
	for i := range marks {
		q := h.questions[a.Paper.Items[i].QuestionID]
		row := markRow{AttemptID: a.ID, Place: i, Edition: 1, Newest: true, QuestionID: q.ID, EntryID: entryOf(q), Fraction: marks[i].Fraction,
			Points: marks[i].Points, Known: marks[i].Known, MadeBy: c.by.PersonID, At: micros(c.now)}
		if err := rows.judge(c, h, b, &row, &marks[i], a.Paper.Items[i], q); err != nil {
			return 0, err
		}
		rows.marks = append(rows.marks, row)
	}
	points, known := exam.Total(marks)
	if known {
		a.State = exam.Marked
	}
	return points, nil
}

// judge takes over what markers gave an essay, and settles it if they agree.
func (rows *broughtRows) judge(c *change, h hall, b exam.Brought, row *markRow, m *exam.Mark, it exam.Item, q bank.Question) error {
	js := b.Essays[row.Place]
	if len(js) == 0 {
		return nil
	}
	if err := b.CheckEssay(h.ex.Rules, it, q, js); err != nil {
		return err
	}
	for _, j := range js {
		if a, ok := h.actors[j.MarkerID]; !ok || !a.May(people.KeepExams) {
			return fault.New(fault.Invalid, "Only somebody who keeps exams marks an essay.", nil)
		}
		rows.judgements = append(rows.judgements, judgementRow{AttemptID: row.AttemptID, Place: row.Place, MarkerID: j.MarkerID, Points: j.Points, Note: j.Note, At: micros(c.now)})
	}
	points, need := h.ex.Rules.Settle(it.Mark, js)
	if need > 0 || m.Known {
		return nil
	}
	row.Newest = false
	rows.marks = append(rows.marks, *row)
	row.Newest, row.Edition, row.Points, row.Fraction, row.Known = true, 2, points, points/it.Mark, true
	m.Points, m.Fraction, m.Known = points, row.Fraction, true
	return nil
}
