package demo

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"github.com/goccy/go-yaml"

	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/knowledge"
)

//go:embed articles.yaml
var articlesFile []byte

// writtenArticle is an article as articles.yaml writes it.
type writtenArticle struct {
	Title    string             `yaml:"title"`
	En       string             `yaml:"en"` // the English title, a keyword
	Kind     knowledge.Kind     `yaml:"kind"`
	Category string             `yaml:"category"`
	Unit     string             `yaml:"unit"`
	Keywords []string           `yaml:"keywords"`
	Region   string             `yaml:"region"`
	FAQ      bool               `yaml:"faq"`
	Vendors  *bool              `yaml:"vendors"` // nil: they read it
	Every    knowledge.Interval `yaml:"every"`
	Verified int                `yaml:"verified"` // days ago; 0: never
	Until    int                `yaml:"until"`    // days from now; 0: open
	Body     string             `yaml:"body"`
}

// The people of the knowledge base, and the article that changed.
const (
	librarian = "温秋分"
	qualified = "吴清和"
	changed   = "城乡到场时限"
)

// ages are how many days ago articles were written, in batches.
var ages = []int{300, 320, 340}

// planArticles writes the knowledge base: articles of several ages, verified
// when the file says, one that changed and must be read, and a month in which
// people look for things, some in vain.
func (m *maker) planArticles(context.Context) error {
	var all []writtenArticle
	if err := yaml.UnmarshalWithOptions(articlesFile, &all, yaml.Strict()); err != nil {
		return fmt.Errorf("reading the articles: %w", err)
	}
	ids := m.articles
	batches := map[int][]knowledge.Article{}
	for i, w := range all {
		age := ages[0]
		for _, a := range ages {
			if age = a; w.Verified+20 < a {
				break
			}
		}
		batches[age] = append(batches[age], m.article(w, i))
		if w.Verified > 0 {
			m.at(m.midnight(-w.Verified).Add(time.Duration(9*60+i)*time.Minute), "verifying "+w.Title, func(ctx context.Context) error {
				return m.ws.Articles.Verify(ctx, m.cast.as(verifierOf(w)), ids[w.Title])
			})
		}
	}
	for _, age := range ages {
		m.at(m.midnight(-age).Add(8*time.Hour), "writing articles", func(ctx context.Context) error {
			return m.write(ctx, batches[age], ids)
		})
	}
	m.planChange(ids)
	m.planSearches(ids)
	return nil
}

func verifierOf(w writtenArticle) string {
	if w.Category == "服务规范" {
		return qualified
	}
	return librarian
}

func (m *maker) article(w writtenArticle, i int) knowledge.Article {
	a := knowledge.Article{Title: w.Title, Kind: w.Kind, Category: w.Category, Organisation: w.Unit, Keywords: append(w.Keywords, w.En), Region: w.Region,
		FAQ: w.FAQ, Vendors: w.Vendors == nil || *w.Vendors, Every: w.Every, Body: w.Body, OwnerID: m.cast.person(librarian).ID,
		Verifier: knowledge.Verifier{PersonID: m.cast.person(verifierOf(w)).ID}}
	if w.Until != 0 {
		a.Until = m.midnight(w.Until).UTC()
	}
	if w.Title == changed {
		a.Body = "# 公开承诺\n\n接到报修后抢修人员到达现场的时间：\n\n- 城区 **45 分钟**\n- 农村 **90 分钟**\n- 边远地区 **2 小时**\n\n# 可以说\n\n“抢修人员会在 45 分钟内到达。”"
	}
	return a
}

func (m *maker) write(ctx context.Context, as []knowledge.Article, ids map[string]string) error {
	kept, err := m.ws.Articles.SaveAll(ctx, m.cast.as(librarian), as)
	for _, a := range kept {
		ids[a.Title] = a.ID
	}
	return err
}

