package coaching

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
	"shifu/training/coaching"
)

// opened is the plan that is shown in place of the board.
type opened struct {
	s      *Screen
	p      coaching.Standing
	effect *coaching.Effect // nil: not read, or nothing to tell yet
	whole  *fyne.Container
}

func (s *Screen) enter(p coaching.Standing) {
	o := &opened{s: s, p: p, whole: parts.Over()}
	o.lay()
	s.set(o)
	o.readEffect()
	s.d.Trace("plan", map[string]any{"id": p.ID, "state": string(p.State)})
}

func (o *opened) content() fyne.CanvasObject { return o.whole }
func (o *opened) close()                     {}

// renew shows what the plans that were read say of this one.
func (o *opened) renew() {
	for _, p := range o.s.plans {
		if p.ID == o.p.ID {
			o.p = p
			o.lay()
			o.readEffect()
		}
	}
}

func (o *opened) readEffect() {
	if o.p.BegunAt.IsZero() {
		return
	}
	s, id := o.s, o.p.ID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (coaching.Effect, error) {
		return s.d.CoachingFigures.Effect(ctx, s.d.Actor, id)
	}, func(e coaching.Effect, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		o.effect = &e
		o.lay()
	})
}

func (o *opened) lay() {
	column := parts.Stack(0, o.goalParts()...)
	for _, x := range [][2]string{{lang.L("Expected behaviour"), o.p.Expected}, {lang.L("How to practise"), o.p.Practice}} {
		column.Add(parts.Strong(x[0]))
		column.Add(parts.Room(0, 2))
		column.Add(o.s.paragraph(x[1]))
		column.Add(parts.Room(0, 12))
	}
	for _, x := range append(o.sessionParts(), o.effectParts()...) {
		column.Add(x)
	}
	o.s.lay(o.whole, o.bar(), column, o.sideParts())
}

func (o *opened) bar() fyne.CanvasObject {
	word, state := statePill(&o.p)
	return o.s.bar(lang.L("Coaching"), o.p.Person, parts.NewPill(word, state), o.buttons())
}

// goalParts are the question, where the agent stands on it, and the target.
func (o *opened) goalParts() []fyne.CanvasObject {
	g := o.p.Goal
	title := parts.NewParagraph(g.Ref+"  "+g.Question, look.TextPage, look.Ink)
	title.Bold, title.Width = true, o.s.columnWide()
	bar := parts.NewInterval(chart.Scale{Low: 0, High: 1}, g.Baseline, g.Baseline, g.Target)
	bar.Mark, bar.Marked = g.Target, true
	row := parts.Row(12, parts.Label(lang.L("Share of points")), parts.Strong(baseWord(&o.p)), bar, parts.Strong(chart.Percent(g.Target, 0)),
		parts.Second(lang.L("by {{.Day}}", map[string]any{"Day": o.s.d.Day(g.By)})))
	switch {
	case g.N == 0:
		row.Add(parts.Label(lang.L("no call was scored on it in the 30 days before")))
	case g.N < interval.Enough:
		row.Add(parts.NewPill(lang.L("Too few to tell"), parts.StateFew))
		row.Add(parts.Label(lang.L("n {{.N}}", map[string]any{"N": g.N})))
	default:
		row.Add(parts.Label(lang.L("n {{.N}}", map[string]any{"N": g.N})))
	}
	out := []fyne.CanvasObject{title, parts.Room(0, 4), parts.High(26, row), parts.Room(0, 14)}
	if o.p.State == coaching.Done {
		word, state := statePill(&o.p)
		out = append(out, parts.Row(8, parts.NewPill(word, state), parts.Second(o.s.d.Day(o.p.ClosedAt))), parts.Room(0, 4), o.s.paragraph(o.p.Verdict), parts.Room(0, 14))
	}
	return out
}

// sessionParts are the talks, and what the agent says.
func (o *opened) sessionParts() []fyne.CanvasObject {
	out := []fyne.CanvasObject{parts.Row(8, parts.Strong(lang.L("Sessions")), parts.Second(lang.L("held: {{.N}}", map[string]any{"N": o.p.Held()}))), parts.Room(0, 4), parts.NewHairline()}
	for _, x := range o.p.Sessions {
		icon, tone, text := "okcircle", look.Good, x.Note
		if !x.Held {
			icon, tone, text = "calendar", look.Ink2, lang.L("planned")
		}
		note := parts.NewParagraph(text, look.TextBody, look.Ink)
		note.Width = o.s.columnWide() - look.Scaled(210)
		when := parts.Fix(look.Scaled(150), 0, parts.Row(8, parts.NewIcon(icon, 14, tone), parts.Second(o.s.d.Moment(x.At)), parts.Gap()))
		line := parts.Row(12, when, note, parts.Gap())
		if x.PracticeID != "" {
			line.Add(parts.NewLink(lang.L("Practice session"), func() { o.s.d.Go(desk.Route{Place: desk.Practice, ID: desk.SessionID(x.PracticeID)}) }))
		}
		out = append(out, parts.Inset(7, 0, 7, 0, line), parts.NewHairline())
	}
	if len(o.p.Sessions) == 0 {
		out = append(out, parts.High(look.HeightRow, parts.Second(lang.L("No session yet. Agree on one, or note one that was held."))))
	}
	out = append(out, parts.Room(0, 14), parts.Strong(lang.L("The agent's words")), parts.Room(0, 2))
	switch {
	case o.p.Words != "":
		out = append(out, o.s.paragraph(o.p.Words))
	case o.p.AcknowledgedAt.IsZero():
		out = append(out, parts.Second(lang.L("The agent has not acknowledged the plan yet.")))
	default:
		out = append(out, parts.Second(lang.L("acknowledged without a word")))
	}
	return append(out, parts.Room(0, 16))
}

// sideParts are the facts around the plan.
func (o *opened) sideParts() []fyne.CanvasObject {
	p, d := &o.p, o.s.d
	out := []fyne.CanvasObject{}
	fact := func(label, value string) {
		out = append(out, parts.High(24, parts.Row(0, parts.Fix(look.Scaled(92), 0, parts.Label(label)), parts.Grow(parts.Body(value).Cutting()))))
	}
	fact(lang.L("Agent"), p.Person)
	fact(lang.L("Team"), p.Team)
	fact(lang.L("Unit"), p.Organisation)
	fact(lang.L("Coach"), p.Coach)
	fact(lang.L("Drawn up"), d.Day(p.MadeAt))
	fact(lang.L("Acknowledged"), d.Moment(p.AcknowledgedAt))
	fact(lang.L("Begun"), d.Day(p.BegunAt))
	fact(lang.L("Next session"), d.Moment(p.Next()))
	fact(lang.L("Followed up"), d.Day(p.FollowAt))
	if len(p.EvaluationIDs) > 0 {
		out = append(out, parts.Room(0, 14), parts.Strong(lang.L("Comes from")), parts.Room(0, 4))
	}
	for _, id := range p.EvaluationIDs {
		link := parts.NewLink(lang.L("Open the evaluation"), func() { d.Go(desk.Route{Place: desk.Scores, ID: id}) })
		out = append(out, parts.High(24, parts.Row(6, parts.NewIcon("bars", 14, look.Accent), link)))
	}
	return out
}
