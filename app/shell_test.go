package app

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
)

// house is a shell around the small hotline of desktest.
func house(t *testing.T) (*Shell, *desktest.Office, *[]string) {
	t.Helper()
	o := desktest.NewOffice(t)
	var seen []string
	w := o.Store
	out := Outfit{Kept: desk.Kept{People: w.People(), Door: w.People(), Calls: w.Calls(), Shelf: w.Shelf(),
		Quality: w.Quality(), Queue: w.Quality(), Trends: w.Quality(), Calibration: w.Calibration(), Rulebook: w.Calibration(), Appeals: w.Appeals(), AppealRules: w.Appeals(), Articles: w.Knowledge(), ArticleKeeper: w.Knowledge(), MustReads: w.Knowledge(), Diary: w.Knowledge(), Sitter: w.Exams(), Severity: w.Severity(), Preferences: w},
		Sound: o.Sound, Hub: w.Notices(), Stage: background.Inline(), Now: o.Now, Zone: time.UTC, Language: words.Chinese,
		Trace: func(event string, facts map[string]any) {
			if place, ok := facts["place"].(string); ok && event == "shown" {
				seen = append(seen, place)
			}
		}}
	s, err := Open(fyne.CurrentApp(), out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.leaveAll)
	return s, o, &seen
}

func TestShell_BeginsAtTheDoor(t *testing.T) {
	_, _, seen := house(t)
	if len(*seen) != 1 || (*seen)[0] != "sign-in" {
		t.Errorf("shown: %v", *seen)
	}
}

func TestShell_EscapeAtTheDoorOpensNothing(t *testing.T) {
	s, _, seen := house(t)
	s.back()
	if s.screen != nil || len(*seen) != 1 {
		t.Errorf("opened %v", *seen)
	}
}

func TestShell_GoesToEveryPlaceOfTheRailAndBack(t *testing.T) {
	s, o, _ := house(t)
	for _, by := range []people.Actor{o.Town.Lead, o.Town.Admin, o.Town.Reviewer, o.Town.Agent} {
		s.enter(by)
		for _, p := range s.places() {
			s.goTo(desk.Route{Place: p.place})
			if s.here.Place != p.place || s.screen == nil {
				t.Errorf("%s can't go to %s", by.Name, p.place)
			}
		}
		for range s.places() {
			s.back()
		}
		if s.here.Place != desk.Today {
			t.Errorf("%s came back to %s", by.Name, s.here.Place)
		}
	}
}

func TestShell_KeysAreUniqueOnEveryPlace(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Lead)
	for place := range s.screens() {
		s.goTo(desk.Route{Place: place, ID: o.Town.Stereo.ID})
		bare, full := map[fyne.KeyName]string{}, map[string]string{}
		for _, a := range s.screen.Actions() {
			if a.Off {
				continue
			}
			if was, twice := bare[a.Bare]; twice && a.Bare != "" {
				t.Errorf("%s: %s does %q and %q", place, a.Bare, was, a.Label)
			}
			bare[a.Bare] = a.Label
			if sc := a.Shortcut(); sc != nil {
				if was, twice := full[sc.ShortcutName()]; twice {
					t.Errorf("%s: %s does %q and %q", place, sc.ShortcutName(), was, a.Label)
				}
				full[sc.ShortcutName()] = a.Label
			}
		}
	}
}

func TestShell_EveryListedActStandsInTheMainMenu(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Lead)
	s.goTo(desk.Route{Place: desk.Library})
	labels := map[string]bool{}
	for _, m := range s.window.MainMenu().Items {
		for _, i := range m.Items {
			labels[i.Label] = true
		}
	}
	for _, a := range s.actions() {
		if int(a.Menu) >= 0 && int(a.Menu) <= int(desk.HelpMenu) && a.Shortcut() != nil && !labels[a.Label] {
			t.Errorf("%q is in no menu", a.Label)
		}
	}
}

func TestShell_LanguageAndModeAreKept(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Lead)
	s.flipLanguage()
	s.flipMode()
	s.changePerson()
	s.enter(o.Town.Lead)
	if s.desk.Settings.Language != words.English || s.desk.Settings.Mode != "dark" {
		t.Errorf("%+v", s.desk.Settings)
	}
	s.enter(o.Town.Reviewer)
	if s.desk.Settings.Language != words.Chinese {
		t.Error("another person got the settings of the one before")
	}
}

