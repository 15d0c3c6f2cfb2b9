package calibration

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
	"shifu/internal/notice"
	"shifu/qa/calibration"
)

// list is the place with all sessions, how agreement goes, and what should be
// calibrated next.
type list struct {
	d     *desk.Desk
	ctx   context.Context
	leave func()

	k     kept
	read  bool
	table *parts.Table
	side  *fyne.Container
	whole *fyne.Container
}

// kept is what one look at the place finds.
type kept struct {
	sessions  []calibration.Session
	turns     []calibration.Turn
	proposals []calibration.Proposal
	wordings  []calibration.Wording
}

func newList(d *desk.Desk) *list {
	l := &list{d: d, side: parts.Over(), whole: parts.Over(parts.Room(0, 0))}
	l.ctx, l.leave = d.Stay(desk.Soon, desk.About(notice.Calibration), l.load)
	l.table = l.newTable()
	l.load()
	return l
}

// Content is the place.
func (l *list) Content() fyne.CanvasObject { return l.whole }

// Wide is false: the rail stays open.
func (l *list) Wide() bool { return false }

// Close stops reading and listening.
func (l *list) Close() { l.leave() }

func (l *list) load() {
	background.Run(l.ctx, l.d.Stage, l.readAll, func(k kept, err error) {
		if err != nil {
			l.d.Fail(err)
			return
		}
		chosen := l.chosen().ID
		l.k, l.read = k, true
		l.show()
		at := slices.IndexFunc(k.sessions, func(s calibration.Session) bool { return s.ID == chosen })
		l.table.Choose(max(at, 0))
		l.d.Changed()
		l.d.Trace("loaded", map[string]any{"place": "calibration", "rows": len(k.sessions)})
	})
}

func (l *list) readAll(ctx context.Context) (k kept, err error) {
	if k.sessions, err = l.d.Calibration.Sessions(ctx, l.d.Actor); err != nil {
		return k, err
	}
	if k.turns, err = l.d.Calibration.Waiting(ctx, l.d.Actor); err != nil {
		return k, err
	}
	if keepsRubrics(l.d) {
		if k.wordings, err = l.d.Rulebook.Wordings(ctx, l.d.Actor, ""); err != nil {
			return k, err
		}
	}
	if !leads(l.d) {
		return k, nil
	}
	k.proposals, err = l.d.Rulebook.Proposals(ctx, l.d.Actor)
	return k, err
}

// chosen is the session of the chosen row; empty for none.
func (l *list) chosen() calibration.Session {
	if i := l.table.Chosen(); i >= 0 && i < len(l.k.sessions) {
		return l.k.sessions[i]
	}
	return calibration.Session{}
}

func (l *list) show() {
	head := parts.Row(12, parts.PageHead(lang.L("Calibration")), parts.Gap())
	if leads(l.d) {
		head.Add(parts.NewButton(lang.L("New session"), parts.Main, l.add).WithIcon("add").WithKey("Ctrl N"))
	}
	top := parts.Stack(0, parts.Inset(14, 24, 10, 24, parts.High(32, head)), l.banner(), parts.NewHairline())
	if len(l.k.sessions) == 0 && len(l.k.proposals) == 0 {
		l.whole.Objects = []fyne.CanvasObject{parts.Dock(top, nil, nil, nil, l.empty())}
		l.whole.Refresh()
		return
	}
	l.showSide()
	ground := parts.Over(parts.NewPlate(look.Well), l.side)
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(sideWidth+20), 0, ground))
	middle := fyne.CanvasObject(l.table)
	if len(l.k.sessions) == 0 {
		middle = l.empty()
	}
	l.whole.Objects = []fyne.CanvasObject{parts.Dock(top, nil, nil, right, middle)}
	l.whole.Refresh()
}

func (l *list) empty() fyne.CanvasObject {
	if leads(l.d) {
		return parts.EmptyState("scales", lang.L("No session yet"), lang.L("Have several reviewers score one call blind: what they differ on becomes a ruling."),
			parts.NewButton(lang.L("New session"), parts.Main, l.add).WithKey("Ctrl N"))
	}
	return parts.EmptyState("scales", lang.L("No session yet"), lang.L("When you are asked to score a call for calibration, it stands here and on Today."))
}

// banner says what is to be scored, the first due first.
func (l *list) banner() fyne.CanvasObject {
	for _, t := range l.k.turns {
		if t.CallID == "" {
			continue
		}
		say := lang.L("To score blind: {{.Call}}, due {{.Due}}", map[string]any{"Call": t.Call, "Due": l.d.Due(t.DueAt)})
		return parts.Inset(0, 24, 10, 24, parts.Banner(parts.TintInfo, say, lang.L("Score it"), func() { openTurn(l.d, t) }))
	}
	return parts.Room(0, 0)
}

