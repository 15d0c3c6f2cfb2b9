package routinglab

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/routing"
	"shifu/routing/lab"
	"shifu/routing/scenariofile"
)

// editing is the editor of a scenario: its sections at the left, the form of the
// open one, and below it what keeps the scenario from running.
type editing struct {
	p       *scenarios
	kept    lab.Scenario
	s       *routing.Scenario
	before  string
	at      int // section: 0 the whole, then types, then groups, the policy last
	table   int // of the policy
	both    bool
	raw     bool           // the section stands as text
	prefix  string         // of the open section in the file
	made    []*parts.Entry // since the last line
	lines   []*formLine
	bad     map[*parts.Entry]string // what can't be read, and why
	nav     *parts.List
	form    *fyne.Container
	inner   fyne.CanvasObject // what scrolls in it
	foot    *fyne.Container
	content *fyne.Container
	past    past
}

func newEditing(p *scenarios, k lab.Scenario) *editing {
	e := &editing{p: p, kept: k, form: parts.Over(), foot: parts.Over(), content: parts.Over(), bad: map[*parts.Entry]string{}}
	s, err := k.Read()
	if err != nil {
		s = small()
	}
	e.s = s
	e.s.Name = k.Name
	e.before = e.text()
	e.both = mirrored(s.Policy)
	if e.past.now, err = e.snap(); err != nil {
		p.s.d.Fail(err)
	}
	e.build()
	return e
}

func (e *editing) text() string { return e.kept.Note + "\n" + string(scenariofile.Write(e.s)) }

func (e *editing) sections() int { return len(e.s.Types) + len(e.s.Groups) + 2 }

func (e *editing) build() {
	title := lang.L("New scenario")
	if e.kept.ID != "" {
		title = lang.L("Edit the scenario")
	}
	head := parts.Row(8, parts.NewButton(lang.L("Cancel"), parts.Plain, e.cancel).WithIcon("back").WithKey("Esc"), parts.Grow(parts.PanelHead(title).Cutting()),
		parts.NewButton(lang.L("Save"), parts.Main, e.save).WithIcon("check").WithKey("Ctrl Enter"))
	e.nav = parts.NewList(e.sections, func() fyne.CanvasObject {
		return parts.Inset(0, 8, 0, 16, parts.Row(8, parts.NewIcon("document", 16, look.Ink3), parts.Grow(parts.Body("").Cutting()), parts.NewIcon("tri", 14, look.Warn)))
	}, e.fillNav)
	e.nav.RowHeight = 30
	e.nav.OnChosen = e.open
	add := parts.Inset(6, 8, 8, 12, parts.Row(4, parts.NewButton(lang.L("Type"), parts.Tinted, e.addType).AsSmall().WithIcon("add"), parts.NewButton(lang.L("Group"), parts.Tinted, e.addGroup).AsSmall().WithIcon("add")))
	left := parts.FullRow(0, parts.Fix(look.Scaled(180), 0, parts.Dock(nil, add, nil, nil, e.nav)), parts.NewUpright(1))
	e.content.Objects = []fyne.CanvasObject{parts.Dock(parts.Stack(0, parts.Inset(10, 24, 8, 20, head), parts.NewHairline()), e.foot, left, nil, e.form)}
	e.nav.Choose(0)
	e.showProblems()
}

func (e *editing) fillNav(i int, o fyne.CanvasObject) {
	line := o.(*fyne.Container).Objects[0].(*fyne.Container).Objects
	icon, word := "settings", lang.L("The whole")
	switch k := i - 1; {
	case i == e.sections()-1:
		icon, word = "funnel", lang.L("Policy")
	case k >= len(e.s.Types):
		icon, word = "people", e.s.Groups[k-len(e.s.Types)].Name
	case k >= 0:
		icon, word = "phone", e.s.Types[k].Name
	}
	line[0].(*parts.Icon).Set(icon, look.Ink3)
	line[1].(*fyne.Container).Objects[0].(*parts.Text).Set(word)
	sign := line[2].(*parts.Icon)
	sign.Hidden = !slices.ContainsFunc(e.s.Problems(), func(p routing.Problem) bool { return e.sectionOf(p.Path) == i })
	sign.Refresh()
}

