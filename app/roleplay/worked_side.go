package roleplay

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

// side is the sum of the shift: the score, the time, the endings, what was missed.
func (w *worked) side() fyne.CanvasObject {
	column := parts.Stack(0, w.score(), parts.Room(0, 12))
	w.addTime(column)
	w.addParts(column)
	w.addEndings(column)
	w.addWeak(column)
	return parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(workedSide), 0, parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(16, 20, 16, 20, column)))))
}

const workedSide = 380

// score is the mean of the calls with its interval.
func (w *worked) score() fyne.CanvasObject {
	s := &w.sum
	if s.Calls == 0 {
		return parts.Second(lang.L("Nothing to score"))
	}
	note := lang.L("mean of {{.N}} calls: too few to tell", map[string]any{"N": s.Calls})
	if s.Half > 0 {
		note = lang.L("mean of {{.N}} calls, likely {{.Low}} to {{.High}}", map[string]any{"N": s.Calls, "Low": chart.Number(max(s.Score-s.Half, 0), 0), "High": chart.Number(min(s.Score+s.Half, 100), 0)})
	}
	column := parts.Stack(2, parts.Row(10, parts.Figure(chart.Number(s.Score, 0)), parts.Gap()), parts.Second(note))
	if w.x.Level == roleplay.Exam {
		text := lang.L("{{.N}} of {{.All}} calls settled by two assessors", map[string]any{"N": s.Marked, "All": s.Calls})
		if s.Marked == s.Calls {
			text = lang.L("Exam settled by two assessors: {{.Mark}}", map[string]any{"Mark": chart.Number(s.Mark, 1)})
		}
		column.Add(parts.Strong(text))
	}
	return column
}

// addTime shows how the time at the seat was spent.
func (w *worked) addTime(column *fyne.Container) {
	s := &w.sum
	all := []struct {
		word string
		took time.Duration
		tone look.Token
	}{{lang.L("duty.talk"), s.Talk, look.AgentM}, {lang.L("duty.hold"), s.Hold, look.CustomerM}, {lang.L("duty.wrap"), s.Wrap, look.Accent}, {lang.L("duty.ready"), s.Ready, look.GoodM}, {lang.L("duty.ring"), s.Ring, look.WarnM}, {lang.L("duty.busy"), s.Busy, look.NaM}}
	var shares []parts.Share
	lines := parts.Stack(0)
	for _, x := range all {
		shares = append(shares, parts.Share{Word: x.word, Count: int(x.took.Seconds()), Tone: x.tone})
		dot := parts.NewPlate(x.tone)
		dot.Radius, dot.Least = 2, fyne.NewSize(10, 8)
		lines.Add(parts.High(22, parts.Row(8, dot, parts.Second(x.word), parts.Gap(), parts.Body(clock(x.took.Truncate(time.Second))))))
	}
	aim := lang.L("aim {{.From}} to {{.To}}", map[string]any{"From": clock(s.Least.Truncate(time.Second)), "To": clock(s.Most.Truncate(time.Second))})
	column.Add(parts.FactRow(parts.Fact{Label: lang.L("AHT"), Value: clock(s.AHT.Truncate(time.Second)), Note: aim, Strong: true}, parts.Fact{Label: lang.L("Occupancy"), Value: chart.Percent(s.Occupancy, 0), Strong: true}))
	column.Add(parts.Room(0, 10))
	column.Add(parts.NewSharesBar(shares...))
	column.Add(parts.Room(0, 4))
	column.Add(lines)
	column.Add(parts.Room(0, 10))
}

// addParts shows what was reached of what could be, over all calls.
func (w *worked) addParts(column *fyne.Container) {
	s := &w.sum
	column.Add(parts.NewHairline())
	column.Add(parts.Room(0, 8))
	for _, x := range []struct {
		word string
		p    roleplay.Part
	}{{lang.L("Compliance"), s.Points}, {lang.L("Work order"), s.Fields}, {lang.L("Knowledge used"), s.Knowhow}} {
		share := chart.None
		if x.p.Of > 0 {
			share = chart.Percent(x.p.Got/x.p.Of, 0)
		}
		column.Add(parts.High(22, parts.Row(8, parts.Second(x.word), parts.Gap(), parts.Label(amount(x.p)), parts.Fix(look.Scaled(48), 0, parts.Strong(share).Trailing()))))
	}
	for _, f := range []struct{ word, value string }{{lang.L("Mood at the end"), chart.Number(s.Mood, 0)}, {lang.L("Forbidden"), n(s.Forbidden)}, {lang.L("Calls that failed"), n(s.Failed)}, {lang.L("Calls missed"), n(s.Missed)},
		{lang.L("Transferred"), w.passed()}, {lang.L("Help of the lead"), w.helps()}} {
		column.Add(parts.High(22, parts.Row(8, parts.Second(f.word), parts.Gap(), parts.Strong(f.value))))
	}
	column.Add(parts.Room(0, 8))
}

