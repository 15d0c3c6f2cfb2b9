package knowledge_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/knowledge"
)

var noon = time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)

func day(n int) time.Time { return noon.AddDate(0, 0, n) }

func TestStanding_ByVerificationAndForce(t *testing.T) {
	for name, c := range map[string]struct {
		a    knowledge.Article
		want knowledge.Standing
		days int // untrusted
	}{
		"just verified":             {knowledge.Article{Every: knowledge.Quarterly, VerifiedAt: noon}, knowledge.Verified, 0},
		"due in seven days":         {knowledge.Article{Every: knowledge.Quarterly, VerifiedAt: day(-83)}, knowledge.Soon, 0},
		"due in eight days":         {knowledge.Article{Every: knowledge.Quarterly, VerifiedAt: day(-82)}, knowledge.Verified, 0},
		"due now":                   {knowledge.Article{Every: knowledge.Quarterly, VerifiedAt: day(-90)}, knowledge.Overdue, 0},
		"ten days over":             {knowledge.Article{Every: knowledge.Weekly, VerifiedAt: day(-17)}, knowledge.Overdue, 10},
		"never again":               {knowledge.Article{Every: knowledge.Never, VerifiedAt: day(-2000)}, knowledge.Verified, 0},
		"never verified":            {knowledge.Article{Every: knowledge.Never, SavedAt: day(-4)}, knowledge.Unverified, 4},
		"doubted":                   {knowledge.Article{Every: knowledge.Yearly, VerifiedAt: day(-9), DoubtedAt: day(-3)}, knowledge.Unverified, 3},
		"on a day, before it":       {knowledge.Article{Every: knowledge.OnDate, Fixed: day(30), VerifiedAt: day(-9)}, knowledge.Verified, 0},
		"on a day, past it":         {knowledge.Article{Every: knowledge.OnDate, Fixed: day(-2), VerifiedAt: day(-9)}, knowledge.Overdue, 2},
		"on a day, verified since":  {knowledge.Article{Every: knowledge.OnDate, Fixed: day(-2), VerifiedAt: day(-1)}, knowledge.Verified, 0},
		"expires within a week":     {knowledge.Article{Every: knowledge.Yearly, VerifiedAt: noon, Until: day(6)}, knowledge.Soon, 0},
		"expired, freshly verified": {knowledge.Article{Every: knowledge.Yearly, VerifiedAt: noon, Until: day(-5)}, knowledge.Expired, 5},
		"not yet in force":          {knowledge.Article{Every: knowledge.Yearly, VerifiedAt: noon, From: day(5)}, knowledge.Coming, 0},
	} {
		got, days := c.a.Standing(noon), int(c.a.Untrusted(noon)/(24*time.Hour))
		if got != c.want || days != c.days {
			t.Errorf("%s: %s, %d days, want %s, %d", name, got, days, c.want, c.days)
		}
	}
}

func TestRevise_AnotherVerifierOrTextMakesItUnverified(t *testing.T) {
	base := knowledge.Article{ID: "a", Number: 3, Title: "T", Body: "B", Every: knowledge.Yearly, VerifiedAt: day(-5), VerifiedBy: "W", Verifier: knowledge.Verifier{PersonID: "w"}}
	for name, c := range map[string]struct {
		change func(*knowledge.Article)
		want   knowledge.Standing
	}{
		"nothing":  {func(*knowledge.Article) {}, knowledge.Verified},
		"interval": {func(a *knowledge.Article) { a.Every = knowledge.Monthly }, knowledge.Verified},
		"verifier": {func(a *knowledge.Article) { a.Verifier = knowledge.Verifier{GroupID: "g"} }, knowledge.Unverified},
		"text":     {func(a *knowledge.Article) { a.Body = "C" }, knowledge.Unverified},
		"end":      {func(a *knowledge.Article) { a.Until = day(400) }, knowledge.Unverified},
	} {
		next := base
		c.change(&next)
		got := base.Revise(next, noon)
		if got.Standing(noon) != c.want || got.Number != 4 || got.VerifiedBy != "W" {
			t.Errorf("%s: %s, version %d", name, got.Standing(noon), got.Number)
		}
		got.Verify("W", noon)
		if got.Standing(noon) != knowledge.Verified {
			t.Errorf("%s: verifying left it %s", name, got.Standing(noon))
		}
	}
}

