package certificates

import (
	"context"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/qa/interval"
	"shifu/training/certificate"
)

// rate is the certified rate as it is looked at.
type rate struct {
	day   certificate.Day    // that is looked at
	skill string             // empty: what duty asks
	first certificate.Day    // from which on the year is looked at
	lines []certificate.Line // by organisation, for each day of it
	on    []certificate.Line // for the day alone
	table *parts.Table
	field *parts.Entry
	wrong bool
}

// weeks is how far back the chart looks from yesterday.
const weeks = 52

// week is the rate of seven days: all agents' days together, since on one day a
// team more or less is on duty.
type week struct {
	certified, onDuty int
	last              certificate.Day // with anybody on duty
}

func (w week) share() float64 { return float64(w.certified) / float64(max(w.onDuty, 1)) }

// weekOf adds up the n-th week of the year.
func weekOf(l certificate.Line, n int) (w week) {
	for _, x := range l.Shares[7*n : 7*n+7] {
		w.certified, w.onDuty = w.certified+x.Certified, w.onDuty+x.OnDuty
		if x.OnDuty > 0 {
			w.last = x.Day
		}
	}
	return w
}

// loadRate reads the rate of the year and of the day.
func (s *Screen) loadRate() {
	if s.rate.table == nil {
		s.rate.table = s.rateTable()
	}
	if s.rate.day == 0 {
		s.rate.day = s.today() - 1 // the last whole day
	}
	days := make([]certificate.Day, 7*weeks)
	for i := range days {
		days[i] = s.today() - certificate.Day(7*weeks-i)
	}
	day, skill := s.rate.day, s.rate.skill
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (ls [2][]certificate.Line, err error) {
		if ls[0], err = s.d.Certificates.Rates(ctx, s.d.Actor, days, skill); err != nil {
			return ls, err
		}
		ls[1], err = s.d.Certificates.Rates(ctx, s.d.Actor, []certificate.Day{day}, skill)
		return ls, err
	}, func(ls [2][]certificate.Line, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if s.rate.day != day || s.rate.skill != skill {
			return // another was asked for meanwhile
		}
		s.rate.first, s.rate.lines, s.rate.on = days[0], ls[0], slices.DeleteFunc(ls[1], func(l certificate.Line) bool { return l.Shares[0].OnDuty == 0 })
		s.d.Trace("rate", map[string]any{"day": day.String(), "organisations": len(s.rate.on)})
		if s.tab == tabRate {
			s.show()
		}
	})
}

// step looks at another day.
func (s *Screen) step(by int) { s.look(s.rate.day + certificate.Day(by)) }

func (s *Screen) look(d certificate.Day) {
	if d > s.today() || d <= 0 {
		return
	}
	s.rate.day, s.rate.wrong = d, false
	s.loadRate()
}

// skills are those that programmes certify.
func (s *Screen) skills() []string {
	var out []string
	for _, p := range s.programmes {
		if !slices.Contains(out, p.Skill) {
			out = append(out, p.Skill)
		}
	}
	return out
}

func (s *Screen) rateView() fyne.CanvasObject {
	if len(s.rate.lines) == 0 {
		return parts.Room(0, 0) // being read
	}
	title := parts.Row(8, parts.Strong(lang.L("Certified ÷ on duty")), parts.Label(lang.L("agent days of each week, the last 52 weeks")), parts.Gap(), parts.Label("%"))
	top := parts.Dock(parts.Stack(0, parts.Inset(10, 0, 8, 0, s.rateBar()), parts.High(24, title)), nil, nil, nil, s.rateChart())
	day := parts.Stack(0, parts.NewHairline(), parts.Inset(10, 24, 6, 24, s.dayBar()))
	var table fyne.CanvasObject = s.rate.table
	if len(s.rate.on) == 0 {
		table = parts.Inset(8, 24, 0, 24, parts.Second(lang.L("Nobody was on duty of whom a certificate is asked on that day.")))
	}
	s.rate.table.Refresh()
	below := parts.Dock(day, nil, nil, nil, table)
	return parts.Dock(nil, parts.Fix(0, look.Scaled(232), below), nil, nil, parts.Inset(0, 24, 12, 24, top))
}

// rateBar chooses the skill and says how the rate is counted.
func (s *Screen) rateBar() fyne.CanvasObject {
	all := append([]string{""}, s.skills()...)
	names := append([]string{lang.L("All that duty asks")}, s.skills()...)
	pick := parts.NewSelect(names, slices.Index(all, s.rate.skill), func(i int) { s.rate.skill = all[i]; s.loadRate() }).Wide(180)
	pick.Small = true
	text := lang.L("Certified is who holds every certificate that duty asks of them, valid and not suspended.")
	if s.rate.skill != "" {
		text = lang.L("Of those who are asked for this skill, certified is who holds it, valid and not suspended.")
	}
	return parts.Row(8, parts.Second(lang.L("Skill")), pick, parts.Room(4, 0), parts.Grow(parts.Label(text).Cutting()))
}

// tones of the lines, in their order.
var tones = []struct {
	line, ink look.Token
	dashed    bool
}{{look.Accent, look.Accent, false}, {look.CustomerM, look.Customer, true}, {look.AgentM, look.Agent, false}, {look.NaM, look.Ink3, true}}

