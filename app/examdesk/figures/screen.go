// Package figures is the place of an exam's statistics: how good it was as a
// whole, how good each question was, and the curves of a model.
package figures

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/examdesk/say"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/training/exam"
	"shifu/training/exam/analysis"
	"shifu/training/exam/stats"
)

// The tabs.
const (
	tabExam = iota
	tabItems
	tabModel
)

// Screen is the statistics of one exam.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc
	id    string

	record exam.Record
	ready  bool
	ask    analysis.Ask
	a      *analysis.Analysis
	order  []int // of the items, as the table sorts them

	model  stats.Model
	fitted *analysis.Fitted
	stop   context.CancelFunc // ends the fit that runs; nil: none
	why    error              // there is no model

	tab   int
	items *parts.Table
	curve *parts.Table
	top   *fyne.Container
	page  *fyne.Container
	panel *fyne.Container
	whole fyne.CanvasObject
}

// New opens the statistics of an exam, Route.ID.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, id: r.ID, model: stats.OneParameter, top: parts.Over(), page: parts.Over(), panel: parts.Over(), ask: analysis.Ask{Attempts: analysis.First}}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.items, s.curve = s.itemTable(), s.curveTable()
	s.whole = parts.Dock(s.top, nil, nil, nil, s.page)
	s.read()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide folds the rail.
func (s *Screen) Wide() bool { return true }

// Close stops reading and fitting.
func (s *Screen) Close() {
	s.cancelFit()
	s.leave()
}

func (s *Screen) read() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (exam.Record, error) {
		return s.d.Invigilator.Record(ctx, s.d.Actor, s.id)
	}, func(r exam.Record, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.record, s.ready = r, true
		s.analyse()
		s.d.Trace("loaded", map[string]any{"place": "examstats", "attempts": len(r.Sat)})
	})
}

// analyse computes what is asked for.
func (s *Screen) analyse() {
	s.cancelFit()
	s.fitted, s.why = nil, nil
	ask := s.ask
	background.Run(s.ctx, s.d.Stage, func(context.Context) (*analysis.Analysis, error) {
		return analysis.Make(&s.record, ask), nil
	}, func(a *analysis.Analysis, err error) {
		s.d.Fail(err)
		if err != nil || ask != s.ask {
			return
		}
		s.a = a
		s.order = make([]int, len(a.Items))
		for i := range s.order {
			s.order[i] = i
		}
		s.sortItems(s.items.Sorted, s.items.Descending)
		s.show()
		s.d.Trace("analysed", map[string]any{"n": a.N(), "questions": len(a.Items)})
	})
}

func (s *Screen) show() {
	s.showTop()
	var content fyne.CanvasObject
	switch {
	case s.a == nil:
		content = parts.Room(0, 0)
	case s.a.N() == 0:
		content = parts.EmptyState("bars", lang.L("Nothing to count yet"), lang.L("Statistics begin with the first marked attempt. {{.N}} wait for a mark.", map[string]any{"N": s.a.Waiting}),
			parts.NewButton(lang.L("Back to the exams"), parts.Main, s.back).WithKey("Esc"))
	case s.tab == tabItems:
		content = s.itemsPage()
	case s.tab == tabModel:
		content = s.modelPage()
	default:
		content = s.examPage()
	}
	s.page.Objects = []fyne.CanvasObject{content}
	s.page.Refresh()
	s.d.Changed()
}

