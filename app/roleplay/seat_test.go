package roleplay_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	screen "shifu/app/roleplay"
	"shifu/internal/words"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

// let lets time go by, and the clocks tell it.
func let(o *desktest.Office, d time.Duration) {
	o.Pass(d)
	o.Stage.Tick()
}

// rings lets time pass until the seat was rung so many times.
func rings(t *testing.T, o *desktest.Office, times int) {
	t.Helper()
	for range 900 {
		rung := 0
		for _, e := range o.Events {
			if e.Name == "seat" && e.Facts["state"] == string(duty.IsRung) {
				rung++
			}
		}
		if rung >= times {
			return
		}
		let(o, time.Second)
	}
	t.Fatalf("no call rings: %v", o.Failed)
}

// serve takes the call that rings, says the model of a place, and wraps up.
func serve(o *desktest.Office, s desk.Screen, reply fyne.KeyName) {
	desktest.Press(s, fyne.KeyReturn)
	for range 40 {
		let(o, 5*time.Second)
		if !desktest.Press(s, reply) && !desktest.Press(s, fyne.Key1) {
			break
		}
	}
	desktest.Press(s, fyne.KeyReturn) // ends the wrap-up
}

func shifts(t *testing.T, o *desktest.Office) []duty.Shift {
	t.Helper()
	all, err := o.Store.Duties().Shifts(t.Context(), o.Town.Agent)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestShift_CallsAreTakenOneAfterAnotherUntilItsEndPage(t *testing.T) {
	o, s := practised(t, desk.Route{})
	desktest.Press(s, fyne.Key2)
	desktest.Press(s, fyne.KeyP) // an outage
	desktest.Press(s, fyne.KeyN)
	if o.Traced("shift") != 1 {
		t.Fatal("no shift begins:", o.Failed)
	}
	desktest.Press(s, fyne.KeyR)
	for i := range 3 {
		rings(t, o, i+1)
		serve(o, s, fyne.Key1)
	}
	let(o, 25*time.Minute)
	all := shifts(t, o)
	if len(all) != 1 || !all[0].Over() || all[0].Taken != 3 || all[0].PlanID != "outage" || o.Traced("shift over") != 1 {
		t.Fatalf("%+v, failed %v", all, o.Failed)
	}
	calls := o.Traced("call")
	if !desktest.Press(s, fyne.KeyR) || o.Traced("call") != calls+1 {
		t.Error("the weakest answer is not tried again")
	}
}

func TestShift_ACallNotTakenIsMissedAndABreakFollowsTheCall(t *testing.T) {
	o, s := practised(t, desk.Route{})
	desktest.Press(s, fyne.Key2)
	desktest.Press(s, fyne.KeyN)
	desktest.Press(s, fyne.KeyR)
	rings(t, o, 1)
	let(o, 20*time.Second)
	desktest.Press(s, fyne.KeyR)
	rings(t, o, 2)
	desktest.Press(s, fyne.KeyReturn)
	o.Pass(3 * time.Second)
	desktest.Press(s, fyne.KeyB)
	serve(o, s, fyne.Key1)
	all := shifts(t, o)
	x, err := o.Store.Duties().Shift(t.Context(), o.Town.Agent, all[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x.Centre(o.Now().Sub(x.BegunAt))
	if err != nil || len(c.Missed()) != 1 || c.Seat().State != duty.IsBusy || c.Seat().Reason != duty.Break {
		t.Errorf("%v %+v, missed %v, failed %v", err, c.Seat(), c.Missed(), o.Failed)
	}
}

func TestShift_ATransferToAWrongDeskIsCountedAndTheCentreHasTheCall(t *testing.T) {
	o, s := practised(t, desk.Route{})
	desktest.Press(s, fyne.Key2)
	desktest.Press(s, fyne.KeyN)
	desktest.Press(s, fyne.KeyR)
	rings(t, o, 1)
	desktest.Press(s, fyne.KeyReturn)
	let(o, 3*time.Second)
	desktest.Press(s, fyne.KeyA) // the lead helps
	let(o, 5*time.Second)
	if desktest.Press(s, fyne.KeyA); len(o.Failed) != 1 {
		t.Error("the lead helps twice at a time:", o.Failed)
	}
	let(o, roleplay.HelpTakes)
	for _, k := range []fyne.KeyName{fyne.KeyF9, fyne.Key1, fyne.KeyR, fyne.KeyW, fyne.KeyReturn} { // at once, to the lead
		desktest.Press(s, k)
	}
	let(o, time.Minute)
	desktest.Press(s, fyne.KeyReturn) // ends the wrap-up
	let(o, 25*time.Minute)
	x, err := o.Store.Duties().Shift(t.Context(), o.Town.Agent, shifts(t, o)[0].ID)
	if err != nil || len(x.Calls) != 1 {
		t.Fatal(err, x.Calls, o.Failed)
	}
	sum, passed := duty.SumOf(x.Record, x.Calls), x.Record.Passed
	if x.Calls[0].Ending != roleplay.Misdirected || sum.Passed != 1 || sum.Misdirected != 1 || sum.Helps != 1 || len(passed) != 1 || passed[0].To != roleplay.ToLead || passed[0].Taken == passed[0].Lost {
		t.Errorf("%s, %+v, %+v", x.Calls[0].Ending, sum, passed)
	}
	if p := x.Calls[0].Run.Passes[0]; p.Why != roleplay.WhyRemit || p.Warm {
		t.Errorf("%+v", p)
	}
}

func TestShift_WhoLeavesGoesOnInTheSameCall(t *testing.T) {
	o, s := practised(t, desk.Route{})
	desktest.Press(s, fyne.Key2)
	desktest.Press(s, fyne.KeyN)
	desktest.Press(s, fyne.KeyR)
	rings(t, o, 1)
	desktest.Press(s, fyne.KeyReturn)
	s.Close()
	again := screen.New(o.Desk, desk.Route{})
	t.Cleanup(again.Close)
	o.Show(again, 1280, 800)
	desktest.Press(again, fyne.Key2)
	desktest.Press(again, fyne.KeyN)
	o.Pass(3 * time.Second)
	if !desktest.Press(again, fyne.Key1) || len(shifts(t, o)) != 1 {
		t.Error("the call is gone:", o.Failed)
	}
}

func TestShift_TheKnowledgeSearchHasTheKeyboardAndABookmarkIsWhereToTryAgain(t *testing.T) {
	o, s := practised(t, desk.Route{ID: "fault-wire-down"})
	w := o.Show(s, 1280, 800)
	desktest.Press(s, fyne.KeyReturn)
	o.Pass(2 * time.Second)
	desktest.Press(s, fyne.KeyF7)
	if w.Canvas().Focused() == nil {
		t.Error("the search has not the keyboard")
	}
	w.Canvas().Unfocus()
	desktest.Press(s, fyne.Key1)
	o.Pass(2 * time.Second)
	desktest.Press(s, fyne.KeyK)
	for range 40 {
		o.Pass(4 * time.Second)
		if !desktest.Press(s, fyne.Key1) {
			break
		}
	}
	a, err := o.Store.RolePlays().Attempt(t.Context(), o.Town.Agent, attempts(t, o)[0].ID)
	if err != nil || len(a.Run.Marks) != 1 || a.Run.Marks[0] != 1 {
		t.Fatal(err, a.Run.Marks)
	}
	if turn, ok := a.Run.Weakest(); !ok || turn != 1 {
		t.Error(turn, ok)
	}
}

// TestShift_Pictures paints the views for the eye.
func TestShift_Pictures(t *testing.T) {
	for _, x := range []struct {
		name string
		mode look.Mode
		l    words.Language
		w, h float32
	}{{"zh", look.ModeLight, words.Chinese, 1216, 740}, {"en-dark", look.ModeDark, words.English, 1216, 740}, {"en-wide", look.ModeLight, words.English, 1856, 1010}} {
		o, s := practised(t, desk.Route{})
		desktest.Wear(t, x.mode, 100, x.l)
		o.Settings.Language = x.l
		s = screen.New(o.Desk, desk.Route{})
		w := o.Show(s, x.w, x.h)
		shot := func(name string) {
			o.Show(s, x.w, x.h)
			if err := save(filepath.Join("..", "..", "build", "shift-"+name+"-"+x.name+".png"), w.Canvas()); err != nil && !strings.Contains(err.Error(), "no such") {
				t.Fatal(err)
			}
		}
		desktest.Press(s, fyne.Key2)
		desktest.Press(s, fyne.KeyP)
		shot("list")
		desktest.Press(s, fyne.KeyN)
		shot("begun")
		desktest.Press(s, fyne.KeyR)
		for i := range 3 {
			rings(t, o, i+1)
			if i == 1 {
				shot("rung")
			}
			serve(o, s, []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3}[i])
			if i == 1 {
				shot("between")
			}
		}
		rings(t, o, 4)
		desktest.Press(s, fyne.KeyReturn)
		let(o, 7*time.Second)
		shot("call")
		desktest.Press(s, fyne.KeyA)
		let(o, 4*time.Second)
		shot("asked")
		let(o, roleplay.HelpTakes)
		shot("helped")
		desktest.Press(s, fyne.KeyF9)
		desktest.Press(s, fyne.Key3)
		shot("transfer")
		desktest.Press(s, fyne.KeyReturn)
		let(o, 20*time.Second)
		shot("back")
		serve(o, s, fyne.Key1)
		rings(t, o, 5)
		let(o, 16*time.Second)
		shot("missed")
		let(o, 25*time.Minute)
		shot("end")
		s.Close()
	}
}
