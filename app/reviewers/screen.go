// Package reviewers is the place where a quality lead sees how reviewers judge:
// who gives more and who gives less, whether that moves, how far they agree on
// calls that two of them scored, and what agents' scores would be if everybody
// judged like the average reviewer.
package reviewers

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/notice"
	"shifu/qa/severity"
)

// settle is how long notices are gathered before everything is read again.
const settle = 2 * time.Second

// panelWidth is the width of the side panel at 100 %.
const panelWidth = 432

// resamples of the bootstrap behind every interval, and its seed: the same
// evaluations always give the same figures.
const (
	resamples = 200
	seed      = 1
)

// periods are the months that can be looked back.
var periods = []int{3, 6, 12}

// The tabs.
const (
	tabReviewers = iota
	tabAgreement
	tabFair
)

// found is what one look at the evaluations gave.
type found struct {
	data   severity.Data
	model  severity.Model
	pairs  []severity.Pair
	months []severity.Agreement
	whole  severity.Agreement
}

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  func()
	period int // index into periods
	tab    int
	wanted string // the reviewer to choose once read
	loaded bool
	f      found

	tabs      *parts.Tabs
	segments  *parts.Segments
	reviewers *parts.Table
	doubles   *parts.Table
	fair      *parts.Table
	middle    *fyne.Container
	panel     *fyne.Container
	whole     fyne.CanvasObject
}

// New opens the place; the route may name a reviewer.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, period: len(periods) - 1, middle: parts.Over(), panel: parts.Over()}
	s.ctx, s.leave = d.Stay(settle, desk.About(notice.Evaluations), s.load)
	s.build()
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading and listening.
func (s *Screen) Close() { s.leave() }

// load reads the period up to now and fits the model.
func (s *Screen) load() {
	until := s.d.Now()
	from := s.d.Midnight().AddDate(0, -periods[s.period], 0)
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (found, error) {
		data, err := s.d.Severity.Judged(ctx, s.d.Actor, from, until.Add(time.Microsecond))
		if err != nil {
			return found{}, err
		}
		f := found{data: data, model: severity.Fit(data, s.d.Zone, resamples, seed), pairs: severity.PairsOf(&data)}
		slices.Reverse(f.pairs)
		f.months, f.whole = severity.Agreements(data, s.d.Zone)
		return f, nil
	}, func(f found, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.f, s.loaded = f, true
		s.sortAgents(s.fair.Sorted, s.fair.Descending)
		s.show()
		s.d.Trace("loaded", map[string]any{"place": "reviewers", "rows": len(f.model.Reviewers), "pairs": len(f.pairs), "agents": len(f.model.Agents)})
	})
}

func (s *Screen) build() {
	s.reviewers, s.doubles, s.fair = s.newReviewers(), s.newDoubles(), s.newFair()
	s.tabs = parts.NewTabs(s.tabItems(), 0, s.open)
	var words []string
	for _, n := range periods {
		words = append(words, lang.L("{{.N}} months", map[string]any{"N": n}))
	}
	s.segments = parts.NewSegments(words, s.period, func(i int) { s.period = i; s.load() })
	head := parts.Row(12, parts.PageHead(lang.L("Reviewers")), parts.Gap(), s.segments)
	if export.May(s.d) {
		head.Add(export.Button(s.askExport))
	}
	line := parts.Row(12, parts.Grow(s.tabs), parts.NewLink(lang.L("What do these mean"), s.explain))
	top := parts.Stack(0, parts.Inset(12, 24, 4, 24, head), parts.Inset(0, 24, 0, 24, line), parts.NewHairline())
	s.whole = parts.Dock(top, nil, nil, s.panel, s.middle)
	s.show()
}

func (s *Screen) tabItems() []parts.Tab {
	return []parts.Tab{{Word: lang.L("Reviewers"), Count: s.count(len(s.f.model.Reviewers))},
		{Word: lang.L("Agreement"), Count: s.count(len(s.f.pairs))},
		{Word: lang.L("Fair scores"), Count: s.count(len(s.f.model.Agents))}}
}

func (s *Screen) count(n int) string {
	if !s.loaded {
		return ""
	}
	return chart.Count(n)
}

// open shows one of the tabs.
func (s *Screen) open(tab int) {
	s.tab = tab
	s.show()
}

// show fills what is open.
func (s *Screen) show() {
	s.tabs.Chosen = s.tab
	s.tabs.SetItems(s.tabItems())
	switch {
	case len(s.f.model.Reviewers) == 0:
		s.put(s.empty(), nil)
	case s.tab == tabAgreement:
		s.put(s.agreement(), nil)
	case s.tab == tabFair:
		s.put(s.fairPage(), nil)
	default:
		s.put(s.reviewers, parts.Room(0, 0))
		s.reviewers.Refresh()
		s.chooseWanted()
	}
	s.d.Changed()
}

// put sets the middle and the panel at its right; nil takes the panel away.
func (s *Screen) put(middle, panel fyne.CanvasObject) {
	s.middle.Objects = []fyne.CanvasObject{middle}
	s.panel.Objects = nil
	if panel != nil {
		ground := parts.Over(parts.NewPlate(look.Well), panel)
		s.panel.Objects = []fyne.CanvasObject{parts.FullRow(0, parts.NewUpright(1), parts.Fix(s.panelWidth(), 0, ground))}
	}
	s.whole.Refresh()
	s.middle.Refresh()
	s.panel.Refresh()
}

// panelWidth leaves the list its room where the text is large.
func (s *Screen) panelWidth() float32 {
	wide := look.Scaled(panelWidth)
	if window := s.d.Window.Canvas().Size().Width; window > 2*panelWidth {
		wide = min(wide, window*.36)
	}
	return wide
}

// chooseWanted keeps the choice where it was, or begins at the first row.
func (s *Screen) chooseWanted() {
	at := slices.IndexFunc(s.f.model.Reviewers, func(r severity.Reviewer) bool { return r.ID == s.wanted })
	s.reviewers.List().Chosen = -1
	s.reviewers.Choose(max(at, 0))
}

func (s *Screen) empty() fyne.CanvasObject {
	if !s.loaded {
		return parts.Room(0, 0)
	}
	return parts.EmptyState("scales", lang.L("Nothing scored in this time"), lang.L("Choose a longer time, or have calls scored: profiles begin with the first evaluations."),
		parts.NewButton(lang.L("Read the evaluations"), parts.Main, func() { s.d.Go(desk.Route{Place: desk.Scores}) }))
}

func (s *Screen) explain() { s.d.Go(desk.Route{Place: desk.Guide, ID: "reviewers"}) }
