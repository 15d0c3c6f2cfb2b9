package app

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/keys"
)

// did says whether a plain key does something now.
func (s *Shell) did(k fyne.KeyName) bool { return s.bare(k) }

func (s *Shell) menuHas(label, shortcut string) bool {
	for _, m := range s.window.MainMenu().Items {
		for _, i := range m.Items {
			if i.Label == label && i.Shortcut != nil && i.Shortcut.ShortcutName() == shortcut {
				return true
			}
		}
	}
	return false
}

func TestShell_AChosenKeyWorksAtOnceAndTheOldOneNoMore(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Reviewer)
	next := s.desk.Settings
	was := keys.ParsePair("|Ctrl K")
	next.Keys = keys.Chosen(nil).With(keys.Everywhere, keys.ID(keys.Everywhere, was, lang.L("Find anything")), was, keys.ParsePair("F9|Ctrl J"))
	screen := s.screen
	s.desk.Apply(next)
	if s.screen != screen {
		t.Error("what was open was built anew")
	}
	if !s.menuHas(lang.L("Find anything"), "CustomDesktop:Control+J") {
		t.Error("the menu doesn't show the new key")
	}
	if s.shownKey("Ctrl K") != "Ctrl J" {
		t.Errorf("badges show %q", s.shownKey("Ctrl K"))
	}
	if !s.did(fyne.KeyF9) {
		t.Error("the new key does nothing")
	}
}

func TestShell_ChosenKeysComeBackWithThePerson(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Reviewer)
	next := s.desk.Settings
	was := keys.ParsePair("F1|")
	next.Keys = keys.Chosen(nil).With(keys.Everywhere, keys.ID(keys.Everywhere, was, lang.L("User guide")), was, keys.ParsePair("F2|"))
	s.desk.Apply(next)
	s.enter(o.Town.Lead)
	if len(s.desk.Settings.Keys) != 0 {
		t.Error("another person has them")
	}
	s.enter(o.Town.Reviewer)
	if len(s.desk.Settings.Keys) != 1 {
		t.Error("they are forgotten")
	}
}

func TestShell_ShortcutsRestWhileAKeyIsBeingChosen(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Reviewer)
	s.desk.HoldKeys(true)
	for _, m := range s.window.MainMenu().Items {
		for _, i := range m.Items {
			if i.Shortcut != nil {
				t.Fatalf("%s still has its key", i.Label)
			}
		}
	}
	s.desk.HoldKeys(false)
	if s.findKey() == nil {
		t.Error("they don't work again")
	}
}

func (s *Shell) findKey() fyne.Shortcut {
	for _, m := range s.window.MainMenu().Items {
		for _, i := range m.Items {
			if i.Shortcut != nil {
				return i.Shortcut
			}
		}
	}
	return nil
}

func TestShell_ListsTheActsOfThePlacesThatThePersonMayGoTo(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Agent)
	agent := s.desk.Acts()
	s.enter(o.Town.Lead)
	for _, a := range s.desk.Acts() {
		if a.Place == string(desk.Sampling) {
			if slices.ContainsFunc(agent, func(b keys.Act) bool { return b.Place == a.Place }) {
				t.Error("an agent sees the keys of sampling")
			}
			return
		}
	}
	t.Error("a lead doesn't see the keys of sampling")
}
