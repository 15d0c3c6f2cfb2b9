package revision

import (
	"slices"
	"strconv"

	"shifu/qa"
)

// Clone returns a copy of v that shares nothing that can be changed.
func Clone(v *qa.Version) qa.Version {
	out := *v
	out.Sections = slices.Clone(v.Sections)
	if v.Timers != nil {
		timers := *v.Timers
		out.Timers = &timers
	}
	for s := range out.Sections {
		out.Sections[s] = cloneSection(&v.Sections[s])
	}
	return out
}

func cloneSection(s *qa.Section) qa.Section {
	out := *s
	out.Questions = slices.Clone(s.Questions)
	for i := range out.Questions {
		out.Questions[i] = cloneQuestion(&s.Questions[i])
	}
	return out
}

func cloneQuestion(q *qa.Question) qa.Question {
	out := *q
	out.Options = cloneOptions(q.Options)
	out.Ranges, out.RootCauses, out.AnswerBy = slices.Clone(q.Ranges), slices.Clone(q.RootCauses), slices.Clone(q.AnswerBy)
	if q.VisibleWhen != nil {
		out.VisibleWhen = &qa.Condition{Ref: q.VisibleWhen.Ref, Is: slices.Clone(q.VisibleWhen.Is)}
	}
	return out
}

func cloneOptions(options []qa.Option) []qa.Option {
	out := slices.Clone(options)
	for i, o := range out {
		if o.Pass != nil {
			pass := *o.Pass
			out[i].Pass = &pass
		}
	}
	return out
}

// MoveSection takes the section at from out and puts it in at to, counted
// without it.
func MoveSection(v *qa.Version, from, to int) { v.Sections = moved(v.Sections, from, to) }

func moved[T any](list []T, from, to int) []T {
	t := list[from]
	list = slices.Delete(slices.Clone(list), from, from+1)
	return slices.Insert(list, max(0, min(to, len(list))), t)
}

// MoveQuestion takes the question at from out and puts it in at to, counted
// without it; it returns where the question stands then.
func MoveQuestion(v *qa.Version, from, to qa.QuestionAt) qa.QuestionAt {
	q := v.Sections[from.Section].Questions[from.Question]
	source := &v.Sections[from.Section]
	source.Questions = slices.Delete(slices.Clone(source.Questions), from.Question, from.Question+1)
	target := &v.Sections[to.Section]
	to.Question = max(0, min(to.Question, len(target.Questions)))
	target.Questions = slices.Insert(slices.Clone(target.Questions), to.Question, q)
	return to
}

// StepQuestion moves a question one place up (by -1) or down (by 1); from the
// edge of its section it goes on into the next one. At the ends it stays.
func StepQuestion(v *qa.Version, at qa.QuestionAt, by int) qa.QuestionAt {
	next := qa.QuestionAt{Section: at.Section, Question: at.Question + by}
	switch {
	case next.Question >= 0 && next.Question < len(v.Sections[at.Section].Questions):
	case at.Section+by < 0 || at.Section+by >= len(v.Sections):
		return at
	case by < 0:
		next = qa.QuestionAt{Section: at.Section - 1, Question: len(v.Sections[at.Section-1].Questions)}
	default:
		next = qa.QuestionAt{Section: at.Section + 1}
	}
	return MoveQuestion(v, at, next)
}

// AddSection puts an empty section in at the place s.
func AddSection(v *qa.Version, s int) {
	v.Sections = slices.Insert(slices.Clone(v.Sections), s, qa.Section{Weight: qa.Whole(10)})
}

// AddQuestion puts a new question in at a place, with a ref that is free.
func AddQuestion(v *qa.Version, at qa.QuestionAt, q qa.Question) {
	q.Ref = FreeRef(v, at.Section)
	s := &v.Sections[at.Section]
	s.Questions = slices.Insert(slices.Clone(s.Questions), at.Question, q)
}

// Double puts a copy of the question at a place behind it, with a ref of its
// own, and returns where the copy stands.
func Double(v *qa.Version, at qa.QuestionAt) qa.QuestionAt {
	q := cloneQuestion(&v.Sections[at.Section].Questions[at.Question])
	at.Question++
	AddQuestion(v, at, q)
	return at
}

// RemoveSection takes a section out with its questions.
func RemoveSection(v *qa.Version, s int) {
	v.Sections = slices.Delete(slices.Clone(v.Sections), s, s+1)
}

// RemoveQuestion takes a question out. Conditions that name it stay, and are a
// problem of the version until somebody decides about them.
func RemoveQuestion(v *qa.Version, at qa.QuestionAt) {
	s := &v.Sections[at.Section]
	s.Questions = slices.Delete(slices.Clone(s.Questions), at.Question, at.Question+1)
}

// FreeRef returns a ref for a question in section s that no question has:
// 3.1, 3.2, ...
func FreeRef(v *qa.Version, s int) string {
	for n := 1; ; n++ {
		ref := strconv.Itoa(s+1) + "." + strconv.Itoa(n)
		if _, _, taken := v.Find(ref); !taken {
			return ref
		}
	}
}

// Rename gives the question at a place another ref; conditions that name it follow.
func Rename(v *qa.Version, at qa.QuestionAt, ref string) {
	q := &v.Sections[at.Section].Questions[at.Question]
	was := q.Ref
	q.Ref = ref
	if _, _, still := v.Find(was); still || was == "" {
		return
	}
	for _, other := range v.All {
		if other.VisibleWhen != nil && other.VisibleWhen.Ref == was {
			other.VisibleWhen.Ref = ref
		}
	}
}

// SetKind changes how a question is answered; what the new kind can't have
// goes, what it needs comes.
func SetKind(q *qa.Question, kind qa.Kind, starting []qa.Option) {
	q.Kind = kind
	switch kind {
	case qa.KindSingle, qa.KindMultiple:
		q.Ranges = nil
		if len(q.Options) == 0 {
			q.Options = cloneOptions(starting)
		}
	case qa.KindYesNo:
		q.Ranges = nil
		if len(q.Options) > 2 {
			q.Options, q.Scale = nil, ""
		}
	default:
		q.Options, q.Scale = nil, ""
		if kind != qa.KindNumeric {
			q.Ranges = nil
		} else if len(q.Ranges) == 0 {
			q.Ranges = []qa.Range{{Score: qa.Whole(1)}}
		}
	}
}

// RenameOption changes the label of an option; conditions on the question that
// name it follow.
func RenameOption(v *qa.Version, at qa.QuestionAt, option int, label string) {
	q := &v.Sections[at.Section].Questions[at.Question]
	was := q.Options[option].Label
	q.Options[option].Label = label
	for _, other := range v.All {
		if other.VisibleWhen == nil || other.VisibleWhen.Ref != q.Ref {
			continue
		}
		for i, is := range other.VisibleWhen.Is {
			if is == was && was != "" {
				other.VisibleWhen.Is[i] = label
			}
		}
	}
}
