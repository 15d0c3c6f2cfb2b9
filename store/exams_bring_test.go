package store_test

import (
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

// onPaper is a handout that was sat on paper: the options, then the end.
func (v *town) onPaper(t testing.TB, h exam.Handout, options ...int) exam.Brought {
	b := exam.Brought{PersonID: h.PersonID, Paper: h.Paper, Began: v.clock.at.Add(-2 * time.Hour), Ended: v.clock.at.Add(-2*time.Hour + 50*time.Minute)}
	for i, o := range options {
		b.Events = append(b.Events, exam.Timed{After: 50 * time.Minute, Event: choose(i, o)})
	}
	return b
}

func (v *town) handouts(t testing.TB, examID string, who ...people.Actor) []exam.Handout {
	t.Helper()
	ids := make([]string, len(who))
	for i, a := range who {
		ids[i] = a.PersonID
	}
	return must[[]exam.Handout](t)(v.Exams().Handouts(ctx, v.trainer(t), examID, ids, 7))
}

func TestBringIn_APaperCountsLikeAnAttemptInTheWindow(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(8))
	hs := v.handouts(t, id, v.agent, v.mate)
	ids := must[[]exam.Entered](t)(v.Exams().BringIn(ctx, v.trainer(t), id, []exam.Brought{v.onPaper(t, hs[0], 0, 0, 0, 1), v.onPaper(t, hs[1], 1, 1, 0)}))
	rs := must[[]exam.Result](t)(v.Exams().Results(ctx, v.trainer(t), id))
	if len(rs) != 2 || len(ids) != 2 || !ids[0].Passed || ids[1].Passed || ids[0].AttemptID != rs[0].AttemptID || ids[1].Points != 1.5 {
		t.Fatal(rs, ids)
	}
	a := rs[0]
	if a.Person != "Name agent" || a.State != exam.Marked || a.Points != 4.5 || a.Most != 6 || !a.Passed || a.Used != 50*time.Minute || a.N != 1 || a.Jumps != 0 || rs[1].Points != 1.5 || rs[1].Passed {
		t.Fatalf("%+v", rs)
	}
	if c := v.sit(t, v.agent, id, 0, 0, 0, 0); c.State != exam.Marked {
		t.Fatal("a second attempt goes on after it", c)
	}
	offers := must[[]exam.Offer](t)(v.Exams().Offers(ctx, v.agent))
	if len(offers[0].Attempts) != 2 {
		t.Fatal(offers)
	}
}

func TestBringIn_WhatNobodyCouldHaveDoneIsRefusedAndNothingIsKept(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Rules.Attempts = 1
	id := v.published(t, e, bankOf(8))
	hs := v.handouts(t, id, v.agent, v.mate)
	good := v.onPaper(t, hs[0], 0, 0, 0, 0)
	for name, c := range map[string]struct {
		spoil func(b *exam.Brought)
		says  string
	}{
		"too long":          {func(b *exam.Brought) { b.Ended, b.Events[3].After = v.clock.at, 61*time.Minute }, "time is up"},
		"in the future":     {func(b *exam.Brought) { b.Ended = v.clock.at.Add(time.Minute) }, "future"},
		"end before begin":  {func(b *exam.Brought) { b.Ended = b.Began }, "before it began"},
		"answer after end":  {func(b *exam.Brought) { b.Events[3].After = 55 * time.Minute }, "order of time"},
		"answers backwards": {func(b *exam.Brought) { b.Events[0].After = 51 * time.Minute }, "order of time"},
		"no such question":  {func(b *exam.Brought) { b.Events[0].Place = 9 }, "no question 10"},
		"another paper":     {func(b *exam.Brought) { b.Paper.Items = b.Paper.Items[1:] }, "handed out"},
		"a question twice":  {func(b *exam.Brought) { b.Paper.Items = append(b.Paper.Items[:3:3], b.Paper.Items[0]) }, "handed out"},
		"dearer question": {func(b *exam.Brought) {
			b.Paper.Items = append([]exam.Item{{QuestionID: b.Paper.Items[0].QuestionID, Mark: 9}}, b.Paper.Items[1:]...)
		}, "handed out"},
		"somebody elsewhere": {func(b *exam.Brought) { b.PersonID = v.foreign.PersonID }, "not meant"},
		"marks of a choice": {func(b *exam.Brought) {
			b.Essays = map[int][]exam.Judgement{0: {{MarkerID: v.vendorRev.PersonID, Points: 1}}}
		}, "does not wait"},
	} {
		bad := v.onPaper(t, hs[1], 0, 0, 0, 0)
		c.spoil(&bad)
		if _, err := v.Exams().BringIn(ctx, v.trainer(t), id, []exam.Brought{good, bad}); err == nil || !strings.Contains(fault.Sentence(err), c.says) || fault.KindOf(err) == fault.Unexpected {
			t.Errorf("%s: %v", name, err)
		}
	}
	if rs := must[[]exam.Result](t)(v.Exams().Results(ctx, v.trainer(t), id)); len(rs) != 0 {
		t.Error("a part was kept", rs)
	}
	if _, err := v.Exams().BringIn(ctx, v.trainer(t), id, []exam.Brought{good, good}); !fault.Is(err, fault.Conflict) {
		t.Error("two attempts where one is allowed:", err)
	}
	if _, err := v.Exams().BringIn(ctx, v.agent, id, []exam.Brought{good}); !fault.Is(err, fault.Forbidden) {
		t.Error("an agent brought in:", err)
	}
	if err := v.Exams().Withdraw(ctx, v.trainer(t), id, "a leak"); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Exams().BringIn(ctx, v.trainer(t), id, []exam.Brought{good}); !fault.Is(err, fault.Conflict) {
		t.Error("to a withdrawn exam:", err)
	}
}