func (s *Screen) showTop() {
	right := []fyne.CanvasObject{}
	if s.a != nil && s.a.N() > 0 {
		if export.May(s.d) {
			right = append(right, export.Button(s.askExport))
		}
		if s.mayPrint() {
			right = append(right, parts.NewButton(lang.L("Report as PDF"), parts.Plain, s.askReport).WithIcon("document").WithKey("Ctrl P"))
		}
	}
	bar := parts.ToolBar([]fyne.CanvasObject{parts.NewButton(lang.L("Exams"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc"),
		parts.NewText(lang.L("Statistics"), look.TextPanel, look.Ink, true), parts.Second(s.record.Exam.Name)}, right)
	tabs := parts.NewTabs([]parts.Tab{{Word: lang.L("Exam")}, {Word: lang.L("Exam questions"), Count: s.count()}, {Word: lang.L("Model")}}, s.tab, s.open)
	line := parts.Row(10, parts.Grow(tabs), parts.Label(lang.L("Attempts looked at")), s.attemptsPick())
	if pick := s.formPick(); pick != nil {
		line.Add(pick)
	}
	s.top.Objects = []fyne.CanvasObject{parts.Stack(0, bar, parts.Inset(2, 24, 0, 24, line), parts.NewHairline())}
	if s.ready && !s.ask.Attempts.Sound() {
		s.top.Objects[0].(*fyne.Container).Add(parts.Inset(8, 24, 8, 24, parts.Banner(parts.TintWarn,
			lang.L("Statistics of other than first attempts may be invalid: who sits again has learnt from the exam."), lang.L("First attempts"), func() { s.choose(analysis.First) })))
	}
	s.top.Refresh()
}

func (s *Screen) count() string {
	if s.a == nil {
		return ""
	}
	return say.Points(float64(len(s.a.Items)))
}

func (s *Screen) attemptsPick() fyne.CanvasObject {
	var words []string
	for _, a := range analysis.Choices {
		words = append(words, a.Word().In(s.d.Settings.Language))
	}
	return parts.NewSegments(words, slices.Index(analysis.Choices, s.ask.Attempts), func(i int) { s.choose(analysis.Choices[i]) })
}

func (s *Screen) choose(a analysis.Attempts) {
	s.ask.Attempts = a
	s.analyse()
}

// formPick chooses one of several forms; nil where there are none.
func (s *Screen) formPick() fyne.CanvasObject {
	if s.a == nil || len(s.a.Forms) < 2 {
		return nil
	}
	words := []string{lang.L("all forms")}
	for _, f := range s.a.Forms {
		words = append(words, lang.L("Form {{.Name}}", map[string]any{"Name": say.Letter(f - 1)}))
	}
	forms := append([]int{0}, s.a.Forms...)
	return parts.NewSelect(words, slices.Index(forms, s.ask.Form), func(i int) { s.ask.Form = forms[i]; s.analyse() }).Wide(100)
}

func (s *Screen) open(tab int) {
	s.tab = tab
	s.show()
	if tab == tabModel && s.fitted == nil && s.stop == nil && s.why == nil {
		s.fit()
	}
}

func (s *Screen) mayPrint() bool { return s.d.Reports != nil && s.d.Actor.May(people.Print) }

func (s *Screen) back() { s.d.Go(desk.Route{Place: desk.ExamDesk, ID: s.id}) }

// Actions are the tabs, the choice of attempts, and what leaves the screen.
func (s *Screen) Actions() []desk.Action {
	const ctrl = fyne.KeyModifierShortcutDefault
	none := s.a == nil || s.a.N() == 0
	acts := []desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back to the exams"), Bare: fyne.KeyEscape, Do: s.back}}
	for i, word := range []string{lang.L("Exam"), lang.L("Exam questions"), lang.L("Model")} {
		acts = append(acts, desk.Action{Menu: desk.ViewMenu, Label: word, Bare: fyne.KeyName(rune('1' + i)), Do: func() { s.open(i) }, Off: none})
	}
	acts = append(acts, desk.Action{Menu: desk.ViewMenu, Label: lang.L("Other attempts"), Bare: fyne.KeyA, Off: !s.ready, Do: func() {
		s.choose(analysis.Choices[(slices.Index(analysis.Choices, s.ask.Attempts)+1)%len(analysis.Choices)])
	}}, desk.Action{Menu: desk.ViewMenu, Label: lang.L("Other model"), Bare: fyne.KeyM, Do: s.otherModel, Off: none || s.tab != tabModel})
	if s.mayPrint() {
		acts = append(acts, desk.Action{Menu: desk.FileMenu, Label: lang.L("Report as PDF"), Key: fyne.KeyP, Mod: ctrl, Do: s.askReport, Off: none})
	}
	if export.May(s.d) {
		acts = append(acts, export.Action(lang.L("Export this table"), s.askExport, none))
	}
	if t := s.table(); t != nil {
		acts = append(acts, desk.Walk(t)...)
	}
	return acts
}

// table is the table of the open tab, nil if it has none.
func (s *Screen) table() *parts.Table {
	switch s.tab {
	case tabItems:
		return s.items
	case tabModel:
		return s.curve
	}
	return nil
}
