package appeals

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
)

// filed is an appeal of the agent against two answers of the reviewer.
func filed(t *testing.T, o *desktest.Office) (qa.Evaluation, appeal.Appeal) {
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
	e.Answers = answers(&v, "3.1", "2.2")
	if e, err = k.Submit(t.Context(), o.Town.Reviewer, e); err != nil {
		t.Fatal(err)
	}
	if e, err = k.Advance(t.Context(), o.Town.Lead, e.ID, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	a, err := o.Store.Appeals().File(t.Context(), o.Town.Agent, e.ID, []appeal.Point{
		{Ref: "3.1", Proposed: qa.Choose(0), Reason: "我复述了地址，请再听一遍。", Moments: []qa.Moment{{At: 6 * time.Second}}},
		{Ref: "2.2", Proposed: qa.Choose(0), Reason: "客户停顿了我才接话。"}})
	if err != nil {
		t.Fatal(err)
	}
	return e, a
}

func answers(v *qa.Version, lost ...string) qa.Answers {
	out := qa.Answers{}
	for _, q := range v.All {
		choice := 0
		if slices.Contains(lost, q.Ref) {
			choice = 1
		}
		out[q.Ref] = qa.Answer{Options: []int{choice}, Comment: "没有复述", Moments: []qa.Moment{{At: time.Second}}}
	}
	return out
}

func open(t *testing.T, o *desktest.Office, by people.Actor, r desk.Route) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, r).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1256, 872)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

func shown(s *Screen) string {
	var all []string
	for _, text := range desktest.Found[*parts.Text](s.Content()) {
		all = append(all, text.Value)
	}
	for _, p := range desktest.Found[*parts.Paragraph](s.Content()) {
		all = append(all, p.Value)
	}
	return strings.Join(all, "\n")
}

func TestAppeals_LeadDecidesByKeys(t *testing.T) {
	o := desktest.NewOffice(t)
	e, a := filed(t, o)
	s := open(t, o, o.Town.Lead, desk.Route{})
	if len(s.f.open) != 1 || !desktest.Press(s, fyne.KeyReturn) || s.open == nil {
		t.Fatal("Enter does not open the case", len(s.f.open))
	}
	if text := shown(s); strings.Contains(text, "请再听一遍") || strings.Contains(text, "没有复述") {
		t.Error("shown before the case is taken")
	}
	if desktest.Shortcut(s, fyne.KeyReturn, ctrl) || desktest.Press(s, fyne.Key1) {
		t.Error("decided before it is taken")
	}
	if !desktest.Press(s, fyne.KeyReturn) || !s.deciding() || !strings.Contains(shown(s), "请再听一遍") {
		t.Fatal("Enter does not take the case to read")
	}
	desktest.Press(s, fyne.Key2)
	desktest.Press(s, fyne.KeyR)
	if len(s.open.whys) != 2 || !s.open.whys[0].Focused() {
		t.Fatal("R does not lead into the reason")
	}
	s.open.whys[0].SetText("重听后确认")
	s.open.whys[0].OnSubmitted("")
	if !desktest.Shortcut(s, fyne.KeyReturn, ctrl) || !strings.Contains(s.open.wrong, "2.2") {
		t.Fatal("half a decision was taken", s.open.wrong)
	}
	if s.open.awake != 1 {
		t.Error("Enter behind a reason does not go on")
	}
	desktest.Press(s, fyne.Key1)
	s.open.whys[1].SetText("未到两秒")
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	got, err := o.Store.Appeals().Case(t.Context(), o.Town.Lead, a.ID)
	if err != nil || got.State != appeal.Revised || got.Points[0].Outcome != appeal.Grants || got.Points[1].Why != "未到两秒" {
		t.Fatal(got, err, s.open.wrong)
	}
	if now, _ := o.Store.Quality().Evaluation(t.Context(), o.Town.Agent, e.ID); now.Edition != 2 || now.State != qa.Revised {
		t.Error(now.Edition, now.State)
	}
	desktest.Press(s, fyne.KeyEscape)
	if s.open != nil || len(s.f.open) != 0 || len(s.f.decided) != 1 {
		t.Error("the lists are not right afterwards", len(s.f.open), len(s.f.decided))
	}
}

