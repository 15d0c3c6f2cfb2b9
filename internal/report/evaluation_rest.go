package report

import (
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/score"
)

// remarks sets the comment on the whole call and the moments that belong to
// no question.
func (p *page) remarks() {
	if text := strings.TrimSpace(p.e.Evaluation.Comment); text != "" {
		p.titled(p.say("Comment on the whole call", nil), []string{text})
	}
	if len(p.e.Evaluation.Moments) == 0 {
		return
	}
	var texts []string
	for _, m := range p.e.Evaluation.Moments {
		texts = append(texts, strings.TrimSpace(momentTimes(qa.Answer{Moments: []qa.Moment{m}})+"  "+m.Note))
	}
	p.titled(p.say("Further moments", nil), texts)
}

// titled sets texts below each other beside a short title.
func (p *page) titled(title string, texts []string) {
	p.y += p.blockGap
	p.need(p.blockHead.line())
	x := left + p.text(left, p.y, p.blockHead, title) + columnGap
	p.y += (p.blockHead.line() - p.body.line()) / 2
	for _, text := range texts {
		p.flow(x, right-x, p.body, text)
	}
}

const columnSpace = 16

// derivation sets the score line by line, the same text as on screen, in two
// columns.
func (p *page) derivation() {
	p.block(p.say("How the score came about", nil), 4*p.fine.line())
	w, step := (width-columnSpace)/2, p.fine.size*1.27
	lines := p.derived(w)
	for len(lines) > 0 {
		rows := min((len(lines)+1)/2, max(1, int((bottom-p.y)/step)))
		for column := range 2 {
			n := min(rows, len(lines))
			for i, l := range lines[:n] {
				p.text(left+float64(column)*(w+columnSpace)+l.indent, p.y+float64(i)*step, l.style, l.text)
			}
			lines = lines[n:]
		}
		p.y += float64(rows) * step
		if len(lines) > 0 {
			p.turn()
		}
	}
}

type derivedLine struct {
	styled
	indent float64
}

func (p *page) derived(w float64) []derivedLine {
	var out []derivedLine
	for _, l := range score.Explain(&p.e.Version, p.e.Evaluation.Answers, &p.e.Result) {
		indent, t := float64(max(l.Depth-1, 0))*7, p.fine
		if l.Depth < 2 {
			t.ink = ink
		}
		for i, text := range p.wrap(t, w-indent-6, l.In(p.l)) {
			hang := 0.0
			if i > 0 {
				hang = 6
			}
			out = append(out, derivedLine{styled{t, text}, indent + hang})
		}
	}
	return out
}

// editions lists the earlier editions and why each new one was made.
func (p *page) editions() {
	if len(p.e.Earlier) == 0 {
		return
	}
	var texts []string
	for _, e := range append(p.e.Earlier[:len(p.e.Earlier):len(p.e.Earlier)], p.e.Evaluation) {
		final := p.say("No score", nil)
		if e.Final != nil {
			final = number(*e.Final)
		}
		values := fault.Values{"Edition": strconv.Itoa(e.Edition), "Score": final, "Time": p.instant(e.SubmittedAt), "Name": orNone(e.ReviewerName), "Why": e.Why}
		key := "Edition {{.Edition}}: {{.Score}}, submitted {{.Time}} by {{.Name}}"
		if e.Why != "" {
			key = "Edition {{.Edition}}: {{.Score}}, submitted {{.Time}} by {{.Name}}. Why: {{.Why}}"
		}
		texts = append(texts, p.say(key, values))
	}
	p.titled(p.say("Editions", nil), texts)
}

// signatures leaves room to sign by hand, and says what replaced characters mean.
func (p *page) signatures() {
	const h = 24
	p.need(h)
	w := (width - 2*columnSpace) / 3
	for i, who := range []string{"Reviewer, date", "Agent, date", "Team leader, date"} {
		x := left + float64(i)*(w+columnSpace)
		p.hairline(x, p.y+h-p.label.line()-1, w, line2)
		p.text(x, p.y+h-p.label.line(), p.label, p.say(who, nil))
	}
	p.y += h
	if p.lacks {
		p.y += 2
		p.flow(left, width, p.label, p.say("A number in square brackets, such as [U+1F600], stands for a character that the typeface of this report lacks.", nil))
	}
}
