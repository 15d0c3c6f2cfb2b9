package review

import (
	"maps"
	"slices"
	"strings"
	"time"

	"shifu/app/parts"
	"shifu/qa"
	"shifu/qa/calibration"
	"shifu/qa/score"
)

// sheet is one evaluation with its rubric, scored anew at each change.
type sheet struct {
	version qa.Version
	scheme  *score.Scheme
	e       qa.Evaluation
	result  score.Result
	sound   bool // the call can be heard, so evidence can be asked for
	open    bool // may be written
	refused bool // a submit was refused: rows say what they need
	suggest func(q *qa.Question) *parts.FormSuggestion
	past    []before
	rulings []calibration.Precedent
	whence  func(calibration.Precedent) string
}

func newSheet(v qa.Version, e qa.Evaluation, open, sound bool) *sheet {
	s := &sheet{version: v, e: e, open: open, sound: sound, suggest: func(*qa.Question) *parts.FormSuggestion { return nil }}
	s.scheme = score.Compile(&s.version)
	if s.e.Answers == nil {
		s.e.Answers = qa.Answers{}
	}
	s.rescore()
	return s
}

func (s *sheet) rescore() { s.scheme.Score(s.e.Answers, &s.result) }

// change alters one answer and scores anew; it says whether it may be altered.
func (s *sheet) change(ref string, alter func(a *qa.Answer, q *qa.Question)) bool {
	q, _, ok := s.version.Find(ref)
	if !ok || !s.open {
		return false
	}
	a, had := s.e.Answers[ref]
	was := a
	alter(&a, q)
	s.remember(before{ref, was, had}, a)
	s.e.Answers[ref] = a
	s.rescore()
	return true
}

// answer chooses an option, or "not applicable"; of a multiple choice it turns
// one over.
func (s *sheet) answer(ref string, option int) bool {
	return s.change(ref, func(a *qa.Answer, q *qa.Question) {
		switch {
		case option == parts.FormNA:
			a.NA, a.Options = true, nil
		case q.Kind == qa.KindMultiple:
			a.NA, a.Options = false, turned(a.Options, option)
		default:
			a.NA, a.Options = false, []int{option}
		}
	})
}

func turned(chosen []int, option int) []int {
	out := make([]int, 0, len(chosen)+1)
	for _, o := range chosen {
		if o != option {
			out = append(out, o)
		}
	}
	if len(out) == len(chosen) {
		out = append(out, option)
	}
	slices.Sort(out)
	return out
}

func (s *sheet) setValue(ref, text string) bool {
	return s.change(ref, func(a *qa.Answer, _ *qa.Question) { a.Value, a.NA = strings.TrimSpace(text), false })
}

func (s *sheet) setNote(ref, text string) bool {
	return s.change(ref, func(a *qa.Answer, _ *qa.Question) { a.Comment = text })
}

func (s *sheet) setCause(ref, cause string) bool {
	return s.change(ref, func(a *qa.Answer, _ *qa.Question) { a.Cause = cause })
}

// spend adds the time for which a question was awake. A question that nobody
// touched stays untouched.
func (s *sheet) spend(ref string, time time.Duration) {
	if a, ok := s.e.Answers[ref]; ok && s.open {
		a.Spent += time
		s.e.Answers[ref] = a
	}
}

// same is how close two moments are one.
const same = 300 * time.Millisecond

// bind ties a moment to a question, or to none with an empty ref. One that is
// there already is not doubled.
func (s *sheet) bind(ref string, m qa.Moment) bool {
	if !s.open {
		return false
	}
	if ref == "" {
		s.e.Moments = withMoment(s.e.Moments, m)
		return true
	}
	return s.change(ref, func(a *qa.Answer, _ *qa.Question) { a.Moments = withMoment(a.Moments, m) })
}

func withMoment(ms []qa.Moment, m qa.Moment) []qa.Moment {
	for _, have := range ms {
		if (have.At-m.At).Abs() < same && have.Until == m.Until {
			return ms
		}
	}
	out := append(slices.Clone(ms), m)
	slices.SortStableFunc(out, byTime)
	return out
}

func byTime(a, b qa.Moment) int { return int(a.At - b.At) }

// mark is a moment of the evaluation with the question to which it is bound.
type mark struct {
	qa.Moment
	ref   string // empty: to none
	index int    // among those of its question
}

// marks are all moments in the order of the recording.
func (s *sheet) marks() []mark {
	var all []mark
	for ref, a := range s.e.Answers {
		for i, m := range a.Moments {
			all = append(all, mark{m, ref, i})
		}
	}
	for i, m := range s.e.Moments {
		all = append(all, mark{m, "", i})
	}
	slices.SortFunc(all, func(a, b mark) int {
		if a.At != b.At {
			return int(a.At - b.At)
		}
		return strings.Compare(a.ref, b.ref)
	})
	return all
}

func (s *sheet) moments(ref string) []qa.Moment {
	if ref == "" {
		return s.e.Moments
	}
	return s.e.Answers[ref].Moments
}

func (s *sheet) setMoments(ref string, ms []qa.Moment) bool {
	if !s.open {
		return false
	}
	if ref == "" {
		s.e.Moments = ms
		return true
	}
	return s.change(ref, func(a *qa.Answer, _ *qa.Question) { a.Moments = ms })
}

// remove takes a moment away.
func (s *sheet) remove(m mark) bool {
	ms := slices.Clone(s.moments(m.ref))
	if m.index >= len(ms) {
		return false
	}
	return s.setMoments(m.ref, slices.Delete(ms, m.index, m.index+1))
}

// move puts a moment elsewhere.
func (s *sheet) move(m mark, at time.Duration) bool {
	ms := slices.Clone(s.moments(m.ref))
	if m.index >= len(ms) {
		return false
	}
	if ms[m.index].Until > 0 {
		ms[m.index].Until += at - ms[m.index].At
	}
	ms[m.index].At = at
	slices.SortStableFunc(ms, byTime)
	return s.setMoments(m.ref, ms)
}

// gaps are what is missing before it can be submitted, by question.
func (s *sheet) gaps() []qa.Gap {
	var out []qa.Gap
	for _, g := range s.e.Answers.Gaps(&s.version) {
		if g.Needs != qa.NeedsMoment || s.sound {
			out = append(out, g)
		}
	}
	return out
}

// copy is the evaluation as it stands, for saving beside the window.
func (s *sheet) copy() qa.Evaluation {
	e := s.e
	e.Answers = maps.Clone(e.Answers)
	return e
}

// row is the result of one question.
func (s *sheet) row(ref string) score.Row {
	for _, r := range s.result.Questions {
		if r.Ref == ref {
			return r
		}
	}
	return score.Row{}
}
