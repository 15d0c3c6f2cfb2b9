package review

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/qa/score"
	"shifu/recordings"
)

// mostOthers is how many calls or evaluations a page lists.
const mostOthers = 30

// sameCaller is the page with other calls of the same caller.
type sameCaller struct {
	r       *Room
	rows    []recordings.Row
	table   *parts.Table
	content *fyne.Container
}

func newSameCaller(r *Room) *sameCaller {
	p := &sameCaller{r: r, content: container.NewStack(plainNote(lang.L("No other call of this caller is here.")))}
	p.table = parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Start of call"), Width: 148}, {Title: lang.L("Call")},
		{Title: lang.L("Agent"), Width: 88, Yield: 1}, {Title: lang.L("Length"), Width: 64, Right: true, Yield: 2},
		{Title: lang.L("Score"), Width: 72, Right: true},
	}, func() int { return len(p.rows) }, p.cell)
	p.table.Left = 16
	p.table.OnOpened = func(row int) { r.d.Go(desk.Route{Place: desk.Room, ID: p.rows[row].ID}) }
	return p
}

func (p *sameCaller) cell(row, column int) parts.Cell {
	c := p.rows[row]
	switch column {
	case 0:
		return parts.Cell{Text: when(p.r.d, c.StartedAt)}
	case 1:
		return parts.Cell{Text: nameOf(c.Call)}
	case 2:
		return parts.Cell{Text: c.AgentName}
	case 3:
		return parts.Cell{Text: chart.Clock(c.Duration)}
	}
	return scoreCell(c.Score, c.FailAll)
}

// scoreCell writes a score; a fail-all carries its octagon.
func scoreCell(v *float64, failAll bool) parts.Cell {
	if v == nil {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	c := parts.Cell{Text: chart.Number(score.Round(*v, 1), 1), Bold: true}
	if failAll {
		c.Icon, c.IconTone = "octagon", look.Crit
	}
	return c
}

// load reads the calls; counted is called when they are there.
func (p *sameCaller) load(counted func()) {
	r, call := p.r, p.r.o.call.Call
	if call.Caller == "" {
		return
	}
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) ([]recordings.Row, error) {
		rows, err := r.d.Calls.List(ctx, r.d.Actor, recordings.Filter{Text: call.Caller}, recordings.Order{By: recordings.ByStart, Descending: true}, 0, mostOthers)
		return slices.DeleteFunc(rows, func(c recordings.Row) bool { return c.ID == call.ID || c.Caller != call.Caller }), err
	}, func(rows []recordings.Row, err error) {
		if err != nil || len(rows) == 0 {
			return // the page says that there is none
		}
		p.rows = rows
		p.content.Objects = []fyne.CanvasObject{p.table}
		p.content.Refresh()
		counted()
	})
}

// agentLately is the page with the agent's latest evaluations and their trend.
type agentLately struct {
	r       *Room
	es      []qa.Evaluation
	months  []qa.Month
	table   *parts.Table
	content *fyne.Container
}

func newAgentLately(r *Room) *agentLately {
	p := &agentLately{r: r, content: container.NewStack(plainNote(lang.L("Nothing of this agent has been scored yet.")))}
	p.table = parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Submitted at"), Width: 148}, {Title: lang.L("Score"), Width: 72, Right: true},
		{Title: lang.L("Reviewer"), Width: 96}, {Title: lang.L("Comment on the whole call"), Yield: 1},
	}, func() int { return len(p.es) }, p.cell)
	p.table.Left = 16
	p.table.OnOpened = func(row int) {
		e := p.es[row]
		r.d.Go(desk.Route{Place: desk.Room, ID: e.CallID, Evaluation: e.ID})
	}
	return p
}

func (p *agentLately) cell(row, column int) parts.Cell {
	e := p.es[row]
	switch column {
	case 0:
		return parts.Cell{Text: when(p.r.d, e.SubmittedAt)}
	case 1:
		return scoreCell(e.Final, e.FailAll)
	case 2:
		return parts.Cell{Text: e.ReviewerName}
	}
	return parts.Cell{Text: e.Comment, Tone: look.Ink2}
}

func (p *agentLately) load() {
	r, agent := p.r, p.r.o.call.AgentID
	if agent == "" {
		return
	}
	now := r.d.Now()
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) ([]qa.Month, error) {
		es, err := r.d.Quality.Evaluations(ctx, r.d.Actor, qa.Find{AgentID: agent}, mostOthers)
		if err != nil {
			return nil, err
		}
		p.es = slices.DeleteFunc(es, func(e qa.Evaluation) bool { return e.SubmittedAt.IsZero() || e.CallID == r.o.call.ID })
		return r.d.Trends.Monthly(ctx, r.d.Actor, agent, "", "", now.AddDate(-1, 0, 0), now)
	}, func(months []qa.Month, err error) {
		if len(p.es) > 0 {
			p.months = months
			p.content.Objects = []fyne.CanvasObject{parts.Dock(p.trend(), nil, nil, nil, p.table)}
			p.content.Refresh()
		}
	})
}

// trend is the line over the list: the mean of twelve months and how it went.
func (p *agentLately) trend() fyne.CanvasObject {
	var means []float64
	n, sum := 0, 0.0
	for _, m := range p.months {
		if m.Mean != nil {
			means = append(means, *m.Mean)
			n, sum = n+m.N, sum+*m.Mean*float64(m.N)
		}
	}
	if n == 0 {
		return parts.Room(0, 0)
	}
	line := parts.NewSparkline(means)
	line.Least = fyne.NewSize(132, 26)
	facts := parts.Row(8, parts.Label(lang.L("Twelve months")), parts.Strong(chart.Number(sum/float64(n), 1)),
		parts.Label(lang.L("n {{.N}}", map[string]any{"N": n})), parts.Room(8, 0), line, parts.Gap())
	if n < 10 {
		facts.Add(parts.NewPill(lang.L("Too few to tell"), parts.StateFew))
	}
	return parts.Stack(0, parts.Inset(6, 16, 6, 16, facts), parts.NewHairline())
}
