package store_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/training/bank"
	"shifu/training/exam"
	"shifu/training/knowledge"
)

func asking(text string) bank.Question {
	return bank.Question{Kind: bank.Single, Text: text, Mark: 1, Options: []bank.Option{{Text: "right", Fraction: 1}, {Text: "wrong"}}}
}

func texts(qs []bank.Question) (out []string) {
	for _, q := range qs {
		out = append(out, q.Text)
	}
	slices.Sort(out)
	return out
}

// banked brings active questions into the vendor's bank.
func (v *town) banked(t testing.TB, n int) []bank.Question {
	t.Helper()
	return v.stocked(t, v.trainer(t), bankOf(n))
}

func (v *town) entry(t testing.TB, entryID string) bank.Entry {
	t.Helper()
	es := must[[]bank.Entry](t)(v.Bank().Questions(ctx, v.trainer(t), bank.Filter{EntryIDs: []string{entryID}}))
	if len(es) != 1 {
		t.Fatalf("%d entries", len(es))
	}
	return es[0]
}

func TestBank_ADraftChangesInPlaceAndWhatIsActiveGetsANextVersion(t *testing.T) {
	v := newTown(t)
	by := v.trainer(t)
	q := must[bank.Question](t)(v.Bank().Save(ctx, by, asking("first?")))
	first := q.ID
	q.Text = "second?"
	q = must[bank.Question](t)(v.Bank().Save(ctx, by, q))
	if q.ID != first || q.Number != 1 {
		t.Errorf("a draft became %s, version %d", q.ID, q.Number)
	}
	must[[]bank.Standing](t)(v.Bank().SetState(ctx, by, []string{q.EntryID}, bank.Active, "checked"))
	stale := q
	q.Text = "third?"
	q = must[bank.Question](t)(v.Bank().Save(ctx, by, q))
	if q.ID == first || q.Number != 2 || q.State != bank.Draft {
		t.Errorf("the next version is %+v", q)
	}
	if _, err := v.Bank().Save(ctx, by, stale); !fault.Is(err, fault.Conflict) {
		t.Error("what somebody else saved was overwritten:", err)
	}
	if got := texts(must[[]bank.Question](t)(v.Bank().Pool(ctx, by))); !reflect.DeepEqual(got, []string{"second?"}) {
		t.Error("exams draw", got, "while the next version is a draft")
	}
	must[[]bank.Standing](t)(v.Bank().SetState(ctx, by, []string{q.EntryID}, bank.Active, "checked"))
	if got := texts(must[[]bank.Question](t)(v.Bank().Pool(ctx, by))); !reflect.DeepEqual(got, []string{"third?"}) {
		t.Error("exams draw", got)
	}
	vs := must[[]bank.Version](t)(v.Bank().Versions(ctx, by, q.EntryID))
	if len(vs) != 2 || vs[0].Text != "third?" || vs[1].Text != "second?" || vs[0].Why != "checked" || vs[0].MadeBy != "trainer" {
		t.Errorf("versions %+v", vs)
	}
}

func TestBank_WhatAnExamHoldsNeverChanges(t *testing.T) {
	v := newTown(t)
	by, qs := v.trainer(t), v.banked(t, 4)
	v.published(t, quiz(), nil)
	if _, err := v.Bank().SetState(ctx, by, []string{qs[0].EntryID}, bank.Draft, "x"); !fault.Is(err, fault.Conflict) {
		t.Error("a held version became a draft:", err)
	}
	q := qs[0]
	q.Text = "other?"
	if q = must[bank.Question](t)(v.Bank().Save(ctx, by, q)); q.ID == qs[0].ID || q.Number != 2 {
		t.Error("a held version was changed")
	}
	vs := must[[]bank.Version](t)(v.Bank().Versions(ctx, by, q.EntryID))
	if !vs[1].Held || vs[0].Held || vs[1].Text != qs[0].Text {
		t.Errorf("versions %+v", vs)
	}
	if err := v.Bank().Drop(ctx, by, []string{qs[1].ID}); !fault.Is(err, fault.Conflict) {
		t.Error("a held version was dropped:", err)
	}
	if err := v.Bank().Drop(ctx, by, []string{q.ID}); err != nil || v.entry(t, q.EntryID).Number != 1 {
		t.Error("the draft stayed", err)
	}
}

