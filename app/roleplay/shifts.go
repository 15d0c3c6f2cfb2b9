package roleplay

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

// choice is the shift that would be begun.
type choice struct{ plan, level int }

func (s *Screen) makeShifts() {
	s.shifts = parts.NewTable([]parts.TableColumn{{Title: lang.L("When"), Width: 110}, {Title: lang.L("Who"), Width: 90}, {Title: lang.L("duty.shift"), Least: 120}, {Title: lang.L("Level"), Width: 90, Yield: 2},
		{Title: lang.L("duty.calls"), Width: 64, Right: true}, {Title: lang.L("duty.missed"), Width: 72, Right: true, Yield: 3}, {Title: lang.L("AHT"), Width: 72, Right: true, Yield: 1}, {Title: lang.L("Score"), Width: 96, Right: true}},
		func() int { return len(s.k.shifts) }, s.shiftCell)
	s.shifts.OnOpened = func(int) { s.readShift() }
	s.shifts.List().OnChosen = func(int) { s.showShift(); s.d.Changed() }
}

func (s *Screen) shiftCell(row, column int) parts.Cell {
	x := &s.k.shifts[row]
	switch column {
	case 0:
		return parts.Cell{Text: s.d.Moment(x.BegunAt), Value: x.BegunAt}
	case 1:
		return parts.Cell{Text: x.Person}
	case 2:
		return parts.Cell{Text: x.Plan().Name.In(s.d.Settings.Language)}
	case 3:
		return parts.Cell{Text: levelWords.Of(x.Level), Tone: look.Ink2}
	}
	if !x.Over() {
		if column == 7 {
			return parts.StateCell(lang.L("duty.running"), parts.StatePartly)
		}
		return parts.Cell{Text: chart.None}
	}
	switch column {
	case 4:
		return parts.Cell{Text: n(x.Taken), Value: x.Taken}
	case 5:
		return parts.Cell{Text: n(x.Missed), Value: x.Missed}
	case 6:
		return parts.Cell{Text: clock(x.AHT), Value: x.AHT}
	}
	if x.Taken == 0 {
		return parts.Cell{Text: chart.None}
	}
	return scoreCell(x.Score, false)
}

// shiftsPage is the list of shifts.
func (s *Screen) shiftsPage() fyne.CanvasObject {
	s.showShift()
	if len(s.k.shifts) == 0 {
		return parts.EmptyState("headset", lang.L("No shift worked yet"), lang.L("In a shift one call follows another, and the queue grows while you talk."))
	}
	s.shifts.List().Refresh()
	return s.shifts
}

// running is the shift of one's own that goes on, nil if there is none.
func (s *Screen) running() *duty.Shift {
	i := slices.IndexFunc(s.k.shifts, func(x duty.Shift) bool { return !x.Over() && x.PersonID == s.d.Actor.PersonID })
	if i < 0 {
		return nil
	}
	return &s.k.shifts[i]
}

// showShift lays out what can be begun, and the chosen shift in short.
func (s *Screen) showShift() {
	column := parts.Stack(0)
	if s.plays() {
		s.addPlans(column)
	}
	if i := s.shifts.Chosen(); i >= 0 && i < len(s.k.shifts) {
		s.addShift(column, &s.k.shifts[i])
	} else if len(s.k.shifts) > 0 {
		s.shifts.Choose(0)
		return
	}
	s.sheet.Objects = []fyne.CanvasObject{column}
	s.sheet.Refresh()
}

func (s *Screen) addPlans(column *fyne.Container) {
	l := s.d.Settings.Language
	if s.running() != nil {
		column.Add(parts.Banner(parts.TintInfo, lang.L("A shift of yours goes on"), lang.L("Go on")+"  N", s.beginShift))
		column.Add(parts.Room(0, 12))
		return
	}
	column.Add(parts.Row(8, parts.PanelHead(lang.L("Work a shift")), parts.Gap(), parts.NewKeyBadge("P")))
	column.Add(parts.Room(0, 6))
	for i, p := range duty.Plans {
		ground, icon, tone := look.Clear, "ring", look.Ink3
		if i == s.choice.plan {
			ground, icon, tone = look.Sel, "okcircle", look.Accent
		}
		row := parts.High(30, parts.Inset(0, 8, 0, 8, parts.Row(8, parts.NewIcon(icon, 16, tone), parts.Grow(parts.Body(p.Name.In(l))), parts.Label(clock(p.Length)))))
		column.Add(parts.NewTile(ground, look.Clear, row, func() { s.choice.plan = i; s.showShift() }))
	}
	brief := parts.NewParagraph(duty.Plans[s.choice.plan].Brief.In(l), look.TextLabel, look.Ink2)
	brief.Width = look.Scaled(sideWidth - 44)
	column.Add(parts.Room(0, 6))
	column.Add(brief)
	column.Add(parts.Room(0, 10))
	levels := make([]string, len(duty.Levels))
	for i, x := range duty.Levels {
		levels[i] = levelWords.Of(x)
	}
	column.Add(parts.Row(8, parts.NewSegments(levels, s.choice.level, func(i int) { s.choice.level = i; s.showShift() }), parts.NewKeyBadge("L")))
	note := parts.NewParagraph(dutyNote(duty.Levels[s.choice.level]), look.TextLabel, look.Ink3)
	note.Width = look.Scaled(sideWidth - 44)
	column.Add(parts.Room(0, 6))
	column.Add(note)
	column.Add(parts.Room(0, 12))
	column.Add(parts.Row(0, parts.NewButton(lang.L("duty.begin"), parts.Main, s.beginShift).WithIcon("headset").WithKey("N")))
	column.Add(parts.Room(0, 18))
}

