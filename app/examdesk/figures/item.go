package figures

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/exam/analysis"
)

// series are the tones of the options of a question, the key's first.
var series = []struct{ line, ink look.Token }{{look.Accent, look.Accent}, {look.CustomerM, look.Customer}, {look.AgentM, look.Agent}, {look.NaM, look.Ink3}}

// showItem shows the chosen question: how its options were chosen, and by whom.
func (s *Screen) showItem() {
	it := s.item(max(s.items.Chosen(), 0))
	s.panel.Objects = nil
	if it == nil {
		s.panel.Refresh()
		return
	}
	text := parts.NewParagraph(it.Question.Text, look.TextBody, look.Ink)
	text.Width, text.Most = look.Scaled(itemPanelWidth-36), 6
	box := parts.Stack(0, parts.Facts(parts.Strong(lang.L("Question {{.N}}", map[string]any{"N": it.Number})), parts.Label(say.Kind(s.d.Settings.Language, it.Question.Kind)), parts.Label(it.Question.Tags.Point)),
		parts.Room(0, 4), text, parts.Room(0, 10))
	for _, f := range s.itemFacts(it) {
		box.Add(parts.FactLine(f))
	}
	for _, f := range it.Flags(s.a.Alpha) {
		box.Add(parts.Inset(8, 0, 0, 0, s.flagLine(f)))
	}
	box.Add(parts.Room(0, 10))
	if it.Picked == nil {
		box.Add(parts.Label(lang.L("This kind has no options to look at.")))
	} else {
		s.addOptions(box, it)
	}
	s.panel.Objects = []fyne.CanvasObject{parts.Inset(12, 18, 18, 18, box)}
	s.panel.Refresh()
}

func (s *Screen) itemFacts(it *analysis.Item) []parts.Fact {
	facts := []parts.Fact{{Label: lang.L("Facility"), Value: say.Maybe(percent(it.Facility), 0) + " %", Note: lang.L("likely {{.Range}}, n {{.N}}", map[string]any{"Range": say.LikelyShare(it.Share), "N": it.N}), Strong: true}}
	if it.Pull != nil {
		facts = append(facts, parts.Fact{Label: lang.L("Correlation"), Value: chart.Number(it.Pull.Value, 2), Note: lang.L("likely {{.Range}}", map[string]any{"Range": say.Likely(it.Pull, 2)}), Strong: true})
	}
	if it.Guess > 0 {
		facts = append(facts, parts.Fact{Label: lang.L("By guessing"), Value: chart.Percent(it.Guess, 0)})
	}
	if it.Picked != nil {
		facts = append(facts, parts.Fact{Label: lang.L("Distractors"), Value: lang.L("{{.N}} at work", map[string]any{"N": it.Picked.Functioning})})
	}
	return facts
}

func percent(x *float64) *float64 {
	if x == nil {
		return nil
	}
	v := 100 * *x
	return &v
}

// flagLine says in a sentence what a flag means, and what to do.
func (s *Screen) flagLine(f analysis.Flag) fyne.CanvasObject {
	icon, tone := "tri", look.Warn
	if f.Grave() {
		icon, tone = "xcircle", look.Bad
	}
	p := parts.NewParagraph(f.Sentence().In(s.d.Settings.Language), look.TextLabel, look.Ink)
	p.Width = look.Scaled(itemPanelWidth - 64)
	line := parts.Stack(4, parts.FullRow(6, parts.NewIcon(icon, 16, tone), parts.Grow(p)))
	if f == analysis.WrongKey {
		line.Add(parts.Row(0, parts.Room(22, 0), parts.NewLink(lang.L("Change a key"), func() { s.d.Go(desk.Route{Place: desk.ExamRegrade, ID: s.id}) })))
	}
	return line
}

// addOptions lists the options with count, share and correlation, and draws
// which score group chose which.
func (s *Screen) addOptions(box *fyne.Container, it *analysis.Item) {
	box.Add(parts.Row(8, parts.Grow(parts.Label(lang.L("Option"))), fixed(parts.Label(lang.L("Picked by")), 60), fixed(parts.Label(lang.L("Share")), 44), fixed(parts.Label("r"), 46)))
	box.Add(parts.NewHairline())
	for i, o := range it.Picked.Options {
		right := it.Question.Options[i].Fraction > 0
		name := parts.Body(say.Letter(i) + "  " + it.Question.Options[i].Text).Cutting()
		icon, tone := "ring", look.Ink3
		if right {
			name = parts.Strong(say.Letter(i) + "  " + it.Question.Options[i].Text).Cutting()
			icon, tone = "okcircle", look.Good
		}
		box.Add(parts.High(28, parts.Row(8, parts.NewIcon(icon, 14, tone), parts.Grow(name), fixed(parts.Second(chart.Count(o.Count)), 60), fixed(parts.Second(chart.Percent(o.Proportion, 0)), 44),
			fixed(parts.Second(say.Maybe(o.Correlation, 2)), 46))))
	}
	if it.Picked.Nothing > 0 {
		box.Add(parts.Label(lang.L("without an answer: {{.N}}", map[string]any{"N": it.Picked.Nothing})))
	}
	box.Add(parts.Room(0, 10))
	box.Add(parts.Strong(lang.L("Who chose what, by total from low to high")))
	box.Add(parts.Label(lang.L("groups of {{.N}} people; the key should rise, the others fall", map[string]any{"N": it.Picked.Groups[0]})))
	box.Add(parts.Fix(0, look.Scaled(150), traceChart(it)))
	box.Add(parts.Room(0, 24)) // names of options that end at 0 stand below the chart
}

func fixed(t *parts.Text, width float32) fyne.CanvasObject {
	return parts.Fix(look.Scaled(width), 0, t.Trailing())
}

// traceChart draws for each option the share of a score group that chose it.
func traceChart(it *analysis.Item) fyne.CanvasObject {
	c := parts.NewLineChart()
	c.Scale = chart.Scale{Low: 0, High: 1}
	c.Format = func(v, _ float64) string { return chart.Percent(v, 0) }
	other := 0
	for o, shares := range it.Picked.Trace {
		tone := series[0]
		line := parts.ChartSeries{Name: say.Letter(o), Dots: true}
		if it.Question.Options[o].Fraction <= 0 {
			other++
			tone = series[min(other, len(series)-1)]
			line.Dashed, line.Thin = true, true
		}
		line.Tone, line.Ink = tone.line, tone.ink
		for g, v := range shares {
			line.Points = append(line.Points, parts.ChartPoint{X: float64(g), Y: v, Low: v, High: v, Few: it.Picked.Groups[g] < 10})
		}
		c.Series = append(c.Series, line)
	}
	for g := range it.Picked.Groups {
		c.XTicks = append(c.XTicks, parts.ChartTick{At: float64(g), Word: chart.Count(g + 1)})
	}
	return c
}
