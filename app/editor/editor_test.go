package editor

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/calibration"
	"shifu/qa/revision"
)

// editing opens the draft of the next version of the default rubric, as the lead.
func editing(t *testing.T, english bool) (*desktest.Office, *Screen) {
	t.Helper()
	o := desktest.NewOffice(t)
	d := o.As(o.Town.Lead)
	o.Desk.Window = d.Window
	version := o.Town.Version
	if english {
		version = o.Town.English
	}
	draft, err := d.Revisions.Revise(t.Context(), d.Actor, version)
	if err != nil {
		t.Fatal(err)
	}
	s := New(d, desk.Route{Place: desk.Editor, ID: draft.ID}).(*Screen)
	t.Cleanup(s.Close)
	framed(o, s.Content(), 1280, 800)
	return o, s
}

// kept is the draft as the store has it.
func kept(t *testing.T, s *Screen) revision.Draft {
	t.Helper()
	d, err := s.d.Revisions.Draft(t.Context(), s.d.Actor, s.draft.ID)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func choose(s *Screen, ref string) {
	_, at, _ := s.now().Find(ref)
	s.outline.list.Choose(s.outline.rowOf(at))
}

func TestEditor_AKeystrokeIsKeptWithinASecond(t *testing.T) {
	o, s := editing(t, false)
	choose(s, "1.1")
	s.fields.mend["text"].SetText("三声内接听")
	if kept(t, s).Version.Sections[0].Questions[0].Text == "三声内接听" {
		t.Fatal("kept before its time: the test sees nothing")
	}
	s.d.Stage.Tick()
	if got := kept(t, s).Version.Sections[0].Questions[0].Text; got != "三声内接听" || o.Traced("saved") != 1 {
		t.Error(got)
	}
}

func TestEditor_LeavingKeepsTheLastKeystroke(t *testing.T) {
	_, s := editing(t, false)
	s.fields.mend["title"].SetText("新标题")
	s.Close()
	if got := kept(t, s).Version.Title; got != "新标题" {
		t.Error(got)
	}
}

func TestEditor_UndoAndRedoGoThroughEveryKindOfChange(t *testing.T) {
	_, s := editing(t, false)
	start := s.now()
	choose(s, "1.1")
	s.fields.mend["text"].SetText("甲")
	s.fields.mend["text"].SetText("甲乙")
	s.addQuestion()
	s.step(-1)
	s.remove()
	if n := len(s.now().Sections[0].Questions); n != 2 {
		t.Fatal(n)
	}
	for range 4 {
		desktest.Shortcut(s, fyne.KeyZ, ctrl)
	}
	if c := revision.Compare(start, s.now()); !c.Equal() || s.history.CanUndo() {
		t.Errorf("after undoing all: %+v", c.Totals)
	}
	for range 4 {
		desktest.Shortcut(s, fyne.KeyY, ctrl)
	}
	if got := s.now().Sections[0].Questions[0].Text; got != "甲乙" || s.history.CanRedo() {
		t.Error(got)
	}
}

func TestEditor_AltArrowsCarryAQuestionIntoTheNextSection(t *testing.T) {
	_, s := editing(t, false)
	choose(s, "1.2")
	if !desktest.Shortcut(s, fyne.KeyDown, alt) {
		t.Fatal("no such act")
	}
	if s.chosen != (qa.QuestionAt{Section: 1}) || s.now().Sections[1].Questions[0].Ref != "1.2" || s.outline.rows[s.outline.list.Chosen] != s.chosen {
		t.Errorf("%+v", s.chosen)
	}
	desktest.Shortcut(s, fyne.KeyUp, alt)
	if c := revision.Compare(&s.draft.Version, s.now()); !c.Equal() {
		t.Errorf("back: %+v", c.Totals)
	}
}

func TestEditor_DraggingPutsQuestionsAndSectionsWhereTheyAreDropped(t *testing.T) {
	_, s := editing(t, false)
	row := func(ref string) int { _, at, _ := s.now().Find(ref); return s.outline.rowOf(at) }
	s.outline.dropped(row("1.1"), row("4.3"))
	if _, at, _ := s.now().Find("1.1"); at != (qa.QuestionAt{Section: 3, Question: 2}) {
		t.Errorf("before 4.3: %+v", at)
	}
	s.outline.dropped(row("1.1"), row("4.5"))
	if _, at, _ := s.now().Find("1.1"); at != (qa.QuestionAt{Section: 3, Question: 4}) {
		t.Errorf("before 4.5, further down: %+v", at)
	}
	s.outline.dropped(row("1.1"), 1)
	if _, at, _ := s.now().Find("1.1"); at != (qa.QuestionAt{}) {
		t.Errorf("at the top: %+v", at)
	}
	s.outline.dropped(row("1.1"), len(s.outline.rows))
	if _, at, _ := s.now().Find("1.1"); at != (qa.QuestionAt{Section: 5, Question: 2}) {
		t.Errorf("at the end: %+v", at)
	}
	title := s.now().Sections[5].Title
	s.outline.dropped(s.outline.rowOf(qa.QuestionAt{Section: 5, Question: -1}), s.outline.rowOf(qa.QuestionAt{Section: 1, Question: -1}))
	if s.now().Sections[1].Title != title || len(s.now().Sections) != 6 {
		t.Errorf("section 6 dropped before section 2: %s", s.now().Sections[1].Title)
	}
}

func TestEditor_TheMouseDragsARow(t *testing.T) {
	o, s := editing(t, false)
	list := s.outline.list
	from, to := s.outline.rowOf(qa.QuestionAt{Section: 0}), s.outline.rowOf(qa.QuestionAt{Section: 1})
	const rowHigh = 28
	at := func(row int) fyne.Position { return fyne.NewPos(40, (float32(row)+.4)*rowHigh) }
	list.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(from)}, Dragged: fyne.NewDelta(0, 1)})
	list.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(to)}, Dragged: fyne.NewDelta(0, 20)})
	list.DragEnd()
	if _, at, _ := s.now().Find("1.1"); at != (qa.QuestionAt{Section: 0, Question: 1}) && at != (qa.QuestionAt{Section: 1}) {
		t.Errorf("%+v %v", at, o.Failed)
	}
}