// passed are the calls passed on, and how many went to a wrong desk.
func (w *worked) passed() string {
	all := n(w.sum.Passed)
	if w.sum.Misdirected > 0 {
		all = lang.L("{{.N}}, {{.Wrong}} to a wrong desk", map[string]any{"N": w.sum.Passed, "Wrong": w.sum.Misdirected})
	}
	return all
}

// helps are the times the lead was asked, and how long it took of theirs.
func (w *worked) helps() string {
	if w.sum.Helps == 0 {
		return n(0)
	}
	return lang.L("{{.N}}, {{.Time}} in all", map[string]any{"N": w.sum.Helps, "Time": clock(time.Duration(w.sum.Helps) * roleplay.HelpTakes)})
}

// addPassed tells what became of the calls that were passed on.
func (w *worked) addPassed(column *fyne.Container) {
	for _, p := range w.x.Record.Passed {
		column.Add(passedLine(p))
	}
}

// passedLine is a call at its desk: how long it waited, and what came of it.
func passedLine(p duty.Passed) fyne.CanvasObject {
	icon, tone, word := "clock", look.Ink3, lang.L("still waiting")
	switch {
	case p.Taken:
		icon, tone, word = "okcircle", look.Good, lang.L("taken after {{.Time}}", map[string]any{"Time": clock(p.Waited.Truncate(time.Second))})
	case p.Lost:
		icon, tone, word = "xcircle", look.Bad, lang.L("gave up after {{.Time}}", map[string]any{"Time": clock(p.Waited.Truncate(time.Second))})
	}
	return parts.High(24, parts.Row(8, parts.NewIcon(icon, 14, tone), parts.Label(clock(p.At.Truncate(time.Second))), parts.Grow(parts.Second(targetWords.Of(p.To)).Cutting()), parts.Label(word)))
}

// addEndings counts the endings, and tells how the centre did meanwhile.
func (w *worked) addEndings(column *fyne.Container) {
	column.Add(parts.NewHairline())
	column.Add(parts.Room(0, 8))
	for _, e := range roleplay.Endings {
		if count := w.sum.Endings[e]; count > 0 {
			icon, tone := endingState(e).Mark()
			column.Add(parts.High(24, parts.Row(8, parts.NewIcon(icon, 14, tone), parts.Body(endingWords.Of(e)), parts.Gap(), parts.Strong(n(count)))))
		}
	}
	w.addPassed(column)
	column.Add(parts.Room(0, 4))
	meanwhile := parts.NewParagraph(lang.L("The centre meanwhile: {{.Answered}} answered, {{.Lost}} lost, {{.Level}} within 20 s, {{.Peak}} waiting at the most",
		map[string]any{"Answered": w.sum.Answered, "Lost": w.sum.Lost, "Level": chart.Percent(w.sum.Level, 0), "Peak": w.sum.Peak}), look.TextLabel, look.Ink2)
	meanwhile.Width = look.Scaled(workedSide - 44)
	column.Add(meanwhile)
	column.Add(parts.Room(0, 10))
}

// addWeak lists what was missed; a press opens the call where it was.
func (w *worked) addWeak(column *fyne.Container) {
	weak := duty.WeakOf(w.x.Calls)
	if len(weak) == 0 {
		return
	}
	column.Add(parts.NewHairline())
	column.Add(parts.Room(0, 8))
	column.Add(parts.Strong(lang.L("Missed most")))
	for i, x := range weak {
		if i == 6 {
			break
		}
		icon, tone := "xcircle", look.Bad
		if x.Critical {
			icon, tone = "octagon", look.Crit
		}
		row := parts.High(26, parts.Row(8, parts.NewIcon(icon, 14, tone), parts.Grow(parts.Body(x.What.In(w.s.d.Settings.Language)).Cutting()), parts.Label(lang.L("{{.N}} times", map[string]any{"N": x.Times}))))
		column.Add(parts.NewTile(look.Clear, look.Clear, row, func() { w.s.open(x.AttemptID) }))
	}
}
