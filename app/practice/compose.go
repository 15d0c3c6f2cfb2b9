package practice

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	engine "shifu/routing/practice"
)

// composing is a scenario that is being written: what happens in it, the limits
// that cost points, and the critical tasks.
type composing struct {
	s       *Screen
	id      string // of the own scenario; empty: a new one
	sc      engine.Scenario
	name    *parts.Entry
	brief   *parts.Entry
	seed    *parts.Entry
	message *parts.Entry
	tutor   *parts.Entry
	table   *parts.Table
	wrong   *fyne.Container
	content fyne.CanvasObject
}

// compose opens the editor on a copy of a scenario.
func (s *Screen) compose(sc *engine.Scenario, id string) {
	c := &composing{s: s, id: id, sc: *sc, wrong: parts.Over()}
	c.sc.Events, c.sc.Limits, c.sc.Tasks = slices.Clone(sc.Events), slices.Clone(sc.Limits), slices.Clone(sc.Tasks)
	slices.SortStableFunc(c.sc.Events, func(a, b engine.Event) int { return int(a.At - b.At) })
	c.build()
	s.writes = c
	s.show()
	c.name.Focus()
	s.d.Trace("composing", map[string]any{"events": len(c.sc.Events), "tasks": len(c.sc.Tasks)})
}

// record makes a scenario of the session as it was played: with everything that
// the instructor let happen.
func (r *room) record() {
	if !r.s.instructs() {
		return
	}
	r.pause()
	var sc *engine.Scenario
	_ = r.p.with(func(x *engine.Session) error { sc = x.Recorded(); return nil })
	sc.Name = say(sc.Name) + ", " + r.s.d.Day(r.s.d.Now())
	sc.Brief = say(sc.Brief)
	r.s.compose(sc, "")
}

// copyChosen makes an own scenario of a shipped one, or changes an own one.
func (s *Screen) copyChosen() {
	sc := s.chosen()
	if sc == nil || !s.instructs() {
		return
	}
	own, ok := s.own[sc.Key]
	if ok && own.Own {
		s.compose(sc, own.ID)
		return
	}
	x := *sc
	x.Name, x.Brief = lang.L("{{.Name}}, own", map[string]any{"Name": say(sc.Name)}), say(sc.Brief)
	s.compose(&x, "")
}

func (c *composing) build() {
	entry := func(text string, wide float32) *parts.Entry {
		e := parts.NewEntry("").Wide(wide)
		e.SetText(text)
		return e
	}
	c.name, c.seed = entry(say(c.sc.Name), 420), entry(strconv.FormatUint(c.sc.Seed, 10), 90)
	c.brief = parts.NewNote(lang.L("What the trainee reads before the shift"), 2)
	c.brief.SetText(say(c.sc.Brief))
	c.message, c.tutor = entry(chart.Number(c.sc.Message, 1), 60), entry(chart.Number(c.sc.Tutor, 1), 60)
	c.table = c.items()
	field := func(word string, o ...fyne.CanvasObject) fyne.CanvasObject {
		return parts.High(36, parts.Row(8, append([]fyne.CanvasObject{parts.Fix(look.Scaled(110), 0, parts.Second(word))}, o...)...))
	}
	points := field(lang.L("Points taken off"), parts.Label(lang.L("out of bounds")), parts.Fix(look.Scaled(64), 0, c.message), parts.Label(lang.L("a helping message")), parts.Fix(look.Scaled(64), 0, c.tutor), parts.Label(lang.L("Seed")), parts.Fix(look.Scaled(94), 0, c.seed))
	form := parts.Stack(2, field(lang.L("Practice scenario"), parts.Grow(c.name)), parts.Row(8, parts.Fix(look.Scaled(110), 0, parts.Second(lang.L("Brief"))), parts.Grow(c.brief)), points, c.wrong)
	add := func(word, key string, do func()) *parts.Button {
		return parts.NewButton(word, parts.Plain, do).AsSmall().WithIcon("add").WithKey(key)
	}
	what := parts.Row(8, parts.Strong(lang.L("Events, limits and critical tasks")), parts.Gap(), add(lang.L("Limit"), "Ctrl L", func() { c.askLimit(-1) }), add(lang.L("Critical task"), "Ctrl T", func() { c.askTask(-1) }))
	head := parts.High(look.HeightToolBar, parts.Inset(0, 16, 0, 12, parts.Row(10, parts.NewButton(lang.L("Back"), parts.Quiet, c.close).WithIcon("back").WithKey("Esc"), parts.NewUpright(24), parts.Grow(parts.PanelHead(lang.L("Write a scenario")).Cutting()),
		parts.NewButton(lang.L("Write to a file"), parts.Plain, c.export).AsSmall().WithIcon("document").WithKey("Ctrl E"), parts.NewButton(lang.L("Keep the scenario"), parts.Main, c.keep).AsSmall().WithIcon("check").WithKey("Ctrl Enter"))))
	top := parts.Stack(0, head, parts.NewHairline(), parts.Inset(10, 24, 8, 24, form), parts.NewHairline(), parts.Inset(8, 24, 8, 24, what), parts.NewHairline())
	c.content = parts.Dock(top, nil, nil, nil, c.table)
}

