package appeals

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/qa/appeal"
)

// pointParts are the questions of the case; what is masked says why.
func (s *Screen) pointParts() []fyne.CanvasObject {
	o := s.open
	var out []fyne.CanvasObject
	if sentence := s.hindrance(); sentence != "" {
		out = append(out, parts.Banner(parts.TintInfo, sentence, "", nil), parts.Room(0, 12))
	}
	if o.wrong != "" {
		out = append(out, parts.Banner(parts.TintWarn, o.wrong, "", nil), parts.Room(0, 12))
	}
	o.whys = nil
	for i := range o.c.Points {
		out = append(out, s.point(i), parts.NewHairline())
	}
	if len(o.c.Points) == 0 {
		out = append(out, parts.Second(lang.L("This appeal is of a time before questions were named. Decide it as it stands.")))
	}
	return out
}

// hindrance says why nothing can be decided here, or how the case is opened.
func (s *Screen) hindrance() string {
	c := s.open.c
	switch err := appeal.MayDecide(s.d.Actor, c.Appeal); {
	case !c.State.Open():
		return ""
	case err != nil && s.d.Actor.PersonID == c.ReviewerID:
		return lang.L("You gave this score. Somebody else must decide the appeal.")
	case err != nil:
		return ""
	case c.Masked && c.DeciderID == s.d.Actor.PersonID:
		return lang.L("Answers and reasons stay hidden until your blind re-score is submitted.")
	case c.Masked:
		return lang.L("Score the call blind first: answers and reasons are hidden until you take the case to read.")
	}
	return ""
}

// point is one question: the answers side by side, the reason, the moments,
// and what is decided.
func (s *Screen) point(i int) fyne.CanvasObject {
	o, p := s.open, s.open.c.Points[i]
	q, _, ok := o.version.Find(p.Ref)
	text := p.Ref
	if ok {
		text = q.Text
	}
	head := parts.Row(8, parts.Fix(look.Scaled(32), 0, parts.Body(p.Ref).Toned(look.Ink2)), parts.Grow(parts.Strong(text).Cutting()))
	box := parts.Stack(6, head)
	if o.c.Masked || !ok {
		return parts.Inset(10, 12, 10, 12, box)
	}
	box.Add(indent(s.answers(q, p)))
	box.Add(indent(s.said(lang.L("Agent"), p.Reason)))
	if p.Was.Comment != "" {
		box.Add(indent(s.said(lang.L("Reviewer"), p.Was.Comment)))
	}
	if row := s.moments(p); row != nil {
		box.Add(indent(row))
	}
	if s.deciding() {
		box.Add(indent(s.ruling(i, q, p)))
	} else if p.Outcome != appeal.Undecided {
		box.Add(indent(s.said(lang.L("Decision"), p.Why)))
	}
	return s.ground(i, parts.Inset(10, 12, 12, 12, box))
}

func indent(o fyne.CanvasObject) fyne.CanvasObject {
	return parts.Inset(0, 0, 0, look.Scaled(32)+8, o)
}

// ground marks the point to which keys go.
func (s *Screen) ground(i int, o fyne.CanvasObject) fyne.CanvasObject {
	if !s.deciding() || i != s.open.awake {
		return parts.FullRow(0, parts.Room(3, 0), parts.Grow(o))
	}
	bar := parts.Fix(3, 0, parts.NewPlate(look.Accent))
	return parts.Over(parts.NewPlate(look.Well), parts.FullRow(0, bar, parts.Grow(o)))
}

// answers are the first answer, the proposed one, that of the blind re-score,
// and the one that stands.
func (s *Screen) answers(q *qa.Question, p appeal.Point) fyne.CanvasObject {
	row := parts.FullRow(12)
	add := func(label string, a qa.Answer) {
		icon, tone := answerState(q, a).Mark()
		value := parts.Row(4)
		if icon != "" {
			value.Add(parts.NewIcon(icon, 13, tone))
		}
		value.Add(parts.Grow(parts.NewText(desk.AnswerText(q, a), look.TextBody, tone, true).Cutting()))
		row.Add(parts.Grow(parts.Stack(1, parts.Label(label), value)))
	}
	add(lang.L("First answer"), p.Was)
	add(lang.L("Proposed"), p.Proposed)
	if s.open.c.Rescored != nil {
		add(lang.L("Blind re-score"), s.open.c.Rescored[p.Ref])
	}
	if p.Outcome != appeal.Undecided {
		add(outcomeName(p.Outcome), p.Answer)
	}
	return row
}

