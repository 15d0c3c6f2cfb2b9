package desktest

import (
	"fmt"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

// Trainer is a trainer of the client's, whose exams are for everybody.
func (o *Office) Trainer(t testing.TB) people.Actor { return o.trainer(t, "trainer", "闻秋分") }

// SecondTrainer marks with the first one.
func (o *Office) SecondTrainer(t testing.TB) people.Actor {
	return o.trainer(t, "trainer2", "温立夏")
}

func (o *Office) trainer(t testing.TB, login, name string) people.Actor {
	t.Helper()
	all, err := o.Store.People().Persons(ctx, people.Program(), people.Find{Text: login})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.Login == login {
			return people.As(p, people.InHouse)
		}
	}
	s := &settler{t: t, w: o.Store, at: o.at}
	return s.person(o.Town.Client, "", login, name, "", people.Trainer)
}

// Stock fills the bank with single choices, of which the first option is right,
// an ordering and an essay.
func (o *Office) Stock(t testing.TB, choices int) []bank.Question {
	t.Helper()
	var qs []bank.Question
	for i := range choices {
		q := bank.Question{Kind: bank.Single, State: bank.Active, Text: fmt.Sprintf("阶梯电价第 %d 问：第二档从多少度起？", i+1), Mark: 1,
			Options: []bank.Option{{Text: "2521 度", Fraction: 1}, {Text: "4801 度"}, {Text: "180 度"}, {Text: "不分档"}}}
		q.Tags.Point, q.Tags.Difficulty = []string{"电价", "停电", "服务规范"}[i%3], []bank.Difficulty{bank.Easy, bank.Medium, bank.Hard}[i/3%3]
		qs = append(qs, q)
	}
	qs = append(qs, bank.Question{Kind: bank.Ordering, State: bank.Active, Text: "受理报修的先后顺序是？", Mark: 1, Options: []bank.Option{{Text: "问地址"}, {Text: "派单"}, {Text: "回访"}}},
		bank.Question{Kind: bank.Essay, State: bank.Active, Text: "客户催问抢修，怎样应答？", Mark: 10, Feedback: "致歉、告知进度、不作无把握的承诺。"})
	out, err := o.Store.Bank().Import(ctx, o.Trainer(t), qs)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Exam publishes an exam of ten single choices of two points each, changed as wished.
func (o *Office) Exam(t testing.TB, change func(*exam.Exam)) string {
	t.Helper()
	id := o.ExamDraft(t, change)
	if err := o.Store.Exams().Publish(ctx, o.Trainer(t), id, true); err != nil {
		t.Fatal(err)
	}
	return id
}

// ExamDraft keeps a draft of the same.
func (o *Office) ExamDraft(t testing.TB, change func(*exam.Exam)) string {
	t.Helper()
	e := exam.Exam{Name: "上岗认证", PassShare: .6, Forms: 1, Blueprint: exam.Blueprint{{Kind: bank.Single, Count: 10, Mark: 2}}, Rules: exam.Rules{Limit: time.Hour}}
	if change != nil {
		change(&e)
	}
	id, err := o.Store.Exams().Save(ctx, o.Trainer(t), e)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// Sitters are n more agents.
func (o *Office) Sitters(t testing.TB, n int) []people.Actor {
	t.Helper()
	s := &settler{t: t, w: o.Store, at: o.at}
	out := make([]people.Actor, n)
	for i := range out {
		org := o.Town.Spruce
		if i%3 == 0 {
			org = o.Town.Willow
		}
		out[i] = s.person(org, "", fmt.Sprintf("sitter%02d", i), fmt.Sprintf("学员%02d", i+1), "", people.Agent)
	}
	return out
}

// Sit lets somebody sit an exam: right answers the first of the choices, wrong
// the second of the others, and gives every essay the same text.
func (o *Office) Sit(t testing.TB, by people.Actor, examID string, right func(place int) bool) {
	t.Helper()
	s, err := o.Store.Exams().Begin(ctx, by, examID)
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range s.Questions {
		a := bank.Answer{Options: []int{1}}
		switch {
		case q.Kind == bank.Essay:
			a = bank.Answer{Text: "先致歉，再告知抢修进度。"}
		case q.Kind == bank.Ordering:
			a = bank.Answer{Options: []int{1, 0, 2}}
		case right(i):
			a = bank.Answer{Options: []int{0}}
		}
		if _, err := o.Store.Exams().Keep(ctx, by, s.Attempt.ID, exam.Event{Deed: exam.Answered, Place: i, Answer: a}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.Store.Exams().Submit(ctx, by, s.Attempt.ID); err != nil {
		t.Fatal(err)
	}
}

// Best lets the first n places be right.
func Best(n int) func(int) bool { return func(place int) bool { return place < n } }
