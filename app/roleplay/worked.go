package roleplay

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

// worked is what a shift came to: its calls at the left, the sum at the right.
type worked struct {
	s     *Screen
	x     duty.Shift
	sum   duty.Sum
	table *parts.Table
}

func newWorked(s *Screen, x duty.Shift) *worked {
	w := &worked{s: s, x: x, sum: duty.SumOf(x.Record, x.Calls)}
	w.table = parts.NewTable([]parts.TableColumn{{Title: lang.L("duty.at"), Width: 60, Right: true}, {Title: lang.L("role.scenario"), Least: 160}, {Title: lang.L("Caller"), Width: 110, Yield: 2}, {Title: lang.L("Ending"), Width: 130},
		{Title: lang.L("duty.talk"), Width: 60, Right: true, Yield: 3}, {Title: lang.L("duty.hold"), Width: 60, Right: true, Yield: 5}, {Title: lang.L("duty.wrap"), Width: 64, Right: true, Yield: 4}, {Title: lang.L("Mood"), Width: 52, Right: true, Yield: 1}, {Title: lang.L("Score"), Width: 96, Right: true}},
		func() int { return len(x.Calls) }, w.cell)
	w.table.OnOpened = func(int) { w.read() }
	w.table.List().OnChosen = func(int) { s.d.Changed() }
	if len(x.Calls) > 0 {
		w.table.Choose(0)
	}
	return w
}

func (w *worked) cell(row, column int) parts.Cell {
	a := &w.x.Calls[row]
	run, sheet := a.Run, a.Run.Sheet()
	held := run.OnHold + run.Muted
	span := func(d time.Duration) parts.Cell { return parts.Cell{Text: clock(d.Truncate(time.Second)), Value: d} }
	switch column {
	case 0:
		return span(a.BegunAt.Sub(w.x.BegunAt))
	case 1:
		return parts.Cell{Text: a.Title.In(w.s.d.Settings.Language)}
	case 2:
		return parts.Cell{Text: a.Scenario.Persona.Name.In(w.s.d.Settings.Language), Tone: look.Ink2}
	case 3:
		if !run.Over() {
			return parts.StateCell(lang.L("Broken off"), parts.StateBad)
		}
		return parts.StateCell(endingWords.Of(run.Ended), endingState(run.Ended))
	case 4:
		if !run.Over() {
			return span(run.At - held)
		}
		return span(run.EndedAt - held)
	case 5:
		return span(held)
	case 6:
		if !run.Over() {
			return parts.Cell{Text: chart.None}
		}
		return span(run.At - run.EndedAt)
	case 7:
		return parts.Cell{Text: n(run.Mood), Value: run.Mood}
	}
	return scoreCell(sheet.Overall, sheet.Failed)
}

func (w *worked) mine() bool { return w.x.PersonID == w.s.d.Actor.PersonID }

func (w *worked) back() { w.s.worked = nil; w.s.load() }

// chosen is the chosen call, nil without one.
func (w *worked) chosen() *roleplay.Attempt {
	if i := w.table.Chosen(); i >= 0 && i < len(w.x.Calls) {
		return &w.x.Calls[i]
	}
	return nil
}

func (w *worked) read() {
	if a := w.chosen(); a != nil && a.Over() {
		w.s.open(a.ID)
	}
}

// again tries the chosen call from its weakest answer.
func (w *worked) again() {
	a := w.chosen()
	if a == nil || !w.mine() {
		return
	}
	turn, _ := a.Run.Weakest()
	w.s.begin(func(ctx context.Context) (roleplay.Attempt, error) {
		return w.s.d.Rehearsal.Again(ctx, w.s.d.Actor, a.ID, turn)
	})
}

// another begins a shift like this one.
func (w *worked) another() {
	for i, p := range duty.Plans {
		if p.ID == w.x.PlanID {
			w.s.choice.plan = i
		}
	}
	for i, l := range duty.Levels {
		if l == w.x.Level {
			w.s.choice.level = i
		}
	}
	w.s.worked = nil
	w.s.beginShift()
}

func (w *worked) retries() bool { return w.mine() && w.x.Level != roleplay.Exam && w.chosen() != nil }

func (w *worked) content() fyne.CanvasObject {
	left := []fyne.CanvasObject{parts.NewButton(lang.L("Back"), parts.Quiet, w.back).WithIcon("back").WithKey("Esc"),
		parts.PanelHead(w.x.Plan().Name.In(w.s.d.Settings.Language)), parts.NewPill(levelWords.Of(w.x.Level), parts.StatePlain), parts.Second(w.s.d.Moment(w.x.BegunAt))}
	if !w.mine() {
		left = append(left, parts.Second(w.x.Person))
	}
	var right []fyne.CanvasObject
	if w.chosen() != nil {
		right = append(right, parts.NewButton(lang.L("Read the call"), parts.Plain, w.read).WithKey("Enter"))
	}
	if w.retries() {
		right = append(right, parts.NewButton(lang.L("Try the weakest answer again"), parts.Plain, w.again).WithIcon("replay").WithKey("R"))
	}
	if w.mine() {
		right = append(right, parts.NewButton(lang.L("Another shift"), parts.Main, w.another).WithKey("N"))
	}
	var middle fyne.CanvasObject = w.table
	if len(w.x.Calls) == 0 {
		middle = parts.EmptyState("headset", lang.L("No call was taken"), lang.L("Be ready, and take the call that rings."))
	}
	curve := parts.Stack(4, parts.Strong(lang.L("Callers who waited")), parts.Fix(0, look.Scaled(150), newPressure(w.x.Record.Curve, w.x.Plan())))
	return parts.Dock(parts.ToolBar(left, right), nil, nil, w.side(), parts.Dock(nil, parts.Stack(0, parts.NewHairline(), parts.Inset(10, 24, 14, 24, curve)), nil, nil, middle))
}

func (w *worked) actions() []desk.Action {
	acts := []desk.Action{{Menu: desk.ReviewMenu, Label: lang.L("Back"), Bare: fyne.KeyEscape, Do: w.back},
		{Menu: desk.ReviewMenu, Label: lang.L("Read the call"), Bare: fyne.KeyReturn, Do: w.read, Off: w.chosen() == nil},
		{Menu: desk.ReviewMenu, Label: lang.L("Try the weakest answer again"), Bare: fyne.KeyR, Do: w.again, Off: !w.retries()},
		{Menu: desk.ReviewMenu, Label: lang.L("Another shift"), Bare: fyne.KeyN, Do: w.another, Off: !w.mine()}}
	if export.May(w.s.d) {
		acts = append(acts, export.Action(lang.L("Export these calls"), func() { export.Table(w.s.d, lang.L("duty.shift"), w.table) }, len(w.x.Calls) == 0))
	}
	return append(acts, desk.Walk(w.table)...)
}
