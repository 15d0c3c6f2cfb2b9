package report

import (
	"io"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/exam/analysis"
)

// Exam is all that a report on an exam shows.
type Exam struct {
	Name     string
	Analysis *analysis.Analysis
	Fitted   *analysis.Fitted // nil: no model
	Stamp    Stamp
}

// WriteExam writes the statistics of an exam as a PDF of A4 pages in language
// l: the figures of the whole with their readings, the marks with the pass mark,
// every question with its figures, how options were chosen, and the curves of
// the model. It fails only if w does.
func WriteExam(w io.Writer, l words.Language, e Exam) error {
	s, err := newSheet()
	if err != nil {
		return err
	}
	p := &examPage{layout: layout{sheet: s, density: densities[1], l: l, zone: e.Stamp.zone()}, e: &e, a: e.Analysis}
	p.turn()
	p.head()
	p.figures()
	p.marks()
	p.items()
	p.options()
	p.model()
	p.feet()
	return p.write(w, info{title: p.say("Statistics of the exam", nil) + " - " + e.Name, author: e.Stamp.By, subject: p.say("Statistics of the exam", nil), stamp: e.Stamp})
}

// examPage lays out a report on an exam.
type examPage struct {
	layout
	e *Exam
	a *analysis.Analysis
}

func (p *examPage) head() {
	p.text(left, p.y, p.label, p.say("Statistics of the exam", nil))
	p.y += p.label.line() + 3
	p.flow(left, width, p.pageTitle, p.e.Name)
	p.y += 2
	facts := p.say("Attempts looked at: {{.Which}}; n {{.N}}, persons {{.Persons}}; passed from {{.Cut}} of {{.Most}} marks", fault.Values{
		"Which": p.a.Ask.Attempts.Word(), "N": p.a.N(), "Persons": p.a.Persons, "Cut": number(p.a.Cut), "Most": number(p.a.Most)})
	if p.a.Ask.Form > 0 {
		facts += "; " + p.say("Form {{.Name}}", fault.Values{"Name": string(rune('A' + p.a.Ask.Form - 1))})
	}
	p.flow(left, width, p.subTitle, facts)
	for _, warning := range p.warnings() {
		p.flow(left, width, p.note.in(warn), warning)
	}
}

// warnings say what keeps the figures from being taken at face value.
func (p *examPage) warnings() []string {
	var out []string
	if !p.a.Ask.Attempts.Sound() {
		out = append(out, p.say("Statistics of other than first attempts may be invalid: who sits again has learnt from the exam.", nil))
	}
	if p.a.Few() {
		out = append(out, p.say("Too few to tell: n {{.N}}", fault.Values{"N": p.a.N()}))
	}
	if p.a.Waiting > 0 {
		out = append(out, p.say("Left out, an essay waits for its mark: {{.N}}", fault.Values{"N": p.a.Waiting}))
	}
	if !p.a.Same {
		out = append(out, p.say("Questions were drawn: figures by place of the blueprint; n {{.N}}", fault.Values{"N": p.a.N()}))
	}
	return out
}

// figures are those of the exam as a whole.
func (p *examPage) figures() {
	p.block(p.say("Exam", nil), 60)
	at := []float64{left, left + 190, left + 200, left + 310}
	p.tableHead(at, []string{p.say("Figure", nil), p.say("Value", nil), p.say("95 % interval", nil), p.say("How to read it", nil)})
	for _, f := range p.a.Figures() {
		p.need(p.body.line() + 2)
		p.text(at[0], p.y, p.body, f.Name.In(p.l))
		p.right(at[1]-2, p.y, p.strong, f.Text())
		if f.Likely != nil {
			p.text(at[2]+6, p.y, p.body, f.Interval().In(p.l))
		}
		p.reading(at[3], f.Reading)
		p.y += p.body.line() + 2
	}
	p.y += 4
	p.flow(left, width, p.note, p.a.Advice().In(p.l))
}

// tableHead sets the titles of columns; the second one ends at its place.
func (p *examPage) tableHead(at []float64, titles []string) {
	for i, t := range titles {
		if i == 1 {
			p.right(at[i]-2, p.y, p.label, t)
			continue
		}
		p.text(at[i]+map[bool]float64{true: 6}[i == 2], p.y, p.label, t)
	}
	p.y += p.label.line() + 1
	p.hairline(left, p.y, width, line2)
	p.y += 3
}

var verdictMarks = map[analysis.Verdict]mark{analysis.Fine: markGood, analysis.Watch: markPartly, analysis.Bad: markBad}

func (p *examPage) reading(x float64, r analysis.Reading) {
	if r.Verdict == analysis.Unknown || p.a.Few() {
		return
	}
	p.shape(verdictMarks[r.Verdict], x+4, p.y+p.body.line()/2, 3)
	w := p.text(x+12, p.y, p.body, r.Word.In(p.l))
	if !r.Band.IsZero() {
		p.text(x+18+w, p.y, p.label, p.say("should be {{.Band}}", fault.Values{"Band": r.Band}))
	}
}

// feet sets the foot of every page.
func (p *examPage) feet() {
	for i := range p.pages {
		y := bottom + 12
		p.drawOn(i, fillOp(left, y-4, width, 0.5, line))
		of := p.say("Page {{.Page}} of {{.Pages}}", fault.Values{"Page": i + 1, "Pages": len(p.pages)})
		w := p.width(p.foot, of)
		p.textOn(i, right-w, y, p.foot, of)
		p.textOn(i, left, y, p.foot, p.short(p.foot, width-w-12, p.say("Printed by {{.Name}} at {{.Time}}; definitions: Moodle, Quiz statistics calculations", fault.Values{
			"Name": orNone(p.e.Stamp.By), "Time": p.e.Stamp.At.In(p.zone).Format("2006-01-02 15:04:05 -07:00")})))
		p.textOn(i, left, y+p.foot.line(), p.foot, p.short(p.foot, width, p.say("Audit {{.Hash}}", fault.Values{"Hash": orNone(p.e.Stamp.AuditHead)})))
	}
}