func TestBringIn_EssaysComeWithTheMarksOfTheirMarkers(t *testing.T) {
	v := newTown(t)
	e := exam.Exam{Name: "Essay", PassShare: .6, Blueprint: exam.Blueprint{{Kind: bank.Essay, Count: 1, Mark: 10}}}
	id := v.published(t, e, []bank.Question{{ID: "x", EntryID: "x", Kind: bank.Essay, Text: "Why?", Mark: 1}})
	hs := v.handouts(t, id, v.agent, v.mate)
	write := func(h exam.Handout, points ...float64) exam.Brought {
		b := v.onPaper(t, h)
		b.Events = []exam.Timed{{After: time.Minute, Event: exam.Event{Deed: exam.Answered, Answer: bank.Answer{Text: "Because."}}}}
		b.Essays = map[int][]exam.Judgement{0: {}}
		for i, p := range points {
			b.Essays[0] = append(b.Essays[0], exam.Judgement{MarkerID: []string{v.vendorRev.PersonID, v.vendorAdmin.PersonID}[i], Points: p})
		}
		return b
	}
	v.mustTrain(t, v.vendorRev.PersonID, v.vendorAdmin.PersonID)
	must[[]exam.Entered](t)(v.Exams().BringIn(ctx, v.trainer(t), id, []exam.Brought{write(hs[0], 7, 8), write(hs[1], 9)}))
	rs := must[[]exam.Result](t)(v.Exams().Results(ctx, v.trainer(t), id))
	if rs[0].Points != 7.5 || rs[0].State != exam.Marked || rs[1].State != exam.Submitted {
		t.Fatalf("%+v", rs)
	}
	scripts := must[[]exam.Script](t)(v.Exams().Essays(ctx, v.second2(t), id))
	if len(scripts) != 1 || scripts[0].Marked != 1 || scripts[0].Text != "Because." {
		t.Fatalf("%+v", scripts)
	}
	if err := v.Exams().Judge(ctx, v.second2(t), rs[1].AttemptID, 0, 8, ""); err != nil {
		t.Fatal(err)
	}
	if rs := must[[]exam.Result](t)(v.Exams().Results(ctx, v.trainer(t), id)); rs[1].Points != 8.5 || !rs[1].Known {
		t.Fatalf("%+v", rs[1])
	}
}

