package learn

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/cards"
)

// deck is the list of all cards with its filters and the chosen card beside it.
type deck struct {
	s     *Screen
	find  cards.Find
	all   []cards.Entry
	plan  cards.Plan
	point *parts.Select

	search *parts.Entry
	table  *parts.Table
	count  *parts.Text
	sheet  *fyne.Container
	middle *fyne.Container
	page   fyne.CanvasObject
}

// stateFilters and asideFilters are what the selects offer, in their order.
var (
	sourceFilters = append([]cards.Source{""}, cards.Sources...)
	stateFilters  = []cards.Find{{}, {State: cards.New}, {State: cards.Learning}, {State: cards.Review}, {State: cards.Relearning}, {Aside: cards.LeechOut}, {Aside: cards.Suspended}, {Aside: cards.Buried}, {Aside: cards.Frozen}}
)

func (s *Screen) makeDeck() {
	k := &s.deck
	k.s, k.plan, k.sheet, k.middle, k.count = s, cards.StandardPlan(), parts.Over(), parts.Over(), parts.Label("")
	k.search = parts.NewEntry(lang.L("Words on the card")).WithIcon("search").WithKey("Ctrl F").Wide(190)
	k.search.OnChanged = func(text string) { k.find.Text = text; s.readDeck() }
	sources := []string{lang.L("All sources")}
	for _, x := range cards.Sources {
		sources = append(sources, sourceWord(x))
	}
	source := parts.NewSelect(sources, 0, func(i int) { k.find.Source = sourceFilters[i]; s.readDeck() }).Wide(120)
	state := parts.NewSelect([]string{lang.L("All states"), lang.L("card.new"), lang.L("In learning"), lang.L("card.learned"), lang.L("Learned again"), lang.L("Leeches"), lang.L("Suspended"), lang.L("Not today"), lang.L("Frozen")}, 0,
		func(i int) { k.find.State, k.find.Aside = stateFilters[i].State, stateFilters[i].Aside; s.readDeck() }).Wide(116)
	k.point = parts.NewSelect([]string{lang.L("All points")}, 0, func(i int) {
		if k.find.Point = k.point.Value(); i == 0 {
			k.find.Point = ""
		}
		s.readDeck()
	}).Wide(150)
	k.table = parts.NewTable([]parts.TableColumn{{Title: lang.L("Card"), Least: 200}, {Title: lang.L("Knowledge point"), Width: 150, Yield: 2}, {Title: lang.L("Source"), Width: 96, Yield: 3}, {Title: lang.L("State"), Width: 104},
		{Title: lang.L("card.due"), Width: 84, Right: true}, {Title: lang.L("Recall"), Width: 58, Right: true, Yield: 1}, {Title: lang.L("Forgotten"), Width: 58, Right: true, Yield: 4}}, func() int { return len(k.all) }, k.cell)
	k.table.List().OnChosen = func(int) { k.showSheet(); s.d.Changed() }
	filters := parts.Inset(10, 16, 10, 24, parts.Row(8, k.search, source, state, k.point, parts.Gap(), k.count))
	k.page = parts.Dock(nil, nil, nil, s.side(parts.Inset(16, 20, 16, 20, k.sheet)), parts.Dock(filters, nil, nil, nil, k.middle))
}

// show takes over what was read.
func (k *deck) show(es []cards.Entry) {
	k.all = es
	k.count.Set(lang.L("{{.N}} cards", n(len(es))))
	k.points()
	k.middle.Objects = []fyne.CanvasObject{k.table}
	if len(es) == 0 {
		k.middle.Objects = []fyne.CanvasObject{parts.EmptyState("cards", lang.L("No card here"), lang.L("Wrong answers and failed rubric questions become cards by themselves. Take a filter away, or write a card."),
			parts.NewButton(lang.L("New card"), parts.Main, k.s.askNew).WithKey("Ctrl N"))}
	}
	k.middle.Refresh()
	k.table.List().Refresh()
	if k.table.Chosen() < 0 && len(es) > 0 || k.table.Chosen() >= len(es) {
		k.table.Choose(0)
	}
	k.showSheet()
}

// points offers the points of the cards that were read without that filter.
func (k *deck) points() {
	if k.find.Point != "" {
		return
	}
	words := map[string]bool{}
	for i := range k.all {
		words[k.all[i].Point] = k.all[i].Point != ""
	}
	var all []string
	for p, has := range words {
		if has {
			all = append(all, p)
		}
	}
	slices.Sort(all)
	k.point.SetOptions(append([]string{lang.L("All points")}, all...), 0)
}

