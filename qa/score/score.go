// Package score turns the answers of one evaluation into a score: four named
// modes, four ways to treat N/A, and a derivation that leaves nothing hidden.
//
// The order is fixed: visibility, N/A, question, section, fail section, total,
// bonus, floor and cap, fail all. Nothing is rounded before display.
package score

import (
	"shifu/qa"
)

// Score scores a with v. For many evaluations of one version compile once:
// see Compile.
func Score(v *qa.Version, a qa.Answers) Result {
	var r Result
	Compile(v).Score(a, &r)
	return r
}

// Score scores a into r, whose slices are used again: after the first call it
// allocates nothing. It may be called from several goroutines, each with its own r.
func (s *Scheme) Score(a qa.Answers, r *Result) {
	r.reset(s)
	for _, i := range s.order {
		q := &s.questions[i]
		answer := a[q.ref]
		if q.when == nil {
			q.read(&answer, &r.Questions[i])
			continue
		}
		var on qa.Answer
		if q.on >= 0 {
			on = a[s.questions[q.on].ref]
		}
		s.readIf(q, &on, &answer, r, i)
	}
	s.finish(r)
}

// Sheet holds answers in the order of the form: the quickest way to score many
// variants of an evaluation. A zero Answer is one not given.
type Sheet []qa.Answer

// Sheet returns a in the order of the form; refs that the version lacks are left out.
func (s *Scheme) Sheet(a qa.Answers) Sheet {
	sheet := make(Sheet, len(s.questions))
	for i := range s.questions {
		sheet[i] = a[s.questions[i].ref]
	}
	return sheet
}

// ScoreSheet is Score for a Sheet that this Scheme made.
func (s *Scheme) ScoreSheet(sheet Sheet, r *Result) {
	r.reset(s)
	for _, i := range s.order {
		q := &s.questions[i]
		if q.when == nil {
			q.read(&sheet[i], &r.Questions[i])
			continue
		}
		var on qa.Answer
		if q.on >= 0 {
			on = sheet[q.on]
		}
		s.readIf(q, &on, &sheet[i], r, i)
	}
	s.finish(r)
}

func (s *Scheme) finish(r *Result) {
	answered := s.tally(r)
	for i := range s.sections {
		s.notApplicable(i, r)
		s.sum(i, r)
	}
	if answered {
		s.total(r)
	}
	if r.FailAll {
		r.Final = Known(0)
	}
}

// readIf reads a question with a condition on the answer on.
func (s *Scheme) readIf(q *question, on, answer *qa.Answer, r *Result, i int) {
	if q.on < 0 || r.Questions[q.on].State == Hidden || !on.Is(s.questions[q.on].from, q.when.Is) {
		r.Questions[i].State = Hidden
		return
	}
	q.read(answer, &r.Questions[i])
}

// read decides what becomes of a visible question: open, N/A, beside the
// score, or scored.
func (q *question) read(answer *qa.Answer, row *Row) {
	switch {
	case !q.given(answer):
		row.State = Open
	case answer.NA:
		row.State = NotApplicable
	case !q.scored:
		row.State = Beside
	default:
		row.State = Scored
		q.judge(answer, row)
		row.Score = row.Credit
	}
}

// tally counts answers, errors and effects in the order of the form, and
// reports whether any answer carries a score.
func (s *Scheme) tally(r *Result) (answered bool) {
	r.Complete = true
	for i := range r.Questions {
		row, q := &r.Questions[i], &s.questions[i]
		if row.State == Hidden {
			continue
		}
		r.Visible++
		if row.State == Open {
			r.Complete = false
			continue
		}
		r.Answered++
		if row.State == Scored {
			answered = answered || !q.onlyBonus
			s.judged(row, q, r)
		}
	}
	return answered
}

func (s *Scheme) judged(row *Row, q *question, r *Result) {
	class := &r.Classes[q.class]
	class.Opportunities++
	if row.Error {
		class.Errors++
	}
	if row.fired == 0 {
		return
	}
	if row.fired&failsSection != 0 {
		row.Effect, r.Sections[q.section].Failed = qa.EffectFailSection, true
	}
	if row.fired&failsAll != 0 {
		row.Effect, r.FailAll = qa.EffectFailAll, true
	}
	r.Failed = append(r.Failed, q.ref)
}

// notApplicable applies the N/A policy within one section. Under equal_split
// every scored question takes an equal share, whatever its own weight; where
// there is none to take it, the weight leaves the sum.
func (s *Scheme) notApplicable(section int, r *Result) {
	freed, takers := 0.0, 0
	for i := s.sections[section].first; i < s.sections[section].end; i++ {
		q, row := &s.questions[i], &r.Questions[i]
		switch {
		case q.onlyBonus || !q.scored:
		case row.State == Scored:
			row.WeightApplied, row.counts = q.weight, true
			takers++
		case row.State != NotApplicable:
		case s.policy == qa.NAFullCredit:
			row.WeightApplied, row.Credit, row.counts = q.weight, 1, true
		case s.policy == qa.NAZero:
			row.WeightApplied, row.Credit, row.counts = q.weight, 0, true
		case s.policy == qa.NAEqualSplit:
			freed += q.weight
		}
	}
	if freed == 0 || takers == 0 {
		return
	}
	share := freed / float64(takers)
	for i := s.sections[section].first; i < s.sections[section].end; i++ {
		if r.Questions[i].counts {
			r.Questions[i].WeightApplied += share
		}
	}
}

// sum adds up one section; in a failed one every question counts 0.
func (s *Scheme) sum(section int, r *Result) {
	at := &r.Sections[section]
	for i := s.sections[section].first; i < s.sections[section].end; i++ {
		row := &r.Questions[i]
		if at.Failed {
			row.Credit = 0
		}
		if row.counts {
			at.Points += row.WeightApplied * row.Credit
			at.Possible += row.WeightApplied
		}
		if row.State == Scored {
			row.Bonus = s.questions[i].bonus * row.Credit
		}
	}
	if at.Possible > 0 {
		at.Percent = Known(100 * (at.Points / at.Possible))
	}
}
