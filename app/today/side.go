package today

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/interval"
)

// sideBlocks are the right panel: the trend, organisations side by side, the
// people whose scores are lowest, the state of the workspace.
func (s *Screen) sideBlocks() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, b := range []fyne.CanvasObject{s.trendBlock(), s.aimBlock(), s.passBlock(), s.progressBlock(), s.houseBlock(), s.lowBlock(), s.careBlock()} {
		if b == nil {
			continue
		}
		if len(out) > 0 {
			out = append(out, parts.NewHairline())
		}
		out = append(out, parts.Inset(16, 24, 16, 24, b))
	}
	return out
}

func (s *Screen) trendTitle() string {
	agent, team := whose(s.d.Actor)
	switch {
	case agent != "":
		return lang.L("My quality score")
	case leads(s.d.Actor):
		return lang.L("In-house and vendors")
	case team != "":
		return lang.L("My team's quality score")
	}
	return lang.L("Quality score of all I see")
}

func (s *Screen) trendBlock() fyne.CanvasObject {
	if !s.loaded {
		return nil
	}
	head := parts.Row(8, parts.Grow(parts.PanelHead(s.trendTitle()).Cutting()), parts.NewLink(lang.L("Read the evaluations"), func() { s.d.Go(desk.Route{Place: desk.Scores}) }))
	last, any := latest(s.f.months)
	if !any && len(s.f.vendors) > 0 {
		last, any = latest(s.f.vendors)
	}
	if !any {
		say := parts.NewParagraph(lang.L("No scored call in twelve months. The line begins with the first evaluation."), look.TextLabel, look.Ink2)
		return parts.Stack(8, head, say)
	}
	figure := parts.Row(8, parts.Figure(chart.Number(*last.Mean, 1)), parts.Second(s.monthFacts(last)))
	return parts.Stack(6, head, figure, s.trendChart(), s.hollowNote())
}

// latest is the newest month with a score.
func latest(ms []qa.Month) (qa.Month, bool) {
	for i := len(ms) - 1; i >= 0; i-- {
		if ms[i].Mean != nil {
			return ms[i], true
		}
	}
	return qa.Month{}, false
}

func (s *Screen) monthWord(m qa.Month) string {
	if s.d.Settings.Language == words.Chinese {
		return m.Start.In(s.d.Zone).Format("1 月")
	}
	return m.Start.In(s.d.Zone).Format("Jan")
}

// monthFacts names n and the interval of a month's mean.
func (s *Screen) monthFacts(m qa.Month) string {
	facts := map[string]any{"Month": s.monthWord(m), "N": m.N}
	if m.N < interval.Enough {
		return lang.L("{{.Month}}, n {{.N}}: too few to tell", facts)
	}
	h := half(m)
	facts["Low"], facts["High"] = chart.Number(*m.Mean-h, 1), chart.Number(math.Min(*m.Mean+h, 100), 1)
	return lang.L("{{.Month}}, n {{.N}}, likely {{.Low}} to {{.High}}", facts)
}

func (s *Screen) trendChart() fyne.CanvasObject {
	sides := leads(s.d.Actor)
	first := line(s.f.months, look.Accent, look.Accent, false)
	all := []parts.ChartSeries{first}
	months := [][]qa.Month{s.f.months}
	if sides {
		second := line(s.f.vendors, look.CustomerM, look.Customer, true)
		all[0].Name, second.Name = s.endName(lang.L("in-house"), s.f.months), s.endName(lang.L("vendors"), s.f.vendors)
		all, months = append(all, second), append(months, s.f.vendors)
	}
	c := parts.NewLineChart(append(all, bands(s.f.months)...)...)
	c.Least = fyne.NewSize(200, 150)
	c.XTicks = s.ticks()
	c.Tell = func(series, point int) string {
		if series >= len(months) {
			return "" // a band has the points of the first line
		}
		m := months[series][int(all[series].Points[point].X)]
		return fmt.Sprintf("%s  %s", chart.Number(*m.Mean, 1), s.monthFacts(m))
	}
	c.OnTapped = func(int, int) { s.d.Go(desk.Route{Place: desk.Scores}) }
	return c
}

// endName is what stands at the end of a line.
func (s *Screen) endName(name string, ms []qa.Month) string {
	m, ok := latest(ms)
	if !ok {
		return ""
	}
	return name + " " + chart.Number(*m.Mean, 1)
}

// line is the months as a series: hollow dots where there are too few.
func line(ms []qa.Month, tone, ink look.Token, dashed bool) parts.ChartSeries {
	out := parts.ChartSeries{Tone: tone, Ink: ink, Dashed: dashed, Dots: true}
	for i, m := range ms {
		if m.Mean == nil {
			continue
		}
		out.Points = append(out.Points, parts.ChartPoint{X: float64(i), Y: *m.Mean, Few: m.N < interval.Enough})
	}
	return out
}

// bands are the intervals of months that tell something, one series for each
// run of them: where there are too few the band is broken.
func bands(ms []qa.Month) []parts.ChartSeries {
	var out []parts.ChartSeries
	var run []parts.ChartPoint
	end := func() {
		if len(run) > 1 {
			out = append(out, parts.ChartSeries{Tone: look.Accent, Ink: look.Accent, Thin: true, Points: run})
		}
		run = nil
	}
	for i, m := range ms {
		if m.Mean == nil || m.N < interval.Enough {
			end()
			continue
		}
		h := half(m)
		run = append(run, parts.ChartPoint{X: float64(i), Y: *m.Mean, Low: math.Max(*m.Mean-h, 0), High: math.Min(*m.Mean+h, 100)})
	}
	end()
	return out
}

