package bank

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/bank"
)

// comparing sets two versions of an entry side by side, with what is different
// above them.
type comparing struct {
	s          *Screen
	mine       bool
	versions   []bank.Version // the newest first
	was, is    int            // rows of versions
	middle     *fyne.Container
	all        fyne.CanvasObject
	left, open *parts.Select
}

// compare reads the versions of the chosen question.
func (s *Screen) compare() {
	e := s.chosen()
	if e == nil {
		return
	}
	id, mine := e.EntryID, e.Mine
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]bank.Version, error) { return s.d.Bank.Versions(ctx, s.d.Actor, id) }, func(vs []bank.Version, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		c := &comparing{s: s, mine: mine, versions: vs, was: min(1, len(vs)-1), middle: container.NewStack()}
		c.build()
		s.enterRoom(c)
	})
}

func (c *comparing) content() fyne.CanvasObject { return c.all }
func (c *comparing) close()                     {}

func (c *comparing) names() []string {
	names := make([]string, len(c.versions))
	for i, v := range c.versions {
		names[i] = lang.L("Version {{.N}}", map[string]any{"N": v.Number}) + "  " + desk.QuestionStateName(v.State) + "  " + c.s.d.Moment(v.MadeAt) + "  " + v.MadeBy
	}
	return names
}

func (c *comparing) build() {
	c.left = parts.NewSelect(c.names(), c.was, func(i int) { c.was = i; c.show() }).Wide(300)
	c.open = parts.NewSelect(c.names(), c.is, func(i int) { c.is = i; c.show() }).Wide(300)
	head := parts.Row(8, parts.NewButton(lang.L("Back to the bank"), parts.Quiet, c.leave).WithIcon("back").WithKey("Esc"), parts.PanelHead(c.versions[0].Title()), parts.Gap())
	for _, a := range c.actions() {
		if a.Key == fyne.KeyReturn && !a.Off {
			head.Add(parts.NewButton(a.Label, parts.Plain, a.Do).WithIcon("edit").WithKey(a.Badge(false)))
		}
	}
	top := parts.Stack(0, parts.Inset(12, 16, 8, 24, head), parts.Inset(0, 24, 10, 24, across(c.left, c.open)), parts.NewHairline())
	c.all = parts.Dock(top, nil, nil, nil, c.middle)
	c.show()
}

func (c *comparing) show() {
	was, is := &c.versions[c.was], &c.versions[c.is]
	wide := (c.s.d.Window.Canvas().Size().Width - look.Scaled(64+80)) / 2
	list := parts.Stack(4)
	differences := is.Compare(&was.Question)
	if len(differences) == 0 {
		list.Add(parts.Second(lang.L("Nothing is different.")))
	}
	for _, d := range differences {
		list.Add(c.difference(d, wide))
	}
	sheet := func(v *bank.Version) fyne.CanvasObject {
		p := paper{d: c.s.d, q: &v.Question, wide: wide, play: func() { c.s.ear.play(*v.Clip) }}
		if v.Held {
			p.added = append(p.added, parts.Banner(parts.TintInfo, lang.L("An exam holds this version: it never changes."), "", nil))
		}
		if v.Why != "" && v.Why != "undo" {
			p.added = append(p.added, p.line(lang.L("Last state: {{.Why}}", map[string]any{"Why": v.Why}), look.Ink3))
		}
		return p.content()
	}
	both := across(sheet(was), sheet(is))
	c.middle.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(12, 24, 24, 24, parts.Stack(12, list, parts.NewHairline(), both)))}
	c.middle.Refresh()
	c.s.d.Changed()
}

// difference is what was at the left and what is at the right.
func (c *comparing) difference(d bank.Difference, wide float32) fyne.CanvasObject {
	side := func(text string, tone look.Token) fyne.CanvasObject {
		p := parts.NewParagraph(orNone(c.say(d, text)), look.TextBody, tone)
		p.Width = wide - look.Scaled(100)
		return p
	}
	label := func() fyne.CanvasObject {
		return parts.Fix(look.Scaled(88), 0, top(parts.Label(d.What.In(c.s.d.Settings.Language)), 1))
	}
	return across(parts.FullRow(8, label(), parts.Grow(side(d.Was, look.Bad))), parts.FullRow(8, label(), parts.Grow(side(d.Is, look.Good))))
}

// say puts the values that are codes into words.
func (c *comparing) say(d bank.Difference, text string) string {
	switch d.What.Key {
	case "Kind of question":
		return desk.KindName(bank.Kind(text))
	case "Difficulty":
		return desk.DifficultyName(bank.Difficulty(text))
	case "Article":
		if text == "" {
			return chart.None
		}
		return c.s.articleTitle(text)
	}
	return text
}

func (c *comparing) actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.EditMenu, Label: lang.L("Edit"), Key: fyne.KeyReturn, Mod: ctrl, Bare: fyne.KeyE, Do: c.s.edit, Off: !c.mine},
		{Menu: desk.ViewMenu, Label: lang.L("Version before"), Key: fyne.KeyPageDown, Mod: ctrl, Bare: fyne.KeyDown, Do: func() { c.step(1) }, Off: c.was+1 >= len(c.versions)},
		{Menu: desk.ViewMenu, Label: lang.L("Version after"), Key: fyne.KeyPageUp, Mod: ctrl, Bare: fyne.KeyUp, Do: func() { c.step(-1) }, Off: c.is == 0},
		{Menu: desk.EditMenu, Label: lang.L("Back to the bank"), Bare: fyne.KeyEscape, Do: c.leave, GapBefore: true},
	}
}

// step moves both sides through the versions.
func (c *comparing) step(by int) {
	c.is = max(0, min(c.is+by, len(c.versions)-1))
	c.was = min(c.is+1, len(c.versions)-1)
	c.left.SetOptions(c.names(), c.was)
	c.open.SetOptions(c.names(), c.is)
	c.show()
}

func (c *comparing) leave() { c.s.enterRoom(nil) }
