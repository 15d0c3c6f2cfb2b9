package operations

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa/indicators"
)

// overview shows every indicator as a small picture: the value of the period
// against its target, and how it got there.
type overview struct {
	s     *Screen
	now   grid // one period
	trend grid
	run   []indicators.Period
	whole *fyne.Container
}

func newOverview(s *Screen) *overview { return &overview{s: s, whole: parts.Over()} }

func (o *overview) content() fyne.CanvasObject { return o.whole }
func (o *overview) actions() []desk.Action     { return nil }

func (o *overview) load() {
	s, run := o.s, o.s.run()
	one := s.narrowed(indicators.Question{Periods: []indicators.Period{s.shown()}, By: indicators.ByHouse})
	all := s.narrowed(indicators.Question{Periods: run, By: indicators.ByHouse})
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (gs [2]grid, err error) {
		if gs[0], err = s.ask(ctx, one); err != nil {
			return gs, err
		}
		gs[1], err = s.ask(ctx, all)
		return gs, err
	}, func(gs [2]grid, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		o.now, o.trend, o.run = gs[0], gs[1], run
		o.draw()
		s.show(o)
		s.d.Trace("loaded", map[string]any{"place": "operations", "view": "overview", "days": o.now.totalDays()})
	})
}

func (g grid) totalDays() int { return g.total(0).Days() }

// The least size of a cell at 100 %.
const (
	cellWidth  = 232
	cellHeight = 138
)

func (o *overview) draw() {
	if o.s.extent.Days() == 0 {
		o.whole.Objects = []fyne.CanvasObject{o.s.nothing()}
		return
	}
	var cells []fyne.CanvasObject
	for _, i := range indicators.Catalogue {
		cells = append(cells, o.cell(i))
	}
	tiles := parts.Tiles(scaled(cellWidth, cellHeight), cells...)
	o.whole.Objects = []fyne.CanvasObject{parts.Dock(nil, o.foot(), nil, nil, parts.Scrolling(tiles))}
}

// foot names the lines once for all pictures.
func (o *overview) foot() fyne.CanvasObject {
	row := parts.Row(8)
	if sides := o.trend.sides(); len(sides) > 1 {
		for _, side := range sides {
			row.Add(swatch(side == string(people.Vendor), look.Accent, look.CustomerM))
			row.Add(parts.Label(houseName(people.OrganisationKind(side))))
			row.Add(parts.Room(8, 0))
		}
	}
	row.Add(swatch(true, look.GoodM, look.GoodM))
	row.Add(parts.Label(lang.L("target")))
	row.Add(parts.Room(8, 0))
	row.Add(parts.NewIcon("ring", 11, look.Accent))
	row.Add(parts.Label(lang.L("not whole yet, or too few")))
	row.Add(parts.Gap())
	row.Add(parts.Label(lang.L("Rates are drawn from sums, with a 95 % interval; a press opens an indicator.")))
	return parts.Stack(0, parts.NewHairline(), parts.Inset(5, 24, 5, 24, row))
}

// swatch is a piece of a line as it stands in the pictures.
func swatch(dashed bool, plain, broken look.Token) fyne.CanvasObject {
	if !dashed {
		return parts.Fix(18, 2, parts.NewPlate(plain))
	}
	return parts.Row(3, parts.Fix(5, 2, parts.NewPlate(broken)), parts.Fix(5, 2, parts.NewPlate(broken)), parts.Fix(5, 2, parts.NewPlate(broken)))
}

func (o *overview) cell(i indicators.Indicator) fyne.CanvasObject {
	s := o.s
	v := i.Of(o.now.total(0))
	target := s.targets.On(i.Key, s.shown().Until-1)
	st := i.Stand(v, target)
	link := parts.NewLink(s.say(i.Name), func() { s.open(newPage(s, i)) })
	link.TextSize = look.TextBody
	head := parts.Row(6, link, parts.Gap())
	if word := standingWord(st); word != "" {
		icon, tone := standingState(st).Mark()
		head.Add(parts.NewIcon(icon, 14, tone))
		head.Add(parts.NewText(word, look.TextLabel, tone, false))
	}
	inside := parts.Dock(parts.Stack(0, parts.High(22, head), o.figure(i, v, target)), nil, nil, nil, o.picture(i, v, target))
	return parts.Dock(nil, parts.NewHairline(), nil, parts.NewUpright(1), parts.Inset(9, 12, 6, 16, inside))
}

