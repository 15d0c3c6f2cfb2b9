package retraining

import (
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
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/bank"
	"shifu/training/exam"
	"shifu/training/jointplan"
	"shifu/training/knowledge"
	"shifu/training/retrain"
)

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// failed is an office in which the agent and their mate have failed an exam
// about meters, and in which a joint plan waits for its signatures.
func failed(t testing.TB) *desktest.Office {
	t.Helper()
	o := desktest.NewOffice(t)
	lead := o.Town.Lead
	var ids []string
	for _, title := range []string{"抄表例日与抄表周期", "电能表校验申请", "峰谷时段怎么看"} {
		a := must[knowledge.Article](t)(o.Store.Knowledge().Save(t.Context(), lead, knowledge.Article{Title: title, Kind: knowledge.Rule, Category: "计量", Body: "正文", OwnerID: lead.PersonID, Every: knowledge.Never, Vendors: true}, true))
		ids = append(ids, a.ID)
	}
	qs := make([]bank.Question, 12)
	for i := range qs {
		qs[i] = bank.Question{Kind: bank.Single, State: bank.Active, Text: fmt.Sprintf("第 %d 题：客户说电表走得快，先做什么？", i+1), Mark: 1, Vendors: true,
			Tags: bank.Tags{Point: []string{"抄表", "校表", "峰谷"}[i%3], ArticleID: ids[i%3]}, Options: []bank.Option{{Text: "对", Fraction: 1}, {Text: "错"}}}
	}
	must[[]bank.Question](t)(o.Store.Bank().Import(t.Context(), lead, qs))
	id := must[string](t)(o.Store.Exams().Save(t.Context(), lead, exam.Exam{Name: "抄表与计量", PassShare: .8, Blueprint: exam.Blueprint{{Point: "抄表", Count: 3, Mark: 10}, {Point: "校表", Count: 3, Mark: 10}, {Point: "峰谷", Count: 3, Mark: 10}}, Rules: exam.Rules{Attempts: 1}}))
	if err := o.Store.Exams().Publish(t.Context(), lead, id, false); err != nil {
		t.Fatal(err)
	}
	if err := o.Store.Retrain().SetRules(t.Context(), lead, id, retrain.Rules{On: true, Cut: .6, CoolDown: 24 * time.Hour, Fails: 2, MinRead: time.Minute}); err != nil {
		t.Fatal(err)
	}
	for i, by := range []people.Actor{o.Town.Agent, o.Town.Mate} {
		s := must[exam.Sitting](t)(o.Store.Exams().Begin(t.Context(), by, id))
		for place := range 5 + i {
			must[exam.Clock](t)(o.Store.Exams().Keep(t.Context(), by, s.Attempt.ID, exam.Event{Deed: exam.Answered, Place: place, Answer: bank.Answer{Options: []int{1}}}))
		}
		must[exam.Clock](t)(o.Store.Exams().Submit(t.Context(), by, s.Attempt.ID))
	}
	must[jointplan.Plan](t)(o.Store.JointPlans().SavePlan(t.Context(), lead, jointplan.Plan{OrganisationID: o.Town.Spruce, Month: "2026-12", Note: "电价调整后加一节。", Items: []jointplan.Item{
		{Layer: jointplan.Vendor, Kind: jointplan.Course, Title: "电费电价基础", Trainer: "秦霜", Begins: "2026-12-02", Days: 1.5, People: 6},
		{Layer: jointplan.InHouse, Kind: jointplan.Shadowing, Title: "抄表班跟岗", Trainer: "周全", Begins: "2026-12-09", Days: 5, People: 2}}}))
	return o
}

func open(t *testing.T, o *desktest.Office, by people.Actor, r desk.Route) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, r).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

