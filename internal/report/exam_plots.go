package report

import (
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/training/exam/analysis"
)

// plot is a field with two axes.
type plot struct {
	*examPage
	x, y, w, h float64
	across, up chart.Scale
}

func (g plot) px(v float64) float64 { return g.x + g.across.At(v)*g.w }
func (g plot) py(v float64) float64 { return g.y + (1-g.up.At(v))*g.h }

// axes draws hairlines at round values, and the values beside and below them.
func (g plot) axes(most int, percent bool) {
	step := chart.Step(g.up.High-g.up.Low, most)
	for _, v := range chart.Ticks(g.up.Low, g.up.High, most) {
		g.hairline(g.x, g.py(v), g.w, line)
		text := chart.Tick(v, step)
		if percent {
			text = chart.Percent(v, 0)
		}
		g.right(g.x-4, g.py(v)-g.fine.line()/2, g.fine.in(ink3), text)
	}
	step = chart.Step(g.across.High-g.across.Low, 8)
	for _, v := range chart.Ticks(g.across.Low, g.across.High, 8) {
		g.centre(g.px(v), g.y+g.h+2, g.fine.in(ink3), chart.Tick(v, step))
	}
}

// curve draws a function through points.
func (g plot) curve(c colour, thick float64, xs, ys []float64) {
	var at []float64
	for i := range xs {
		at = append(at, g.px(xs[i]), g.py(ys[i]))
	}
	g.stroke(thick, c, at...)
}

// dashed draws an upright dashed line.
func (g plot) dashed(v float64, c colour) {
	for y := g.y; y < g.y+g.h; y += 5 {
		g.fill(g.px(v)-0.4, y, 0.8, min(3, g.y+g.h-y), c)
	}
}

const plotHeight = 120.0

// marks is the histogram of marks with the pass mark and the band of one
// standard error.
func (p *examPage) marks() {
	bins := p.a.Histogram()
	if len(bins) == 0 {
		return
	}
	p.block(p.say("Marks, pass mark and the band of one standard error", nil), plotHeight+24)
	most := 0.0
	for _, b := range bins {
		most = max(most, float64(b.N))
	}
	g := plot{p, left + 24, p.y + 4, width - 30, plotHeight, chart.Scale{Low: 0, High: p.a.Most}, chart.Around([]float64{0, most}, 4)}
	if p.a.SEM != nil {
		from, to := max(p.a.Cut-*p.a.SEM, 0), min(p.a.Cut+*p.a.SEM, p.a.Most)
		g.fill(g.px(from), g.y, g.px(to)-g.px(from), g.h, warnT)
	}
	g.axes(4, false)
	for _, b := range bins {
		if b.N > 0 {
			x := g.px(b.From) + 0.6
			g.fill(x, g.py(float64(b.N)), g.px(b.Until)-0.6-x, g.y+g.h-g.py(float64(b.N)), accent)
		}
	}
	g.dashed(p.a.Cut, ink)
	g.text(min(g.px(p.a.Cut)+4, right-60), g.y, p.label, p.say("Pass mark", nil))
	p.y += plotHeight + 20
}

// model is the fitted model: a question a row, and the curves of the exam.
func (p *examPage) model() {
	f := p.e.Fitted
	if f == nil {
		return
	}
	p.block(p.say("Model", nil)+" "+string(f.Model), plotHeight+60)
	if f.Sparse() {
		p.flow(left, width, p.note.in(warn), p.say("n {{.N}}: such a model needs about {{.Enough}} answers to each question. Take the curves as a hint; keep to the classical figures.", fault.Values{"N": f.N, "Enough": f.Enough}))
	}
	p.curves(f)
	at := []float64{left, left + 28, right - 200, right - 150, right - 100, right - 50}
	for i, t := range []string{p.say("No.", nil), p.say("Exam question", nil), "a", p.say("error", nil), "b", p.say("error", nil)} {
		p.text(at[i], p.y, p.label, t)
	}
	p.y += p.label.line() + 3
	for i, it := range p.a.Items {
		p.need(p.fine.line() + 2)
		p.text(at[0], p.y, p.fine, chart.Count(it.Number))
		p.text(at[1], p.y, p.fine, p.short(p.fine, at[2]-at[1]-10, it.Question.Title()))
		c := f.Items[i]
		for k, v := range []*float64{c.A, c.SEA, c.B, c.SEB} {
			p.text(at[2+k], p.y, p.fine, maybe(v, 2))
		}
		p.y += p.fine.line() + 1.5
	}
}

// curves are all questions' chances, the exam's information, and the error of
// an ability.
func (p *examPage) curves(f *analysis.Fitted) {
	xs, w := analysis.Abilities(), (width-60)/3
	info, errs := make([]float64, len(xs)), make([]float64, len(xs))
	for i, x := range xs {
		info[i], errs[i] = f.Whole(x)
	}
	ability := chart.Scale{Low: -4, High: 4}
	for i, one := range []struct {
		title string
		up    chart.Scale
		ys    []float64
	}{{p.say("Chance of a right answer, each question", nil), chart.Scale{Low: 0, High: 1}, nil}, {p.say("Exam: information", nil), chart.Around(append([]float64{0}, info...), 3), info},
		{p.say("Exam: standard error of an ability", nil), chart.Scale{Low: 0, High: 1}, errs}} {
		g := plot{p, left + 20 + float64(i)*(w+20), p.y + 14, w - 8, plotHeight - 20, ability, one.up}
		g.text(g.x-16, p.y, p.label, one.title)
		g.axes(3, i == 0)
		if one.ys != nil {
			g.curve(accent, 1.2, xs, one.ys)
			continue
		}
		for k := range f.Items {
			ys := make([]float64, len(xs))
			for j, x := range xs {
				ys[j] = f.Probability(k, x)
			}
			g.curve(accent.pale(), 0.5, xs, ys)
		}
	}
	p.y += plotHeight + 16
}

func maybe(v *float64, decimals int) string {
	if v == nil {
		return chart.None
	}
	return chart.Number(*v, decimals)
}
