package app

import (
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/words"
)

// kept does then once everything on the screen is saved. If the last entries
// can't be saved it says why and asks before they are lost; act is the verb.
func (s *Shell) kept(act string, then func()) {
	if asks, ok := s.screen.(interface{ MayLeave(then func()) }); ok {
		asks.MayLeave(then)
		return
	}
	keeper, ok := s.screen.(interface{ Keep() error })
	if !ok || s.desk == nil {
		then()
		return
	}
	err := keeper.Keep()
	if err == nil {
		then()
		return
	}
	if s.asking {
		return
	}
	s.asking = true
	s.out.Trace("unkept", map[string]any{"error": err.Error()})
	parts.Ask(s.window.Canvas(), parts.Question{Title: lang.L("Your last entries are not saved"),
		Text: words.Sentence(s.desk.Settings.Language, err), Safe: lang.L("Stay"), Act: act, Kind: parts.Delete,
		OnSafe: func() { s.asking = false }, OnAct: func() { s.asking = false; then() }})
}

// mostBack is how many places one can go back.
const mostBack = 50

// goTo opens a place; the one before can be gone back to.
func (s *Shell) goTo(r desk.Route) {
	s.kept(lang.L("Leave all the same"), func() { s.goOn(r) })
}

func (s *Shell) goOn(r desk.Route) {
	if s.here != nil {
		s.history = append(s.history, s.now())
		if len(s.history) > mostBack {
			s.history = s.history[1:]
		}
	}
	s.open(r)
}

// back returns to the place before, or to Today.
func (s *Shell) back() {
	s.kept(lang.L("Leave all the same"), s.goBack)
}

func (s *Shell) goBack() {
	if s.desk == nil {
		return // nobody has signed in
	}
	if len(s.history) == 0 {
		if s.here == nil || s.here.Place != desk.Today {
			s.open(desk.Route{Place: desk.Today})
		}
		return
	}
	last := s.history[len(s.history)-1]
	s.history = s.history[:len(s.history)-1]
	s.open(last)
}

// open leaves the present screen and builds that of r.
func (s *Shell) open(r desk.Route) {
	make, ok := s.screens()[r.Place]
	if !ok {
		r = desk.Route{Place: desk.Today}
		make = s.screens()[desk.Today]
	}
	s.leave()
	if s.here == nil || s.here.Place != r.Place {
		s.status.calm() // what went wrong there is no matter here
	}
	s.here = &r
	s.screen = make(s.desk, r)
	s.frame()
	s.desk.Trace("shown", map[string]any{"place": string(r.Place), "id": r.ID})
}

// leave closes the present screen.
func (s *Shell) leave() {
	if s.screen == nil {
		return
	}
	s.window.Canvas().Unfocus()
	s.screen.Close()
	s.screen = nil
}

// again rebuilds what is shown: after a change of language, theme or person.
func (s *Shell) again() {
	if s.here == nil {
		s.open(desk.Route{Place: desk.Today})
		return
	}
	s.open(s.now())
}

// now is where one is: further in than where one arrived, and as it stands.
func (s *Shell) now() desk.Route {
	if in, ok := s.screen.(interface{ Here() desk.Route }); ok {
		return in.Here()
	}
	return *s.here
}
