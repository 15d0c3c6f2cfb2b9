package retraining

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/interval"
	"shifu/training/retrain"
)

// opened is the case that is shown in place of the lists.
type opened struct {
	c      retrain.Standing
	effect retrain.Effect
}

// read reads a case and shows it.
func (s *Screen) read(id string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (o opened, err error) {
		if o.c, err = s.d.Retrain.Case(ctx, s.d.Actor, id); err != nil {
			return o, err
		}
		o.effect, err = s.d.Retrain.Effect(ctx, s.d.Actor, id)
		return o, err
	}, func(o opened, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.open = &o
		s.showCase()
		s.d.Trace("case", map[string]any{"id": id, "state": string(o.c.State), "open": o.c.Gate.Open()})
	})
}

// back returns to the lists.
func (s *Screen) back() {
	s.open, s.paper, s.sketch = nil, nil, nil
	s.show()
}

func (s *Screen) showCase() {
	column := parts.Stack(0)
	for _, o := range s.caseParts() {
		column.Add(o)
	}
	side := parts.Stack(0, s.sideParts()...)
	ground := parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(16, 20, 24, 20, side)))
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(s.sideWide(), 0, ground))
	bar := parts.Stack(0, s.toolBar(), parts.NewHairline())
	s.whole.Objects = []fyne.CanvasObject{parts.Dock(bar, nil, nil, right, parts.Scrolling(parts.Inset(12, 24, 24, 24, column)))}
	s.whole.Refresh()
	s.d.Changed()
}

func (s *Screen) sideWide() float32 { return min(look.Scaled(320), s.wide()*.32) }

// columnWide is the room of what stands left of the side.
func (s *Screen) columnWide() float32 { return s.wide() - s.sideWide() - 49 }

