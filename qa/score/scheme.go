package score

import (
	"slices"

	"shifu/qa"
)

// Scheme is a version made ready for scoring many evaluations.
type Scheme struct {
	mode      qa.Mode
	policy    qa.NAPolicy
	mayExceed bool
	sections  []section
	questions []question
	order     []int // every question after the one its condition names
	blank     []Row // what every result begins with
}

type section struct {
	weight     float64
	first, end int // its questions
}

type question struct {
	from              *qa.Question
	ref               string
	section           int
	weight, bonus     float64
	onlyBonus, scored bool
	one               bool // takes one option
	class             int
	choices           []choice
	sum               float64 // of all choices' scores
	when              *qa.Condition
	on                int // index of the question that when names, -1 if there is none
}

type choice struct {
	credit float64
	effect effects
	pass   bool
}

// effects are those of all options chosen for one question.
type effects uint8

const (
	failsSection effects = 1 << iota
	failsAll
)

func effectOf(e qa.Effect) effects {
	switch e {
	case qa.EffectFailSection:
		return failsSection
	case qa.EffectFailAll:
		return failsAll
	}
	return 0
}

// Compile prepares v, which must not change while the Scheme is in use. An
// empty mode is section_percent, an empty N/A policy proportional. Questions
// whose conditions form a circle are never shown (Version.Check refuses them).
func Compile(v *qa.Version) *Scheme {
	s := &Scheme{mode: v.Mode, policy: v.NAPolicy, mayExceed: v.BonusMayExceed}
	if s.mode == "" {
		s.mode = qa.ModeSectionPercent
	}
	if s.policy == "" {
		s.policy = qa.NAProportional
	}
	for i := range v.Sections {
		first := len(s.questions)
		for j := range v.Sections[i].Questions {
			s.questions = append(s.questions, compile(&v.Sections[i].Questions[j], i))
		}
		s.sections = append(s.sections, section{v.Sections[i].Weight.Float(), first, len(s.questions)})
	}
	s.sort()
	for i := range s.questions {
		q := &s.questions[i]
		s.blank = append(s.blank, Row{Ref: q.ref, Section: q.section, Weight: q.weight})
	}
	return s
}

func compile(q *qa.Question, section int) question {
	c := question{from: q, ref: q.Ref, section: section, weight: q.Weight.Float(),
		onlyBonus: q.OnlyBonus(), scored: q.Scored(), one: q.Kind == qa.KindSingle || q.Kind == qa.KindYesNo,
		when: q.VisibleWhen, on: -1}
	if c.class = slices.Index(qa.Classes[:], q.Class); c.class < 0 {
		c.class = len(qa.Classes) - 1
	}
	switch {
	case c.onlyBonus:
		c.bonus = c.weight
	case q.Bonus:
		c.bonus = q.BonusPoints.Float()
	}
	for _, o := range q.Choices() {
		c.choices = append(c.choices, choice{o.Score.Float(), effectOf(o.Effect), o.Passes()})
		c.sum += o.Score.Float()
	}
	return c
}

// sort puts every question behind the one that its condition names. Questions
// in a circle come last and name nothing, which hides them.
func (s *Scheme) sort() {
	index := make(map[string]int, len(s.questions))
	for i := range s.questions {
		index[s.questions[i].ref] = i
	}
	placed := make([]bool, len(s.questions))
	for more := true; more; {
		more = false
		for i := range s.questions {
			if q := &s.questions[i]; !placed[i] && s.ready(q, index, placed) {
				placed[i], more = true, true
				s.order = append(s.order, i)
			}
		}
	}
	for i := range placed {
		if !placed[i] {
			s.questions[i].on = -1
			s.order = append(s.order, i)
		}
	}
}

func (s *Scheme) ready(q *question, index map[string]int, placed []bool) bool {
	if q.when == nil {
		return true
	}
	on, exists := index[q.when.Ref]
	if !exists {
		return true
	}
	q.on = on
	return placed[on]
}

// given is qa.Answer.Given without copying the answer.
func (q *question) given(a *qa.Answer) bool {
	if q.one {
		return a.NA || len(a.Options) > 0
	}
	return a.Given(q.from)
}

// judge writes credit, error and effect of a given answer.
func (q *question) judge(a *qa.Answer, row *Row) {
	switch {
	case q.one:
		if i := a.Options[0]; i >= 0 && i < len(q.choices) {
			c := &q.choices[i]
			row.Credit, row.Error, row.fired = c.credit, !c.pass, c.effect
		}
	case q.from.Kind == qa.KindNumeric:
		row.Credit, _ = q.from.Credit(*a)
		row.Error = row.Credit < 0.5
	default:
		q.judgeAll(a.Options, row)
	}
}

// judgeAll scores a multiple choice: Σ scores chosen ÷ Σ scores of all options.
func (q *question) judgeAll(chosen []int, row *Row) {
	for i := range q.choices {
		if slices.Contains(chosen, i) {
			row.Credit += q.choices[i].credit
			row.fired |= q.choices[i].effect
		}
	}
	if q.sum > 0 {
		row.Credit /= q.sum
	}
	row.Error = row.Credit < 0.5 || row.fired != 0
}
