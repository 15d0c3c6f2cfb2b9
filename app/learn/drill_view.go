package learn

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/bank"
	"shifu/training/cards"
)

// columnWidth is the width of a card at 100 %.
const columnWidth = 680

func (g *drill) content() fyne.CanvasObject {
	left := []fyne.CanvasObject{parts.NewButton(lang.L("End"), parts.Quiet, g.end).WithIcon("back").WithKey("Esc"), parts.PanelHead(lang.L("Today's cards"))}
	bar := parts.ToolBar(left, g.progress())
	if g.card == nil {
		return parts.Dock(bar, nil, nil, nil, g.over())
	}
	column := parts.Stack(0, g.origin(), parts.Room(0, 16))
	width := look.Scaled(columnWidth)
	for _, o := range g.front(width) {
		column.Add(o)
	}
	if g.shown {
		column.Add(parts.Room(0, 16))
		column.Add(parts.NewHairline())
		column.Add(parts.Room(0, 16))
		for _, o := range g.back(width) {
			column.Add(o)
		}
	}
	page := parts.Scrolling(parts.Inset(32, 24, 24, 24, parts.FullRow(0, parts.Gap(), parts.Fix(width, 0, column), parts.Gap())))
	return parts.Dock(bar, g.foot(), nil, nil, page)
}

// progress is what the day has still left, and undo.
func (g *drill) progress() []fyne.CanvasObject {
	q := g.s.k.queue
	undo := parts.NewButton(lang.L("Undo"), parts.Quiet, g.undo).WithIcon("undo").WithKey("Ctrl Z")
	if q.Done.All == 0 {
		undo.Disable()
	}
	return []fyne.CanvasObject{parts.Legend(shares(q)...), parts.Second(lang.L("{{.N}} done", n(g.done))), undo}
}

// origin says where the card comes from and how it stands.
func (g *drill) origin() fyne.CanvasObject {
	e := g.card
	row := parts.Row(8, parts.NewPill(sourceWord(e.Source), sourceState(e.Source)), parts.Grow(parts.Second(e.Point).Cutting()))
	if e.State == cards.Review {
		row.Add(parts.Label(lang.L("recall now {{.Share}}", map[string]any{"Share": chart.Percent(g.plan.RecallAt(e.Card, g.s.d.Now().In(g.s.d.Zone)), 0)})))
	}
	if e.Lapses > 0 {
		row.Add(parts.Label(lang.L("forgotten {{.N}} times", n(e.Lapses))))
	}
	return row
}

func (g *drill) front(width float32) []fyne.CanvasObject {
	out := said(g.card.Front, look.TextExam, look.Ink, width, true)
	if g.card.Clip != nil {
		out = append(out, parts.Room(0, 12), parts.Row(0, parts.NewButton(lang.L("Hear the moment, {{.Time}}", map[string]any{"Time": parts.Clock(g.card.Clip.From)}), parts.Plain, g.hear).WithIcon("play").WithKey("H")))
	}
	if g.card.Question != nil {
		out = append(out, parts.Room(0, 16))
		for i := range g.order {
			out = append(out, g.option(i, width), parts.Room(0, 6))
		}
	}
	return out
}

// said are the lines of a text, the first one bold where it leads.
func said(text string, size float32, tone look.Token, width float32, lead bool) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, line := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			out = append(out, parts.Room(0, 8))
		}
		p := parts.NewParagraph(line, size, tone)
		if p.Width, p.Bold = width, lead && i == 0; i > 0 {
			p.TextSize = look.TextReading
		}
		out = append(out, p)
	}
	return out
}

