package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/revision"
	"shifu/store"
)

// drafted begins the next version of a rubric and returns the draft's ID.
func (v *town) drafted(t testing.TB, by people.Actor, version string) string {
	t.Helper()
	return must[revision.Draft](t)(v.Revisions().Revise(ctx, by, version)).ID
}

func twoSteps(name string) revision.Scale {
	return revision.Scale{Name: name, Language: "en", Options: []qa.Option{{Label: "Good", Score: qa.Whole(1)}, {Label: "Bad", Score: qa.Whole(0)}}}
}

func (v *town) shelved(t testing.TB, by people.Actor, rubricID string) revision.Rubric {
	t.Helper()
	for _, r := range must[[]revision.Rubric](t)(v.Revisions().Shelf(ctx, by)) {
		if r.ID == rubricID {
			return r
		}
	}
	t.Fatal("not on the shelf")
	return revision.Rubric{}
}

func TestRevise_ThereIsOneDraftAndPublishingItRetiresTheVersionBefore(t *testing.T) {
	v := newTown(t)
	k, draft := v.Revisions(), must[revision.Draft](t)
	d := draft(k.Revise(ctx, v.lead, v.version))
	if again := draft(k.Revise(ctx, v.lead, v.version)); again.ID != d.ID || d.Version.Number != 2 || d.BaseID != v.version || d.Version.State != qa.VersionDraft {
		t.Fatalf("%+v", d)
	}
	d.Version.Sections[0].Questions[0].Text = "新的写法"
	v.clock.at = v.clock.at.Add(time.Minute)
	d = draft(k.Save(ctx, v.lead, d))
	if kept := draft(k.Draft(ctx, v.lead, d.ID)); kept.Version.Sections[0].Questions[0].Text != "新的写法" || kept.SavedBy != v.lead.Name {
		t.Error("not kept")
	}
	id := must[string](t)(k.Publish(ctx, v.lead, d))
	r := v.shelved(t, v.lead, d.Version.RubricID)
	if len(r.Versions) != 2 || r.Active().ID != id || r.Versions[1].State != qa.VersionRetired || r.Draft() != nil || !r.Mine {
		t.Errorf("%+v", r)
	}
	if _, err := k.Draft(ctx, v.lead, d.ID); !fault.Is(err, fault.NotFound) {
		t.Error("the draft is still there", err)
	}
}

func TestPublish_AUsedVersionNeverChanges(t *testing.T) {
	v := newTown(t)
	version, k := must[qa.Version](t), v.Revisions()
	e := v.scored(t, v.rev, v.own)
	before := version(v.Quality().Version(ctx, v.lead, v.version))
	d := must[revision.Draft](t)(k.Revise(ctx, v.lead, v.version))
	d.Version.Sections = d.Version.Sections[:1]
	d.Version.Sections[0].Questions[0].Weight = qa.Whole(99)
	d = must[revision.Draft](t)(k.Save(ctx, v.lead, d))
	must[string](t)(k.Publish(ctx, v.lead, d))
	after := version(v.Quality().Version(ctx, v.lead, v.version))
	before.State = qa.VersionRetired
	if diff := cmp.Diff(before, after, cmp.Comparer(qa.Decimal.Equal)); diff != "" {
		t.Error(diff)
	}
	kept := must[qa.Evaluation](t)(v.Quality().Evaluation(ctx, v.lead, e.ID))
	if kept.VersionID != v.version || *kept.Final != *e.Final {
		t.Errorf("the evaluation moved to %s", kept.VersionID)
	}
	if used := v.shelved(t, v.lead, before.RubricID).Versions[1].Used; used != 1 {
		t.Errorf("used %d times", used)
	}
}

func TestSave_TwoWindowsDontOverwriteEachOther(t *testing.T) {
	v := newTown(t)
	k, draft := v.Revisions(), must[revision.Draft](t)
	first := draft(k.Revise(ctx, v.lead, v.version))
	second := draft(k.Revise(ctx, v.lead, v.version))
	first.Version.Title = "eins"
	first = draft(k.Save(ctx, v.lead, first))
	second.Version.Title = "zwei"
	if _, err := k.Save(ctx, v.lead, second); !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Sentence(err), v.lead.Name) {
		t.Error(err)
	}
	if _, err := k.Publish(ctx, v.lead, second); !fault.Is(err, fault.Conflict) {
		t.Error("published over another window", err)
	}
	if kept := draft(k.Draft(ctx, v.lead, first.ID)); kept.Version.Title != "eins" {
		t.Error(kept.Version.Title)
	}
}

