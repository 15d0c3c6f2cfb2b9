package library

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/app/tagging"
	"shifu/internal/people"
)

// option is something to choose by its name.
type option struct{ id, name string }

// names are what conditions offer, and how the chosen ones are called.
type names struct {
	organisations, teams, agents []option
	projects, lines, tags        []string
}

func plain(values []string) []option {
	var all []option
	for _, v := range values {
		all = append(all, option{v, v})
	}
	return all
}

func (n names) of(ids []string) []string {
	var out []string
	for _, id := range ids {
		name := id
		for _, list := range [][]option{n.organisations, n.teams, n.agents} {
			if i := slices.IndexFunc(list, func(o option) bool { return o.id == id }); i >= 0 {
				name = list[i].name
			}
		}
		out = append(out, name)
	}
	return out
}

// readNames reads what can be chosen.
func (s *Screen) readNames() {
	background.Run(s.ctx, s.d.Stage, s.allNames, func(n names, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.names = n
		s.drawConditions()
	})
}

func (s *Screen) allNames(ctx context.Context) (n names, err error) {
	if n.projects, n.lines, err = s.d.Calls.Choices(ctx, s.d.Actor); err != nil {
		return n, err
	}
	if tagging.May(s.d) {
		if n.tags, err = s.d.Tags.Tags(ctx, s.d.Actor); err != nil {
			return n, err
		}
	}
	if !s.d.Actor.May(people.SeeCalls) {
		return n, nil // only one's own: nothing to choose from
	}
	os, err := s.d.People.Organisations(ctx, s.d.Actor)
	if err != nil {
		return n, err
	}
	ts, err := s.d.People.Teams(ctx, s.d.Actor)
	if err != nil {
		return n, err
	}
	ps, err := s.d.People.Persons(ctx, s.d.Actor, people.Find{WithLeft: true})
	if err != nil {
		return n, err
	}
	org := map[string]string{}
	for _, o := range os {
		n.organisations = append(n.organisations, option{o.ID, o.Name})
		org[o.ID] = o.Name
	}
	for _, t := range ts {
		n.teams = append(n.teams, option{t.ID, strings.TrimSpace(org[t.OrganisationID] + " " + t.Name)})
	}
	for _, p := range ps {
		if p.Has(people.Agent) || p.Has(people.Trainee) {
			n.agents = append(n.agents, option{p.ID, strings.TrimSpace(p.Name + " " + p.StaffNumber)})
		}
	}
	return n, nil
}

// pick asks for any of some options and narrows by them.
func (s *Screen) pick(title string, options []option, into *[]string) {
	s.pickThen(title, options, *into, func(ids []string) {
		*into = ids
		s.asked()
	})
}

// picker is the inside of that question: a field to find, and boxes to tick.
type picker struct {
	options []option
	shown   []option
	chosen  map[string]bool
	list    *parts.List
}

func (s *Screen) pickThen(title string, options []option, chosen []string, done func(ids []string)) {
	p := &picker{options: options, shown: options, chosen: map[string]bool{}}
	for _, id := range chosen {
		p.chosen[id] = true
	}
	p.list = parts.NewList(func() int { return len(p.shown) }, newPickRow, p.fill)
	p.list.OnTapped = func(row int, _ fyne.Position) bool { p.toggle(row); return true }
	p.list.OnMarked, p.list.OnOpened = p.toggle, p.toggle
	field := parts.NewEntry(lang.L("Type to find")).WithIcon("search")
	field.OnChanged = p.find
	var dialog *parts.Dialog
	finish := func() { done(p.ids()) }
	field.OnSubmitted = func(string) {
		if len(p.shown) == 1 && !p.chosen[p.shown[0].id] {
			p.toggle(0)
			return
		}
		dialog.Close()
		finish()
	}
	body := parts.Stack(8, field, parts.Fix(0, look.Scaled(270), p.list))
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: title, Content: body, Safe: lang.L("Cancel"),
		Act: lang.L("Show these"), Kind: parts.Main, OnAct: finish})
	s.focus(field)
}

func newPickRow() fyne.CanvasObject {
	return parts.Inset(0, 8, 0, 4, parts.Row(8, parts.NewIcon("box", 16, look.Ink3), parts.Grow(parts.Body("").Cutting())))
}

func (p *picker) fill(i int, o fyne.CanvasObject) {
	row := o.(*fyne.Container).Objects[0].(*fyne.Container)
	icon, text := row.Objects[0].(*parts.Icon), row.Objects[1].(*fyne.Container).Objects[0].(*parts.Text)
	text.Set(p.shown[i].name)
	if p.chosen[p.shown[i].id] {
		icon.Set("boxon", look.Accent)
		return
	}
	icon.Set("box", look.Ink3)
}

func (p *picker) toggle(i int) {
	if i >= 0 && i < len(p.shown) {
		id := p.shown[i].id
		p.chosen[id] = !p.chosen[id]
		p.list.RefreshRow(i)
	}
}

func (p *picker) find(text string) {
	p.shown = nil
	for _, o := range p.options {
		if strings.Contains(strings.ToLower(o.name), strings.ToLower(strings.TrimSpace(text))) {
			p.shown = append(p.shown, o)
		}
	}
	p.list.ScrollTo(0)
	p.list.Refresh()
}

// ids are the chosen ones in the order of the options.
func (p *picker) ids() []string {
	var out []string
	for _, o := range p.options {
		if p.chosen[o.id] {
			out = append(out, o.id)
		}
	}
	return out
}
