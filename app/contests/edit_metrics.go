package contests

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/qa/indicators"
	"shifu/training/contest"
)

// directions are the ways in which a metric can be better, as they are offered.
var directions = []indicators.Direction{indicators.Higher, indicators.Lower}

// metricRow are the fields of a metric.
type metricRow struct {
	kind         int // in contest.Kinds
	better       indicators.Direction
	weight, gate *parts.Entry
}

func (e *editing) addMetric(m contest.Metric) {
	row := &metricRow{kind: max(slices.IndexFunc(contest.Kinds, func(k contest.Kind) bool { return k.Source == m.Source }), 0), weight: parts.NewEntry("0").Wide(64), gate: parts.NewEntry("–").Wide(84), better: m.Better}
	row.weight.SetText(chart.Number(100*m.Weight, 0))
	if m.Gated {
		row.gate.SetText(strings.ReplaceAll(amount(contest.Kinds[row.kind], m.Gate), ",", ""))
	}
	row.weight.OnChanged = func(string) { e.addUp() }
	e.rows = append(e.rows, row)
}

func (e *editing) showRows() {
	var kinds []string
	for _, k := range contest.Kinds {
		kinds = append(kinds, e.s.say(k.Name))
	}
	e.list.Objects = nil
	for i, row := range e.rows {
		kind := parts.NewSelect(kinds, row.kind, func(at int) {
			row.kind, row.better = at, contest.Kinds[at].Better
			e.showRows()
		}).Wide(210)
		better := parts.NewSegments([]string{lang.L("higher"), lang.L("lower")}, max(slices.Index(directions, row.better), 0), func(at int) { row.better = directions[at] })
		drop := parts.NewButton("", parts.Plain, func() { e.rows = slices.Delete(e.rows, i, i+1); e.showRows() }).WithIcon("remove").AsSmall()
		e.list.Add(parts.High(38, parts.Row(8, kind, better, parts.Second(lang.L("Weight")), row.weight, parts.Second("%"), parts.Second(lang.L("Gate")), row.gate, drop)))
	}
	e.list.Refresh()
	e.addUp()
}

func (e *editing) another() {
	e.addMetric(contest.Metric{Source: contest.Source(indicators.Satisfaction), Better: indicators.Higher})
	e.showRows()
}

// addUp says what the weights come to.
func (e *editing) addUp() {
	sum := 0.0
	for _, row := range e.rows {
		x, err := strconv.ParseFloat(strings.TrimSpace(row.weight.Text()), 64)
		if err == nil {
			sum += x
		}
	}
	tone := look.Good
	if math.Abs(sum-100) > 1e-6 {
		tone = look.Warn
	}
	e.sum.SetTone(lang.L("Weights: {{.N}} of 100 %", map[string]any{"N": chart.Number(sum, 0)}), tone)
}

func (row *metricRow) read(n int) (contest.Metric, error) {
	k := contest.Kinds[row.kind]
	m := contest.Metric{Source: k.Source, Better: row.better, K: k.K}
	weight, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(row.weight.Text()), "%"), 64)
	if err != nil {
		return m, fault.New(fault.Invalid, "Metric {{.N}}: a weight lies between 0 and 100 %.", fault.Values{"N": n})
	}
	m.Weight = weight / 100
	text := strings.TrimSpace(row.gate.Text())
	if text == "" || text == chart.None {
		return m, nil
	}
	number := strings.TrimSpace(strings.TrimRight(text, "%s 秒"))
	if m.Gate, err = strconv.ParseFloat(number, 64); err != nil {
		return m, fault.New(fault.Invalid, "Metric {{.N}}: the gate is no number.", fault.Values{"N": n})
	}
	if m.Gated = true; k.Unit == indicators.Rate || k.Unit == indicators.Share {
		m.Gate /= 100
	}
	return m, nil
}
