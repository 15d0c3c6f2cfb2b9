package retraining

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/retrain"
)

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// sideParts are the facts around the case and everything that happened in it.
func (s *Screen) sideParts() []fyne.CanvasObject {
	c := &s.open.c
	out := []fyne.CanvasObject{parts.Strong(lang.L("This case")), parts.Room(0, 4)}
	fact := func(label, value string) {
		out = append(out, parts.High(24, parts.Row(0, parts.Fix(look.Scaled(84), 0, parts.Label(label)), parts.Grow(parts.Body(value).Cutting()))))
	}
	fact(lang.L("Unit"), strings.TrimSpace(c.Organisation+" "+c.Team))
	fact(lang.L("Opened"), s.d.Moment(c.OpenedAt))
	fact(lang.L("Mentor"), cmp.Or(c.Mentor, chart.None))
	if c.State == retrain.Scheduled {
		fact(lang.L("Resit"), s.d.Moment(c.ResitAt))
	}
	fact(lang.L("Off duty"), lang.L("after {{.N}} failures", map[string]any{"N": c.Rules.Fails}))
	out = append(out, parts.Room(0, 14), parts.Strong(lang.L("What happened")), parts.Room(0, 6))
	for i := len(c.Events) - 1; i >= 0; i-- {
		out = append(out, s.step(&c.Events[i], i == 0))
	}
	return out
}

// step is one event: its shape on the line of time, the words, who and when.
func (s *Screen) step(e *retrain.Event, first bool) fyne.CanvasObject {
	icon, tone := stepIcon(e.Deed)
	text := parts.NewParagraph(s.stepText(e), look.TextBody, look.Ink)
	text.Width = s.sideWide() - look.Scaled(70)
	words := parts.Stack(1, text, parts.Facts(parts.Label(s.d.Moment(e.At)), parts.Label(cmp.Or(s.open.c.Names[e.By], lang.L("by itself")))))
	if e.Why != "" {
		why := parts.NewParagraph(e.Why, look.TextLabel, look.Ink2)
		why.Width = text.Width
		words.Add(why)
	}
	words.Add(parts.Room(0, 10))
	line := fyne.CanvasObject(parts.NewUpright(1))
	if first {
		line = parts.Room(1, 0)
	}
	rail := parts.Over(parts.Row(0, parts.Room(7, 0), line), parts.Stack(0, parts.NewIcon(icon, 15, tone)))
	return parts.FullRow(10, parts.Fix(15, 0, rail), parts.Grow(words))
}

func stepIcon(d retrain.Deed) (string, look.Token) {
	switch d {
	case retrain.Failed:
		return "xcircle", look.Bad
	case retrain.Passed, retrain.BackOnDuty:
		return "okcircle", look.Good
	case retrain.OffDuty:
		return "tri", look.Warn
	case retrain.Planned, retrain.Unplanned:
		return "calendar", look.Ink2
	case retrain.Waived:
		return "lock", look.Accent
	case retrain.Mentored:
		return "people", look.Ink2
	case retrain.Noted:
		return "check", look.Ink2
	case retrain.Closed:
		return "remove", look.Ink2
	}
	return "edit", look.Ink2
}

// stepText says what happened.
func (s *Screen) stepText(e *retrain.Event) string {
	names := s.open.c.Names
	marks := map[string]any{"Points": chart.Number(e.Points, 1), "Most": chart.Number(e.Most, 0)}
	switch e.Deed {
	case retrain.Sat:
		if e.Brought {
			return lang.L("Sat the exam on paper")
		}
		return lang.L("Sat the exam")
	case retrain.Failed:
		return lang.L("Failed with {{.Points}} of {{.Most}}", marks)
	case retrain.Passed:
		return lang.L("Passed with {{.Points}} of {{.Most}}", marks)
	case retrain.Voided:
		return lang.L("The sitting counts for nothing")
	case retrain.Planned:
		return lang.L("Resit planned for {{.Time}}", map[string]any{"Time": s.d.Moment(e.For)})
	case retrain.Unplanned:
		return lang.L("Planned resit taken back")
	case retrain.Waived:
		return lang.L("Gate opened by the trainer")
	case retrain.Mentored:
		return lang.L("{{.Name}} is the mentor", map[string]any{"Name": names[e.MentorID]})
	case retrain.OffDuty:
		return lang.L("Off duty; reported to the client and the unit")
	case retrain.BackOnDuty:
		return lang.L("Back on duty")
	case retrain.Noted:
		return lang.L("{{.Unit}} took note of the report", map[string]any{"Unit": names[e.OrganisationID]})
	}
	return lang.L("Case closed")
}
