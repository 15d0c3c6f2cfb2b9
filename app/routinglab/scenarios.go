package routinglab

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/routing"
	"shifu/routing/lab"
)

// scenarios is the list of kept scenarios, with the chosen one, its editor or
// its run at the right.
type scenarios struct {
	s       *Screen
	wanted  string // to choose once the list is read
	list    *parts.List
	left    *fyne.Container
	right   *fyne.Container
	whole   fyne.CanvasObject
	studies []lab.Study

	scenario *routing.Scenario // the chosen one, read; nil: its text is broken
	broken   error
	editing  *editing
	running  *running
}

const listWidth = 232

func newScenarios(s *Screen) *scenarios {
	p := &scenarios{s: s, left: parts.Over(), right: parts.Over()}
	p.list = parts.NewList(func() int { return len(s.kept) }, newScenarioRow, p.fillRow)
	p.list.RowHeight = 52
	p.list.OnChosen = p.choose
	p.list.OnOpened = func(int) { p.run() }
	ground := parts.Over(parts.NewPlate(look.Well), p.left)
	p.whole = parts.Dock(nil, nil, parts.FullRow(0, parts.Fix(look.Scaled(listWidth), 0, ground), parts.NewUpright(1)), nil, p.right)
	return p
}

func newScenarioRow() fyne.CanvasObject {
	return parts.Inset(6, 12, 6, 16, parts.Stack(2, parts.Body("").Cutting(), parts.Label("").Cutting()))
}

func (p *scenarios) fillRow(i int, o fyne.CanvasObject) {
	k := p.s.kept[i]
	lines := o.(*fyne.Container).Objects[0].(*fyne.Container).Objects
	lines[0].(*parts.Text).Set(k.Name)
	note := k.Note
	if note == "" {
		note = p.s.d.Moment(k.ChangedAt)
	}
	lines[1].(*parts.Text).Set(note)
}

func (p *scenarios) content() fyne.CanvasObject { return p.whole }

// chosen is the chosen scenario, nil without one.
func (p *scenarios) chosen() *lab.Scenario {
	if i := p.list.Chosen; i >= 0 && i < len(p.s.kept) {
		return &p.s.kept[i]
	}
	return nil
}

// opened shows the list as it is kept now; what is being edited or run stays.
func (p *scenarios) opened() {
	if !p.s.read {
		return
	}
	if p.wanted == "" {
		p.wanted = p.s.state.Scenario
	}
	p.showList()
	p.list.Chosen = -1
	if len(p.s.kept) > 0 {
		p.list.Choose(p.s.of(p.wanted))
	} else if p.editing == nil {
		p.show()
	}
	p.wanted = ""
}

func (p *scenarios) showList() {
	head := parts.Inset(10, 8, 8, 12, parts.Row(4, parts.NewButton(lang.L("New"), parts.Plain, p.add).AsSmall().WithIcon("add").WithKey("N"), parts.NewButton(lang.L("Import"), parts.Quiet, p.browse).AsSmall().WithKey("I")))
	swap(p.left, parts.Dock(parts.Stack(0, head, parts.NewHairline()), nil, nil, nil, p.list))
}

// choose shows a scenario, and reads what is kept of it.
func (p *scenarios) choose(i int) {
	if i < 0 || i >= len(p.s.kept) {
		return
	}
	k := p.s.kept[i]
	if p.running != nil && p.running.of.ID != k.ID {
		p.running.stop()
		p.running = nil
	}
	if p.editing != nil && p.editing.kept.ID != k.ID {
		p.editing = nil
	}
	p.scenario, p.broken = k.Read()
	p.studies = nil
	p.s.state.Scenario = k.ID
	p.s.remember()
	p.show()
	background.Run(p.s.ctx, p.s.d.Stage, func(ctx context.Context) ([]lab.Study, error) {
		return p.s.d.Lab.Studies(ctx, p.s.d.Actor, k.ID)
	}, func(all []lab.Study, err error) {
		p.s.d.Fail(err)
		if c := p.chosen(); c != nil && c.ID == k.ID {
			p.studies = all
			p.show()
		}
	})
}

func (p *scenarios) show() {
	switch {
	case p.editing != nil:
		swap(p.right, p.editing.content)
	case p.running != nil:
		swap(p.right, p.running.content)
	case p.chosen() == nil:
		swap(p.right, parts.EmptyState("group", lang.L("No scenario yet"), lang.L("A scenario says which calls come, who is there, and who takes what. Begin with a small one, or take the log of a real day."),
			parts.NewButton(lang.L("New scenario"), parts.Main, p.add).WithIcon("add").WithKey("N"), parts.NewButton(lang.L("From a real day"), parts.Plain, func() { p.s.open(4) }).WithKey("5")))
	default:
		swap(p.right, p.detail())
	}
	p.s.d.Changed()
}

func (p *scenarios) actions() []desk.Action {
	if p.editing != nil {
		return p.editing.actions()
	}
	if p.running != nil {
		return p.running.actions()
	}
	none := p.chosen() == nil
	acts := []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("New scenario"), Bare: fyne.KeyN, Do: p.add, GapBefore: true},
		{Menu: desk.FileMenu, Label: lang.L("Import a scenario file"), Bare: fyne.KeyI, Do: p.browse},
		{Menu: desk.FileMenu, Label: lang.L("Write the scenario to a file"), Bare: fyne.KeyW, Do: p.write, Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("Run"), Bare: fyne.KeyR, Do: p.run, Off: none || p.broken != nil},
		{Menu: desk.EditMenu, Label: lang.L("Edit"), Bare: fyne.KeyE, Do: p.edit, Off: none},
		{Menu: desk.EditMenu, Label: lang.L("Copy"), Bare: fyne.KeyD, Do: p.duplicate, Off: none},
		{Menu: desk.EditMenu, Label: lang.L("Remove"), Bare: fyne.KeyDelete, Do: p.remove, Off: none},
	}
	return append(acts, desk.Walk(walked{p.list})...)
}

// walked is the list as the arrow keys see it.
type walked struct{ *parts.List }

// Chosen is the chosen row.
func (w walked) Chosen() int { return w.List.Chosen }

func (p *scenarios) run() {
	if p.chosen() == nil || p.broken != nil {
		return
	}
	p.running = newRunning(p, *p.chosen(), p.scenario)
	p.show()
	p.running.start()
}

func (p *scenarios) edit() { p.editAt(false, -1) }

// editAt opens the editor, perhaps at a type or a group.
func (p *scenarios) editAt(types bool, at int) {
	k := p.chosen()
	if k == nil {
		return
	}
	p.editing = newEditing(p, *k)
	if at >= 0 {
		p.editing.openAt(types, at)
	}
	p.show()
}
