package routinglab

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing"
	"shifu/routing/lab"
	"shifu/routing/queueing"
)

// figureLine is a figure that both models have.
type figureLine struct {
	word, formula string
	of            func(m *queueing.Measures) *float64
	text          func(*float64) string
}

func figureLines() []figureLine {
	return []figureLine{
		{measureWord(lab.SLa), formula(lab.SLa), func(m *queueing.Measures) *float64 { return m.SLa }, share},
		{measureWord(lab.SLb), formula(lab.SLb), func(m *queueing.Measures) *float64 { return m.SLb }, share},
		{measureWord(lab.SLc), formula(lab.SLc), func(m *queueing.Measures) *float64 { return m.SLc }, share},
		{measureWord(lab.SLd), formula(lab.SLd), func(m *queueing.Measures) *float64 { return m.SLd }, share},
		{measureWord(lab.PWait), "P(W > 0)", func(m *queueing.Measures) *float64 { return m.PWait }, share},
		{measureWord(lab.AbandonRate), "P(Ab)", func(m *queueing.Measures) *float64 { return m.PAbandon }, share},
		{measureWord(lab.ASA), "E[W | " + lang.L("got through") + "]", func(m *queueing.Measures) *float64 { return m.ASA }, seconds},
		{measureWord(lab.WaitMean), "E[W]", func(m *queueing.Measures) *float64 { return m.WaitMean }, seconds},
		{measureWord(lab.QueueMean), "λ E[W]", func(m *queueing.Measures) *float64 { return m.QueueMean }, plainOr},
		{measureWord(lab.Occupancy), "λ (1 − P(Ab)) E[S] / n", func(m *queueing.Measures) *float64 { return m.Occupancy }, share},
	}
}

// sides shows every name of the service level under both models, for the agents
// that are needed.
func (p *staffing) sides() fyne.CanvasObject {
	q := p.found.queue
	q.Agents = p.found.plan.Agents
	var a, c *queueing.Measures
	if m, err := q.Measure(); err == nil && !q.Patient() {
		a = &m
	}
	patient := q
	patient.Patience = routing.Dist{}
	if m, err := patient.Delay(); err == nil {
		c = &m
	}
	lines := figureLines()
	cell := func(m *queueing.Measures, l figureLine) parts.Cell {
		if m == nil {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: l.text(l.of(m))}
	}
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Measure")}, {Title: lang.L("Formula"), Width: 210, Yield: 1}, {Title: "Erlang A", Width: 100, Right: true}, {Title: "Erlang C", Width: 100, Right: true}},
		func() int { return len(lines) }, func(row, column int) parts.Cell {
			l := lines[row]
			return []parts.Cell{{Text: l.word}, {Text: l.formula, Tone: look.Ink3, Small: true}, cell(a, l), cell(c, l)}[column]
		})
	t.Left, t.List().RowHeight = 24, 28
	return t
}

func plainOr(v *float64) string {
	if v == nil {
		return chart.None
	}
	return chart.Number(*v, 2)
}

// dayTable staffs a forecast interval by interval.
func (p *staffing) dayTable() fyne.CanvasObject {
	in := &p.s.state.Staff
	field := parts.NewEntry(lang.L("Calls of each interval, such as 60 80 120"))
	field.SetText(in.Forecast)
	field.OnEscape = p.s.unfocus
	body := parts.Over()
	show := func() {
		if p.found.dayFail != nil {
			swap(body, parts.Inset(8, 24, 8, 24, parts.Stack(0, parts.FieldError(p.s.say(p.found.dayFail)))))
			return
		}
		swap(body, p.dayRows())
	}
	again := func() {
		p.s.remember()
		if q, t, err := p.asked(); err == nil {
			if found, err := compute(q, t, *in); err == nil {
				p.found = found
			}
		}
		field.SetWrong(p.found.dayFail != nil)
		show()
	}
	field.OnChanged = func(text string) { in.Forecast = text; again() }
	pick := parts.NewSegments([]string{lang.L("15 min"), lang.L("30 min"), lang.L("1 h")}, min(max(in.Interval, 0), 2), func(i int) { in.Interval = i; again() })
	head := parts.Row(8, parts.Second(lang.L("Forecast")), parts.Grow(field), parts.Second(lang.L("each")), pick)
	if export.May(p.s.d) {
		head.Add(export.Button(p.exportDay))
	}
	show()
	return parts.Dock(parts.Inset(8, 24, 6, 24, head), nil, nil, nil, body)
}

var dayWords = func() []string {
	return []string{lang.L("From"), lang.L("Calls"), lang.L("Load"), lang.L("Needed"), lang.L("To be rostered"), lang.L("Reach"), lang.L("Carried load"), lang.L("Needed with it"), lang.L("Difference")}
}