// figure is the one number, with what it rests on.
func (o *overview) figure(i indicators.Indicator, v indicators.Value, target indicators.Target) fyne.CanvasObject {
	if !v.Known {
		return parts.High(30, parts.Row(6, parts.Figure("–").Toned(look.Ink3)))
	}
	row := parts.Row(5, parts.Figure(number(i, v.Value)), parts.Second(unit(i)), parts.Gap())
	if target.Set {
		row.Add(parts.Label(lang.L("target {{.Value}}", map[string]any{"Value": short(i, target.Value)})))
	}
	return parts.Stack(0, parts.High(30, row), parts.High(17, parts.Label(restsOn(i, v)).Cutting()))
}

// picture is the trend, or why there is none.
func (o *overview) picture(i indicators.Indicator, v indicators.Value, target indicators.Target) fyne.CanvasObject {
	if !v.Known {
		why := parts.NewParagraph(o.s.say(v.Why), look.TextLabel, look.Ink2)
		return parts.Stack(0, why)
	}
	c := o.s.trendChart(i, o.trend, o.run, false)
	c.Most = 2
	c.Least = fyne.NewSize(120, 44)
	if target.Set {
		c.Rules = append(c.Rules, parts.ChartRule{At: inUnit(i, target.Value), Level: true, Tone: look.GoodM})
	}
	c.OnTapped = func(int, int) { o.s.open(newPage(o.s, i)) }
	return c
}

// trendChart draws how an indicator went over the periods of a run, one line
// for each side.
func (s *Screen) trendChart(i indicators.Indicator, g grid, run []indicators.Period, large bool) *parts.LineChart {
	var series []parts.ChartSeries
	sides := g.sides()
	for _, side := range sides {
		line := g.line(i, side, run, s.extent, large)
		line.Dots = large && len(run) <= 12
		if len(sides) == 1 {
			line.Tone, line.Ink, line.Dashed = look.Accent, look.Accent, false
		}
		if n := len(line.Points); large && n > 0 {
			line.Name = houseName(people.OrganisationKind(side)) + " " + number(i, outOf(i, line.Points[n-1].Y))
		}
		series = append(series, line)
	}
	if t := s.targets.On(i.Key, run[len(run)-1].Until-1); large && t.Set {
		series = append(series, targetLine(i, t, len(run)))
	}
	c := parts.NewLineChart(series...)
	c.XTicks = s.runTicks(run, large)
	c.Tell = func(at, point int) string {
		if at >= len(sides) {
			return series[at].Name
		}
		p := int(series[at].Points[point].X)
		v := i.Of(g.at(sides[at], p))
		text := s.tick(run[p]) + "  " + houseName(people.OrganisationKind(sides[at])) + " " + short(i, v.Value)
		if l := likely(i, v); l != "" {
			text += lang.L(", ") + l
		}
		return text
	}
	return c
}

// targetLine is the target from end to end, with its name where the lines end.
func targetLine(i indicators.Indicator, t indicators.Target, n int) parts.ChartSeries {
	y := inUnit(i, t.Value)
	return parts.ChartSeries{Name: lang.L("target {{.Value}}", map[string]any{"Value": number(i, t.Value)}), Tone: look.GoodM, Ink: look.Good, Dashed: true, Thin: true,
		Points: []parts.ChartPoint{{X: 0, Y: y}, {X: float64(n - 1), Y: y}}}
}

// runTicks names the first period and some after it.
func (s *Screen) runTicks(run []indicators.Period, large bool) []parts.ChartTick {
	step := max(len(run)/3, 1)
	if large {
		step = max(len(run)/12, 1)
	}
	var out []parts.ChartTick
	for p := len(run) - 1; p >= 0; p -= step {
		out = append(out, parts.ChartTick{At: float64(p), Word: s.tick(run[p])})
	}
	return out
}
