package roleplay

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/roleplay"
)

// result is what an attempt came to: all that was said at the left, the score
// with its evidence at the right.
type result struct {
	s     *Screen
	a     roleplay.Attempt
	turn  int // the answer that is looked at; -1: none
	judge *judging
}

func newResult(s *Screen, a roleplay.Attempt) *result {
	r := &result{s: s, a: a, turn: -1}
	if turn, ok := a.Run.Weakest(); ok {
		r.turn = turn
	}
	return r
}

func (r *result) mine() bool { return r.a.PersonID == r.s.d.Actor.PersonID }

func (r *result) back() {
	if r.judge != nil {
		r.judge = nil
	} else {
		r.s.result = nil
	}
	r.s.show()
}

// again begins anew before the answer that is looked at.
func (r *result) again() {
	if r.turn >= 0 && r.mine() {
		id, turn := r.a.ID, r.turn
		r.s.begin(func(ctx context.Context) (roleplay.Attempt, error) {
			return r.s.d.Rehearsal.Again(ctx, r.s.d.Actor, id, turn)
		})
	}
}

// anew takes the whole call again.
func (r *result) anew() {
	if r.mine() {
		start := roleplay.Start{ScenarioID: r.a.ScenarioID, Level: r.a.Level, Language: r.a.Language}
		r.s.begin(func(ctx context.Context) (roleplay.Attempt, error) {
			return r.s.d.Rehearsal.Begin(ctx, r.s.d.Actor, start)
		})
	}
}

func (r *result) step(by int) {
	answers := 0
	for _, t := range r.a.Run.Turns {
		if t.Reply != "" {
			answers++
		}
	}
	if answers > 0 {
		r.turn = min(max(r.turn+by, 0), answers-1)
		r.s.show()
	}
}

func (r *result) content() fyne.CanvasObject {
	left := []fyne.CanvasObject{parts.NewButton(lang.L("Back"), parts.Quiet, r.back).WithIcon("back").WithKey("Esc"),
		parts.PanelHead(r.a.Title.In(r.s.d.Settings.Language)), parts.NewPill(endingWords.Of(r.a.Ending), endingState(r.a.Ending))}
	if !r.mine() {
		left = append(left, parts.Second(r.a.Person))
	}
	var right []fyne.CanvasObject
	switch {
	case r.mine():
		if r.turn >= 0 && r.a.Level != roleplay.Exam {
			right = append(right, parts.NewButton(lang.L("Try from answer {{.N}}", map[string]any{"N": r.turn + 1}), parts.Plain, r.again).WithIcon("replay").WithKey("R"))
		}
		right = append(right, parts.NewButton(lang.L("Take the call again"), parts.Main, r.anew).WithKey("Enter"))
	case r.s.judges() && r.judge == nil:
		right = append(right, parts.NewButton(lang.L("Review with the rubric"), parts.Main, r.review).WithKey("Enter"))
	}
	side := r.side()
	if r.judge != nil {
		side = r.judge.content()
	}
	return parts.Dock(parts.ToolBar(left, right), nil, nil, side, r.talk())
}

const resultSide = 480

// talk is the whole call; a press on an answer looks at it.
func (r *result) talk() fyne.CanvasObject {
	width := r.s.d.Window.Canvas().Size().Width - look.Scaled(64+resultSide+56)
	column := parts.Stack(0)
	for i := range r.a.Run.Turns {
		lines := parts.Stack(0, turnLines(&r.a, i, width, true)...)
		for _, o := range r.notes(i, width) {
			lines.Add(o)
		}
		if slices.Contains(r.a.Run.Marks, i) {
			lines.Add(parts.FullRow(8, parts.Fix(look.Scaled(138), 0, parts.Room(0, 0)), parts.NewIcon("flag", 14, look.Accent), parts.Second(lang.L("Bookmark"))))
		}
		ground := look.Clear
		if i == r.turn {
			ground = look.Sel
		}
		column.Add(parts.NewTile(ground, look.Clear, parts.Inset(8, 8, 4, 16, lines), func() { r.turn = i; r.step(0) }))
	}
	return parts.Scrolling(parts.Inset(10, 12, 10, 8, column))
}

// notes are what the score says of an answer.
func (r *result) notes(turn int, width float32) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, e := range r.a.Score.Evidence {
		if e.Turn != turn || e.Kind == roleplay.SaidPoint || e.Kind == roleplay.RightClick {
			continue
		}
		icon, tone, text := r.evidence(e)
		line := parts.NewParagraph(text, look.TextLabel, tone)
		line.Width = width - look.Scaled(170)
		out = append(out, parts.FullRow(8, parts.Fix(look.Scaled(138), 0, parts.Room(0, 0)), parts.Stack(0, parts.NewIcon(icon, 14, tone)), line), parts.Room(0, 4))
	}
	return out
}

// evidence puts a piece of evidence into words.
func (r *result) evidence(e roleplay.Evidence) (icon string, tone look.Token, text string) {
	name := r.name(e.ID)
	switch e.Kind {
	case roleplay.SaidPoint:
		return "okcircle", look.Good, name
	case roleplay.RightClick:
		return "okcircle", look.Good, name
	case roleplay.MissedPoint:
		if e.Critical {
			return "octagon", look.Crit, lang.L("Missed, critical: {{.Point}}", map[string]any{"Point": name})
		}
		return "xcircle", look.Bad, lang.L("Missed: {{.Point}}", map[string]any{"Point": name})
	case roleplay.MissedClick:
		return "xcircle", look.Bad, lang.L("Not opened: {{.Point}}", map[string]any{"Point": name})
	case roleplay.WrongClick:
		return "tri", look.Warn, lang.L("Opened for nothing: {{.Point}}", map[string]any{"Point": name})
	case roleplay.OutOfOrder:
		return "tri", look.Warn, lang.L("{{.Before}} should come before {{.Point}}", map[string]any{"Before": r.name(e.Before), "Point": name})
	case roleplay.SaidBadWords:
		return "xcircle", look.Bad, lang.L("Forbidden phrase \"{{.Words}}\": {{.Cost}} of the score. Better: {{.Instead}}", map[string]any{"Words": e.Quote, "Cost": chart.Percent(e.Cost, 0), "Instead": r.instead(e.Quote)})
	case roleplay.PassedRight:
		return "okcircle", look.Good, lang.L("Transferred to {{.Desk}}", map[string]any{"Desk": targetWords.Of(e.To)})
	case roleplay.PassedWrong:
		return "xcircle", look.Bad, lang.L("Transferred to {{.Desk}}, a wrong desk: {{.Cost}} of the score", map[string]any{"Desk": targetWords.Of(e.To), "Cost": chart.Percent(e.Cost, 0)})
	case roleplay.AskedHelp:
		return "headset", look.Ink2, lang.L("Asked the lead for help")
	case roleplay.SetOff:
		return "tri", look.Warn, lang.L("\"{{.Words}}\" set the caller off", map[string]any{"Words": e.Quote})
	}
	return "clock", look.Warn, lang.L("{{.N}} s too late", map[string]any{"N": int(e.Late.Seconds())})
}

// name is a point or a click in words.
func (r *result) name(id string) string {
	if p := r.a.Scenario.Point(id); p != nil {
		return p.What.In(r.s.d.Settings.Language)
	}
	return clickWords.Of(roleplay.Click(id))
}

// instead is what the scenario offers for a forbidden phrase.
func (r *result) instead(found string) string {
	for _, f := range r.a.Scenario.Forbidden {
		if got, ok := f.Find(found); ok && got == found {
			return f.Instead.In(r.s.d.Settings.Language)
		}
	}
	return chart.None
}
