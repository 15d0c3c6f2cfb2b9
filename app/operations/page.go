package operations

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/indicators"
)

// page is one indicator: its trend with the target, who stands where, and how
// the people are spread.
type page struct {
	s       *Screen
	i       indicators.Indicator
	now     grid // by house, one period
	trend   grid
	run     []indicators.Period
	groups  map[indicators.Group]grid
	whole   *fyne.Container
	persons []string // with a value, by name
	compare indicators.Group
}

func newPage(s *Screen, i indicators.Indicator) *page {
	return &page{s: s, i: i, whole: parts.Over(), compare: indicators.ByTeam}
}

func (p *page) content() fyne.CanvasObject { return p.whole }

func (p *page) actions() []desk.Action {
	return []desk.Action{{Menu: desk.ViewMenu, Label: lang.L("Back"), Bare: fyne.KeyEscape, Do: p.back, GapBefore: true}}
}

func (p *page) back() { p.s.showTab(p.s.state.Tab) }

// seen is what one look at an indicator found.
type seen struct {
	now, trend grid
	groups     map[indicators.Group]grid
}

func (p *page) load() {
	s, run := p.s, p.s.run()
	one := []indicators.Period{s.shown()}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (f seen, err error) {
		if f.trend, err = s.ask(ctx, s.narrowed(indicators.Question{Periods: run, By: indicators.ByHouse})); err != nil {
			return f, err
		}
		f.groups = map[indicators.Group]grid{}
		for _, by := range []indicators.Group{indicators.ByHouse, indicators.ByPerson, indicators.ByTeam, indicators.ByOrganisation, indicators.ByProject} {
			if f.groups[by], err = s.ask(ctx, s.narrowed(indicators.Question{Periods: one, By: by})); err != nil {
				return f, err
			}
		}
		f.now = f.groups[indicators.ByHouse]
		return f, nil
	}, func(f seen, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		p.now, p.trend, p.groups, p.run = f.now, f.trend, f.groups, run
		p.draw()
		s.show(p)
		s.d.Trace("loaded", map[string]any{"place": "operations", "view": string(p.i.Key)})
	})
}

func (p *page) value() indicators.Value { return p.i.Of(p.now.total(0)) }

func (p *page) target() indicators.Target { return p.s.targets.On(p.i.Key, p.s.shown().Until-1) }

func (p *page) draw() {
	p.persons = p.known(indicators.ByPerson)
	left := parts.Dock(p.head(), nil, nil, nil, parts.Inset(12, 24, 12, 24, p.pictures()))
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(400), 0, parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(14, 20, 14, 20, p.side())))))
	p.whole.Objects = []fyne.CanvasObject{parts.Dock(nil, nil, nil, right, left)}
}

// head says what it is, how it stands and how it is worked out.
func (p *page) head() fyne.CanvasObject {
	s, v, target := p.s, p.value(), p.target()
	row := parts.Row(10, parts.NewButton(p.s.tabWord(p.s.state.Tab), parts.Quiet, p.back).WithIcon("back").WithKey("Esc").AsSmall(), parts.PanelHead(s.say(p.i.Name)))
	if st := p.i.Stand(v, target); st != indicators.NoStanding {
		row.Add(parts.NewPill(standingWord(st), standingState(st)))
	}
	row.Add(parts.Gap())
	if s.mayKeep() {
		word := lang.L("Set a target")
		if target.Set {
			word = lang.L("Target {{.Value}}", map[string]any{"Value": short(p.i, target.Value)})
		}
		row.Add(parts.NewButton(word, parts.Plain, func() { s.askTarget(p.i) }).WithIcon("flag").AsSmall())
	}
	figure := parts.Row(8, parts.Figure("–").Toned(look.Ink3))
	if v.Known {
		figure = parts.Row(8, parts.Figure(number(p.i, v.Value)), parts.Second(unit(p.i)), parts.Second(restsOn(p.i, v)))
	} else {
		figure.Add(parts.Second(s.say(v.Why)))
	}
	formula := parts.Row(6, parts.Label(lang.L("Formula")), parts.Second(s.say(p.i.Formula)), parts.Second(p.direction()))
	lines := parts.Stack(4, row, parts.Inset(0, 0, 0, 4, figure), parts.Inset(0, 0, 0, 4, formula))
	if from := p.i.Source(p.now.total(0)); !from.IsZero() {
		lines.Add(parts.Inset(0, 0, 0, 4, parts.Label(s.say(from)).Cutting()))
	}
	return parts.Inset(10, 24, 0, 20, lines)
}