func TestRetraining_TheTrainerPlansTheResitByKeys(t *testing.T) {
	o := failed(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	if len(s.rows()) != 2 || s.cell(0, colRead).Text != "0/3" || s.cell(0, colExam).Text != "抄表与计量" || s.cell(0, colNext).Text != "学完再补考" {
		t.Fatal(len(s.rows()), s.cell(0, colRead), s.cell(0, colNext))
	}
	if !desktest.Press(s, fyne.KeyReturn) || s.open == nil {
		t.Fatal("Enter does not open the case")
	}
	text := desktest.Texts(s.Content())
	for _, want := range []string{"补考条件", "薄弱知识点", "抄表例日与抄表周期", "太少，不作数", "参加考试"} {
		if !strings.Contains(text, want) {
			t.Errorf("the case does not show %q", want)
		}
	}
	desktest.Press(s, fyne.KeyP)
	o.Answer(t, "明天")
	if !o.Asked() {
		t.Fatal("what is no time was taken")
	}
	o.Answer(t, "2026-11-19 09:00")
	if !o.Asked() {
		t.Fatal("a resit within the cool-down was taken")
	}
	o.Answer(t, "2026-11-27 14:00")
	if o.Asked() || s.open.c.State != retrain.Scheduled || s.open.c.ResitAt.In(o.Desk.Zone).Hour() != 14 {
		t.Fatal("not planned", o.Asked(), s.open.c.State)
	}
	desktest.Press(s, fyne.KeyG)
	o.Answer(t, "台风值班，先上岗后补课")
	if !s.open.c.Waived || !strings.Contains(desktest.Texts(s.Content()), "培训师已放行") {
		t.Error("the gate is not open")
	}
	if !desktest.Press(s, fyne.KeyEscape) || s.open != nil || s.cell(1, colState).Text+s.cell(0, colState).Text == "" {
		t.Error("Escape does not lead back")
	}
}

func TestRetraining_ThePersonSeesTheOwnCaseAndWhatIsMissing(t *testing.T) {
	o := failed(t)
	s := open(t, o, o.Town.Agent, desk.Route{})
	if s.open == nil || len(s.f.cases) != 1 {
		t.Fatal("one's own only case needs a list")
	}
	if desktest.Press(s, fyne.KeyP) || desktest.Press(s, fyne.KeyG) {
		t.Error("the person plans for themselves")
	}
	if !desktest.Press(s, fyne.KeyR) || len(o.Went) != 1 || o.Went[0].Place != desk.Knowledge || o.Went[0].ID != s.open.c.Gate.Unread[0] {
		t.Error("R does not lead to the next article", o.Went)
	}
}

func TestRetraining_ASupervisorSeesTheOwnPeopleOnly(t *testing.T) {
	o := failed(t)
	s := open(t, o, o.Town.Supervisor, desk.Route{})
	if len(s.rows()) != 1 || s.rows()[0].Person != o.Town.Agent.Name || len(s.all) != 4 {
		t.Error(len(s.rows()), s.all)
	}
}

func TestRetraining_RulesAreChangedInPlace(t *testing.T) {
	o := failed(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.tab = tabRules
	s.show()
	if !strings.Contains(desktest.Texts(s.Content()), "低于 60 %") && !strings.Contains(desktest.Texts(s.Content()), "低于 60%") {
		t.Error(desktest.Texts(s.Content()))
	}
	s.askRules(s.f.rules[0])
	o.Answer(t, "x")
	if !o.Asked() {
		t.Fatal("a word was taken for a number")
	}
	o.Answer(t, "7")
	if r := s.f.rules[0].Rules; o.Asked() || r.Fails != 7 || r.CoolDown != 7*time.Hour || r.Cut != .07 {
		t.Errorf("%+v", r)
	}
}

func TestJointPlan_IsWrittenAndSignedHere(t *testing.T) {
	o := failed(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.tab = tabPlans
	s.show()
	if !desktest.Press(s, fyne.KeyN) || s.sketch == nil {
		t.Fatal("N begins no plan")
	}
	desktest.Shortcut(s, fyne.KeyS, ctrl)
	if s.sketch == nil || s.sketch.wrong == nil {
		t.Fatal("a plan without a title was kept")
	}
	s.sketch.plan.Items[0].Title = "投诉处理"
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	s.sketch.plan.Items[1].Title = "营业厅跟岗"
	desktest.Shortcut(s, fyne.KeyS, ctrl)
	if s.sketch != nil || s.paper == nil || len(s.paper.plan.Items) != 2 || s.paper.plan.Number != 1 {
		t.Fatal("the plan is not kept", s.sketch)
	}
	if !desktest.Press(s, fyne.KeyS) {
		t.Fatal("S does not ask to sign")
	}
	o.Answer(t, "没有密码")
	if !o.Asked() || s.paper.plan.Signed() {
		t.Error("signed without a password")
	}
}

func TestRetraining_AnEmptyPlaceSaysWhatToDo(t *testing.T) {
	o := desktest.NewOffice(t)
	for by, want := range map[*people.Actor]string{&o.Town.Lead: "没有人在补训", &o.Town.Agent: "没有要补训的"} {
		if s := open(t, o, *by, desk.Route{}); !strings.Contains(desktest.Texts(s.Content()), want) {
			t.Errorf("%q is missing", want)
		}
	}
}

// TestShots_Retraining renders the place into the folder SHIFU_SHOTS names;
// without it there is nothing to do.
func TestShots_Retraining(t *testing.T) {
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		t.Skip("SHIFU_SHOTS is not set")
	}
	for _, c := range []struct {
		name string
		mode look.Mode
		l    words.Language
		do   func(*Screen)
	}{
		{"board-zh", look.ModeLight, words.Chinese, func(*Screen) {}},
		{"case-zh", look.ModeLight, words.Chinese, func(s *Screen) { s.read(s.f.cases[0].ID) }},
		{"case-dark-en", look.ModeDark, words.English, func(s *Screen) { s.read(s.f.cases[0].ID) }},
		{"rules-zh", look.ModeLight, words.Chinese, func(s *Screen) { s.tab = tabRules; s.show() }},
		{"plans-en", look.ModeLight, words.English, func(s *Screen) { s.tab = tabPlans; s.show() }},
		{"plan-zh", look.ModeLight, words.Chinese, func(s *Screen) { s.readPlan(s.f.plans[0].ID) }},
		{"sketch-en", look.ModeLight, words.English, func(s *Screen) { s.write(s.f.plans[0]) }},
	} {
		o := failed(t)
		desktest.Wear(t, c.mode, 100, c.l)
		d := o.As(o.Town.Lead)
		d.Settings.Language, d.Window = c.l, o.Desk.Window
		s := New(d, desk.Route{}).(*Screen)
		w := o.Desk.Window
		w.SetPadded(false)
		w.SetContent(parts.NewPage(s.Content()))
		w.Resize(fyne.NewSize(1096, 772))
		c.do(s)
		f := must[*os.File](t)(os.Create(filepath.Join(dir, "retrain-"+c.name+".png")))
		if err := png.Encode(f, w.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
		f.Close()
		s.Close()
	}
}

func TestRetraining_DigitsOpenThePages(t *testing.T) {
	o := failed(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	if !desktest.Press(s, fyne.Key4) || s.tab != tabPlans || !desktest.Press(s, fyne.Key1) || s.tab != tabBoard {
		t.Error(s.tab)
	}
}
