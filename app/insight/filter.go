package insight

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
)

const memoryKey = "insight"

// option is something to choose by its name.
type option struct{ id, name string }

// names are how units are called, and what conditions offer.
type names struct {
	of                                                     map[string]string
	kind                                                   map[string]people.OrganisationKind
	organisations, teams, agents, projects, lines, rubrics []option
}

// name is how a unit is called, its ID where nobody knows.
func (n names) name(id string) string {
	if name := n.of[id]; name != "" {
		return name
	}
	return id
}

// recall puts back what was asked last, and reads names and figures.
func (s *Screen) recall() {
	type remembered struct {
		asks  question
		names names
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (r remembered, err error) {
		blob, err := s.d.Preferences.Preference(ctx, s.d.Actor, memoryKey)
		if err != nil {
			return r, err
		}
		if json.Unmarshal(blob, &r.asks) != nil { // nothing, or of an older program
			r.asks = question{}
		}
		r.names, err = s.readNames(ctx)
		return r, err
	}, func(r remembered, err error) {
		s.d.Fail(err)
		s.asks, s.names = r.asks, r.names
		s.asks.View = min(max(s.asks.View, 0), len(s.views)-1)
		s.tabs.Chosen = s.asks.View
		s.tabs.Refresh()
		s.drawChips()
		s.load()
	})
}

func (s *Screen) readNames(ctx context.Context) (n names, err error) {
	n.of, n.kind = map[string]string{}, map[string]people.OrganisationKind{}
	by := s.d.Actor
	os, err := s.d.People.Organisations(ctx, by)
	if err != nil {
		return n, err
	}
	ts, err := s.d.People.Teams(ctx, by)
	if err != nil {
		return n, err
	}
	ps, err := s.d.People.Persons(ctx, by, people.Find{WithLeft: true})
	if err != nil {
		return n, err
	}
	add := func(to *[]option, id, name string) { n.of[id] = name; *to = append(*to, option{id, name}) }
	for _, o := range os {
		n.kind[o.ID] = o.Kind
		add(&n.organisations, o.ID, o.Name)
	}
	for _, t := range ts {
		add(&n.teams, t.ID, desk.TeamText(n.of[t.OrganisationID], t.Name))
	}
	for _, p := range ps {
		if p.Has(people.Agent) || p.Has(people.Trainee) {
			add(&n.agents, p.ID, p.Name)
		}
	}
	return n, s.readChoices(ctx, &n)
}

func (s *Screen) readChoices(ctx context.Context, n *names) error {
	projects, lines, err := s.d.Calls.Choices(ctx, s.d.Actor)
	if err != nil {
		return err
	}
	for _, p := range projects {
		n.projects = append(n.projects, option{p, p})
	}
	for _, l := range lines {
		n.lines = append(n.lines, option{l, l})
	}
	vs, err := s.d.Quality.Rubrics(ctx, s.d.Actor)
	for _, v := range vs {
		n.rubrics = append(n.rubrics, option{v.RubricID, v.Title})
		n.of[v.RubricID] = v.Title
	}
	return err
}

// condition is one thing by which figures can be narrowed.
type condition struct {
	name, title string
	options     []option
	value       *string
}

func (s *Screen) conditions() []condition {
	q, n := &s.asks, &s.names
	return []condition{
		{lang.L("Organisation"), lang.L("Which organisation?"), n.organisations, &q.Organisation},
		{lang.L("Team"), lang.L("Which team?"), n.teams, &q.Team},
		{lang.L("Agent"), lang.L("Which agent?"), n.agents, &q.Agent},
		{lang.L("Project"), lang.L("Which project?"), n.projects, &q.Project},
		{lang.L("Business line"), lang.L("Which business line?"), n.lines, &q.Line},
		{lang.L("Rubric"), lang.L("Which rubric?"), n.rubrics, &q.Rubric},
	}
}

