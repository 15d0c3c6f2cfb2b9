package roleplay

import (
	"cmp"
	"slices"
	"time"
)

// Practises reports whether the scenario of the attempt practises a skill.
func (a *Attempt) Practises(skill string) bool { return slices.Contains(a.Skills, skill) }

// Before returns the moves that came before the answer of a turn; ok is false
// if there is no such answer.
func (a *Attempt) Before(turn int) (moves []Move, ok bool) {
	n := 0
	for i, m := range a.Moves {
		if m.Kind != Say {
			continue
		}
		if n == turn {
			return slices.Clone(a.Moves[:i]), true
		}
		n++
	}
	return nil, false
}

// Settled is the mark of an exam: the mean of its two assessors' scores; ok is
// false until both are there. An answer that fails all fails the exam.
func (a *Attempt) Settled() (mark float64, ok bool) {
	if a.Level != Exam || len(a.Reviews) < Assessors {
		return 0, false
	}
	for _, v := range a.Reviews[:Assessors] {
		if v.FailAll {
			return 0, true
		}
		if v.Score != nil {
			mark += *v.Score / Assessors
		}
	}
	return mark, true
}

// Hidden reports whether somebody may not see the reviews yet: of an exam that
// waits for assessors only those who have assessed it see what they wrote.
func (a *Attempt) Hidden(personID string) bool {
	return a.Level == Exam && len(a.Reviews) < Assessors && !slices.ContainsFunc(a.Reviews, func(v Review) bool { return v.ReviewerID == personID })
}

// SkillsOf is what attempts tell of a person's skills, by name.
func SkillsOf(all []Attempt, now time.Time) []Skill {
	by := map[string]*Skill{}
	for i := range all {
		a := &all[i]
		if !a.Counts() {
			continue
		}
		for _, name := range a.Skills {
			if by[name] == nil {
				by[name] = &Skill{Name: name}
			}
			by[name].Results = append(by[name].Results, Result{At: a.OverAt, Score: a.Overall})
		}
	}
	out := make([]Skill, 0, len(by))
	for _, s := range by {
		slices.SortFunc(s.Results, func(x, y Result) int { return x.At.Compare(y.At) })
		s.Value, _ = Proficiency(s.Results, now)
		s.Tier = TierOf(s.Value)
		out = append(out, *s)
	}
	slices.SortFunc(out, func(x, y Skill) int { return cmp.Compare(x.Name, y.Name) })
	return out
}

// Weakest returns the answer from which to try again: the first bookmark, else
// the first turn of a run in which something required was missed or a forbidden
// phrase was said.
func (r *Run) Weakest() (turn int, ok bool) {
	for _, i := range r.Marks {
		if r.Turns[i].Reply != "" {
			return i, true
		}
	}
	for i, t := range r.Turns {
		slipped := slices.ContainsFunc(r.Slips, func(s Slip) bool { return s.Turn == i })
		if t.Reply != "" && (len(t.Missed) > 0 || slipped) {
			return i, true
		}
	}
	return 0, false
}
