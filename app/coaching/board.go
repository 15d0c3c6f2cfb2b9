package coaching

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/coaching"
)

// board are the four columns of plans.
type board struct {
	s        *Screen
	col, row int
}

func newBoard(s *Screen) *board { return &board{s: s} }

func stateWord(st coaching.State) string {
	switch st {
	case coaching.InProgress:
		return lang.L("Under way")
	case coaching.FollowUp:
		return lang.L("Follow up")
	case coaching.Done:
		return lang.L("Finished")
	}
	return lang.L("To do")
}

func statePill(p *coaching.Standing) (string, parts.State) {
	switch p.State {
	case coaching.InProgress:
		return stateWord(p.State), parts.StateChosen
	case coaching.FollowUp:
		return stateWord(p.State), parts.StateDue
	case coaching.Done:
		if p.Met {
			return lang.L("Goal met"), parts.StateGood
		}
		return lang.L("Goal not met"), parts.StateBad
	}
	return stateWord(p.State), parts.StateOpen
}

// columns are the plans by their state.
func (b *board) columns() [4][]coaching.Standing {
	var out [4][]coaching.Standing
	for _, p := range b.s.shown() {
		for i, st := range coaching.States {
			if p.State == st {
				out[i] = append(out[i], p)
			}
		}
	}
	return out
}

func (b *board) page() fyne.CanvasObject {
	columns := b.columns()
	if len(b.s.plans) == 0 {
		return b.empty()
	}
	b.hold(columns)
	grid := container.NewGridWithColumns(len(columns))
	for i, plans := range columns {
		grid.Add(b.column(i, plans))
	}
	return parts.Inset(0, 16, 0, 16, grid)
}

func (b *board) empty() fyne.CanvasObject {
	if !b.s.keeps() {
		return parts.EmptyState("okcircle", lang.L("Nobody coaches you at the moment"), lang.L("When your supervisor plans coaching with you, it stands here: what is expected, how to practise, and the goal."))
	}
	return parts.EmptyState("chat", lang.L("Nobody is coached yet"), lang.L("See under \"What first\" where coaching brings most, or press K on an evaluation."),
		parts.NewButton(lang.L("What first"), parts.Main, func() { b.s.turn(tabFirst) }).WithIcon("bars").WithKey("2"))
}

// hold keeps the choice on a plan that there is.
func (b *board) hold(columns [4][]coaching.Standing) {
	for range columns {
		if len(columns[b.col]) > 0 {
			break
		}
		b.col = (b.col + 1) % len(columns)
	}
	b.row = max(min(b.row, len(columns[b.col])-1), 0)
}

// move goes to a neighbour on the board.
func (b *board) move(cols, rows int) {
	columns := b.columns()
	for cols != 0 {
		next := b.col + cols
		if next < 0 || next >= len(columns) {
			break
		}
		b.col = next
		if len(columns[next]) > 0 {
			break
		}
	}
	b.row += rows
	b.hold(columns)
	b.s.show()
}

func (b *board) openChosen() {
	columns := b.columns()
	if b.row < len(columns[b.col]) {
		b.s.enter(columns[b.col][b.row])
	}
}

func (b *board) column(i int, plans []coaching.Standing) fyne.CanvasObject {
	head := parts.Inset(12, 8, 6, 8, parts.Row(8, parts.PanelHead(stateWord(coaching.States[i])), parts.Second(chart.Count(len(plans)))))
	list := parts.Stack(0)
	for row := range plans {
		list.Add(b.card(i, row, &plans[row]))
		list.Add(parts.Inset(0, 8, 0, 8, parts.NewHairline()))
	}
	if len(plans) == 0 {
		list.Add(parts.Inset(8, 8, 8, 8, parts.Second(lang.L("none"))))
	}
	return parts.Dock(parts.Stack(0, head, parts.Inset(0, 8, 0, 8, parts.NewHairline())), nil, nil, nil, parts.Scrolling(list))
}

// card is one plan: who, on what, how far, what next.
func (b *board) card(col, row int, p *coaching.Standing) fyne.CanvasObject {
	ground := look.Clear
	if b.col == col && b.row == row {
		ground = look.Sel
	}
	name := parts.Row(6, parts.Strong(p.Person), parts.Grow(parts.Second(p.Team).Cutting()))
	if p.State == coaching.Done {
		word, state := statePill(p)
		icon, tone := state.Mark()
		name.Add(parts.NewIcon(icon, 14, tone))
		name.Add(parts.NewText(word, look.TextLabel, tone, false))
	} else if p.AcknowledgedAt.IsZero() {
		name.Add(parts.NewIcon("ring", 12, look.Ink3))
		name.Add(parts.Label(lang.L("not read")))
	}
	what := parts.Row(6, parts.Second(p.Goal.Ref), parts.Grow(parts.Body(p.Goal.Question).Cutting()))
	goal := parts.Row(6, parts.Strong(baseWord(p)), parts.NewIcon("forward", 12, look.Ink3), parts.Strong(chart.Percent(p.Goal.Target, 0)), parts.Grow(parts.Second(b.next(p)).Cutting()))
	inside := parts.Inset(8, 8, 8, 8, parts.Stack(3, parts.High(20, name), parts.High(20, what), parts.High(20, goal)))
	return parts.NewTile(ground, look.Clear, inside, func() { b.s.enter(*p) })
}

// baseWord is where the agent stood, a dash where nothing was scored.
func baseWord(p *coaching.Standing) string {
	if p.Goal.N == 0 {
		return chart.None
	}
	return chart.Percent(p.Goal.Baseline, 0)
}

// next is what happens next with a plan.
func (b *board) next(p *coaching.Standing) string {
	d := b.s.d
	switch {
	case p.State == coaching.Done:
		return lang.L("closed {{.Day}}", map[string]any{"Day": d.Day(p.ClosedAt)})
	case !p.Next().IsZero():
		return lang.L("session {{.Time}}", map[string]any{"Time": d.Due(p.Next())})
	case p.State == coaching.FollowUp:
		return lang.L("until {{.Day}}", map[string]any{"Day": d.Day(p.FollowAt.Add(coaching.Window))})
	case p.Goal.By.Before(d.Now()):
		return lang.L("goal was due {{.Day}}", map[string]any{"Day": d.Day(p.Goal.By)})
	}
	return lang.L("by {{.Day}}", map[string]any{"Day": d.Day(p.Goal.By)})
}
