package report

import (
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/score"
)

// The columns of the table of answers: where each begins, and where the points end.
const (
	refAt     = left + 5
	answerAt  = left + 300
	momentsAt = left + 408
	lostAt    = right - 5
	columnGap = 10
	shapeSize = 3.6
	narrowRef = 20.0
	wideRef   = 70.0
	tallest   = 5 // lines of an answer or of moments
)

func (p *page) answers() {
	p.questionAt = p.afterRefs()
	p.block(p.say("Answers", nil), 50)
	p.tableHead()
	p.onTurn = p.tableHead
	i := 0
	for n := range p.e.Version.Sections {
		section := &p.e.Version.Sections[n]
		rows := p.e.Result.Questions[i : i+len(section.Questions)]
		i += len(section.Questions)
		p.section(n, section, &p.e.Result.Sections[n], rows)
	}
	p.onTurn = nil
	p.hairline(left, p.y, width, line2)
}

// afterRefs is where the questions begin: after the widest ref, within limits.
func (p *page) afterRefs() float64 {
	widest := narrowRef
	for _, q := range p.e.Version.All {
		widest = min(max(widest, p.width(p.label, q.Ref)), wideRef)
	}
	return refAt + widest + columnGap
}

func (p *page) tableHead() {
	p.text(refAt, p.y, p.label, p.say("No.", nil))
	p.text(p.questionAt, p.y, p.label, p.say("Question", nil))
	p.text(answerAt, p.y, p.label, p.say("Answer", nil))
	p.text(momentsAt, p.y, p.label, p.say("Evidence", nil))
	p.right(lostAt, p.y, p.label, p.say("Points", nil))
	p.y += p.label.line() + 2
	p.hairline(left, p.y, width, line2)
	p.y++
}

// section sets a section with the questions that were shown; one without any
// is left out.
func (p *page) section(index int, s *qa.Section, reached *score.SectionScore, rows []score.Row) {
	begun := false
	for i := range rows {
		if rows[i].State == score.Hidden {
			continue
		}
		if !begun {
			p.sectionHead(index, s, reached)
		}
		begun = true
		p.answer(&s.Questions[i], &rows[i])
	}
}

func (p *page) sectionHead(index int, s *qa.Section, reached *score.SectionScore) {
	points := p.sectionPoints(reached)
	room := lostAt - p.questionAt - p.width(p.strong, points) - columnGap
	title := p.wrap(p.strong, room, s.Title)
	h := float64(len(title))*p.strong.line() + 2*p.rowPad
	p.need(h + 2*p.body.line())
	p.fill(left, p.y, width, h, naT)
	p.right(lostAt, p.y+p.rowPad, p.strong.in(p.sectionColour(reached)), points)
	p.text(refAt, p.y+p.rowPad, p.strong, strconv.Itoa(index+1))
	p.lines(p.questionAt, p.y+p.rowPad, p.strong, title)
	p.y += h
}

func (p *page) sectionColour(r *score.SectionScore) colour {
	if r.Failed {
		return crit
	}
	return ink
}

// sectionPoints is what the section reached of what it could.
func (p *page) sectionPoints(r *score.SectionScore) string {
	got, of := r.Points, r.Possible
	if p.e.Result.Mode == qa.ModeSectionPercent {
		got, of = r.Percent.Value*r.WeightApplied/100, r.WeightApplied
	}
	switch {
	case !r.Percent.Known:
		return none
	case r.Failed:
		return p.say("Section failed: {{.Got}} / {{.Of}}", fault.Values{"Got": number(got), "Of": number(of)})
	}
	return number(got) + " / " + number(of)
}

// cells are the wrapped texts of a row.
type cells struct {
	ref, question, answer, moments []string
	below                          []string
	word                           style
}

// answer sets one question: its row, and below it what the reviewer wrote.
func (p *page) answer(q *qa.Question, row *score.Row) {
	a := p.e.Evaluation.Answers[q.Ref]
	m := markOf(q, a, *row)
	c := p.cells(q, a, row, m)
	h := float64(max(len(c.question), len(c.answer), len(c.moments), len(c.ref)))*p.body.line() + 2*p.rowPad
	p.need(h + float64(min(len(c.below), 3))*p.note.line())
	y := p.y + p.rowPad
	p.lines(refAt, y+1.2, p.label, c.ref)
	p.lines(p.questionAt, y, p.body, c.question)
	p.shape(m, answerAt+shapeSize, y+p.body.line()/2, shapeSize)
	p.lines(answerAt+2*shapeSize+5, y, c.word, c.answer)
	p.lines(momentsAt, y+0.4, p.note.in(accent), c.moments)
	p.points(y, row)
	p.y += h
	p.remarksBelow(c.below)
	p.hairline(left, p.y, width, line)
}