// drawChips shows time, sample, and a chip for each condition.
func (s *Screen) drawChips() {
	line := []fyne.CanvasObject{parts.NewSegments([]string{lang.L("12 months"), lang.L("90 days"), lang.L("30 days"), lang.L("24 months")}, s.asks.Period,
		func(i int) { s.asks.Period = i; s.changed() })}
	sample := 0
	if s.asks.Risk {
		sample = 1
	}
	line = append(line, parts.NewSegments([]string{lang.L("Random sample"), lang.L("Risk sample")}, sample, func(i int) { s.asks.Risk = i == 1; s.changed() }))
	for _, c := range s.conditions() {
		if *c.value != "" {
			line = append(line, parts.NewChip(c.name, s.names.name(*c.value), func() { s.pick(c) }, func() { *c.value = ""; s.changed() }))
		}
	}
	line = append(line, parts.NewButton(lang.L("Add condition"), parts.Tinted, s.offer).AsSmall().WithIcon("add").WithKey("F"))
	if s.asks.narrowed() {
		line = append(line, parts.NewLink(lang.L("Clear conditions"), s.clear))
	}
	wide := max(s.d.Window.Canvas().Size().Width-look.Scaled(look.WidthRail)-60, 480)
	s.chips.Objects = []fyne.CanvasObject{parts.Lines(8, wide, line...)}
	s.chips.Refresh()
}

// changed keeps the question and asks it.
func (s *Screen) changed() {
	blob := s.asks.json()
	s.saving.Do(func() error { return s.d.Preferences.SetPreference(context.Background(), s.d.Actor, memoryKey, blob) }, s.d.Fail)
	s.drawChips()
	s.load()
}

func (s *Screen) clear() { s.asks = s.asks.cleared(); s.changed() }

// offer lists the conditions that can be added or changed.
func (s *Screen) offer() {
	var items []*fyne.MenuItem
	for _, c := range s.conditions() {
		if len(c.options) == 0 {
			continue
		}
		item := fyne.NewMenuItem(c.name, func() { s.pick(c) })
		item.Checked = *c.value != ""
		items = append(items, item)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.chips)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), s.d.Window.Canvas(), at.AddXY(0, s.chips.Size().Height+2))
}

// pick asks for one of a condition's options.
func (s *Screen) pick(c condition) {
	shown := c.options
	var dialog *parts.Dialog
	choose := func(i int) {
		if i >= 0 && i < len(shown) {
			dialog.Close()
			*c.value = shown[i].id
			s.changed()
		}
	}
	list := parts.NewList(func() int { return len(shown) }, func() fyne.CanvasObject { return parts.Inset(0, 8, 0, 8, parts.Body("").Cutting()) },
		func(i int, o fyne.CanvasObject) { o.(*fyne.Container).Objects[0].(*parts.Text).Set(shown[i].name) })
	list.OnTapped = func(i int, _ fyne.Position) bool { choose(i); return true }
	list.OnOpened = choose
	list.Chosen = slices.IndexFunc(shown, func(o option) bool { return o.id == *c.value })
	field := parts.NewEntry(lang.L("Type to find")).WithIcon("search")
	field.OnChanged = func(typed string) {
		shown = nil
		for _, o := range c.options {
			if strings.Contains(strings.ToLower(o.name), strings.ToLower(strings.TrimSpace(typed))) {
				shown = append(shown, o)
			}
		}
		list.Chosen = 0
		list.ScrollTo(0)
		list.Refresh()
	}
	field.OnSubmitted = func(string) { choose(max(list.Chosen, 0)) }
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: c.title, Content: parts.Stack(8, field, parts.Fix(0, look.Scaled(270), list)),
		Safe: lang.L("Cancel"), Act: lang.L("Show these"), Kind: parts.Main, Check: func() bool { choose(max(list.Chosen, 0)); return false }})
	s.d.Window.Canvas().Focus(field.Typing())
}