// sectionOf is where a field of the file is edited.
func (e *editing) sectionOf(path string) int {
	var n int
	if _, err := fmt.Sscanf(path, "types[%d]", &n); err == nil {
		return 1 + n
	}
	if _, err := fmt.Sscanf(path, "groups[%d]", &n); err == nil {
		return 1 + len(e.s.Types) + n
	}
	if strings.HasPrefix(path, "policy") {
		return e.sections() - 1
	}
	return 0
}

// openAt opens a type or a group.
func (e *editing) openAt(types bool, at int) {
	if !types {
		at += len(e.s.Types)
	}
	e.nav.Choose(at + 1)
}

// open shows the form of a section, or its text.
func (e *editing) open(i int) {
	if i != e.at {
		e.raw = false
	}
	e.at, e.made, e.lines, e.bad = i, nil, nil, map[*parts.Entry]string{}
	e.prefix = e.sectionPath()
	var body fyne.CanvasObject
	if e.raw && i > 0 {
		body = e.asText()
	} else {
		body = e.sectionForm()
	}
	if i > 0 {
		body = parts.Stack(8, e.faces(), body)
	}
	e.inner = parts.Inset(12, 24, 16, 20, body)
	swap(e.form, parts.Scrolling(e.inner))
	e.complain(e.s.Problems())
}

func (e *editing) sectionForm() fyne.CanvasObject {
	switch k := e.at - 1; {
	case e.at == e.sections()-1:
		return e.policyForm()
	case e.at == 0:
		return e.wholeForm()
	case k < len(e.s.Types):
		return e.typeForm(&e.s.Types[k])
	default:
		return e.groupForm(&e.s.Groups[k-len(e.s.Types)])
	}
}

// sectionPath is what the fields of the open section begin with in the file.
func (e *editing) sectionPath() string {
	switch k := e.at - 1; {
	case e.at == e.sections()-1:
		return "policy."
	case k < 0:
		return ""
	case k < len(e.s.Types):
		return fmt.Sprintf("types[%d].", k)
	default:
		return fmt.Sprintf("groups[%d].", k-len(e.s.Types))
	}
}

// redraw shows the open section anew: what is asked depends on what was chosen.
func (e *editing) redraw() { e.open(e.at); e.changed() }

// changed says what is wrong now.
func (e *editing) changed() {
	e.note()
	e.nav.Refresh()
	e.showProblems()
}

func (e *editing) showProblems() {
	all := e.s.Problems()
	e.complain(all)
	if len(e.bad) > 0 {
		e.say(look.WarnT, parts.High(26, parts.Row(8, parts.NewIcon("tri", 16, look.Warn), parts.Grow(parts.Body(lang.L("What stands in the red field can't be read; the value before it holds until then.")).Cutting()))))
		return
	}
	if len(all) == 0 {
		e.say(look.Well, parts.High(26, parts.Row(8, parts.NewIcon("okcircle", 16, look.Good), parts.Label(lang.L("It can run: about {{.N}} calls.", map[string]any{"N": chart.Number(expected(e.s), 0)})))))
		return
	}
	first := all[0]
	line := parts.Row(8, parts.NewIcon("tri", 16, look.Warn), parts.Grow(parts.Body(first.Path+": "+words.Say(e.p.s.d.Settings.Language, first.Fault.Key, first.Fault.Values)).Cutting()))
	if len(all) > 1 {
		line.Add(parts.Label(lang.L("{{.N}} more", map[string]any{"N": len(all) - 1})))
	}
	line.Add(parts.NewButton(lang.L("Show it"), parts.Plain, func() { e.nav.Choose(e.sectionOf(first.Path)) }).AsSmall())
	e.say(look.WarnT, line)
}

// say shows a line at the foot.
func (e *editing) say(ground look.Token, line fyne.CanvasObject) {
	swap(e.foot, parts.Over(parts.NewPlate(ground), parts.Inset(3, 16, 3, 24, line)))
}

