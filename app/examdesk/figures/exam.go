package figures

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/exam/analysis"
)

func (s *Screen) examPage() fyne.CanvasObject {
	all := s.a.Figures()
	table := parts.NewTable([]parts.TableColumn{{Title: lang.L("Figure"), Width: 186}, {Title: lang.L("Value"), Width: 112, Right: true}, {Title: lang.L("95 % interval"), Width: 100, Right: true},
		{Title: lang.L("How to read it"), Least: 120}, {Title: lang.L("Should be"), Width: 116, Yield: 1}}, func() int { return len(all) }, func(row, column int) parts.Cell {
		f, l := all[row], s.d.Settings.Language
		return []parts.Cell{{Text: f.Name.In(l)}, {Text: f.Text(), Bold: true, Value: f.Value}, {Text: f.Interval().In(l), Tone: look.Ink2}, s.readingCell(f.Reading), {Text: f.Reading.Band.In(l), Tone: look.Ink3, Small: true}}[column]
	})
	picture := parts.Dock(parts.Inset(12, 24, 6, 24, parts.Stack(2, parts.Strong(lang.L("Marks, pass mark and the band of one standard error")), s.histogramSays())), nil, nil, nil,
		parts.Inset(0, 24, 12, 24, s.histogram()))
	foot := parts.Stack(0, parts.NewHairline(), parts.Over(parts.NewPlate(look.Well), parts.Inset(8, 24, 8, 24, parts.Row(10, parts.NewIcon("info", 16, look.Ink3), parts.Grow(parts.Body(s.a.Advice().In(s.d.Settings.Language)).Cutting()), s.footNote()))))
	right := parts.FullRow(0, parts.NewUpright(1), parts.Grow(picture))
	return parts.Dock(nil, foot, nil, nil, parts.FullRow(0, parts.Fix(look.Scaled(650), 0, table), parts.Grow(right)))
}

func (s *Screen) footNote() fyne.CanvasObject {
	note := lang.L("Moodle's definitions; n {{.N}}", map[string]any{"N": s.a.N()})
	if !s.a.Same {
		note = lang.L("Questions were drawn: figures by place of the blueprint; n {{.N}}", map[string]any{"N": s.a.N()})
	}
	if s.a.Few() {
		note = lang.L("Too few to tell: n {{.N}}", map[string]any{"N": s.a.N()})
	}
	return parts.Label(note)
}

func (s *Screen) readingCell(r analysis.Reading) parts.Cell {
	switch {
	case r.Verdict == analysis.Unknown:
		return parts.Cell{}
	case s.a.Few():
		return parts.Cell{Text: lang.L("Too few to tell"), Tone: look.Ink3, Small: true}
	}
	return verdictCell(r, s)
}

func verdictCell(r analysis.Reading, s *Screen) parts.Cell {
	state := map[analysis.Verdict]parts.State{analysis.Fine: parts.StateGood, analysis.Watch: parts.StateWarn, analysis.Bad: parts.StateBad}[r.Verdict]
	icon, tone := state.Mark()
	return parts.Cell{Text: r.Word.In(s.d.Settings.Language), Icon: icon, IconTone: tone}
}

func (s *Screen) histogramSays() fyne.CanvasObject {
	facts := []fyne.CanvasObject{parts.Label(lang.L("passed from {{.Points}}", map[string]any{"Points": say.Points(s.a.Cut)}))}
	if s.a.SEM != nil {
		near := 0
		for _, t := range s.a.Totals {
			if s.a.Borderline(t) {
				near++
			}
		}
		facts = append(facts, parts.Label(lang.L("{{.N}} of {{.All}} lie within {{.Band}} of it", map[string]any{"N": near, "All": s.a.N(), "Band": "± " + say.Points(*s.a.SEM)})))
	}
	return parts.Facts(facts...)
}

// histogram shows how many have which marks.
func (s *Screen) histogram() fyne.CanvasObject {
	var groups []parts.BarGroup
	for _, b := range s.a.Histogram() {
		groups = append(groups, parts.BarGroup{Parts: []float64{float64(b.N)}})
	}
	c := parts.NewBarChart(groups, look.Accent)
	c.On = &parts.BarScale{Across: chart.Scale{Low: 0, High: s.a.Most}, Rules: []parts.ChartRule{{At: s.a.Cut, Word: lang.L("Pass mark"), Tone: look.Ink, Ink: look.Ink}}}
	step := chart.Step(s.a.Most, 8)
	for _, v := range chart.Ticks(0, s.a.Most, 8) {
		c.On.Ticks = append(c.On.Ticks, parts.ChartTick{At: v, Word: chart.Tick(v, step)})
	}
	if s.a.SEM != nil {
		c.On.Shade = chart.Scale{Low: s.a.Cut - *s.a.SEM, High: s.a.Cut + *s.a.SEM}
	}
	return c
}
