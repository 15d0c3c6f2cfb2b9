package bank

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/bank"
)

// answers are the options, pairs, items or accepted answers.
func (e *editing) answers() fyne.CanvasObject {
	q := &e.q
	if !q.HasOptions() {
		return nil
	}
	box := parts.Stack(5, e.answersHead())
	for i := range q.Options {
		box.Add(e.answer(i))
		if e.feedback {
			f := e.line(optionKey("feedback", i), lang.L("What to say to whoever chose this"), q.Options[i].Feedback, func(q *bank.Question, text string) { q.Options[i].Feedback = text })
			f.Small = true
			box.Add(parts.Inset(0, look.Scaled(76), 2, look.Scaled(64), f))
		}
	}
	foot := parts.Row(16)
	if q.Kind != bank.TrueFalse {
		foot.Add(parts.NewButton(lang.L("Add an option"), parts.Plain, e.addOption).WithIcon("add").WithKey("Ctrl Shift O").AsSmall())
	}
	if q.Kind != bank.Matching && q.Kind != bank.Ordering {
		foot.Add(parts.NewCheck(lang.L("Feedback to single options"), e.feedback, func(on bool) { e.feedback = on; e.rebuild() }))
	}
	box.Add(parts.Inset(3, 0, 0, 0, foot))
	return box
}

// answersHead names the list and holds the rule of a multiple choice.
func (e *editing) answersHead() fyne.CanvasObject {
	q := &e.q
	head := parts.Row(10, parts.Label(answersWord(q.Kind)))
	if q.Kind != bank.Multiple {
		return head
	}
	at := 0
	if q.Rule == bank.AllOrPart {
		at = 1
	}
	head.Add(parts.NewSegments([]string{lang.L("Shares added up"), lang.L("All or part")}, at, e.setRule))
	if q.Rule == bank.AllOrPart {
		part := e.share("partial", q.Partial, func(q *bank.Question, x float64) { q.Partial = x }).Wide(56)
		part.Small = true
		head.Add(parts.Label(lang.L("some right, none wrong, %")))
		head.Add(part)
	}
	return head
}

func (e *editing) setRule(i int) {
	e.shape(func(q *bank.Question) {
		if i == 1 {
			q.Rule, q.Partial = bank.AllOrPart, .5
			q.Whole()
			return
		}
		q.Rule, q.Partial = "", 0
		q.Share()
	})
}

func answersWord(k bank.Kind) string {
	switch k {
	case bank.Matching:
		return lang.L("Pairs: what belongs together; an empty left side is a distractor")
	case bank.Ordering:
		return lang.L("Items in their right order")
	case bank.Numerical:
		return lang.L("Accepted numbers, the first that fits counts; * takes any")
	case bank.Short:
		return lang.L("Accepted answers, * stands for any text")
	}
	return lang.L("Options, the right one ticked")
}

// answer is the row of one option.
func (e *editing) answer(i int) fyne.CanvasObject {
	q := &e.q
	o := q.Options[i]
	row := parts.Row(8)
	if q.Chosen() {
		row.Add(e.tick(i))
	}
	badge := parts.NewKeyBadge(letter(q, i)).AsChosen()
	row.Add(parts.Fix(look.Scaled(24), 0, parts.Row(0, badge)))
	text := e.line(optionKey("option", i), lang.L("Option"), o.Text, func(q *bank.Question, text string) { q.Options[i].Text = text })
	switch q.Kind {
	case bank.Numerical:
		for _, f := range e.numberFields(i) {
			row.Add(f)
		}
	case bank.Matching:
		match := e.line(optionKey("match", i), lang.L("belongs to it"), o.Match, func(q *bank.Question, text string) { q.Options[i].Match = text })
		row.Add(parts.Grow(text))
		row.Add(parts.Label("→"))
		row.Add(parts.Grow(match))
	default:
		row.Add(parts.Grow(text))
	}
	if weighs(q) {
		f := e.share(optionKey("share", i), o.Fraction, func(q *bank.Question, x float64) { q.Options[i].Fraction = x }).Wide(60)
		row.Add(f)
		row.Add(parts.Label("%"))
	}
	if q.Kind != bank.TrueFalse {
		up := parts.NewLink(lang.L("Up"), func() { e.move(i) })
		if i == 0 {
			up.Disable()
		}
		row.Add(up)
		row.Add(parts.NewLink(lang.L("Delete"), func() { e.shape(func(q *bank.Question) { q.Options = slices.Delete(q.Options, i, i+1) }) }))
	}
	return row
}

// tick says whether an option is right, and turns it.
func (e *editing) tick(i int) fyne.CanvasObject {
	right := e.q.Options[i].Fraction > 0
	b := parts.NewCheck(lang.L("is right"), right, func(bool) { e.shape(func(q *bank.Question) { q.Choose(i) }) })
	return parts.Fix(look.Scaled(60), 0, b)
}

// weighs reports whether options have shares of the mark to be typed.
func weighs(q *bank.Question) bool {
	return q.Kind == bank.Single || q.Kind == bank.Multiple && q.Rule != bank.AllOrPart || q.Kind == bank.Short || q.Kind == bank.Numerical
}

func (e *editing) numberFields(i int) []fyne.CanvasObject {
	o := e.q.Options[i]
	if o.Text == "*" {
		return []fyne.CanvasObject{parts.Grow(parts.Body(lang.L("any other number")))}
	}
	value := e.number(optionKey("value", i), o.Value, func(q *bank.Question, x float64) { q.Options[i].Value = x })
	shown := o.Tolerance
	if o.Relative {
		shown *= 100
	}
	tolerance := e.number(optionKey("tolerance", i), shown, func(q *bank.Question, x float64) {
		if q.Options[i].Tolerance = x; q.Options[i].Relative {
			q.Options[i].Tolerance = x / 100
		}
	}).Wide(80)
	at := 0
	if o.Relative {
		at = 1
	}
	kind := parts.NewSegments([]string{lang.L("units"), "%"}, at, func(k int) {
		e.shape(func(q *bank.Question) {
			o := &q.Options[i]
			if o.Relative = k == 1; o.Relative {
				o.Tolerance /= 100
			} else {
				o.Tolerance *= 100
			}
		})
	})
	return []fyne.CanvasObject{parts.Grow(value), parts.Label("±"), tolerance, kind}
}

// addOption adds an option; a further number accepts as fully as the first.
func (e *editing) addOption() {
	if !e.q.HasOptions() || e.q.Kind == bank.TrueFalse || len(e.q.Options) >= bank.MostOptions {
		return
	}
	e.shape(func(q *bank.Question) {
		o := bank.Option{}
		if q.Kind == bank.Numerical || q.Kind == bank.Short {
			o.Fraction = 1
		} else if q.Kind == bank.Multiple && q.Rule != bank.AllOrPart {
			o.Fraction = -1
		}
		q.Options = append(q.Options, o)
	})
}

// move puts an option before the one above it.
func (e *editing) move(i int) {
	if i > 0 {
		e.shape(func(q *bank.Question) { q.Options[i-1], q.Options[i] = q.Options[i], q.Options[i-1] })
	}
}
