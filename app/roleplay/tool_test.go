package roleplay_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/training/roleplay"
)

func TestRolePlay_SystemsOpenByFunctionKeysOnce(t *testing.T) {
	o, s := practised(t, desk.Route{ID: "fault-wire-down"})
	desktest.Press(s, fyne.KeyReturn)
	desktest.Press(s, fyne.KeyF3)
	desktest.Press(s, fyne.KeyF3)
	all, err := o.Store.RolePlays().Attempts(t.Context(), o.Town.Agent, roleplay.Find{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := o.Store.RolePlays().Attempt(t.Context(), o.Town.Agent, all[0].ID)
	if err != nil || len(a.Run.Clicks) != 1 || a.Run.Clicks[0].Click != roleplay.Outages {
		t.Errorf("%v %+v", err, a.Run.Clicks)
	}
}

func TestRolePlay_AfterTheCallItsKeysRest(t *testing.T) {
	_, s := practised(t, desk.Route{ID: "fault-wire-down"})
	desktest.Press(s, fyne.KeyReturn)
	for range 40 {
		if !desktest.Press(s, fyne.Key1) {
			break
		}
	}
	for _, k := range []fyne.KeyName{fyne.KeyP, fyne.KeyM, fyne.KeyA, fyne.KeyH} {
		if desktest.Press(s, k) {
			t.Errorf("%s still acts in the wrap-up", k)
		}
	}
	if !desktest.Press(s, fyne.KeyReturn) {
		t.Error("the wrap-up can't be finished")
	}
}

func TestRolePlay_EscapeClosesWhatIsOpenBesideTheCallAndOnlyThenHangsUp(t *testing.T) {
	o, s := practised(t, desk.Route{ID: "fault-wire-down"})
	desktest.Press(s, fyne.KeyReturn)
	for _, k := range []fyne.KeyName{fyne.KeyF7, fyne.KeyF8, fyne.KeyF9} {
		desktest.Press(s, k)
		o.Window.Canvas().Unfocus()
		desktest.Press(s, fyne.KeyEscape)
		if o.Window.Canvas().Overlays().Top() != nil {
			t.Fatalf("%s, then Escape hangs up", k)
		}
	}
	desktest.Press(s, fyne.KeyEscape)
	if o.Window.Canvas().Overlays().Top() == nil {
		t.Error("Escape does not ask whether to hang up")
	}
}
