package report

import (
	"shifu/qa"
	"shifu/qa/score"
)

// mark is how an answer is judged: a shape, a colour and always a word.
type mark int

const (
	markGood mark = iota
	markPartly
	markBad
	markCritical
	markNA
	markOpen
	markBeside // answered, outside the score
)

// markOf judges a row of the result by its answer.
func markOf(q *qa.Question, a qa.Answer, row score.Row) mark {
	switch {
	case row.State == score.NotApplicable:
		return markNA
	case row.State == score.Beside:
		return markBeside
	case row.State != score.Scored:
		return markOpen
	case row.Effect == qa.EffectFailAll || row.Effect == qa.EffectFailSection:
		return markCritical
	}
	if m, ok := markNamed(q, a); ok {
		return m
	}
	switch {
	case row.Score >= 1:
		return markGood
	case row.Score > 0:
		return markPartly
	}
	return markBad
}

// markNamed is the judgement that the single chosen option itself names.
func markNamed(q *qa.Question, a qa.Answer) (mark, bool) {
	if len(a.Options) != 1 || a.Options[0] < 0 || a.Options[0] >= len(q.Choices()) {
		return 0, false
	}
	m, ok := map[string]mark{"good": markGood, "partly": markPartly, "bad": markBad, "critical": markCritical}[q.Choices()[a.Options[0]].Colour]
	return m, ok
}

var markInks = [...]colour{good, warn, bad, crit, ink3, ink3, ink2}
var markTints = [...]colour{goodT, warnT, badT, critT, naT, naT, naT}

// shape draws m around x, y with a radius of r.
func (s *sheet) shape(m mark, x, y, r float64) {
	u := r / 4
	switch c := markInks[m]; m {
	case markGood:
		s.disc(x, y, r, c)
		s.stroke(u*0.95, surface, x-1.7*u, y+0.1*u, x-0.5*u, y+1.3*u, x+1.8*u, y-1.2*u)
	case markPartly:
		s.arc(x, y, r-u*0.4, u*0.8, 1, c)
		s.half(x, y, r-u*0.4, c)
	case markBad:
		s.disc(x, y, r, c)
		s.stroke(u*0.95, surface, x-1.3*u, y-1.3*u, x+1.3*u, y+1.3*u)
		s.stroke(u*0.95, surface, x-1.3*u, y+1.3*u, x+1.3*u, y-1.3*u)
	case markCritical:
		s.octagon(x, y, r*1.06, c)
		s.fill(x-0.5*u, y-2.2*u, u, 2.7*u, surface)
		s.disc(x, y+1.8*u, 0.62*u, surface)
	case markNA:
		s.stroke(u, c, x-2.6*u, y, x+2.6*u, y)
	case markOpen:
		s.arc(x, y, r-u*0.4, u*0.8, 1, c)
	case markBeside:
		s.frame(x-r*0.8, y-r*0.8, r*1.6, r*1.6, u, c)
	}
}