// answerState is the shape and colour of an answer by what it is worth.
func answerState(q *qa.Question, a qa.Answer) parts.State {
	s, scored := q.Credit(a)
	switch {
	case a.NA:
		return parts.StateNA
	case !a.Given(q):
		return parts.StateOpen
	case !scored:
		return parts.StatePlain
	}
	for _, i := range a.Options {
		if c := q.Choices(); i >= 0 && i < len(c) && c[i].Fails() {
			return parts.StateCritical
		}
	}
	switch {
	case s >= 1:
		return parts.StateGood
	case s > 0:
		return parts.StatePartly
	}
	return parts.StateBad
}

func (s *Screen) said(who, text string) fyne.CanvasObject {
	return parts.FullRow(8, parts.Fix(look.Scaled(64), 0, parts.Label(who)), parts.Grow(parts.NewParagraph(text, look.TextBody, look.Ink)))
}

// moments are links that play the call from there; nil for none.
func (s *Screen) moments(p appeal.Point) fyne.CanvasObject {
	if len(p.Moments) == 0 {
		return nil
	}
	row := parts.Row(12, parts.Fix(look.Scaled(56), 0, parts.Label(lang.L("Moments"))))
	for _, m := range p.Moments {
		at := chart.ClockWide(m.At)
		if m.Until > m.At {
			at += "–" + chart.ClockWide(m.Until)
		}
		row.Add(parts.Row(4, parts.NewIcon("play", 13, look.Accent), parts.NewLink(strings.TrimSpace(at+" "+m.Note), func() { s.playFrom(m.At) })))
	}
	if !s.ear.May(s.open.call.Call) {
		row.Add(parts.Label(lang.L("the call has no recording")))
	}
	return row
}

// ruling is the choice of the outcome by key, and its reason.
func (s *Screen) ruling(i int, q *qa.Question, p appeal.Point) fyne.CanvasObject {
	r := s.draft(p.Ref)
	key := func(k string) string {
		if i == s.open.awake {
			return k
		}
		return ""
	}
	button := func(o appeal.Outcome, icon, k string) *parts.Button {
		b := parts.NewButton(verb(o), parts.Plain, func() { s.open.awake = i; s.rule(o) }).WithIcon(icon).WithKey(key(k)).AsSmall()
		b.On = r.Outcome == o
		return b
	}
	row := parts.Row(8, button(appeal.Upholds, "lock", "1"), button(appeal.Grants, "check", "2"))
	if others := s.others(q, p); len(others) > 0 {
		row.Add(button(appeal.Changes, "edit", "3"))
		if r.Outcome == appeal.Changes {
			row.Add(s.otherAnswer(q, r, others))
		}
	}
	why := parts.NewEntry(lang.L("Reason, read by agent and reviewer")).WithKey(key("R"))
	why.Most = appeal.MaxReason
	why.SetText(r.Why)
	why.OnChanged = func(text string) { r.Why = text; s.changed() }
	why.OnEscape = func() { s.d.Window.Canvas().Unfocus() }
	why.OnFocus = func(on bool) {
		if on {
			s.open.awake = i
		}
	}
	why.OnSubmitted = func(string) { s.next() }
	s.open.whys = append(s.open.whys, why)
	return parts.Stack(6, row, why)
}

// others are the options that are neither the first answer nor the proposed one.
func (s *Screen) others(q *qa.Question, p appeal.Point) []qa.Answer {
	var out []qa.Answer
	add := func(a qa.Answer) {
		if !appeal.Same(a, p.Was) && !appeal.Same(a, p.Proposed) {
			out = append(out, a)
		}
	}
	if q.Kind != qa.KindMultiple {
		for i := range q.Choices() {
			add(qa.Choose(i))
		}
	}
	if q.NA {
		add(qa.NotApplicable())
	}
	return out
}

func (s *Screen) otherAnswer(q *qa.Question, r *appeal.Ruling, others []qa.Answer) fyne.CanvasObject {
	words, chosen := make([]string, len(others)), -1
	for i, a := range others {
		words[i] = desk.AnswerText(q, a)
		if appeal.Same(a, r.Answer) && r.Answer.Given(q) {
			chosen = i
		}
	}
	pick := parts.NewSelect(words, chosen, func(i int) { r.Answer = others[i]; s.changed() }).Wide(180)
	pick.Small, pick.Placeholder = true, lang.L("Which answer?")
	return pick
}

func verb(o appeal.Outcome) string {
	switch o {
	case appeal.Upholds:
		return lang.L("Uphold")
	case appeal.Grants:
		return lang.L("Grant")
	}
	return lang.L("Another answer")
}

func outcomeName(o appeal.Outcome) string {
	switch o {
	case appeal.Upholds:
		return lang.L("Upheld")
	case appeal.Grants:
		return lang.L("Granted")
	}
	return lang.L("Changed")
}