func TestBank_AnUnfinishedDraftIsKeptButNotActivated(t *testing.T) {
	v := newTown(t)
	q := asking("?")
	q.Options = nil
	q = must[bank.Question](t)(v.Bank().Save(ctx, v.trainer(t), q))
	if _, err := v.Bank().SetState(ctx, v.trainer(t), []string{q.EntryID}, bank.Active, "x"); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if _, err := v.Bank().SetState(ctx, v.trainer(t), []string{q.EntryID}, bank.Retired, " "); !fault.Is(err, fault.Invalid) {
		t.Error("retired without a reason:", err)
	}
}

func TestBank_RetiringCanBeUndone(t *testing.T) {
	v := newTown(t)
	by, q := v.trainer(t), v.banked(t, 1)[0]
	next := q
	next.Text = "next?"
	next = must[bank.Question](t)(v.Bank().Save(ctx, by, next))
	was := must[[]bank.Standing](t)(v.Bank().SetState(ctx, by, []string{q.EntryID}, bank.Retired, "old"))
	if n := len(must[[]bank.Question](t)(v.Bank().Pool(ctx, by))); n != 0 || len(was) != 2 {
		t.Errorf("%d questions are drawn, %d versions retired", n, len(was))
	}
	if err := v.Bank().Restore(ctx, by, was); err != nil {
		t.Fatal(err)
	}
	if e := v.entry(t, q.EntryID); e.State != bank.Draft || e.InForce != 1 || e.Number != 2 {
		t.Errorf("it stands %+v", e)
	}
}

func TestBank_AnExpiredArticleFreezes(t *testing.T) {
	v := newTown(t)
	a := page(v.lead, "Tariff", "…")
	a.Vendors, a.Until = true, v.clock.at.Add(24*time.Hour)
	a = must[knowledge.Article](t)(v.Knowledge().Save(ctx, v.lead, a, true))
	tied, listed, free := asking("tied?"), asking("listed?"), asking("free?")
	tied.Tags.ArticleID = a.ID
	for _, q := range []*bank.Question{&tied, &listed, &free} {
		q.State = bank.Active
	}
	in := must[[]bank.Question](t)(v.Bank().Import(ctx, v.lead, []bank.Question{tied, listed, free}))
	a.Questions = []string{in[1].EntryID}
	must[knowledge.Article](t)(v.Knowledge().Save(ctx, v.lead, a, true))
	if n := len(must[[]bank.Question](t)(v.Bank().Pool(ctx, v.lead))); n != 3 {
		t.Errorf("%d questions before it expires", n)
	}
	v.clock.at = v.clock.at.Add(48 * time.Hour)
	if got := texts(must[[]bank.Question](t)(v.Bank().Pool(ctx, v.lead))); !reflect.DeepEqual(got, []string{"free?"}) {
		t.Error("exams draw", got)
	}
	frozen := must[[]bank.Entry](t)(v.Bank().Questions(ctx, v.lead, bank.Filter{States: []bank.State{bank.Frozen}}))
	if len(frozen) != 2 {
		t.Error(len(frozen), "are frozen")
	}
	if err := v.Knowledge().Archive(ctx, v.lead, a.ID, true); err != nil {
		t.Fatal(err)
	}
	if n := len(must[[]bank.Question](t)(v.Bank().Pool(ctx, v.lead))); n != 1 {
		t.Errorf("the archive lets %d questions be drawn", n)
	}
}

