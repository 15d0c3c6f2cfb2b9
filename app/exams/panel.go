package exams

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/training/exam"
)

// showPanel says at the right what there is to know of the chosen exam.
func (s *Screen) showPanel() {
	o := s.chosen()
	if o == nil {
		s.panel.Objects = nil
		s.panel.Refresh()
		return
	}
	wide := look.Scaled(panelWide) - 40
	name := parts.NewParagraph(o.Name, look.TextPanel, look.Ink)
	name.Bold, name.Width = true, wide
	body := parts.Stack(12, name, s.way(o, wide), parts.NewHairline(), s.rules(o, wide))
	if len(o.Attempts) > 0 {
		body.Add(parts.NewHairline())
		body.Add(s.attempts(o))
	}
	s.panel.Objects = []fyne.CanvasObject{parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(16, 20, 16, 20, body))}
	s.panel.Refresh()
}

// way is the main act, or what stands against it.
func (s *Screen) way(o *exam.Offer, wide float32) fyne.CanvasObject {
	if o.Stands != nil {
		say := parts.NewParagraph(words.Sentence(s.d.Settings.Language, o.Stands), look.TextBody, look.Ink2)
		say.Width = wide - 24
		return parts.FullRow(8, parts.NewIcon("lock", 16, look.Ink3), parts.Grow(say))
	}
	return parts.Row(8, parts.NewButton(s.actWord(o), parts.Main, s.act).WithIcon("play").WithKey("Ctrl Enter"), parts.Gap())
}

func (s *Screen) actWord(o *exam.Offer) string {
	if _, on := o.Running(); on {
		return lang.L("Go on with the exam")
	}
	return lang.L("Begin the exam")
}

// rules are the facts of an exam, a line each.
func (s *Screen) rules(o *exam.Offer, wide float32) fyne.CanvasObject {
	label := look.Scaled(92)
	all := parts.Stack(8)
	fact := func(name, value string) {
		if value == "" {
			return
		}
		p := parts.NewParagraph(value, look.TextBody, look.Ink)
		p.Width = wide - label - 12
		n := parts.NewParagraph(name, look.TextLabel, look.Ink3)
		n.Width = label
		all.Add(parts.FullRow(12, parts.Fix(label, 0, n), parts.Grow(p)))
	}
	r := o.Rules
	fact(lang.L("Opens"), timeOr(s.d, r.Opens, lang.L("open now")))
	fact(lang.L("Closes"), timeOr(s.d, r.Closes, lang.L("no closing date")))
	fact(lang.L("Asks"), lang.L("{{.N}} questions, {{.Marks}} marks, {{.Pass}} to pass", map[string]any{"N": o.Questions, "Marks": desk.Marks(o.Most), "Pass": desk.Marks(o.PassShare * o.Most)}))
	fact(lang.L("Time limit"), limitText(o))
	fact(lang.L("When it is up"), expiryText(r))
	fact(lang.L("Attempts"), attemptsText(o))
	fact(lang.L("Counts"), gradingText(o))
	fact(lang.L("Order"), orderText(r))
	fact(lang.L("You see"), viewsText(r))
	return all
}

// attempts are one's own, the last first.
func (s *Screen) attempts(o *exam.Offer) fyne.CanvasObject {
	all := parts.Stack(0, parts.PanelHead(lang.L("My attempts")), parts.Room(0, 4))
	for i := len(o.Attempts) - 1; i >= 0; i-- {
		all.Add(s.attempt(o.Attempts[i]))
	}
	return all
}

func (s *Screen) attempt(t exam.Try) fyne.CanvasObject {
	when := s.d.Moment(t.Began)
	if f := desk.FormLetter(t.Form); f != "" {
		when = lang.L("Form {{.Form}}", map[string]any{"Form": f}) + lang.L(", ") + when
	}
	row := parts.Row(10, parts.Strong(strconv.Itoa(t.N)), parts.Grow(parts.Second(when).Cutting()))
	switch {
	case t.Known:
		row.Add(parts.Strong(desk.Marks(t.Points) + " / " + desk.Marks(t.Most)))
		row.Add(passPill(t.Passed))
	case t.State == exam.Marked:
		row.Add(parts.Second(lang.L("the result is shown later")))
	default:
		row.Add(parts.Second(desk.AttemptState(t.State)))
	}
	if t.State.Ended() && t.State != exam.Discarded {
		row.Add(parts.NewLink(lang.L("Look at it"), func() { s.d.Go(desk.Route{Place: desk.Answered, ID: t.AttemptID}) }))
	}
	return container.NewStack(parts.Stack(0, parts.High(look.HeightRow, row), parts.NewHairline()))
}
