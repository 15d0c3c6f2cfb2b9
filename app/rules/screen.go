// Package rules is the place where rules are kept and tried out, and where
// proposals of rules and of the model are compared with people's answers.
package rules

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/rules"
)

// mostHeard is over how many calls rules are tried.
const mostHeard = 200

// Screen is the open place.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc
	stop  func()

	sets    []rules.Set // in force
	here    int         // set
	set     rules.Set   // as it is being edited
	dirty   bool
	heard   []rules.Heard
	talks   []*rules.Talk
	tallies []rules.Tally
	wanted  string // rule to show first

	tabs   *parts.Tabs
	table  *parts.Table
	rule   *rulePanel
	sides  *compared
	bar    *fyne.Container
	middle *fyne.Container
	whole  fyne.CanvasObject
}

// New opens the place; the route may name a rule.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, bar: parts.Row(8), middle: container.NewStack()}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.stop = d.Hub.Listen(s.noticed)
	s.table = newRuleTable(s)
	s.rule = newRulePanel(s)
	s.sides = newCompared(s)
	s.tabs = parts.NewTabs([]parts.Tab{{Word: lang.L("Rules")}, {Word: lang.L("Compared with people")}}, 0, func(int) { s.show() })
	head := parts.Stack(0, parts.Inset(12, 16, 4, 24, s.bar), parts.Inset(0, 16, 0, 24, s.tabs), parts.NewHairline())
	s.whole = parts.Dock(head, nil, nil, nil, s.middle)
	s.show()
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops listening.
func (s *Screen) Close() { s.leave(); s.stop() }

func (s *Screen) mayKeep() bool { return s.d.Actor.May(people.KeepRubrics) }

// Actions are what can be done with rules.
func (s *Screen) Actions() []desk.Action {
	if !s.mayKeep() || s.tabs.Chosen != 0 {
		return nil
	}
	ctrl := fyne.KeyModifierShortcutDefault
	acts := []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Put rules in force"), Key: fyne.KeyS, Mod: ctrl, Do: s.save, Off: !s.dirty || s.rule.wrong != nil},
		{Menu: desk.FileMenu, Label: lang.L("New rule"), Key: fyne.KeyN, Mod: ctrl, Do: s.add, Off: len(s.set.Rules) >= rules.MaxRules},
	}
	if len(s.set.Rules) == 0 {
		return append(acts, desk.Action{Menu: desk.FileMenu, Label: lang.L("Take the starter rules"), Do: s.start})
	}
	return append(acts, desk.Action{Menu: desk.EditMenu, Label: lang.L("Switch the rule on or off"), Key: fyne.KeyT, Mod: ctrl, Do: s.rule.turn, Off: s.rule.wrong != nil})
}

func (s *Screen) noticed(n notice.Notice) {
	if n.Subject == notice.Rules && !s.dirty {
		s.d.Stage.Show(s.load)
	}
}

// read is what one look at the rules found.
type read struct {
	sets  []rules.Set
	heard []rules.Heard
	talks []*rules.Talk
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (r read, err error) {
		if r.sets, err = s.d.Assist.Rules.Sets(ctx, s.d.Actor); err != nil {
			return r, err
		}
		if s.d.Actor.May(people.ListenCalls) {
			if r.heard, err = s.d.Assist.Rules.Heard(ctx, s.d.Actor, mostHeard); err != nil {
				return r, err
			}
		}
		for _, h := range r.heard {
			r.talks = append(r.talks, h.Talk())
		}
		return r, nil
	}, func(r read, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.sets, s.heard, s.talks = r.sets, r.heard, r.talks
		s.open(s.first())
		s.sides.load()
		s.d.Trace("loaded", map[string]any{"place": string(desk.Rules), "rules": len(s.set.Rules), "calls": len(s.talks)})
	})
}