// cells wraps the texts of a row. An answer or a list of moments that would
// make the row tall stands below it.
func (p *page) cells(q *qa.Question, a qa.Answer, row *score.Row, m mark) cells {
	c := cells{word: style{p.body.size, markInks[m], m == markCritical}, below: p.below(a)}
	c.ref = p.wrap(p.label, p.questionAt-refAt-4, q.Ref)
	c.question = p.wrap(p.body, answerAt-p.questionAt-columnGap, q.Text)
	answer := p.judged(row, p.answerWords(q, a, m))
	c.answer = p.wrap(c.word, momentsAt-answerAt-columnGap-2*shapeSize-4, answer)
	if len(c.answer) > tallest {
		c.answer = []string{p.say("see below", nil)}
		c.below = append(p.beside(answer), c.below...)
	}
	times := momentTimes(a)
	c.moments = p.wrap(p.note, lostAt-34-momentsAt, times)
	if len(c.moments) > tallest {
		c.moments = []string{p.say("{{.First}} and {{.N}} more", fault.Values{"First": clock(a.Moments[0].At), "N": strconv.Itoa(len(a.Moments) - 1)})}
		c.below = append(c.below, p.beside(times)...)
	}
	return c
}

// beside wraps a text that stands below a row.
func (p *page) beside(text string) []string { return p.wrap(p.note, lostAt-34-p.questionAt, text) }

func (p *page) remarksBelow(lines []string) {
	for _, line := range lines {
		p.need(p.note.line())
		p.text(p.questionAt, p.y-0.5, p.note, line)
		p.y += p.note.line()
	}
	if len(lines) > 0 {
		p.y += p.rowPad
	}
}

func (p *page) points(y float64, row *score.Row) {
	switch {
	case row.Bonus > 0:
		p.right(lostAt, y, p.strong.in(good), "+"+number(row.Bonus))
	case row.PointsLost > 0:
		p.right(lostAt, y, p.strong.in(bad), "-"+number(row.PointsLost))
	case row.Counts():
		p.right(lostAt, y, p.body.in(ink3), "0")
	default:
		p.right(lostAt, y, p.body.in(ink3), none)
	}
}

// answerWords is the answer as words: the labels chosen or the value.
func (p *page) answerWords(q *qa.Question, a qa.Answer, m mark) string {
	switch m {
	case markNA:
		return p.say("N/A", nil)
	case markOpen:
		return p.say("not answered", nil)
	}
	var labels []string
	for _, i := range a.Options {
		if i >= 0 && i < len(q.Choices()) {
			labels = append(labels, q.Choices()[i].Label)
		}
	}
	switch {
	case len(labels) > 0 && len(q.Options) == 0:
		return p.say(labels[0], nil)
	case len(labels) > 0:
		return strings.Join(labels, ", ")
	case a.Value != "":
		return a.Value
	}
	return p.say("none chosen", nil)
}

// judged adds the effect of an answer to its words.
func (p *page) judged(row *score.Row, answer string) string {
	switch row.Effect {
	case qa.EffectFailAll:
		return p.say("{{.Answer}}, fails the call", fault.Values{"Answer": answer})
	case qa.EffectFailSection:
		return p.say("{{.Answer}}, fails the section", fault.Values{"Answer": answer})
	}
	return answer
}

func momentTimes(a qa.Answer) string {
	times := make([]string, len(a.Moments))
	for i, m := range a.Moments {
		times[i] = clock(m.At)
		if m.Until > m.At {
			times[i] += "-" + clock(m.Until)
		}
	}
	return strings.Join(times, ", ")
}

// below is what was written to an answer: comment, root cause, and the notes
// of its moments, in lines.
func (p *page) below(a qa.Answer) []string {
	var out []string
	add := func(text string) { out = append(out, p.beside(text)...) }
	if strings.TrimSpace(a.Comment) != "" {
		add(a.Comment)
	}
	if a.Cause != "" {
		add(p.say("Cause: {{.Cause}}", fault.Values{"Cause": a.Cause}))
	}
	for _, m := range a.Moments {
		if m.Note != "" {
			add(clock(m.At) + "  " + m.Note)
		}
	}
	return out
}
