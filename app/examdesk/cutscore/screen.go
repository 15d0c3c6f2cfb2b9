// Package cutscore is the place where the pass mark of an exam is set with
// judges: who rates, how far the rounds are, what they come to, and who would
// pass before anything is applied.
package cutscore

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/notice"
	"shifu/training/exam"
	"shifu/training/exam/analysis"
	"shifu/training/exam/cut"
)

// The tabs.
const (
	tabCut = iota
	tabItems
)

// The cuts that can be looked at.
const (
	byAngoff = iota
	byBeuk
	byHofstee
	byHand
)

// found is what one reading found.
type found struct {
	exam    exam.Standing
	studies []cut.Study
	record  exam.Record
}

// Screen is the cut score of one exam.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc
	stop  func()
	id    string

	f     found
	ready bool
	a     *analysis.Analysis
	which int
	typed float64 // the cut by hand, in marks
	tab   int

	judges *parts.Table
	orgs   *parts.Table
	items  *parts.Table
	panel  *fyne.Container
	top    *fyne.Container
	page   *fyne.Container
	whole  fyne.CanvasObject
}

// New opens the cut score of an exam, Route.ID.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, id: r.ID, top: parts.Over(), page: parts.Over(), panel: parts.Over()}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.stop = d.Hub.Listen(s.noticed)
	s.judges, s.orgs, s.items = s.judgeTable(), s.orgTable(), s.itemTable()
	s.whole = parts.Dock(s.top, nil, nil, nil, s.page)
	s.read()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide folds the rail.
func (s *Screen) Wide() bool { return true }

// Close stops reading and listening.
func (s *Screen) Close() { s.leave(); s.stop() }

func (s *Screen) noticed(n notice.Notice) {
	if n.Subject == notice.Exams && (n.ID == s.id || n.ID == "") {
		s.d.Stage.Show(func() {
			if s.ctx.Err() == nil && s.ready {
				s.read()
			}
		})
	}
}

func (s *Screen) read() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (f found, err error) {
		all, err := s.d.ExamKeeper.Exams(ctx, s.d.Actor)
		if err != nil {
			return f, err
		}
		for _, e := range all {
			if e.ID == s.id {
				f.exam = e
			}
		}
		if f.studies, err = s.d.Cuts.Studies(ctx, s.d.Actor, s.id); err != nil {
			return f, err
		}
		f.record, err = s.d.Invigilator.Record(ctx, s.d.Actor, s.id)
		return f, err
	}, func(f found, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.f, s.ready = f, true
		s.a = analysis.Make(&s.f.record, analysis.Ask{})
		s.show()
		s.d.Trace("loaded", map[string]any{"place": "examcut", "studies": len(f.studies)})
	})
}

// study is the newest one, nil if there is none.
func (s *Screen) study() *cut.Study {
	if len(s.f.studies) == 0 {
		return nil
	}
	return &s.f.studies[0]
}

// outcome is what the latest round that judges finished comes to.
func (s *Screen) outcome() (cut.Outcome, bool) {
	st := s.study()
	if st == nil || st.Last() == 0 {
		return cut.Outcome{}, false
	}
	return st.Outcome(st.Last(), s.a.Totals)
}

// chosen is the cut that is looked at, in marks; ok is false where there is none.
func (s *Screen) chosen() (marks float64, ok bool) {
	o, there := s.outcome()
	switch {
	case s.which == byHand:
		return s.typed, s.typed > 0
	case !there:
		return 0, false
	case s.which == byBeuk:
		return o.Beuk.Cut, o.HasBeuk
	case s.which == byHofstee:
		return o.Hofstee.Cut, o.HasHof
	}
	return *o.Angoff.Cut, true
}

func stageWord(st *cut.Study) (string, parts.State) {
	switch st.Stage {
	case cut.FirstRound:
		return lang.L("First round"), parts.StateChosen
	case cut.SecondRound:
		return lang.L("Second round"), parts.StateChosen
	case cut.Applied:
		return lang.L("Applied"), parts.StateGood
	}
	return lang.L("Rounds over"), parts.StatePlain
}

func (s *Screen) show() {
	s.showTop()
	var content fyne.CanvasObject
	switch {
	case !s.ready:
		content = parts.Room(0, 0)
	case s.study() == nil:
		content = parts.EmptyState("scales", lang.L("The pass mark was set by hand"), lang.L("Let judges rate each question: how likely does a just-competent agent get it right? The sum is the cut score. About 15 judges of mixed level give the most precise one."),
			parts.NewButton(lang.L("Name judges"), parts.Main, s.askBegin).WithIcon("people").WithKey("N"))
	case s.tab == tabItems:
		content = s.itemsPage()
	default:
		content = s.cutPage()
	}
	s.page.Objects = []fyne.CanvasObject{content}
	s.page.Refresh()
	s.d.Changed()
}

