package practice

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	engine "shifu/routing/practice"
)

func (s *Screen) buildList() {
	s.list = parts.NewList(func() int { return len(s.all) }, func() fyne.CanvasObject {
		return parts.Inset(7, 16, 7, 16, parts.Stack(2, parts.Strong("").Cutting(), parts.Label("").Cutting()))
	}, func(i int, o fyne.CanvasObject) {
		lines := o.(*fyne.Container).Objects[0].(*fyne.Container).Objects
		lines[0].(*parts.Text).Set(say(s.all[i].Name))
		lines[1].(*parts.Text).Set(whenText(s.all[i]))
	})
	s.list.RowHeight = 56
	s.list.OnChosen = func(int) { s.show() }
	s.list.OnOpened = func(int) { s.begin() }
	s.list.Chosen = 0
}

func (s *Screen) chosen() *engine.Scenario {
	if i := s.list.Chosen; i >= 0 && i < len(s.all) {
		return s.all[i]
	}
	return nil
}

func (s *Screen) choose(sc *engine.Scenario) {
	for i, x := range s.all {
		if x.Key == sc.Key {
			s.list.Chosen = i
		}
	}
}

// whenText says when a scenario begins and how long it lasts.
func whenText(sc *engine.Scenario) string {
	long := lang.L("{{.N}} hours", map[string]any{"N": chart.Number(sc.Length.Hours(), 0)})
	if sc.Length > engine.Day {
		long = lang.L("{{.N}} days", map[string]any{"N": chart.Number(sc.Length.Hours()/24, 0)})
	}
	return weekday(time.Weekday(sc.Weekday)) + " " + hour(sc.Begins) + "  " + long
}

func weekday(d time.Weekday) string { return lang.L(strings.ToLower(d.String()) + ".short") }

// hour writes a time of the day.
func hour(d time.Duration) string {
	return chart.ClockWide(d % engine.Day / 60)
}

// startPage is the list of scenarios, and what the chosen one asks for.
func (s *Screen) startPage() fyne.CanvasObject {
	tabs := parts.NewTabs([]parts.Tab{{Word: lang.L("Practice scenarios"), Count: strconv.Itoa(len(s.all))}, {Word: lang.L("Past sessions"), Count: strconv.Itoa(len(s.past.all))}}, s.tab, s.turn)
	top := parts.Stack(0, parts.Inset(12, 24, 6, 24, parts.PageHead(lang.L("Practice"))), parts.Inset(0, 24, 0, 24, tabs), parts.NewHairline())
	if s.tab == 1 {
		return parts.Dock(top, nil, nil, nil, s.past.page())
	}
	left := parts.FullRow(0, parts.Fix(look.Scaled(280), 0, parts.Over(parts.NewPlate(look.Well), s.list)), parts.NewUpright(1))
	return parts.Dock(top, nil, left, nil, s.brief())
}

func (s *Screen) brief() fyne.CanvasObject {
	sc := s.chosen()
	if sc == nil {
		return parts.EmptyState("bolt", lang.L("No scenario"), lang.L("Choose one at the left."))
	}
	seed := parts.NewEntry(strconv.FormatUint(sc.Seed, 10)).Wide(80)
	seed.SetText(s.seed)
	seed.OnChanged = func(t string) {
		s.seed = strings.TrimSpace(t)
		seed.SetWrong(s.seed != "" && s.number() == 0)
	}
	foot := parts.Row(10, append(s.starting(), parts.Label(lang.L("Seed")), parts.Fix(look.Scaled(90), 0, seed), parts.Gap())...)
	if s.startChosen() != nil {
		foot = parts.Row(10, append(s.starting(), parts.Gap())...) // the seed is that of the state
	}
	if k := s.last; k != nil {
		foot.Add(parts.NewButton(s.lastText(k), parts.Plain, s.goOn).WithIcon("replay").WithKey("G"))
	}
	foot.Add(parts.NewButton(lang.L("Begin the shift"), parts.Main, s.begin).WithIcon("play").WithKey("Enter"))
	body := parts.Stack(0, parts.Row(8, parts.Grow(parts.PanelHead(say(sc.Name)).Cutting()), s.editing()), parts.Room(0, 4), parts.NewParagraph(say(sc.Brief), look.TextBody, look.Ink2), parts.Room(0, 6),
		parts.Facts(parts.Second(whenText(sc)), parts.Second(lang.L("{{.N}} critical tasks", map[string]any{"N": len(sc.Tasks)}))), parts.Room(0, 14), parts.Strong(lang.L("Critical tasks")), parts.Room(0, 4))
	for i, t := range sc.Tasks {
		body.Add(parts.NewHairline())
		body.Add(parts.Inset(8, 0, 8, 0, parts.Stack(3, parts.Row(8, parts.Label(strconv.Itoa(i+1)), parts.Strong(say(t.Name))), taskLine(lang.L("Why"), say(t.Significance)), taskLine(lang.L("Cue"), say(t.Cue)), taskLine(lang.L("Standard"), say(t.Standard)))))
	}
	return parts.Dock(nil, parts.Stack(0, parts.NewHairline(), parts.Inset(9, 24, 9, 24, foot)), nil, nil, parts.Scrolling(parts.Inset(16, 24, 16, 24, body)))
}

