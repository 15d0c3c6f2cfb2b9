// Package routinglab is the place where routing is tried out before it is
// changed: how many agents a day needs, what a scenario does, which policy is
// better, what matters most, how the real centre stood, and whether the
// simulation may be trusted.
package routinglab

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/routing/lab"
)

const ctrl = fyne.KeyModifierShortcutDefault

// page is one tab of the place.
type page interface {
	content() fyne.CanvasObject
	opened() // it came into view, or the kept scenarios changed
	actions() []desk.Action
}

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  context.CancelFunc
	stop   func()
	saving *background.Line

	state state
	kept  []lab.Scenario
	read  bool

	pages  []page
	words  []string
	now    int
	tabs   *parts.Tabs
	middle *fyne.Container
	whole  fyne.CanvasObject
}

// The pages, as a route's ID names them.
var pageIDs = []string{"staffing", "scenarios", "comparison", "sensitivity", "centre", "selftest"}

// New opens the place. The route's ID is a page, or a scenario to choose.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, saving: d.Stage.NewLine(), middle: parts.Over(), now: -1}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.stop = d.Hub.Listen(s.noticed)
	s.words = []string{lang.L("Staffing"), lang.L("Scenarios"), lang.L("Comparison"), lang.L("Sensitivity"), lang.L("Real centre"), lang.L("Self-test")}
	s.pages = []page{newStaffing(s), newScenarios(s), newComparing(s), newVarying(s), newCentre(s), newTesting(s)}
	items := make([]parts.Tab, len(s.words))
	for i, w := range s.words {
		items[i].Word = w
	}
	s.tabs = parts.NewTabs(items, 0, s.open)
	top := parts.Stack(0, parts.Inset(12, 24, 4, 24, parts.PageHead(lang.L("Routing"))), parts.Inset(0, 24, 0, 24, s.tabs), parts.NewHairline())
	s.whole = parts.Dock(top, nil, nil, nil, s.middle)
	s.recall(r.ID)
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops what runs.
func (s *Screen) Close() { s.leave(); s.stop() }

// Here is the open page, so that the place can be built anew.
func (s *Screen) Here() desk.Route {
	id := pageIDs[max(s.now, 0)]
	if p, ok := s.pages[1].(*scenarios); ok && s.now == 1 && p.chosen() != nil {
		id = p.chosen().ID
	}
	return desk.Route{Place: desk.Routing, ID: id}
}

func (s *Screen) noticed(n notice.Notice) {
	if n.Subject == notice.Scenarios {
		s.d.Stage.Show(s.reread)
	}
}

// reread reads the kept scenarios again.
func (s *Screen) reread() {
	if s.ctx.Err() != nil {
		return
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]lab.Scenario, error) { return s.d.Lab.Scenarios(ctx, s.d.Actor) },
		func(all []lab.Scenario, err error) {
			if err != nil {
				s.d.Fail(err)
				return
			}
			s.kept, s.read = all, true
			if s.now >= 0 {
				s.pages[s.now].opened()
			}
			s.d.Trace("loaded", map[string]any{"place": "routing", "scenarios": len(all)})
		})
}

// arrive opens the page or the scenario that was asked for.
func (s *Screen) arrive(id string) {
	at := slices.Index(pageIDs, id)
	if at < 0 {
		at = min(max(s.state.Page, 0), len(s.pages)-1)
		if id != "" {
			at = 1
			s.pages[1].(*scenarios).wanted = id
		}
	}
	if s.now < 0 { // else somebody was faster, and has opened one
		s.open(at)
	}
	s.reread()
}

// open shows a page.
func (s *Screen) open(i int) {
	if i == s.now {
		return
	}
	s.now, s.state.Page = i, i
	s.remember()
	s.tabs.Chosen = i
	s.tabs.Refresh()
	s.middle.Objects = []fyne.CanvasObject{s.pages[i].content()}
	s.middle.Refresh()
	s.pages[i].opened()
	s.d.Changed()
}

// Actions are the pages and what the open one offers.
func (s *Screen) Actions() []desk.Action {
	acts := desk.Pages(s.words, s.open)
	if s.now >= 0 {
		acts = append(acts, s.pages[s.now].actions()...)
	}
	return acts
}

// Dropped takes scenario files and histories.
func (s *Screen) Dropped(paths []string) {
	for _, p := range paths {
		if strings.HasSuffix(p, ".yaml") || strings.HasSuffix(p, ".yml") {
			s.open(1)
			s.pages[1].(*scenarios).take(p)
			continue
		}
		s.open(4)
		s.pages[4].(*centre).load(p)
	}
}

// names are the kept scenarios by name, for a select.
func (s *Screen) names() []string {
	out := make([]string, len(s.kept))
	for i, k := range s.kept {
		out[i] = k.Name
	}
	return out
}

// of is the kept scenario of an ID, the first one if that is gone.
func (s *Screen) of(id string) int {
	return max(slices.IndexFunc(s.kept, func(k lab.Scenario) bool { return k.ID == id }), 0)
}
