package store_test

import (
	"slices"
	"testing"

	"shifu/internal/fault"
	"shifu/training/bank"
	"shifu/training/exam"
)

func TestDiscard_OnlyADraftIsDeleted(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(6))
	if err := v.Exams().Discard(ctx, v.trainer(t), id); !fault.Is(err, fault.Conflict) {
		t.Error("a published exam was deleted:", err)
	}
	draft := must[string](t)(v.Exams().Save(ctx, v.trainer(t), quiz()))
	if err := v.Exams().Concede(ctx, v.trainer(t), draft, exam.Concession{PersonID: v.agent.PersonID, Attempts: 1}); err != nil {
		t.Fatal(err)
	}
	if err := v.Exams().Discard(ctx, v.trainer(t), draft); err != nil {
		t.Fatal(err)
	}
	if all := must[[]exam.Standing](t)(v.Exams().Exams(ctx, v.trainer(t))); len(all) != 1 || all[0].ID != id {
		t.Errorf("%+v", all)
	}
}

func TestExams_CountsWhoPassedByTheAttemptThatCounts(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Rules.Grading = exam.Last
	id := v.published(t, e, bankOf(6))
	v.sit(t, v.agent, id, 0, 0, 0, 0)
	v.sit(t, v.agent, id, 1, 1, 1, 1) // the last one counts: failed
	v.sit(t, v.mate, id, 0, 0, 0, 0)
	must[exam.Sitting](t)(v.Exams().Begin(ctx, v.mate, id))
	got := must[[]exam.Standing](t)(v.Exams().Exams(ctx, v.trainer(t)))[0]
	if got.Running != 1 || got.Ended != 3 || got.Persons != 2 || got.Passed != 1 || got.Waiting != 0 {
		t.Errorf("%+v", got)
	}
}

func TestConcessions_AreListedWithTheirReason(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(6))
	give := exam.Concession{PersonID: v.agent.PersonID, Attempts: 2, Why: "was ill"}
	if err := v.Exams().Concede(ctx, v.trainer(t), id, give); err != nil {
		t.Fatal(err)
	}
	if got := must[[]exam.Concession](t)(v.Exams().Concessions(ctx, v.trainer(t), id)); len(got) != 1 || got[0] != give {
		t.Errorf("%+v", got)
	}
	if err := v.Exams().Concede(ctx, v.trainer(t), id, exam.Concession{PersonID: v.agent.PersonID}); err != nil {
		t.Fatal(err)
	}
	if got := must[[]exam.Concession](t)(v.Exams().Concessions(ctx, v.trainer(t), id)); len(got) != 0 {
		t.Errorf("what was taken back is listed: %+v", got)
	}
}

func TestOpened_ShowsAnswersMarksAndWhatWasNoticed(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(4))
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	for _, e := range []exam.Event{choose(0, 1), choose(0, 0), choose(1, 1), {Deed: exam.Left}, {Deed: exam.Returned}} {
		must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, s.Attempt.ID, e))
	}
	must[exam.Clock](t)(v.Exams().Submit(ctx, v.agent, s.Attempt.ID))
	got := must[exam.Opened](t)(v.Exams().Opened(ctx, v.trainer(t), s.Attempt.ID))
	if len(got.Lines) != 4 || got.Points != 1.5 || got.Away != 1 || len(got.Attempt.Away) != 1 || got.Organisation == "" {
		t.Fatalf("%+v", got.Result)
	}
	first, second := got.Lines[0], got.Lines[1]
	if !slices.Equal(first.Answer.Options, []int{0}) || first.Points != 1.5 || first.Editions != 1 || second.Points != 0 || first.Question.Options[0].Fraction != 1 {
		t.Errorf("%+v\n%+v", first, second)
	}
}

func TestRecord_HoldsTheMarkedAttemptsAndCountsThoseThatWait(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Blueprint = exam.Blueprint{{Kind: bank.Single, Count: 2, Mark: 1}, {Kind: bank.Essay, Count: 1, Mark: 4}}
	id := v.published(t, e, append(bankOf(2), bank.Question{Kind: bank.Essay, Text: "Why?", Mark: 4}))
	v.sit(t, v.agent, id, 0, 0) // the essay is empty: nobody needs to mark it
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.mate, id))
	must[exam.Clock](t)(v.Exams().Keep(ctx, v.mate, s.Attempt.ID, exam.Event{Deed: exam.Answered, Place: 2, Answer: bank.Answer{Text: "because"}}))
	must[exam.Clock](t)(v.Exams().Submit(ctx, v.mate, s.Attempt.ID))
	r := must[exam.Record](t)(v.Exams().Record(ctx, v.trainer(t), id))
	if len(r.Sat) != 1 || r.Waiting != 1 || r.Sat[0].PersonID != v.agent.PersonID || len(r.Questions) != 3 || r.Sat[0].N != 1 || r.Sat[0].OrganisationID != v.acme {
		t.Errorf("%+v", r)
	}
}

func TestRekey_TheOrderOfAnOrderingCanBeChanged(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Blueprint = exam.Blueprint{{Kind: bank.Ordering, Count: 1, Mark: 2}}
	v.stocked(t, v.trainer(t), []bank.Question{{Kind: bank.Ordering, Text: "In which order?", Mark: 1, Options: []bank.Option{{Text: "a"}, {Text: "b"}, {Text: "c"}}}})
	id := v.published(t, e, nil)
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, s.Attempt.ID, exam.Event{Deed: exam.Answered, Answer: bank.Answer{Options: []int{1, 0, 2}}}))
	must[exam.Clock](t)(v.Exams().Submit(ctx, v.agent, s.Attempt.ID))
	q := must[[]bank.Question](t)(v.Exams().Asked(ctx, v.trainer(t), id))[0]
	q.Order = []int{1, 0, 2}
	if got := must[[]exam.Shift](t)(v.Exams().Rekey(ctx, v.trainer(t), id, q, "b comes first")); len(got) != 1 || got[0].Old != 0 || got[0].New != 2 || !got[0].IsPass {
		t.Fatalf("%+v", got)
	}
	q = must[[]bank.Question](t)(v.Exams().Asked(ctx, v.trainer(t), id))[0]
	if q.Number != 2 || !slices.Equal(q.Order, []int{1, 0, 2}) {
		t.Errorf("in force: %+v", q)
	}
	again := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.mate, id))
	if again.Questions[0].Order != nil {
		t.Error("the order is told to who sits the exam")
	}
}
