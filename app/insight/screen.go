// Package insight is the place where many evaluations become figures: trends,
// where points are lost, how sure a rate is, and the list behind each mark.
package insight

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/notice"
	"shifu/qa"
	figures "shifu/qa/insight"
)

// settle is how long notices are gathered before the figures are read again.
const settle = 2 * time.Second

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  func()
	saving *background.Line
	asks   question
	names  names
	views  []view
	found  found

	tabs  *parts.Tabs
	chips *fyne.Container
	count *parts.Text
	body  *fyne.Container
	all   fyne.CanvasObject
}

// found is what one reading brought.
type found struct {
	board  *figures.Board
	rubric *figures.Rubric
	form   qa.Version // of rubric, the newest that was used
	cover  []stratum
	starts []time.Time
}

// view is one way to look.
type view struct {
	word string
	show func() face
	by   []figures.By // what can be compared; none: nothing to choose
}

// face is what a view shows.
type face struct {
	say   string              // one sentence: what is to be seen
	chart fyne.CanvasObject   // nil: there is nothing
	foot  []fyne.CanvasObject // facts below it
	rows  table
}

// New opens the place.
func New(d *desk.Desk, _ desk.Route) desk.Screen {
	s := &Screen{d: d, saving: d.Stage.NewLine(), chips: parts.Stack(6), count: parts.Second(""), body: parts.Over()}
	s.ctx, s.leave = d.Stay(settle, desk.About(notice.Evaluations), s.load)
	s.views = s.allViews()
	s.all = s.layout()
	s.recall()
	return s
}

func (s *Screen) allViews() []view {
	units := []figures.By{figures.ByOrganisation, figures.ByTeam, figures.ByAgent}
	return []view{
		{lang.L("Trend"), s.trend, append(units, byQuestion)},
		{lang.L("Heat map"), s.heat, []figures.By{figures.ByAgent, figures.ByTeam, figures.ByOrganisation}},
		{lang.L("Lost points by question"), s.pareto, nil},
		{lang.L("Accuracy"), s.accuracy, []figures.By{figures.ByAll, figures.ByOrganisation, figures.ByTeam}},
		{lang.L("In-house and vendors"), s.companies, nil},
		{lang.L("Reviewer severity"), s.severity, nil},
		{lang.L("How appeals end"), s.appeals, nil},
		{lang.L("Coverage"), s.coverage, []figures.By{byLine, byProject, figures.ByOrganisation, figures.ByTeam}},
		{lang.L("Control chart"), s.control, nil},
	}
}

// The kinds of comparison that are not of people.
const (
	byQuestion figures.By = "question"
	byLine     figures.By = "line"
	byProject  figures.By = "project"
)

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.all }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading and listening.
func (s *Screen) Close() { s.leave() }

func (s *Screen) layout() fyne.CanvasObject {
	items := make([]parts.Tab, len(s.views))
	for i, v := range s.views {
		items[i].Word = v.word
	}
	s.tabs = parts.NewTabs(items, 0, func(i int) { s.asks.View = i; s.changed() })
	head := parts.Row(12, parts.PageHead(lang.L("Insight")), s.count, parts.Gap())
	if export.May(s.d) {
		head.Add(export.Button(s.export))
	}
	top := parts.Stack(0, parts.Inset(12, 24, 4, 24, head), parts.Inset(0, 24, 0, 24, s.tabs), parts.NewHairline(),
		parts.Inset(8, 24, 8, 24, s.chips), parts.NewHairline())
	return parts.Dock(top, nil, nil, nil, s.body)
}

// load reads the figures and shows the view.
func (s *Screen) load() {
	find, starts := s.asks.find(s.d.Now(), s.d.Zone)
	view := s.view()
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (found, error) {
		return s.read(ctx, find, starts, view.word == lang.L("Coverage"))
	}, func(f found, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.found = f
		s.show()
		s.d.Trace("loaded", map[string]any{"place": "insight", "view": s.asks.View, "evaluations": f.board.N()})
	})
}

