package knowledge

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"image/png"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/knowledge"
)

// shelf is an office with three articles: one verified in two versions and
// demanded with a quiz, one expired, one that nobody verified.
func shelf(t *testing.T) (o *desktest.Office, first string) {
	t.Helper()
	o = desktest.NewOffice(t)
	k, by := o.Store.Knowledge(), o.Town.Lead
	save := func(a knowledge.Article, verify bool) knowledge.Article {
		a.OwnerID, a.Vendors = by.PersonID, true
		a, err := k.Save(t.Context(), by, a, verify)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := save(knowledge.Article{Title: "城乡到场时限", Kind: knowledge.Rule, Category: "故障报修", Organisation: "配网抢修", Keywords: []string{"到场时限", "抢修", "停电"},
		Body: "# 公开承诺\n\n- 城区 **45 分钟**\n- 农村 **120 分钟**\n\n承诺的是到场，不是复电。"}, false)
	a.Body, a.Note = strings.Replace(a.Body, "120", "90", 1)+"\n特殊边远地区 2 小时。", "农村改为 90 分钟"
	a = save(a, true)
	save(knowledge.Article{Title: "居民分档电量表（旧版）", Kind: knowledge.Rule, Category: "电费电价", Body: "本表适用于上一年度，电价以新表为准。", Until: o.Now().AddDate(0, 0, -9)}, true)
	save(knowledge.Article{Title: "阶梯电价怎么算", Kind: knowledge.CommonQuestion, FAQ: true, Category: "电费电价", Keywords: []string{"阶梯电价"}, Body: "第一档保基本，第二档每千瓦时加 0.05 元，第三档加 0.30 元。"}, false)
	quiz := []bank.Question{{Kind: bank.TrueFalse, Text: "农村的到场时限是 90 分钟。", Mark: 1, Options: []bank.Option{{Text: "对", Fraction: 1}, {Text: "错"}}}}
	if _, err := k.Demand(t.Context(), by, knowledge.MustRead{ArticleID: a.ID, Why: "时限变了", Quiz: quiz, DueAt: o.Now().AddDate(0, 0, 3)}); err != nil {
		t.Fatal(err)
	}
	return o, a.ID
}

func open(t *testing.T, o *desktest.Office, by people.Actor, r desk.Route) *Screen {
	t.Helper()
	d := o.As(by)
	o.Desk.Window = d.Window
	s := New(d, r).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 740)
	return s
}

func TestKnowledge_SearchShowsHitsAtOnceAndOpensThem(t *testing.T) {
	o, _ := shelf(t)
	s := open(t, o, o.Town.Agent, desk.Route{})
	if len(s.rows) != 3 {
		t.Fatalf("%+v", s.rows)
	}
	s.search.SetText("jtdj")
	if len(s.rows) != 1 || s.rows[0].title != "阶梯电价怎么算" {
		t.Fatalf("%+v", s.rows)
	}
	s.choose(0)
	if s.open == nil || s.open.a.Title != "阶梯电价怎么算" || s.open.a.Views != 1 {
		t.Errorf("%+v", s.open)
	}
	s.search.SetText("光伏")
	s.endSearch()
	missing, err := o.Store.Knowledge().Missing(t.Context(), o.Town.Lead)
	if err != nil || len(missing) != 1 || missing[0].Words != "光伏" {
		t.Errorf("%+v %v", missing, err)
	}
}

