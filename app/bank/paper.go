package bank

import (
	"cmp"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/bank"
)

// paper is a question as the candidate sees it, with its key beside it.
type paper struct {
	d     *desk.Desk
	q     *bank.Question
	wide  float32
	clip  string // what the clip is of; empty: not read yet
	play  func()
	key   string              // that plays it; empty: P
	added []fyne.CanvasObject // below
}

func (p paper) content() *fyne.Container {
	q := p.q
	mark := lang.L("{{.N}} points", map[string]any{"N": chart.Number(q.Mark, decimals(q.Mark))})
	if q.Mark == 1 {
		mark = lang.L("1 point")
	}
	pills := parts.Row(6, parts.NewPill(desk.KindName(q.Kind), parts.StatePlain))
	if q.Kind != bank.Description {
		pills.Add(parts.Label(mark))
	}
	all := parts.Stack(8, pills)
	if q.Clip != nil && q.Clip.CallID != "" {
		all.Add(p.player())
	}
	for _, o := range parts.Prose(q.Text, p.wide) {
		all.Add(o)
	}
	all.Add(parts.Room(0, 2))
	for i := range q.Options {
		all.Add(p.option(i))
	}
	if rule := ruleWords(q); rule != "" {
		all.Add(p.line(rule, look.Ink3))
	}
	if q.Feedback != "" {
		all.Add(parts.Label(lang.L("Explanation")))
		for _, o := range parts.Prose(q.Feedback, p.wide) {
			all.Add(o)
		}
	}
	for _, o := range p.added {
		all.Add(o)
	}
	return all
}

func decimals(x float64) int {
	if x == float64(int(x)) {
		return 0
	}
	return 1
}

func (p paper) line(text string, tone look.Token) fyne.CanvasObject {
	line := parts.NewParagraph(text, look.TextLabel, tone)
	line.Width = p.wide
	return line
}

// player is the clip: what of, from where to where, how often.
func (p paper) player() fyne.CanvasObject {
	c := p.q.Clip
	span := lang.L("the whole call")
	if c.Until > c.From {
		span = chart.ClockWide(c.From) + "–" + chart.ClockWide(c.Until)
	}
	plays := lang.L("as often as one likes")
	if c.Plays > 0 {
		plays = lang.L("{{.N}} times", map[string]any{"N": c.Plays})
	}
	hear := parts.NewButton(lang.L("Hear it"), parts.Plain, p.play).WithIcon("play").WithKey(cmp.Or(p.key, "P")).AsSmall()
	line := parts.Row(8, hear, parts.Second(span), parts.Label(plays))
	box := parts.Stack(4, line)
	if p.clip != "" {
		box.Add(p.line(p.clip, look.Ink3))
	}
	return parts.Over(parts.NewFrame(look.Well, look.Line, look.RadiusBlock), parts.Inset(8, 8, 8, 8, box))
}

// option is one choice, pair, item or accepted answer: right ones carry a tick.
func (p paper) option(i int) fyne.CanvasObject {
	q, o := p.q, p.q.Options[i]
	icon, tone := "ring", look.Ink3
	if o.Fraction > 0 || q.Kind == bank.Matching || q.Kind == bank.Ordering {
		icon, tone = parts.StateGood.Mark()
	}
	if o.Fraction > 0 && o.Fraction < 1 {
		icon, tone = parts.StatePartly.Mark()
	}
	text := parts.NewParagraph(optionText(q, o), look.TextBody, look.Ink)
	text.Width = p.wide - look.Scaled(76)
	row := parts.FullRow(8, top(parts.NewIcon(icon, 15, tone), 3), top(parts.NewKeyBadge(letter(q, i)).AsChosen(), 1), parts.Grow(text))
	if f := fractionText(q, o); f != "" {
		row.Add(top(parts.Label(f), 2))
	}
	if o.Feedback == "" {
		return row
	}
	return parts.Stack(2, row, parts.Inset(0, 0, 0, look.Scaled(52), paper{wide: p.wide - look.Scaled(56)}.line(o.Feedback, look.Ink3)))
}

// top sets a small object at the top of a row whose text may have lines.
func top(o fyne.CanvasObject, room float32) fyne.CanvasObject {
	return parts.Stack(0, parts.Room(0, room), parts.Row(0, o))
}

func letter(q *bank.Question, i int) string {
	if q.Kind == bank.Ordering || q.Kind == bank.Matching || q.Kind == bank.Numerical || q.Kind == bank.Short {
		return fmt.Sprint(i + 1)
	}
	return string(rune('A' + i%26))
}

// optionText is what an option says, whatever its kind.
func optionText(q *bank.Question, o bank.Option) string {
	switch q.Kind {
	case bank.Matching:
		if o.Text == "" {
			return lang.L("{{.Match}} (belongs to none)", map[string]any{"Match": o.Match})
		}
		return o.Text + " → " + o.Match
	case bank.Numerical:
		if o.Text == "*" {
			return lang.L("any other number")
		}
		return numberText(o)
	}
	return o.Text
}

func numberText(o bank.Option) string {
	value := fmt.Sprint(o.Value)
	switch {
	case o.Tolerance == 0:
		return value
	case o.Relative:
		return value + " ± " + strings.TrimSpace(chart.Number(o.Tolerance*100, 1)) + " %"
	}
	return value + " ± " + fmt.Sprint(o.Tolerance)
}

// fractionText tells what an option gives where that is not all or nothing.
func fractionText(q *bank.Question, o bank.Option) string {
	weighs := q.Kind == bank.Multiple && q.Rule != bank.AllOrPart
	if o.Fraction == 0 || o.Fraction == 1 && !weighs {
		return ""
	}
	return chart.Percent(o.Fraction, 0)
}

// ruleWords say how a multiple choice is marked.
func ruleWords(q *bank.Question) string {
	switch {
	case q.Kind == bank.Ordering:
		return lang.L("Shown in another order; right only as a whole.")
	case q.Kind == bank.Matching:
		return lang.L("Each right pair gives its share.")
	case q.Kind != bank.Multiple:
		return ""
	case q.Rule == bank.AllOrPart:
		return lang.L("All right: full mark. Some without a wrong one: {{.Share}}. One wrong: nothing.", map[string]any{"Share": chart.Percent(q.Partial, 0)})
	}
	return lang.L("The shares chosen are added up, between 0 and 100 %.")
}
