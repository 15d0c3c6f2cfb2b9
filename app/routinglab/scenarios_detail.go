package routinglab

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing"
	"shifu/routing/lab"
)

// detail is the chosen scenario: its facts, its picture, its day, its studies.
func (p *scenarios) detail() fyne.CanvasObject {
	k := p.chosen()
	head := parts.Row(6, parts.Grow(parts.PanelHead(k.Name).Cutting()), parts.NewButton(lang.L("Remove"), parts.Quiet, p.remove).AsSmall().WithKey("Del"),
		parts.NewButton(lang.L("Copy"), parts.Quiet, p.duplicate).AsSmall().WithKey("D"), parts.NewButton(lang.L("Write file"), parts.Quiet, p.write).AsSmall().WithKey("W"),
		parts.NewButton(lang.L("Edit"), parts.Plain, p.edit).WithIcon("edit").WithKey("E"))
	if p.broken != nil {
		return parts.Dock(parts.Inset(10, 20, 8, 24, head), nil, nil, nil, parts.Inset(8, 24, 8, 24, parts.Stack(0, parts.Banner(parts.TintBad, p.s.say(p.broken), "", nil))))
	}
	head.Add(parts.NewButton(lang.L("Run"), parts.Main, p.run).WithIcon("play").WithKey("R"))
	top := parts.Stack(0, parts.Inset(10, 20, 4, 24, head), parts.Inset(0, 24, 8, 24, p.facts()), parts.NewHairline())
	body := parts.Stack(0, parts.Inset(10, 24, 12, 24, picture(p.scenario, p.editAt)))
	if day := dayChart(p.scenario); day != nil {
		body.Add(parts.NewHairline())
		body.Add(parts.Inset(8, 24, 8, 24, parts.Fix(0, look.Scaled(170), day)))
	}
	if len(p.studies) > 0 {
		body.Add(parts.NewHairline())
		body.Add(parts.Inset(8, 24, 12, 24, p.studyList()))
	}
	return parts.Dock(top, nil, nil, nil, parts.Scrolling(body))
}

// facts are the scenario in one line.
func (p *scenarios) facts() fyne.CanvasObject {
	s := p.scenario
	length := lang.L("{{.N}} calls", map[string]any{"N": chart.Count(s.Horizon.Calls)})
	if s.Horizon.Duration > 0 {
		length = lang.L("{{.N}} h", map[string]any{"N": plain(round6(s.Horizon.Duration / 3600))})
	}
	facts := []fyne.CanvasObject{parts.Second(length), parts.Second(lang.L("about {{.N}} calls", map[string]any{"N": chart.Number(expected(s), 0)})),
		parts.Second(lang.L("at most {{.N}} agents", map[string]any{"N": most(s)})), parts.Second(presetWord(s.Policy.Preset))}
	if by := p.chosen().ChangedBy; by != "" {
		facts = append(facts, parts.Label(by+" "+p.s.d.Moment(p.chosen().ChangedAt)))
	}
	line := parts.Stack(4, parts.Facts(facts...))
	if note := p.chosen().Note; note != "" {
		line.Objects = append([]fyne.CanvasObject{parts.Body(note).Cutting()}, line.Objects...)
	}
	return line
}

// expected is how many fresh calls a run has on average.
func expected(s *routing.Scenario) float64 {
	if s.Horizon.Calls > 0 {
		return float64(s.Horizon.Calls)
	}
	sum := 0.0
	for _, t := range s.Types {
		n := len(t.Arrivals.PerMinute)
		for _, r := range t.Arrivals.PerMinute {
			sum += r * s.Horizon.Duration / 60 / float64(max(n, 1))
		}
	}
	return sum
}

// most is the largest number of agents at a time.
func most(s *routing.Scenario) int {
	top := 0
	for i := range s.Horizon.Intervals() {
		sum := 0
		for _, g := range s.Groups {
			if len(g.Agents) > 0 {
				sum += g.Agents[s.Horizon.Row(i, len(g.Agents))]
			}
		}
		top = max(top, sum)
	}
	return top
}

func (p *scenarios) studyList() fyne.CanvasObject {
	box := parts.Stack(0, parts.High(26, parts.Strong(lang.L("Kept results"))))
	for _, st := range p.studies {
		line := parts.Row(10, parts.Fix(look.Scaled(96), 0, parts.Second(kindWords.Of(st.Kind))), parts.Grow(parts.Body(st.Name).Cutting()), parts.Label(st.MadeBy+" "+p.s.d.Moment(st.MadeAt)))
		if c := p.chosen(); c != nil && st.Revision != c.Revision {
			line.Add(parts.NewPill(lang.L("changed since"), parts.StateNA))
		}
		line.Add(parts.NewLink(lang.L("Open"), func() { p.openStudy(st) }))
		box.Add(parts.Stack(0, parts.NewHairline(), parts.High(32, line)))
	}
	return box
}

// openStudy shows a kept result on the page that it came from.
func (p *scenarios) openStudy(st lab.Study) {
	switch st.Kind {
	case lab.OneRun:
		p.running = newRunning(p, *p.chosen(), p.scenario)
		p.running.restore(st)
		p.show()
	case lab.Policies:
		p.s.open(2)
		p.s.pages[2].(*comparing).restore(st)
	default:
		p.s.open(3)
		p.s.pages[3].(*varying).restore(st)
	}
}
