package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/internal/people"
)

// actions are everything that can be done now: the screen's own and those of
// every screen. The screen's come first, so that its keys win.
func (s *Shell) actions() []desk.Action {
	var all []desk.Action
	if s.screen != nil {
		all = append(all, s.screen.Actions()...)
	}
	if s.solo() {
		return all // nothing leads away from it
	}
	if s.desk != nil {
		all = append(all, but(s.everywhere(), all)...)
	}
	return append(all, desk.Action{Menu: desk.FileMenu, Label: lang.L("Quit"), Key: fyne.KeyQ, Mod: ctrl,
		Do: s.quit, GapBefore: true, Quit: true})
}

// but leaves out what the screen does by the same keys in its own way.
func but(house, own []desk.Action) []desk.Action {
	return slices.DeleteFunc(house, func(h desk.Action) bool {
		return h.Key != "" && slices.ContainsFunc(own, func(a desk.Action) bool { return a.Key == h.Key && a.Mod == h.Mod && a.Menu == h.Menu })
	})
}

// everywhere are the actions that work on every screen.
func (s *Shell) everywhere() []desk.Action {
	acts := []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Change person"), GapBefore: true, Do: s.letOther},
		{Menu: desk.EditMenu, Label: lang.L("Undo"), Key: fyne.KeyZ, Mod: ctrl, Do: s.undo},
		{Menu: desk.ViewMenu, Label: lang.L("Light or dark"), Key: fyne.KeyD, Mod: ctrl | fyne.KeyModifierShift, GapBefore: true, Do: s.flipMode},
		{Menu: desk.ViewMenu, Label: lang.L("中文 / English"), Key: fyne.KeyL, Mod: ctrl | fyne.KeyModifierShift, Do: s.flipLanguage},
		{Menu: desk.ViewMenu, Label: lang.L("Larger text"), Key: fyne.KeyEqual, Mod: ctrl, Do: func() { s.scale(+10) }},
		{Menu: desk.ViewMenu, Label: lang.L("Smaller text"), Key: fyne.KeyMinus, Mod: ctrl, Do: func() { s.scale(-10) }},
		{Menu: desk.ViewMenu, Label: lang.L("Full screen"), Bare: fyne.KeyF11, Do: s.fullScreen},
		{Menu: desk.WindowMenu, Label: lang.L("Find anything"), Key: fyne.KeyK, Mod: ctrl, Do: s.find},
		{Menu: desk.WindowMenu, Label: lang.L("Back"), Key: fyne.KeyLeft, Mod: fyne.KeyModifierAlt, Do: s.back},
		{Menu: desk.HelpMenu, Label: lang.L("User guide"), Bare: fyne.KeyF1, Do: func() { s.goTo(desk.Route{Place: desk.Guide, ID: s.guidePage()}) }},
	}
	for i, p := range s.places() {
		place := p.place
		a := desk.Action{Menu: desk.WindowMenu, Label: p.word, Do: func() { s.goTo(desk.Route{Place: place}) }, GapBefore: i == 0}
		if i < 2*len(placeKeys) {
			a.Key, a.Mod = placeKeys[i%len(placeKeys)], fyne.KeyModifierAlt
		}
		if i >= len(placeKeys) {
			a.Mod |= fyne.KeyModifierShift
		}
		acts = append(acts, a)
	}
	return acts
}

var placeKeys = []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9}

// guidePage is the page of the user guide that belongs to the present place.
func (s *Shell) guidePage() string {
	if s.here == nil {
		return ""
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

// place is one entry of the rail.
type place struct {
	place desk.Place
	icon  string
	word  string
	gap   bool // room above it
}

// examsWord tells one's own exams from those that one keeps.
func (s *Shell) examsWord() string {
	if s.desk.Actor.May(people.KeepExams) {
		return lang.L("My exams")
	}
	return lang.L("Exams")
}

// placeNames are the places of the rail in their order, as their keys count them.
func (s *Shell) placeNames() []string {
	var names []string
	for _, p := range s.places() {
		names = append(names, string(p.place))
	}
	return names
}

// places are the entries of the rail for whoever is signed in; what a role may
// not do is not shown.
func (s *Shell) places() []place {
	by := s.desk.Actor
	list := []place{{desk.Today, "home", lang.L("Today"), false}}
	add := func(may bool, p place) {
		if may {
			list = append(list, p)
		}
	}
	add(by.May(people.ScoreCalls), place{desk.Review, "headset", lang.L("Review"), false})
	add(by.May(people.SeeCalls) || by.May(people.SeeOwnCalls), place{desk.Library, "wave", lang.L("Library"), false})
	add(true, place{desk.Scores, "bars", lang.L("Scores"), false})
	add(by.May(people.SitExams), place{desk.Exams, "timer", s.examsWord(), true})
	add(by.May(people.SitExams) || by.May(people.SeeCalls), place{desk.Certificates, "badge", lang.L("Certificates"), list[len(list)-1].place == desk.Scores})
	add(by.May(people.KeepExams) || by.Has(people.Supervisor) || by.Has(people.Client) || by.Has(people.Mentor), place{desk.Retraining, "replay", lang.L("Retraining"), false})
	add(by.May(people.KeepExams), place{desk.Bank, "cards", lang.L("Bank"), !by.May(people.SitExams)})
	add(by.May(people.SitExams), place{desk.Learn, "cards", lang.L("Learn"), true})
	add(by.May(people.ScoreCalls) || by.May(people.KeepRubrics), place{desk.Rubrics, "document", lang.L("Rubrics"), true})
	add(by.May(people.ScoreCalls) || by.May(people.KeepRubrics), place{desk.Rules, "bolt", lang.L("Rules"), false})
	add(by.May(people.ReleaseScores) && by.May(people.SeeCalls), place{desk.Sampling, "funnel", lang.L("Sampling"), false})
	add(by.May(people.ScoreCalls), place{desk.Calibration, "scales", lang.L("Calibration"), false})
	add(by.May(people.DecideAppeals) || by.May(people.ReleaseScores) || by.Has(people.Client), place{desk.Appeals, "reply", lang.L("Appeals"), false})
	add(by.May(people.ReleaseScores), place{desk.Reviewers, "speed", lang.L("Reviewers"), false})
	add(by.May(people.SeeCalls), place{desk.Insight, "trend", lang.L("Insight"), list[len(list)-1].place == desk.Certificates})
	add(by.May(people.SeeCalls) || by.May(people.SeeOwnCalls), place{desk.Operations, "grid", lang.L("Operations"), true})
	add(true, place{desk.Knowledge, "book", lang.L("Knowledge"), true})
	add(by.May(people.KeepPeople) || by.Has(people.Supervisor) || by.Has(people.QualityLead), place{desk.People, "people", lang.L("People"), false})
	add(true, place{desk.Settings, "settings", lang.L("Settings"), true})
	return list
}
