// Package contests is the place of labour competitions and of the best pair:
// who leads and who improved most, one's own result with every number behind
// it, the rule, appeals, and the vote for mentor and mentee of the year.
package contests

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/award"
	"shifu/training/contest"
)

// The pages.
const (
	pageContests = iota
	pagePairs
)

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  func()
	loaded bool
	wanted string // the contest or award to open once all is read

	page     int
	contests []contest.Contest
	awards   []award.Award
	orgs     []people.Organisation
	projects []string

	board  *contest.Board // of the contest that is open
	league int
	edit   *editing // the rule that is being written, nil: none

	view *award.View // of the award that is open
	vote *voting     // one's ballot while it is written

	tabs   *parts.Tabs
	head   *fyne.Container
	middle *fyne.Container
	side   *fyne.Container
	whole  fyne.CanvasObject
}

// New opens the place; the route may name a contest or an award.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, head: parts.Row(8), middle: parts.Over(), side: parts.Over()}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Contests, notice.Figures), s.load)
	s.tabs = parts.NewTabs(s.tabWords(), 0, s.turn)
	top := parts.Stack(0, parts.Inset(12, 24, 4, 24, s.head), parts.Inset(0, 24, 0, 24, s.tabs), parts.NewHairline())
	s.whole = parts.Dock(top, nil, nil, s.side, s.middle)
	s.show()
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// foldBelow is the width of a window, at 100 %, that holds the ranking, who
// improved and the rule beside the open rail.
const foldBelow = 1400

// Wide folds the rail in a narrower window.
func (s *Screen) Wide() bool { return s.d.Window.Canvas().Size().Width < look.Scaled(foldBelow) }

// Close stops reading and listening.
func (s *Screen) Close() { s.leave() }

func (s *Screen) keeps() bool { return s.d.Actor.May(people.KeepContests) }

// read is what one look at the place finds.
type read struct {
	contests []contest.Contest
	awards   []award.Award
	orgs     []people.Organisation
	projects []string
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (r read, err error) {
		if r.contests, err = s.d.Contests.Contests(ctx, s.d.Actor); err != nil {
			return r, err
		}
		if r.awards, err = s.d.Awards.Awards(ctx, s.d.Actor); err != nil {
			return r, err
		}
		if r.orgs, err = s.d.People.Organisations(ctx, s.d.Actor); err != nil || !s.keeps() {
			return r, err
		}
		r.projects, err = s.d.Figures.Projects(ctx, s.d.Actor)
		return r, err
	}, func(r read, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.contests, s.awards, s.orgs, s.projects, s.loaded = r.contests, r.awards, r.orgs, r.projects, true
		s.d.Trace("loaded", map[string]any{"place": "contests", "contests": len(r.contests), "awards": len(r.awards)})
		s.openWanted()
	})
}

// openWanted opens what a route names, what was open, or what is on now.
func (s *Screen) openWanted() {
	id := s.wanted
	s.wanted = ""
	if slices.ContainsFunc(s.awards, func(a award.Award) bool { return a.ID == id }) {
		s.page = pagePairs
		s.openAward(id)
		return
	}
	if id == "" && s.board != nil {
		id = s.board.Contest.ID
	}
	s.openContest(s.contestToOpen(id))
	if s.view != nil {
		id = s.view.Award.ID
	}
	if i := slices.IndexFunc(s.awards, func(a award.Award) bool { return a.ID == id }); i < 0 && len(s.awards) > 0 {
		id = s.awards[0].ID
	}
	if len(s.awards) > 0 {
		s.openAward(id)
	}
}

// contestToOpen is the one of that ID, otherwise the latest that is running, or
// the latest of all.
func (s *Screen) contestToOpen(id string) string {
	now := s.d.Now()
	running := ""
	for _, c := range s.contests {
		if c.ID == id {
			return id
		}
		if running == "" && c.On(now, s.d.Zone) == contest.Running {
			running = c.ID
		}
	}
	if running == "" && len(s.contests) > 0 {
		return s.contests[0].ID
	}
	return running
}

func (s *Screen) openContest(id string) {
	if id == "" {
		s.board = nil
		s.show()
		return
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (contest.Board, error) {
		return s.d.Contests.Board(ctx, s.d.Actor, id)
	}, func(b contest.Board, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if s.board == nil || s.board.Contest.ID != id {
			s.league = 0
			if b.Mine != nil {
				s.league = b.Mine.League
			}
		}
		s.board = &b
		s.d.Trace("board", map[string]any{"contest": id, "state": string(b.State)})
		s.show()
	})
}

func (s *Screen) turn(page int) {
	s.page, s.edit, s.vote = page, nil, nil
	s.show()
}

func (s *Screen) tabWords() []parts.Tab {
	return []parts.Tab{{Word: lang.L("Contests")}, {Word: lang.L("Best pair")}}
}

// show shows the page that is chosen.
func (s *Screen) show() {
	s.tabs.Chosen = s.page
	s.tabs.Refresh()
	s.showHead()
	middle, side := s.contestPage()
	if s.page == pagePairs {
		middle, side = s.awardPage()
	}
	s.middle.Objects, s.side.Objects = []fyne.CanvasObject{middle}, nil
	if side != nil {
		s.side.Objects = []fyne.CanvasObject{side}
	}
	s.middle.Refresh()
	s.side.Refresh()
	s.whole.Refresh()
	s.d.Changed()
}

func (s *Screen) showHead() {
	s.head.Objects = []fyne.CanvasObject{parts.PageHead(lang.L("Contests")), parts.Gap()}
	for _, a := range s.acts() {
		if a.below {
			continue
		}
		kind := parts.Plain
		if a.main {
			kind = parts.Main
		}
		s.head.Add(parts.NewButton(a.Label, kind, a.Do).WithIcon(a.icon).WithKey(a.Badge(false)))
	}
	s.head.Refresh()
}
