// Package scores is the place where evaluations are read: an agent's own with
// a way to acknowledge them, a reviewer's own, and for those who lead all of
// them, to release or void.
package scores

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/recordings"
)

// mostRows is how many evaluations are listed, the newest.
const mostRows = 1000

// panelWidth is the width of the side panel at 100 %.
const panelWidth = 432

// view is a choice of whose evaluations are listed.
type view struct {
	word string
	find qa.Find
}

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  func()
	views  []view
	view   int
	state  qa.State // the tab: empty for all
	agents []string // narrowed to these agents by the route
	find   qa.Find  // what the route named; zero: what the view shows
	names  map[string]string
	text   string
	wanted string // the evaluation to choose once it is read

	kept    []qa.Evaluation
	calls   map[string]recordings.Row
	shown   []qa.Evaluation
	marked  map[string]bool
	states  []qa.State // of the tabs, the first is all
	reading bool

	versions map[string]qa.Version
	open     *opened // what the panel shows, nil: nothing
	derive   bool    // the derivation is open
	form     *appealForm
	ear      *desk.Ear
	say      *parts.Entry      // a question or an answer being written
	unsaid   map[string]string // by evaluation

	filter *fyne.Container
	tabs   *parts.Tabs
	search *parts.Entry
	table  *parts.Table
	middle *fyne.Container
	panel  *fyne.Container
	bar    *fyne.Container
	whole  fyne.CanvasObject
}

// New opens the place; the route may name an evaluation, states, and agents.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, agents: r.Filter.AgentIDs, find: r.Find, filter: parts.Stack(0), calls: map[string]recordings.Row{}, marked: map[string]bool{},
		versions: map[string]qa.Version{}, views: views(d.Actor), middle: parts.Over(), panel: parts.Over(), bar: parts.Row(8), reading: true}
	if r.Evaluation != "" {
		s.wanted = r.Evaluation
	}
	if len(r.Filter.States) > 0 {
		s.state = qa.State(r.Filter.States[0])
	}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Evaluations, notice.Calls), s.load)
	s.ear, s.unsaid = desk.NewEar(s.ctx, d), map[string]string{}
	s.build()
	s.readNames()
	s.load()
	return s
}

// views are what the roles of the actor look at.
func views(by people.Actor) []view {
	all, mine := view{lang.L("All"), qa.Find{}}, view{lang.L("Scored by me"), qa.Find{ReviewerID: by.PersonID}}
	own := view{lang.L("My own calls"), qa.Find{AgentID: by.PersonID}}
	team := view{lang.L("My team"), qa.Find{TeamID: by.TeamID}}
	switch {
	case !by.May(people.SeeCalls):
		return []view{own}
	case by.May(people.ReleaseScores):
		return []view{all, mine}
	case by.May(people.ScoreCalls):
		return []view{mine}
	case by.Has(people.Supervisor) && by.TeamID != "":
		return []view{team, all}
	case by.May(people.SeeOwnCalls):
		return []view{own, all}
	}
	return []view{all}
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading and listening.
func (s *Screen) Close() { s.ear.Close(); s.leave() }

// read is what one look at the list found.
type read struct {
	kept  []qa.Evaluation
	calls map[string]recordings.Row
}

func (s *Screen) load() {
	find, known := s.finding(), s.calls
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (read, error) {
		return s.read(ctx, find, known)
	}, func(r read, err error) {
		s.reading = false
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.kept, s.calls = r.kept, r.calls
		s.narrow()
		s.d.Trace("loaded", map[string]any{"place": "scores", "rows": len(s.shown)})
	})
}

func (s *Screen) read(ctx context.Context, find qa.Find, known map[string]recordings.Row) (read, error) {
	kept, err := s.d.Quality.Evaluations(ctx, s.d.Actor, find, mostRows)
	calls := make(map[string]recordings.Row, len(kept))
	for _, e := range kept {
		row, ok := known[e.CallID]
		if !ok && err == nil {
			row, err = s.d.Calls.Call(ctx, s.d.Actor, e.CallID)
			if fault.Is(err, fault.NotFound) {
				err = nil
			}
		}
		calls[e.CallID] = row
	}
	return read{kept, calls}, err
}