// ticks name every third month of the axis.
func (s *Screen) ticks() []parts.ChartTick {
	ms := s.f.months
	if len(ms) == 0 {
		ms = s.f.vendors
	}
	var out []parts.ChartTick
	for i := len(ms) - 1; i >= 0; i -= 3 {
		out = append(out, parts.ChartTick{At: float64(i), Word: s.monthWord(ms[i])})
	}
	return out
}

func (s *Screen) hollowNote() fyne.CanvasObject {
	few := false
	for _, ms := range [][]qa.Month{s.f.months, s.f.vendors} {
		for _, m := range ms {
			few = few || m.N > 0 && m.N < interval.Enough
		}
	}
	if !few {
		return parts.Room(0, 0)
	}
	return parts.Row(6, parts.NewIcon("ring", 12, look.Accent), parts.Label(lang.L("Hollow: fewer than 10 evaluations, too few to tell")))
}

// houseBlock sets the organisations side by side.
func (s *Screen) houseBlock() fyne.CanvasObject {
	if len(s.f.houses) == 0 {
		return nil
	}
	box := parts.Stack(0, parts.Row(8, parts.PanelHead(lang.L("Organisations")), parts.Second(lang.L("last three months"))), parts.Room(0, 6))
	for _, h := range s.f.houses {
		box.Add(meanRow(h.org.Name, h.last))
	}
	return box
}

// meanRow is a name with mean, interval and n.
func meanRow(name string, m qa.Month) fyne.CanvasObject {
	row := parts.Row(8, parts.Grow(parts.Body(name).Cutting()))
	switch {
	case m.Mean == nil:
		row.Add(parts.Label(lang.L("no score yet")))
		return parts.High(28, row)
	case m.N < interval.Enough:
		row.Add(parts.NewPill(lang.L("Too few to tell"), parts.StateFew))
	default:
		h := half(m)
		row.Add(parts.NewInterval(chart.Scale{Low: 60, High: 100}, *m.Mean, *m.Mean-h, *m.Mean+h))
	}
	row.Add(parts.Fix(look.Scaled(38), 0, parts.Strong(chart.Number(*m.Mean, 1)).Trailing()))
	row.Add(parts.Fix(look.Scaled(46), 0, parts.Label(lang.L("n {{.N}}", map[string]any{"N": m.N})).Trailing()))
	return parts.High(28, row)
}

// lowBlock is a supervisor's or mentor's people, the lowest first.
func (s *Screen) lowBlock() fyne.CanvasObject {
	if len(s.f.low) == 0 {
		return nil
	}
	box := parts.Stack(0, parts.Row(8, parts.PanelHead(lang.L("My people")), parts.Second(lang.L("last {{.N}} days", map[string]any{"N": lowDays}))), parts.Room(0, 6))
	for i, l := range s.f.low {
		if i == 6 {
			break
		}
		box.Add(meanRow(l.who.Name, l.last))
	}
	return box
}

// progressBlock is how far a reviewer's day is.
func (s *Screen) progressBlock() fyne.CanvasObject {
	all := s.f.done + len(s.f.tasks)
	if all == 0 {
		return nil
	}
	risky, today := 0, 0
	for _, t := range s.f.tasks {
		if t.Risk {
			risky++
		}
		if !t.DueAt.IsZero() && t.DueAt.Before(s.d.Midnight().AddDate(0, 0, 1)) {
			today++
		}
	}
	count := func(n int) map[string]any { return map[string]any{"N": n} }
	head := parts.Row(8, parts.PanelHead(lang.L("My day")), parts.Gap(), parts.NewLink(lang.L("Open the queue"), func() { s.d.Go(desk.Route{Place: desk.Review}) }))
	figure := parts.Row(8, parts.Figure(chart.Count(s.f.done)), parts.Second(lang.L("of {{.N}} scored", count(all))))
	facts := parts.Facts(parts.Second(lang.L("due today: {{.N}}", count(today))), parts.Second(lang.L("with a risk: {{.N}}", count(risky))))
	return parts.Stack(6, head, figure, parts.NewProgressLine(float64(s.f.done)/float64(all), 100), facts)
}

// careBlock is the state of the workspace for its administrator.
func (s *Screen) careBlock() fyne.CanvasObject {
	c := s.f.care
	if !c.shown {
		return nil
	}
	box := parts.Stack(0, parts.Row(8, parts.PanelHead(lang.L("Workspace")), parts.Gap(),
		parts.NewLink(lang.L("Open the settings"), func() { s.d.Go(desk.Route{Place: desk.Settings, ID: "workspace"}) })), parts.Room(0, 6))
	add := func(label, value string) { box.Add(parts.FactLine(parts.Fact{Label: label, Value: value})) }
	add(lang.L("People"), chart.Count(c.persons))
	if s.d.Keeping == nil {
		return box
	}
	if s.d.Actor.May(people.KeepWorkspace) {
		add(lang.L("Back-up"), s.d.Moment(c.backedUp))
	}
	if s.d.Actor.May(people.ReadAudit) {
		add(lang.L("Audit log"), lang.L("today: {{.N}}", map[string]any{"N": c.acts}))
	}
	return box
}
