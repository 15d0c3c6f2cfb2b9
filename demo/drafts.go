package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"shifu/qa"
	"shifu/qa/revision"
	"shifu/training/exam"
)

// planDrafts lets the quality lead write the next version of the default
// rubric this morning: with something added, something changed, something
// moved, and one question that still lacks its text; a rubric of her own for
// letters is on its way too.
func (m *maker) planDrafts() {
	at := m.midnight(0).Add(8*time.Hour + 12*time.Minute)
	if at.After(m.now) { // before the working day it was written the day before
		at = m.midnight(-1).Add(17*time.Hour + 12*time.Minute)
	}
	m.at(at, "drafting the next version", func(ctx context.Context) error {
		lead := m.cast.as("吴清和")
		d, err := m.ws.Drafts.Revise(ctx, lead, m.rubric.ID)
		if err != nil {
			return err
		}
		nextVersion(&d.Version)
		_, err = m.ws.Drafts.Save(ctx, lead, d)
		return err
	})
	m.at(m.midnight(-3).Add(16*time.Hour+40*time.Minute), "keeping a scale", func(ctx context.Context) error {
		_, err := m.ws.Scales.SaveScale(ctx, m.cast.as("吴清和"), revision.Scale{Name: "共情四级", Language: "zh-Hans", Options: []qa.Option{
			{Label: "主动安抚", Score: qa.Whole(1), Colour: "good"}, {Label: "有回应", Score: decimal("0.7"), Colour: "good"},
			{Label: "应付", Score: decimal("0.3"), Colour: "bad"}, {Label: "冷漠", Score: qa.Whole(0), Colour: "bad"}}})
		return err
	})
	m.at(m.midnight(-1).Add(17*time.Hour+20*time.Minute), "drafting an exam", m.draftExam)
}

func decimal(text string) qa.Decimal {
	d, err := qa.ParseDecimal(text)
	if err != nil {
		panic("demo: " + text)
	}
	return d
}

// nextVersion edits the rubric as a lead would after a year of calls.
func nextVersion(v *qa.Version) {
	change := func(ref string, edit func(q *qa.Question)) {
		if q, _, ok := v.Find(ref); ok {
			edit(q)
		}
	}
	change("2.2", func(q *qa.Question) {
		q.Text, q.Weight = "耐心倾听，不打断、不抢话", qa.Whole(5)
		q.Help = "让客户把话说完，适时回应；抢话、打断两次以上算未做到。"
	})
	change("4.4", func(q *qa.Question) { q.VisibleWhen = &qa.Condition{Ref: "4.3", Is: []string{"做到", "部分"}} })
	if _, at, ok := v.Find("4.5"); ok {
		revision.MoveQuestion(v, at, qa.QuestionAt{Section: at.Section, Question: 2})
	}
	if _, at, ok := v.Find("2.3"); ok {
		like := v.Sections[at.Section].Questions[at.Question]
		like.Text, like.Help, like.Weight, like.Class = "对停电中的客户先安抚再问", "停电、着急、抱怨的客户，先说一句理解的话，再问情况。", qa.Whole(3), qa.ClassCustomer
		like.AppliesWhen, like.NA = "客户情绪激动或正在停电时", true
		revision.AddQuestion(v, qa.QuestionAt{Section: at.Section, Question: at.Question + 1}, like)
	}
	if _, at, ok := v.Find("6.2"); ok {
		like := v.Sections[at.Section].Questions[at.Question]
		like.Text, like.Help, like.AppliesWhen, like.Weight = "", "", "", qa.Whole(1)
		revision.AddQuestion(v, qa.QuestionAt{Section: at.Section, Question: at.Question + 1}, like)
	}
}

// draftExam has the trainer begin with next month's exam on general calls: half
// of the rows are there, nothing says yet how long it takes.
func (m *maker) draftExam(ctx context.Context) error {
	by := m.cast.as(librarian)
	all, err := m.ws.Exams.Exams(ctx, by)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(s exam.Standing) bool { return s.ID == m.exams["95598 普通话务"] })
	if i < 0 {
		return fmt.Errorf("the exam on general calls isn't there")
	}
	e := all[i].Exam
	first := time.Date(m.now.Year(), m.now.Month()+1, 10, 8, 0, 0, 0, m.now.Location())
	e.ID, e.State, e.Name, e.Seed = "", "", fmt.Sprintf("95598 普通话务 %d 月", int(first.Month())), 0
	e.Blueprint = slices.Clone(e.Blueprint[:len(e.Blueprint)/2])
	e.Rules.Opens, e.Rules.Closes, e.Rules.Limit = first.UTC(), first.AddDate(0, 0, 8).Add(10*time.Hour).UTC(), 0
	_, err = m.ws.Exams.Save(ctx, by, e)
	return err
}
