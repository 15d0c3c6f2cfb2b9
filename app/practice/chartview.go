package practice

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	engine "shifu/routing/practice"
)

// chartView is the demand of the project that is looked at, and below it the
// days of a longer session.
type chartView struct {
	r       *room
	title   *parts.Text
	demand  *parts.DemandChart
	strip   *parts.WeekStrip
	drawn   []engine.Point
	of      string
	content *fyne.Container
}

func newChartView(r *room) *chartView {
	c := &chartView{r: r, title: parts.Strong(""), demand: parts.NewDemandChart(), strip: parts.NewWeekStrip(look.AgentM, look.CustomerM)}
	c.demand.CarriedWord, c.demand.PlannedWord = lang.L("What the people there can take"), lang.L("original forecast")
	c.demand.Tell = c.tell
	legend := []fyne.CanvasObject{swatch(look.AgentM, lang.L("got through")), swatch(look.WarnM, lang.L("lost")), swatch(look.NaM, lang.L("original forecast")), swatch(look.Accent, lang.L("new forecast, 80 % band"))}
	head := parts.Row(12, append([]fyne.CanvasObject{c.title, parts.Gap()}, legend...)...)
	c.content = parts.Stack(0, parts.Inset(8, 16, 0, 16, parts.High(22, head)), parts.Inset(2, 16, 4, 16, parts.Fix(0, look.Scaled(176), c.demand)))
	if r.p.session.Scenario().Length > engine.Day {
		names := parts.Stack(2, parts.Strong(lang.L("The days")), parts.Row(8, swatch(look.AgentM, "95598"), swatch(look.CustomerM, lang.L("insurance"))))
		c.content.Add(parts.NewHairline())
		c.content.Add(parts.Inset(4, 16, 2, 16, parts.Row(16, parts.Fix(look.Scaled(130), 0, names), parts.Grow(c.strip))))
	}
	return c
}

func swatch(tone look.Token, word string) fyne.CanvasObject {
	dot := parts.NewPlate(tone)
	dot.Radius, dot.Least = 2, fyne.NewSize(10, 8)
	return parts.Row(5, dot, parts.Label(word))
}

func (c *chartView) show() {
	pic := c.r.pic
	now := float64(pic.frame.At-pic.from) / float64(engine.Quarter)
	if len(pic.chart) > 0 && (c.of != c.r.of || len(c.drawn) == 0 || &c.drawn[0] != &pic.chart[0]) {
		c.drawn, c.of = pic.chart, c.r.of
		c.draw()
	}
	c.demand.SetNow(now)
}

func (c *chartView) draw() {
	pic := c.r.pic
	c.title.Set(lang.L("{{.Project}}, calls a quarter of an hour", map[string]any{"Project": c.r.name(c.r.of)}))
	c.demand.Points = make([]parts.DemandPoint, len(c.drawn))
	for i, p := range c.drawn {
		c.demand.Points[i] = parts.DemandPoint{Planned: p.Planned, Actual: p.Actual, Lost: p.Lost, New: p.New, Low: p.Low, High: p.High, Carried: p.Carried}
	}
	c.demand.Ticks = nil
	begins := c.r.p.session.Scenario().Begins
	for i := range c.drawn {
		if at := begins + c.drawn[i].At; at%(2*time.Hour) == 0 {
			c.demand.Ticks = append(c.demand.Ticks, parts.ChartTick{At: float64(i), Word: hour(at)})
		}
	}
	c.demand.Marks = c.marks()
	c.demand.Refresh()
	c.days(pic)
}

// marks are what happened and which tiers were opened in the shown stretch.
func (c *chartView) marks() []parts.DemandMark {
	pic := c.r.pic
	var out []parts.DemandMark
	begins := c.r.p.session.Scenario().Begins
	for i := len(pic.frame.Log) - 1; i >= 0; i-- {
		l := pic.frame.Log[i]
		at := float64(l.At-pic.from) / float64(engine.Quarter)
		if at < 0 || len(out) > 7 {
			continue
		}
		switch {
		case l.Event != nil && l.Event.What != engine.Notice && !l.Event.Silent:
			out = append(out, parts.DemandMark{At: at, Word: hour(begins+l.At) + " " + c.r.lineText(l), Tone: look.WarnM, Ink: look.Warn})
		case l.Order != nil && l.Order.Deed == engine.OpenTier:
			out = append(out, parts.DemandMark{At: at, Word: hour(begins+l.At) + " " + c.r.lineText(l), Tone: look.Ink3, Ink: look.Ink2})
		}
	}
	return out
}

func (c *chartView) tell(i int) string {
	p := c.drawn[i]
	text := hour(c.r.p.session.Scenario().Begins+p.At) + "  "
	if !math.IsNaN(p.Actual) {
		return text + lang.L("{{.N}} came, {{.Lost}} lost, {{.Planned}} planned", map[string]any{"N": chart.Number(p.Actual, 0), "Lost": chart.Number(p.Lost, 0), "Planned": chart.Number(p.Planned, 0)})
	}
	return text + lang.L("likely {{.Low}} to {{.High}}, {{.Planned}} planned", map[string]any{"Low": chart.Number(p.Low, 0), "High": chart.Number(p.High, 0), "Planned": chart.Number(p.Planned, 0)})
}

func (c *chartView) days(pic picture) {
	if len(pic.days) == 0 {
		return
	}
	days := make([]parts.StripDay, len(pic.days))
	for i, d := range pic.days {
		days[i] = parts.StripDay{Word: weekday(d.Weekday), First: d.Callers, Now: d.Day == pic.frame.Day}
		if days[i].Now {
			days[i].Word += lang.L(", now")
		}
		if i < len(pic.later) {
			days[i].Later = pic.later[i].Callers
			if pic.later[i].NeedsAll && (i == 0 || !pic.later[i-1].NeedsAll) {
				days[i].Mark = lang.L("people back before {{.Day}}", map[string]any{"Day": weekday(d.Weekday)})
			}
		}
	}
	c.strip.Set(days)
}
