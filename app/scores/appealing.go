package scores

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/appeal"
)

// appealForm is an appeal being written.
type appealForm struct {
	evaluation string
	points     []*appeal.Point
	wrong      string
}

func (s *Screen) sentence(err error) string { return words.Sentence(s.d.Settings.Language, err) }

// startAppeal opens the form on the question that cost most; others are added.
func (s *Screen) startAppeal() {
	if !s.mayAppeal() {
		return
	}
	s.form = &appealForm{evaluation: s.open.e.ID}
	if lost := dearest(s.open.result.Questions); len(lost) > 0 {
		s.contest(lost[0].Ref)
	}
	s.showPanel()
	s.d.Changed()
}

func (s *Screen) dropAppeal() {
	s.form = nil
	s.ear.Close()
	s.showPanel()
	s.d.Changed()
}

// contest adds a question, with the moments that its answer has.
func (s *Screen) contest(ref string) {
	p := &appeal.Point{Ref: ref, Was: s.open.e.Answers[ref], Moments: slices.Clone(s.open.e.Answers[ref].Moments)}
	s.form.points = append(s.form.points, p)
}

// formParts are the form in place of the answers.
func (s *Screen) formParts() []fyne.CanvasObject {
	f := s.form
	out := []fyne.CanvasObject{parts.PanelHead(lang.L("Appeal"))}
	if t := s.terms(); t != nil {
		out = append(out, parts.Room(0, 6), t)
	}
	if f.wrong != "" {
		out = append(out, parts.Room(0, 8), parts.FieldError(f.wrong))
	}
	for i, p := range f.points {
		if q, _, ok := s.open.version.Find(p.Ref); ok {
			out = append(out, parts.Room(0, 12), parts.NewHairline(), parts.Room(0, 8), s.pointForm(i, q, p))
		}
	}
	out = append(out, parts.Room(0, 12), s.anotherQuestion(), parts.Room(0, 16))
	file := parts.NewButton(lang.L("File the appeal"), parts.Main, s.file).WithIcon("reply").WithKey("Ctrl Enter")
	return append(out, parts.Row(8, file, parts.NewButton(lang.L("Don't appeal"), parts.Quiet, s.dropAppeal).WithKey("Esc")))
}

// pointForm is one question: the answer that is proposed, why, and where it is heard.
func (s *Screen) pointForm(i int, q *qa.Question, p *appeal.Point) fyne.CanvasObject {
	drop := parts.NewLink(lang.L("Leave out"), func() { s.form.points = slices.Delete(s.form.points, i, i+1); s.showPanel() })
	head := parts.Row(8, parts.Second(p.Ref), parts.Grow(parts.Strong(q.Text).Cutting()), drop)
	answers, chosen := proposals(q, p), -1
	texts := make([]string, len(answers))
	for j, a := range answers {
		texts[j] = desk.AnswerText(q, a)
		if appeal.Same(a, p.Proposed) && p.Proposed.Given(q) {
			chosen = j
		}
	}
	label := func(word string, o fyne.CanvasObject) fyne.CanvasObject {
		return parts.FullRow(8, parts.Fix(look.Scaled(72), 0, parts.Stack(0, parts.High(26, parts.Label(word)))), parts.Grow(o))
	}
	pick := parts.NewSelect(texts, chosen, func(j int) { p.Proposed = answers[j] }).Wide(180)
	pick.Placeholder = lang.L("Choose an answer")
	reason := parts.NewNote(lang.L("What did you say, and where is it heard?"), 3)
	reason.Most = appeal.MaxReason
	reason.SetText(p.Reason)
	reason.OnChanged = func(text string) { p.Reason = text }
	return parts.Stack(6, head, label(lang.L("Answer"), parts.Body(desk.AnswerText(q, p.Was))), label(lang.L("Proposed"), parts.Row(0, s.proposal(q, p, pick))),
		label(lang.L("Reason"), reason), label(lang.L("Moments"), s.momentForm(p)))
}