func (p *staffing) dayRows() fyne.CanvasObject {
	day := p.found.day
	w := dayWords()
	columns := []parts.TableColumn{{Title: w[0], Width: 70}, {Title: w[1], Width: 70, Right: true}, {Title: w[2], Width: 80, Right: true}, {Title: w[3], Width: 80, Right: true},
		{Title: w[4], Width: 100, Right: true}, {Title: w[5], Width: 80, Right: true}, {Title: w[6], Width: 100, Right: true}, {Title: w[7], Width: 110, Right: true}, {Title: w[8], Width: 90, Right: true}, {}}
	t := parts.NewTable(columns, func() int { return len(day) }, func(row, column int) parts.Cell { return dayCell(day[row], column) })
	t.Left, t.List().RowHeight = 24, 26
	note := parts.Inset(4, 24, 6, 24, parts.Label(lang.L("Carried load: calls of the interval before that still last. Rostering by each interval alone forgets them.")).Cutting())
	return parts.Dock(nil, note, nil, nil, t)
}

func dayCell(s lab.Staffed, column int) parts.Cell {
	switch column {
	case 0:
		return parts.Cell{Text: clock(s.From), Tone: look.Ink2}
	case 1:
		return parts.Cell{Text: chart.Number(s.Calls, 0), Value: s.Calls}
	case 2:
		return parts.Cell{Text: chart.Number(s.Load, 1), Tone: look.Ink2, Value: s.Load}
	case 3:
		return parts.Cell{Text: chart.Count(s.Plan.Agents), Bold: true, Value: s.Plan.Agents}
	case 4:
		return parts.Cell{Text: chart.Count(s.Plan.Rostered), Value: s.Plan.Rostered}
	case 5:
		return parts.Cell{Text: chart.Percent(s.Plan.SL, 1), Tone: look.Ink2, Value: s.Plan.SL}
	case 6:
		return parts.Cell{Text: chart.Number(s.Carried, 1), Tone: look.Ink2, Value: s.Carried}
	case 7:
		return parts.Cell{Text: chart.Count(s.Needs), Bold: true, Value: s.Needs}
	case 8:
		d := s.Needs - s.Plan.Agents
		if d == 0 {
			return parts.Cell{Text: chart.None, Tone: look.Ink3, Value: 0}
		}
		return parts.Cell{Text: chart.Signed(float64(d), 0), Value: d}
	}
	return parts.Cell{}
}

func (p *staffing) exportDay() {
	if len(p.found.day) == 0 {
		return
	}
	w := dayWords()
	var columns []parts.TableColumn
	for _, word := range w {
		columns = append(columns, parts.TableColumn{Title: word})
	}
	t := parts.NewTable(columns, func() int { return len(p.found.day) }, func(row, column int) parts.Cell { return dayCell(p.found.day[row], column) })
	export.Table(p.s.d, lang.L("Staffing"), t)
}

// sources says by which formula the figures were found, and where it stands.
func (p *staffing) sources() fyne.CanvasObject {
	line := func(head, formula, source string) fyne.CanvasObject {
		return parts.Stack(2, parts.Row(10, parts.Fix(look.Scaled(170), 0, parts.Strong(head).Cutting()), parts.Grow(parts.Body(formula).Cutting())),
			parts.Row(10, parts.Room(look.Scaled(170), 0), parts.Grow(parts.Label(source).Cutting())), parts.Room(0, 6))
	}
	return parts.Scrolling(parts.Inset(12, 24, 12, 24, parts.Stack(4,
		line(lang.L("Load"), "a = λ E[S]", lang.L("calls a second times the mean handling time")),
		line("Erlang B", "B(0) = 1,  B(j) = a B(j−1) / (j + a B(j−1))", "A. K. Erlang 1917; R. B. Cooper, Introduction to Queueing Theory, 2nd ed. 1981, ch. 3"),
		line("Erlang C", "C = n B / (n − a (1 − B)),  SL(T) = 1 − C e^(−(n−a) T / E[S])", "R. B. Cooper 1981, ch. 3"),
		line("Erlang A", "P(Ab) = (1 + (λ − nμ) J) / (ε + λ J),  J = ∫ e^(λH(x) − nμx) dx", "C. Palm 1957; S. Zeltyn, A. Mandelbaum, Queueing Systems 51 (2005) 361-402"),
		line(lang.L("To be rostered"), "⌈n / (1 − "+lang.L("shrinkage")+")⌉", lang.L("from those at work to those on the roster")),
		line(lang.L("Carried load"), "m(t) = E[λ(t − S_e)] E[S]", "S. G. Eick, W. A. Massey, W. Whitt, Operations Research 41 (1993) 731-742"),
	)))
}
