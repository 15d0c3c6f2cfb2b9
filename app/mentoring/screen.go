// Package mentoring is the coordinator's place: all pairs with their contracts
// and health, the stalled ones, and the rounds in which mentors and mentees are
// paired.
package mentoring

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/contract"
	"shifu/training/mentor"
	"shifu/training/mentoring"
)

// tab is one of the pages.
type tab int

const (
	tabOpen tab = iota
	tabStalled
	tabPast
	tabRounds
)

// Screen is the open place: the lists, or one round in their stead.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave func()

	all    []tab
	tab    tab
	f      facts
	loaded bool
	wanted string // the round to open once it is read
	open   *opened

	tabs   *parts.Tabs
	pairs  *parts.Table
	rounds *parts.Table
	strip  *fyne.Container
	middle *fyne.Container
	whole  *fyne.Container
	lists  fyne.CanvasObject
}

// facts is what was read for the lists.
type facts struct {
	pairs  []contract.Pair
	health map[string]mentoring.Pair // by pair
	rounds []mentor.Round
}

// New opens the place; the route may name a round, or say "rounds".
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, all: []tab{tabOpen, tabStalled, tabPast}, strip: parts.Stack(0), middle: parts.Over(), whole: parts.Over()}
	if s.keeps() {
		s.all = append(s.all, tabRounds)
	}
	if r.ID == "rounds" {
		s.tab = tabRounds
	} else {
		s.wanted = r.ID
	}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Mentoring), s.load)
	s.build()
	s.load()
	return s
}

// keeps tells who pairs people; supervisors and the client look on.
func (s *Screen) keeps() bool { return s.d.Actor.May(people.KeepMentoring) }

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading.
func (s *Screen) Close() {
	s.leave()
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, s.readAll, func(f facts, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.f, s.loaded = f, true
		s.d.Trace("loaded", map[string]any{"place": "mentoring", "pairs": len(f.pairs), "rounds": len(f.rounds)})
		s.show()
		id := s.wanted
		if s.wanted = ""; id == "" && s.open != nil && !s.open.changed {
			id = s.open.r.ID
		}
		if id != "" {
			s.read(id)
		}
	})
}

func (s *Screen) readAll(ctx context.Context) (f facts, err error) {
	if f.pairs, err = s.d.Mentors.Pairs.Pairs(ctx, s.d.Actor, contract.Find{}); err != nil {
		return f, err
	}
	years, err := s.d.Mentors.Years.Pairs(ctx, s.d.Actor, mentoring.Find{})
	if err != nil {
		return f, err
	}
	f.health = map[string]mentoring.Pair{}
	for _, y := range years {
		f.health[y.ID] = y
	}
	if s.keeps() {
		f.rounds, err = s.d.Mentors.Rounds.Rounds(ctx, s.d.Actor)
	}
	return f, err
}

func (s *Screen) today() contract.Day { return indicators.DateOf(s.d.Now().In(s.d.Zone)) }

func (s *Screen) say(t words.Text) string { return t.In(s.d.Settings.Language) }

func (s *Screen) build() {
	s.pairs, s.rounds = s.newPairs(), s.newRounds()
	s.tabs = parts.NewTabs(nil, 0, func(i int) { s.tab = s.all[i]; s.show() })
	top := parts.Stack(0, s.strip, parts.Inset(0, 24, 0, 24, s.tabs), parts.NewHairline())
	s.lists = parts.Dock(top, nil, nil, nil, s.middle)
	s.whole.Objects = []fyne.CanvasObject{s.lists}
	s.show()
}

// rows are the pairs of the tab.
func (s *Screen) rows() []contract.Pair {
	return slices.DeleteFunc(slices.Clone(s.f.pairs), func(p contract.Pair) bool { return !s.on(&p, s.tab) })
}

func (s *Screen) on(p *contract.Pair, t tab) bool {
	open := p.Open(s.today())
	switch t {
	case tabStalled:
		return open && s.f.health[p.ID].Health.Stalled
	case tabPast:
		return !open
	}
	return open
}