func dutyNote(x roleplay.Level) string {
	switch x {
	case roleplay.Hints:
		return lang.L("Hints stand beside each call. What you miss comes back from somebody else.")
	case roleplay.Exam:
		return lang.L("The same calls for everybody, no hints, help is only counted. Two assessors review each call.")
	}
	return lang.L("No hints. What you miss comes back from somebody else.")
}

// addShift adds a shift in short.
func (s *Screen) addShift(column *fyne.Container, x *duty.Shift) {
	if s.plays() {
		column.Add(parts.NewHairline())
		column.Add(parts.Room(0, 12))
	}
	head := parts.Row(8, parts.PanelHead(x.Plan().Name.In(s.d.Settings.Language)), parts.Gap())
	if x.Over() && x.Taken > 0 {
		head.Add(parts.Strong(chart.Number(x.Score, 0)))
	}
	column.Add(head)
	column.Add(parts.Room(0, 6))
	for _, f := range []parts.Fact{{Label: lang.L("Who"), Value: x.Person, Note: x.Team}, {Label: lang.L("When"), Value: s.d.Moment(x.BegunAt)}, {Label: lang.L("Level"), Value: levelWords.Of(x.Level)}} {
		column.Add(parts.FactLine(f))
	}
	if !x.Over() {
		column.Add(parts.FactLine(parts.Fact{Label: lang.L("duty.state"), Value: lang.L("duty.running")}))
		return
	}
	column.Add(parts.FactLine(parts.Fact{Label: lang.L("duty.calls"), Value: n(x.Taken), Note: lang.L("{{.N}} missed", map[string]any{"N": x.Missed})}))
	column.Add(parts.FactLine(parts.Fact{Label: lang.L("AHT"), Value: clock(x.AHT)}))
	column.Add(parts.Room(0, 12))
	column.Add(parts.Row(0, parts.NewButton(lang.L("Read the shift"), parts.Plain, s.readShift).WithKey("Enter")))
}

// nextPlan and nextLevel go through what can be begun.
func (s *Screen) nextPlan() {
	s.choice.plan = (s.choice.plan + 1) % len(duty.Plans)
	s.showShift()
}

func (s *Screen) nextLevel() {
	s.choice.level = (s.choice.level + 1) % len(duty.Levels)
	s.showShift()
}

// beginShift begins the shift that is chosen, or goes on with the one that runs.
func (s *Screen) beginShift() {
	if x := s.running(); x != nil {
		s.openShift(x.ID, func(x duty.Shift) { s.goOn(x) })
		return
	}
	start := duty.Start{PlanID: duty.Plans[s.choice.plan].ID, Level: duty.Levels[s.choice.level], Language: s.d.Settings.Language}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (duty.Shift, error) { return s.d.Duties.Open(ctx, s.d.Actor, start) }, func(x duty.Shift, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.sit(x)
		s.d.Trace("shift", map[string]any{"plan": x.PlanID, "level": string(x.Level)})
	})
}

// goOn sits down at a shift that runs, in the call if one is being taken.
func (s *Screen) goOn(x duty.Shift) {
	s.sit(x)
	if a := x.Open(); a != nil && s.seat != nil {
		s.seat.take(*a)
	}
}

// readShift opens what the chosen shift came to.
func (s *Screen) readShift() {
	if i := s.shifts.Chosen(); i >= 0 && i < len(s.k.shifts) {
		if x := s.k.shifts[i]; x.Over() {
			s.openShift(x.ID, func(x duty.Shift) { s.shown(x) })
		}
	}
}

// shown shows what a shift came to.
func (s *Screen) shown(x duty.Shift) {
	s.worked = newWorked(s, x)
	s.d.Window.Canvas().Unfocus()
	s.show()
}

// openShift reads a shift with its calls.
func (s *Screen) openShift(id string, then func(duty.Shift)) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (duty.Shift, error) {
		return s.d.DutyBook.Shift(ctx, s.d.Actor, id)
	}, func(x duty.Shift, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		then(x)
	})
}
