package scores

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/qa"
	"shifu/qa/appeal"
)

// lost returns an evaluation of the agent's call, released, that lost a point.
func lost(t *testing.T, o *desktest.Office) qa.Evaluation {
	t.Helper()
	k := o.Store.Quality()
	v, err := k.Version(t.Context(), o.Town.Reviewer, o.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	e, err := k.Begin(t.Context(), o.Town.Reviewer, qa.Start{CallID: o.Town.Stereo.ID, VersionID: v.ID})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = qa.Answers{}
	for _, q := range v.All {
		e.Answers[q.Ref] = qa.Answer{Options: []int{0}, Comment: "说明", Moments: []qa.Moment{{At: time.Second}}}
	}
	e.Answers["3.1"] = qa.Answer{Options: []int{1}, Comment: "没有复述", Moments: []qa.Moment{{At: 6 * time.Second}}}
	if e, err = k.Submit(t.Context(), o.Town.Reviewer, e); err != nil {
		t.Fatal(err)
	}
	advance(t, o, e.ID, qa.Released)
	return e
}

func TestScores_AgentAppealsQuestionByQuestion(t *testing.T) {
	o := desktest.NewOffice(t)
	e := lost(t, o)
	s := open(t, o, o.Town.Agent, desk.Route{ID: e.ID})
	if !desktest.Press(s, fyne.KeyP) || s.form == nil || len(s.form.points) != 1 || s.form.points[0].Ref != "3.1" {
		t.Fatal("P does not open the form on the dearest question")
	}
	if len(s.form.points[0].Moments) != 1 {
		t.Error("the moment of the answer is not offered")
	}
	if !desktest.Shortcut(s, fyne.KeyReturn, ctrl) || !strings.Contains(s.form.wrong, "3.1") {
		t.Fatal("an appeal without a proposal was filed", s.form)
	}
	s.form.points[0].Proposed, s.form.points[0].Reason = qa.Choose(0), "请再听"
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	as, err := o.Store.Appeals().Cases(t.Context(), o.Town.Agent, appeal.Find{}, 9)
	if err != nil || len(as) != 1 || as[0].Points[0].Reason != "请再听" || s.form != nil {
		t.Fatal(as, err)
	}
	if desktest.Press(s, fyne.KeyP) || desktest.Press(s, fyne.KeyA) {
		t.Error("appealed or acknowledged beside an open appeal")
	}
}

func TestScores_EscapeDropsTheAppeal(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Agent, desk.Route{ID: lost(t, o).ID})
	desktest.Press(s, fyne.KeyP)
	if !desktest.Press(s, fyne.KeyEscape) || s.form != nil || !desktest.Press(s, fyne.KeyA) {
		t.Error("Escape does not lead back")
	}
}

func TestScores_AppealIsNotOfferedAfterTheWindow(t *testing.T) {
	o := desktest.NewOffice(t)
	e := lost(t, o)
	o.Pass(8 * 24 * time.Hour)
	s := open(t, o, o.Town.Agent, desk.Route{ID: e.ID})
	if desktest.Press(s, fyne.KeyP) || s.open.standing.May == nil {
		t.Error("an appeal is offered after the window")
	}
}

func TestScores_QuestionAndAnswer(t *testing.T) {
	o := desktest.NewOffice(t)
	e := lost(t, o)
	s := open(t, o, o.Town.Agent, desk.Route{ID: e.ID})
	if !desktest.Press(s, fyne.KeyQ) || !s.say.Focused() {
		t.Fatal("Q does not lead into the question")
	}
	s.say.SetText("依据是哪一条？")
	s.say.OnSubmitted(s.say.Text())
	if len(s.open.standing.Messages) != 1 {
		t.Fatal("the question is not there")
	}
	s = open(t, o, o.Town.Reviewer, desk.Route{ID: e.ID})
	if !desktest.Press(s, fyne.KeyQ) {
		t.Fatal("the reviewer can't answer")
	}
	s.say.OnSubmitted("要完整复述")
	if ms := s.open.standing.Messages; len(ms) != 2 || ms[1].Text != "要完整复述" || desktest.Press(s, fyne.KeyQ) {
		t.Error(ms)
	}
}