func TestPublish_ADraftWithProblemsIsRefusedAndStays(t *testing.T) {
	v := newTown(t)
	k, draft := v.Revisions(), must[revision.Draft](t)
	d := draft(k.Revise(ctx, v.lead, v.version))
	d.Version.Sections[0].Questions[0].Text = ""
	d = draft(k.Save(ctx, v.lead, d))
	if _, err := k.Publish(ctx, v.lead, d); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	draft(k.Draft(ctx, v.lead, d.ID))
	if r := v.shelved(t, v.lead, d.Version.RubricID); r.Active().ID != v.version {
		t.Error("the version in use changed")
	}
}

func TestPublish_OpenTasksGoOnWithTheNewVersionDoubleOnesWithTheOld(t *testing.T) {
	v := newTown(t)
	tasks := []qa.Task{{CallID: v.own, VersionID: v.version, ReviewerID: v.rev.PersonID},
		{CallID: v.mates, VersionID: v.version, ReviewerID: v.rev.PersonID, Purpose: qa.Double}}
	if _, err := v.Quality().Deal(ctx, v.lead, tasks); err != nil {
		t.Fatal(err)
	}
	d := must[revision.Draft](t)(v.Revisions().Revise(ctx, v.lead, v.version))
	id := must[string](t)(v.Revisions().Publish(ctx, v.lead, d))
	for _, task := range must[[]qa.Task](t)(v.Quality().Tasks(ctx, v.rev)) {
		if want := map[qa.Purpose]string{qa.Ordinary: id, qa.Double: v.version}[task.Purpose]; task.VersionID != want {
			t.Errorf("%s: %s", task.Purpose, task.VersionID)
		}
	}
}

func TestStart_MakesANewRubricThatPublishingAdds(t *testing.T) {
	v := newTown(t)
	k := v.Revisions()
	d := must[revision.Draft](t)(k.Start(ctx, v.lead, revision.Blank("回访", "一", "问候", "zh-Hans")))
	if r := v.shelved(t, v.lead, d.Version.RubricID); len(r.Versions) != 1 || r.Draft().ID != d.ID || d.Version.Number != 1 || r.Active() != nil {
		t.Errorf("%+v", r)
	}
	id := must[string](t)(k.Publish(ctx, v.lead, d))
	if got := must[qa.Version](t)(v.Quality().Version(ctx, v.lead, id)); got.Number != 1 || got.Title != "回访" || got.State != qa.VersionActive {
		t.Errorf("%+v", got)
	}
}

func TestStart_TheNextVersionFromAFileWaitsForTheDraftThereIs(t *testing.T) {
	v := newTown(t)
	k := v.Revisions()
	d := must[revision.Draft](t)(k.Revise(ctx, v.lead, v.version))
	if _, err := k.Start(ctx, v.lead, d.Version); !fault.Is(err, fault.Conflict) {
		t.Fatal(err)
	}
	if err := k.Discard(ctx, v.lead, d.ID); err != nil {
		t.Fatal(err)
	}
	if again := must[revision.Draft](t)(k.Start(ctx, v.lead, d.Version)); again.BaseID != v.version || again.Version.Number != 2 {
		t.Errorf("%+v", again)
	}
}

func TestRetire_TakesAVersionOutOfUseAndRevisingBringsItBack(t *testing.T) {
	v := newTown(t)
	k := v.Revisions()
	if err := k.Retire(ctx, v.rev, v.version); !fault.Is(err, fault.Forbidden) {
		t.Error("a reviewer retires", err)
	}
	if err := k.Retire(ctx, v.lead, v.version); err != nil {
		t.Fatal(err)
	}
	if err := k.Retire(ctx, v.lead, v.version); !fault.Is(err, fault.Conflict) {
		t.Error("twice", err)
	}
	if all := must[[]qa.Version](t)(v.Quality().Rubrics(ctx, v.lead)); len(all) != 0 {
		t.Error("still offered")
	}
	d := must[revision.Draft](t)(k.Revise(ctx, v.lead, v.version))
	must[string](t)(k.Publish(ctx, v.lead, d))
	if all := must[[]qa.Version](t)(v.Quality().Rubrics(ctx, v.lead)); len(all) != 1 || all[0].Number != 2 {
		t.Errorf("%+v", all)
	}
}