// first is the set to show: the one with the rule asked for, otherwise the one
// shown before, otherwise one in the window's language.
func (s *Screen) first() int {
	for i := range s.sets {
		if s.set.SetID != "" && s.sets[i].SetID == s.set.SetID || s.wanted != "" && s.sets[i].Find(s.wanted) != nil {
			return i
		}
	}
	for i := range s.sets {
		if words.Parse(s.sets[i].Language) == s.d.Settings.Language {
			return i
		}
	}
	return 0
}

// open shows a set.
func (s *Screen) open(i int) {
	s.here, s.dirty, s.set = i, false, rules.Set{}
	if i < len(s.sets) {
		s.set = s.sets[i]
	}
	s.try()
	s.table.List().Chosen = min(0, len(s.set.Rules)-1)
	for at := range s.set.Rules {
		if s.set.Rules[at].ID == s.wanted {
			s.table.List().Chosen = at
		}
	}
	s.rule.open(s.table.Chosen())
	s.show()
}

// try counts beside the window how often each rule fires.
func (s *Screen) try() {
	set, talks := s.set, s.talks
	s.tallies = nil
	background.Run(s.ctx, s.d.Stage, func(context.Context) ([]rules.Tally, error) { return set.Try(talks), nil },
		func(ts []rules.Tally, _ error) {
			if len(ts) == len(s.set.Rules) {
				s.tallies = ts
				s.table.Refresh()
				s.rule.showTally()
			}
		})
}

// show lays out the tab that is open.
func (s *Screen) show() {
	s.showBar()
	body := s.sides.content
	switch {
	case s.tabs.Chosen == 1:
	case len(s.set.Rules) == 0:
		body = s.empty()
	default:
		body = s.twoColumns(s.table, s.rule.content)
	}
	s.middle.Objects = []fyne.CanvasObject{body}
	s.middle.Refresh()
	s.d.Changed()
}

func (s *Screen) empty() fyne.CanvasObject {
	say := lang.L("Rules look for words, order, silence and speed in a call and propose an answer. A person answers.")
	if !s.mayKeep() {
		return parts.EmptyState("bolt", lang.L("No rules yet"), say)
	}
	return parts.EmptyState("bolt", lang.L("No rules yet"), say, parts.NewButton(lang.L("Take the starter rules"), parts.Main, s.start))
}

func (s *Screen) twoColumns(left, right fyne.CanvasObject) fyne.CanvasObject {
	return parts.Dock(nil, nil, nil, parts.FullRow(0, parts.NewUpright(1), parts.Fix(s.side(), 0, parts.Over(parts.NewPlate(look.Well), right))), left)
}

// side is the width of the panel at the right.
func (s *Screen) side() float32 {
	wide := look.Scaled(480)
	if window := s.d.Window.Canvas().Size().Width; window > 900 {
		wide = min(wide, window*.4)
	}
	return wide
}

func (s *Screen) showBar() {
	s.bar.Objects = []fyne.CanvasObject{parts.PageHead(lang.L("Rules"))}
	if len(s.sets) > 1 {
		names := make([]string, len(s.sets))
		for i, set := range s.sets {
			names[i] = set.Title
		}
		choose := parts.NewSelect(names, s.here, s.open).Wide(180)
		choose.Small = true
		s.bar.Add(choose)
	}
	if s.set.Number > 0 {
		s.bar.Add(parts.Label(lang.L("Version {{.N}}, {{.Name}}, {{.Time}}", map[string]any{"N": s.set.Number, "Name": s.set.SavedBy, "Time": s.d.Moment(s.set.SavedAt)})))
	}
	s.bar.Add(parts.Gap())
	for i, a := range s.Actions() {
		if i > 1 {
			break
		}
		kind := parts.Plain
		if i == 0 {
			kind = parts.Main
		}
		b := parts.NewButton(a.Label, kind, a.Do).WithKey(a.Badge(true))
		if a.Off {
			b.Disable()
		}
		s.bar.Add(b)
	}
	s.bar.Refresh()
}