func TestBank_APublishedExamDrawsNothingFrozenSince(t *testing.T) {
	v := newTown(t)
	a := page(v.lead, "Tariff", "…")
	a.Vendors, a.Until = true, v.clock.at.Add(24*time.Hour)
	a = must[knowledge.Article](t)(v.Knowledge().Save(ctx, v.lead, a, true))
	var all []bank.Question
	for i := range 4 {
		q := asking(fmt.Sprintf("question %d?", i))
		q.State, q.Vendors = bank.Active, true
		if i < 2 {
			q.Tags.ArticleID = a.ID
		}
		all = append(all, q)
	}
	must[[]bank.Question](t)(v.Bank().Import(ctx, v.lead, all))
	publish := func(count int) string {
		id := must[string](t)(v.Exams().Save(ctx, v.lead, exam.Exam{Name: fmt.Sprint("Exam of ", count), PassShare: .5, Blueprint: exam.Blueprint{{Count: count, Mark: 1}}}))
		if err := v.Exams().Publish(ctx, v.lead, id, true); err != nil {
			t.Fatal(err)
		}
		return id
	}
	two, three := publish(2), publish(3)
	v.clock.at = v.clock.at.Add(48 * time.Hour)
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, two))
	for _, q := range s.Questions {
		if q.Text == "question 0?" || q.Text == "question 1?" {
			t.Error("the paper asks what is frozen:", q.Text)
		}
	}
	if _, err := v.Exams().Begin(ctx, v.agent, three); fault.KindOf(err) == fault.Unexpected || err == nil {
		t.Error("a paper was filled with what is frozen:", err)
	}
}

func TestBank_OnlyWhatIsValidNowIsDrawn(t *testing.T) {
	v := newTown(t)
	over, later, now := asking("over?"), asking("later?"), asking("now?")
	over.ValidUntil, later.ValidFrom = v.clock.at, v.clock.at.Add(time.Hour)
	now.ValidFrom, now.ValidUntil = v.clock.at, v.clock.at.Add(time.Hour)
	all := []bank.Question{over, later, now}
	for i := range all {
		all[i].State = bank.Active
	}
	must[[]bank.Question](t)(v.Bank().Import(ctx, v.trainer(t), all))
	if got := texts(must[[]bank.Question](t)(v.Bank().Pool(ctx, v.trainer(t)))); !reflect.DeepEqual(got, []string{"now?"}) {
		t.Error(got)
	}
}

func TestBank_ImportTakesAllOrNothing(t *testing.T) {
	v := newTown(t)
	bad := asking("bad?")
	bad.Options = bad.Options[:1]
	away := asking("away?")
	away.Clip = &bank.Clip{CallID: v.others}
	for name, q := range map[string]bank.Question{"an unfinished question": bad, "a call of another vendor": away} {
		if _, err := v.Bank().Import(ctx, v.trainer(t), []bank.Question{asking("good?"), q}); err == nil {
			t.Error(name, "was taken in")
		}
	}
	if n := len(must[[]bank.Entry](t)(v.Bank().Questions(ctx, v.trainer(t), bank.Filter{}))); n != 0 {
		t.Error(n, "stayed")
	}
}

func TestBank_TellsUsesAndFacilityFromTheMarksInForce(t *testing.T) {
	v := newTown(t)
	by, qs := v.trainer(t), v.banked(t, 4)
	id := v.published(t, quiz(), nil)
	v.sit(t, v.agent, id, 0, 0, 0, 0)
	v.sit(t, v.mate, id, 1, 1, 1, 1)
	e := v.entry(t, qs[0].EntryID)
	if e.Uses != 2 || e.Answers != 2 || e.Facility != .5 {
		t.Errorf("uses %d, n %d, facility %g", e.Uses, e.Answers, e.Facility)
	}
	next := qs[0]
	next.Options[0].Fraction, next.Options[1].Fraction = 1, 1
	must[[]exam.Shift](t)(v.Exams().Rekey(ctx, by, id, next, "both are right"))
	e = v.entry(t, qs[0].EntryID)
	if e.Facility != 1 || e.Number != 2 || e.State != bank.Active || e.Options[1].Fraction != 1 {
		t.Errorf("after the key was changed: %+v", e)
	}
}

func BenchmarkBank_Import10000(b *testing.B) {
	v := newTown(b)
	qs := make([]bank.Question, 10000)
	for i := range qs {
		qs[i] = asking(fmt.Sprintf("Which of these %d is right?", i))
	}
	b.ResetTimer()
	for range b.N {
		if _, err := v.Bank().Import(ctx, v.trainer(b), qs); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBank_List10000(b *testing.B) {
	v := newTown(b)
	v.banked(b, 10000)
	b.ResetTimer()
	for range b.N {
		if _, err := v.Bank().Questions(ctx, v.trainer(b), bank.Filter{}); err != nil {
			b.Fatal(err)
		}
	}
}