func TestEditor_ProblemsLeadToTheirFields(t *testing.T) {
	o, s := editing(t, false)
	choose(s, "2.1")
	s.fields.mend["weight"].SetText("-1")
	choose(s, "5.2")
	s.fields.mend["options[1].score"].SetText("2")
	if len(s.problems) != 2 || !s.troubled(qa.QuestionAt{Section: 1}) {
		t.Fatalf("%+v", s.problems)
	}
	s.outline.list.Choose(0)
	desktest.Press(s, fyne.KeyF8)
	if s.chosen != (qa.QuestionAt{Section: 1}) || !s.fields.mend["weight"].Focused() || !s.fields.mend["weight"].Wrong {
		t.Errorf("F8 led to %+v", s.chosen)
	}
	desktest.Press(s, fyne.KeyF8)
	if q := s.question(); q == nil || q.Ref != "5.2" || !s.fields.mend["options[1].score"].Focused() {
		t.Errorf("F8 led to %+v", s.chosen)
	}
	s.askPublish()
	if len(o.Failed) == 0 || o.Traced("published") > 0 {
		t.Error("a draft with problems was offered for publishing")
	}
	choose(s, "5.2")
	s.fields.mend["options[1].score"].SetText("0")
	choose(s, "2.1")
	s.fields.mend["weight"].SetText("3")
	if len(s.problems) != 0 || len(s.trouble.Objects) != 0 {
		t.Errorf("mended: %+v", s.problems)
	}
}

func TestEditor_AllWeightsZeroIsAProblem(t *testing.T) {
	_, s := editing(t, false)
	s.reshape(func(v *qa.Version) {
		for i := range v.Sections {
			v.Sections[i].Weight = qa.Whole(0)
		}
	})
	if len(s.problems) != 1 || !strings.Contains(s.problems[0].Error(), "All weights are 0") {
		t.Errorf("%+v", s.problems)
	}
	s.goTo(s.problems[0])
	if s.chosen != whole {
		t.Errorf("%+v", s.chosen)
	}
}

func TestEditor_ThePreviewScoresWhatIsFilledInWithTheDraftAsItStands(t *testing.T) {
	_, s := editing(t, false)
	s.preview.answer("1.1", 0) // met: 4 of 10
	s.preview.answer("1.2", 2) // not met: 6 of 10
	if got := s.preview.result.Final.Value; got != 40 {
		t.Error(got)
	}
	choose(s, "1.1")
	s.fields.mend["weight"].SetText("6")
	if got := s.preview.result.Final.Value; got != 50 || s.preview.ring.Score().Text != "50.0" {
		t.Error(got)
	}
	s.preview.answer("5.2", 1)
	if r := s.preview.result; !r.FailAll || r.Final.Value != 0 || s.preview.ring.Score().Raw == "" {
		t.Errorf("%+v", r)
	}
	s.preview.clear()
	if s.preview.result.Final.Known {
		t.Error("cleared, and still a score")
	}
}

