package rubrics

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa"
)

// sheet is a version to read: how it scores, then section by section every
// question with its weight, class and what each option is worth.
func sheet(v *qa.Version, l words.Language) fyne.CanvasObject {
	column := parts.Stack(0,
		parts.PanelHead(v.Title),
		parts.Room(0, 4),
		modeLines(v, l),
		parts.Room(0, 12), parts.NewHairline())
	total := 0.0
	for i := range v.Sections {
		total += v.Sections[i].Weight.Float()
	}
	for i := range v.Sections {
		column.Add(section(i, &v.Sections[i], total))
	}
	return parts.Scrolling(parts.Inset(16, 24, 24, 24, column))
}

func section(i int, s *qa.Section, total float64) fyne.CanvasObject {
	share := ""
	if total > 0 {
		share = chart.Percent(s.Weight.Float()/total, 0)
	}
	head := parts.Row(0, parts.Fix(look.Scaled(40), 0, parts.Strong(chart.Count(i+1))), parts.Grow(parts.Strong(s.Title).Cutting()),
		parts.Label(lang.L("weight {{.Weight}}", map[string]any{"Weight": s.Weight.String()})), parts.Room(12, 0), parts.Strong(share))
	box := parts.Stack(0, parts.Over(parts.NewPlate(look.Well), parts.High(look.HeightRow, parts.Inset(0, 8, 0, 8, head))))
	for q := range s.Questions {
		box.Add(question(&s.Questions[q]))
		box.Add(parts.NewHairline())
	}
	return box
}

func question(q *qa.Question) fyne.CanvasObject {
	first := parts.Row(8, parts.Fix(look.Scaled(32), 0, parts.Body(q.Ref).Toned(look.Ink2)), parts.Grow(parts.Body(q.Text).Cutting()))
	if p := classPill(q); p != nil {
		first.Add(p)
	}
	first.Add(parts.Label(lang.L("weight {{.Weight}}", map[string]any{"Weight": q.Weight.String()})))
	options := parts.Row(16, parts.Room(look.Scaled(32)-8, 0))
	for _, o := range q.Choices() {
		options.Add(option(o))
	}
	if q.NA {
		options.Add(parts.Label(lang.L("N/A")))
	}
	if q.Evidence {
		options.Add(parts.Gap())
		options.Add(parts.NewPill(lang.L("needs a moment"), parts.StatePlain).WithIcon("flag"))
	}
	lines := parts.Stack(2, first)
	if q.Help != "" {
		lines.Add(parts.Inset(0, 0, 0, look.Scaled(32)+8, parts.NewParagraph(q.Help, look.TextLabel, look.Ink3)))
	}
	lines.Add(options)
	return parts.Inset(8, 8, 8, 8, lines)
}

func option(o qa.Option) fyne.CanvasObject {
	state := parts.StatePartly
	switch {
	case o.Effect == qa.EffectFailAll || o.Effect == qa.EffectFailSection:
		state = parts.StateCritical
	case o.Score.Float() >= 1:
		state = parts.StateGood
	case o.Score.Float() <= 0:
		state = parts.StateBad
	}
	icon, tone := state.Mark()
	worth := chart.Percent(o.Score.Float(), 0)
	switch o.Effect {
	case qa.EffectFailAll:
		worth = lang.L("fails the call")
	case qa.EffectFailSection:
		worth = lang.L("fails the section")
	}
	return parts.Row(4, parts.NewIcon(icon, 12, tone), parts.NewText(o.Label, look.TextLabel, tone, false), parts.Label(worth))
}

func classPill(q *qa.Question) fyne.CanvasObject {
	for _, o := range q.Choices() {
		if o.Effect == qa.EffectFailAll {
			return parts.NewPill(lang.L("Fail-all"), parts.StateCritical)
		}
	}
	switch q.Class {
	case qa.ClassCompliance:
		return parts.NewPill(lang.L("Compliance-critical"), parts.StateWarn)
	case qa.ClassCustomer:
		return parts.NewPill(lang.L("Customer-critical"), parts.StateWarn)
	case qa.ClassBusiness:
		return parts.NewPill(lang.L("Business-critical"), parts.StateWarn)
	}
	return nil
}
