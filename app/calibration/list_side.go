package calibration

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/calibration"
)

// showSide shows how agreement went from session to session, and the proposals.
func (l *list) showSide() {
	column := parts.Stack(0, l.trend())
	if leads(l.d) {
		column.Add(parts.Room(0, 18))
		column.Add(parts.NewHairline())
		column.Add(parts.Room(0, 12))
		column.Add(l.proposals())
	}
	if len(l.k.wordings) > 0 {
		column.Add(parts.Room(0, 18))
		column.Add(l.wordings())
	}
	l.side.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(16, 20, 20, 20, column))}
	l.side.Refresh()
}

// measured are the sessions with figures, the oldest first.
func (l *list) measured() []calibration.Session {
	var out []calibration.Session
	for _, s := range slices.Backward(l.k.sessions) {
		if s.Figures != nil && s.Figures.Same.Known {
			out = append(out, s)
		}
	}
	return out
}

// trend is the share of same answers with its interval; a press opens the session.
func (l *list) trend() fyne.CanvasObject {
	all := l.measured()
	head := parts.Row(8, parts.Grow(parts.Strong(lang.L("Agreement from session to session")).Cutting()))
	if len(all) < 2 {
		say := parts.NewParagraph(lang.L("The line begins with the second session that reaches its review."), look.TextLabel, look.Ink2)
		say.Width = look.Scaled(sideWidth - 24)
		return parts.Stack(6, head, say)
	}
	same := parts.ChartSeries{Tone: look.Accent, Ink: look.Accent, Dots: true}
	ac1 := parts.ChartSeries{Tone: look.CustomerM, Ink: look.Customer, Dashed: true}
	var ticks []parts.ChartTick
	for i, s := range all {
		f := s.Figures.Same
		same.Points = append(same.Points, parts.ChartPoint{X: float64(i), Y: 100 * f.Value, Low: 100 * f.Low, High: 100 * f.High, Few: s.Figures.Questions < 10})
		if a := s.Figures.AC1; a.Known {
			ac1.Points = append(ac1.Points, parts.ChartPoint{X: float64(i), Y: 100 * a.Value, Low: 100 * a.Value, High: 100 * a.Value})
		}
		ticks = append(ticks, parts.ChartTick{At: float64(i), Word: l.d.Day(s.ReviewAt)})
	}
	last := all[len(all)-1].Figures
	same.Name = lang.L("same {{.Value}}", map[string]any{"Value": chart.Percent(last.Same.Value, 0)})
	if last.AC1.Known {
		ac1.Name = "AC1 " + chart.Number(last.AC1.Value, 2)
	}
	c := parts.NewLineChart(same, ac1)
	c.XTicks, c.Least = thinned(ticks), fyne.NewSize(200, 150)
	c.Format = func(v, _ float64) string { return chart.Percent(v/100, 0) }
	c.Tell = func(_, point int) string { return tell(all[point]) }
	c.OnTapped = func(_, point int) { l.d.Go(desk.Route{Place: desk.Calibration, ID: all[point].ID}) }
	return parts.Stack(6, head, c, parts.Label(lang.L("Band: 95 % interval. A press opens the session.")))
}

// thinned leaves out ticks that would run into each other.
func thinned(ticks []parts.ChartTick) []parts.ChartTick {
	const most = 4
	step := (len(ticks) + most - 1) / most
	var out []parts.ChartTick
	for i := len(ticks) - 1; i >= 0; i -= max(step, 1) {
		out = append(out, ticks[i])
	}
	return out
}

func tell(s calibration.Session) string {
	f := s.Figures
	return lang.L("{{.Title}}: {{.Same}} ({{.Low}} to {{.High}}), n = {{.N}} x {{.Raters}}", map[string]any{"Title": s.Title, "Same": chart.Percent(f.Same.Value, 0),
		"Low": chart.Percent(f.Same.Low, 0), "High": chart.Percent(f.Same.High, 0), "N": f.Questions, "Raters": f.Raters})
}

// proposals are the questions that should be calibrated, each with its reason.
func (l *list) proposals() fyne.CanvasObject {
	head := parts.Row(8, parts.Strong(lang.L("Put up for calibration")), parts.Label(chart.Count(len(l.k.proposals))))
	box := parts.Stack(0, head, parts.Room(0, 4))
	if len(l.k.proposals) == 0 {
		say := parts.NewParagraph(lang.L("Questions stand here when they are overturned too often on appeal, or when somebody puts them up."), look.TextLabel, look.Ink2)
		say.Width = look.Scaled(sideWidth - 24)
		box.Add(say)
		return box
	}
	for i, p := range l.k.proposals {
		box.Add(l.proposal(i, p))
	}
	return box
}

func (l *list) proposal(i int, p calibration.Proposal) fyne.CanvasObject {
	take := parts.NewButton(lang.L("Take up"), parts.Plain, func() { l.takeUp(p) }).AsSmall()
	if i == 0 {
		take.WithKey("P")
	}
	drop := parts.NewButton(lang.L("Dismiss"), parts.Quiet, func() { l.askDismiss(p) }).AsSmall()
	title := parts.Row(8, parts.Strong(p.Ref).Toned(look.Accent), parts.Grow(parts.Body(p.Question).Cutting()))
	facts := parts.Row(7, parts.Second(p.ByName), parts.NewDot(), parts.Second(l.d.Day(p.At)), parts.NewDot(), parts.Grow(parts.Second(p.Rubric).Cutting()))
	why := parts.NewParagraph(p.Why.In(l.d.Settings.Language), look.TextLabel, look.Ink2)
	why.Width = look.Scaled(sideWidth - 24)
	return parts.Stack(0, parts.Inset(6, 0, 0, 0, title), why, facts, parts.Inset(6, 0, 8, 0, parts.Row(6, take, drop)), parts.NewHairline())
}

// takeUp begins a session on the question of a proposal.
func (l *list) takeUp(p calibration.Proposal) {
	l.d.Go(desk.Route{Place: desk.Calibration, ID: NewSession, Task: p.ID})
}

// askDismiss asks for the reason; without one nothing happens.
func (l *list) askDismiss(p calibration.Proposal) {
	ask.Line(l.d, parts.Question{Title: lang.L("Dismiss this proposal?"), Text: p.Ref + "  " + p.Question, Safe: lang.L("Keep it"),
		Act: lang.L("Dismiss"), Kind: parts.Main}, lang.L("Reason"), "", func(why string, done func(error)) {
		background.Run(l.ctx, l.d.Stage, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, l.d.Rulebook.Dismiss(ctx, l.d.Actor, p.ID, "", why)
		}, func(_ struct{}, err error) {
			if done(err); err == nil {
				l.d.Toast(lang.L("Dismissed: {{.Ref}}", map[string]any{"Ref": p.Ref}), nil)
				l.load()
			}
		})
	})
}
