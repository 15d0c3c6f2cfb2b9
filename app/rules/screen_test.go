package rules_test

import (
	"context"
	"image/png"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	screen "shifu/app/rules"
	"shifu/internal/words"
	"shifu/qa/rules"
)

var ctx = context.Background()

func office(t *testing.T) *desktest.Office {
	t.Helper()
	o := desktest.NewOffice(t)
	s, err := rules.Shipped("zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Store.Rules().Save(ctx, o.Town.Lead, s); err != nil {
		t.Fatal(err)
	}
	return o
}

func enter(t *testing.T, o *desktest.Office, d *desk.Desk, r desk.Route) *screen.Screen {
	t.Helper()
	s := screen.New(d, r).(*screen.Screen)
	o.Desk.Window = d.Window
	o.Show(s, 1280, 760)
	t.Cleanup(s.Close)
	return s
}

func TestScreen_AnEditedRuleIsCheckedTriedAndPutInForce(t *testing.T) {
	o := office(t)
	s := enter(t, o, o.As(o.Town.Lead), desk.Route{Place: desk.Rules, ID: "over-promise"})
	if got := s.Text(); !strings.Contains(got, "over-promise") {
		t.Fatalf("the rule asked for is not shown: %q", got)
	}
	s.Type("id: over-promise\ntitle: t\nquestion: \"5.1\"\noption: 未做到\nwhen:\n  sed: {any: [保证]}\n")
	if desktest.Shortcut(s, fyne.KeyS, fyne.KeyModifierShortcutDefault) {
		t.Fatal("a broken rule can be put in force")
	}
	s.Type("id: over-promise\ntitle: 不许保证\nquestion: \"5.1\"\noption: 未做到\nwhen:\n  said: {any: [我给您保证], by: agent}\n")
	if !desktest.Shortcut(s, fyne.KeyS, fyne.KeyModifierShortcutDefault) {
		t.Fatal("it can't be put in force")
	}
	sets, err := o.Assist.Rules.Sets(ctx, o.Town.Lead)
	if err != nil || sets[0].Number != 2 || sets[0].Find("over-promise").Title != "不许保证" {
		t.Fatal(sets[0].Number, err)
	}
	if len(o.Toasts) == 0 || o.Toasts[len(o.Toasts)-1].Undo == nil {
		t.Fatal("no way back")
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	if sets, err = o.Assist.Rules.Sets(ctx, o.Town.Lead); err != nil || sets[0].Number != 3 || sets[0].Find("over-promise").Title == "不许保证" {
		t.Error("it was not taken back", err)
	}
}

func TestScreen_AReviewerReadsOnly(t *testing.T) {
	o := office(t)
	s := enter(t, o, o.Desk, desk.Route{Place: desk.Rules})
	if len(s.Actions()) != 0 {
		t.Error(s.Actions())
	}
}

func TestScreen_AnEmptyPlaceOffersTheStarterRules(t *testing.T) {
	o := desktest.NewOffice(t)
	s := enter(t, o, o.As(o.Town.Lead), desk.Route{Place: desk.Rules})
	for _, a := range s.Actions() {
		if a.Label == words.Say(words.Chinese, "Take the starter rules", nil) {
			a.Do()
		}
	}
	sets, err := o.Assist.Rules.Sets(ctx, o.Town.Lead)
	if err != nil || len(sets) != 1 || sets[0].Language != "zh-Hans" {
		t.Error(len(sets), err)
	}
}

// TestScreen_Picture paints the place into build/.
func TestScreen_Picture(t *testing.T) {
	o := office(t)
	for name, c := range map[string]struct {
		mode look.Mode
		l    words.Language
	}{"zh-light": {look.ModeLight, words.Chinese}, "en-dark": {look.ModeDark, words.English}} {
		desktest.Wear(t, c.mode, 100, c.l)
		d := o.As(o.Town.Lead)
		d.Settings.Language = c.l
		enter(t, o, d, desk.Route{Place: desk.Rules, ID: "over-promise"})
		paint(t, o, name)
	}
}

// paint keeps a picture of the window under build/.
func paint(t *testing.T, o *desktest.Office, name string) {
	t.Helper()
	if err := os.MkdirAll("../../build", 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create("../../build/rules-" + name + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, o.Desk.Window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