// show shows the lists, unless a round is open in their stead.
func (s *Screen) show() {
	s.strip.Objects = []fyne.CanvasObject{s.head()}
	s.strip.Refresh()
	var items []parts.Tab
	for _, t := range s.all {
		items = append(items, parts.Tab{Word: tabWord(t), Count: s.count(t)})
	}
	s.tabs.SetItems(items)
	s.tabs.Chosen = max(slices.Index(s.all, s.tab), 0)
	s.tabs.Refresh()
	s.middle.Objects = []fyne.CanvasObject{s.page()}
	s.pairs.Refresh()
	s.rounds.Refresh()
	s.middle.Refresh()
	if s.open == nil {
		s.whole.Objects = []fyne.CanvasObject{s.lists}
		s.whole.Refresh()
	}
	s.d.Changed()
}

func tabWord(t tab) string {
	switch t {
	case tabStalled:
		return lang.L("Stalled")
	case tabPast:
		return lang.L("Past pairs")
	case tabRounds:
		return lang.L("Pairing")
	}
	return lang.L("Pairs")
}

func (s *Screen) count(t tab) string {
	if !s.loaded {
		return ""
	}
	if t == tabRounds {
		return chart.Count(len(s.f.rounds))
	}
	n := 0
	for i := range s.f.pairs {
		if s.on(&s.f.pairs[i], t) {
			n++
		}
	}
	return chart.Count(n)
}

// head is the title with what can be begun at its right.
func (s *Screen) head() fyne.CanvasObject {
	row := parts.Row(8, parts.PageHead(lang.L("Mentoring")), parts.Gap())
	if s.tab != tabRounds && export.May(s.d) {
		row.Add(export.Button(s.askExport))
	}
	if s.keeps() {
		if s.tab == tabRounds {
			row.Add(parts.NewButton(lang.L("New round"), parts.Main, s.newRound).WithIcon("add").WithKey("N"))
		} else {
			row.Add(parts.NewButton(lang.L("Pair by hand"), parts.Plain, s.askPair).WithIcon("add").WithKey("N"))
		}
	}
	return parts.Inset(12, 24, 8, 24, parts.High(30, row))
}

// page is what stands below the tabs.
func (s *Screen) page() fyne.CanvasObject {
	switch {
	case !s.loaded:
		return parts.Room(0, 0)
	case s.tab == tabRounds && len(s.f.rounds) == 0:
		return parts.EmptyState("people", lang.L("No round of pairing yet"), lang.L("A round takes mentors and mentees, weighs every pair by your rules and proposes who goes with whom. Nothing is made before you publish."),
			parts.NewButton(lang.L("New round"), parts.Main, s.newRound).WithIcon("add").WithKey("N"))
	case s.tab == tabRounds:
		s.rounds.List().Chosen = max(min(s.rounds.List().Chosen, len(s.f.rounds)-1), 0)
		return s.rounds
	case len(s.rows()) == 0:
		return s.empty()
	}
	s.pairs.List().Chosen = max(min(s.pairs.List().Chosen, len(s.rows())-1), 0)
	return parts.Dock(s.waiting(), nil, nil, nil, s.pairs)
}

// waiting tells of contracts that wait for the actor's own signature; nil for none.
func (s *Screen) waiting() fyne.CanvasObject {
	for _, p := range s.f.pairs {
		if c := p.Pending(); c != nil && s.tab == tabOpen {
			if _, err := c.ToSign(s.d.Actor); err == nil {
				say := lang.L("The contract of {{.Mentor}} and {{.Mentee}} waits for your signature.", map[string]any{"Mentor": p.Mentor.Name, "Mentee": p.Mentee.Name})
				return parts.Inset(8, 24, 8, 24, parts.Banner(parts.TintInfo, say, lang.L("Read and sign"), func() { s.openContract(p.ID) }))
			}
		}
	}
	return nil
}

func (s *Screen) empty() fyne.CanvasObject {
	switch {
	case s.tab == tabStalled:
		return parts.EmptyState("okcircle", lang.L("No pair is stalled"), lang.L("Pairs without a session for more than 21 days stand here."))
	case s.tab == tabPast:
		return parts.EmptyState("people", lang.L("No pair is over yet"), lang.L("Pairs whose period has passed, or that were broken off, stand here."))
	case !s.keeps():
		return parts.EmptyState("people", lang.L("No pairs yet"), lang.L("Who keeps mentoring pairs mentors and mentees. They stand here then."))
	}
	return parts.EmptyState("people", lang.L("No pairs yet"), lang.L("Begin a round: it proposes who goes with whom. Or pair two people by hand."),
		parts.NewButton(lang.L("New round"), parts.Main, s.newRound).WithIcon("add"))
}
