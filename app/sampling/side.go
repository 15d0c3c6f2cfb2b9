package sampling

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/sampling"
)

// planRowHeight is the height of a plan in the list: name, facts, progress.
const planRowHeight = 74

// planRow is one plan in the list.
type planRow struct {
	*fyne.Container
	name, facts, count *parts.Text
	line               *parts.ProgressLine
}

func newPlanRow() fyne.CanvasObject {
	r := &planRow{name: parts.Strong("").Cutting(), facts: parts.Label("").Cutting(), count: parts.Label("").Trailing(), line: parts.NewProgressLine(0, 60)}
	r.Container = parts.Inset(8, 12, 8, 16, parts.Stack(2, r.name, parts.Grow(r.facts), parts.Row(8, parts.Grow(r.line), r.count)))
	return r.Container
}

func (s *Screen) fillPlan(row int, o fyne.CanvasObject) {
	r := rowOf(o)
	p := s.plans[row]
	tone := look.Ink
	if p.Closed {
		tone = look.Ink3
	}
	r.name.SetTone(p.Name, tone)
	r.facts.Set(s.period(p.Plan) + "  " + methodName(p.Method))
	r.line.Set(share(p.Done, p.Drawn))
	r.count.Set(lang.L("{{.Done}} of {{.All}}", map[string]any{"Done": chart.Count(p.Done), "All": chart.Count(p.Drawn)}))
}

// rowOf finds the parts of a row again.
func rowOf(o fyne.CanvasObject) planRow {
	stack := o.(*fyne.Container).Objects[0].(*fyne.Container)
	foot := stack.Objects[2].(*fyne.Container)
	return planRow{name: stack.Objects[0].(*parts.Text), facts: stack.Objects[1].(*fyne.Container).Objects[0].(*parts.Text),
		line: foot.Objects[0].(*fyne.Container).Objects[0].(*parts.ProgressLine), count: foot.Objects[1].(*parts.Text)}
}

func (s *Screen) showSide() {
	head := parts.Inset(14, 12, 10, 16, parts.Row(8, parts.PageHead(lang.L("Sampling")), parts.Gap(),
		parts.NewButton(lang.L("New plan"), parts.Plain, s.newPlan).WithIcon("add").WithKey("N").AsSmall()))
	var middle fyne.CanvasObject = s.list
	if len(s.plans) == 0 {
		middle = parts.Room(0, 0)
	}
	s.side.Objects = []fyne.CanvasObject{parts.Dock(parts.Stack(0, head, parts.NewHairline()), nil, nil, nil, middle)}
	s.side.Refresh()
}

func share(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}

// period writes the first and the last day of a plan.
func (s *Screen) period(p sampling.Plan) string {
	return lang.L("{{.From}} to {{.To}}", map[string]any{"From": s.d.Day(p.From), "To": s.d.Day(p.Until.AddDate(0, 0, -1))})
}

func methodName(m sampling.Method) string {
	switch m {
	case sampling.Random:
		return lang.L("Random")
	case sampling.Stratified:
		return lang.L("Stratified")
	case sampling.Quota:
		return lang.L("Quota per agent")
	case sampling.Risk:
		return lang.L("By risk")
	case sampling.Precision:
		return lang.L("Precision")
	}
	return string(m)
}

// methodWord says in a sentence what a method does.
func methodWord(m sampling.Method) string {
	switch m {
	case sampling.Random:
		return lang.L("Every call has the same chance: right for a mean over everybody.")
	case sampling.Stratified:
		return lang.L("Every stratum is seen with at least one call, the rest in proportion to the sizes.")
	case sampling.Quota:
		return lang.L("As many calls of each agent, or a share of each agent's calls.")
	case sampling.Risk:
		return lang.L("The calls with most signs of trouble. Their scores enter no average and no pass rate.")
	}
	return lang.L("The next calls go where the pass rate is least certain near the threshold.")
}

func byName(b sampling.By) string {
	switch b {
	case sampling.ByAgent:
		return lang.L("Agent")
	case sampling.ByTeam:
		return lang.L("Team")
	case sampling.ByOrganisation:
		return lang.L("Organisation")
	case sampling.ByProject:
		return lang.L("Project")
	case sampling.ByBusinessLine:
		return lang.L("Business line")
	case sampling.BySatisfaction:
		return lang.L("Satisfaction")
	}
	return lang.L("Nothing")
}
