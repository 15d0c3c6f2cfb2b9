package routinglab

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
	"shifu/routing"
	"shifu/routing/lab"
	"shifu/routing/scenariofile"
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

// detail is the chosen scenario: its facts, its picture, its day, its studies.
func (p *scenarios) detail() fyne.CanvasObject {
	k := p.chosen()
	head := parts.Row(6, parts.Grow(parts.PanelHead(k.Name).Cutting()), parts.NewButton(lang.L("Remove"), parts.Quiet, p.remove).AsSmall(),
		parts.NewButton(lang.L("Copy"), parts.Quiet, p.duplicate).AsSmall().WithKey("D"), parts.NewButton(lang.L("Write file"), parts.Quiet, p.write).AsSmall().WithKey("W"),
		parts.NewButton(lang.L("Edit"), parts.Plain, p.edit).WithIcon("edit").WithKey("E"))
	if p.broken != nil {
		return parts.Dock(parts.Inset(10, 20, 8, 24, head), nil, nil, nil, parts.Inset(8, 24, 8, 24, parts.Stack(0, parts.Banner(parts.TintBad, p.s.say(p.broken), "", nil))))
	}
	head.Add(parts.NewButton(lang.L("Run"), parts.Main, p.run).WithIcon("play").WithKey("R"))
	top := parts.Stack(0, parts.Inset(10, 20, 4, 24, head), parts.Inset(0, 24, 8, 24, p.facts()), parts.NewHairline())
	body := parts.Stack(0, parts.Inset(10, 24, 12, 24, picture(p.scenario, p.editAt)))
	if day := dayChart(p.scenario); day != nil {
		body.Add(parts.NewHairline())
		body.Add(parts.Inset(8, 24, 8, 24, parts.Fix(0, look.Scaled(170), day)))
	}
	if len(p.studies) > 0 {
		body.Add(parts.NewHairline())
		body.Add(parts.Inset(8, 24, 12, 24, p.studyList()))
	}
	return parts.Dock(top, nil, nil, nil, parts.Scrolling(body))
}

// facts are the scenario in one line.
func (p *scenarios) facts() fyne.CanvasObject {
	s := p.scenario
	length := lang.L("{{.N}} calls", map[string]any{"N": chart.Count(s.Horizon.Calls)})
	if s.Horizon.Duration > 0 {
		length = lang.L("{{.N}} h", map[string]any{"N": plain(round6(s.Horizon.Duration / 3600))})
	}
	facts := []fyne.CanvasObject{parts.Second(length), parts.Second(lang.L("about {{.N}} calls", map[string]any{"N": chart.Number(expected(s), 0)})),
		parts.Second(lang.L("at most {{.N}} agents", map[string]any{"N": most(s)})), parts.Second(presetWord(s.Policy.Preset))}
	if by := p.chosen().ChangedBy; by != "" {
		facts = append(facts, parts.Label(by+" "+p.s.d.Moment(p.chosen().ChangedAt)))
	}
	line := parts.Stack(4, parts.Facts(facts...))
	if note := p.chosen().Note; note != "" {
		line.Objects = append([]fyne.CanvasObject{parts.Body(note).Cutting()}, line.Objects...)
	}
	return line
}

// expected is how many fresh calls a run has on average.
func expected(s *routing.Scenario) float64 {
	if s.Horizon.Calls > 0 {
		return float64(s.Horizon.Calls)
	}
	sum := 0.0
	for _, t := range s.Types {
		n := len(t.Arrivals.PerMinute)
		for _, r := range t.Arrivals.PerMinute {
			sum += r * s.Horizon.Duration / 60 / float64(max(n, 1))
		}
	}
	return sum
}

// most is the largest number of agents at a time.
func most(s *routing.Scenario) int {
	top := 0
	for i := range s.Horizon.Intervals() {
		sum := 0
		for _, g := range s.Groups {
			if len(g.Agents) > 0 {
				sum += g.Agents[s.Horizon.Row(i, len(g.Agents))]
			}
		}
		top = max(top, sum)
	}
	return top
}