func TestShell_AVendorsPersonConfirmsBeforeAnythingOpens(t *testing.T) {
	s, o, seen := house(t)
	p, err := o.Store.People().Person(context.Background(), o.Town.Admin, o.Town.Agent.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	p.ConfidentialAt = time.Time{}
	s.admit(people.As(p, people.Vendor))
	if s.desk != nil || (*seen)[len(*seen)-1] != "statement" {
		t.Errorf("shown: %v", *seen)
	}
}

func TestShell_FindOffersActsAndCalls(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Lead)
	s.find()
	f := &finder{shell: s}
	found, err := f.kept(context.Background(), o.Town.Stereo.AgentName)
	if err != nil || len(found) == 0 {
		t.Errorf("%d found, %v", len(found), err)
	}
}

func TestShell_FindKnowsActsByWordsAndByTheirSound(t *testing.T) {
	for typed, want := range map[string]bool{"录音": true, "lyk": true, "luyinku": true, "yinku": true, "l": false, "lyq": false} {
		if called("录音库", typed) != want {
			t.Errorf("%q: %v", typed, !want)
		}
	}
	if !called("Open the Library", "the l") {
		t.Error("not by its words")
	}
}

func TestShell_FindSaysThatNothingIsCalledThat(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Lead)
	s.find()
	top := s.window.Canvas().Overlays().Top()
	desktest.Found[*parts.Entry](top)[0].SetText("zzzzqq")
	said := func() bool {
		return slices.ContainsFunc(desktest.Found[*parts.Text](top), func(x *parts.Text) bool { return x.Value == lang.L("Nothing is called that.") })
	}
	if !said() {
		t.Error("the box is empty without a word")
	}
	desktest.Found[*parts.Entry](top)[0].SetText("")
	if said() {
		t.Error("it is said of what was not looked for")
	}
}

func TestShell_WhoeverLosesARightLosesItAtOnce(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Lead)
	p, err := o.Store.People().Person(context.Background(), o.Town.Admin, o.Town.Lead.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	p.Withdrawn = append(p.Withdrawn, people.Export)
	if _, err := o.Store.People().SavePerson(context.Background(), o.Town.Admin, p); err != nil {
		t.Fatal(err)
	}
	if s.desk.Actor.May(people.Export) {
		t.Error("the right is still held")
	}
}

// unsaved is a screen whose last entries can't be kept.
type unsaved struct {
	desk.Screen
	err    error
	closed bool
}

func (u *unsaved) Keep() error { return u.err }
func (u *unsaved) Close()      { u.closed = true }

func TestShell_AsksBeforeEntriesAreLost(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Reviewer)
	inner := s.screen
	u := &unsaved{Screen: inner, err: errors.New("the disk is full")}
	s.screen = u
	for _, leave := range []func(){s.quit, s.back, s.letOther, func() { s.goTo(desk.Route{Place: desk.Library}) }} {
		leave()
		if u.closed || !s.asking || s.window.Canvas().Overlays().Top() == nil {
			t.Fatal("left without a word")
		}
		s.window.Canvas().Overlays().Remove(s.window.Canvas().Overlays().Top())
		s.asking = false
	}
	u.err = nil
	s.goTo(desk.Route{Place: desk.Library})
	if !u.closed || s.here.Place != desk.Library {
		t.Error("does not leave though everything is saved")
	}
	inner.Close()
}

func TestShell_APartThatIsShownNoMoreLosesTheKeyboard(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Lead)
	s.goTo(desk.Route{Place: desk.Library})
	c := s.window.Canvas()
	here := desktest.Found[*parts.List](c.Content())[0]
	here.Focus()
	s.changed()
	if c.Focused() != here {
		t.Error("a list that is shown lost the keyboard")
	}
	here.Hide()
	s.changed()
	if c.Focused() != nil {
		t.Error("a list that nobody sees keeps the keyboard")
	}
}

func TestShell_AFieldWhoseFocusChangesTheActionsLosesTheKeyboardOnce(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Lead)
	s.goTo(desk.Route{Place: desk.Library})
	field := desktest.Found[*parts.Entry](s.window.Canvas().Content())[0]
	told := 0
	field.OnFocus = func(bool) { told++; s.changed() }
	field.Focus()
	field.Hide()
	s.changed()
	if s.window.Canvas().Focused() != nil || told != 2 {
		t.Errorf("focused %v, told %d times", s.window.Canvas().Focused(), told)
	}
}

