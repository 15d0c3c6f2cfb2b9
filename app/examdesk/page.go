package examdesk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/exam"
)

// examPage is the chosen exam: its head, facts, tabs and what belongs to the tab.
func (s *Screen) examPage() fyne.CanvasObject {
	top := parts.Stack(0, parts.Inset(12, 24, 2, 24, s.head()), parts.Inset(0, 24, 6, 24, s.factLine()))
	if e := s.exam(); e.State != exam.Draft {
		top.Add(parts.Inset(0, 24, 8, 24, s.resultLine()))
		top.Add(parts.Inset(0, 24, 8, 24, s.acts()))
	}
	top.Add(parts.Inset(0, 24, 0, 24, parts.NewTabs(s.tabItems(), s.tab, s.openTab)))
	top.Add(parts.NewHairline())
	return parts.Dock(top, s.foot(), nil, nil, s.tabContent())
}

func (s *Screen) head() fyne.CanvasObject {
	e := s.exam()
	word, state := say.State(&e.Exam, s.d.Now())
	row := parts.Row(8, parts.Grow(parts.PageHead(e.Name).Cutting()), parts.NewPill(word, state))
	switch e.State {
	case exam.Draft:
		row.Add(parts.NewButton(lang.L("Delete"), parts.Danger, s.askDiscard).WithKey("Del"))
		row.Add(parts.NewButton(lang.L("Go on editing"), parts.Main, s.edit).WithIcon("edit").WithKey("E"))
	case exam.Published:
		row.Add(parts.NewButton(lang.L("Withdraw"), parts.Quiet, s.askWithdraw).WithKey("W"))
		row.Add(parts.NewButton(lang.L("Copy"), parts.Plain, s.copyExam).WithIcon("document").WithKey("Y"))
	default:
		row.Add(parts.NewButton(lang.L("Copy"), parts.Plain, s.copyExam).WithIcon("document").WithKey("Y"))
	}
	return row
}

// factLine says in a line what is asked and by which rules.
func (s *Screen) factLine() fyne.CanvasObject {
	e := s.exam()
	most := e.Blueprint.Marks()
	facts := []fyne.CanvasObject{
		parts.Second(lang.L("{{.N}} questions, {{.Marks}} marks", map[string]any{"N": e.Blueprint.Count(), "Marks": say.Points(most)})),
		parts.Second(lang.L("passed from {{.Points}} ({{.Share}})", map[string]any{"Points": say.Points(e.PassShare * most), "Share": chart.Percent(e.PassShare, 0)})),
	}
	if e.Rules.Limit > 0 {
		facts = append(facts, parts.Second(say.Length(e.Rules.Limit)))
	}
	if e.Forms > 0 {
		facts = append(facts, parts.Second(lang.L("{{.N}} forms", map[string]any{"N": e.Forms})))
	} else {
		facts = append(facts, parts.Second(lang.L("everybody's own draw")))
	}
	if e.Rules.Attempts > 0 {
		facts = append(facts, parts.Second(lang.L("{{.N}} attempts", map[string]any{"N": e.Rules.Attempts})))
	}
	return parts.Facts(facts...)
}

// resultLine says how many passed, and what else came of it.
func (s *Screen) resultLine() fyne.CanvasObject {
	e := s.exam()
	facts := []fyne.CanvasObject{parts.Strong(lang.L("Passed: {{.Rate}}", map[string]any{"Rate": say.Rate(e.Passed, e.Persons)}))}
	if e.Running > 0 {
		facts = append(facts, parts.Second(lang.L("{{.N}} are sitting it", map[string]any{"N": e.Running})))
	}
	if e.Waiting > 0 {
		facts = append(facts, parts.Second(lang.L("{{.N}} wait for a mark", map[string]any{"N": e.Waiting})))
	}
	if a := s.f.analysis; a != nil && a.SEM != nil && !a.Few() {
		facts = append(facts, parts.Label(lang.L("a mark is certain to {{.Points}} points (one standard error)", map[string]any{"Points": "± " + say.Points(*a.SEM)})))
	}
	return parts.Facts(facts...)
}

// acts lead to what can be done with a published exam.
func (s *Screen) acts() fyne.CanvasObject {
	e := s.exam()
	essays := lang.L("Mark essays")
	if e.Waiting > 0 {
		essays = lang.L("Mark essays ({{.N}})", map[string]any{"N": e.Waiting})
	}
	row := parts.Row(8)
	for _, b := range []*parts.Button{
		parts.NewButton(lang.L("Statistics"), parts.Plain, s.openStats).WithIcon("bars").WithKey("S"),
		parts.NewButton(essays, parts.Plain, s.openMarks).WithIcon("edit").WithKey("M"),
		parts.NewButton(lang.L("Change a key"), parts.Plain, s.openRegrade).WithIcon("loop").WithKey("G"),
		parts.NewButton(lang.L("Cut score"), parts.Plain, s.openCut).WithIcon("scales").WithKey("U"),
		parts.NewButton(lang.L("Concede"), parts.Plain, s.askConcede).WithIcon("clock").WithKey("C"),
	} {
		row.Add(b.AsSmall())
	}
	return row
}

func (s *Screen) tabItems() []parts.Tab {
	return []parts.Tab{{Word: lang.L("Papers"), Count: chart.Count(len(s.f.results))}, {Word: lang.L("Blueprint"), Count: chart.Count(len(s.exam().Blueprint))},
		{Word: lang.L("Concessions"), Count: chart.Count(len(s.f.concessions))}}
}

func (s *Screen) openTab(i int) { s.tab = i; s.showPage() }

// tabContent is the table of the open tab, or what to do where it is empty.
func (s *Screen) tabContent() fyne.CanvasObject {
	t := s.tables[s.tab]
	if t.Length() > 0 {
		t.Refresh()
		return t
	}
	switch {
	case s.tab == tabConcessions:
		return parts.EmptyState("clock", lang.L("Nobody has a concession"), lang.L("Give a person more time or another attempt; it counts in a running attempt at once."),
			parts.NewButton(lang.L("Concede"), parts.Main, s.askConcede).WithKey("C"))
	case s.exam().State == exam.Draft:
		return parts.EmptyState("edit", lang.L("This exam is a draft"), lang.L("Nobody can sit it before it is published."),
			parts.NewButton(lang.L("Go on editing"), parts.Main, s.edit).WithIcon("edit").WithKey("E"))
	}
	return parts.EmptyState("people", lang.L("Nobody has sat this exam yet"), lang.L("Those who may sit it find it among their exams as soon as it opens."))
}

// foot holds what can be done with the attempts.
func (s *Screen) foot() fyne.CanvasObject {
	if s.tab != tabAttempts || len(s.f.results) == 0 {
		return parts.Room(0, 0)
	}
	left := []fyne.CanvasObject{parts.NewIcon("half", 14, look.Warn), parts.Label(lang.L("Borderline: within one standard error of the pass mark"))}
	var right []fyne.CanvasObject
	if s.exam().Running > 0 {
		right = append(right, parts.NewButton(lang.L("End those whose time is up"), parts.Plain, s.settleAll).WithKey("K").AsSmall())
	}
	right = append(right, parts.NewButton(lang.L("Open the paper"), parts.Plain, s.openAttempt).WithKey("Enter").AsSmall())
	return parts.StatusBar(left, right)
}
