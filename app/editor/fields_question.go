package editor

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa"
	"shifu/qa/revision"
)

// asked edits the question at a place.
func asked(at qa.QuestionAt, edit func(q *qa.Question)) func(v *qa.Version) {
	return func(v *qa.Version) {
		if q := questionIn(v, at); q != nil {
			edit(q)
		}
	}
}

// said edits a text of the question at a place.
func said(at qa.QuestionAt, edit func(q *qa.Question, text string)) func(v *qa.Version, text string) {
	return func(v *qa.Version, text string) { asked(at, func(q *qa.Question) { edit(q, text) })(v) }
}

// question is the form of one question.
func (f *fields) question(at qa.QuestionAt) {
	q := questionIn(f.s.now(), at)
	f.head(lang.L("Question {{.Ref}}", map[string]any{"Ref": q.Ref}), f.moves()...)
	f.field("text", f.entry("text", q.Text, lang.L("What is asked"), 2, said(at, func(q *qa.Question, t string) { q.Text = line1(t) })))
	f.field("help", f.entry("help", q.Help, lang.L("What the reviewer has to know"), 2, said(at, func(q *qa.Question, t string) { q.Help = t })))
	f.field("applies_when", f.entry("applies_when", q.AppliesWhen, lang.L("In words; empty: always"), 1, said(at, func(q *qa.Question, t string) { q.AppliesWhen = t })))
	f.field("kind", selection(f, "kind", kinds(), q.Kind, func(v *qa.Version, k qa.Kind) {
		asked(at, func(q *qa.Question) { revision.SetKind(q, k, f.startingOptions(v.Language)) })(v)
	}))
	f.rulings(at, q)
	f.weights(at, q)
	f.answers(at, q)
	f.rules(at, q)
	f.condition(at, q)
	f.rest(at, q)
	f.box.Add(parts.Room(0, 12))
	f.box.Add(parts.Row(8, f.button("add", lang.L("Add a question"), "Ctrl N", f.s.addQuestion),
		f.button("document", lang.L("Duplicate"), "Ctrl D", f.s.double), parts.Gap(),
		f.button("delete", lang.L("Delete"), "Ctrl Del", f.s.remove)))
}

// rulings are the wordings that calibration sessions propose for the question.
func (f *fields) rulings(at qa.QuestionAt, q *qa.Question) {
	for _, w := range f.s.wordings {
		if w.Ref != q.Ref {
			continue
		}
		say := parts.NewParagraph(lang.L("{{.Name}} ruled: {{.Text}}", map[string]any{"Name": w.ByName, "Text": w.Text}), look.TextLabel, look.Ink)
		take := parts.NewLink(lang.L("Put it into the help"), func() { f.s.takeWording(at, w) })
		f.box.Add(parts.Inset(4, 0, 4, look.Scaled(labelWidth), parts.Over(parts.NewFrame(look.Sel, look.Clear, look.RadiusButton),
			parts.Inset(6, 10, 6, 10, parts.Row(8, parts.NewIcon("scales", 14, look.Accent), parts.Grow(say), take)))))
	}
}

// line1 keeps a question on one line.
func line1(text string) string { return strings.ReplaceAll(text, "\n", " ") }

// startingOptions are those of the first shipped scale in a language.
func (f *fields) startingOptions(language string) []qa.Option {
	for _, s := range revision.Shipped() {
		if s.Language == language {
			return s.Options
		}
	}
	return revision.Shipped()[0].Options
}

func (f *fields) weights(at qa.QuestionAt, q *qa.Question) {
	ref := parts.NewEntry("1.1").Wide(72)
	f.bind(ref, "ref", q.Ref, func(v *qa.Version, text string) { revision.Rename(v, at, strings.TrimSpace(text)) })
	f.field("ref", parts.Row(8, ref, parts.Label(lang.L("stays the same in every version: trends join on it"))))
	weight := parts.NewEntry("1").Wide(72)
	f.number(weight, "weight", q.Weight, func(v *qa.Version, d qa.Decimal) { asked(at, func(q *qa.Question) { q.Weight = d })(v) })
	row := parts.Row(8, weight)
	if q.Kind == qa.KindText || q.Kind == qa.KindDate {
		row.Add(parts.Label(lang.L("a note, never scored")))
	} else {
		row.Add(f.bonus(at, q))
	}
	f.field("weight", row)
	f.wrong["bonus"] = parts.Stack(0)
	f.box.Add(f.wrong["bonus"])
}