// planChange has an article changed and everybody asked to read it; most do,
// some after a second try at the quiz.
func (m *maker) planChange(ids map[string]string) {
	ask := ""
	m.at(m.midnight(-5).Add(15*time.Hour), "changing "+changed, func(ctx context.Context) (err error) {
		by := m.cast.as(librarian)
		a, err := m.ws.Reader.Article(ctx, by, ids[changed])
		if err != nil {
			return err
		}
		var all []writtenArticle
		if err := yaml.Unmarshal(articlesFile, &all); err != nil {
			return err
		}
		for _, w := range all {
			if w.Title == changed {
				a.Body, a.Note = w.Body, "“边远地区”改为“特殊边远地区”；补充不能说的话"
			}
		}
		if _, err = m.ws.Articles.Save(ctx, by, a, true); err != nil {
			return err
		}
		ask, err = m.ws.MustReads.Demand(ctx, by, knowledge.MustRead{ArticleID: a.ID, Why: "口径有变：承诺到场，不承诺复电。", Quiz: quiz(), DueAt: m.midnight(3).UTC()})
		return err
	})
	agents := m.cast.with(people.Agent)
	for i, row := range agents {
		if i%5 == 4 || i >= 30 || row.Leaves < 0 || row.Name == "徐芒种" {
			continue // has not read it yet
		}
		at := m.midnight(-4 + i%4).Add(time.Duration(9*60+7*i) * time.Minute)
		m.at(at, "reading of "+row.Name, func(ctx context.Context) error {
			if i%6 == 3 {
				if _, err := m.ws.MustReads.Confirm(ctx, m.cast.as(row.Name), ask, []bank.Answer{{Options: []int{1}}, {Options: []int{0}}}); err != nil {
					return err
				}
			}
			_, err := m.ws.MustReads.Confirm(ctx, m.cast.as(row.Name), ask, []bank.Answer{{Options: []int{0}}, {Options: []int{1}}})
			return err
		})
	}
}

// quiz asks what matters of the change: the first answer of the first
// question is right, the second one of the second.
func quiz() []bank.Question {
	return []bank.Question{
		{Kind: bank.Single, Text: "农村的到场时限是多少？", Mark: 1, Options: []bank.Option{{Text: "90 分钟", Fraction: 1}, {Text: "60 分钟"}, {Text: "2 小时"}}},
		{Kind: bank.TrueFalse, Text: "可以对客户说“二十分钟一定修好”。", Mark: 1, Options: []bank.Option{{Text: "对"}, {Text: "错", Fraction: 1}}},
	}
}

// looked are words that people typed, and the article that they opened; none
// was opened where it is empty.
var looked = []struct{ words, title string }{
	{"到场时限", changed}, {"停电", "停电信息怎么查怎么答"}, {"tdbx", "客户报停电先问什么"}, {"电采暖补贴", ""}, {"阶梯电价", "居民阶梯电价怎么算"},
	{"费控复电", "交清欠费后多久复电"}, {"电采暖补贴", ""}, {"家电损坏", "电压升高烧坏家电怎么办"}, {"换表预约", ""}, {"发票", "电子发票怎么开"},
	{"充电桩", "居民充电桩执行什么电价"}, {"光伏扶贫", ""}, {"投诉", "投诉受理的时限"}, {"电采暖补贴", ""}, {"峰谷", "峰谷分时电价的常见误解"},
	{"频繁停电", "频繁停电投诉的受理"}, {"换表预约", ""}, {"重要客户", ""}, {"违约用电", "违约用电与窃电的答复"}, {"老年", "老年客户和方言客户"},
}

func (m *maker) planSearches(ids map[string]string) {
	agents := m.cast.with(people.Agent)
	for i := range 4 * len(looked) {
		l, by := looked[i%len(looked)], agents[(i*7)%len(agents)].Name
		if m.cast.traits[by].Leaves < 0 {
			by = "徐芒种"
		}
		at := m.midnight(-28 + i/3).Add(time.Duration(8*60+(i*37)%600) * time.Minute)
		m.at(at, "looking for "+l.words, func(ctx context.Context) error {
			if l.title == "" {
				return m.ws.Diary.Searched(ctx, m.cast.as(by), l.words)
			}
			return m.ws.Reader.Opened(ctx, m.cast.as(by), ids[l.title], l.words)
		})
	}
}