// narrow shows what passes tab, agents and text.
func (s *Screen) narrow() {
	chosen := s.wanted
	if chosen == "" && s.open != nil {
		chosen = s.open.e.ID
	}
	s.shown = nil
	for _, e := range s.kept {
		if (s.state == "" || e.State == s.state) && (len(s.agents) == 0 || slices.Contains(s.agents, e.AgentID)) && s.matches(e) {
			s.shown = append(s.shown, e)
		}
	}
	for id := range s.marked {
		if !slices.ContainsFunc(s.shown, func(e qa.Evaluation) bool { return e.ID == id && e.State == qa.Submitted }) {
			delete(s.marked, id)
		}
	}
	s.showTabs()
	s.showTable()
	at := slices.IndexFunc(s.shown, func(e qa.Evaluation) bool { return e.ID == chosen })
	s.table.List().Chosen = -1
	if len(s.shown) == 0 {
		s.open = nil
		s.showPanel()
		s.showBar()
		return
	}
	s.wanted = ""
	s.Choose(max(at, 0))
}

func (s *Screen) matches(e qa.Evaluation) bool {
	if s.text == "" {
		return true
	}
	row := s.calls[e.CallID]
	for _, field := range []string{desk.CallName(row.Call), row.AgentName, row.StaffNumber, e.ReviewerName} {
		if strings.Contains(strings.ToLower(field), s.text) {
			return true
		}
	}
	return false
}

// Choose moves the choice in the list.
func (s *Screen) Choose(row int) { s.table.Choose(row) }

// tabStates are the states that have a tab of their own, in the order of life.
var tabStates = []qa.State{qa.Draft, qa.Submitted, qa.Released, qa.Acknowledged, qa.Appealed, qa.InReview, qa.Upheld, qa.Revised, qa.Closed, qa.Voided}

// showTabs counts the states that occur.
func (s *Screen) showTabs() {
	n := map[qa.State]int{}
	for _, e := range s.kept {
		n[e.State]++
	}
	s.states = []qa.State{""}
	items := []parts.Tab{{Word: lang.L("All"), Count: chart.Count(len(s.kept))}}
	for _, st := range tabStates {
		if n[st] > 0 || st == s.state {
			s.states = append(s.states, st)
			items = append(items, parts.Tab{Word: desk.StateName(st), Count: chart.Count(n[st])})
		}
	}
	s.tabs.Chosen = max(slices.Index(s.states, s.state), 0)
	s.tabs.SetItems(items)
}

func (s *Screen) build() {
	s.table = s.newTable()
	s.tabs = parts.NewTabs([]parts.Tab{{Word: lang.L("All")}}, 0, func(i int) { s.state = s.states[i]; s.narrow() })
	s.search = parts.NewEntry(lang.L("Call, agent, reviewer")).WithIcon("search").WithKey("Ctrl F").Wide(220)
	s.search.OnChanged = func(t string) { s.text = strings.ToLower(strings.TrimSpace(t)); s.narrow() }
	s.search.OnSubmitted = func(string) { s.table.Focus() }
	head := parts.Row(12, parts.PageHead(lang.L("Scores")), parts.Gap())
	if len(s.agents) > 0 {
		head.Add(s.agentChip(head))
	}
	if len(s.views) > 1 {
		var words []string
		for _, v := range s.views {
			words = append(words, v.word)
		}
		head.Add(parts.NewSegments(words, 0, func(i int) { s.view, s.find = i, qa.Find{}; s.drawFilter(); s.load() }))
	}
	head.Add(s.search)
	if export.May(s.d) {
		head.Add(export.Button(s.askExport))
	}
	top := parts.Stack(0, parts.Inset(12, 24, 4, 24, head), parts.Inset(0, 24, 0, 24, s.tabs), parts.NewHairline(), s.filter)
	ground := parts.Over(parts.NewPlate(look.Well), s.panel)
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(s.panelWidth(), 0, ground))
	s.whole = parts.Dock(top, nil, nil, right, parts.Dock(nil, s.bar, nil, nil, s.middle))
	s.drawFilter()
	s.showTable()
	s.showPanel()
}

// panelWidth leaves the list its room where the text is large.
func (s *Screen) panelWidth() float32 {
	wide := look.Scaled(panelWidth)
	if window := s.d.Window.Canvas().Size().Width; window > 2*panelWidth {
		wide = min(wide, window*.36)
	}
	return wide
}

// agentChip says that the list is narrowed to one agent, and ends that.
func (s *Screen) agentChip(head *fyne.Container) fyne.CanvasObject {
	var chip *parts.Chip
	drop := func() {
		s.agents = nil
		head.Remove(chip)
		head.Refresh()
		s.narrow()
	}
	chip = parts.NewChip(lang.L("Agent"), "", drop, drop)
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (people.Person, error) {
		return s.d.People.Person(ctx, s.d.Actor, s.agents[0])
	}, func(p people.Person, err error) {
		if err == nil {
			chip.Value = p.Name
			head.Refresh()
		}
		s.d.Fail(err)
	})
	return chip
}
