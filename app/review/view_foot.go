package review

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
)

// footer is the foot of the sheet: whether it is saved, what comes next, and
// the buttons.
type footer struct {
	r            *Room
	icon         *parts.Icon
	saved        *parts.Text
	next         *fyne.Container
	skip, submit *parts.Button
	row          *fyne.Container
}

func newFooter(r *Room) footer {
	f := footer{r: r, icon: parts.NewIcon("check", 13, look.Good), saved: parts.NewText("", look.TextLabel, look.Good, false), next: container.New(lead{})}
	f.skip = parts.NewButton(lang.L("Skip"), parts.Plain, func() { r.view.askSkip() }).WithKey("F8")
	f.submit = parts.NewButton(lang.L("Submit, next call"), parts.Main, r.submit).WithKey("Ctrl Enter")
	f.row = parts.Row(8)
	return f
}

func (f *footer) content() fyne.CanvasObject {
	return parts.Over(parts.NewPlate(look.Well), parts.High(54, parts.Inset(0, 12, 0, 16, f.row)))
}

// show fills the foot for the evaluation at hand.
func (f *footer) show() {
	f.showNext()
	f.showSaved()
	state := parts.Stack(1, parts.Row(5, f.icon, f.saved), f.next)
	f.row.Objects = []fyne.CanvasObject{parts.Grow(state)}
	if f.r.o.task() != nil && f.r.sheet != nil && f.r.sheet.open {
		f.row.Add(f.skip)
	}
	if f.r.sheet != nil && f.r.sheet.open {
		f.submit.SetWord(f.r.submitWord())
		f.row.Add(f.submit)
	} else {
		f.row.Objects = append(f.row.Objects, f.r.learnButtons()...)
	}
	f.row.Refresh()
}

// submitWord says whether another call follows.
func (r *Room) submitWord() string {
	if _, more := r.o.after(); more {
		return lang.L("Submit, next call")
	}
	return lang.L("Submit")
}

func (f *footer) showNext() {
	f.next.Objects = nil
	if c := f.r.o.next; c.ID != "" {
		title := parts.Label(lang.L("Next: {{.Title}}", map[string]any{"Title": nameOf(c.Call)})).Cutting()
		f.next.Add(title)
		f.next.Add(parts.NewDot())
		f.next.Add(parts.Label(chart.Clock(c.Duration)))
	}
	f.next.Refresh()
}

// showSaved says how safe the draft is.
func (f *footer) showSaved() {
	r := f.r
	icon, tone, text := "check", look.Good, ""
	switch {
	case r.sheet == nil || r.sheet.e.ID == "":
		icon = ""
	case r.saver == nil:
		icon, tone, text = "lock", look.Ink3, lang.L("Read only")
	case r.problem != nil:
		icon, tone, text = "xcircle", look.Bad, lang.L("Not saved")
	case r.dirty || r.saving:
		icon, tone, text = "edit", look.Ink3, lang.L("Saving ...")
	default:
		text = lang.L("Saved {{.Time}}", map[string]any{"Time": r.saver.savedAt().In(r.d.Zone).Format("15:04:05")})
	}
	f.icon.Hidden = icon == ""
	if icon != "" {
		f.icon.Set(icon, tone)
	}
	f.saved.SetTone(text, tone)
}

// showSaved says how safe the draft is.
func (v *roomView) showSaved() {
	if v.r.o != nil {
		v.foot.showSaved()
		v.foot.row.Refresh()
	}
}

// reasons are what calls are usually skipped for.
func reasons() []string {
	return []string{lang.L("No conversation on it"), lang.L("Can't be understood"), lang.L("Not my field")}
}

// askSkip asks in place why the call is skipped.
func (v *roomView) askSkip() {
	if v.r.o.task() == nil {
		return
	}
	v.ask(askReason(v.r.setTyping, v.foldQuestion, lang.L("Why skip this call?"), lang.L("Skip"), reasons(), v.r.skip))
}

// askRevise asks in place why a new edition is made.
func (v *roomView) askRevise() {
	if !v.r.mayRevise() {
		return
	}
	v.ask(askReason(v.r.setTyping, v.foldQuestion, lang.L("Why revise this evaluation?"), lang.L("Revise"), nil, v.r.revise))
}

func (v *roomView) askNothing() {
	v.question.Objects = nil
	v.question.Refresh()
}

func (v *roomView) ask(content fyne.CanvasObject, entry *parts.Entry) {
	v.question.Objects = []fyne.CanvasObject{content}
	v.whole.Refresh()
	entry.Focus()
}

// foldQuestion closes what is asked in place; it says whether there was something.
func (v *roomView) foldQuestion() bool {
	if len(v.question.Objects) == 0 {
		return false
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.question); c != nil {
		c.Unfocus()
	}
	v.askNothing()
	v.whole.Refresh()
	return true
}

// askReason is a question with ready answers and a field for another one.
func askReason(typing func(bool), fold func() bool, question, verb string, ready []string, do func(string)) (fyne.CanvasObject, *parts.Entry) {
	entry := parts.NewEntry(lang.L("Give a reason"))
	act := parts.NewButton(verb, parts.Plain, func() {
		if entry.Text() == "" {
			entry.Focus()
			return
		}
		do(entry.Text())
	})
	entry.OnSubmitted = func(string) { act.OnTapped() }
	entry.OnFocus = typing
	entry.OnEscape = func() { fold() }
	list := parts.Stack(6, parts.Row(8, parts.Strong(question), parts.Gap(), parts.NewLink(lang.L("Cancel"), func() { fold() })))
	if len(ready) > 0 {
		row := parts.Row(6)
		for _, r := range ready {
			row.Add(parts.NewButton(r, parts.Plain, func() { do(r) }).AsSmall())
		}
		list.Add(row)
	}
	list.Add(parts.Row(8, parts.Grow(entry), act))
	body := parts.Over(parts.NewPlate(look.Well), parts.Stack(0, parts.NewHairline(), parts.Inset(8, 12, 10, 16, list)))
	return body, entry
}