func TestEditor_AConditionShowsAndHidesTheQuestionInThePreview(t *testing.T) {
	_, s := editing(t, false)
	choose(s, "1.2")
	_, at, _ := s.now().Find("1.2")
	s.reshape(asked(at, func(q *qa.Question) { q.VisibleWhen = &qa.Condition{Ref: "1.1", Is: []string{"未做到"}} }))
	if rows := s.preview.form.Model().Sections[0].Rows; len(rows) != 1 {
		t.Errorf("%d rows", len(rows))
	}
	s.preview.answer("1.1", 2)
	if rows := s.preview.form.Model().Sections[0].Rows; len(rows) != 2 {
		t.Errorf("%d rows", len(rows))
	}
}

func TestEditor_EveryKindHasItsFields(t *testing.T) {
	_, s := editing(t, false)
	choose(s, "4.1")
	at := s.chosen
	for kind, field := range map[qa.Kind]string{qa.KindSingle: "options[0].label", qa.KindMultiple: "options[0].label", qa.KindNumeric: "ranges[0].from"} {
		s.reshape(asked(at, func(q *qa.Question) { q.Scale = ""; revision.SetKind(q, kind, s.fields.startingOptions("zh-Hans")) }))
		if s.fields.mend[field] == nil {
			t.Errorf("%s has no %s", kind, field)
		}
		before := len(s.question().Options) + len(s.question().Ranges)
		desktest.Shortcut(s, fyne.KeyO, ctrl)
		if got := len(s.question().Options) + len(s.question().Ranges); got != before+1 {
			t.Errorf("%s: one more made %d of %d", kind, got, before)
		}
	}
	for _, kind := range []qa.Kind{qa.KindText, qa.KindDate, qa.KindYesNo} {
		s.reshape(asked(at, func(q *qa.Question) { revision.SetKind(q, kind, nil) }))
		if len(s.problems) > 0 {
			t.Errorf("%s: %v", kind, s.problems)
		}
	}
}

func TestEditor_PublishingRetiresTheVersionBefore(t *testing.T) {
	o, s := editing(t, false)
	choose(s, "1.1")
	s.fields.mend["text"].SetText("新的")
	s.publish() // with a keystroke that is not kept yet
	if o.Traced("published") != 1 || len(o.Went) == 0 || o.Went[len(o.Went)-1].Place != desk.Rubrics {
		t.Fatal(o.Failed)
	}
	v, err := s.d.Quality.Version(t.Context(), s.d.Actor, o.Went[len(o.Went)-1].ID)
	if err != nil || v.State != qa.VersionActive || v.Number != 2 || v.Sections[0].Questions[0].Text != "新的" {
		t.Errorf("%+v %v", v.Sections[0].Questions[0], err)
	}
}

func TestEditor_TwoWindowsAskWhoseChangesStay(t *testing.T) {
	_, s := editing(t, false)
	theirs := kept(t, s)
	theirs.Version.Title = "他们的"
	if _, err := s.d.Revisions.Save(t.Context(), s.d.Actor, theirs); err != nil {
		t.Fatal(err)
	}
	s.fields.mend["title"].SetText("我的")
	s.d.Stage.Tick()
	if !fault.Is(s.conflict, fault.Conflict) || len(s.banner.Objects) == 0 || s.Keep() == nil {
		t.Fatal("nobody was told", s.conflict)
	}
	if got := kept(t, s).Version.Title; got != "他们的" {
		t.Errorf("overwritten: %s", got)
	}
	s.save(s.saver.saveOver)
	if got := kept(t, s).Version.Title; got != "我的" || s.conflict != nil {
		t.Errorf("kept mine: %s", got)
	}
}

func TestEditor_ABrokenFileChangesNothing(t *testing.T) {
	_, s := editing(t, false)
	path := filepath.Join(t.TempDir(), "x.rubric.yaml")
	before := s.now()
	for text, want := range map[string]string{"title: T\nsectoins: []\n": "line 2, sectoins", "title: [\n": "YAML"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var refused error
		s.replace(path, func(err error) { refused = err })
		if !strings.Contains(fault.Sentence(refused), want) || !strings.Contains(fault.Sentence(refused), "x.rubric.yaml") {
			t.Errorf("%q: %v", text, refused)
		}
	}
	if c := revision.Compare(before, s.now()); !c.Equal() || s.history.CanUndo() {
		t.Error("the draft changed")
	}
}

func TestEditor_WhatIsExportedCanBeImportedAndUndone(t *testing.T) {
	o, s := editing(t, true)
	path := filepath.Join(t.TempDir(), "x.rubric.yaml")
	fail := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	s.askExport()
	o.Answer(t, path)
	before := s.now()
	s.outline.list.Choose(0)
	s.fields.mend["title"].SetText("Something else")
	s.replace(path, fail)
	if c := revision.Compare(before, s.now()); !c.Equal() || s.now().Number != 2 {
		t.Errorf("%+v", c)
	}
	s.undo()
	if s.now().Title != "Something else" {
		t.Error(s.now().Title)
	}
}

