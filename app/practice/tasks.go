package practice

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
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

// askHappening lets the instructor make something happen, or say something.
func (r *room) askHappening() {
	if !r.s.instructs() || r.pic.frame == nil {
		return
	}
	r.pause()
	all := []engine.Happening{engine.Storm, engine.Policy, engine.Press, engine.Green, engine.Down, engine.Sick, engine.Notice}
	names := make([]string, len(all))
	for i, h := range all {
		names[i] = happeningWord(h)
	}
	projects := make([]string, len(engine.Projects))
	for i, p := range engine.Projects {
		projects[i] = say(p.Name)
	}
	e := engine.Event{What: engine.Storm, Project: engine.Emergency, Kind: "fault_report", Factor: 2, Shape: engine.Pulse, Rise: 45 * time.Minute, Hold: time.Hour, Fall: 2 * time.Hour, People: 5}
	size := parts.NewEntry("").Wide(60)
	size.SetText("2")
	text := parts.NewEntry(lang.L("What the trainee reads"))
	tutor := parts.NewCheck(lang.L("It helps: costs a point"), false, func(bool) {})
	wrong := parts.Over()
	unit := parts.Label(lang.L("times the calls"))
	pick := parts.NewSelect(names, 0, func(i int) {
		e.What = all[i]
		unit.Set(sizeWord(e.What))
		size.SetText(map[engine.Happening]string{engine.Sick: "5", engine.Down: "1.5"}[e.What])
		if size.Text() == "" {
			size.SetText("2")
		}
	}).Wide(180)
	project := parts.NewSelect(projects, 0, func(i int) {
		e.Project, e.Kind = engine.Projects[i].Key, ""
		if i == 0 {
			e.Kind = "fault_report"
		}
	}).Wide(180)
	field := func(word string, o ...fyne.CanvasObject) fyne.CanvasObject {
		return parts.High(36, parts.Row(8, append([]fyne.CanvasObject{parts.Fix(look.Scaled(80), 0, parts.Second(word))}, o...)...))
	}
	content := parts.Stack(0, field(lang.L("What"), pick), field(lang.L("Project"), project), field(lang.L("How much"), parts.Fix(look.Scaled(64), 0, size), unit), field(lang.L("Message"), parts.Grow(text)), field("", tutor), wrong)
	parts.Ask(r.s.d.Window.Canvas(), parts.Question{Title: lang.L("What happens now?"), Content: content, Safe: lang.L("Cancel"), Act: lang.L("Let it happen"), Kind: parts.Main, Width: look.Scaled(480), Check: func() bool {
		if err := r.happen(e, size.Text(), text.Text(), tutor.Checked); err != nil {
			swap(wrong, parts.FieldError(words.Sentence(r.s.d.Settings.Language, err)))
			return false
		}
		return true
	}})
}

func sizeWord(h engine.Happening) string {
	switch h {
	case engine.Sick:
		return lang.L("people")
	case engine.Down:
		return lang.L("times the handling time")
	case engine.Notice:
		return lang.L("not needed")
	}
	return lang.L("times the calls")
}

// happen lets something happen, or sends the message alone.
func (r *room) happen(e engine.Event, size, text string, tutor bool) error {
	text = strings.TrimSpace(text)
	if e.What == engine.Notice {
		if text != "" {
			r.p.say(text, tutor)
		}
	} else {
		n, err := strconv.ParseFloat(strings.TrimSpace(size), 64)
		if err != nil {
			n = -1
		}
		e.Text = text
		e = shaped(e, n)
		if err := r.p.inject(e); err != nil {
			return err
		}
	}
	r.fresh = true
	r.keep()
	r.look()
	r.s.d.Trace("happened", map[string]any{"what": string(e.What)})
	return nil
}

// shaped gives an event the fields that its sort has.
func shaped(e engine.Event, n float64) engine.Event {
	out := engine.Event{What: e.What, Project: e.Project, Text: e.Text}
	switch e.What {
	case engine.Sick:
		out.People = int(n)
	case engine.Down:
		out.Factor, out.For = n, 2*time.Hour
	default:
		out.Kind, out.Factor, out.Shape, out.Rise, out.Hold, out.Fall = e.Kind, n, e.Shape, e.Rise, e.Hold, e.Fall
	}
	return out
}