// bonus offers the three ways in which a question counts.
func (f *fields) bonus(at qa.QuestionAt, q *qa.Question) fyne.CanvasObject {
	now := 0
	switch {
	case q.BonusPoints.IsSet():
		now = 2
	case q.Bonus:
		now = 1
	}
	ways := parts.NewSelect([]string{lang.L("counts in the score"), lang.L("is a bonus: gained, never lost"), lang.L("counts, with a bonus of")}, now, func(i int) {
		f.s.reshape(asked(at, func(q *qa.Question) {
			q.Bonus, q.BonusPoints = i > 0, qa.Decimal{}
			if i == 2 {
				q.BonusPoints = qa.Whole(1)
			}
		}))
	}).Wide(190)
	f.focus["bonus"] = func() { f.s.d.Window.Canvas().Focus(ways) }
	row := parts.Row(8, ways)
	if now == 2 {
		points := parts.NewEntry("1").Wide(56)
		f.number(points, "bonus", q.BonusPoints, func(v *qa.Version, d qa.Decimal) { asked(at, func(q *qa.Question) { q.BonusPoints = d })(v) })
		row.Add(points)
	}
	return row
}

// rules are what an answer needs and whom an error hurts.
func (f *fields) rules(at qa.QuestionAt, q *qa.Question) {
	f.group(lang.L("Rules"))
	f.field("comment", selection(f, "comment", comments(), orNever(q.Comment), func(v *qa.Version, c qa.CommentRule) { asked(at, func(q *qa.Question) { q.Comment = c })(v) }))
	f.field("class", selection(f, "class", classes(), q.Class, func(v *qa.Version, c qa.Class) { asked(at, func(q *qa.Question) { q.Class = c })(v) }))
	tick := func(key, caption string, on bool, set func(q *qa.Question, on bool)) fyne.CanvasObject {
		return f.check(key, caption, on, func(v *qa.Version, on bool) { asked(at, func(q *qa.Question) { set(q, on) })(v) })
	}
	for _, c := range []fyne.CanvasObject{
		tick("na", lang.L("N/A may be chosen"), q.NA, func(q *qa.Question, on bool) { q.NA = on }),
		tick("evidence", lang.L("A lost point needs a moment on the recording"), q.Evidence, func(q *qa.Question, on bool) { q.Evidence = on }),
		tick("excluded", lang.L("Asked, but outside the score"), q.Excluded, func(q *qa.Question, on bool) { q.Excluded = on }),
	} {
		f.box.Add(parts.Inset(4, 0, 4, look.Scaled(labelWidth), c))
	}
	row := parts.Row(16)
	for _, t := range answerers() {
		row.Add(f.check("answer_by", t.word, answeredBy(q, t.key), func(v *qa.Version, on bool) {
			asked(at, func(q *qa.Question) { setAnswerBy(q, t.key, on) })(v)
		}))
	}
	f.field("answer_by", row)
}

func orNever(c qa.CommentRule) qa.CommentRule {
	if c == "" {
		return qa.CommentNever
	}
	return c
}

func answeredBy(q *qa.Question, by qa.AnswerBy) bool {
	return slices.Contains(q.AnswerBy, by) || (len(q.AnswerBy) == 0 && by == qa.ByHand)
}

// setAnswerBy keeps the order of the file format; no way at all is by hand.
func setAnswerBy(q *qa.Question, by qa.AnswerBy, on bool) {
	var next []qa.AnswerBy
	for _, t := range answerers() {
		if (t.key == by && on) || (t.key != by && answeredBy(q, t.key)) {
			next = append(next, t.key)
		}
	}
	if len(next) == 1 && next[0] == qa.ByHand {
		next = nil
	}
	q.AnswerBy = next
}