// items is the table of everything that can be changed: events, limits, tasks.
func (c *composing) items() *parts.Table {
	n := func() int { return len(c.sc.Events) + len(c.sc.Limits) + len(c.sc.Tasks) }
	t := parts.NewTable([]parts.TableColumn{{Title: "", Width: 110}, {Title: lang.L("When"), Width: 110}, {Title: lang.L("What it is"), Width: 260}, {Title: lang.L("Standard"), Least: 240}}, n, func(row, column int) parts.Cell {
		cells := c.row(row)
		return cells[column]
	})
	t.Left = 24
	t.List().Chosen = 0
	t.OnOpened = func(int) { c.change() }
	return t
}

// part tells what stands in a row: 0 an event, 1 a limit, 2 a task, and which.
func (c *composing) part(row int) (sort, i int) {
	for sort, n := range []int{len(c.sc.Events), len(c.sc.Limits), len(c.sc.Tasks)} {
		if row < n {
			return sort, row
		}
		row -= n
	}
	return -1, 0
}

func (c *composing) row(row int) [4]parts.Cell {
	sort, i := c.part(row)
	switch sort {
	case 0:
		e := &c.sc.Events[i]
		size := ""
		if e.Factor > 0 {
			size = "x" + chart.Number(e.Factor, 1)
		}
		if e.People > 0 {
			size = lang.L("{{.N}} people", map[string]any{"N": e.People})
		}
		text := ""
		if e.Text != "" {
			text = "  " + say(e.Text)
		}
		return [4]parts.Cell{{Text: lang.L("Event"), Tone: look.Ink2}, {Text: hour(c.sc.Begins + e.At)}, {Text: happeningWord(e.What) + "  " + say(projectName(e.Project))}, {Text: size + text, Tone: look.Ink2}}
	case 1:
		l := &c.sc.Limits[i]
		return [4]parts.Cell{{Text: lang.L("Limit"), Tone: look.Ink2}, {Text: chart.None, Tone: look.Ink3}, {Text: say(projectName(l.Project)) + "  " + gaugeWord(l.Gauge)}, {Text: limitText(l), Tone: look.Ink2}}
	case 2:
		t := &c.sc.Tasks[i]
		return [4]parts.Cell{{Text: lang.L("Critical task"), Tone: look.Ink2}, {Text: say(t.Cue), Tone: look.Ink2, Small: true}, {Text: say(t.Name), Bold: true}, {Text: say(t.Standard), Tone: look.Ink2}}
	}
	return [4]parts.Cell{}
}

func projectName(key string) string {
	if i := engine.Index(key); i >= 0 {
		return engine.Projects[i].Name
	}
	return key
}

func limitText(l *engine.Limit) string {
	var all []string
	if l.Least > 0 {
		all = append(all, lang.L("at least {{.N}}", map[string]any{"N": chart.Number(l.Least, 2)}))
	}
	if l.Most > 0 {
		all = append(all, lang.L("at most {{.N}}", map[string]any{"N": chart.Number(l.Most, 2)}))
	}
	all = append(all, lang.L("{{.N}} points a minute outside", map[string]any{"N": chart.Number(l.Weight*60, 2)}))
	if l.Abort > 0 {
		all = append(all, lang.L("failed after {{.N}} min", map[string]any{"N": int(l.Abort.Minutes())}))
	}
	return strings.Join(all, ", ")
}

// change opens what is in the chosen row.
func (c *composing) change() {
	switch sort, i := c.part(c.table.Chosen()); sort {
	case 0:
		c.askEvent(i)
	case 1:
		c.askLimit(i)
	case 2:
		c.askTask(i)
	}
}

// remove takes what is in the chosen row out.
func (c *composing) remove() {
	was := c.sc
	switch sort, i := c.part(c.table.Chosen()); sort {
	case 0:
		c.sc.Events = slices.Delete(slices.Clone(c.sc.Events), i, i+1)
	case 1:
		c.sc.Limits = slices.Delete(slices.Clone(c.sc.Limits), i, i+1)
	case 2:
		c.sc.Tasks = slices.Delete(slices.Clone(c.sc.Tasks), i, i+1)
	default:
		return
	}
	c.table.Refresh()
	c.s.d.Toast(lang.L("Taken out"), func() { c.sc.Events, c.sc.Limits, c.sc.Tasks = was.Events, was.Limits, was.Tasks; c.table.Refresh() })
}

func (c *composing) actions() []desk.Action {
	ctrl := fyne.KeyModifierShortcutDefault
	acts := []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Keep the scenario"), Key: fyne.KeyReturn, Mod: ctrl, Do: c.keep},
		{Menu: desk.FileMenu, Label: lang.L("Write to a file"), Key: fyne.KeyE, Mod: ctrl, Do: c.export},
		{Menu: desk.EditMenu, Label: lang.L("Limit"), Key: fyne.KeyL, Mod: ctrl, Do: func() { c.askLimit(-1) }},
		{Menu: desk.EditMenu, Label: lang.L("Critical task"), Key: fyne.KeyT, Mod: ctrl, Do: func() { c.askTask(-1) }},
		{Menu: desk.EditMenu, Label: lang.L("Change"), Bare: fyne.KeyReturn, Do: c.change},
		{Menu: desk.EditMenu, Label: lang.L("Take out"), Bare: fyne.KeyDelete, Do: c.remove},
		{Menu: desk.WindowMenu, Label: lang.L("Back"), Bare: fyne.KeyEscape, Do: c.close},
	}
	return append(acts, desk.Walk(c.table)...)
}
