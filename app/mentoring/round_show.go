package mentoring

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/mentor"
)

func count2(n, of int) string { return strconv.Itoa(n) + "/" + strconv.Itoa(of) }

// build shows the round.
func (o *opened) build() {
	s := o.s
	o.table, o.grid, o.side = nil, nil, parts.Stack(0)
	tabs := []parts.Tab{}
	for _, p := range o.pages() {
		tabs = append(tabs, o.pageWord(p))
	}
	line := parts.NewTabs(tabs, max(slices.Index(o.pages(), o.page), 0), func(i int) { o.turn(o.pages()[i]) })
	top := parts.Stack(0, o.bar(), parts.NewHairline())
	if o.wrong != nil {
		top.Add(parts.Inset(8, 24, 0, 24, parts.Banner(parts.TintBad, s.sentence(o.wrong), "", nil)))
		o.wrong = nil
	}
	top.Add(parts.Inset(4, 24, 0, 24, line))
	top.Add(parts.NewHairline())
	s.whole.Objects = []fyne.CanvasObject{parts.Dock(top, nil, nil, nil, o.content())}
	s.whole.Refresh()
	s.d.Changed()
}

func (o *opened) bar() fyne.CanvasObject {
	left := []fyne.CanvasObject{parts.NewButton(lang.L("Pairing"), parts.Quiet, o.back).WithIcon("back").WithKey("Esc"), parts.PanelHead(o.r.Name), parts.NewPill(roundWord(o.r.State), roundShape(o.r.State))}
	if o.changed {
		left = append(left, parts.Second(lang.L("not kept yet")))
	}
	return parts.ToolBar(left, desk.Buttons(o.acts()))
}

func (o *opened) content() fyne.CanvasObject {
	switch o.page {
	case pageMatrix:
		return o.scores()
	case pageMentees:
		return o.peoplePage(&o.r.Mentees, o.mentees)
	case pageMentors:
		return o.peoplePage(&o.r.Mentors, o.mentors)
	case pageRules:
		return o.rules()
	}
	return o.proposal()
}

// summary are the numbers of the proposal in one line.
func (o *opened) summary() fyne.CanvasObject {
	r := &o.r
	n := len(r.Proposed) - r.Alone()
	facts := []fyne.CanvasObject{parts.Strong(lang.L("{{.N}} pairs", map[string]any{"N": n})), parts.Second(lang.L("{{.N}} mentees for {{.Places}} places", map[string]any{"N": len(r.Mentees), "Places": r.Places()})),
		parts.Second(lang.L("Total {{.Sum}}, mean {{.Mean}}", map[string]any{"Sum": chart.Number(r.Total(), 0), "Mean": chart.Number(r.Total()/float64(max(n, 1)), 1)})), parts.Second(methodWord(r.Method))}
	if b := r.Blocking(o.s.d.Zone); len(b) > 0 {
		facts = append(facts, parts.Second(lang.L("{{.N}} who would rather have each other", map[string]any{"N": len(b)})))
	} else {
		facts = append(facts, parts.Second(lang.L("nobody would rather change")))
	}
	out := parts.Stack(0, parts.Inset(8, 24, 8, 24, parts.Facts(facts...)))
	if short := len(r.Mentees) - r.Places(); short > 0 {
		out.Add(parts.Inset(0, 24, 8, 24, parts.Banner(parts.TintWarn, lang.L("There are {{.N}} more mentees than places: as many stay without a mentor. Give mentors more places, or add mentors.", map[string]any{"N": short}), "", nil)))
	}
	return out
}

// The columns of the proposal.
const (
	propMentee = iota
	propTeam
	propMentor
	propScore
	propHow
	propNext
	propNextScore
)

func (o *opened) proposal() fyne.CanvasObject {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Mentee"), Width: 84}, {Title: lang.L("Unit"), Width: 120, Yield: 1}, {Title: lang.L("Mentor"), Width: 90}, {Title: lang.L("Score"), Width: 60, Right: true},
		{Title: lang.L("How"), Least: 110}, {Title: lang.L("Runner-up"), Width: 90}, {Title: lang.L("Score"), Width: 60, Right: true},
	}, func() int { return len(o.r.Proposed) }, o.propCell)
	t.OnChosen = func(row int) { o.chosen, o.beside = row, ""; o.compare() }
	o.table = t
	o.chosen = max(min(o.chosen, len(o.r.Proposed)-1), 0)
	t.List().Chosen = o.chosen
	return parts.Dock(o.summary(), nil, nil, o.sidePanel(), t)
}