// rest are root causes, one a line.
func (f *fields) rest(at qa.QuestionAt, q *qa.Question) {
	f.group(lang.L("When points are lost"))
	f.field("root_causes", f.entry("root_causes", strings.Join(q.RootCauses, "\n"), lang.L("One a line"), 3, said(at, func(q *qa.Question, text string) {
		q.RootCauses = nil
		for row := range strings.Lines(text) {
			if row = strings.TrimSpace(row); row != "" {
				q.RootCauses = append(q.RootCauses, row)
			}
		}
	})))
}

// condition is on which answer of which other question this one is shown.
func (f *fields) condition(at qa.QuestionAt, q *qa.Question) {
	f.group(lang.L("Condition"))
	refs, names, now := []string{""}, []string{lang.L("(always shown)")}, 0
	for _, other := range f.s.now().All {
		if other.Ref == q.Ref {
			continue
		}
		refs, names = append(refs, other.Ref), append(names, other.Ref+"  "+short(other.Text))
		if q.VisibleWhen != nil && other.Ref == q.VisibleWhen.Ref {
			now = len(refs) - 1
		}
	}
	if q.VisibleWhen != nil && now == 0 {
		refs, names, now = append(refs, q.VisibleWhen.Ref), append(names, q.VisibleWhen.Ref), len(refs)
	}
	on := parts.NewSelect(names, now, func(i int) {
		f.s.reshape(asked(at, func(q *qa.Question) {
			if q.VisibleWhen = nil; i > 0 {
				q.VisibleWhen = &qa.Condition{Ref: refs[i]}
			}
		}))
	})
	f.focus["visible_when"] = func() { f.s.d.Window.Canvas().Focus(on) }
	f.field("visible_when", on)
	if q.VisibleWhen != nil {
		f.conditionAnswers(at, q.VisibleWhen)
	}
}

const shortest = 22 // characters of a question in a list

func short(text string) string {
	if runes := []rune(text); len(runes) > shortest {
		return string(runes[:shortest]) + "..."
	}
	return text
}

// conditionAnswers are the answers of the other question, to tick; a number or
// text is typed.
func (f *fields) conditionAnswers(at qa.QuestionAt, c *qa.Condition) {
	other, _, ok := f.s.now().Find(c.Ref)
	if !ok {
		return
	}
	labels := []string{}
	for _, o := range other.Choices() {
		labels = append(labels, o.Label)
	}
	if len(labels) == 0 {
		e := f.entry("visible_when.is", strings.Join(c.Is, ", "), lang.L("the value"), 1, said(at, func(q *qa.Question, text string) {
			q.VisibleWhen.Is = splitValues(text)
		}))
		f.box.Add(parts.Inset(2, 0, 4, look.Scaled(labelWidth), e))
		return
	}
	if other.NA {
		labels = append(labels, qa.NAWord)
	}
	column := parts.Stack(6)
	for _, label := range labels {
		column.Add(parts.NewCheck(label, slices.Contains(c.Is, label), func(on bool) {
			f.s.change("", asked(at, func(q *qa.Question) { q.VisibleWhen.Is = withLabel(q.VisibleWhen.Is, labels, label, on) }))
		}))
	}
	f.box.Add(parts.Inset(4, 0, 4, look.Scaled(labelWidth), column))
}

func splitValues(text string) (out []string) {
	for _, value := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '，' }) {
		if value = strings.TrimSpace(value); value != "" {
			out = append(out, value)
		}
	}
	return out
}

// withLabel ticks a label or not; the answers stay in the order of the options.
func withLabel(is, labels []string, label string, on bool) []string {
	var out []string
	for _, l := range labels {
		if (l == label && on) || (l != label && slices.Contains(is, l)) {
			out = append(out, l)
		}
	}
	return out
}