// proposal is a choice, or a field where the question takes a value.
func (s *Screen) proposal(q *qa.Question, p *appeal.Point, pick *parts.Select) fyne.CanvasObject {
	if len(pick.Options) > 0 {
		return pick
	}
	field := parts.NewEntry(lang.L("Value")).Wide(180)
	field.SetText(p.Proposed.Value)
	field.OnChanged = func(text string) { p.Proposed = qa.Enter(text) }
	return field
}

// proposals are the answers that can be proposed; none for one with a value.
func proposals(q *qa.Question, p *appeal.Point) []qa.Answer {
	var out []qa.Answer
	for i := range q.Choices() {
		if a := qa.Choose(i); !appeal.Same(a, p.Was) {
			out = append(out, a)
		}
	}
	if q.NA && !p.Was.NA && len(out) > 0 {
		out = append(out, qa.NotApplicable())
	}
	return out
}

// momentForm lists the moments, to hear and to take out, and takes another one.
func (s *Screen) momentForm(p *appeal.Point) fyne.CanvasObject {
	call := s.calls[s.open.e.CallID].Call
	box := parts.Stack(4)
	for i, m := range p.Moments {
		row := parts.Row(10, parts.NewLink(chart.ClockWide(m.At), func() { s.ear.Play(call, m.At) }))
		if s.ear.May(call) {
			row = parts.Row(6, parts.NewIcon("play", 13, look.Accent), row)
		}
		row.Add(parts.NewLink(lang.L("Take out"), func() { p.Moments = slices.Delete(p.Moments, i, i+1); s.showPanel() }))
		box.Add(row)
	}
	field := parts.NewEntry(lang.L("Time on the recording, such as 1:42")).Wide(220)
	field.Small = true
	field.OnSubmitted = func(text string) {
		at, ok := chart.ParseClock(text)
		if !ok || call.Duration > 0 && at > call.Duration {
			field.SetWrong(true)
			return
		}
		p.Moments = append(p.Moments, qa.Moment{At: at, Lane: qa.LaneAgent})
		s.showPanel()
	}
	box.Add(parts.Row(8, field, parts.Label(lang.L("Enter adds it"))))
	return box
}

// anotherQuestion adds a question that is not contested yet.
func (s *Screen) anotherQuestion() fyne.CanvasObject {
	var refs, words []string
	for _, r := range s.open.result.Questions {
		q, _, ok := s.open.version.Find(r.Ref)
		taken := slices.ContainsFunc(s.form.points, func(p *appeal.Point) bool { return p.Ref == r.Ref })
		if ok && !taken && s.open.e.Answers[r.Ref].Given(q) {
			refs, words = append(refs, r.Ref), append(words, r.Ref+" "+q.Text)
		}
	}
	pick := parts.NewSelect(words, -1, func(i int) { s.contest(refs[i]); s.showPanel() }).Wide(260)
	pick.Placeholder = lang.L("Another question")
	return parts.Row(0, pick)
}

// file files the appeal; what is missing is said above the questions.
func (s *Screen) file() {
	f := s.form
	if f == nil {
		return
	}
	ps := make([]appeal.Point, len(f.points))
	for i, p := range f.points {
		ps[i] = *p
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (appeal.Appeal, error) {
		return s.d.Appeals.File(ctx, s.d.Actor, f.evaluation, ps)
	}, func(a appeal.Appeal, err error) {
		if err != nil {
			f.wrong = s.sentence(err)
			s.showPanel()
			s.d.Trace("refused", map[string]any{"evaluation": f.evaluation, "error": err.Error()})
			return
		}
		s.form = nil
		s.ear.Close()
		s.d.Toast(lang.L("Filed. The decision stands here."), nil)
		s.d.Trace("appealed", map[string]any{"evaluation": f.evaluation, "appeal": a.ID, "points": len(a.Points)})
		s.load()
	})
}