// fail says that saving was refused.
func (e *editing) fail(err error) {
	e.say(look.BadT, parts.High(26, parts.Row(8, parts.NewIcon("xcircle", 16, look.Bad), parts.Grow(parts.Body(e.p.s.say(err)).Cutting()))))
	e.p.s.d.Trace("refused", map[string]any{"why": e.p.s.say(err)})
}

func (e *editing) save() {
	if len(e.bad) > 0 || len(e.s.Problems()) > 0 {
		e.showProblems()
		return
	}
	k := e.kept
	k.Name, k.Text = e.s.Name, string(scenariofile.Write(e.s))
	e.p.keep(k, func(kept lab.Scenario) {
		e.p.editing = nil
		e.p.s.d.Toast(lang.L("{{.Name}} saved", map[string]any{"Name": kept.Name}), nil)
	})
}

func (e *editing) cancel() {
	leave := func() { e.p.editing = nil; e.p.show() }
	if e.text() == e.before && len(e.bad) == 0 {
		leave()
		return
	}
	parts.Ask(e.p.s.d.Window.Canvas(), parts.Question{Title: lang.L("Discard the changes?"), Text: lang.L("What was changed since it was opened is lost."),
		Safe: lang.L("Go on editing"), Act: lang.L("Discard"), Kind: parts.Delete, OnAct: leave})
}

func (e *editing) actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Save"), Key: fyne.KeyReturn, Mod: ctrl, Do: e.save, GapBefore: true},
		{Menu: desk.ViewMenu, Label: lang.L("Cancel"), Bare: fyne.KeyEscape, Do: e.cancel, GapBefore: true},
		{Menu: desk.EditMenu, Label: lang.L("Undo"), Key: fyne.KeyZ, Mod: ctrl, Do: e.undo, Off: len(e.past.before) == 0},
		{Menu: desk.EditMenu, Label: lang.L("Redo"), Key: fyne.KeyZ, Mod: ctrl | fyne.KeyModifierShift, Do: e.redo, Off: len(e.past.after) == 0},
		{Menu: desk.Unlisted, Key: fyne.KeyY, Mod: ctrl, Do: e.redo, Off: len(e.past.after) == 0},
		{Menu: desk.EditMenu, Label: lang.L("Add a call type"), Key: fyne.KeyT, Mod: ctrl, Do: e.addType},
		{Menu: desk.EditMenu, Label: lang.L("Add a group"), Key: fyne.KeyG, Mod: ctrl, Do: e.addGroup},
		{Menu: desk.ViewMenu, Label: lang.L("Form or text of the section"), Bare: fyne.KeyF4, Do: e.flip, Off: e.at == 0},
		{Menu: desk.ViewMenu, Label: lang.L("Next section"), Key: fyne.KeyPageDown, Mod: ctrl, Do: func() { e.nav.Choose(min(e.at+1, e.sections()-1)) }},
		{Menu: desk.ViewMenu, Label: lang.L("Section before"), Key: fyne.KeyPageUp, Mod: ctrl, Do: func() { e.nav.Choose(max(e.at-1, 0)) }},
	}
}

// fresh is a name that nothing has yet.
func (e *editing) fresh(word string) string {
	taken := map[string]bool{}
	for _, t := range e.s.Types {
		taken[t.Name] = true
	}
	for _, g := range e.s.Groups {
		taken[g.Name] = true
	}
	name := word
	for n := 2; taken[name]; n++ {
		name = fmt.Sprintf("%s %d", word, n)
	}
	return name
}

func (e *editing) addType() {
	t := small().Types[0]
	t.Name = e.fresh(lang.L("Type"))
	e.s.Types = append(e.s.Types, t)
	e.nav.Choose(len(e.s.Types))
	e.changed()
}

func (e *editing) addGroup() {
	e.s.Groups = append(e.s.Groups, routing.Group{Name: e.fresh(lang.L("Group")), Agents: []int{5}})
	e.nav.Choose(len(e.s.Types) + len(e.s.Groups))
	e.changed()
}
