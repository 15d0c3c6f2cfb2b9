package routinglab

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/routing"
)

// policyForm is who takes what: the preset, then a matrix of types and groups.
func (e *editing) policyForm() fyne.CanvasObject {
	p := &e.s.Policy
	presets := routing.Presets()
	names := make([]string, len(presets))
	for i, n := range presets {
		names[i] = presetWord(n)
	}
	pick := parts.NewSelect(names, slices.Index(presets, p.Preset), func(i int) {
		e.s.Choose(presets[i])
		e.redraw()
	}).Wide(260)
	box := parts.Stack(0, e.line("preset", lang.L("Preset"), pick))
	if p.Preset == routing.Ranks {
		orders := make([]string, len(routing.Orders))
		for i, o := range routing.Orders {
			orders[i] = orderWords.Of(o)
		}
		box.Add(e.line("order", lang.L("Of equal rank"), parts.NewSelect(orders, max(slices.Index(routing.Orders, p.Order), 0), func(i int) { p.Order = routing.Orders[i]; e.changed() }).Wide(200)))
	}
	e.policyRules(box)
	if p.IsHotline() {
		box.Add(parts.NewParagraph(lang.L("This preset fills the ranks from the projects of types and groups: the own project first, help second."), look.TextLabel, look.Ink3))
	} else {
		box.Add(e.matrix())
	}
	box.Add(parts.Room(0, 12))
	box.Add(picture(e.s, e.openAt))
	return box
}

func tableWords() []string {
	return []string{lang.L("Call chooses"), lang.L("Agent chooses"), lang.L("Delays (s)"), lang.L("Kept free"), lang.L("Weight of idling"), lang.L("Weight of waiting")}
}

func tableNote(i int) string {
	return []string{lang.L("Rank of the group for a call: the lowest first; empty: never."), lang.L("Rank of the type for an agent who becomes free: the lowest first; empty: never."),
		lang.L("Seconds that a call waits before it may go there."), lang.L("Taken only while more agents than this are free."),
		lang.L("Idle time times this decides among agents of one rank; empty: 1."), lang.L("Waiting time times this decides among calls of one rank; empty: 1.")}[i]
}

// matrix is one table of the policy, types down and groups across.
func (e *editing) matrix() fyne.CanvasObject {
	pick := parts.NewSegments(tableWords(), e.table, func(i int) { e.table = i; e.redraw() })
	head := parts.Row(0, parts.Room(look.Scaled(editLabel+8), 0))
	for _, g := range e.s.Groups {
		head.Add(parts.Fix(look.Scaled(matrixCell), 0, parts.Label(g.Name).Cutting()))
	}
	grid := parts.Stack(2, parts.High(24, head))
	for _, t := range e.s.Types {
		line := parts.Row(0, parts.Fix(look.Scaled(editLabel+8), 0, parts.Second(t.Name).Cutting()))
		for _, g := range e.s.Groups {
			line.Add(parts.Fix(look.Scaled(matrixCell), 0, parts.Inset(0, 8, 0, 0, e.cell(t.Name, g.Name))))
		}
		grid.Add(parts.High(34, line))
	}
	box := parts.Stack(6, pick, parts.Label(tableNote(e.table)).Cutting())
	if e.table < 2 {
		box.Add(parts.NewCheck(lang.L("The same rank in both directions"), e.both, func(on bool) {
			if e.both = on; on {
				e.mirror()
			}
			e.redraw()
		}))
	}
	box.Add(container.NewHScroll(grid))
	return box
}

const matrixCell = 84

func (e *editing) cell(kind, group string) fyne.CanvasObject {
	t := e.tables()[e.table]
	row, column := kind, group
	if !t.byType {
		row, column = group, kind
	}
	text := ""
	if v, ok := (*t.at)[row][column]; ok {
		text = plain(v)
	}
	return e.parsed(text, "–", lang.L("This is no number."), func(typed string) bool {
		v, ok := number(typed)
		if !ok {
			return false
		}
		e.put(e.table, row, column, v, typed != "")
		if e.both && e.table < 2 {
			e.put(1-e.table, column, row, v, typed != "")
		}
		return true
	})
}

// put sets a cell of a table, or empties it.
func (e *editing) put(table int, row, column string, v float64, set bool) {
	at := e.tables()[table].at
	if !set {
		delete((*at)[row], column)
		return
	}
	if *at == nil {
		*at = routing.Table{}
	}
	if (*at)[row] == nil {
		(*at)[row] = map[string]float64{}
	}
	(*at)[row][column] = v
}

// mirror gives agents the ranks of calls.
func (e *editing) mirror() {
	p := &e.s.Policy
	p.AgentChooses = nil
	for kind, ranks := range p.CallChooses {
		for group, rank := range ranks {
			e.put(1, group, kind, rank, true)
		}
	}
}

// mirrored reports whether both directions have the same ranks.
func mirrored(p routing.Policy) bool {
	n := 0
	for kind, ranks := range p.CallChooses {
		for group, rank := range ranks {
			n++
			if back, ok := p.AgentChooses[group][kind]; !ok || back != rank {
				return false
			}
		}
	}
	for _, ranks := range p.AgentChooses {
		n -= len(ranks)
	}
	return n == 0
}
