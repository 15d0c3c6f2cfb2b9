package sitting

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/bank"
	"shifu/training/exam"
)

var ctx = context.Background()

// hall is an exam that somebody sits.
type hall struct {
	*desktest.Office
	trainer people.Actor
	examID  string
	screen  *Screen
	window  fyne.Window
}

func options(texts ...string) (out []bank.Option) {
	for i, t := range texts {
		o := bank.Option{Text: t}
		if i == 0 {
			o.Fraction = 1
		}
		out = append(out, o)
	}
	return out
}

// paper has a question of each kind, in the order in which a paper is laid out.
func paper(o *desktest.Office, expert string) []bank.Question {
	clip := &bank.Clip{CallID: o.Town.Swapped.ID, From: 2 * time.Second, Until: 8 * time.Second, Plays: 2}
	return []bank.Question{
		{Kind: bank.Single, Text: "居民阶梯电价第一档覆盖多少用户？", Options: options("80%", "60%", "95%", "50%")},
		{Kind: bank.Multiple, Text: "受理停电报修要核对哪些？", Options: []bank.Option{{Text: "户号", Fraction: .5}, {Text: "地址", Fraction: .5}, {Text: "身份证照片", Fraction: -1}}},
		{Kind: bank.TrueFalse, Text: "可以承诺抢修到场的分钟数。", Options: []bank.Option{{Text: "True"}, {Text: "False", Fraction: 1}}},
		{Kind: bank.Matching, Text: "配对", Options: []bank.Option{{Text: "城区", Match: "45 分钟"}, {Text: "农村", Match: "90 分钟"}, {Match: "10 分钟"}}},
		{Kind: bank.Ordering, Text: "排出报修受理的顺序", Options: options("问好", "核对", "记录", "复述")},
		{Kind: bank.Numerical, Text: "特殊边远地区几分钟到场？", Options: []bank.Option{{Text: "120", Value: 120, Fraction: 1}}},
		{Kind: bank.Short, Text: "供电服务热线的号码是？", Options: options("95598")},
		{Kind: bank.Essay, Text: "客户对估抄不满，你怎么说？"},
		{Kind: bank.Listening, Text: "坐席哪里不妥？", Options: options("承诺了时间", "没有问好"), Clip: clip},
		{Kind: bank.ScoreCall, Text: "给这通电话评分。", Clip: &bank.Clip{CallID: o.Town.Swapped.ID, Until: 12 * time.Second}, VersionID: o.Town.Version, ExpertID: expert},
	}
}

// newHall publishes an exam with all kinds of questions; change may set it up
// otherwise before.
func newHall(t *testing.T, change func(e *exam.Exam, qs *[]bank.Question)) *hall {
	t.Helper()
	h := &hall{Office: desktest.NewOffice(t)}
	h.trainer = h.somebody(t, h.Town.Client, "trainer", people.Trainer)
	e := exam.Exam{Name: "抄表与计量 补考", PassShare: .8, Forms: 1, Rules: exam.Rules{Limit: time.Hour, Review: map[exam.Moment]exam.View{exam.JustAfter: {Response: true, Mark: true, Right: true, Feedback: true}}}}
	qs := paper(h.Office, h.expert(t))
	if change != nil {
		change(&e, &qs)
	}
	for i := range qs {
		qs[i].Mark, qs[i].State = 2, bank.Active
		if len(e.Blueprint) > 0 && e.Blueprint[len(e.Blueprint)-1].Kind == qs[i].Kind {
			e.Blueprint[len(e.Blueprint)-1].Count++
			continue
		}
		e.Blueprint = append(e.Blueprint, exam.Cell{Kind: qs[i].Kind, Count: 1, Mark: 2})
	}
	_, err := h.Store.Bank().Import(ctx, h.trainer, qs)
	if err != nil {
		t.Fatal(err)
	}
	if h.examID, err = h.Store.Exams().Save(ctx, h.trainer, e); err != nil {
		t.Fatal(err)
	}
	if err := h.Store.Exams().Publish(ctx, h.trainer, h.examID, true); err != nil {
		t.Fatal(err)
	}
	h.Desk.Actor = h.Town.Agent
	return h
}

func (h *hall) somebody(t *testing.T, org, login string, role people.Role) people.Actor {
	t.Helper()
	p := people.Person{OrganisationID: org, Login: login, Name: login, Roles: []people.Role{role}, JoinedAt: h.Desk.Now()}
	id, err := h.Store.People().SavePerson(ctx, people.Program(), p)
	if err != nil {
		t.Fatal(err)
	}
	p.ID = id
	a, err := h.Store.People().Confirm(ctx, people.As(p, people.InHouse))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// expert scores the call and answers every question by the first option.
func (h *hall) expert(t *testing.T) string {
	t.Helper()
	v, err := h.Store.Quality().Version(ctx, h.Town.Lead, h.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	e, err := h.Store.Quality().Begin(ctx, h.Town.Second, qa.Start{CallID: h.Town.Swapped.ID, VersionID: h.Town.Version})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = qa.Answers{}
	for _, q := range v.All {
		if q.Kind != qa.KindText && q.Kind != qa.KindDate && q.Kind != qa.KindNumeric {
			e.Answers[q.Ref] = qa.Choose(0)
		}
	}
	e, err = h.Store.Quality().Submit(ctx, h.Town.Second, e)
	if err != nil {
		t.Fatal(err)
	}
	return e.ID
}

// sit opens the exam.
func (h *hall) sit(t *testing.T) *Screen {
	t.Helper()
	h.screen = New(h.Desk, desk.Route{Place: desk.Sitting, ID: h.examID}).(*Screen)
	t.Cleanup(h.screen.Close)
	h.window = h.Show(h.screen, 1440, 900)
	return h.screen
}

// press presses plain keys one after another.
func (h *hall) press(t *testing.T, keys ...fyne.KeyName) {
	t.Helper()
	for _, k := range keys {
		if !desktest.Press(h.screen, k) {
			t.Fatalf("the key %s does nothing at question %d", k, h.screen.a.Here+1)
		}
	}
}

// second lets a second pass.
func (h *hall) second() {
	h.Pass(time.Second)
	h.Desk.Stage.Tick()
}

// kept is the attempt as another program would find it.
func (h *hall) kept(t *testing.T) exam.Attempt {
	t.Helper()
	s, err := h.Store.Exams().Begin(ctx, h.Desk.Actor, h.examID)
	if err != nil {
		t.Fatal(err)
	}
	return s.Attempt
}

// field is what one types into.
func (h *hall) field(t *testing.T) *parts.Entry {
	t.Helper()
	all := desktest.Found[*parts.Entry](h.screen.view.middle)
	if len(all) != 1 {
		t.Fatal(len(all), "fields")
	}
	return all[0]
}

// stubborn keeps nothing while full is set, as a full disk would.
type stubborn struct {
	exam.Sitter
	full bool
}

var errFull = errors.New("database or disk is full")

func (s *stubborn) Keep(ctx context.Context, by people.Actor, id string, e exam.Event) (exam.Clock, error) {
	if s.full {
		return exam.Clock{}, errFull
	}
	return s.Sitter.Keep(ctx, by, id, e)
}

func (s *stubborn) Submit(ctx context.Context, by people.Actor, id string) (exam.Clock, error) {
	if s.full {
		return exam.Clock{}, errFull
	}
	return s.Sitter.Submit(ctx, by, id)
}