// option is one choice with its letter; when it was handed in, with what it is.
func (g *drill) option(place int, width float32) fyne.CanvasObject {
	o := g.order[place]
	q, mine := g.card.Question, slices.Contains(g.chosen, o)
	ground, edge := look.Surface, look.Line2
	icon := fyne.CanvasObject(parts.Room(18, 18))
	switch right := q.Options[o].Fraction > 0; {
	case g.shown && right:
		ground, edge, icon = look.GoodT, look.Clear, parts.NewIcon("okcircle", 18, look.Good)
	case g.shown && mine:
		ground, edge, icon = look.BadT, look.Clear, parts.NewIcon("xcircle", 18, look.Bad)
	case mine:
		ground, edge = look.Sel, look.Accent
	}
	text := parts.NewParagraph(q.Options[o].Text, look.TextReading, look.Ink)
	text.Width = width - look.Scaled(96)
	row := parts.Row(12, parts.NewKeyBadge(letter(place)), parts.Grow(text), icon)
	return parts.NewTile(ground, edge, parts.Inset(8, 12, 8, 12, row), func() { g.choose(place) })
}

func letter(place int) string { return string(rune('A' + place)) }

func (g *drill) back(width float32) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if g.card.Question != nil {
		word, state := lang.L("Right"), parts.StateGood
		if !g.right {
			word, state = lang.L("Wrong"), parts.StateBad
		}
		out = append(out, parts.Row(8, parts.NewPill(word, state), parts.Second(lang.L("Graded by the rule: {{.Grade}}", map[string]any{"Grade": gradeWord(g.ruled())}))), parts.Room(0, 10))
	}
	out = append(out, said(g.card.Back, look.TextReading, look.Ink, width, false)...)
	if link := g.sourceLink(); link != nil {
		out = append(out, parts.Room(0, 12), parts.Row(6, link, parts.NewKeyBadge("O")))
	}
	return out
}

func (g *drill) sourceLink() fyne.CanvasObject {
	switch e := g.card; {
	case e.ArticleID != "":
		return parts.NewLink(lang.L("Read the article"), g.source)
	case e.EvaluationID != "":
		return parts.NewLink(lang.L("Read the evaluation"), g.source)
	}
	return nil
}

// foot is what can be done with the card, and at its right the grades.
func (g *drill) foot() fyne.CanvasObject {
	row := parts.Row(8, parts.NewButton(lang.L("Skip"), parts.Quiet, g.skip).WithKey("S"), parts.NewButton(lang.L("Not today"), parts.Quiet, g.bury).WithKey("T"),
		parts.NewButton(lang.L("Leech"), parts.Quiet, g.leech).WithKey("X"), parts.Gap())
	if g.written() {
		row.Objects = append(row.Objects[:3], parts.NewButton(lang.L("Edit"), parts.Quiet, g.edit).WithIcon("edit").WithKey("W"), parts.Gap())
	}
	switch {
	case !g.shown && g.card.Question == nil:
		row.Add(parts.NewButton(lang.L("Show the answer"), parts.Main, g.show).WithKey("Space"))
	case !g.shown && g.card.Question.Kind == bank.Multiple:
		row.Add(parts.NewButton(lang.L("Check the answer"), parts.Main, g.show).WithKey("Space"))
	case !g.shown:
		row.Add(parts.Second(lang.L("Choose with A to {{.Last}}", map[string]any{"Last": letter(len(g.order) - 1)})))
	case g.card.Question != nil:
		if g.right {
			row.Add(g.gradeButton(cards.Easy, parts.Plain))
		}
		row.Add(parts.NewButton(lang.L("Next, back in {{.Time}}", map[string]any{"Time": g.wait(g.ruled())}), parts.Main, g.show).WithKey("Space"))
	default:
		for _, x := range grades {
			kind := parts.Plain
			if x == cards.Good {
				kind = parts.Main
			}
			row.Add(g.gradeButton(x, kind))
		}
	}
	return parts.Stack(0, parts.NewHairline(), parts.High(60, parts.Inset(0, 24, 0, 24, row)))
}

var grades = []cards.Grade{cards.Again, cards.Hard, cards.Good, cards.Easy}

