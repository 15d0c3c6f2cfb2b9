package practice

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	engine "shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

// past lists the sessions that were kept: the own ones, and those of one's people.
type past struct {
	s     *Screen
	all   []logbook.Session
	table *parts.Table
}

func newPast(s *Screen) *past {
	p := &past{s: s}
	p.table = parts.NewTable([]parts.TableColumn{
		{Title: lang.L("When"), Width: 130}, {Title: lang.L("Who"), Width: 110, Hide: !p.ofOthers()}, {Title: lang.L("Practice scenario"), Least: 180}, {Title: lang.L("Lost"), Width: 70, Right: true}, {Title: lang.L("Reference"), Width: 90, Right: true, Yield: 3},
		{Title: lang.L("Tasks met"), Width: 90, Right: true, Yield: 2}, {Title: lang.L("Points left"), Width: 90, Right: true, Yield: 1}, {Title: lang.L("Your regret"), Width: 110, Right: true}, {Title: lang.L("The coach"), Width: 150}},
		func() int { return len(p.all) }, p.cell)
	if p.ofOthers() {
		p.table.Columns[7].Title = lang.L("Regret")
	}
	p.table.Left = 24
	p.table.List().Chosen = 0
	p.table.OnOpened = func(int) { p.open() }
	return p
}

// ofOthers reports whether the actor sees the sessions of others.
func (p *past) ofOthers() bool {
	a := p.s.d.Actor
	return a.May(people.KeepPractice) || a.May(people.KeepCoaching)
}

func (p *past) cell(row, column int) parts.Cell {
	if row >= len(p.all) {
		return parts.Cell{}
	}
	x := &p.all[row]
	switch column {
	case 0:
		return parts.Cell{Text: p.s.d.Moment(x.KeptAt), Tone: look.Ink2}
	case 1:
		return parts.Cell{Text: x.Person}
	case 2:
		return parts.Cell{Text: say(x.Name), Bold: true}
	case 3:
		return parts.Cell{Text: chart.Count(x.Outcome.Lost)}
	case 4:
		return parts.Cell{Text: chart.Count(x.Outcome.Their), Tone: look.Ink2}
	case 5:
		return parts.Cell{Text: strconv.Itoa(x.Outcome.Met) + " / " + strconv.Itoa(x.Outcome.Tasks)}
	case 6:
		return parts.Cell{Text: chart.Number(x.Outcome.Points, 0), Tone: look.Ink2}
	case 7:
		if !x.Reviewed {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: ranged(x.Regret, 2, 0), Bold: x.Regret.Mean > x.Regret.Half}
	}
	if x.Comment == "" {
		return parts.StateCell(lang.L("no comment yet"), parts.StateOpen)
	}
	return parts.StateCell(x.Coach, parts.StateGood)
}

// read reads the list again.
func (p *past) read() {
	background.Run(p.s.ctx, p.s.d.Stage, func(ctx context.Context) ([]logbook.Session, error) {
		return p.s.d.Logbook.Sessions(ctx, p.s.d.Actor, "")
	}, func(all []logbook.Session, err error) {
		p.s.d.Fail(err)
		p.all = all
		if p.s.room == nil {
			p.s.show()
		}
		p.s.d.Trace("sessions", map[string]any{"n": len(all)})
	})
}

func (p *past) page() fyne.CanvasObject {
	if len(p.all) == 0 {
		return parts.EmptyState("replay", lang.L("No practice session yet"), lang.L("Play a shift and review it: it is kept here with what was said about it."), parts.NewButton(lang.L("Choose a scenario"), parts.Main, func() { p.s.turn(0) }))
	}
	acts := parts.Row(10, parts.Grow(parts.Second(lang.L("Opened, a session is played again to the last call.")).Cutting()), parts.NewButton(lang.L("Open the review"), parts.Main, p.open).WithIcon("forward").WithKey("Enter"))
	return parts.Dock(nil, parts.Stack(0, parts.NewHairline(), parts.Inset(9, 24, 9, 24, acts)), nil, nil, p.table)
}

// open opens the chosen one.
func (p *past) open() {
	if i := p.table.Chosen(); i >= 0 && i < len(p.all) {
		p.s.reopen(p.all[i].ID)
	}
}

// reopen plays a kept session again and shows its review.
func (s *Screen) reopen(id string) {
	if s.room != nil {
		return
	}
	d := s.d
	type opened struct {
		kept logbook.Session
		p    *play
		pic  picture
	}
	_, end := d.Progress(lang.L("Playing the session again"), nil)
	background.Run(s.ctx, d.Stage, func(ctx context.Context) (o opened, err error) {
		if o.kept, err = d.Logbook.Session(ctx, d.Actor, id); err != nil {
			return o, err
		}
		if o.p, err = begin(ctx, nil, 0, &o.kept.Record); err != nil {
			return o, err
		}
		o.pic, err = o.p.look(ctx, 0, engine.Emergency, true)
		return o, err
	}, func(o opened, err error) {
		end()
		if err != nil {
			d.Fail(err)
			return
		}
		s.room = newRoomOf(s, o.p, &o.kept, o.pic)
		s.room.review()
		d.Trace("reopened", map[string]any{"id": id, "lost": o.pic.frame.Lost})
	})
}

func (p *past) actions() []desk.Action {
	return append([]desk.Action{{Menu: desk.PlayMenu, Label: lang.L("Open the review"), Bare: fyne.KeyReturn, Do: p.open, Off: len(p.all) == 0}}, desk.Walk(p.table)...)
}