func TestWork_LongestUntrustedThenOldestThenMostRead(t *testing.T) {
	article := func(id string, verified, views int) knowledge.Article {
		return knowledge.Article{ID: id, Every: knowledge.Monthly, VerifiedAt: day(verified), Views: views}
	}
	doubted := article("doubted", -3, 1)
	doubted.DoubtedAt = day(-20)
	archived := article("archived", -300, 9)
	archived.Archived = true
	all := []knowledge.Article{article("fresh", 0, 99), article("soon", -25, 5), article("little read", -35, 1), article("much read", -35, 8), doubted, archived, article("old", -80, 0)}
	var got []string
	for _, a := range knowledge.Work(all, noon) {
		got = append(got, a.ID)
	}
	if want := "old doubted much read little read soon"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
	if trust := knowledge.TrustOf(all, noon); trust != (knowledge.Trust{Trusted: 2, All: 6}) {
		t.Errorf("%+v", trust)
	}
}

func TestUnused_IsUntrustedAndLongUnopened(t *testing.T) {
	old := knowledge.Article{ID: "old", SavedAt: day(-200)}
	read := knowledge.Article{ID: "read", SavedAt: day(-200), OpenedAt: day(-10)}
	if got := knowledge.Unused([]knowledge.Article{old, read, {ID: "ok", SavedAt: day(-200), VerifiedAt: noon, Every: knowledge.Yearly}}, noon); len(got) != 1 || got[0].ID != "old" {
		t.Errorf("%+v", got)
	}
}

func TestMayVerify_ThePersonTheGroupOrTheOwner(t *testing.T) {
	w := people.Actor{PersonID: "w", TeamID: "t", OrganisationID: "o"}
	for _, c := range []struct {
		a    knowledge.Article
		want bool
	}{
		{knowledge.Article{OwnerID: "w"}, true},
		{knowledge.Article{OwnerID: "w", Verifier: knowledge.Verifier{PersonID: "x"}}, false},
		{knowledge.Article{Verifier: knowledge.Verifier{PersonID: "w"}}, true},
		{knowledge.Article{Verifier: knowledge.Verifier{GroupID: "t"}}, true},
		{knowledge.Article{Verifier: knowledge.Verifier{GroupID: "o"}}, true},
		{knowledge.Article{Verifier: knowledge.Verifier{GroupID: "u"}}, false},
	} {
		if c.a.MayVerify(w) != c.want {
			t.Errorf("%+v: %v", c.a, !c.want)
		}
	}
}

func ExampleDiff() {
	for _, l := range knowledge.Diff("# 到场时限\n城区 45 分钟，农村 90 分钟。\n特殊边远地区 2 小时。", "# 到场时限\n城区 45 分钟，农村 60 分钟。\n路上要回电。\n特殊边远地区 2 小时。") {
		for _, p := range l.Pieces {
			fmt.Print([]string{p.Text, "[-" + p.Text + "-]", "{+" + p.Text + "+}"}[p.Change])
		}
		fmt.Println()
	}
	// Output:
	// # 到场时限
	// 城区 45 分钟，农村 [-90-]{+60+} 分钟。
	// {+路上要回电。+}
	// 特殊边远地区 2 小时。
}

func TestDiff_NoIslandOfOneCharacter(t *testing.T) {
	for _, l := range knowledge.Diff("本通知自一月一日起执行，居民客户按旧价", "本通知自七月五日起执行，居民客户按旧价") {
		for _, p := range l.Pieces {
			if p.Change == knowledge.Kept && len([]rune(p.Text)) == 1 {
				t.Errorf("%q stands alone in %+v", p.Text, l.Pieces)
			}
		}
	}
}

func TestDiff_HoldsBothTexts(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("停电报修ab1 \n，")), 0, 60, -1)
	rapid.Check(t, func(t *rapid.T) {
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		if got := side(knowledge.Diff(before, after), knowledge.Added); got != before {
			t.Fatalf("%q became %q", before, got)
		}
		if got := side(knowledge.Diff(before, after), knowledge.Removed); got != after {
			t.Fatalf("%q became %q", after, got)
		}
	})
}

