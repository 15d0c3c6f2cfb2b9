package report

import (
	"strings"

	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/training/exam/analysis"
)

// itemColumns are where the columns of questions end, from the right edge.
var itemColumns = []float64{375, 335, 262, 222, 182, 142, 108, 72}

// items is the table of questions; one that needs a look has a line of its own.
func (p *examPage) items() {
	p.block(p.say("Exam questions", nil), 60)
	p.itemHead()
	p.onTurn = p.itemHead
	for i := range p.a.Items {
		p.itemRow(&p.a.Items[i])
	}
	p.onTurn = nil
	p.y += 3
	p.flow(left, width, p.label, p.say("Facility and efficiency in %; r: correlation with the rest; D: upper less lower 27 %; weight: had / meant", nil))
}

func (p *examPage) itemHead() {
	titles := []string{"n", p.say("Facility", nil), p.say("Likely", nil), p.say("Efficiency", nil), "r", "D", p.say("Weight", nil), p.say("Alpha without", nil)}
	p.text(left, p.y, p.label, p.say("No.", nil))
	p.text(left+24, p.y, p.label, p.say("Exam question", nil))
	for i, t := range titles {
		p.right(right-itemColumns[i]+32, p.y, p.label, t)
	}
	p.y += p.label.line() + 1
	p.hairline(left, p.y, width, line2)
	p.y += 3
}

func (p *examPage) itemRow(it *analysis.Item) {
	flags := it.Flags(p.a.Alpha)
	p.need(p.fine.line()*2 + 6)
	p.text(left, p.y, p.fine, chart.Count(it.Number))
	p.text(left+24, p.y, p.fine.in(ink), p.short(p.fine, right-itemColumns[0]-left-24, it.Question.Title()))
	r := chart.None
	if it.Pull != nil {
		r = chart.Number(it.Pull.Value, 2)
	}
	weight := chart.None
	if it.IntendedWeight != nil {
		weight = maybe(it.EffectiveWeight, 1) + "/" + chart.Number(*it.IntendedWeight, 1)
	}
	facility := chart.None
	if it.Facility != nil {
		facility = chart.Percent(*it.Facility, 0)
	}
	for i, t := range []string{chart.Count(it.N), facility, analysis.Range(it.Share, 100, 0, " %").In(p.l), maybe(it.DiscriminativeEfficiency, 0), r, maybe(it.UpperLower, 2), weight, maybe(it.Without, 3)} {
		p.right(right-itemColumns[i]+32, p.y, p.fine, t)
	}
	p.y += p.fine.line() + 1
	for _, f := range flags {
		m := markPartly
		if f.Grave() {
			m = markBad
		}
		p.need(p.fine.line() + 2)
		p.shape(m, left+28, p.y+p.fine.line()/2, 2.4)
		p.text(left+34, p.y, p.fine.in(ink), p.short(p.fine, width-34, f.Word().In(p.l)+": "+f.Sentence().In(p.l)))
		p.y += p.fine.line() + 1
	}
	p.hairline(left, p.y, width, line)
	p.y += 2
}

// traceInks are the colours of options: the key's, then the others'.
var traceInks = []colour{accent, customerM, agentM, naM}

const (
	tracesAcross = 4
	traceHeight  = 62.0
)

// options shows for each choice question how its options were chosen: in words,
// and by score group in a small picture.
func (p *examPage) options() {
	var chosen []*analysis.Item
	for i := range p.a.Items {
		if p.a.Items[i].Picked != nil {
			chosen = append(chosen, &p.a.Items[i])
		}
	}
	if len(chosen) == 0 {
		return
	}
	p.block(p.say("Who chose what, by total from low to high", nil), traceHeight+30)
	for from := 0; from < len(chosen); from += tracesAcross {
		p.need(traceHeight + 44)
		tall := 0.0
		for k, it := range chosen[from:min(from+tracesAcross, len(chosen))] {
			tall = max(tall, p.trace(left+float64(k)*(width/tracesAcross), it))
		}
		p.y += tall + 6
	}
	p.flow(left, width, p.label, p.say("Strong line: the key, which should rise; the others should fall. Below: share of each option and its correlation with the total.", nil))
}

// trace draws one question's options and returns how tall it is.
func (p *examPage) trace(x float64, it *analysis.Item) float64 {
	w := width/tracesAcross - 12
	p.text(x, p.y, p.label.in(ink), p.short(p.label, w, p.say("Question {{.N}}", fault.Values{"N": it.Number})))
	g := plot{p, x + 18, p.y + 12, w - 18, traceHeight - 22, chart.Scale{Low: 0, High: float64(max(len(it.Picked.Groups)-1, 1))}, chart.Scale{Low: 0, High: 1}}
	for _, v := range []float64{0, .5, 1} {
		g.hairline(g.x, g.py(v), g.w, line)
		g.right(g.x-3, g.py(v)-p.fine.line()/2, p.fine.in(ink3), chart.Percent(v, 0))
	}
	other := 0
	var said []string
	for o, shares := range it.Picked.Trace {
		c, thick := traceInks[0], 1.6
		star := "*"
		if it.Question.Options[o].Fraction <= 0 {
			other++
			c, thick, star = traceInks[min(other, len(traceInks)-1)], 0.8, ""
		}
		xs := make([]float64, len(shares))
		for i := range xs {
			xs[i] = float64(i)
		}
		g.curve(c, thick, xs, shares)
		opt := it.Picked.Options[o]
		said = append(said, string(rune('A'+o))+star+" "+chart.Percent(opt.Proportion, 0)+" ("+maybe(opt.Correlation, 2)+")")
	}
	y := p.y + traceHeight - 4
	for _, l := range p.wrap(p.fine, w, strings.Join(said, "  ")) {
		p.text(x, y, p.fine, l)
		y += p.fine.line()
	}
	return y - p.y
}