func TestAppeals_HalfADecisionIsThereAgainAfterLeaving(t *testing.T) {
	o := desktest.NewOffice(t)
	_, a := filed(t, o)
	s := open(t, o, o.Town.Lead, desk.Route{ID: a.ID})
	desktest.Press(s, fyne.KeyReturn)
	desktest.Press(s, fyne.Key2)
	s.open.whys[0].SetText("重听后确认")
	s.Close()
	again := open(t, o, o.Town.Lead, desk.Route{ID: a.ID})
	if r := again.ruled(); len(r) == 0 || r[0].Outcome != appeal.Grants || r[0].Why != "重听后确认" {
		t.Errorf("found again: %+v", r)
	}
}

func TestAppeals_BlindRescoreOpensTheRoomAndThenTheCase(t *testing.T) {
	o := desktest.NewOffice(t)
	_, a := filed(t, o)
	s := open(t, o, o.Town.Lead, desk.Route{ID: a.ID})
	if !desktest.Press(s, fyne.KeyB) || len(o.Went) != 1 {
		t.Fatal("B does not open the room")
	}
	want := qa.Start{CallID: o.Town.Stereo.ID, VersionID: o.Town.Version, Purpose: qa.Rescore, For: a.ID}
	if r := o.Went[0]; r.Place != desk.Room || r.Start != want {
		t.Fatal(r)
	}
	v, err := o.Store.Quality().Version(t.Context(), o.Town.Lead, o.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	e, err := o.Store.Quality().Begin(t.Context(), o.Town.Lead, want)
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = answers(&v, "2.2")
	if _, err := o.Store.Quality().Submit(t.Context(), o.Town.Lead, e); err != nil {
		t.Fatal(err)
	}
	s = open(t, o, o.Town.Lead, desk.Route{ID: a.ID})
	if !s.deciding() || s.open.c.Rescored["3.1"].Options[0] != 0 {
		t.Error("the case does not show the re-score")
	}
}

func TestAppeals_FirstReviewerReadsButDoesNotDecide(t *testing.T) {
	o := desktest.NewOffice(t)
	_, a := filed(t, o)
	p, err := o.Store.People().Person(t.Context(), o.Town.Admin, o.Town.Reviewer.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	p.Granted = []people.Right{people.DecideAppeals}
	by := people.As(p, people.InHouse)
	s := open(t, o, by, desk.Route{ID: a.ID})
	if s.open == nil || desktest.Press(s, fyne.KeyB) || desktest.Press(s, fyne.KeyReturn) {
		t.Error("the first reviewer can take the case")
	}
	if s.hindrance() == "" {
		t.Error("nothing says why")
	}
}

func TestAppeals_OverturnsOpenTheListBehind(t *testing.T) {
	o := desktest.NewOffice(t)
	_, a := filed(t, o)
	k := o.Store.Appeals()
	if err := k.Take(t.Context(), o.Town.Lead, a.ID, false); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Decide(t.Context(), o.Town.Lead, a.ID, []appeal.Ruling{{Ref: "3.1", Outcome: appeal.Grants, Why: "w"}, {Ref: "2.2", Outcome: appeal.Upholds, Why: "w"}}); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.tabs.Choose(tabOverturns)
	links := desktest.Found[*parts.Link](s.middle)
	if len(links) != 3 {
		t.Fatalf("%d links", len(links))
	}
	links[0].OnTapped()
	if s.tab != tabDecided || len(s.f.decided) != 1 || s.behind == "" {
		t.Error(s.tab, len(s.f.decided), s.behind)
	}
	s.unnarrow()
	if s.behind != "" {
		t.Error("still narrowed")
	}
}