func TestBringIn_NothingFollowsBeforeTheMarkIsKnown(t *testing.T) {
	v := newTown(t)
	e := exam.Exam{Name: "Both", PassShare: .6, Blueprint: exam.Blueprint{{Kind: bank.Single, Count: 1, Mark: 5}, {Kind: bank.Essay, Count: 1, Mark: 5}}}
	id := v.published(t, e, append(bankOf(1), bank.Question{ID: "x", EntryID: "x", Kind: bank.Essay, Text: "Why?", Mark: 1}))
	h := v.handouts(t, id, v.agent)[0]
	b := v.onPaper(t, h)
	for i, it := range h.Paper.Items {
		ev := choose(i, 1)
		if it.QuestionID == "x" {
			ev = exam.Event{Deed: exam.Answered, Place: i, Answer: bank.Answer{Text: "Because."}}
		}
		b.Events = append(b.Events, exam.Timed{After: time.Minute, Event: ev})
	}
	if got := must[[]exam.Entered](t)(v.Exams().BringIn(ctx, v.trainer(t), id, []exam.Brought{b})); got[0].Known {
		t.Fatalf("%+v", got)
	}
	if deck := v.deck(t, v.agent); len(deck) != 0 {
		t.Errorf("%d cards while the essay waits", len(deck))
	}
}

// mustTrain makes trainers of persons.
func (v *town) mustTrain(t testing.TB, ids ...string) {
	t.Helper()
	for _, id := range ids {
		p := must[people.Person](t)(v.People().Person(ctx, people.Program(), id))
		p.Roles = append(p.Roles, people.Trainer)
		must[string](t)(v.People().SavePerson(ctx, people.Program(), p))
	}
}

func TestHandouts_AskFirstWhatAPersonHasNotSeenAndShareTheForms(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(8))
	hs := v.handouts(t, id, v.agent, v.agent)
	seen := map[string]bool{}
	for _, h := range hs {
		for i, q := range h.Questions {
			if seen[q.ID] || q.ID != h.Paper.Items[i].QuestionID {
				t.Errorf("%s twice", q.ID)
			}
			seen[q.ID] = true
		}
	}
	e := quiz()
	e.Forms = 2
	hs = v.handouts(t, v.published(t, e, bankOf(8)), v.agent, v.mate)
	if hs[0].Paper.Form != 1 || hs[1].Paper.Form != 2 {
		t.Error(hs[0].Paper.Form, hs[1].Paper.Form)
	}
	if _, err := v.Exams().Handouts(ctx, v.agent, id, []string{v.agent.PersonID}, 1); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	if _, err := v.Exams().Handouts(ctx, v.trainer(t), id, []string{v.foreign.PersonID}, 1); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestBringIn_AKeyThatChangedMeanwhileMarks(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(4))
	h := v.handouts(t, id, v.agent)[0]
	next := h.Questions[0]
	next.Options = []bank.Option{{Text: "right"}, {Text: "wrong", Fraction: 1}}
	must[[]exam.Shift](t)(v.Exams().Rekey(ctx, v.trainer(t), id, next, "a slip"))
	got := must[[]exam.Entered](t)(v.Exams().BringIn(ctx, v.trainer(t), id, []exam.Brought{v.onPaper(t, h, 1, 0, 0, 0)}))
	if got[0].Points != 6 || !got[0].Known {
		t.Errorf("%+v", got)
	}
}

func TestBringIn_ExtraTimeThatWasConcededCounts(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(8))
	b := v.onPaper(t, v.handouts(t, id, v.agent)[0], 0, 0, 0, 0)
	b.Ended, b.Events[3].After = b.Began.Add(80*time.Minute), 79*time.Minute
	if _, err := v.Exams().BringIn(ctx, v.trainer(t), id, []exam.Brought{b}); err == nil {
		t.Fatal("an hour is the limit")
	}
	if err := v.Exams().Concede(ctx, v.trainer(t), id, exam.Concession{PersonID: v.agent.PersonID, Time: 30 * time.Minute, Why: "hard of reading"}); err != nil {
		t.Fatal(err)
	}
	if got := must[[]exam.Entered](t)(v.Exams().BringIn(ctx, v.trainer(t), id, []exam.Brought{b})); got[0].Points != 6 {
		t.Errorf("%+v", got)
	}
}