func TestRevise_AVendorCopiesTheClientsRubricAndDoesNotEditIt(t *testing.T) {
	v := newTown(t)
	k := v.Revisions()
	must[string](t)(v.Quality().Publish(ctx, v.lead, must[qa.Version](t)(v.Quality().Version(ctx, v.lead, v.version))))
	if _, err := k.Revise(ctx, v.vendorAdmin, v.version); fault.KindOf(err) != fault.Forbidden && fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	own := revision.Blank("自用", "一", "问候", "zh-Hans")
	d := must[revision.Draft](t)(k.Start(ctx, v.vendorAdmin, own))
	if _, err := k.Draft(ctx, v.rev, d.ID); !fault.Is(err, fault.Forbidden) {
		t.Error("a reviewer reads a draft", err)
	}
	if !v.shelved(t, v.vendorAdmin, d.Version.RubricID).Mine {
		t.Error("not theirs")
	}
}

func TestScales_AUsedOneIsLocked(t *testing.T) {
	v := newTown(t)
	k, str := v.Revisions(), must[string](t)
	s := twoSteps("两级")
	s.ID = str(k.SaveScale(ctx, v.lead, s))
	s.Options[0].Label = "Very good"
	str(k.SaveScale(ctx, v.lead, s))
	version := revision.Blank("R", "S", "Q", "en")
	s.Apply(&version.Sections[0].Questions[0])
	d := must[revision.Draft](t)(k.Start(ctx, v.lead, version))
	str(k.Publish(ctx, v.lead, d))
	s.Options[0].Label = "Fine"
	if _, err := k.SaveScale(ctx, v.lead, s); !fault.Is(err, fault.Conflict) {
		t.Error("a used scale was changed:", err)
	}
	if err := k.DropScale(ctx, v.lead, s.ID); !fault.Is(err, fault.Conflict) {
		t.Error("a used scale was deleted:", err)
	}
	for _, have := range must[[]revision.Scale](t)(k.Scales(ctx, v.rev)) {
		if have.ID == s.ID && (have.Uses != 1 || !have.Locked() || have.Options[0].Label != "Very good") {
			t.Errorf("%+v", have)
		}
	}
}

func TestScales_OneNameStandsForOneScale(t *testing.T) {
	v := newTown(t)
	k, str := v.Revisions(), must[string](t)
	s := twoSteps("two")
	s.ID = str(k.SaveScale(ctx, v.lead, s))
	if _, err := k.SaveScale(ctx, v.lead, twoSteps(" two ")); !fault.Is(err, fault.Conflict) {
		t.Error("a second one of the name:", err)
	}
	if _, err := k.SaveScale(ctx, v.lead, twoSteps("三级")); !fault.Is(err, fault.Conflict) {
		t.Error("the name of a shipped one:", err)
	}
	shipped := revision.Shipped()[0]
	if _, err := k.SaveScale(ctx, v.lead, renamed(twoSteps("x"), shipped.ID)); !fault.Is(err, fault.Conflict) {
		t.Error("a shipped one was changed:", err)
	}
	version := revision.Blank("R", "S", "Q", "en")
	version.Sections[0].Questions[0].Scale = "two"
	if _, err := v.Quality().Publish(ctx, v.lead, version); !fault.Is(err, fault.Invalid) {
		t.Error("other options under the name:", err)
	}
	broken := twoSteps("broken")
	broken.Options[0].Score = qa.Whole(0)
	if _, err := k.SaveScale(ctx, v.lead, broken); !fault.Is(err, fault.Invalid) {
		t.Error("a scale out of order:", err)
	}
	if err := k.DropScale(ctx, v.lead, s.ID); err != nil {
		t.Error(err)
	}
}

func TestDraft_SurvivesTheProgramBeingKilled(t *testing.T) {
	c := newClock()
	dir := t.TempDir()
	w := open(t, dir, options(c))
	v := settle(t, w, c)
	d := must[revision.Draft](t)(v.Revisions().Revise(ctx, v.lead, v.version))
	d.Version.Title = "kept"
	must[revision.Draft](t)(v.Revisions().Save(ctx, v.lead, d))
	o := options(c)
	o.Machine = store.Machine{Host: "desk", Boot: "2", PID: 2} // the machine started anew; nobody closed the workspace
	again := open(t, dir, o)
	if kept := must[revision.Draft](t)(again.Revisions().Draft(ctx, v.lead, d.ID)); kept.Version.Title != "kept" {
		t.Error(kept.Version.Title)
	}
}