func (s *Screen) toolBar() fyne.CanvasObject {
	c := &s.open.c
	word, state := stateOf(c)
	left := []fyne.CanvasObject{parts.NewButton(lang.L("Retraining"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc"), parts.PanelHead(c.Person),
		parts.NewPill(word, state)}
	if c.OffDuty && word != lang.L("Off duty") {
		left = append(left, parts.NewPill(lang.L("Off duty"), parts.StateBad))
	}
	return parts.ToolBar(left, desk.Buttons(s.caseActs()))
}

// caseParts are what is missing, what is weak, what to study, and the effect.
func (s *Screen) caseParts() []fyne.CanvasObject {
	c := &s.open.c
	title := parts.NewParagraph(c.Exam, look.TextPage, look.Ink)
	title.Bold, title.Width = true, s.columnWide()
	out := []fyne.CanvasObject{title, parts.Room(0, 2), parts.Second(s.lastMark(c)), parts.Room(0, 14)}
	if c.State == retrain.Done {
		out = append(out, s.effectParts()...)
	}
	if c.State.Open() {
		out = append(out, s.gateParts()...)
	}
	out = append(out, s.weakParts()...)
	return append(out, s.setParts()...)
}

func (s *Screen) lastMark(c *retrain.Standing) string {
	return lang.L("Last mark {{.Points}} of {{.Most}}, pass mark {{.Pass}}, failures {{.N}}", map[string]any{"Points": chart.Number(c.Points, 1), "Most": chart.Number(c.Most, 0),
		"Pass": chart.Number(c.PassShare*c.Most, 1), "N": c.Fails})
}

// gateParts are the conditions of the resit, each with how far it is.
func (s *Screen) gateParts() []fyne.CanvasObject {
	c := &s.open.c
	g := c.Gate
	head := parts.Row(8, parts.PanelHead(lang.L("What lets in to the resit")))
	switch {
	case c.Waived:
		head.Add(parts.NewPill(lang.L("Opened by the trainer"), parts.StateChosen))
	case g.Open():
		head.Add(parts.NewPill(lang.L("All is there"), parts.StateGood))
	}
	out := []fyne.CanvasObject{head, parts.Room(0, 6), parts.NewHairline()}
	line := func(done bool, word, value string, share float64) {
		icon, tone := "ring", look.Ink3
		if done {
			icon, tone = "okcircle", look.Good
		}
		bar := parts.NewProgressLine(share, look.Scaled(120))
		out = append(out, parts.High(look.HeightRow, parts.Row(10, parts.NewIcon(icon, 15, tone), parts.Fix(look.Scaled(230), 0, parts.Body(word).Cutting()), bar,
			parts.Strong(value))), parts.NewHairline())
	}
	line(g.Read == g.Articles, lang.L("Articles read, {{.N}} min each", map[string]any{"N": int(c.Rules.MinRead.Minutes())}), lang.L("{{.N}} of {{.Of}}", map[string]any{"N": g.Read, "Of": g.Articles}), shareOf(g.Read, g.Articles))
	if g.Cards > 0 {
		line(g.Right == g.Cards, lang.L("Cards right on {{.N}} days", map[string]any{"N": retrain.Days}), lang.L("{{.N}} of {{.Of}}", map[string]any{"N": g.Right, "Of": g.Cards}), shareOf(g.Right, g.Cards))
		line(g.Recalled(), lang.L("Recall predicted for {{.Time}}", map[string]any{"Time": s.d.Moment(c.At)}), recallText(g), min(g.Recall/retrain.Recall, 1))
	}
	cool := lang.L("over since {{.Time}}", map[string]any{"Time": s.d.Moment(g.CoolUntil)})
	gone := 1.0
	if !g.Cool {
		cool = lang.L("until {{.Time}}", map[string]any{"Time": s.d.Moment(g.CoolUntil)})
		gone = 1 - float64(g.CoolUntil.Sub(s.d.Now()))/float64(max(c.Rules.CoolDown, 1))
	}
	line(g.Cool, lang.L("Cool-down of {{.N}} hours", map[string]any{"N": int(c.Rules.CoolDown.Hours())}), cool, gone)
	return append(out, parts.Room(0, 18))
}

func shareOf(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// weakParts are the knowledge points below the cut, with n and interval.
func (s *Screen) weakParts() []fyne.CanvasObject {
	c := &s.open.c
	if len(c.Weak) == 0 {
		return nil
	}
	out := []fyne.CanvasObject{parts.Row(8, parts.PanelHead(lang.L("Weak points")), parts.Second(lang.L("estimated share known, below {{.Cut}}", map[string]any{"Cut": chart.Percent(c.Rules.Cut, 0)}))), parts.Room(0, 6), parts.NewHairline()}
	for _, w := range c.Weak {
		bar := parts.NewInterval(chart.Scale{Low: 0, High: 1}, w.Mean, w.Low, w.High)
		bar.Mark, bar.Marked = c.Rules.Cut, true
		row := parts.Row(10, parts.Grow(parts.Body(w.Point).Cutting()))
		if w.N < interval.Enough {
			row.Add(parts.NewPill(lang.L("Too few to tell"), parts.StateFew))
		}
		row.Add(parts.Fix(look.Scaled(40), 0, parts.Strong(chart.Percent(w.Mean, 0)).Trailing()))
		row.Add(bar)
		row.Add(parts.Fix(look.Scaled(96), 0, parts.Label(lang.L("likely {{.Low}} to {{.High}}", map[string]any{"Low": chart.Number(100*w.Low, 0), "High": chart.Percent(w.High, 0)}))))
		row.Add(parts.Fix(look.Scaled(76), 0, parts.Label(lang.L("{{.Hits}} of {{.N}} right", map[string]any{"Hits": w.Right, "N": w.N})).Trailing()))
		out = append(out, parts.High(look.HeightRow, row), parts.NewHairline())
	}
	return append(out, parts.Room(0, 18))
}

// setParts are the articles and cards to study.
func (s *Screen) setParts() []fyne.CanvasObject {
	c := &s.open.c
	var out []fyne.CanvasObject
	if len(c.Articles) > 0 {
		out = append(out, parts.PanelHead(lang.L("Articles to read")), parts.Room(0, 6), parts.NewHairline())
	}
	for _, a := range c.Articles {
		out = append(out, s.articleRow(a), parts.NewHairline())
	}
	if len(c.Cards) > 0 {
		out = append(out, parts.Room(0, 18), parts.Row(8, parts.PanelHead(lang.L("Wrong answers to learn")), parts.Second(lang.L("cards: {{.N}}", map[string]any{"N": len(c.Cards)}))), parts.Room(0, 6), parts.NewHairline())
	}
	for _, k := range c.Cards {
		out = append(out, cardRow(k), parts.NewHairline())
	}
	if len(c.Plays) > 0 {
		out = append(out, parts.Room(0, 18), parts.Row(8, parts.PanelHead(lang.L("Role-plays of the weak points")), parts.Second(lang.L("practise them; the resit does not wait for them"))), parts.Room(0, 6), parts.NewHairline())
	}
	for _, p := range c.Plays {
		out = append(out, s.playRow(p), parts.NewHairline())
	}
	return out
}

// playRow is a role-play with how it was played since the failure.
func (s *Screen) playRow(p retrain.Play) fyne.CanvasObject {
	icon, tone, state := "ring", look.Ink3, lang.L("not played yet")
	switch {
	case p.Gone:
		return parts.High(look.HeightRow, parts.Row(10, parts.NewIcon("remove", 15, look.Ink3), parts.Grow(parts.Second(lang.L("can't be played any more")).Cutting())))
	case p.Done():
		icon, tone, state = "okcircle", look.Good, lang.L("played {{.N}} times, best {{.Score}}", map[string]any{"N": p.Times, "Score": chart.Number(p.Best, 0)})
	case p.Times > 0:
		icon, tone, state = "xcircle", look.Bad, lang.L("played {{.N}} times, failed", map[string]any{"N": p.Times})
	}
	var title fyne.CanvasObject = parts.Body(p.Title.In(s.d.Settings.Language)).Cutting()
	if s.open.c.PersonID == s.d.Actor.PersonID {
		link := parts.NewLink(p.Title.In(s.d.Settings.Language), func() { s.toPlay(p.ID) })
		link.TextSize = look.TextBody
		title = link
	}
	return parts.High(look.HeightRow, parts.Row(10, parts.NewIcon(icon, 15, tone), parts.Grow(parts.Row(0, title)), parts.Label(state)))
}

func (s *Screen) toPlay(id string) { s.d.Go(desk.Route{Place: desk.RolePlay, ID: id}) }

func (s *Screen) articleRow(a retrain.Reading) fyne.CanvasObject {
	c := &s.open.c
	if a.Gone {
		return parts.High(look.HeightRow, parts.Row(10, parts.NewIcon("remove", 15, look.Ink3), parts.Grow(parts.Second(lang.L("no longer asked for: archived, expired or not for this person")).Cutting())))
	}
	icon, tone := "ring", look.Ink3
	if a.Took > 0 && a.Took >= c.Rules.MinRead {
		icon, tone = "okcircle", look.Good
	}
	read := lang.L("not read yet")
	if a.Took > 0 {
		read = lang.L("read for {{.Time}}", map[string]any{"Time": chart.Clock(a.Took)})
	}
	link := parts.NewLink(a.Title, func() { s.openArticle(a.ID) })
	link.TextSize = look.TextBody
	return parts.High(look.HeightRow, parts.Row(10, parts.NewIcon(icon, 15, tone), parts.Grow(parts.Row(0, link)), parts.Label(read)))
}

func cardRow(k retrain.Card) fyne.CanvasObject {
	icon, tone := "ring", look.Ink3
	state := lang.L("right on {{.N}} of {{.Of}} days, recall {{.Recall}}", map[string]any{"N": min(k.Days, retrain.Days), "Of": retrain.Days, "Recall": chart.Number(k.Recall, 2)})
	switch {
	case k.Gone:
		icon, state = "remove", lang.L("has no card")
	case k.Days >= retrain.Days:
		icon, tone = "okcircle", look.Good
	}
	return parts.High(look.HeightRow, parts.Row(10, parts.NewIcon(icon, 15, tone), parts.Grow(parts.Body(firstLine(k.Text)).Cutting()), parts.Fix(look.Scaled(92), 0, parts.Label(k.Point).Cutting()), parts.Label(state)))
}
