package roleplay_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	screen "shifu/app/roleplay"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/proposal"
	"shifu/training/roleplay"
)

// practised is the desk of an agent with the place open.
func practised(t *testing.T, route desk.Route) (*desktest.Office, desk.Screen) {
	t.Helper()
	o := desktest.NewOffice(t)
	o.Actor = o.Town.Agent
	s := screen.New(o.Desk, route)
	t.Cleanup(s.Close)
	o.Show(s, 1280, 800)
	return o, s
}

// attempts are those that are over.
func attempts(t *testing.T, o *desktest.Office) []roleplay.Attempt {
	t.Helper()
	all, err := o.Store.RolePlays().Attempts(t.Context(), o.Town.Agent, roleplay.Find{Over: true})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestRolePlay_ACallIsTakenAnsweredByDigitsAndScored(t *testing.T) {
	o, s := practised(t, desk.Route{ID: "fault-wire-down"})
	desktest.Press(s, fyne.KeyReturn)
	if o.Traced("call") != 1 || o.Traced("spoken") != 1 {
		t.Fatalf("took %d calls, heard %d lines: %v", o.Traced("call"), o.Traced("spoken"), o.Failed)
	}
	for range 40 {
		o.Pass(4 * time.Second)
		if !desktest.Press(s, fyne.Key1) {
			break
		}
	}
	desktest.Press(s, fyne.KeyReturn) // ends the wrap-up
	all := attempts(t, o)
	if len(all) != 1 || o.Traced("ended") != 1 || all[0].ScenarioID != "fault-wire-down" || all[0].Level != roleplay.Hints {
		t.Fatalf("%+v, ended %d", all, o.Traced("ended"))
	}
}

func TestRolePlay_AMissedBranchIsTriedAgainFromItsAnswer(t *testing.T) {
	o, s := practised(t, desk.Route{ID: "fault-wire-down"})
	desktest.Press(s, fyne.KeyReturn)
	desktest.Press(s, fyne.KeyEscape) // asks
	for range 40 {
		o.Pass(9 * time.Second)
		if !desktest.Press(s, fyne.Key2) {
			break
		}
	}
	desktest.Press(s, fyne.KeyReturn)
	if len(attempts(t, o)) != 1 {
		t.Fatal("the call did not end")
	}
	if !desktest.Press(s, fyne.KeyR) || o.Traced("call") != 2 {
		t.Fatal("no second try")
	}
	all, err := o.Store.RolePlays().Attempts(t.Context(), o.Town.Agent, roleplay.Find{})
	if err != nil || len(all) != 2 || all[0].OfID != all[1].ID && all[1].OfID != all[0].ID {
		t.Errorf("%v %+v", err, all)
	}
}

func TestRolePlay_AKnowledgePointFiltersTheScenarios(t *testing.T) {
	o, s := practised(t, desk.Route{ID: "阶梯电价"})
	desktest.Press(s, fyne.KeyReturn)
	for _, e := range o.Events {
		if e.Name == "call" && e.Facts["scenario"] != "bill-tier-jump" {
			t.Errorf("took %v", e.Facts)
		}
	}
	if o.Traced("call") != 1 {
		t.Error("no call was taken")
	}
}

func TestRolePlay_AReviewerReadsAndReviewsWithTheRubric(t *testing.T) {
	o, s := practised(t, desk.Route{ID: "fault-wire-down"})
	desktest.Press(s, fyne.KeyReturn)
	for range 40 {
		o.Pass(4 * time.Second)
		if !desktest.Press(s, fyne.Key1) {
			break
		}
	}
	id := attempts(t, o)[0].ID
	d := o.As(o.Town.Reviewer)
	r := screen.New(d, desk.Route{ID: id})
	t.Cleanup(r.Close)
	o.Desk = d
	o.Show(r, 1280, 800)
	desktest.Press(r, fyne.KeyReturn)
	for range 60 {
		desktest.Press(r, fyne.Key1)
	}
	desktest.Shortcut(r, fyne.KeyReturn, fyne.KeyModifierShortcutDefault)
	a, err := o.Store.RolePlays().Attempt(t.Context(), o.Town.Agent, id)
	if err != nil || len(a.Reviews) != 1 || a.Reviews[0].Score == nil {
		t.Errorf("%v, reviews %+v, failed %v", err, a.Reviews, o.Failed)
	}
}

// TestRolePlay_Pictures paints the views for the eye.
func TestRolePlay_Pictures(t *testing.T) {
	for _, x := range []struct {
		name string
		mode look.Mode
		l    words.Language
	}{{"zh", look.ModeLight, words.Chinese}, {"en-dark", look.ModeDark, words.English}} {
		o, s := practised(t, desk.Route{ID: "fault-night-outage"})
		desktest.Wear(t, x.mode, 100, x.l)
		o.Settings.Language = x.l
		s = screen.New(o.Desk, desk.Route{ID: "fault-night-outage"})
		w := o.Show(s, 1216, 740)
		shot := func(name string) {
			o.Show(s, 1216, 740)
			if err := save(filepath.Join("..", "..", "build", "roleplay-"+name+"-"+x.name+".png"), w.Canvas()); err != nil && !strings.Contains(err.Error(), "no such") {
				t.Fatal(err)
			}
		}
		shot("list")
		desktest.Press(s, fyne.KeyReturn)
		for i := range 40 {
			o.Pass(6 * time.Second)
			if i == 3 {
				shot("call")
			}
			if !desktest.Press(s, fyne.Key1) {
				break
			}
		}
		shot("wrap-up")
		desktest.Press(s, fyne.KeyReturn)
		shot("result")
		s.Close()
	}
}

func TestRolePlay_TheBenchHoldsMutesHelpsReadsAndFillsTheOrder(t *testing.T) {
	o, s := practised(t, desk.Route{ID: "fault-wire-down"})
	desktest.Press(s, fyne.KeyL) // nothing shown
	desktest.Press(s, fyne.KeyReturn)
	for _, k := range []fyne.KeyName{fyne.KeyP, fyne.Key1, fyne.KeyP, fyne.KeyM, fyne.KeyM, fyne.KeyA, fyne.KeyF8, fyne.KeyF7} {
		o.Pass(2 * time.Second)
		desktest.Press(s, k)
	}
	all, err := o.Store.RolePlays().Attempts(t.Context(), o.Town.Agent, roleplay.Find{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := o.Store.RolePlays().Attempt(t.Context(), o.Town.Agent, all[0].ID)
	if err != nil || a.Run.OnHold != 4*time.Second+roleplay.HelpTakes || a.Run.Muted != 2*time.Second || len(a.Run.Helps) != 1 || len(a.Run.Clicks) != 2 || len(o.Failed) != 1 {
		t.Errorf("%v: hold %v, mute %v, helped %v, clicks %v, refused %v", err, a.Run.OnHold, a.Run.Muted, a.Run.Helps, a.Run.Clicks, o.Failed)
	}
}

func TestRolePlay_InAnExamHelpIsCountedAndNothingIsTriedAgain(t *testing.T) {
	o, s := practised(t, desk.Route{ID: "fault-wire-down"})
	desktest.Press(s, fyne.KeyL)
	desktest.Press(s, fyne.KeyL) // exam
	desktest.Press(s, fyne.KeyReturn)
	desktest.Press(s, fyne.KeyA)
	o.Pass(roleplay.HelpTakes)
	for range 40 {
		o.Pass(4 * time.Second)
		if !desktest.Press(s, fyne.Key2) {
			break
		}
	}
	desktest.Press(s, fyne.KeyReturn)
	all := attempts(t, o)
	if len(all) != 1 || all[0].Level != roleplay.Exam {
		t.Fatalf("%+v", all)
	}
	a, err := o.Store.RolePlays().Attempt(t.Context(), o.Town.Agent, all[0].ID)
	if err != nil || len(a.Run.Helps) != 1 || !slices.ContainsFunc(a.Score.Evidence, func(e roleplay.Evidence) bool { return e.Kind == roleplay.AskedHelp }) {
		t.Errorf("%v, help %v", err, a.Run.Helps)
	}
	if desktest.Press(s, fyne.KeyR) {
		t.Error("an exam is tried again")
	}
}

// parrot is a model that says the script's line in other words.
type parrot struct{ asked int }

func (p *parrot) Improvise(_ context.Context, _ proposal.Settings, s roleplay.Scene) (string, error) {
	p.asked++
	if p.asked > 1 {
		return "", fault.New(fault.Conflict, "The server is busy.", nil)
	}
	return "换句话说：" + s.Script, nil
}

func TestRolePlay_AModelWordsTheCallerOnlyIfAllowedAndWished(t *testing.T) {
	o := desktest.NewOffice(t)
	model := &parrot{}
	o.Actor, o.Assist.Persona = o.Town.Agent, model
	play := func() {
		s := screen.New(o.Desk, desk.Route{ID: "fault-wire-down"})
		defer s.Close()
		w := o.Show(s, 1280, 800)
		for _, x := range checks(w.Canvas()) {
			x.Tapped(&fyne.PointEvent{})
		}
		desktest.Press(s, fyne.KeyReturn)
		for _, text := range []string{"先注意安全，远离电线，至少 8 米", "位置在哪，有什么标志？"} {
			o.Pass(4 * time.Second)
			desktest.Press(s, fyne.KeyT)
			test.Type(w.Canvas().Focused(), text)
			w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
	}
	if play(); model.asked != 0 {
		t.Fatal("the model was asked although it is off")
	}
	set := proposal.Standard()
	set.On, set.Persona, set.Address, set.Model = true, true, "http://127.0.0.1:1/v1", "m"
	if err := o.Store.Proposals().SetSettings(t.Context(), people.Program(), set); err != nil {
		t.Fatal(err)
	}
	play()
	all, err := o.Store.RolePlays().Attempts(t.Context(), o.Town.Agent, roleplay.Find{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := o.Store.RolePlays().Attempt(t.Context(), o.Town.Agent, all[0].ID)
	if err != nil || model.asked != 2 || !strings.HasPrefix(a.Run.Turns[1].Spoken, "换句话说") || a.Run.Turns[2].Spoken != "" || len(o.Failed) == 0 {
		t.Errorf("%v: asked %d times, %+v, failed %v", err, model.asked, a.Run.Turns, o.Failed)
	}
}

// checks are the boxes that can be ticked.
func checks(c fyne.Canvas) (out []*parts.Check) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if x, ok := o.(*parts.Check); ok {
			out = append(out, x)
		}
		for _, child := range children(o) {
			walk(child)
		}
	}
	walk(c.Content())
	return out
}

func children(o fyne.CanvasObject) []fyne.CanvasObject {
	if box, ok := o.(*fyne.Container); ok {
		return box.Objects
	}
	if w, ok := o.(fyne.Widget); ok {
		return test.WidgetRenderer(w).Objects()
	}
	return nil
}