func (k *deck) cell(row, column int) parts.Cell {
	e := &k.all[row]
	now := k.s.d.Now().In(k.s.d.Zone)
	switch column {
	case 0:
		return parts.Cell{Text: firstLine(e.Front)}
	case 1:
		return parts.Cell{Text: e.Point, Tone: look.Ink2}
	case 2:
		return parts.Cell{Text: sourceWord(e.Source), Tone: look.Ink2}
	case 3:
		return k.state(e)
	case 4:
		if e.State == "" {
			return parts.Cell{Text: chart.None}
		}
		return parts.Cell{Text: k.s.d.Day(e.Due), Value: e.Due}
	case 5:
		if e.State == "" {
			return parts.Cell{Text: chart.None}
		}
		r := k.plan.RecallAt(e.Card, now)
		return parts.Cell{Text: chart.Percent(r, 0), Value: r}
	}
	return parts.Cell{Text: itoa(e.Lapses), Value: e.Lapses}
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// state is the word and sign of how a card stands.
func (k *deck) state(e *cards.Entry) parts.Cell {
	switch e.Stands(k.s.d.Now()) {
	case cards.LeechOut:
		return parts.StateCell(lang.L("Leech"), parts.StateWarn)
	case cards.Suspended:
		return parts.StateCell(lang.L("Suspended"), parts.StateNA)
	case cards.Buried:
		return parts.StateCell(lang.L("Not today"), parts.StateNA)
	case cards.Frozen:
		return parts.StateCell(lang.L("Frozen"), parts.StateWarn)
	}
	switch e.State {
	case cards.Learning:
		return parts.StateCell(lang.L("In learning"), parts.StatePartly)
	case cards.Review:
		return parts.StateCell(lang.L("card.learned"), parts.StateGood)
	case cards.Relearning:
		return parts.StateCell(lang.L("Learned again"), parts.StatePartly)
	}
	return parts.StateCell(lang.L("card.new"), parts.StateOpen)
}

func (k *deck) chosen() *cards.Entry {
	if i := k.table.Chosen(); i >= 0 && i < len(k.all) {
		return &k.all[i]
	}
	return nil
}

// showSheet lays the chosen card out with what can be done.
func (k *deck) showSheet() {
	e := k.chosen()
	k.sheet.Objects = nil
	if e == nil {
		k.sheet.Refresh()
		return
	}
	width := look.Scaled(sideWidth - 44)
	column := parts.Stack(0, parts.Row(8, parts.NewPill(sourceWord(e.Source), sourceState(e.Source)), parts.Grow(parts.Second(e.Point).Cutting())), parts.Room(0, 12))
	for _, o := range said(e.Front, look.TextReading, look.Ink, width, true) {
		column.Add(o)
	}
	column.Add(parts.Room(0, 12))
	column.Add(parts.NewHairline())
	column.Add(parts.Room(0, 12))
	if e.Question != nil {
		for _, i := range e.Question.Right() {
			column.Add(parts.Row(6, parts.NewIcon("okcircle", 14, look.Good), parts.Grow(parts.Body(e.Question.Options[i].Text).Cutting())))
		}
		column.Add(parts.Room(0, 6))
	}
	for _, o := range said(e.Back, look.TextBody, look.Ink2, width, false) {
		column.Add(o)
	}
	column.Add(parts.Room(0, 16))
	for _, f := range k.facts(e) {
		column.Add(parts.FactLine(f))
	}
	column.Add(parts.Room(0, 12))
	column.Add(k.acts(e))
	k.sheet.Objects = []fyne.CanvasObject{column}
	k.sheet.Refresh()
}

func (k *deck) facts(e *cards.Entry) []parts.Fact {
	out := []parts.Fact{{Label: lang.L("Added"), Value: strings.TrimSpace(k.s.d.Day(e.AddedAt) + " " + e.AddedBy)}, {Label: lang.L("Reviews"), Value: itoa(e.Reviews)}}
	if e.State != "" {
		out = append(out, parts.Fact{Label: lang.L("Lasts"), Value: daysWord(max(int(e.Stability+.5), 1)), Note: lang.L("until 90 % recall")},
			parts.Fact{Label: lang.L("Difficulty"), Value: chart.Number(e.Difficulty, 1), Note: lang.L("of 10")})
	}
	if e.Stands(k.s.d.Now()) == cards.Frozen {
		out = append(out, parts.Fact{Label: lang.L("Frozen"), Value: lang.L("its article has expired"), Tone: look.Warn})
	}
	return out
}

func (k *deck) acts(e *cards.Entry) fyne.CanvasObject {
	row := []fyne.CanvasObject{parts.NewButton(k.asideWord(e), parts.Plain, k.toggle).AsSmall().WithKey("P")}
	if writable(e) {
		row = append(row, parts.NewButton(lang.L("Edit"), parts.Plain, k.edit).AsSmall().WithKey("W"))
	}
	if e.ArticleID != "" || e.EvaluationID != "" {
		row = append(row, parts.NewButton(lang.L("Open the source"), parts.Plain, k.open).AsSmall().WithKey("O"))
	}
	return parts.Lines(8, look.Scaled(sideWidth-44), row...)
}

func (k *deck) asideWord(e *cards.Entry) string {
	if e.Stands(k.s.d.Now()) == "" {
		return lang.L("Suspend")
	}
	return lang.L("Ask again")
}

func (k *deck) toggle() {
	e, s := k.chosen(), k.s
	if e == nil {
		return
	}
	how := cards.Suspended
	if e.Stands(s.d.Now()) != "" {
		how = ""
	}
	id := e.ID
	s.does(func(ctx context.Context) error { return s.d.Decks.SetAside(ctx, s.d.Actor, id, how) }, "")
}

func (k *deck) edit() {
	if e := k.chosen(); e != nil && writable(e) {
		k.s.askCard(e, nil)
	}
}

func (k *deck) open() {
	if e := k.chosen(); e != nil {
		(&drill{s: k.s, card: e}).source()
	}
}

// deckActions are those of the list.
func (s *Screen) deckActions() []desk.Action {
	e := s.deck.chosen()
	none := e == nil
	return append(desk.Walk(s.deck.table),
		desk.Action{Menu: desk.EditMenu, Label: lang.L("Find a card"), Key: fyne.KeyF, Mod: fyne.KeyModifierShortcutDefault, Do: s.deck.search.Focus},
		desk.Action{Menu: desk.EditMenu, Label: lang.L("Suspend or ask again"), Bare: fyne.KeyP, Do: s.deck.toggle, Off: none},
		desk.Action{Menu: desk.EditMenu, Label: lang.L("Edit the card"), Bare: fyne.KeyW, Do: s.deck.edit, Off: none || !writable(e)},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Open the article or the evaluation"), Bare: fyne.KeyO, Do: s.deck.open, Off: none || e.ArticleID == "" && e.EvaluationID == ""})
}