func (g *drill) gradeButton(x cards.Grade, kind parts.Kind) fyne.CanvasObject {
	return parts.NewButton(lang.L("{{.Grade}}, {{.Time}}", map[string]any{"Grade": gradeWord(x), "Time": g.wait(x)}), kind, func() { g.grade(x) }).WithKey(itoa(int(x)))
}

// wait is when the card comes back with a grade.
func (g *drill) wait(x cards.Grade) string {
	now := g.s.d.Now().In(g.s.d.Zone)
	c := g.plan.Answer(g.card.Card, x, now)
	if c.Interval == 0 {
		return lang.L("{{.N}} min", n(minutes(c.Due.Sub(now))))
	}
	return daysWord(c.Interval)
}

// daysWord writes a number of days: days, then months, then years.
func daysWord(days int) string {
	switch {
	case days < 60:
		return lang.L("{{.N}} d", n(days))
	case days < 700:
		return lang.L("{{.N}} months", n((days+15)/30))
	}
	return lang.L("{{.N}} years", map[string]any{"N": chart.Number(float64(days)/365, 1)})
}

func gradeWord(x cards.Grade) string {
	switch x {
	case cards.Again:
		return lang.L("grade.again")
	case cards.Hard:
		return lang.L("grade.hard")
	case cards.Good:
		return lang.L("grade.good")
	}
	return lang.L("grade.easy")
}

func sourceWord(x cards.Source) string {
	switch x {
	case cards.FromExam:
		return lang.L("Wrong answer")
	case cards.FromEvaluation:
		return lang.L("Failed question")
	case cards.FromClip:
		return lang.L("Benchmark clip")
	}
	return lang.L("Written card")
}

func sourceState(x cards.Source) parts.State {
	if x.Mistake() {
		return parts.StateBad
	}
	return parts.StatePlain
}

// written tells whether the card's text can be changed.
func (g *drill) written() bool { return g.card != nil && writable(g.card) }

func writable(e *cards.Entry) bool { return !e.Source.Mistake() && e.Question == nil }

// over is what the run has brought.
func (g *drill) over() fyne.CanvasObject {
	s := g.s
	facts := []fyne.CanvasObject{parts.Second(lang.L("{{.N}} cards in {{.Minutes}} min", map[string]any{"N": g.done, "Minutes": minutes(s.d.Now().Sub(g.start))}))}
	if g.done > 0 {
		facts = append(facts, parts.Second(lang.L("{{.Right}} remembered", map[string]any{"Right": g.got})))
	}
	if w := weeks(s.k.diary, s.d.Now().In(s.d.Zone)); w > 0 {
		facts = append(facts, parts.Second(lang.L("Learned in {{.N}} weeks in a row", n(w))))
	}
	column := parts.Stack(10, parts.Row(10, parts.NewIcon("okcircle", 24, look.Good), parts.PageHead(lang.L("Done for today"))), parts.Facts(facts...))
	if a := s.k.queue.Aim; a != nil && a.Known {
		column.Add(parts.Second(lang.L("{{.Exam}}: expected {{.Score}}, {{.Change}} by this run", map[string]any{"Exam": a.Name, "Score": chart.Number(100*a.Score, 0), "Change": chart.Signed(100*(a.Score-g.before), 1)})))
	}
	if t := s.tomorrow(); t > 0 {
		column.Add(parts.Second(lang.L("Tomorrow {{.N}} cards come back", n(t))))
	}
	column.Add(parts.Room(0, 4))
	column.Add(parts.Row(0, parts.NewButton(lang.L("Back to learning"), parts.Main, g.end).WithKey("Enter")))
	return parts.Inset(72, 24, 24, 24, parts.FullRow(0, parts.Gap(), parts.Fix(look.Scaled(columnWidth), 0, column), parts.Gap()))
}

// tomorrow counts the cards that come back on the next local day.
func (s *Screen) tomorrow() (count int) {
	now := s.d.Now().In(s.d.Zone)
	for i := range s.k.coming {
		if cards.Days(now, s.k.coming[i].Due.In(s.d.Zone)) == 1 {
			count++
		}
	}
	return count
}