// side is the text of a difference without one kind of change.
func side(lines []knowledge.Line, without knowledge.Change) string {
	var out []string
	for _, l := range lines {
		if l.Change == without {
			continue
		}
		text := ""
		for _, p := range l.Pieces {
			if p.Change != without {
				text += p.Text
			}
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}

func TestSnippet_ShowsTheOriginalAndWhereTheWordsStand(t *testing.T) {
	body := "# 停电\n\n" + strings.Repeat("前文。", 30) + "客户报 **ＵＰＳ** 断电时，先问停电范围。" + strings.Repeat("后文。", 30)
	snippet, marks := knowledge.Snippet(body, knowledge.Terms("ups 停电"), 40)
	var got []string
	for _, m := range marks {
		got = append(got, string([]rune(snippet)[m.From:m.Until]))
	}
	if strings.Join(got, "|") != "ＵＰＳ|停电" || !strings.HasPrefix(snippet, "…") || !strings.HasSuffix(snippet, "…") || len([]rune(snippet)) != 42 {
		t.Errorf("%q %v", snippet, got)
	}
}

func FuzzSnippet(f *testing.F) {
	f.Add("# ﬁ停电**报", "fi 停", 5)
	f.Fuzz(func(t *testing.T, body, typed string, width int) {
		width = 1 + (width&0x7fffffff)%200
		snippet, marks := knowledge.Snippet(body, knowledge.Terms(typed), width)
		n, last := len([]rune(snippet)), 0
		for _, m := range marks {
			if m.From < last || m.Until <= m.From || m.Until > n {
				t.Fatalf("%v in %q", marks, snippet)
			}
			last = m.Until
		}
	})
}

func TestCheck_RefusesWhatCantBeKept(t *testing.T) {
	good := knowledge.Article{Title: "T", Body: "B", Kind: knowledge.Rule, Category: "C", OwnerID: "o"}
	good.Tidy()
	if err := good.Check(); err != nil || good.Every != knowledge.Quarterly {
		t.Fatal(err, good.Every)
	}
	for name, spoil := range map[string]func(*knowledge.Article){
		"title": func(a *knowledge.Article) { a.Title = "" }, "long title": func(a *knowledge.Article) { a.Title = strings.Repeat("长", 121) },
		"text": func(a *knowledge.Article) { a.Body = " " }, "long text": func(a *knowledge.Article) { a.Body = strings.Repeat("长", 20001) },
		"kind": func(a *knowledge.Article) { a.Kind = "x" }, "category": func(a *knowledge.Article) { a.Category = "" },
		"owner": func(a *knowledge.Article) { a.OwnerID = "" }, "interval": func(a *knowledge.Article) { a.Every = "x" },
		"day": func(a *knowledge.Article) { a.Every = knowledge.OnDate }, "ends first": func(a *knowledge.Article) { a.From, a.Until = noon, day(-1) },
		"keywords": func(a *knowledge.Article) { a.Keywords = make([]string, 31) },
	} {
		bad := good
		spoil(&bad)
		if err := bad.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMustRead_AReceiptNeedsTheWholeQuiz(t *testing.T) {
	q := bank.Question{Kind: bank.TrueFalse, Text: "?", Mark: 1, Options: []bank.Option{{Text: "对", Fraction: 1}, {Text: "错"}}}
	m := knowledge.MustRead{ArticleID: "a", Quiz: []bank.Question{q, q}}
	if err := m.Check(); err != nil {
		t.Fatal(err)
	}
	right, wrong := bank.Answer{Options: []int{0}}, bank.Answer{Options: []int{1}}
	if got := m.Missed([]bank.Answer{right, wrong}); fmt.Sprint(got) != "[1]" {
		t.Error(got)
	}
	if got := m.Missed(nil); len(got) != 2 {
		t.Error("an empty quiz was passed", got)
	}
	if got := m.Missed([]bank.Answer{right, right}); len(got) != 0 {
		t.Error(got)
	}
	m.Quiz = []bank.Question{{Kind: bank.Essay, Text: "?", Mark: 1}}
	if err := m.Check(); !fault.Is(err, fault.Invalid) {
		t.Error("a quiz that nobody can mark:", err)
	}
	m.Quiz = []bank.Question{q, q, q, q}
	if err := m.Check(); !fault.Is(err, fault.Invalid) {
		t.Error("four questions:", err)
	}
}

func TestTallies_CountByOrganisation(t *testing.T) {
	b := knowledge.Board{Receipts: []knowledge.Receipt{{OrganisationID: "2", Organisation: "B", ReadAt: noon}, {OrganisationID: "1", Organisation: "A"}, {OrganisationID: "2", Organisation: "B"}}}
	if got := fmt.Sprint(b.Tallies()); got != "[{A 0 1} {B 1 2}]" {
		t.Error(got)
	}
}

func TestFitting_MostKeywordsFirstTheCategoryCountsOnlyBesideOne(t *testing.T) {
	as := []knowledge.Article{
		{ID: "none", Category: "停电", Keywords: []string{"光伏", "电"}},
		{ID: "one", Category: "电费", Keywords: []string{"抢修"}},
		{ID: "category", Category: "停电", Keywords: []string{"ＵＰＳ"}},
		{ID: "three", Category: "电费", Keywords: []string{"抢修", "到场", "停电"}},
	}
	var got []string
	for _, a := range knowledge.Fitting(as, "停电了，ups 也没电，抢修什么时候到场", "停电", 9) {
		got = append(got, a.ID)
	}
	if strings.Join(got, " ") != "three category one" {
		t.Error(got)
	}
	if got := knowledge.Fitting(as, "停电抢修", "", 1); len(got) != 1 || got[0].ID != "three" {
		t.Error(got)
	}
}
