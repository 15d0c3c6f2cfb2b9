package report

import (
	"strconv"

	"shifu/internal/fault"
	"shifu/qa/score"
)

// The ring of the score and the room kept for it at the right end of the head.
const (
	ringRadius = 24.0
	ringStroke = 5.5
	scoreRoom  = 200.0
)

func (p *page) title() string {
	return p.say("{{.Rubric}}, version {{.Number}}", fault.Values{"Rubric": p.e.Version.Title, "Number": p.e.Version.Number})
}

func (p *page) callTitle() string {
	for _, s := range []string{p.e.Call.Title, p.e.Call.BusinessLine, p.e.Call.ExternalID, p.e.Call.ID} {
		if s != "" {
			return s
		}
	}
	return none
}

func (p *page) head() {
	y, w := p.y, width-scoreRoom
	x := left + p.text(left, y, p.label, p.say("Evaluation report", nil))
	if p.e.Stamp.Workspace != "" {
		p.disc(x+6, y+p.label.line()/2, 1, ink3)
		p.text(x+12, y, p.label, p.short(p.label, w-(x-left)-12, p.e.Stamp.Workspace))
	}
	p.score(right-ringRadius-ringStroke/2, top+ringRadius+ringStroke/2+1)
	p.y = y + p.label.line() + 3
	p.flow(left, w, p.pageTitle, p.title())
	p.y += 2
	p.flow(left, w, p.subTitle, p.callTitle())
	p.y = max(p.y, top+2*ringRadius+ringStroke+3) + 8
}

// score draws the ring around x, y with the final score, and beside it what
// has to be known of it.
func (p *page) score(x, y float64) {
	r := &p.e.Result
	p.arc(x, y, ringRadius, ringStroke, 1, line)
	number20 := style{17, ink, true}
	if share := r.Final.Value / 100; r.Final.Known && share > 0 {
		p.arc(x, y, ringRadius, ringStroke, share, p.scoreColour())
	}
	if r.FailAll {
		p.arc(x, y, ringRadius, ringStroke, 1, crit)
		number20.ink = crit
	}
	text := p.scoreText()
	for p.width(number20, text) > 2*ringRadius-ringStroke-4 {
		number20.size--
	}
	p.centre(x, y-number20.line()/2, number20, text)
	edge, y := x-ringRadius-12, y-ringRadius+3
	for _, s := range p.scoreLines() {
		for _, l := range p.wrap(s.style, scoreRoom-2*ringRadius-24, s.text) {
			p.right(edge, y, s.style, l)
			y += s.line()
		}
	}
}

type styled struct {
	style
	text string
}

func (p *page) scoreText() string {
	if !p.e.Result.Final.Known {
		return none
	}
	return number(p.e.Result.Final.Value)
}

func (p *page) scoreLines() []styled {
	r := &p.e.Result
	head, small := style{10, ink, true}, style{8, ink2, false}
	switch {
	case !r.Final.Known:
		return []styled{{head, p.say("No score", nil)}, {small, p.say(whyNone(r), nil)}}
	case r.FailAll && r.Raw.Known:
		return []styled{{head, p.say("Final score", nil)},
			{small.in(crit), p.say("A fail-all answer: {{.Raw}} becomes 0", fault.Values{"Raw": number(r.Raw.Value)})},
			{small, p.failed()}}
	case r.FailAll:
		return []styled{{head, p.say("Final score", nil)}, {small.in(crit), p.say("A fail-all answer decides", nil)}, {small, p.failed()}}
	}
	out := []styled{{head, p.say("Final score", nil)}}
	if !r.Complete {
		out[0].text = p.say("Score so far", nil)
	}
	if r.Bonus > 0 {
		out = append(out, styled{small, p.say("with a bonus of {{.Points}}", fault.Values{"Points": number(r.Bonus)})})
	}
	return append(out, styled{small, p.say("{{.Answered}} of {{.Visible}} questions answered",
		fault.Values{"Answered": strconv.Itoa(r.Answered), "Visible": strconv.Itoa(r.Visible)})})
}

func whyNone(r *score.Result) string {
	if r.Answered == 0 {
		return "Nothing is answered."
	}
	return "Nothing that was answered carries a score: all of it is N/A or outside the score."
}

// failed names the questions that decided.
func (p *page) failed() string {
	refs := ""
	for i, ref := range p.e.Result.Failed {
		if i > 0 {
			refs += ", "
		}
		refs += ref
	}
	return p.say("Question {{.Refs}}", fault.Values{"Refs": refs})
}

func (p *page) scoreColour() colour {
	switch v := p.e.Result.Final.Value; {
	case v >= goodFrom:
		return goodM
	case v >= fairFrom:
		return warnM
	}
	return badM
}

// From these scores on the ring is green and amber.
const (
	goodFrom = 80
	fairFrom = 60
)
