package routinglab

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2/lang"

	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing/lab"
	"shifu/routing/queuelog"
	"shifu/routing/sim"
)

// centreMeasures are the columns of the table of queues behind the counts.
var centreMeasures = []lab.Measure{lab.AnswerRate, lab.AbandonRate, lab.SLa, lab.SLb, lab.SLc, lab.SLd, lab.SLe, lab.SLf, lab.PWait, lab.ASA, lab.WaitMean, lab.WaitAbandoned, lab.QueueMean}

// centreFigures are those of a log as runs have them; what is 0/0 is left out.
func centreFigures(f queuelog.Figures) lab.Figures {
	count := func(n int64) *float64 { v := float64(n); return &v }
	d := f.Details
	all := map[lab.Measure]*float64{lab.Offered: count(f.Offered), lab.Answered: count(f.Answered), lab.Abandoned: count(f.Abandoned),
		lab.AnswerRate: f.AnswerRate, lab.AbandonRate: f.AbandonRate, lab.SLa: f.SLa, lab.SLb: f.SLb, lab.SLc: f.SLc, lab.SLd: f.SLd, lab.SLe: f.SLe, lab.SLf: f.SLf,
		lab.PWait: f.PWait, lab.ASA: f.ASA, lab.WaitMean: f.WaitMean, lab.WaitAbandoned: f.WaitAbandoned, lab.QueueMean: f.QueueMean,
		lab.AnswerAll: d.AnswerAll, lab.Timely: d.Timely, lab.Timely15: d.Timely15, lab.Timely20: d.Timely20, lab.Timely30: d.Timely30, lab.AbandonShort: d.AbandonShort, lab.TalkMean: d.TalkMean, lab.WaitLongest: d.WaitLongest, lab.WaitP50: d.WaitP50, lab.WaitP90: d.WaitP90, lab.WaitP95: d.WaitP95,
		lab.TransferRate: d.TransferRate, lab.Received: count(d.Received), lab.ReceivedRate: d.ReceivedRate, lab.ReceivedWait: d.ReceivedWait, lab.FCR: d.FCR, lab.NotReady: d.NotReady}
	out := lab.Figures{}
	for m, v := range all {
		if v != nil {
			out[m] = sim.Estimate{Mean: *v}
		}
	}
	for reason, share := range d.ByReason {
		out[lab.NotReadyBy+lab.Measure(reason)] = sim.Estimate{Mean: share}
	}
	return out
}

// nothing says why a figure of a log has no value.
func (p *centre) nothing(m lab.Measure) string {
	return m.MissingFromLog().In(p.s.d.Settings.Language)
}

// sheet is every figure of all queues or one.
func (p *centre) sheet() *sheet {
	scopes := []scope{{name: lang.L("all queues"), figures: centreFigures(p.report.Total)}}
	for _, name := range slices.Sorted(maps.Keys(p.report.Queues)) {
		scopes = append(scopes, scope{name: name, figures: centreFigures(p.report.Queues[name])})
	}
	return &sheet{scopes: scopes, at: p.scope, real: true, nothing: p.nothing, chose: func(i int) { p.scope = i; p.show() }}
}

func (p *centre) export() {
	if p.view == 1 {
		h := p.sheet()
		export.Table(p.s.d, lang.L("Real centre")+" "+h.scope().name, h.table(true))
		return
	}
	export.Table(p.s.d, lang.L("Real centre"), p.table())
}

func (p *centre) table() *parts.Table {
	queues := slices.Sorted(maps.Keys(p.report.Queues))
	columns := []parts.TableColumn{{Title: lang.L("Queue"), Least: 90}, {Title: columnWord(lab.Offered), Width: 70, Right: true}, {Title: columnWord(lab.Answered), Width: 92, Right: true}, {Title: columnWord(lab.Abandoned), Width: 64, Right: true}}
	for i, m := range centreMeasures {
		columns = append(columns, parts.TableColumn{Title: columnWord(m), Width: []float32{92, 76, 64, 64, 64, 64, 64, 64, 76, 108, 84, 112, 72}[i], Right: true, Yield: []int{0, 3, 0, 0, 0, 6, 7, 0, 4, 0, 2, 5, 1}[i]})
	}
	t := parts.NewTable(columns, func() int { return len(queues) + 1 }, func(row, column int) parts.Cell {
		f, name := p.report.Total, lang.L("all queues")
		if row > 0 {
			name = queues[row-1]
			f = p.report.Queues[name]
		}
		bold := row == 0
		switch column {
		case 0:
			return parts.Cell{Text: name, Bold: bold}
		case 1:
			return parts.Cell{Text: chart.Count(int(f.Offered)), Bold: bold, Value: int(f.Offered)}
		case 2:
			return parts.Cell{Text: chart.Count(int(f.Answered)), Bold: bold, Value: int(f.Answered)}
		case 3:
			return parts.Cell{Text: chart.Count(int(f.Abandoned)), Bold: bold, Value: int(f.Abandoned)}
		}
		m := centreMeasures[column-4]
		v, there := centreFigures(f)[m]
		if !there {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: valueText(m, v.Mean), Bold: bold, Value: v.Mean}
	})
	t.Left = 24
	return t
}
