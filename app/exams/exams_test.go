package exams

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

var ctx = context.Background()

// school is an office with a trainer who publishes exams.
type school struct {
	*desktest.Office
	trainer people.Actor
	stocked bool
}

func newSchool(t *testing.T) *school {
	t.Helper()
	o := &school{Office: desktest.NewOffice(t)}
	p := people.Person{OrganisationID: o.Town.Spruce, Login: "trainer", Name: "温秋分", Roles: []people.Role{people.Trainer}, JoinedAt: o.Desk.Now()}
	id, err := o.Store.People().SavePerson(ctx, people.Program(), p)
	if err != nil {
		t.Fatal(err)
	}
	p.ID = id
	if o.trainer, err = o.Store.People().Confirm(ctx, people.As(p, people.Vendor)); err != nil {
		t.Fatal(err)
	}
	o.Desk.Actor = o.Town.Agent
	return o
}

func all() exam.View { return exam.View{Response: true, Mark: true, Right: true, Feedback: true} }

// publish publishes an exam of five kinds of questions.
func (o *school) publish(t *testing.T, name string, change func(*exam.Exam)) string {
	t.Helper()
	e := exam.Exam{Name: name, PassShare: .6, Rules: exam.Rules{Limit: 40 * time.Minute, Attempts: 2, Review: map[exam.Moment]exam.View{exam.JustAfter: all(), exam.LaterOpen: {Mark: true}}}}
	qs := []bank.Question{
		{Kind: bank.Single, Text: "居民阶梯电价第一档覆盖多少用户？", Feedback: "第一档按覆盖 80% 的居民用户用电量确定。", Options: []bank.Option{{Text: "80%", Fraction: 1}, {Text: "60%"}, {Text: "95%"}}},
		{Kind: bank.Matching, Text: "到达现场的时限", Options: []bank.Option{{Text: "城区", Match: "45 分钟"}, {Text: "农村", Match: "90 分钟"}}},
		{Kind: bank.Ordering, Text: "报修受理的顺序", Options: []bank.Option{{Text: "问好"}, {Text: "核对"}, {Text: "复述"}}},
		{Kind: bank.Short, Text: "热线号码？", Options: []bank.Option{{Text: "95598", Fraction: 1}}},
	}
	for i := range qs {
		qs[i].Mark, qs[i].State = 5, bank.Active
		e.Blueprint = append(e.Blueprint, exam.Cell{Kind: qs[i].Kind, Count: 1, Mark: 5})
	}
	if change != nil {
		change(&e)
	}
	if !o.stocked {
		o.stocked = true
		if _, err := o.Store.Bank().Import(ctx, o.trainer, qs); err != nil {
			t.Fatal(err)
		}
	}
	id, err := o.Store.Exams().Save(ctx, o.trainer, e)
	if err == nil {
		err = o.Store.Exams().Publish(ctx, o.trainer, id, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// sat lets the agent sit an exam: two questions right, one wrong, one left out.
func (o *school) sat(t *testing.T, examID string) string {
	t.Helper()
	k := o.Store.Exams()
	s, err := k.Begin(ctx, o.Town.Agent, examID)
	if err != nil {
		t.Fatal(err)
	}
	for place, a := range map[int]bank.Answer{0: {Options: []int{1}}, 1: {Texts: []string{"45 分钟", "90 分钟"}}, 3: {Text: "95598"}} {
		if _, err := k.Keep(ctx, o.Town.Agent, s.Attempt.ID, exam.Event{Deed: exam.Answered, Place: place, Answer: a}); err != nil {
			t.Fatal(err)
		}
	}
	o.Pass(12 * time.Minute)
	if _, err := k.Submit(ctx, o.Town.Agent, s.Attempt.ID); err != nil {
		t.Fatal(err)
	}
	return s.Attempt.ID
}

func (o *school) open(t *testing.T) *Screen {
	t.Helper()
	s := New(o.Desk, desk.Route{Place: desk.Exams}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 772)
	return s
}

func TestExams_WhatCanBeSatComesFirstThenWhatIsComing(t *testing.T) {
	o := newSchool(t)
	now := o.Desk.Now()
	over := o.publish(t, "上月考试", func(e *exam.Exam) { e.Rules.Closes = now.Add(time.Hour); e.Rules.Attempts = 1 })
	o.sat(t, over)
	o.publish(t, "下周考试", func(e *exam.Exam) { e.Rules.Opens = now.AddDate(0, 0, 7) })
	o.publish(t, "今日考试", nil)
	s := o.open(t)
	var got []string
	for _, r := range s.rows {
		if r.offer == nil {
			got = append(got, r.head)
		} else {
			got = append(got, r.offer.Name)
		}
	}
	if want := "现在可考 今日考试 即将开始 下周考试 已考或已结束 上月考试"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
	if c := s.chosen(); c == nil || c.Name != "今日考试" {
		t.Error("the first that can be sat is chosen", c)
	}
}

func TestExams_BeginningSaysWhatItMeansAndThenGoesThere(t *testing.T) {
	o := newSchool(t)
	id := o.publish(t, "今日考试", nil)
	s := o.open(t)
	if !desktest.Shortcut(s, fyne.KeyReturn, ctrl) || !o.Asked() {
		t.Fatal("it began without a word")
	}
	if says := desktest.Texts(o.Window.Canvas().Overlays().Top()); !strings.Contains(says, "40 分钟") || !strings.Contains(says, "全屏") {
		t.Error(says)
	}
	o.Answer(t, "")
	if len(o.Went) != 1 || o.Went[0].Place != desk.Sitting || o.Went[0].ID != id {
		t.Error(o.Went)
	}
}

func TestExams_WhatStandsAgainstItIsSaidInPlaceOfTheButton(t *testing.T) {
	o := newSchool(t)
	id := o.publish(t, "今日考试", func(e *exam.Exam) { e.Rules.FirstDelay = 24 * time.Hour })
	o.sat(t, id)
	s := o.open(t)
	if says := desktest.Texts(s.panel); !strings.Contains(says, "下一次考试最早在") || len(desktest.Found[*parts.Button](s.panel)) != 0 {
		t.Error(says)
	}
	if desktest.Shortcut(s, fyne.KeyReturn, ctrl) {
		t.Error("it begins all the same")
	}
}

func TestExams_ResultsShowWhatTheRulesShowNow(t *testing.T) {
	o := newSchool(t)
	id := o.publish(t, "今日考试", func(e *exam.Exam) { e.Rules.Review[exam.LaterOpen] = exam.View{} })
	o.sat(t, id)
	s := o.open(t)
	if says := desktest.Texts(s.panel); !strings.Contains(says, "10 / 20") {
		t.Error("just after:", says)
	}
	o.Pass(5 * time.Minute)
	o.Desk.Stage.Tick()
	if says := desktest.Texts(s.panel); strings.Contains(says, "10 / 20") || !strings.Contains(says, "结果稍后公布") {
		t.Error("later nothing is shown:", says)
	}
}

func TestExams_WithoutAnyItSaysWhatComes(t *testing.T) {
	o := newSchool(t)
	if s := o.open(t); !strings.Contains(desktest.Texts(s.middle), "还没有考试") {
		t.Error(desktest.Texts(s.middle))
	}
}

func (o *school) look(t *testing.T, attemptID string) *Answered {
	t.Helper()
	s := NewAnswered(o.Desk, desk.Route{Place: desk.Answered, ID: attemptID}).(*Answered)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 772)
	return s
}

func TestAnswered_ShowsAnswersMarksRightOnesAndExplanations(t *testing.T) {
	o := newSchool(t)
	s := o.look(t, o.sat(t, o.publish(t, "今日考试", nil)))
	says := desktest.Texts(s.all)
	for _, want := range []string{"今日考试，第 1 次", "满分 20，及格 12", "第一档按覆盖 80%", "你：45 分钟\n正确：45 分钟", "没答", "1. 问好\n2. 核对\n3. 复述", "可接受的答案"} {
		if !strings.Contains(says, want) {
			t.Errorf("%q is missing in %s", want, says)
		}
	}
	cards := desktest.Found[*parts.Answer](s.middle)
	if len(cards) != 3 || cards[0].Note != "应选" || cards[1].Note != "选错" || !cards[1].Chosen || cards[2].Note != "" {
		t.Errorf("%+v", cards)
	}
	desktest.Press(s, fyne.KeyW)
	if says := desktest.Texts(s.middle); strings.Contains(says, "热线号码") || !strings.Contains(says, "居民阶梯电价") {
		t.Error("only what lost marks:", says)
	}
}

func TestAnswered_HidesWhatTheRulesHide(t *testing.T) {
	o := newSchool(t)
	s := o.look(t, o.sat(t, o.publish(t, "今日考试", func(e *exam.Exam) { e.Rules.Review[exam.JustAfter] = exam.View{Mark: true} })))
	says := desktest.Texts(s.all)
	if !strings.Contains(says, "满分 20，及格 12") {
		t.Error(says)
	}
	for _, hidden := range []string{"第一档按覆盖 80%", "45 分钟", "可接受的答案"} {
		if strings.Contains(says, hidden) {
			t.Errorf("%q is shown", hidden)
		}
	}
	for _, c := range desktest.Found[*parts.Answer](s.middle) {
		if c.Chosen || c.Note != "" {
			t.Error("an answer is shown:", c.Word, c.Note)
		}
	}
}

func TestAnswered_ARecordingIsHeardAgainWhereTheRulesShowWhatWasRight(t *testing.T) {
	o := newSchool(t)
	clip := &bank.Clip{CallID: o.Town.Stereo.ID, From: 2 * time.Second, Until: 8 * time.Second, Plays: 1}
	q := bank.Question{Kind: bank.Listening, State: bank.Active, Mark: 5, Text: "哪里不妥？", Options: []bank.Option{{Text: "甲", Fraction: 1}, {Text: "乙"}}, Clip: clip}
	if _, err := o.Store.Bank().Import(ctx, o.trainer, []bank.Question{q}); err != nil {
		t.Fatal(err)
	}
	id := o.publish(t, "录音考试", func(e *exam.Exam) { e.Blueprint = exam.Blueprint{{Kind: bank.Listening, Count: 1, Mark: 5}} })
	sat, err := o.Store.Exams().Begin(ctx, o.Town.Agent, id)
	if err == nil {
		_, err = o.Store.Exams().Submit(ctx, o.Town.Agent, sat.Attempt.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	s := o.look(t, sat.Attempt.ID)
	for _, b := range desktest.Found[*parts.Button](s.middle) {
		if b.Word == "听录音" {
			b.Tapped(nil)
		}
	}
	if !o.Sound.State.Playing || o.Sound.State.Duration != 6*time.Second || len(o.Failed) > 0 {
		t.Errorf("%+v %v", o.Sound.State, o.Failed)
	}
	s.Close()
	if o.Sound.State.Loaded {
		t.Error("it plays on elsewhere")
	}
}
