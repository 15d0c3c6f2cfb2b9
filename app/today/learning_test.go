package today

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/bank"
	"shifu/training/cards"
	"shifu/training/exam"
	"shifu/training/knowledge"
)

// taught gives the mentee a released evaluation, an exam of which two answers
// were wrong, a must-read and the wish to learn for the exam.
func taught(t *testing.T, o *desktest.Office) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	e := submitBy(t, o, o.Town.Second, o.Town.Mentees.ID, true)
	_, err := o.Store.Quality().Advance(t.Context(), o.Town.Lead, e.ID, qa.Released, "")
	must(err)
	trainer := people.As(people.Person{ID: o.Town.Lead.PersonID, OrganisationID: o.Town.Client, Name: "培训师", Roles: []people.Role{people.Trainer}}, people.InHouse)
	trainer, err = o.Store.People().Confirm(t.Context(), trainer)
	must(err)
	var pool []bank.Question
	for i := range 4 {
		pool = append(pool, bank.Question{Kind: bank.Single, Name: fmt.Sprint("题", i), Text: fmt.Sprint("低谷时段从几点开始？", i), Mark: 1, State: bank.Active, Tags: bank.Tags{Point: "峰谷计量"},
			Options: []bank.Option{{Text: "22:00", Fraction: 1}, {Text: "20:00"}}})
	}
	_, err = o.Store.Bank().Import(t.Context(), trainer, pool)
	must(err)
	id, err := o.Store.Exams().Save(t.Context(), trainer, exam.Exam{Name: "抄表与计量", PassShare: .8, Blueprint: exam.Blueprint{{Point: "峰谷计量", Count: 4, Mark: 1}}})
	must(err)
	must(o.Store.Exams().Publish(t.Context(), trainer, id, false))
	s, err := o.Store.Exams().Begin(t.Context(), o.Town.Mentee, id)
	must(err)
	for i := range 2 {
		_, err = o.Store.Exams().Keep(t.Context(), o.Town.Mentee, s.Attempt.ID, exam.Event{Deed: exam.Answered, Place: i, Answer: bank.Answer{Options: []int{0}}})
		must(err)
	}
	_, err = o.Store.Exams().Submit(t.Context(), o.Town.Mentee, s.Attempt.ID)
	must(err)
	must(o.Store.Cards().SetWishes(t.Context(), o.Town.Mentee, cards.Wishes{Limits: cards.StandardLimits, ExamID: id, ExamAt: o.Now().AddDate(0, 0, 9)}))
	a, err := o.Store.Knowledge().Save(t.Context(), o.Town.Lead, knowledge.Article{Kind: knowledge.Rule, Title: "居民阶梯电价冬季调整", Category: "电费电价", Body: "第三档每度加 0.3 元。", OwnerID: o.Town.Lead.PersonID, Every: knowledge.Quarterly}, true)
	must(err)
	_, err = o.Store.Knowledge().Demand(t.Context(), o.Town.Lead, knowledge.MustRead{ArticleID: a.ID, Why: "改了 3 处", DueAt: o.Now().Add(8 * time.Hour)})
	must(err)
	o.Pass(time.Hour)
}

func TestToday_ATraineeStartsWithTheCards(t *testing.T) {
	o := desktest.NewOffice(t)
	taught(t, o)
	s := open(t, o, o.Town.Mentee)
	if len(s.all) == 0 || s.all[0].to.Place != desk.Learn || s.all[0].to.ID != "drill" || len(s.list) != len(s.all)-1 {
		t.Fatalf("first is %+v", s.all)
	}
	places := map[desk.Place]bool{}
	for _, it := range s.list {
		places[it.to.Place] = true
	}
	if !places[desk.Knowledge] || !places[desk.Exams] || !places[desk.Scores] {
		t.Errorf("what waits opens %v", places)
	}
	if s.aimBlock() != nil {
		t.Error("a score is expected before any card was reviewed")
	}
	paint(t, o, "trainee")
	if !desktest.Press(s, fyne.KeyReturn) || o.Went[0].Place != desk.Learn {
		t.Error("Enter does not begin them", o.Went)
	}
}

func paint(t *testing.T, o *desktest.Office, name string) {
	t.Helper()
	dir := filepath.Join("..", "..", "build", "today")
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

func TestTrail_TheFirstStepThatIsOpenIsTheOneToDo(t *testing.T) {
	day := func(time.Time) string { return "Friday" }
	states := func(tr trail) (out string) {
		for _, s := range tr.steps(day) {
			out += string("odn-"[s.State])
		}
		return out
	}
	for name, c := range map[string]struct {
		t    trail
		want string
	}{
		"found by a score, no card":      {trail{ref: "1.1", n: 10, lost: 3}, "dn---o"},
		"half learned":                   {trail{ref: "1.1", n: 10, lost: 3, cards: 4, learned: 2}, "dn---o"},
		"learned, calls to come":         {trail{ref: "1.1", n: 10, lost: 3, cards: 4, learned: 4, after: 6}, "dd---n"},
		"learned, calls lose still":      {trail{ref: "1.1", n: 10, lost: 3, cards: 4, learned: 4, after: 10, still: 2}, "dd---n"},
		"proven":                         {trail{ref: "1.1", n: 10, lost: 3, cards: 4, learned: 4, after: 10, still: 1}, "dd---d"},
		"found by an exam, exam to come": {trail{lost: 3, cards: 3, learned: 3, exam: time.Unix(1, 0)}, "dd--n-"},
	} {
		if got := states(c.t); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if parts.StepNone != 3 {
		t.Fatal("the letters above count the states")
	}
}
