package operations

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/recordings"
)

// choose shows one person's or group's figures at the side.
func (t *sheet) choose(row int) {
	if row < 0 || row >= len(t.rows) {
		return
	}
	t.chosen = t.rows[row]
	s, id, run := t.s, t.chosen, t.s.run()
	q := s.narrowed(indicators.Question{Periods: run, By: s.state.By})
	switch s.state.By {
	case indicators.ByPerson:
		q.PersonIDs = []string{id}
	case indicators.ByTeam:
		q.TeamIDs = []string{id}
	case indicators.ByOrganisation:
		q.OrganisationIDs = []string{id}
	case indicators.ByProject:
		q.Projects = []string{id}
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (grid, error) { return s.ask(ctx, q) }, func(g grid, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if t.chosen != id {
			return
		}
		t.trend, t.run = g, run
		t.drawPanel()
	})
}

// drawPanel lists every indicator of the chosen one: value, interval, trend.
func (t *sheet) drawPanel() {
	s, id := t.s, t.chosen
	box := parts.Stack(0, parts.PanelHead(s.staff.name(s.state.By, id)).Cutting(), parts.High(20, parts.Second(t.panelFacts()).Cutting()), parts.Room(0, 6))
	for _, i := range indicators.Catalogue {
		if !i.Waits.IsZero() {
			continue
		}
		box.Add(t.panelRow(i))
	}
	if s.state.By == indicators.ByPerson && s.d.Actor.May(people.SeeCalls) {
		box.Add(parts.Inset(10, 0, 0, 0, parts.Row(8, parts.NewButton(lang.L("Their calls"), parts.Plain, func() {
			s.d.Go(desk.Route{Place: desk.Library, Filter: recordings.Filter{AgentIDs: []string{id}}})
		}).WithIcon("wave").AsSmall(), parts.NewButton(lang.L("Their scores"), parts.Plain, func() {
			s.d.Go(desk.Route{Place: desk.Scores, Filter: recordings.Filter{AgentIDs: []string{id}}})
		}).WithIcon("bars").AsSmall())))
	}
	t.panel.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(14, 18, 14, 18, box))}
	t.panel.Refresh()
}

func (t *sheet) panelFacts() string {
	days := t.now.at(t.chosen, 0).Days()
	text := lang.L("{{.N}} agent days", map[string]any{"N": days})
	if where := t.s.staff.where(t.s.state.By, t.chosen); where != "" {
		text = where + lang.L(", ") + text
	}
	return text
}

func (t *sheet) panelRow(i indicators.Indicator) fyne.CanvasObject {
	v := t.values[t.chosen][i.Key]
	st := i.Stand(v, t.s.targets.On(i.Key, t.s.shown().Until-1))
	link := parts.NewLink(t.s.say(i.Name), func() { t.s.open(newPage(t.s, i)) })
	row := parts.Row(6, link, parts.Gap())
	if !v.Known {
		return parts.High(25, parts.Row(6, link, parts.Gap(), parts.Label(chart.None)))
	}
	var points []float64
	for p := range t.run {
		if x := i.Of(t.trend.at(t.chosen, p)); x.Known {
			points = append(points, x.Value)
		}
	}
	if len(points) > 1 {
		line := parts.NewSparkline(points)
		line.Least = fyne.NewSize(46, 18)
		row.Add(line)
	}
	icon, tone := mark(st)
	row.Add(parts.Fix(look.Scaled(14), 0, parts.NewIcon(icon, 14, tone)))
	value := parts.Strong(short(i, v.Value))
	if v.Few {
		value = parts.Label(lang.L("too few"))
	}
	row.Add(parts.Fix(look.Scaled(60), 0, value.Trailing()))
	rests := restsOn(i, v)
	if rests == "" {
		return parts.High(27, row)
	}
	return parts.Stack(0, parts.High(23, row), parts.High(17, parts.Label(rests).Trailing().Cutting()))
}