func TestShell_AFailureThatArrivesAfterSigningOutIsNoCrash(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Reviewer)
	late := s.desk.Fail
	s.changePerson()
	late(errors.New("too late"))
	s.enter(o.Town.Lead)
	late(errors.New("too late"))
	if len(s.status.wrong.Objects) != 0 {
		t.Error("the next person reads what failed for the one before")
	}
}

func TestShell_WhatWentWrongStaysUntilAnotherPlaceIsOpened(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Reviewer)
	s.goTo(desk.Route{Place: desk.Library})
	s.desk.Fail(errors.New("no call rings"))
	s.goTo(desk.Route{Place: desk.Library, ID: "x"})
	if len(s.status.wrong.Objects) == 0 {
		t.Error("it goes before it is read")
	}
	s.goTo(desk.Route{Place: desk.Today})
	if len(s.status.wrong.Objects) != 0 {
		t.Error("it stands in another place")
	}
}

func TestShell_WhatWentWrongIsReadAtOnce(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Reviewer)
	s.desk.Fail(errors.New("no call rings"))
	if got := s.status.outside.Size().Height; got < look.HeightStatus {
		t.Errorf("the bar at the foot has %v of height until something else happens", got)
	}
}

func TestShell_ADialogWantsItsAnswerBeforeAnotherPlaceIsOpened(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Reviewer)
	s.goTo(desk.Route{Place: desk.Library})
	dialog := parts.Ask(s.window.Canvas(), parts.Question{Title: "Delete 2 calls?", Safe: "Keep", Act: "Delete 2 calls"})
	today := func() {
		for _, a := range s.actions() {
			if a.Menu == desk.WindowMenu && a.Key == fyne.Key1 && a.Mod == fyne.KeyModifierAlt {
				a.Do()
			}
		}
	}
	if today(); s.here.Place != desk.Library {
		t.Error("the dialog stands over", s.here.Place)
	}
	dialog.Close()
	if today(); s.here.Place != desk.Today {
		t.Error("after the answer nothing leads away")
	}
}

func TestShell_ARightThatWasWithdrawnLeavesTheOldDeskAlone(t *testing.T) {
	s, o, _ := house(t)
	s.enter(o.Town.Lead)
	old := s.desk
	p, err := o.Store.People().Person(context.Background(), o.Town.Admin, o.Town.Lead.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Store.People().SavePerson(context.Background(), o.Town.Admin, p); err != nil || s.desk != old {
		t.Fatal("opened anew though no right changed", err)
	}
	p.Withdrawn = append(p.Withdrawn, people.Export)
	if _, err := o.Store.People().SavePerson(context.Background(), o.Town.Admin, p); err != nil {
		t.Fatal(err)
	}
	if s.desk == old || !old.Actor.May(people.Export) {
		t.Error("the desk that work beside the window reads was written")
	}
}

func TestShell_TimersRunFromTheStartOn(t *testing.T) {
	o := desktest.NewOffice(t)
	n := 0
	s, err := Open(fyne.CurrentApp(), Outfit{Kept: o.Kept, Sound: o.Sound, Hub: o.Store.Notices(), Stage: background.Inline(), Now: o.Now, Zone: time.UTC,
		Language: words.Chinese, Tick: func(context.Context) error { n++; return errors.New("a disk that is full") }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.leaveAll)
	s.out.Stage.Tick()
	if n != 2 {
		t.Errorf("ran %d times", n)
	}
}

func TestMenu_WhatIsOffDoesNothingByItsShortcutEither(t *testing.T) {
	menu, done := fyne.NewMenu("M"), 0
	(&Shell{}).addItem(menu, desk.Action{Label: "off", Key: fyne.KeyN, Mod: ctrl, Off: true, Do: func() { done++ }})
	(&Shell{}).addItem(menu, desk.Action{Label: "on", Key: fyne.KeyO, Mod: ctrl, Do: func() { done += 10 }})
	for _, item := range menu.Items {
		item.Action()
	}
	if done != 10 {
		t.Errorf("done %d", done)
	}
}
