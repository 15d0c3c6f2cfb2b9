package editor

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa"
	"shifu/qa/revision"
)

// answers are the options, or the ranges, from which a question is answered.
func (f *fields) answers(at qa.QuestionAt, q *qa.Question) {
	switch q.Kind {
	case qa.KindSingle, qa.KindMultiple:
		f.group(lang.L("Options"), f.scaleChoice(at, q))
		f.options(at, q)
	case qa.KindYesNo:
		f.group(lang.L("Options"))
		f.yesNo(at, q)
	case qa.KindNumeric:
		f.group(lang.L("Ranges"))
		f.ranges(at, q)
	}
}

// scaleChoice offers the scales of the workspace, or options of its own.
func (f *fields) scaleChoice(at qa.QuestionAt, q *qa.Question) fyne.CanvasObject {
	names, now := []string{lang.L("own options")}, 0
	var scales []revision.Scale
	for _, s := range f.s.scales {
		scales, names = append(scales, s), append(names, s.Name)
		if s.Name == q.Scale {
			now = len(scales)
		}
	}
	if q.Scale != "" && now == 0 {
		scales, names = append(scales, revision.Scale{Name: q.Scale, Options: q.Options}), append(names, q.Scale)
		now = len(scales)
	}
	choice := parts.NewSelect(names, now, func(i int) {
		f.s.reshape(asked(at, func(q *qa.Question) {
			if q.Scale = ""; i > 0 {
				scales[i-1].Apply(q)
			}
		}))
	}).Wide(150)
	choice.Small = true
	f.focus["scale"] = func() { f.s.d.Window.Canvas().Focus(choice) }
	return parts.Row(8, parts.Label(lang.L("Scale")), choice, parts.NewLink(lang.L("Scales"), f.s.askScales))
}

// yesNo are Yes and No as they are, or options in their place.
func (f *fields) yesNo(at qa.QuestionAt, q *qa.Question) {
	if len(q.Options) > 0 {
		f.options(at, q)
		return
	}
	own := func() {
		f.s.reshape(asked(at, func(q *qa.Question) { q.Options = slices.Clone(q.Choices()) }))
	}
	f.box.Add(parts.Row(8, parts.Room(look.Scaled(labelWidth)-8, 0), parts.Body("Yes 1, No 0"), parts.NewLink(lang.L("Change words, scores or effects"), own)))
	f.wrong["options"] = parts.Stack(0)
	f.box.Add(f.wrong["options"])
}

// Widths of the columns of options, at 100 %.
const (
	scoreWide  = 50
	effectWide = 98
	passWide   = 78
	colourWide = 82
)

func cells(objects ...fyne.CanvasObject) *fyne.Container {
	row := parts.Row(5, parts.Grow(objects[0]))
	for i, wide := range []float32{scoreWide, effectWide, passWide, colourWide, 24} {
		row.Add(parts.Fix(look.Scaled(wide), 0, objects[i+1]))
	}
	return row
}

func (f *fields) options(at qa.QuestionAt, q *qa.Question) {
	f.box.Add(parts.High(22, cells(parts.Label(lang.L("Option")), parts.Label(lang.L("Score")), parts.Label(lang.L("Effect")), parts.Label(lang.L("Counts as")), parts.Label(lang.L("Colour")), parts.Room(0, 0))))
	for i := range q.Options {
		f.option(at, q, i)
	}
	f.wrong["options"], f.wrong["scale"] = parts.Stack(0), parts.Stack(0)
	f.box.Add(f.wrong["options"])
	f.box.Add(f.wrong["scale"])
	if q.Scale != "" {
		return
	}
	f.box.Add(parts.Inset(4, 0, 0, 0, parts.Row(12, f.button("add", lang.L("Add an option"), "Ctrl O", f.s.addOption),
		parts.NewLink(lang.L("Keep as a scale"), f.s.askKeepScale))))
}

// option is a row of the table of options. Label and score of a scale are the
// scale's; effect and colour are the question's.
func (f *fields) option(at qa.QuestionAt, q *qa.Question, i int) {
	o, key := q.Options[i], fmt.Sprintf("options[%d]", i)
	label := parts.NewEntry(lang.L("Option")).Wide(80)
	f.bind(label, key+".label", o.Label, func(v *qa.Version, text string) { revision.RenameOption(v, at, i, text) })
	points := parts.NewEntry("0").Wide(scoreWide)
	f.number(points, key+".score", o.Score, func(v *qa.Version, d qa.Decimal) { f.optioned(at, i, func(o *qa.Option) { o.Score = d })(v) })
	label.Small, points.Small = true, true
	drop := parts.NewLink("x", func() {
		f.s.reshape(asked(at, func(q *qa.Question) { q.Options = slices.Delete(q.Options, i, i+1) }))
	})
	if q.Scale != "" {
		label.Disable()
		points.Disable()
		drop.Hide()
	}
	f.wrong[key] = parts.Stack(0)
	f.box.Add(parts.High(30, cells(label, points, f.effect(at, o, i), f.pass(at, o, i), f.colour(at, o, i), drop)))
	f.box.Add(f.wrong[key])
}

