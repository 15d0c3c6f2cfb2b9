package calibration

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/calibration"
	"shifu/recordings"
)

// callPicker finds calls in the library and holds those that were chosen.
type callPicker struct {
	f      *form
	find   *parts.Entry
	rows   []recordings.Row
	table  *parts.Table
	chosen *fyne.Container
	asked  string
}

// mostFound is how many calls a search shows.
const mostFound = 40

func newCallPicker(f *form) *callPicker {
	p := &callPicker{f: f, chosen: parts.Row(6)}
	p.find = parts.NewEntry(lang.L("Words, agent, number")).WithIcon("search").WithKey("Ctrl F")
	p.find.OnChanged = func(text string) {
		f.d.Stage.After(f.ctx, settle, func() {
			if text == p.find.Text() {
				p.search()
			}
		})
	}
	p.find.OnSubmitted = func(string) { p.search(); p.table.Focus() }
	p.table = parts.NewTable([]parts.TableColumn{{Title: lang.L("Call")}, {Title: lang.L("Agent"), Width: 76, Yield: 1},
		{Title: lang.L("Start of call"), Width: 112, Yield: 2}, {Title: lang.L("Length"), Width: 60, Right: true}},
		func() int { return len(p.rows) }, p.cell)
	p.table.Left = 8
	p.table.Marked = func(row int) bool { return row < len(p.rows) && p.has(p.rows[row].ID) }
	p.table.OnMarked = func(row int, _ bool) { p.turn(p.rows[row]) }
	p.table.OnOpened = func(row int) { p.turn(p.rows[row]) }
	p.showChosen()
	p.search()
	return p
}

func (p *callPicker) content() fyne.CanvasObject {
	head := parts.Row(8, parts.Strong(lang.L("Calls")), parts.Label(lang.L("one is enough")), parts.Gap())
	if p.f.running() {
		return parts.Stack(6, head, p.chosen)
	}
	return parts.Stack(6, head, p.chosen, p.find, parts.High(340, p.table))
}

func (p *callPicker) focus() { p.find.Focus() }

func (p *callPicker) cell(row, column int) parts.Cell {
	c := p.rows[row]
	switch column {
	case 0:
		return parts.Cell{Text: desk.CallName(c.Call)}
	case 1:
		return parts.Cell{Text: c.AgentName, Tone: look.Ink2}
	case 2:
		return parts.Cell{Text: p.f.d.Moment(c.StartedAt), Tone: look.Ink2}
	}
	return parts.Cell{Text: chart.Clock(c.Duration), Tone: look.Ink2}
}

func (p *callPicker) search() {
	text, sound := strings.TrimSpace(p.find.Text()), true
	p.asked = text
	background.Run(p.f.ctx, p.f.d.Stage, func(ctx context.Context) ([]recordings.Row, error) {
		return p.f.d.Calls.List(ctx, p.f.d.Actor, recordings.Filter{Text: text, WithSound: &sound, Until: p.f.d.Now().Add(time.Minute)},
			recordings.Order{By: recordings.ByStart, Descending: true}, 0, mostFound)
	}, func(rows []recordings.Row, err error) {
		if text != p.asked {
			return
		}
		p.f.d.Fail(err)
		p.rows = rows
		p.table.Refresh()
	})
}

func (p *callPicker) has(id string) bool {
	return slices.ContainsFunc(p.f.s.Calls, func(c calibration.Call) bool { return c.ID == id })
}

// turn takes a call in, or out again; who can score it is asked anew.
func (p *callPicker) turn(row recordings.Row) {
	if p.has(row.ID) {
		p.drop(row.ID)
		return
	}
	p.f.s.Calls = append(slices.Clone(p.f.s.Calls), calibration.Call{ID: row.ID, Title: desk.CallName(row.Call)})
	p.changed()
}

func (p *callPicker) drop(id string) {
	p.f.s.Calls = slices.DeleteFunc(slices.Clone(p.f.s.Calls), func(c calibration.Call) bool { return c.ID == id })
	p.changed()
}

func (p *callPicker) changed() {
	p.showChosen()
	p.table.Refresh()
	p.f.readPeople()
}

func (p *callPicker) showChosen() {
	p.chosen.Objects = nil
	for _, c := range p.f.s.Calls {
		if p.f.running() {
			p.chosen.Add(parts.NewPill(c.Title, parts.StatePlain))
			continue
		}
		drop := func() { p.drop(c.ID) }
		p.chosen.Add(parts.NewChip(c.Title, "", drop, drop))
	}
	if len(p.f.s.Calls) == 0 {
		p.chosen.Add(parts.Label(lang.L("None yet. Space or Enter takes the chosen one in.")))
	}
	p.chosen.Refresh()
}
