package practice

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	engine "shifu/routing/practice"
)

// happenings are what the instructor can let happen.
var happenings = []engine.Happening{engine.Storm, engine.Policy, engine.Press, engine.Green, engine.Down, engine.Sick, engine.Notice}

// happening is what the instructor is about to let happen.
type happening struct {
	event      engine.Event
	size, text *parts.Entry
	unit       *parts.Text
	tutor      *parts.Check
}

func newHappening() *happening {
	h := &happening{size: parts.NewEntry("").Wide(60), text: parts.NewEntry(lang.L("What the trainee reads")), unit: parts.Label(""), tutor: parts.NewCheck(lang.L("It helps: costs a point"), false, func(bool) {})}
	h.event = engine.Event{Shape: engine.Pulse, Rise: 45 * time.Minute, Hold: time.Hour, Fall: 2 * time.Hour}
	h.choose(0)
	h.aim(0)
	return h
}

// choose takes a happening, with the size that it mostly has.
func (h *happening) choose(i int) {
	h.event.What = happenings[i]
	h.unit.Set(sizeWord(h.event.What))
	switch h.event.What {
	case engine.Sick:
		h.size.SetText("5")
	case engine.Down:
		h.size.SetText("1.5")
	default:
		h.size.SetText("2")
	}
}

// aim takes the project; the first one has calls of several kinds.
func (h *happening) aim(i int) {
	h.event.Project, h.event.Kind = engine.Projects[i].Key, ""
	if i == 0 {
		h.event.Kind = "fault_report"
	}
}

// form lays the fields out, over what is wrong with them.
func (h *happening) form(wrong fyne.CanvasObject) fyne.CanvasObject {
	names := make([]string, len(happenings))
	for i, x := range happenings {
		names[i] = happeningWord(x)
	}
	projects := make([]string, len(engine.Projects))
	for i, p := range engine.Projects {
		projects[i] = say(p.Name)
	}
	field := func(word string, o ...fyne.CanvasObject) fyne.CanvasObject {
		return parts.High(36, parts.Row(8, append([]fyne.CanvasObject{parts.Fix(look.Scaled(80), 0, parts.Second(word))}, o...)...))
	}
	return parts.Stack(0, field(lang.L("What"), parts.NewSelect(names, 0, h.choose).Wide(180)), field(lang.L("Project"), parts.NewSelect(projects, 0, h.aim).Wide(180)),
		field(lang.L("How much"), parts.Fix(look.Scaled(64), 0, h.size), h.unit), field(lang.L("Message"), parts.Grow(h.text)), field("", h.tutor), wrong)
}

// askHappening lets the instructor make something happen, or say something.
func (r *room) askHappening() {
	if !r.s.instructs() || r.pic.frame == nil {
		return
	}
	r.pause()
	h, wrong := newHappening(), parts.Over()
	parts.Ask(r.s.d.Window.Canvas(), parts.Question{Title: lang.L("What happens now?"), Content: h.form(wrong), Safe: lang.L("Cancel"), Act: lang.L("Let it happen"), Kind: parts.Main, Width: look.Scaled(480), Check: func() bool {
		if err := r.happen(h.event, h.size.Text(), h.text.Text(), h.tutor.Checked); err != nil {
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
			_ = r.p.with(func(x *engine.Session) error { x.Say(text, tutor); return nil })
		}
	} else {
		n, err := strconv.ParseFloat(strings.TrimSpace(size), 64)
		if err != nil {
			n = -1
		}
		e.Text = text
		e = shaped(e, n)
		if err := r.p.with(func(x *engine.Session) error { return x.Inject(e) }); err != nil {
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
