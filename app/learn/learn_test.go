package learn

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/cards"
	"shifu/training/exam"
)

var ctx = context.Background()

func open(t *testing.T, o *desktest.Office, r desk.Route) *Screen {
	t.Helper()
	o.Desk = o.As(o.Town.Mentee)
	s := New(o.Desk, r).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

func write(t *testing.T, o *desktest.Office, fronts ...string) {
	t.Helper()
	for _, f := range fronts {
		if _, err := o.Store.Cards().Write(ctx, o.Town.Mentee, "", cards.Note{Front: f, Back: "答：" + f, Point: "峰谷计量"}); err != nil {
			t.Fatal(err)
		}
		o.Pass(time.Second)
	}
}

// wrong lets the mentee answer four questions wrong and returns the exam.
func wrong(t *testing.T, o *desktest.Office) string {
	t.Helper()
	trainer := people.As(people.Person{ID: o.Town.Lead.PersonID, OrganisationID: o.Town.Client, Name: "培训师", Roles: []people.Role{people.Trainer}}, people.InHouse)
	var pool []bank.Question
	for i := range 4 {
		pool = append(pool, bank.Question{Kind: bank.Single, State: bank.Active, Name: fmt.Sprint("低谷", i), Text: fmt.Sprintf("低谷时段从几点开始？（%d）", i+1), Mark: 1,
			Tags: bank.Tags{Point: "峰谷计量"}, Feedback: "低谷从 22 点到次日 8 点。", Options: []bank.Option{{Text: "22:00", Fraction: 1}, {Text: "20:00"}, {Text: "0:00"}}})
	}
	trainer, err := o.Store.People().Confirm(ctx, trainer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Store.Bank().Import(ctx, trainer, pool); err != nil {
		t.Fatal(err)
	}
	k := o.Store.Exams()
	id, err := k.Save(ctx, trainer, exam.Exam{Name: "抄表与计量", PassShare: .8, Blueprint: exam.Blueprint{{Point: "峰谷计量", Count: 4, Mark: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Publish(ctx, trainer, id, false); err != nil {
		t.Fatal(err)
	}
	s, err := k.Begin(ctx, o.Town.Mentee, id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Submit(ctx, o.Town.Mentee, s.Attempt.ID); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestLearn_WithoutCardsItSaysWhereTheyComeFrom(t *testing.T) {
	s := open(t, desktest.NewOffice(t), desk.Route{})
	if got := desktest.Texts(s.whole); !strings.Contains(got, "还没有卡片") || !strings.Contains(got, "自动成为卡片") {
		t.Errorf("shows %q", got)
	}
	if desktest.Press(s, fyne.KeyReturn) {
		t.Error("nothing can be begun")
	}
}

func TestDrill_ACardIsTurnedAndGradedByKeysAndUndone(t *testing.T) {
	o := desktest.NewOffice(t)
	write(t, o, "第一", "第二")
	s := open(t, o, desk.Route{})
	if !desktest.Press(s, fyne.KeyReturn) || s.drill == nil || s.drill.card.Front != "第一" {
		t.Fatal("Enter begins no run")
	}
	if got := desktest.Texts(s.whole); strings.Contains(got, "答：第一") {
		t.Error("the back is shown at once")
	}
	if desktest.Press(s, fyne.Key3) {
		t.Error("a grade before the answer")
	}
	desktest.Press(s, fyne.KeySpace)
	if got := desktest.Texts(s.whole); !strings.Contains(got, "答：第一") || !strings.Contains(got, "忘了 1 分钟") || !strings.Contains(got, "记得 10 分钟") || !strings.Contains(got, "轻松 8 天") {
		t.Errorf("shows %q", got)
	}
	o.Pass(9 * time.Second)
	desktest.Press(s, fyne.Key4)
	if s.drill.done != 1 || s.drill.card.Front != "第二" {
		t.Fatalf("%d done, %+v", s.drill.done, s.drill.card)
	}
	desktest.Shortcut(s, fyne.KeyZ, fyne.KeyModifierShortcutDefault)
	if s.k.queue.Done.All != 0 || len(s.k.queue.Cards) != 2 {
		t.Errorf("%+v", s.k.queue)
	}
	for range 2 {
		desktest.Press(s, fyne.KeySpace)
		desktest.Press(s, fyne.Key4)
	}
	if s.drill.card != nil || !strings.Contains(desktest.Texts(s.whole), "今天学完了") {
		t.Error("the run does not end")
	}
	desktest.Press(s, fyne.KeyReturn)
	if s.drill != nil || !strings.Contains(desktest.Texts(s.whole), "今天学完了") {
		t.Error("one doesn't come back")
	}
}

func TestDrill_AQuestionIsGradedByTheRuleAndEasyIsOnesOwn(t *testing.T) {
	o := desktest.NewOffice(t)
	wrong(t, o)
	s := open(t, o, desk.Route{ID: Drill})
	if s.drill == nil || s.drill.card == nil || s.drill.card.Question == nil {
		t.Fatal("no run with a question")
	}
	right := s.drill.order[0] == 0
	if !right {
		t.Fatal("the first option is not the right one")
	}
	desktest.Press(s, fyne.KeyB)
	if !s.drill.shown || s.drill.right || s.drill.ruled() != cards.Again || desktest.Press(s, fyne.Key4) {
		t.Error("a wrong answer can be called easy")
	}
	if got := desktest.Texts(s.whole); !strings.Contains(got, "按规则评为“忘了”") || !strings.Contains(got, "低谷从 22 点") {
		t.Errorf("shows %q", got)
	}
	desktest.Press(s, fyne.KeySpace)
	desktest.Press(s, fyne.KeyA)
	if !s.drill.right || s.drill.ruled() != cards.Good || !desktest.Press(s, fyne.Key4) {
		t.Error("a right answer can't be called easy")
	}
	if d := s.k.queue.Done; d.All != 2 || d.Right != 1 {
		t.Errorf("%+v", d)
	}
}

func TestDrill_WhatIsPassedByOrBuriedLeavesTheFront(t *testing.T) {
	o := desktest.NewOffice(t)
	write(t, o, "一", "二", "三")
	s := open(t, o, desk.Route{ID: Drill})
	desktest.Press(s, fyne.KeyS)
	if s.drill.card.Front != "二" {
		t.Error(s.drill.card.Front)
	}
	desktest.Press(s, fyne.KeyT)
	if s.drill.card.Front != "三" || len(s.k.queue.Cards) != 2 {
		t.Error(s.drill.card.Front)
	}
	desktest.Press(s, fyne.KeyX)
	if s.drill.card.Front != "一" || s.k.queue.Aside != 1 {
		t.Error(s.drill.card.Front, s.k.queue.Aside)
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	if s.k.queue.Aside != 0 {
		t.Error("the leech can't be taken back")
	}
}

func TestLearn_ForAnExamItShowsTheExpectedScore(t *testing.T) {
	o := desktest.NewOffice(t)
	id := wrong(t, o)
	if err := o.Store.Cards().SetWishes(ctx, o.Town.Mentee, cards.Wishes{Limits: cards.StandardLimits, ExamID: id, ExamAt: o.Now().AddDate(0, 0, 9)}); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, desk.Route{ID: Drill})
	for range 3 {
		desktest.Press(s, fyne.KeyA)
		desktest.Press(s, fyne.KeySpace)
	}
	desktest.Press(s, fyne.KeyEscape)
	got := desktest.Texts(s.whole)
	if a := s.k.queue.Aim; a == nil || !a.Known || a.Score <= 0 || a.Score >= 1 {
		t.Fatalf("%+v", a)
	}
	if !strings.Contains(got, "为“抄表与计量”而学") || !strings.Contains(got, "多半") || !strings.Contains(got, "最划算") {
		t.Errorf("shows %q", got)
	}
}

func TestDeck_FiltersAndTheChosenCardBesideThem(t *testing.T) {
	o := desktest.NewOffice(t)
	write(t, o, "低谷电价", "抄表例日")
	wrong(t, o)
	s := open(t, o, desk.Route{ID: Deck})
	if len(s.deck.all) != 6 {
		t.Fatal(len(s.deck.all))
	}
	s.deck.search.SetText("抄表")
	if len(s.deck.all) != 1 || !strings.Contains(desktest.Texts(s.deck.sheet), "答：抄表例日") {
		t.Errorf("%d cards, %q", len(s.deck.all), desktest.Texts(s.deck.sheet))
	}
	desktest.Press(s, fyne.KeyP)
	if s.deck.all[0].Aside != cards.Suspended || !strings.Contains(desktest.Texts(s.deck.sheet), "恢复提问") {
		t.Errorf("%+v", s.deck.all[0])
	}
	s.deck.search.SetText("没有这张")
	if got := desktest.Texts(s.deck.middle); !strings.Contains(got, "这里没有卡片") {
		t.Errorf("shows %q", got)
	}
}

func TestWeeks_CountOnEndAndForgiveTheRunningOne(t *testing.T) {
	now := time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC) // a Wednesday
	on := func(days ...int) (out []cards.Learned) {
		for _, d := range days {
			out = append(out, cards.Learned{Day: cards.DayBegins(now.AddDate(0, 0, -d)), Reviews: 1})
		}
		return out
	}
	for _, c := range []struct {
		days []int
		want int
	}{{nil, 0}, {[]int{0}, 1}, {[]int{4, 11}, 2}, {[]int{1, 4, 20}, 2}, {[]int{11}, 0}} {
		if got := weeks(on(c.days...), now); got != c.want {
			t.Errorf("%v: %d weeks, want %d", c.days, got, c.want)
		}
	}
}

// The pictures lie in build/learn to be looked at.
func TestShots_EveryViewIsPainted(t *testing.T) {
	o := desktest.NewOffice(t)
	id := wrong(t, o)
	write(t, o, "居民阶梯电价第三档从多少度开始？", "复电后多久要回访？")
	if err := o.Store.Cards().SetWishes(ctx, o.Town.Mentee, cards.Wishes{Limits: cards.StandardLimits, ExamID: id, ExamAt: o.Now().AddDate(0, 0, 9)}); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, desk.Route{ID: Drill})
	shot(t, o, "drill-question")
	desktest.Press(s, fyne.KeyB)
	shot(t, o, "drill-wrong")
	for range 4 {
		desktest.Press(s, fyne.KeySpace)
		desktest.Press(s, fyne.KeyA)
	}
	desktest.Press(s, fyne.KeySpace)
	desktest.Press(s, fyne.KeyS)
	desktest.Press(s, fyne.KeySpace)
	shot(t, o, "drill-back")
	desktest.Press(s, fyne.KeyEscape)
	shot(t, o, "today")
	s.tabs.Choose(tabDeck)
	shot(t, o, "deck")
}

func shot(t *testing.T, o *desktest.Office, name string) {
	t.Helper()
	const dir = "../../build/learn"
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, o.Desk.Window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