func TestKnowledge_TheVerifierPressesVAndTheBannerGoes(t *testing.T) {
	o, _ := shelf(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.search.SetText("阶梯")
	s.choose(0)
	if len(s.banners(s.open.a.Standing(o.Now()))) != 1 {
		t.Error("an unverified article has no banner")
	}
	if !desktest.Press(s, fyne.KeyV) || s.open.a.Standing(o.Now()) != knowledge.Verified || len(s.banners(knowledge.Verified)) != 0 {
		t.Errorf("%+v %v", s.open.a, o.Failed)
	}
	agent := open(t, o, o.Town.Agent, desk.Route{ID: s.open.a.ID})
	if desktest.Press(agent, fyne.KeyV) || desktest.Press(agent, fyne.KeyE) {
		t.Error("an agent may verify or edit")
	}
}

func TestKnowledge_EditingSavesTheNextVersion(t *testing.T) {
	o, id := shelf(t)
	s := open(t, o, o.Town.Lead, desk.Route{ID: id})
	if !desktest.Press(s, fyne.KeyE) || s.edit == nil {
		t.Fatal(o.Failed)
	}
	s.edit.body.SetText("新的正文")
	if !desktest.Shortcut(s, fyne.KeyS, ctrl) || s.edit != nil || s.open.a.Number != 3 || s.open.a.Standing(o.Now()) != knowledge.Unverified {
		t.Errorf("%+v %v", s.open, o.Failed)
	}
	desktest.Press(s, fyne.KeyE)
	s.edit.until.SetText("someday")
	desktest.Shortcut(s, fyne.KeyS, ctrl)
	if len(o.Failed) != 1 || s.edit == nil || s.edit.until.Text() != "someday" {
		t.Errorf("a broken day was taken: %v", o.Failed)
	}
}

func TestKnowledge_AMissingWordBecomesAnArticle(t *testing.T) {
	o, _ := shelf(t)
	if err := o.Store.Knowledge().Searched(t.Context(), o.Town.Agent, "光伏"); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.view = missing
	s.show()
	s.choose(0)
	if s.edit == nil || s.edit.title.Text() != "光伏" {
		t.Fatal("the form is not open")
	}
	s.edit.category.SetText("业扩报装")
	s.edit.body.SetText("并网流程")
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	if s.open == nil || s.open.a.Title != "光伏" || s.open.a.Standing(o.Now()) != knowledge.Verified || len(s.lost) != 0 {
		t.Errorf("%+v %v", s.open, o.Failed)
	}
}

func TestKnowledge_TheReaderConfirmsWithTheQuiz(t *testing.T) {
	o, id := shelf(t)
	s := open(t, o, o.Town.Agent, desk.Route{ID: id})
	if s.demanded() == nil {
		t.Fatal("nothing is demanded")
	}
	s.give(*s.demanded(), []bank.Answer{{Options: []int{1}}})
	if s.demanded() == nil {
		t.Error("a wrong answer gave a receipt")
	}
	s.give(*s.demanded(), []bank.Answer{{Options: []int{0}}})
	if s.demanded() != nil || len(s.mine) != 0 {
		t.Error("the right answer gave no receipt", o.Failed)
	}
}

// The pictures lie in build/knowledge to be looked at.
func TestShots_EveryViewIsPainted(t *testing.T) {
	o, id := shelf(t)
	s := open(t, o, o.Town.Lead, desk.Route{ID: id})
	o.Pass(time.Hour)
	s.relate(other(s), true)
	for i, name := range []string{"text", "versions", "related", "receipts"} {
		s.open.page = i
		s.showSheet()
		shot(t, o, name)
	}
	s.view = work
	s.show()
	shot(t, o, "work")
	s.enterView(health)
	shot(t, o, "health")
	s.openArticle(id, true)
	s.editOpen()
	shot(t, o, "edit")
}

// other is an article that is not open.
func other(s *Screen) string {
	for _, h := range s.found.Hits {
		if h.ID != s.open.a.ID {
			return h.ID
		}
	}
	return ""
}

func TestKnowledge_RelatedArticlesOpenEachOther(t *testing.T) {
	o, id := shelf(t)
	s := open(t, o, o.Town.Lead, desk.Route{ID: id})
	with := other(s)
	s.relate(with, true)
	s.openArticle(with, true)
	if len(s.open.related) != 1 || s.open.related[0].ID != id {
		t.Errorf("%+v %v", s.open.related, o.Failed)
	}
	if agent := open(t, o, o.Town.Agent, desk.Route{ID: id}); desktest.Press(agent, fyne.KeyL) {
		t.Error("an agent may relate articles")
	}
}

func TestKnowledge_HealthShowsWhoseArticlesCantBeTrusted(t *testing.T) {
	o, _ := shelf(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.enterView(health)
	if len(s.rows) != 1 || s.rows[0].title != o.Town.Lead.Name || s.open != nil {
		t.Errorf("%+v", s.rows)
	}
}

func shot(t *testing.T, o *desktest.Office, name string) {
	t.Helper()
	dir := filepath.Join("..", "..", "build", "knowledge")
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

func TestKnowledge_AQuizTakesStatementsAndQuestionsOfTheBank(t *testing.T) {
	o, id := shelf(t)
	several := bank.Question{Kind: bank.Multiple, Rule: bank.AllOrPart, State: bank.Active, Text: "到场时限有哪些？", Mark: 1, Tags: bank.Tags{ArticleID: id},
		Options: []bank.Option{{Text: "城区 45 分钟", Fraction: 0.5}, {Text: "城区 4 小时"}, {Text: "农村 90 分钟", Fraction: 0.5}}}
	if _, err := o.Store.Bank().Import(t.Context(), o.Town.Lead, []bank.Question{several}); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Lead, desk.Route{ID: id})
	if len(s.open.questions) != 1 {
		t.Fatalf("%+v %v", s.open.questions, o.Failed)
	}
	form := newQuizForm(s.open.questions)
	form.texts[1].SetText("承诺的是复电。")
	form.truths[1].Chosen = 1
	form.taken[0].Checked = true
	m := knowledge.MustRead{ArticleID: id, Quiz: form.questions()}
	if err := m.Check(); err != nil || len(m.Quiz) != 2 {
		t.Fatalf("%+v %v", m.Quiz, err)
	}
	choice := newQuizzed(&m.Quiz[1])
	for _, i := range []int{0, 2} {
		choice.content.(*fyne.Container).Objects[i].(*parts.Check).Checked = true
	}
	if missed := m.Missed([]bank.Answer{{Options: []int{1}}, {Options: choice.chosen()}}); len(missed) != 0 {
		t.Error(missed)
	}
	if agent := open(t, o, o.Town.Agent, desk.Route{ID: id}); len(agent.open.questions) != 0 {
		t.Error("an agent sees the questions of exams")
	}
}