func (p *page) direction() string {
	switch p.i.Better {
	case indicators.Higher:
		return lang.L("Higher is better.")
	case indicators.Lower:
		return lang.L("Lower is better.")
	}
	return ""
}

// pictures are the trend above and the spread of people below.
func (p *page) pictures() fyne.CanvasObject {
	if !p.value().Known && len(p.trend) == 0 {
		return parts.EmptyState("speed", lang.L("Nothing to draw"), p.s.say(p.value().Why))
	}
	trend := p.s.trendChart(p.i, p.trend, p.run, true)
	trend.Least, trend.Most = fyne.NewSize(300, 150), 5
	trend.OnTapped = func(series, point int) { p.s.goTo(p.run[int(trend.Series[series].Points[point].X)]) }
	title := parts.Row(8, parts.Strong(lang.L("Trend")), parts.Label(p.s.runText(p.run)), parts.Gap(), parts.Label(unit(p.i)))
	top := parts.Dock(parts.High(24, title), nil, nil, nil, trend)
	if len(p.persons) < 2 {
		return top
	}
	return parts.Dock(nil, parts.Fix(0, look.Scaled(196), p.spread()), nil, nil, parts.Inset(0, 0, 14, 0, top))
}

// goTo shows the period of a point.
func (s *Screen) goTo(p indicators.Period) {
	s.state.Day = p.Until - 1
	if s.extent.Days() > 0 {
		s.state.Day = min(s.state.Day, s.extent.Until-1)
	}
	s.reload()
}

func (s *Screen) runText(run []indicators.Period) string {
	return lang.L("{{.From}} to {{.To}}", map[string]any{"From": s.date(run[0].From, true), "To": s.date(run[len(run)-1].Until-1, true)})
}

// known are the groups with a value, by name.
func (p *page) known(by indicators.Group) []string {
	var out []string
	for g := range p.groups[by] {
		if p.i.Of(p.groups[by].at(g, 0)).Known {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		return cmp.Or(cmp.Compare(p.s.staff.rank(by, a), p.s.staff.rank(by, b)), strings.Compare(p.s.staff.where(by, a), p.s.staff.where(by, b)), strings.Compare(p.s.staff.name(by, a), p.s.staff.name(by, b)), cmp.Compare(a, b))
	})
	return out
}

// spread is how many people are where: a bar for each stretch of values.
func (p *page) spread() fyne.CanvasObject {
	values := make([]float64, len(p.persons))
	for k, g := range p.persons {
		values[k] = inUnit(p.i, p.i.Of(p.groups[indicators.ByPerson].at(g, 0)).Value)
	}
	low, step, bars := binned(values)
	groups := make([]parts.BarGroup, bars)
	in := make([][]string, bars)
	for k, v := range values {
		b := min(int((v-low)/step), bars-1)
		in[b] = append(in[b], p.persons[k])
	}
	for b := range groups {
		groups[b] = parts.BarGroup{Word: chart.Tick(low+float64(b)*step, step), Parts: []float64{float64(len(in[b]))}}
	}
	c := parts.NewBarChart(groups, look.Accent)
	c.Least = fyne.NewSize(300, 100)
	c.Format = whole
	c.OnTapped = func(b int) { p.s.openPeople(in[b]) }
	title := parts.Row(8, parts.Strong(lang.L("How people are spread")), parts.Label(lang.L("{{.N}} people, by value; a press lists them", map[string]any{"N": len(values)})),
		parts.Gap(), parts.Label(unit(p.i)))
	return parts.Dock(parts.Stack(6, parts.NewHairline(), parts.High(24, title)), nil, nil, nil, c)
}

// whole writes whole numbers only: there are no half people.
func whole(v, _ float64) string {
	if v != math.Trunc(v) {
		return ""
	}
	return chart.Number(v, 0)
}

// binned chooses round stretches of values: from where, how wide, how many.
func binned(values []float64) (low, step float64, n int) {
	least, most := slices.Min(values), slices.Max(values)
	if most <= least {
		return least, max(math.Abs(least)*.01, 1), 1
	}
	step = chart.Step(most-least, 14)
	low = math.Floor(least/step) * step
	return low, step, int(math.Floor((most-low)/step)) + 1
}
