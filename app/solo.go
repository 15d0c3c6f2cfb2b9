package app

import (
	"fyne.io/fyne/v2"
)

// solo reports whether the present screen has the whole window: no rail, no
// menu, no way elsewhere but its own, such as an exam that is being sat.
func (s *Shell) solo() bool {
	alone, ok := s.screen.(interface{ Alone() bool })
	return ok && s.desk != nil && alone.Alone()
}

// fillScreen puts the window on the full screen for a screen that is alone, and
// leaves it as it was afterwards.
func (s *Shell) fillScreen(alone bool) {
	switch {
	case alone && !s.filled:
		s.filled, s.wasFull = true, s.window.FullScreen()
		s.window.SetFullScreen(true)
	case !alone && s.filled:
		s.filled = false
		s.window.SetFullScreen(s.wasFull)
	}
}

// attend tells the screen that the window has lost or got the focus.
func (s *Shell) attend(on bool) {
	if watched, ok := s.screen.(interface{ Attended(on bool) }); ok {
		watched.Attended(on)
	}
}

// shortcuts makes the shortcuts of a screen without a menu work. What a
// shortcut does is looked up when it is typed.
func (s *Shell) shortcuts() {
	c := s.window.Canvas()
	for _, k := range s.keys {
		c.RemoveShortcut(k)
	}
	s.keys = nil
	if !s.solo() {
		return
	}
	for _, a := range s.actions() {
		k := a.Shortcut()
		if k == nil {
			continue
		}
		s.keys = append(s.keys, k)
		c.AddShortcut(k, s.shortcut)
	}
}

// shortcut does what a shortcut stands for now.
func (s *Shell) shortcut(typed fyne.Shortcut) {
	if s.window.Canvas().Overlays().Top() != nil {
		return // a dialog wants its answer first
	}
	for _, a := range s.actions() {
		if k := a.Shortcut(); k != nil && k.ShortcutName() == typed.ShortcutName() && !a.Off {
			a.Do()
			return
		}
	}
}