// editing are the buttons of whoever keeps practice.
func (s *Screen) editing() fyne.CanvasObject {
	line := parts.Row(8)
	if s.instructs() {
		line.Add(parts.NewButton(s.editWord(), parts.Plain, s.copyChosen).AsSmall().WithIcon("edit").WithKey("E"))
		line.Add(parts.NewButton(lang.L("Bring a file"), parts.Plain, s.bring).AsSmall().WithIcon("document").WithKey("O"))
	}
	return line
}

func (s *Screen) editWord() string {
	if sc := s.chosen(); sc != nil && s.own[sc.Key].Own {
		return lang.L("Change")
	}
	return lang.L("Make an own one of it")
}

func taskLine(word, text string) fyne.CanvasObject {
	return parts.Row(8, parts.Room(look.Scaled(12), 0), parts.Fix(look.Scaled(56), 0, parts.Label(word)), parts.Grow(parts.Second(text).Cutting()))
}

func (s *Screen) number() uint64 {
	n, err := strconv.ParseUint(s.seed, 10, 31)
	if err != nil {
		return 0
	}
	return n
}

func (s *Screen) lastText(k *engine.Record) string {
	sc, err := k.Played()
	if err != nil {
		return ""
	}
	at := sc.Begins + k.Until
	return lang.L("Go on: {{.Name}}, {{.Time}}", map[string]any{"Name": say(sc.Name), "Time": weekday(time.Weekday((sc.Weekday+int(at/engine.Day))%7)) + " " + hour(at)})
}

func (s *Screen) begin() {
	if st := s.startChosen(); st != nil && s.room == nil {
		s.beginFrom(st)
		return
	}
	if sc := s.chosen(); sc != nil && s.room == nil {
		s.start(sc, s.number(), nil)
	}
}

func (s *Screen) goOn() {
	if k := s.last; k != nil && s.room == nil {
		s.start(nil, 0, k)
	}
}

func (s *Screen) startActions() []desk.Action {
	pages := desk.Pages([]string{lang.L("Practice scenarios"), lang.L("Past sessions")}, s.turn)
	if s.tab == 1 {
		return append(s.past.actions(), pages...)
	}
	acts := []desk.Action{
		{Menu: desk.PlayMenu, Label: lang.L("Begin the shift"), Bare: fyne.KeyReturn, Do: s.begin, Off: s.chosen() == nil},
		{Menu: desk.PlayMenu, Label: lang.L("Go on with the last session"), Bare: fyne.KeyG, Do: s.goOn, Off: s.last == nil},
	}
	acts = append(acts, s.startingActions()...)
	if s.instructs() {
		acts = append(acts, desk.Action{Menu: desk.EditMenu, Label: s.editWord(), Bare: fyne.KeyE, Do: s.copyChosen},
			desk.Action{Menu: desk.FileMenu, Label: lang.L("Bring a file"), Bare: fyne.KeyO, Do: s.bring},
			desk.Action{Menu: desk.EditMenu, Label: lang.L("Put away"), Bare: fyne.KeyDelete, Do: s.removeOwn, Off: s.chosen() == nil || !s.own[s.chosen().Key].Own})
	}
	return append(append(acts, pages...), desk.Walk(walked{s.list})...)
}

// walked is the list as the arrow keys see it.
type walked struct{ *parts.List }

// Chosen is the chosen row.
func (w walked) Chosen() int { return w.List.Chosen }

// say puts a text of a scenario into words.
func say(key string) string {
	if _, known := words.Catalogue(words.English)[key]; !known {
		return key // of an author's own
	}
	return lang.L(key)
}
