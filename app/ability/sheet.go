package ability

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/ability"
)

func (s *Screen) say(t words.Text) string { return t.In(s.d.Settings.Language) }

// minePage is one's own sheet over the whole width.
func (s *Screen) minePage() fyne.CanvasObject {
	i := slices.IndexFunc(s.sheets, func(x ability.Sheet) bool { return x.PersonID == s.d.Actor.PersonID })
	if i < 0 {
		return parts.EmptyState("person", lang.L("No sheet yet"), lang.L("It is drawn once you take calls: from evaluations, exams, certificates and figures."), nil)
	}
	return container.NewVScroll(parts.Inset(16, 24, 24, 24, parts.Row(0, parts.Fix(look.Scaled(560), 0, s.sheet(&s.sheets[i], look.Scaled(560))), parts.Gap())))
}

// sheet is everything that is known of a person.
func (s *Screen) sheet(x *ability.Sheet, wide float32) fyne.CanvasObject {
	all := parts.Stack(0, parts.PanelHead(x.Name), parts.Label(cmp.Or(x.Team, x.Organisation)), parts.Room(0, 8), s.axes(x))
	part := func(title string, lines ...fyne.CanvasObject) {
		if len(lines) == 0 {
			return
		}
		all.Add(parts.Inset(10, 0, 10, 0, parts.NewHairline()))
		all.Add(parts.Strong(title))
		all.Add(parts.Room(0, 4))
		for _, l := range lines {
			all.Add(l)
		}
	}
	if s.post >= 0 && s.tab == tabPeople {
		part(s.posts[s.post].Name, s.wishes(x)...)
	}
	part(lang.L("Quality score"), s.scoreLines(x)...)
	part(lang.L("Figures of the last 90 days"), s.figureLines(x)...)
	part(lang.L("Exams"), s.markLines(x.Exams)...)
	part(lang.L("Role-play"), s.markLines(x.Practice)...)
	part(lang.L("Certificates"), s.certificateLines(x)...)
	note := parts.NewParagraph(lang.L("Results: 50 + 10 x the mean distance from the own project. Expertise: exams and role-play, each counting half after 30 days. Scores older than 90 days don't count."), look.TextLabel, look.Ink3)
	note.Width = wide
	all.Add(parts.Room(0, 12))
	all.Add(note)
	return all
}

// axes are results and expertise side by side.
func (s *Screen) axes(x *ability.Sheet) fyne.CanvasObject {
	axis := func(word, value, note string) fyne.CanvasObject {
		return parts.Grow(parts.Stack(0, parts.Label(word), parts.Figure(value), parts.Label(note)))
	}
	results, basis := chart.None, lang.L("too little to tell")
	if x.Basis > 0 {
		results, basis = chart.Number(x.Results, 0), lang.L("from {{.N}} figures", map[string]any{"N": x.Basis})
	}
	expertise, proofs := chart.None, lang.L("no exam yet")
	if x.Proofs > 0 {
		expertise, proofs = chart.Number(x.Expertise, 0), lang.L("{{.Tier}}, {{.N}} marks", map[string]any{"Tier": tierName(ability.TierOf(x.Expertise)), "N": x.Proofs})
	}
	return parts.FullRow(8, axis(lang.L("Results"), results, basis), axis(lang.L("Expertise"), expertise, proofs))
}

func (s *Screen) wishes(x *ability.Sheet) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, n := range s.needs(x) {
		icon, tone := "okcircle", look.Good
		switch n.Answer {
		case ability.Unmet:
			icon, tone = "xcircle", look.Bad
		case ability.Unknown:
			icon, tone = "ring", look.Ink3
		}
		out = append(out, parts.High(24, parts.Row(6, parts.NewIcon(icon, 13, tone), parts.Grow(parts.Second(s.say(n.Wish)).Cutting()))))
	}
	return out
}

// line is a name with a value and what it rests on.
func line(name, value, rests string) fyne.CanvasObject {
	return parts.High(24, parts.Row(8, parts.Grow(parts.Second(name).Cutting()), parts.NewText(value, look.TextBody, look.Ink, true), parts.Fix(look.Scaled(150), 0, parts.Label(rests).Trailing())))
}

func likely(e ability.Evidence) string {
	if e.Few {
		return lang.L("n {{.N}}, too few", map[string]any{"N": e.N})
	}
	return lang.L("n {{.N}}, {{.Low}} to {{.High}}", map[string]any{"N": e.N, "Low": chart.Number(e.Low, 0), "High": chart.Number(e.High, 0)})
}

func (s *Screen) scoreLines(x *ability.Sheet) []fyne.CanvasObject {
	if x.Quality.N == 0 {
		return []fyne.CanvasObject{parts.Label(lang.L("Nothing was evaluated in the last 90 days."))}
	}
	out := []fyne.CanvasObject{line(lang.L("All calls"), chart.Number(x.Quality.Value, 1), likely(x.Quality))}
	for _, e := range x.Lines {
		out = append(out, line(e.Word, chart.Number(e.Value, 1), likely(e)))
	}
	return out
}

func (s *Screen) figureLines(x *ability.Sheet) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, e := range x.Indicators {
		i, _ := indicators.ByKey(e.Indicator)
		value := chart.Number(e.Value, 1)
		switch i.Unit {
		case indicators.Rate, indicators.Share:
			value = chart.Percent(e.Value, 1)
		case indicators.SecondsEach:
			value = lang.L("{{.N}} s", map[string]any{"N": chart.Number(e.Value, 0)})
		}
		rests := lang.L("n {{.N}}", map[string]any{"N": chart.Count(e.N)})
		if e.HasZ {
			rests = lang.L("{{.What}}, {{.More}}", map[string]any{"What": rests, "More": compared(e.Z)})
		}
		out = append(out, line(s.say(e.Name), value, rests))
	}
	return out
}

// compared says how a figure stands against the own project.
func compared(z float64) string {
	switch {
	case z >= 1:
		return lang.L("clearly better")
	case z <= -1:
		return lang.L("to be worked on")
	}
	return lang.L("as the others")
}

func (s *Screen) markLines(es []ability.Evidence) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, e := range es {
		if i == 6 {
			break
		}
		out = append(out, line(e.Word, chart.Number(e.Value, 0)+" %", s.d.Day(e.At)))
	}
	return out
}

func (s *Screen) certificateLines(x *ability.Sheet) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, c := range x.Certificates {
		icon, tone, note := "ring", look.Ink3, lang.L("not held")
		if c.Until > 0 {
			icon, tone, note = "xcircle", look.Bad, lang.L("until {{.Date}}", map[string]any{"Date": s.d.Day(c.Until.In(s.d.Zone))})
		}
		if c.Valid {
			icon, tone = "okcircle", look.Good
		}
		out = append(out, parts.High(24, parts.Row(6, parts.NewIcon(icon, 13, tone), parts.Grow(parts.Second(c.Name).Cutting()), parts.Label(note))))
	}
	return out
}
