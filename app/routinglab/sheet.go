package routinglab

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing/lab"
	"shifu/routing/sim"
)

// scope is of whom a sheet tells: all calls, a type, a queue, a group.
type scope struct {
	name    string
	figures lab.Figures
	people  bool // what a group did with its time
}

// sheet shows every figure of one scope with its formula, the six service levels
// side by side above.
type sheet struct {
	scopes  []scope
	at      int
	real    bool                     // of a log, not of runs
	nothing func(lab.Measure) string // why there is no value
	chose   func(at int)             // another scope
}

func (h *sheet) scope() scope { return h.scopes[min(h.at, len(h.scopes)-1)] }

func (h *sheet) content() fyne.CanvasObject {
	names := make([]string, len(h.scopes))
	for i, s := range h.scopes {
		names[i] = s.name
	}
	pick := parts.NewSelect(names, min(h.at, len(names)-1), h.chose).Wide(210)
	symbols, rule := h.notes()
	top := parts.Stack(0, parts.Inset(8, 24, 6, 24, parts.Row(12, pick, parts.Grow(parts.Label(symbols).Cutting()))))
	if h.scope().people {
		top.Add(parts.NewHairline())
		return parts.Dock(top, nil, nil, nil, h.table(false))
	}
	top.Add(parts.Inset(2, 24, 8, 24, parts.Fix(0, look.Scaled(float32(52+28*len(lab.Levels))), h.levels())))
	top.Add(parts.NewHairline())
	return parts.Dock(top, parts.Inset(4, 24, 6, 24, parts.Label(rule).Cutting()), nil, nil, h.table(false))
}

// notes are the symbols of the formulas, and the rule of the percentiles.
func (h *sheet) notes() (symbols, rule string) {
	switch {
	case h.scope().people:
		return lang.L("busy: talk and wrap-up; everybody at work is paid, so that time there is paid time"), ""
	case h.real:
		return lang.L("O came, A answered, X lost; T: within the service level, s: short, both as set above"),
			lang.L("Percentiles by nearest rank: the shortest wait that at least so many calls did not exceed, nothing interpolated.")
	}
	return lang.L("O came, A answered, X lost, B blocked; T: within the service level, s: shorter than 5 s"),
		lang.L("Percentiles by nearest rank in each run, then the mean of the runs: exact to the second up to two minutes, to 3 % beyond.")
}

// levels are the six service levels, one below the other on one scale.
func (h *sheet) levels() fyne.CanvasObject {
	var rows []parts.RowMark
	for _, m := range lab.Levels {
		r := parts.RowMark{Name: shortWord(m) + "   " + formula(m), Tone: look.Accent}
		if e, ok := h.scope().figures[m]; ok {
			r.Text, r.Value = rangeText(m, e), drawn(m, e.Mean)
			r.Span, r.Low, r.High = true, drawn(m, low(m, e)), drawn(m, high(m, e))
		} else {
			r.Text = chart.None + "  " + h.nothing(m)
		}
		rows = append(rows, r)
	}
	c := parts.NewRowChart(chart.Scale{High: 100}, rows)
	c.NameWide, c.TextWide, c.Format = 210, 210, chart.Tick
	return titled(lang.L("Which service level? Six formulas over the same calls"), "%", c)
}

// section is a part of the table.
type section struct {
	word string
	of   []lab.Measure
}