func (s *Screen) read(ctx context.Context, find qa.Find, starts []time.Time, cover bool) (f found, err error) {
	f.starts = starts
	if f.board, err = s.d.Insight.Figures(ctx, s.d.Actor, find, starts); err != nil {
		return f, err
	}
	if rubrics := f.board.Rubrics(); len(rubrics) > 0 {
		f.rubric = rubrics[0]
		if f.form, err = s.d.Quality.Version(ctx, s.d.Actor, f.rubric.Version); err != nil {
			f.form = qa.Version{} // the refs stand for their questions then
		}
	}
	f.cover, err = nil, nil
	if cover {
		f.cover, err = s.readCoverage(ctx, find)
	}
	return f, err
}

func (s *Screen) view() view { return s.views[min(s.asks.View, len(s.views)-1)] }

// by is what the view compares.
func (s *Screen) by() figures.By {
	v := s.view()
	for _, b := range v.by {
		if b == s.asks.By {
			return b
		}
	}
	if len(v.by) == 0 {
		return figures.ByAll
	}
	return v.by[0]
}

// show draws the view.
func (s *Screen) show() {
	s.drawChips()
	if s.found.board == nil {
		return
	}
	s.count.Set(lang.L("n {{.N}}", map[string]any{"N": chart.Count(s.found.board.N())}))
	f := s.view().show()
	if f.chart == nil {
		s.body.Objects = []fyne.CanvasObject{s.empty()}
		s.body.Refresh()
		return
	}
	line := parts.Row(12, parts.Grow(parts.Second(f.say).Cutting()))
	if v := s.view(); len(v.by) > 1 {
		line.Add(s.segments(v.by))
	}
	foot := parts.Facts(f.foot...)
	s.body.Objects = []fyne.CanvasObject{parts.Dock(parts.Inset(10, 24, 6, 24, line), parts.Inset(4, 24, 10, 24, foot), nil, nil,
		parts.Inset(0, 24, 0, 24, f.withRows()))}
	s.body.Refresh()
	s.d.Changed()
}

func (s *Screen) segments(all []figures.By) fyne.CanvasObject {
	words, chosen := make([]string, len(all)), 0
	for i, b := range all {
		words[i] = byWord(b)
		if b == s.by() {
			chosen = i
		}
	}
	return parts.NewSegments(words, chosen, func(i int) { s.asks.By, s.asks.Unit = all[i], ""; s.changed() })
}

func byWord(b figures.By) string {
	switch b {
	case figures.ByAgent:
		return lang.L("Agent")
	case figures.ByTeam:
		return lang.L("Team")
	case figures.ByOrganisation:
		return lang.L("Organisation")
	case byQuestion:
		return lang.L("Question")
	case byLine:
		return lang.L("Business line")
	case byProject:
		return lang.L("Project")
	}
	return lang.L("All")
}

func (s *Screen) empty() fyne.CanvasObject {
	if s.asks.narrowed() {
		return parts.EmptyState("search", lang.L("No evaluation passes the filter"), lang.L("Take a condition away, or choose a longer time."),
			parts.NewButton(lang.L("Clear conditions"), parts.Main, s.clear))
	}
	return parts.EmptyState("bars", lang.L("No figures yet"), lang.L("They appear here as soon as evaluations are submitted."),
		parts.NewButton(lang.L("Open scores"), parts.Main, func() { s.d.Go(desk.Route{Place: desk.Scores}) }))
}

// Actions are what can be done here.
func (s *Screen) Actions() []desk.Action {
	var acts []desk.Action
	for i, v := range s.views {
		acts = append(acts, desk.Action{Menu: desk.ViewMenu, Label: v.word, Bare: fyne.KeyName(rune('1' + i)), Do: func() { s.tabs.Choose(i) }})
	}
	acts = append(acts, desk.Action{Menu: desk.EditMenu, Label: lang.L("Add condition"), Bare: fyne.KeyF, Do: s.offer})
	if export.May(s.d) {
		acts = append(acts, export.Action(lang.L("Export these figures"), s.export, s.found.board == nil || s.found.board.N() == 0))
	}
	return acts
}

// behind opens the list of evaluations behind a mark.
func (s *Screen) behind(narrow func(*qa.Find)) {
	find, _ := s.asks.find(s.d.Now(), s.d.Zone)
	find.InForce = true
	if narrow != nil {
		narrow(&find)
	}
	s.d.Go(desk.Route{Place: desk.Scores, Find: find})
}
