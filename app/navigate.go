package app

import (
	"shifu/app/desk"
)

// mostBack is how many places one can go back.
const mostBack = 50

// goTo opens a place; the one before can be gone back to.
func (s *Shell) goTo(r desk.Route) {
	if s.here != nil {
		s.history = append(s.history, *s.here)
		if len(s.history) > mostBack {
			s.history = s.history[1:]
		}
	}
	s.open(r)
}

// back returns to the place before, or to Today.
func (s *Shell) back() {
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
	s.open(*s.here)
}
