package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"shifu/app/desk"
	"shifu/app/keys"
	"shifu/app/look"
)

// actions are everything that can be done now: the screen's own and those of
// every screen. The screen's come first, so that its keys win.
func (s *Shell) actions() []desk.Action {
	var own []desk.Action
	if s.screen != nil {
		own = s.screen.Actions()
	}
	if s.solo() {
		return s.keyed(s.place(), own) // nothing leads away from it
	}
	house := []desk.Action{{Menu: desk.FileMenu, Label: lang.L("Quit"), Key: fyne.KeyQ, Mod: ctrl, Do: s.quit, GapBefore: true, Quit: true}}
	if s.desk != nil {
		house = append(but(s.everywhere(), own), house...)
	}
	return append(s.keyed(s.place(), own), s.keyed(keys.Everywhere, house)...)
}

// but leaves out what the screen does by the same keys in its own way.
func but(house, own []desk.Action) []desk.Action {
	return slices.DeleteFunc(house, func(h desk.Action) bool {
		return h.Key != "" && slices.ContainsFunc(own, func(a desk.Action) bool { return a.Key == h.Key && a.Mod == h.Mod && a.Menu == h.Menu })
	})
}

// placeRows are what is held with the digits for the first nine places of the
// rail, the second nine and so on.
var placeRows = []fyne.KeyModifier{fyne.KeyModifierAlt, fyne.KeyModifierAlt | fyne.KeyModifierShift,
	fyne.KeyModifierAlt | ctrl, fyne.KeyModifierAlt | ctrl | fyne.KeyModifierShift}

// everywhere are the actions that work on every screen.
func (s *Shell) everywhere() []desk.Action {
	acts := []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Change person"), GapBefore: true, Do: s.unasked(s.letOther)},
		{Menu: desk.EditMenu, Label: lang.L("Undo"), Key: fyne.KeyZ, Mod: ctrl, Do: s.undo},
		{Menu: desk.ViewMenu, Label: lang.L("Light or dark"), Key: fyne.KeyD, Mod: ctrl | fyne.KeyModifierShift, GapBefore: true, Do: s.unasked(s.flipMode)},
		{Menu: desk.ViewMenu, Label: lang.L("中文 / English"), Key: fyne.KeyL, Mod: ctrl | fyne.KeyModifierShift, Do: s.unasked(s.flipLanguage)},
		{Menu: desk.ViewMenu, Label: lang.L("Larger text"), Key: fyne.KeyEqual, Mod: ctrl, Do: s.unasked(func() { s.scale(+10) })},
		{Menu: desk.ViewMenu, Label: lang.L("Smaller text"), Key: fyne.KeyMinus, Mod: ctrl, Do: s.unasked(func() { s.scale(-10) })},
		{Menu: desk.ViewMenu, Label: lang.L("Full screen"), Bare: fyne.KeyF11, Do: s.fullScreen},
		{Menu: desk.WindowMenu, Label: lang.L("Find anything"), Key: fyne.KeyK, Mod: ctrl, Do: s.unasked(s.find)},
		{Menu: desk.WindowMenu, Label: lang.L("Back"), Key: fyne.KeyLeft, Mod: fyne.KeyModifierAlt, Do: s.unasked(s.back)},
		{Menu: desk.HelpMenu, Label: lang.L("User guide"), Bare: fyne.KeyF1, Do: s.unasked(func() { s.goTo(desk.Route{Place: desk.Guide, ID: s.guidePage()}) })},
	}
	for i, p := range s.places() {
		place := p.place
		a := desk.Action{Menu: desk.WindowMenu, Label: p.word, Do: s.unasked(func() { s.goTo(desk.Route{Place: place}) }), GapBefore: i == 0}
		if row := i / len(desk.Digits); row < len(placeRows) {
			a.Key, a.Mod = desk.Digits[i%len(desk.Digits)], placeRows[row]
		}
		acts = append(acts, a)
	}
	return acts
}

// unasked does what leads elsewhere or builds the screen anew, unless a dialog
// is open: it wants its answer first, and would stay over another screen.
func (s *Shell) unasked(do func()) func() {
	return func() {
		if s.window.Canvas().Overlays().Top() == nil {
			do()
		}
	}
}

// guidePage is the page of the user guide that belongs to the present place.
func (s *Shell) guidePage() string {
	if s.here == nil {
		return ""
	}
	if s.here.Place == desk.MentorContract {
		return string(desk.Mentoring)
	}
	return string(s.here.Place)
}

// undo takes back what was typed last where the caret is in a field, otherwise
// what was done last.
func (s *Shell) undo() {
	if field, ok := s.window.Canvas().Focused().(fyne.Shortcutable); ok {
		field.TypedShortcut(&fyne.ShortcutUndo{})
		return
	}
	s.toasts.undoLast()
}

func (s *Shell) flipMode() {
	next := s.desk.Settings
	next.Mode = string(look.ModeDark)
	if look.Variant() == theme.VariantDark {
		next.Mode = string(look.ModeLight)
	}
	s.apply(next)
}

func (s *Shell) flipLanguage() {
	next := s.desk.Settings
	next.Language = other(next.Language)
	s.apply(next)
}

func (s *Shell) scale(by int) {
	next := s.desk.Settings
	next.Percent = min(max(next.Percent+by, look.ScaleLeast), look.ScaleMost)
	if next.Percent != s.desk.Settings.Percent {
		s.apply(next)
	}
}

func (s *Shell) fullScreen() { s.window.SetFullScreen(!s.window.FullScreen()) }