// sidePanel compares the mentor of the chosen mentee with another one.
func (o *opened) sidePanel() fyne.CanvasObject {
	o.compare()
	ground := parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(14, 18, 20, 18, o.side)))
	return parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(318), 0, ground))
}

func (o *opened) name(id string, none string) string {
	if p := o.r.Mentor(id); p != nil {
		return p.Facts.Name
	}
	return none
}

func (o *opened) propCell(row, column int) parts.Cell {
	if row >= len(o.r.Proposed) {
		return parts.Cell{}
	}
	p := &o.r.Proposed[row]
	score := func(x float64, is bool) parts.Cell {
		if !is {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: chart.Number(x, 0), Value: x}
	}
	mentee := o.r.Mentee(p.MenteeID)
	switch column {
	case propMentee:
		return parts.Cell{Text: mentee.Facts.Name, Bold: true}
	case propTeam:
		return parts.Cell{Text: teamOf(mentee), Tone: look.Ink2}
	case propMentor:
		if p.MentorID == "" {
			return parts.StateCell(lang.L("nobody"), parts.StateWarn)
		}
		return parts.Cell{Text: o.name(p.MentorID, ""), Tone: look.Accent}
	case propScore:
		return score(p.Score, p.MentorID != "")
	case propHow:
		return parts.Cell{Text: o.how(p), Tone: look.Ink2}
	case propNext:
		return parts.Cell{Text: o.name(p.RunnerUp, chart.None), Tone: look.Ink2}
	}
	return score(p.RunnerUps, p.RunnerUp != "")
}

func teamOf(p *mentor.Person) string {
	if p.Facts.Team == "" {
		return p.Facts.Organisation
	}
	return p.Facts.Team
}

func (o *opened) how(p *mentor.Proposed) string {
	switch {
	case p.MentorID == "":
		return o.s.say(o.matrix.WhyAlone(p.MenteeID))
	case p.Obligatory:
		return lang.L("obligatory")
	case p.ByHand:
		return lang.L("by hand")
	}
	return methodWord(o.r.Method)
}

// scores is the matrix of all pairs.
func (o *opened) scores() fyne.CanvasObject {
	g := parts.NewMatrix()
	model := parts.MatrixModel{Corner: lang.L("Mentee"), Last: lang.L("Best")}
	for _, p := range o.r.Mentors {
		model.Columns = append(model.Columns, p.Facts.Name)
	}
	for i, p := range o.r.Mentees {
		model.Rows = append(model.Rows, o.scoreRow(i, p))
	}
	g.Set(model)
	g.OnChosen = func(row int) { o.chosen, o.beside = row, ""; o.compare() }
	o.chosen = max(min(o.chosen, len(o.r.Mentees)-1), 0)
	o.grid = g
	g.Choose(o.chosen)
	legend := parts.Inset(6, 24, 8, 24, parts.Second(lang.L("Score 0 to 100. Bold: proposed. A ring: a hard rule bars the pair; the side says which.")))
	return parts.Dock(o.summary(), legend, nil, o.sidePanel(), g)
}

func (o *opened) scoreRow(i int, p mentor.Person) parts.MatrixRow {
	row := parts.MatrixRow{Number: strconv.Itoa(i + 1), Text: p.Facts.Name}
	best := chart.None
	high := -1.0
	for j, m := range o.r.Mentors {
		c := &o.matrix.Cells[i][j]
		proposed := i < len(o.r.Proposed) && o.r.Proposed[i].MentorID == m.ID
		cell := parts.MatrixCell{Text: chart.Number(c.Score, 0), Strong: proposed}
		if proposed {
			cell.Tint = parts.MatrixMeasure
		}
		if !c.May() {
			cell = parts.MatrixCell{State: parts.StateOpen, Shown: true, Text: chart.None}
		} else if c.Score > high {
			high, best = c.Score, chart.Number(c.Score, 0)
		}
		row.Cells = append(row.Cells, cell)
	}
	row.Last = best
	return row
}