func (s *Screen) showTop() {
	left := []fyne.CanvasObject{parts.NewButton(lang.L("Exams"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc"), parts.NewText(lang.L("Cut score"), look.TextPanel, look.Ink, true),
		parts.Second(s.f.exam.Name)}
	var right []fyne.CanvasObject
	if st := s.study(); st != nil {
		word, state := stageWord(st)
		left = append(left, parts.NewPill(word, state))
		if export.May(s.d) {
			right = append(right, export.Button(s.askExport))
		}
		right = append(right, s.stageButtons(st)...)
	}
	stack := parts.Stack(0, parts.ToolBar(left, right))
	if st := s.study(); st != nil {
		stack.Add(parts.Inset(2, 24, 0, 24, parts.NewTabs([]parts.Tab{{Word: lang.L("Cut score")}, {Word: lang.L("Exam questions"), Count: chart.Count(len(st.Items))}}, s.tab, s.open)))
		stack.Add(parts.NewHairline())
	}
	s.top.Objects = []fyne.CanvasObject{stack}
	s.top.Refresh()
}

// stageButtons are the acts that the stage allows.
func (s *Screen) stageButtons(st *cut.Study) []fyne.CanvasObject {
	apply := parts.NewButton(lang.L("Apply"), parts.Main, s.askApply).WithIcon("check").WithKey("Ctrl Enter")
	if _, ok := s.chosen(); !ok {
		apply.Disable()
	}
	again := parts.NewButton(lang.L("Name judges"), parts.Plain, s.askBegin).WithIcon("people").WithKey("N")
	switch st.Stage {
	case cut.FirstRound:
		return []fyne.CanvasObject{parts.NewButton(lang.L("Begin the second round"), parts.Plain, s.askAdvance).WithKey("R"), apply}
	case cut.SecondRound:
		return []fyne.CanvasObject{parts.NewButton(lang.L("End the second round"), parts.Plain, s.askAdvance).WithKey("R"), apply}
	}
	return []fyne.CanvasObject{again, apply}
}

func (s *Screen) open(tab int) {
	s.tab = tab
	s.show()
}

func (s *Screen) back() { s.d.Go(desk.Route{Place: desk.ExamDesk, ID: s.id}) }

// table is the table of the open tab.
func (s *Screen) table() *parts.Table {
	if s.tab == tabItems {
		return s.items
	}
	return s.judges
}

func (s *Screen) askExport() {
	export.Table(s.d, s.f.exam.Name+" "+lang.L("Cut score"), s.table())
}

// Actions are the rounds, the cuts to look at, and what leaves the screen.
func (s *Screen) Actions() []desk.Action {
	const ctrl = fyne.KeyModifierShortcutDefault
	st := s.study()
	runs := st != nil && st.Stage.Round() > 0
	_, some := s.chosen()
	acts := []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Name judges"), Bare: fyne.KeyN, Do: s.askBegin, Off: !s.ready || runs},
		{Menu: desk.ReviewMenu, Label: lang.L("Next round"), Bare: fyne.KeyR, Do: s.askAdvance, Off: !runs},
		{Menu: desk.ReviewMenu, Label: lang.L("Apply"), Key: fyne.KeyReturn, Mod: ctrl, Do: s.askApply, Off: st == nil || !some},
		{Menu: desk.ViewMenu, Label: lang.L("Cut score"), Bare: fyne.Key1, Do: func() { s.open(tabCut) }, Off: st == nil},
		{Menu: desk.ViewMenu, Label: lang.L("Exam questions"), Bare: fyne.Key2, Do: func() { s.open(tabItems) }, Off: st == nil},
		{Menu: desk.ViewMenu, Label: lang.L("Other cut"), Bare: fyne.KeyC, Do: func() { s.look((s.which + 1) % 4) }, Off: st == nil},
		{Menu: desk.WindowMenu, Label: lang.L("Back to the exams"), Bare: fyne.KeyEscape, Do: s.back},
	}
	if export.May(s.d) {
		acts = append(acts, export.Action(lang.L("Export this table"), s.askExport, st == nil))
	}
	return append(acts, desk.Walk(s.table())...)
}

func (s *Screen) look(which int) {
	s.which = which
	s.show()
}