func (p *scenarios) studyList() fyne.CanvasObject {
	box := parts.Stack(0, parts.High(26, parts.Strong(lang.L("Kept results"))))
	for _, st := range p.studies {
		line := parts.Row(10, parts.Fix(look.Scaled(96), 0, parts.Second(studyWord(st.Kind))), parts.Grow(parts.Body(st.Name).Cutting()), parts.Label(st.MadeBy+" "+p.s.d.Moment(st.MadeAt)))
		if c := p.chosen(); c != nil && st.Revision != c.Revision {
			line.Add(parts.NewPill(lang.L("changed since"), parts.StateNA))
		}
		line.Add(parts.NewLink(lang.L("Open"), func() { p.openStudy(st) }))
		box.Add(parts.Stack(0, parts.NewHairline(), parts.High(32, line)))
	}
	return box
}

// openStudy shows a kept result on the page that it came from.
func (p *scenarios) openStudy(st lab.Study) {
	switch st.Kind {
	case lab.OneRun:
		p.running = newRunning(p, *p.chosen(), p.scenario)
		p.running.restore(st)
		p.show()
	case lab.Policies:
		p.s.open(2)
		p.s.pages[2].(*comparing).restore(st)
	default:
		p.s.open(3)
		p.s.pages[3].(*varying).restore(st)
	}
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

// add opens the editor on a small scenario that runs.
func (p *scenarios) add() {
	p.editing = newEditing(p, lab.Scenario{Name: lang.L("New scenario"), Text: string(scenariofile.Write(small()))})
	p.show()
}

// small is the scenario that a new one begins with.
func small() *routing.Scenario {
	kind, team := lang.L("Enquiry"), lang.L("Own")
	return &routing.Scenario{Name: lang.L("New scenario"), Horizon: routing.Horizon{Duration: 8 * 3600, Interval: 1800, Closing: routing.Serve},
		Types: []routing.Type{{Name: kind, Arrivals: routing.Arrivals{PerMinute: []float64{3}}, Service: routing.Dist{Law: routing.Lognormal, Mean: 180, SD: 120},
			Patience: routing.Exp(120), Within: 20}},
		Groups: []routing.Group{{Name: team, Agents: []int{12}}},
		Policy: routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{kind: {team: 1}}, AgentChooses: routing.Table{team: {kind: 1}}}}
}

func (p *scenarios) duplicate() {
	k := p.chosen()
	if k == nil {
		return
	}
	c := lab.Scenario{Name: lang.L("{{.Name}}, copy", map[string]any{"Name": k.Name}), Note: k.Note, Text: k.Text}
	p.keep(c, func(lab.Scenario) { p.s.d.Toast(lang.L("{{.Name}} saved", map[string]any{"Name": c.Name}), nil) })
}

// keep saves a scenario and chooses it.
func (p *scenarios) keep(k lab.Scenario, done func(lab.Scenario)) {
	background.Run(context.Background(), p.s.d.Stage, func(ctx context.Context) (lab.Scenario, error) {
		return p.s.d.Lab.Save(ctx, p.s.d.Actor, k)
	}, func(kept lab.Scenario, err error) {
		if err != nil {
			if p.editing != nil {
				p.editing.fail(err)
				return
			}
			p.s.d.Fail(err)
			return
		}
		p.wanted = kept.ID
		p.s.state.Scenario = kept.ID
		done(kept)
		p.s.d.Trace("kept", map[string]any{"scenario": kept.ID})
		p.s.reread()
	})
}

func (p *scenarios) remove() {
	k := p.chosen()
	if k == nil {
		return
	}
	id, name := k.ID, k.Name
	act := func(do func(context.Context) error, then func()) {
		background.Run(context.Background(), p.s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
			p.s.d.Fail(err)
			if err == nil {
				then()
			}
		})
	}
	act(func(ctx context.Context) error { return p.s.d.Lab.Remove(ctx, p.s.d.Actor, id) }, func() {
		p.s.kept = slices.DeleteFunc(p.s.kept, func(k lab.Scenario) bool { return k.ID == id })
		p.opened()
		p.s.d.Toast(lang.L("{{.Name}} removed", map[string]any{"Name": name}), func() {
			act(func(ctx context.Context) error { return p.s.d.Lab.Restore(ctx, p.s.d.Actor, id) }, func() { p.wanted = id })
		})
	})
}