// openTurn opens what waits: the room for a call to score, else the session.
func openTurn(d *desk.Desk, t calibration.Turn) { d.Go(desk.TurnRoute(t)) }

// The columns.
const (
	colSession = iota
	colState
	colDone
	colSame
	colAC1
	colDay
)

func (l *list) newTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Session")}, {Title: lang.L("State"), Width: 96}, {Title: lang.L("Submitted"), Width: 76, Right: true, Yield: 2},
		{Title: lang.L("Same answer"), Width: 96, Right: true}, {Title: lang.L("Gwet AC1"), Width: 80, Right: true, Yield: 3}, {Title: lang.L("Deadline"), Width: 130, Right: true, Yield: 1},
	}, func() int { return len(l.k.sessions) }, func(row, column int) parts.Cell { return l.cell(l.k.sessions[row], column) })
	t.OnOpened = func(int) { l.open() }
	return t
}

var stateIcons = map[calibration.State]string{calibration.Draft: "edit", calibration.Scoring: "headset", calibration.Review: "scales",
	calibration.Resolved: "check", calibration.Closed: "lock"}

func (l *list) cell(s calibration.Session, column int) parts.Cell {
	switch column {
	case colSession:
		return parts.Cell{Text: s.Title, Bold: s.State != calibration.Closed}
	case colState:
		if s.CalledOff() {
			return parts.Cell{Text: lang.L("called off"), Icon: "cancel", IconTone: look.Ink3, Tone: look.Ink3}
		}
		return parts.Cell{Text: stateWord(s.State), Icon: stateIcons[s.State], IconTone: look.Ink3, Tone: look.Ink2}
	case colDone:
		done, all := s.Progress()
		return parts.Cell{Text: lang.L("{{.N}} of {{.All}}", map[string]any{"N": done, "All": all}), Tone: look.Ink2}
	case colSame:
		if s.Figures == nil || !s.Figures.Same.Known {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: chart.Percent(s.Figures.Same.Value, 0), Bold: true}
	case colAC1:
		if s.Figures == nil || !s.Figures.AC1.Known {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: chart.Number(s.Figures.AC1.Value, 2), Tone: look.Ink2}
	}
	if s.State == calibration.Scoring {
		return parts.Cell{Text: l.d.Due(s.DueAt)}
	}
	return parts.Cell{Text: l.d.Day(s.DueAt), Tone: look.Ink3}
}

func (l *list) open() {
	if id := l.chosen().ID; id != "" {
		l.d.Go(desk.Route{Place: desk.Calibration, ID: id})
	}
}

func (l *list) add() {
	if leads(l.d) {
		l.d.Go(desk.Route{Place: desk.Calibration, ID: NewSession})
	}
}

// Actions are everything that can be done here.
func (l *list) Actions() []desk.Action {
	due := slices.IndexFunc(l.k.turns, func(t calibration.Turn) bool { return t.CallID != "" })
	return append(desk.Walk(l.table),
		[]desk.Action{
			{Menu: desk.ReviewMenu, Label: lang.L("Open the session"), Key: fyne.KeyO, Mod: ctrl, Bare: fyne.KeyReturn, Do: l.open, Off: l.chosen().ID == ""},
			{Menu: desk.ReviewMenu, Label: lang.L("New session"), Key: fyne.KeyN, Mod: ctrl, Do: l.add, Off: !leads(l.d)},
			{Menu: desk.ReviewMenu, Label: lang.L("Score the call that is due first"), Key: fyne.KeyReturn, Mod: ctrl, Do: l.scoreFirst, Off: due < 0},
			{Menu: desk.ReviewMenu, Label: lang.L("Take the first proposal up"), Key: fyne.KeyP, Mod: alt, Bare: fyne.KeyP, Do: l.takeUpFirst,
				Off: len(l.k.proposals) == 0, GapBefore: true},
			{Menu: desk.ReviewMenu, Label: lang.L("Copy the first proposed wording into a draft"), Key: fyne.KeyW, Mod: alt, Bare: fyne.KeyW, Do: l.copyFirst,
				Off: len(l.k.wordings) == 0},
			{Menu: desk.HelpMenu, Label: lang.L("What do these mean"), Do: func() { l.d.Go(desk.Route{Place: desk.Guide, ID: "calibration"}) }},
		}...)
}

// scoreFirst opens the room on the call that is due first.
func (l *list) scoreFirst() {
	for _, t := range l.k.turns {
		if t.CallID != "" {
			openTurn(l.d, t)
			return
		}
	}
}

func (l *list) takeUpFirst() {
	if len(l.k.proposals) > 0 {
		l.takeUp(l.k.proposals[0])
	}
}

func (l *list) copyFirst() {
	if len(l.k.wordings) > 0 {
		l.copyOver(l.k.wordings[0])
	}
}
