package bank

import (
	"slices"
	"testing"
)

func choice(text string, options ...string) Question {
	q := Question{Kind: Single, Text: text, Mark: 1}
	for i, o := range options {
		q.Options = append(q.Options, Option{Text: o, Fraction: float64(1 - min(i, 1))})
	}
	return q
}

func TestLikeness_LooksThroughWidthCaseAndOrder(t *testing.T) {
	a, b := choice("居民电压是 220 V？", "Ａ线", "B线"), choice("居民电压是  ２２０ v？", "b线", "a线")
	if a.Likeness() != b.Likeness() {
		t.Error("the same question counts as two")
	}
	order := Question{Kind: Ordering, Text: "x", Options: []Option{{Text: "1"}, {Text: "2"}}}
	other := Question{Kind: Ordering, Text: "x", Options: []Option{{Text: "2"}, {Text: "1"}}}
	if order.Likeness() == other.Likeness() {
		t.Error("another order counts as the same question")
	}
	if c := choice("居民电压是 220 V？", "a线", "c线"); c.Likeness() == a.Likeness() {
		t.Error("other options count as the same question")
	}
}

func TestDoubles_TellsWhatIsInTheBankAndTwiceInTheFile(t *testing.T) {
	known, fresh := choice("known?", "a", "b"), choice("fresh?", "a", "b")
	got := Doubles([]Question{fresh, known, fresh}, []Entry{{Question: known}})
	if want := []Twin{{}, {Bank: "known?"}, {Before: 1}}; !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}

func TestFilter_TakesWhatFitsEveryCondition(t *testing.T) {
	q := choice("阶梯电价第二档？", "加 0.05 元", "加 0.30 元")
	q.State, q.Category, q.Tags = Active, "电费/阶梯电价", Tags{Point: "电价", Difficulty: Easy, Region: "江苏", Free: []string{"2026"}}
	for name, c := range map[string]struct {
		f    Filter
		want bool
	}{
		"nothing asked":            {Filter{}, true},
		"two words, full width":    {Filter{Text: "０．０５　第二档"}, true},
		"a word that is not there": {Filter{Text: "第二档 抢修"}, false},
		"a free tag":               {Filter{Text: "2026"}, true},
		"the category above":       {Filter{Category: "电费"}, true},
		"a category like it":       {Filter{Category: "电"}, false},
		"another kind":             {Filter{Kinds: []Kind{Multiple}}, false},
		"all at once":              {Filter{Kinds: []Kind{Single}, States: []State{Active}, Difficulty: Easy, Point: "电价", Region: "江苏"}, true},
		"another region":           {Filter{Region: "北京"}, false},
	} {
		if got := c.f.Takes(&q); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestCheckDraft_LetsUnfinishedQuestionsBe(t *testing.T) {
	q := choice("?")
	if err := q.CheckDraft(); err != nil || q.Check() == nil {
		t.Error("an unfinished draft is refused, or taken for finished:", err)
	}
}
