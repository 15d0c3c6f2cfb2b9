package sitting

import (
	"maps"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa"
	"shifu/training/bank"
	"shifu/training/exam"
)

// scoring is the form of a rubric: the answer is a whole evaluation. It tells
// no costs and no score, since what is asked is judgement.
type scoring struct {
	s       *Screen
	version qa.Version
	given   qa.Answers
	form    *parts.Form
	dirty   bool // something typed is not handed over
}

func newScoring(s *Screen, q bank.Question) *scoring {
	c := &scoring{s: s, version: s.sit.Rubrics[q.VersionID], form: parts.NewForm()}
	given, err := exam.Evaluated(s.a.Answers[s.a.Here])
	if err != nil {
		given = qa.Answers{}
	}
	c.given = given
	c.form.OnAnswer = c.choose
	c.form.OnValue = func(ref, text string) {
		a := c.given[ref]
		a.Value, a.NA = text, false
		c.given[ref], c.dirty = a, true
	}
	c.form.OnWake = func(string) { c.draw() }
	c.form.OnTyping = s.view.typing
	c.form.Keys, c.form.TypingKeys = parts.FormKeys{}, parts.FormKeys{}
	c.draw()
	c.form.Wake(c.firstOpen())
	return c
}

// firstOpen is the first question without an answer.
func (c *scoring) firstOpen() string {
	shown, first := c.version.Visible(c.given), ""
	for _, q := range c.version.All {
		if first == "" {
			first = q.Ref
		}
		if shown[q.Ref] && !c.given[q.Ref].Given(q) {
			return q.Ref
		}
	}
	return first
}

// choose takes an option of a question, "not applicable" for FormNA.
func (c *scoring) choose(ref string, option int) {
	q, _, ok := c.version.Find(ref)
	if !ok {
		return
	}
	a := c.given[ref]
	switch {
	case option == parts.FormNA:
		a = qa.NotApplicable()
	case q.Kind == qa.KindMultiple:
		a = qa.Choose(desk.Toggled(a.Options, option)...)
	default:
		a = qa.Choose(option)
	}
	c.given = maps.Clone(c.given)
	c.given[ref] = a
	c.keep()
	c.draw()
	if q.Kind != qa.KindMultiple {
		c.form.Next()
	}
}

// keep hands the evaluation over.
func (c *scoring) keep() {
	if a, changed := c.answer(); changed {
		c.s.answer(a)
	}
}

func (c *scoring) answer() (bank.Answer, bool) {
	a, err := exam.Evaluation(c.given)
	if err != nil {
		c.s.d.Fail(err)
		return a, false
	}
	c.dirty = false
	return a, true
}

func (c *scoring) typed() (bank.Answer, bool) {
	if !c.dirty {
		return bank.Answer{}, false
	}
	return c.answer()
}

// draw shows the rubric with the answers.
func (c *scoring) draw() {
	var m parts.FormModel
	shown := c.version.Visible(c.given)
	for i, section := range c.version.Sections {
		fs := parts.FormSection{Number: strconv.Itoa(i + 1), Title: section.Title}
		for j := range section.Questions {
			if q := &section.Questions[j]; shown[q.Ref] {
				fs.Rows = append(fs.Rows, desk.FormRow(q, c.given[q.Ref], strconv.Itoa(i+1)+"."+strconv.Itoa(j+1)))
			}
		}
		m.Sections = append(m.Sections, fs)
	}
	c.form.SetModel(m)
}

func (c *scoring) content() fyne.CanvasObject {
	high := c.s.d.Window.Canvas().Size().Height - look.Scaled(490)
	return parts.Over(parts.NewFrame(look.Surface, look.Line2, look.RadiusBlock), parts.Inset(1, 1, 1, 1, parts.Fix(0, max(high, look.Scaled(300)), c.form)))
}

func (c *scoring) actions() []desk.Action {
	acts := []desk.Action{
		{Label: lang.L("Next line of the form"), Bare: fyne.KeyDown, Do: func() { c.form.Next() }},
		{Label: lang.L("Line before"), Bare: fyne.KeyUp, Do: func() { c.form.Prev() }},
	}
	for _, key := range "0123456789" {
		k := string(key)
		acts = append(acts, desk.Action{Label: k, Key: fyne.KeyName(k), Mod: ctrl, Bare: fyne.KeyName(k), Do: func() { c.form.Press(k) }})
	}
	return acts
}

func (c *scoring) show()  {}
func (c *scoring) focus() {}
func (c *scoring) close() {}

func (c *scoring) hint() string {
	return lang.L("Score the call as you would in a review: digits answer the line that is open, up and down change it. It is compared with the expert's evaluation.")
}
