package sitting

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/training/exam"
)

// showOpening is what stands there while the paper is laid out.
func (s *Screen) showOpening() {
	s.all.Objects = []fyne.CanvasObject{parts.NewPlate(look.Surface), parts.EmptyState("clock", lang.L("The paper is being laid out"), "")}
	s.all.Refresh()
}

// showRefused says why the exam can't be sat.
func (s *Screen) showRefused() {
	say := words.Sentence(s.d.Settings.Language, s.why)
	back := parts.NewButton(lang.L("Back to the exams"), parts.Main, s.toExams).WithKey("Enter")
	s.all.Objects = []fyne.CanvasObject{parts.NewPlate(look.Surface), parts.EmptyState("lock", lang.L("This exam can't be sat now"), say, back)}
	s.all.Refresh()
	s.d.Trace("refused", map[string]any{"exam": s.examID, "error": s.why.Error()})
}

// showOver says how it ended and what comes next.
func (v *view) showOver() {
	s := v.s
	s.d.Window.Canvas().Unfocus()
	icon, title := "okcircle", lang.L("Handed in")
	switch {
	case s.a.State == exam.Discarded:
		icon, title = "xcircle", lang.L("This attempt does not count")
	case s.said != nil:
		icon = "clock"
	}
	done, all := s.answered()
	text := lang.L("{{.Done}} of {{.All}} questions are answered, in {{.Time}}.", map[string]any{"Done": done, "All": all, "Time": chart.ClockWide(s.a.Meter.Used)})
	if s.said != nil {
		text = words.Sentence(s.d.Settings.Language, s.said) + " " + text
	}
	if s.a.State == exam.Submitted {
		text += " " + lang.L("Some answers are marked by people; the result follows.")
	}
	review := parts.NewButton(lang.L("See the result"), parts.Main, func() { s.d.Go(desk.Route{Place: desk.Answered, ID: s.a.ID}) })
	back := parts.NewButton(lang.L("Back to the exams"), parts.Plain, s.toExams).WithKey("Enter")
	if s.a.State == exam.Discarded || s.sit.Rules.Review[exam.JustAfter] == (exam.View{}) {
		review, back.Kind = nil, parts.Main
	}
	s.all.Objects = []fyne.CanvasObject{parts.NewPlate(look.Surface), parts.EmptyState(icon, title, text, review, back)}
	s.all.Refresh()
}