func TestEditor_OptionsBecomeAScaleForOtherQuestions(t *testing.T) {
	_, s := editing(t, false)
	choose(s, "5.2")
	at := s.chosen
	scale := revision.Scale{Name: "合规两级", Language: "zh-Hans", Options: withoutEffects(s.question().Options)}
	s.keepScale(scale, at, func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	})
	if q := s.question(); q.Scale != "合规两级" || q.Options[1].Effect != qa.EffectFailAll {
		t.Errorf("the question lost its effect: %+v", q)
	}
	if s.fields.mend["options[0].label"] == nil || len(s.scales) != len(revision.Shipped())+1 {
		t.Error("not among the scales")
	}
}

func TestEditor_TheDiscardedDraftIsGone(t *testing.T) {
	o, s := editing(t, false)
	s.fields.mend["title"].SetText("x")
	s.discard()
	s.Close()
	if _, err := s.d.Revisions.Draft(t.Context(), s.d.Actor, s.draft.ID); !fault.Is(err, fault.NotFound) || len(o.Failed) > 0 {
		t.Error(err, o.Failed)
	}
}

func TestEditor_EveryActIsInTheMenuOnce(t *testing.T) {
	_, s := editing(t, false)
	seen := map[string]string{}
	for _, a := range s.Actions() {
		key := string(rune(a.Mod)) + string(a.Key)
		if other, twice := seen[key]; twice && a.Key != "" {
			t.Errorf("%s and %s have one key", a.Label, other)
		}
		seen[key] = a.Label
	}
}

func TestComparison_ShowsTwoVersionsSideBySide(t *testing.T) {
	o, s := editing(t, false)
	choose(s, "1.1")
	s.fields.mend["weight"].SetText("9")
	s.addQuestion()
	if err := s.Keep(); err != nil {
		t.Fatal(err)
	}
	c := NewComparison(s.d, desk.Route{ID: s.draft.ID, Beside: s.base.ID}).(*Comparison)
	defer c.Close()
	if c.made.Totals != (revision.Totals{Added: 1, Changed: 1}) || len(c.heads) != 2 || len(o.Failed) > 0 {
		t.Errorf("%+v %v", c.made.Totals, o.Failed)
	}
	few := len(c.rows())
	desktest.Shortcut(c, fyne.KeyT, ctrl)
	if len(c.rows()) <= few {
		t.Error("everything is not more than the changes")
	}
	desktest.Shortcut(c, fyne.KeyJ, ctrl)
	if c.made.Totals != (revision.Totals{Removed: 1, Changed: 1}) {
		t.Errorf("the other way round: %+v", c.made.Totals)
	}
	test.NewWindow(c.Content()).Close()
}

func TestEditor_ARulingGoesIntoTheHelpOnce(t *testing.T) {
	o, s := editing(t, false)
	s.d.Rulebook = &taken{Rulebook: s.d.Rulebook}
	choose(s, "2.2")
	s.wordings = []calibration.Wording{{Ref: "2.2", Text: "附和不算打断。", ByName: "吴清和"}, {Ref: "3.1", Text: "x"}}
	s.takeWording(s.chosen, s.wordings[0])
	if q := s.question(); !strings.HasSuffix(q.Help, " 附和不算打断。") || len(s.wordings) != 1 {
		t.Errorf("%q, %d left", q.Help, len(s.wordings))
	}
	if n := s.d.Rulebook.(*taken).n; n != 1 || len(o.Failed) > 0 {
		t.Errorf("recorded %d times: %v", n, o.Failed)
	}
}

// taken counts what is taken from the rulebook.
type taken struct {
	calibration.Rulebook
	n int
}

func (r *taken) Take(context.Context, people.Actor, calibration.Wording) error {
	r.n++
	return nil
}

func TestEditor_TimersAreWrittenAndChecked(t *testing.T) {
	_, s := editing(t, false)
	s.fields.mend["timers.appeal_within"].SetText("4")
	if got := s.now().TimersInForce(); got.AppealWithin != 4 || got.DecideWithin != qa.DefaultTimers.DecideWithin {
		t.Errorf("%+v", got)
	}
	s.fields.mend["timers.appeals"].SetText("many")
	if len(s.problems) != 1 || !s.fields.mend["timers.appeals"].Wrong {
		t.Errorf("%+v", s.problems)
	}
	if c := revision.Compare(s.base, s.now()); len(c.Head) == 0 || c.Head[0].Key != "timers.appeal_within" {
		t.Errorf("%+v", c.Head)
	}
}
