// Package contracts is the place where a mentor contract is read, signed,
// objected to, changed and printed.
package contracts

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
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/contract"
)

// Screen is the open contract of a pair.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave func()

	wanted string // the pair; empty: one's own
	pair   contract.Pair
	loaded bool
	none   bool // the actor is in no pair
	number int  // of the version shown; 0: the newest
	edit   *editor

	whole *fyne.Container
}

// New opens the contract of the pair in the route, or one's own.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, whole: parts.Over(parts.Room(0, 0))}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Mentoring), s.load)
	s.show()
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading.
func (s *Screen) Close() {
	s.leave()
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, s.read, func(p contract.Pair, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.pair, s.loaded, s.none = p, true, p.ID == ""
		s.d.Trace("loaded", map[string]any{"place": "contract", "pair": p.ID, "versions": len(p.Versions)})
		if s.edit == nil {
			s.show()
		}
	})
}

// read reads the pair that is wanted; without one, one's own that waits for
// one's signature, or else the newest.
func (s *Screen) read(ctx context.Context) (contract.Pair, error) {
	if s.wanted != "" {
		return s.d.Mentors.Pairs.Pair(ctx, s.d.Actor, s.wanted)
	}
	all, err := s.d.Mentors.Pairs.Pairs(ctx, s.d.Actor, contract.Find{PersonID: s.d.Actor.PersonID})
	if err != nil || len(all) == 0 {
		return contract.Pair{}, err
	}
	slices.SortStableFunc(all, func(a, b contract.Pair) int { return b.MadeAt.Compare(a.MadeAt) })
	for _, p := range all {
		if c := p.Pending(); c != nil {
			if _, err := c.ToSign(s.d.Actor); err == nil {
				return p, nil
			}
		}
	}
	return all[0], nil
}

func (s *Screen) today() contract.Day { return indicators.DateOf(s.d.Now().In(s.d.Zone)) }

func (s *Screen) say(t words.Text) string { return t.In(s.d.Settings.Language) }

// shown is the version that is read: the newest, unless another one was chosen.
func (s *Screen) shown() *contract.Contract {
	for i := range s.pair.Versions {
		if s.pair.Versions[i].Number == s.number {
			return &s.pair.Versions[i]
		}
	}
	return s.pair.Newest()
}

// writes reports whether the actor may write the next version.
func (s *Screen) writes() bool {
	return s.loaded && !s.none && s.pair.EndedAt.IsZero() && (s.d.Actor.May(people.KeepMentoring) || s.d.Actor.PersonID == s.pair.Mentor.PersonID)
}

func (s *Screen) title() string {
	return lang.L("{{.Mentor}} and {{.Mentee}}", map[string]any{"Mentor": s.pair.Mentor.Name, "Mentee": s.pair.Mentee.Name})
}

// show shows the contract, or what to do where there is none.
func (s *Screen) show() {
	bar := parts.Stack(0, s.bar(), parts.NewHairline())
	s.whole.Objects = []fyne.CanvasObject{parts.Dock(bar, nil, nil, nil, s.page())}
	s.whole.Refresh()
	s.d.Changed()
}

func (s *Screen) page() fyne.CanvasObject {
	switch {
	case !s.loaded:
		return parts.Room(0, 0)
	case s.none:
		return parts.EmptyState("people", lang.L("You are in no pair"), lang.L("Who keeps mentoring pairs mentors and mentees. Your contract stands here then."))
	case s.pair.Newest() == nil && s.writes():
		return parts.EmptyState("document", lang.L("No contract yet"), lang.L("Write down goals, measures and duties. Then both and the unit sign."),
			parts.NewButton(lang.L("Write the contract"), parts.Main, s.write).WithIcon("edit").WithKey("E"))
	case s.pair.Newest() == nil:
		return parts.EmptyState("document", lang.L("No contract yet"), lang.L("The mentor or who keeps mentoring writes it. You sign it here."))
	}
	side := parts.Stack(0, s.side()...)
	ground := parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(16, 20, 24, 20, side)))
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(s.sideWide(), 0, ground))
	return parts.Dock(nil, nil, nil, right, parts.Scrolling(parts.Inset(12, 24, 24, 24, s.paper())))
}

func (s *Screen) sideWide() float32 { return look.Scaled(300) }

// wide is how much room a line of the contract has.
func (s *Screen) wide() float32 {
	return max(s.d.Window.Canvas().Size().Width-look.Scaled(184)-s.sideWide()-56, look.Scaled(420))
}

func (s *Screen) bar() fyne.CanvasObject {
	left := []fyne.CanvasObject{parts.NewButton(lang.L("Back"), parts.Quiet, s.d.Back).WithIcon("back").WithKey("Esc"), parts.PanelHead(lang.L("Mentor contract"))}
	if s.loaded && !s.none {
		st := s.pair.State(s.today())
		left = append(left, parts.Second(s.title()), parts.NewPill(s.say(st.Name()), stateShape(st)))
	}
	return parts.ToolBar(left, desk.Buttons(s.acts()))
}

func stateShape(st contract.State) parts.State {
	switch st {
	case contract.Running:
		return parts.StateGood
	case contract.Signing, contract.Unwritten:
		return parts.StatePartly
	case contract.Ahead:
		return parts.StateDue
	case contract.Ended:
		return parts.StateNA
	}
	return parts.StatePlain
}