func (h *sheet) sections() []section {
	if h.scope().people {
		of := []lab.Measure{lab.Occupancy, lab.WithoutRing, lab.Utilisation, lab.Working}
		return []section{{lang.L("Time of the people"), append(of, h.away(lab.NotReady, lab.NotReadyBy)...)},
			{lang.L("Schedule and shrinkage"), append([]lab.Measure{lab.Adherence, lab.Conformance}, h.away(lab.Shrinkage, lab.ShrinkageBy)...)}}
	}
	out := []section{{lang.L("Calls"), []lab.Measure{lab.Offered, lab.Answered, lab.Abandoned, lab.Blocked, lab.AnswerRate, lab.AnswerAll, lab.AbandonRate, lab.AbandonShort}},
		{lang.L("Service level"), append(slices.Clone(lab.Levels), lab.Timely, lab.Timely15, lab.Timely20, lab.Timely30)},
		{lang.L("Waiting times"), []lab.Measure{lab.PWait, lab.ASA, lab.WaitMean, lab.WaitAbandoned, lab.WaitP50, lab.WaitP90, lab.WaitP95, lab.WaitLongest, lab.QueueMean}}}
	if h.real {
		return append(out, section{lang.L("Handling of calls"), append([]lab.Measure{lab.TalkMean, lab.TransferRate, lab.Received, lab.ReceivedRate, lab.ReceivedWait, lab.FCR}, h.away(lab.NotReady, lab.NotReadyBy)...)},
			section{lang.L("Schedule and shrinkage"), []lab.Measure{lab.Adherence, lab.Conformance, lab.Shrinkage}})
	}
	return append(out, section{lang.L("Handling of calls"), []lab.Measure{lab.AHT, lab.FCR, lab.HoldRate, lab.HoldMean, lab.HelpRate, lab.InVain, lab.TransferRate, lab.Received, lab.ReceivedRate, lab.ReceivedWait, lab.Occupancy}})
}

// away is a share of time, then each reason for it that somebody had; what
// shrinks paid time is told apart first.
func (h *sheet) away(all, by lab.Measure) []lab.Measure {
	out := []lab.Measure{all}
	if all == lab.Shrinkage {
		out = append(out, lab.Internal, lab.External)
	}
	for _, m := range slices.Sorted(maps.Keys(h.scope().figures)) {
		if strings.HasPrefix(string(m), string(by)) {
			out = append(out, m)
		}
	}
	return out
}

// entry is a row of the table: a heading, or a measure.
type entry struct {
	head string
	m    lab.Measure
}

func (h *sheet) entries(levels bool) (out []entry) {
	for _, s := range h.sections() {
		out = append(out, entry{head: s.word})
		for _, m := range s.of {
			_, there := h.scope().figures[m]
			if (there || m != lab.Occupancy && m != lab.Blocked) && (levels || !slices.Contains(lab.Levels, m)) {
				out = append(out, entry{m: m})
			}
		}
	}
	return out
}

// table has the six levels too when it goes to a file: on screen they stand above.
func (h *sheet) table(levels bool) *parts.Table {
	entries := h.entries(levels)
	columns := []parts.TableColumn{{Title: lang.L("Measure"), Width: 218}, {Title: lang.L("Formula"), Width: 226}, {Title: lang.L("Value"), Width: 76, Right: true},
		{Title: lang.L("Likely (95 %)"), Width: 170}, {Title: lang.L("Whose definition"), Least: 84}}
	if h.real {
		columns[3].Title = ""
	}
	t := parts.NewTable(columns, func() int { return len(entries) }, func(row, column int) parts.Cell {
		if e := entries[row]; e.m != "" {
			return h.cell(e.m, column)
		}
		if column == 0 {
			return parts.Cell{Text: entries[row].head, Bold: true}
		}
		return parts.Cell{}
	})
	t.Left, t.List().RowHeight = 24, 25
	return t
}

func (h *sheet) cell(m lab.Measure, column int) parts.Cell {
	e, there := h.scope().figures[m]
	switch column {
	case 0:
		return parts.Cell{Text: measureWord(m)}
	case 1:
		return parts.Cell{Text: h.formula(m), Tone: look.Ink3, Small: true}
	case 2:
		if !there {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: valueText(m, e.Mean), Bold: true, Value: e.Mean}
	case 3:
		if !there {
			return parts.Cell{Text: h.nothing(m), Tone: look.Ink3, Small: true}
		}
		return parts.Cell{Text: likely(m, e), Tone: look.Ink2, Small: true}
	}
	return parts.Cell{Text: usedBy(m), Tone: look.Ink3, Small: true}
}

// formula is that of runs, or of a log where matters are known.
func (h *sheet) formula(m lab.Measure) string {
	if m == lab.FCR && h.real {
		return lang.L("settled by one call / matters")
	}
	return formula(m)
}

// likely is the 95 % interval alone.
func likely(m lab.Measure, e sim.Estimate) string {
	if e.HalfWidth == nil {
		return ""
	}
	return lang.L("{{.From}} to {{.To}}", map[string]any{"From": bare(m, low(m, e)), "To": bare(m, high(m, e))})
}