func (s *Screen) rateChart() fyne.CanvasObject {
	var series []parts.ChartSeries
	var of []certificate.Line
	for _, l := range s.rate.lines {
		if !slices.ContainsFunc(l.Shares, func(x certificate.Share) bool { return x.OnDuty > 0 }) {
			continue
		}
		series, of = append(series, s.line(l, len(series))), append(of, l)
	}
	c := parts.NewLineChart(series...)
	c.Least, c.Most = fyne.NewSize(300, 140), 5
	c.Scale = scale(series)
	c.Across = chart.Scale{Low: 0, High: weeks - 1}
	for i := 0; i < weeks; i += 8 {
		c.XTicks = append(c.XTicks, parts.ChartTick{At: float64(i), Word: s.short(s.rate.first + certificate.Day(7*i))})
	}
	if at := float64(s.rate.day-s.rate.first)/7 - .5; at >= -.5 && at < weeks {
		c.Rules = []parts.ChartRule{{At: min(max(at, 0), weeks-1), Tone: look.Accent, Ink: look.Accent}}
	}
	c.Tell = func(series, point int) string {
		n := int(c.Series[series].Points[point].X)
		w := weekOf(of[series], n)
		return s.day(s.rate.first+certificate.Day(7*n)) + "  " + of[series].Name + " " + lang.L("{{.Share}} of {{.N}} agent days", map[string]any{"Share": chart.Percent(w.share(), 1), "N": w.onDuty})
	}
	c.OnTapped = func(series, point int) { s.look(weekOf(of[series], int(c.Series[series].Points[point].X)).last) }
	return c
}

// scale is the y axis: from the ten below the lowest point to 100.
func scale(series []parts.ChartSeries) chart.Scale {
	low := 90.0
	for _, l := range series {
		for _, p := range l.Points {
			low = min(low, p.Y)
		}
	}
	return chart.Scale{Low: math.Floor(low/10) * 10, High: 100}
}

func (s *Screen) line(l certificate.Line, n int) parts.ChartSeries {
	t := tones[min(n, len(tones)-1)]
	out := parts.ChartSeries{Tone: t.line, Ink: t.ink, Dashed: t.dashed}
	for i := range weeks {
		w := weekOf(l, i)
		if w.onDuty == 0 {
			continue
		}
		y := 100 * w.share()
		out.Points = append(out.Points, parts.ChartPoint{X: float64(i), Y: y, Low: y, High: y, Few: w.onDuty < interval.Enough})
		out.Name = l.Name + " " + chart.Percent(w.share(), 0)
	}
	return out
}

func (s *Screen) short(d certificate.Day) string {
	if s.d.Settings.Language == words.Chinese {
		return d.UTC().Format("01-02")
	}
	return d.UTC().Format("2 Jan")
}

// shareText is a rate with its interval and n.
func shareText(x certificate.Share) string {
	switch {
	case x.OnDuty == 0:
		return chart.None
	case x.Few():
		return lang.L("{{.N}} of {{.Of}}, too few to tell", map[string]any{"N": x.Certified, "Of": x.OnDuty})
	}
	low, high := x.Interval()
	return lang.L("{{.Share}}, likely {{.Low}} to {{.High}}", map[string]any{"Share": chart.Percent(x.Value(), 1), "Low": chart.Number(100*low, 0), "High": chart.Percent(high, 0)})
}

// dayBar chooses the day of the table.
func (s *Screen) dayBar() fyne.CanvasObject {
	field := parts.NewEntry("2026-11-18").Wide(110)
	field.Small = true
	field.SetText(s.rate.day.String())
	field.SetWrong(s.rate.wrong)
	field.OnSubmitted = func(text string) {
		d, err := indicators.ParseDate(strings.TrimSpace(text))
		if s.rate.wrong = err != nil || d > s.today() || d <= 0; s.rate.wrong {
			field.SetWrong(true)
			return
		}
		s.d.Window.Canvas().Unfocus()
		s.look(d)
	}
	field.OnEscape = func() { s.d.Window.Canvas().Unfocus() }
	s.rate.field = field
	return parts.Row(8, parts.Strong(lang.L("On the day")), parts.NewButton("", parts.Plain, func() { s.step(-1) }).WithIcon("prev").WithKey("←").AsSmall(), field,
		parts.NewButton("", parts.Plain, func() { s.step(1) }).WithIcon("next").WithKey("→").AsSmall(), parts.Gap(), parts.Label(lang.L("A press on the chart chooses its day.")))
}

func (s *Screen) rateTable() *parts.Table {
	return parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Organisation"), Least: 130}, {Title: lang.L("On duty"), Width: 84, Right: true}, {Title: lang.L("Certified"), Width: 84, Right: true},
		{Title: lang.L("Certified rate"), Width: 260}, {Title: lang.L("Who counts"), Width: 200, Yield: 1},
	}, func() int { return len(s.rate.on) }, func(row, column int) parts.Cell { return s.rateCell(s.rate.on[row], column) })
}

func (s *Screen) rateCell(l certificate.Line, column int) parts.Cell {
	x := l.Shares[0]
	switch column {
	case 0:
		return parts.Cell{Text: l.Name, Bold: true}
	case 1:
		return parts.Cell{Text: chart.Count(x.OnDuty), Value: x.OnDuty}
	case 2:
		return parts.Cell{Text: chart.Count(x.Certified), Value: x.Certified}
	case 3:
		c := parts.Cell{Text: shareText(x), Value: x.Value()}
		if !x.Few() {
			c.Bar, c.BarTone = x.Value(), look.Accent
		}
		return c
	}
	if x.Told {
		return parts.Cell{Text: lang.L("by the daily figures"), Tone: look.Ink2}
	}
	return parts.Cell{Text: lang.L("everybody employed"), Tone: look.Ink2}
}
