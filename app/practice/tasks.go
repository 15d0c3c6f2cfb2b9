package practice

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	engine "shifu/routing/practice"
)

// standingPill is how a critical task stands.
func standingPill(s engine.Standing) fyne.CanvasObject {
	switch s {
	case engine.Passed:
		return parts.NewPill(lang.L("met"), parts.StateGood)
	case engine.Failed:
		return parts.NewPill(lang.L("missed"), parts.StateBad)
	case engine.NotCalled:
		return parts.NewPill(lang.L("not called for"), parts.StateNA)
	}
	return parts.NewPill(lang.L("still open"), parts.StateOpen)
}

// taskList shows the critical tasks; with what to say about those missed.
func (r *room) taskList(over bool) fyne.CanvasObject {
	box := parts.Stack(0)
	begins := r.p.session.Scenario().Begins
	for _, t := range r.pic.frame.Tasks {
		when := ""
		if t.At >= 0 {
			when = hour(begins + t.At)
		} else if t.Cue >= 0 {
			when = lang.L("called for at {{.Time}}", map[string]any{"Time": hour(begins + t.Cue)})
		}
		lines := parts.Stack(2, parts.Row(8, parts.Grow(parts.Strong(say(t.Task.Name)).Cutting()), parts.Label(when), standingPill(t.Standing)), parts.Second(say(t.Task.Standard)).Cutting())
		if over && t.Standing == engine.Failed {
			lines.Add(parts.NewParagraph(say(t.Task.Feedback), look.TextLabel, look.Warn))
		}
		box.Add(parts.Inset(5, 0, 5, 0, lines))
		box.Add(parts.NewHairline())
	}
	return box
}

// askTasks shows the critical tasks.
func (r *room) askTasks() {
	if r.pic.frame == nil {
		return
	}
	r.pause()
	parts.Ask(r.s.d.Window.Canvas(), parts.Question{Title: lang.L("Critical tasks"), Content: r.taskList(false), Safe: lang.L("Close"), Act: lang.L("Run on"), Kind: parts.Main, Width: look.Scaled(560), OnAct: func() {
		if !r.runs {
			r.toggle()
		}
	}})
}

// askEnd tells how the shift went.
func (r *room) askEnd() {
	f := r.pic.frame
	met := 0
	for _, t := range f.Tasks {
		if t.Standing == engine.Passed {
			met++
		}
	}
	title := lang.L("The shift is over: {{.N}} of {{.All}} tasks met", map[string]any{"N": met, "All": len(f.Tasks)})
	if f.Aborted {
		title = lang.L("Broken off: too long out of bounds")
	}
	facts := parts.Row(24, figure(lang.L("Callers lost"), chart.Count(f.Lost), lang.L("reference {{.N}}", map[string]any{"N": chart.Count(f.Their)})), figure(lang.L("Points left"), chart.Number(f.Points, 0), lang.L("of 100")), figure(lang.L("Spent"), money(f.Spent), ""))
	r.s.d.Trace("over", map[string]any{"lost": f.Lost, "their": f.Their, "met": met})
	parts.Ask(r.s.d.Window.Canvas(), parts.Question{Title: title, Content: parts.Stack(10, facts, parts.NewHairline(), r.taskList(true)), Safe: lang.L("Look at the floor"), Act: lang.L("Review the shift"), Kind: parts.Main, Width: look.Scaled(620), OnAct: r.review})
}

func figure(word, value, note string) fyne.CanvasObject {
	return parts.Stack(0, parts.Label(word), parts.Row(6, parts.Figure(value), parts.Second(note)))
}
