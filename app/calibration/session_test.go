package calibration

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/calibration"
)

func reviewed(t *testing.T) (*desktest.Office, string, *Session) {
	t.Helper()
	o := desktest.NewOffice(t)
	id := scored(t, o, apart)
	advance(t, o, id, calibration.Review)
	return o, id, show(t, o, o.Town.Lead, desk.Route{ID: id}, 1216, 740).(*Session)
}

func board(t *testing.T, o *desktest.Office, id string) calibration.Board {
	t.Helper()
	b, err := o.Store.Calibration().Session(t.Context(), o.Town.Lead, id)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSession_RulesByKeysFromFlagToFlagAndResolves(t *testing.T) {
	o, id, s := reviewed(t)
	flagged := s.matrix.Flagged()
	if want := []string{"2.2", "3.1", "4.4", "5.1"}; !slices.Equal(flagged, want) {
		t.Fatalf("flagged %v", flagged)
	}
	if s.awake != "2.2" {
		t.Errorf("awake is %s", s.awake)
	}
	if !desktest.Shortcut(s, fyne.KeyReturn, ctrl) || board(t, o, id).Session.State != calibration.Review {
		t.Fatal("resolved without answers")
	}
	if len(o.Failed) == 0 {
		t.Error("it does not say why")
	}
	for _, key := range []fyne.KeyName{fyne.Key2, fyne.Key1, fyne.Key0, fyne.Key3} {
		if !desktest.Press(s, key) {
			t.Fatalf("%s does nothing at %s", key, s.awake)
		}
		desktest.Press(s, fyne.KeyN)
	}
	ruled := board(t, o, id).Ruled(o.Town.Stereo.ID)
	if len(ruled) != 4 || !ruled["4.4"].Agreed.NA || ruled["5.1"].Agreed.Options[0] != 2 || ruled["2.2"].Agreed.Options[0] != 1 {
		t.Fatalf("%+v", ruled)
	}
	if !desktest.Shortcut(s, fyne.KeyReturn, ctrl) || board(t, o, id).Session.State != calibration.Resolved {
		t.Error("not resolved")
	}
	if desktest.Press(s, fyne.Key1) {
		t.Error("rules after the resolution")
	}
}

func TestSession_ARulingIsSavedAsItIsTypedAndBecomesAPrecedent(t *testing.T) {
	o, id, s := reviewed(t)
	s.wakeRow("5.1")
	s.text.SetText("修复时间一律不承诺。")
	desktest.Press(s, fyne.KeyW)
	s.wakeRow("1.1") // leaving saves
	r := board(t, o, id).Ruled(o.Town.Stereo.ID)["5.1"]
	if r.Text != "修复时间一律不承诺。" || !r.Precedent || !r.Wording {
		t.Errorf("%+v", r)
	}
	s.wakeRow("5.1")
	if s.text.Text() != r.Text {
		t.Errorf("shows %q", s.text.Text())
	}
	desktest.Press(s, fyne.Key3)
	desktest.Press(s, fyne.Key3) // the same key takes it back
	if board(t, o, id).Ruled(o.Town.Stereo.ID)["5.1"].Settled() {
		t.Error("the answer stays")
	}
}

func TestSession_WindowsFollowOneAnother(t *testing.T) {
	o, id, s := reviewed(t)
	other := New(o.As(o.Town.Second), desk.Route{ID: id}).(*Session)
	t.Cleanup(other.Close)
	s.wakeRow("5.1")
	desktest.Press(s, fyne.Key3)
	other.d.Stage.Tick()
	if !other.board.Ruled(o.Town.Stereo.ID)["5.1"].Settled() {
		t.Error("the other window shows the old answer")
	}
	if desktest.Press(other, fyne.Key1) || desktest.Shortcut(other, fyne.KeyReturn, ctrl) {
		t.Error("a participant may rule or resolve")
	}
}

func TestSession_HearsTheMomentThatIsDiscussed(t *testing.T) {
	o, _, s := reviewed(t)
	s.wakeRow("5.1")
	if !desktest.Press(s, fyne.KeySpace) || o.Traced("playing") != 1 {
		t.Fatal("Space is silent")
	}
	if from := o.Events[slices.IndexFunc(o.Events, func(e desktest.Event) bool { return e.Name == "playing" })].Facts["from"]; from != 5.5 {
		t.Errorf("from %v, a second before 6.5", from)
	}
}

func TestSession_WhileScoringShowsWhoSubmittedAndLeadsToTheRoom(t *testing.T) {
	o := desktest.NewOffice(t)
	id := scored(t, o, apart, "rev")
	s := show(t, o, o.Town.Reviewer, desk.Route{ID: id}, 1216, 740).(*Session)
	if !s.board.Blind {
		t.Fatal("not blind")
	}
	if !desktest.Press(s, fyne.KeyReturn) || len(o.Went) != 1 {
		t.Fatal("Enter leads nowhere")
	}
	want := qa.Start{CallID: o.Town.Stereo.ID, VersionID: o.Town.Version, Purpose: qa.Session, For: id}
	if r := o.Went[0]; r.Place != desk.Room || r.Start != want {
		t.Errorf("went %+v", r)
	}
	if desktest.Press(s, fyne.KeyE) || desktest.Press(s, fyne.KeyDelete) {
		t.Error("a participant may change or call off")
	}
}

func TestSession_TheLeadAsksBeforeSomebodyIsLeftOut(t *testing.T) {
	o := desktest.NewOffice(t)
	id := scored(t, o, apart, "lead")
	s := show(t, o, o.Town.Lead, desk.Route{ID: id}, 1216, 740).(*Session)
	if word, _ := s.next(); word != "去打分" {
		t.Errorf("the lead is offered %q though they have to score", word)
	}
	submit(t, o, o.Town.Lead, id, nil)
	s.d.Stage.Tick()
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	if board(t, o, id).Session.State != calibration.Review {
		t.Error("everybody submitted, and it asks or does nothing")
	}
}

func TestList_NewestFirstWithProposalsForTheLeadOnly(t *testing.T) {
	o := desktest.NewOffice(t)
	scored(t, o, apart)
	if err := o.Store.Calibration().Propose(t.Context(), o.Town.Reviewer, calibration.Proposal{VersionID: o.Town.Version, Ref: "5.1", Why: words.T("Random sample", nil)}); err != nil {
		t.Fatal(err)
	}
	l := show(t, o, o.Town.Lead, desk.Route{}, 1256, 740).(*list)
	if len(l.k.sessions) != 1 || len(l.k.proposals) != 1 {
		t.Fatalf("%d sessions, %d proposals", len(l.k.sessions), len(l.k.proposals))
	}
	if !desktest.Press(l, fyne.KeyP) || o.Went[0].ID != NewSession || o.Went[0].Task != l.k.proposals[0].ID {
		t.Errorf("went %+v", o.Went)
	}
	mine := show(t, o, o.Town.Reviewer, desk.Route{}, 1256, 740).(*list)
	if len(mine.k.sessions) != 1 || len(mine.k.proposals) != 0 || desktest.Shortcut(mine, fyne.KeyN, ctrl) {
		t.Error("a reviewer sees proposals or may add")
	}
}

func TestForm_TakesAProposalUpAndBegins(t *testing.T) {
	o := desktest.NewOffice(t)
	k := o.Store.Calibration()
	if err := k.Propose(t.Context(), o.Town.Lead, calibration.Proposal{VersionID: o.Town.Version, Ref: "5.1", CallID: o.Town.Mentees.ID, Why: words.T("Random sample", nil)}); err != nil {
		t.Fatal(err)
	}
	ps, _ := k.Proposals(t.Context(), o.Town.Lead)
	f := show(t, o, o.Town.Lead, desk.Route{ID: NewSession, Task: ps[0].ID}, 1256, 740).(*form)
	if len(f.s.Calls) != 1 || f.s.VersionID != o.Town.Version || f.title.Text() == "" {
		t.Fatalf("%+v", f.s)
	}
	grey := 0
	for i, p := range f.people {
		if !p.Conflict.IsZero() {
			grey++
		}
		f.persons.OnMarked(i, true)
	}
	// The reviewer is the mentee's mentor, the vendor's lead sees other calls.
	if grey != 2 || len(f.s.Participants()) != len(f.people)-2 || f.role(o.Town.Reviewer.PersonID) != "" {
		t.Errorf("%d can't take part, %d do", grey, len(f.s.Participants()))
	}
	desktest.Shortcut(f, fyne.KeyReturn, ctrl)
	all, _ := k.Sessions(t.Context(), o.Town.Lead)
	if len(all) != 1 || all[0].State != calibration.Scoring {
		t.Fatalf("%+v, %v", all, f.wrong)
	}
	if ps, _ := k.Proposals(t.Context(), o.Town.Lead); len(ps) != 0 {
		t.Error("the proposal is still open")
	}
	if last := o.Went[len(o.Went)-1]; last.ID != all[0].ID {
		t.Errorf("went %+v", last)
	}
}

func TestForm_SaysInPlaceWhatIsWrong(t *testing.T) {
	o := desktest.NewOffice(t)
	f := show(t, o, o.Town.Lead, desk.Route{ID: NewSession, Start: qa.Start{CallID: o.Town.Stereo.ID}}, 1256, 740).(*form)
	for text, want := range map[string]string{"tomorrow": "截止时间写成 2026-11-20 18:00 的样子，不能是“tomorrow”。", "2026-11-20 18:00": "校准至少要 2 人参加，现在有 0 人。"} {
		f.due.SetText(text)
		desktest.Shortcut(f, fyne.KeyReturn, ctrl)
		if f.wrong == nil || sentence(f.d, f.wrong) != want {
			t.Errorf("%s: %v", text, f.wrong)
		}
	}
	if all, _ := o.Store.Calibration().Sessions(t.Context(), o.Town.Lead); len(all) != 0 {
		t.Error("kept all the same")
	}
}

func TestForm_OneExpertWhoIsNoParticipant(t *testing.T) {
	o := desktest.NewOffice(t)
	f := show(t, o, o.Town.Lead, desk.Route{ID: NewSession, Start: qa.Start{CallID: o.Town.Stereo.ID}}, 1256, 740).(*form)
	f.expert.Choose(1)
	first := f.free()[0].PersonID
	f.expert.Choose(2)
	if f.role(first) != "" || f.role(f.free()[1].PersonID) != asExpert || len(f.s.Members) != 1 {
		t.Errorf("%+v", f.s.Members)
	}
}

func TestShortName_InitialsForLatinNamesOnly(t *testing.T) {
	for name, want := range map[string]string{"Qinghe Wu": "Q. Wu", "吴清和": "吴清和", "Cher": "Cher"} {
		if got := shortName(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestMatrixTap_WakesTheQuestion(t *testing.T) {
	_, _, s := reviewed(t)
	s.table.Resize(fyne.NewSize(820, 500))
	var found *parts.List
	for _, obj := range test.WidgetRenderer(s.table).Objects() {
		if l, ok := obj.(*parts.List); ok {
			found = l
		}
	}
	if found == nil {
		t.Fatal("there are no rows")
	}
	found.Tapped(&fyne.PointEvent{Position: fyne.NewPos(60, 26*2+5)})
	if s.awake != s.refs[2] {
		t.Errorf("awake is %s, not %s", s.awake, s.refs[2])
	}
}

func TestAgents_HaveNoPlaceForCalibration(t *testing.T) {
	o := desktest.NewOffice(t)
	d := o.As(o.Town.Agent)
	o.Desk = d
	s := New(d, desk.Route{}).(*list)
	t.Cleanup(s.Close)
	if len(s.k.sessions) != 0 || len(o.Failed) == 0 || d.Actor.May(people.ScoreCalls) {
		t.Error("an agent sees sessions")
	}
}

func TestList_CopiesAProposedWordingIntoADraftOnce(t *testing.T) {
	o, id, s := reviewed(t)
	for _, ref := range s.matrix.Flagged() {
		r := calibration.Ruling{SessionID: id, CallID: o.Town.Stereo.ID, Ref: ref, Agreed: qa.Choose(0), Text: "修复时间不承诺。", Wording: ref == "5.1"}
		if err := o.Store.Calibration().Rule(t.Context(), o.Town.Lead, r); err != nil {
			t.Fatal(err)
		}
	}
	advance(t, o, id, calibration.Resolved)
	l := show(t, o, o.Town.Lead, desk.Route{}, 1256, 740).(*list)
	if !desktest.Press(l, fyne.KeyW) || len(o.Went) != 1 || o.Went[0].Place != desk.Editor {
		t.Fatalf("went %+v, %v", o.Went, o.Failed)
	}
	draft, err := o.Desk.Revisions.Draft(t.Context(), o.Town.Lead, o.Went[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if q, _, _ := draft.Version.Find("5.1"); !strings.HasSuffix(q.Help, "修复时间不承诺。") {
		t.Errorf("help is %q", q.Help)
	}
	l.load()
	if desktest.Press(l, fyne.KeyW) {
		t.Error("it is still proposed")
	}
}