func (f *fields) optioned(at qa.QuestionAt, i int, edit func(o *qa.Option)) func(v *qa.Version) {
	return asked(at, func(q *qa.Question) { edit(&q.Options[i]) })
}

func (f *fields) effect(at qa.QuestionAt, o qa.Option, i int) fyne.CanvasObject {
	now := o.Effect
	if now == "" {
		now = qa.EffectNone
	}
	return small(f, effects(), now, func(e qa.Effect) func(v *qa.Version) {
		return f.optioned(at, i, func(o *qa.Option) {
			if o.Effect = e; e == qa.EffectNone {
				o.Effect = ""
			}
		})
	})
}

func (f *fields) colour(at qa.QuestionAt, o qa.Option, i int) fyne.CanvasObject {
	return small(f, colours(), o.Colour, func(c string) func(v *qa.Version) {
		return f.optioned(at, i, func(o *qa.Option) { o.Colour = c })
	})
}

// pass says whether an option counts as pass or fail in rates.
func (f *fields) pass(at qa.QuestionAt, o qa.Option, i int) fyne.CanvasObject {
	now := ""
	if o.Pass != nil {
		now = fmt.Sprint(*o.Pass)
	}
	terms := []term[string]{{"", lang.L("By score")}, {"true", lang.L("Pass")}, {"false", lang.L("Fail")}}
	return small(f, terms, now, func(word string) func(v *qa.Version) {
		return f.optioned(at, i, func(o *qa.Option) {
			if o.Pass = nil; word != "" {
				pass := word == "true"
				o.Pass = &pass
			}
		})
	})
}

// small is a select in a table.
func small[T ~string](f *fields, terms []term[T], now T, edit func(t T) func(v *qa.Version)) fyne.CanvasObject {
	list, at := wordsOf(terms, now)
	sel := parts.NewSelect(list, at, func(i int) { f.s.change("", edit(terms[i].key)) }).Wide(40)
	sel.Small = true
	return sel
}

// ranges say which numbers score what.
func (f *fields) ranges(at qa.QuestionAt, q *qa.Question) {
	for i := range q.Ranges {
		f.span(at, q.Ranges[i], i)
	}
	f.wrong["ranges"] = parts.Stack(0)
	f.box.Add(f.wrong["ranges"])
	f.box.Add(parts.Inset(4, 0, 0, 0, parts.Row(12, f.button("add", lang.L("Add a range"), "Ctrl O", f.s.addOption),
		parts.Label(lang.L("Both ends are included; the first range that fits decides.")))))
}

func (f *fields) span(at qa.QuestionAt, r qa.Range, i int) {
	key := fmt.Sprintf("ranges[%d]", i)
	number := func(name, hint string, value qa.Decimal, set func(r *qa.Range, d qa.Decimal)) *parts.Entry {
		e := parts.NewEntry(hint).Wide(84)
		e.Small = true
		f.number(e, key+"."+name, value, func(v *qa.Version, d qa.Decimal) { asked(at, func(q *qa.Question) { set(&q.Ranges[i], d) })(v) })
		return e
	}
	drop := parts.NewLink("x", func() {
		f.s.reshape(asked(at, func(q *qa.Question) { q.Ranges = slices.Delete(q.Ranges, i, i+1) }))
	})
	f.wrong[key] = parts.Stack(0)
	f.box.Add(parts.High(30, parts.Row(8, parts.Label(lang.L("from")), number("from", lang.L("open"), r.From, func(r *qa.Range, d qa.Decimal) { r.From = d }),
		parts.Label(lang.L("to")), number("to", lang.L("open"), r.To, func(r *qa.Range, d qa.Decimal) { r.To = d }),
		parts.Label(lang.L("scores")), number("score", "1", r.Score, func(r *qa.Range, d qa.Decimal) { r.Score = d }), parts.Gap(), drop)))
	f.box.Add(f.wrong[key])
}
