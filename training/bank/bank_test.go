package bank_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/training/bank"
)

func options(fractions ...float64) []bank.Option {
	out := make([]bank.Option, len(fractions))
	for i, f := range fractions {
		out[i] = bank.Option{Text: string(rune('A' + i)), Fraction: f}
	}
	return out
}

func TestFraction_ByKindAndRule(t *testing.T) {
	for name, c := range map[string]struct {
		q    bank.Question
		a    bank.Answer
		want float64
	}{
		"single, right":            {bank.Question{Kind: bank.Single, Options: options(0, 1)}, bank.Answer{Options: []int{1}}, 1},
		"single, partly right":     {bank.Question{Kind: bank.Single, Options: options(0.5, 1)}, bank.Answer{Options: []int{0}}, 0.5},
		"single, a negative is 0":  {bank.Question{Kind: bank.Single, Options: options(-0.5, 1)}, bank.Answer{Options: []int{0}}, 0},
		"single, no such option":   {bank.Question{Kind: bank.Single, Options: options(0, 1)}, bank.Answer{Options: []int{7}}, 0},
		"not answered":             {bank.Question{Kind: bank.Single, Options: options(0, 1)}, bank.Answer{}, 0},
		"multiple, both":           {bank.Question{Kind: bank.Multiple, Options: options(.5, .5, -1, -1)}, bank.Answer{Options: []int{0, 1}}, 1},
		"multiple, one and wrong":  {bank.Question{Kind: bank.Multiple, Options: options(.5, .5, -1, -1)}, bank.Answer{Options: []int{0, 2}}, 0},
		"multiple, three thirds":   {bank.Question{Kind: bank.Multiple, Options: options(.3333333, .3333333, .3333334)}, bank.Answer{Options: []int{0, 1, 2}}, 1},
		"all or part, all":         {bank.Question{Kind: bank.Multiple, Rule: bank.AllOrPart, Partial: .5, Options: options(1, 1, 0)}, bank.Answer{Options: []int{1, 0}}, 1},
		"all or part, a part":      {bank.Question{Kind: bank.Multiple, Rule: bank.AllOrPart, Partial: .5, Options: options(1, 1, 0)}, bank.Answer{Options: []int{1}}, .5},
		"all or part, one wrong":   {bank.Question{Kind: bank.Multiple, Rule: bank.AllOrPart, Partial: .5, Options: options(1, 1, 0)}, bank.Answer{Options: []int{0, 1, 2}}, 0},
		"matching, two of three":   {bank.Question{Kind: bank.Matching, Options: []bank.Option{{Text: "a", Match: "1"}, {Text: "b", Match: "2"}, {Text: "c", Match: "3"}, {Match: "4"}}}, bank.Answer{Texts: []string{"1", "２", "4"}}, 2. / 3},
		"ordering, right":          {bank.Question{Kind: bank.Ordering, Options: options(0, 0, 0)}, bank.Answer{Options: []int{0, 1, 2}}, 1},
		"ordering, wrong":          {bank.Question{Kind: bank.Ordering, Options: options(0, 0, 0)}, bank.Answer{Options: []int{1, 0, 2}}, 0},
		"ordering, another order":  {bank.Question{Kind: bank.Ordering, Options: options(0, 0, 0), Order: []int{2, 0, 1}}, bank.Answer{Options: []int{2, 0, 1}}, 1},
		"ordering, as they stand":  {bank.Question{Kind: bank.Ordering, Options: options(0, 0, 0), Order: []int{2, 0, 1}}, bank.Answer{Options: []int{0, 1, 2}}, 0},
		"numerical, within":        {bank.Question{Kind: bank.Numerical, Options: []bank.Option{{Value: 0.3, Tolerance: 0.1, Fraction: 1}}}, bank.Answer{Text: "０.4"}, 1},
		"numerical, outside":       {bank.Question{Kind: bank.Numerical, Options: []bank.Option{{Value: 0.3, Tolerance: 0.1, Fraction: 1}}}, bank.Answer{Text: "0.41"}, 0},
		"numerical, relative":      {bank.Question{Kind: bank.Numerical, Options: []bank.Option{{Value: 200, Tolerance: 0.01, Relative: true, Fraction: 1}}}, bank.Answer{Text: "202"}, 1},
		"numerical, any other":     {bank.Question{Kind: bank.Numerical, Options: []bank.Option{{Value: 1, Fraction: 1}, {Text: "*", Fraction: .1}}}, bank.Answer{Text: "7"}, .1},
		"numerical, no number":     {bank.Question{Kind: bank.Numerical, Options: []bank.Option{{Value: 1, Fraction: 1}}}, bank.Answer{Text: "one"}, 0},
		"short, width and case":    {bank.Question{Kind: bank.Short, Options: []bank.Option{{Text: "UPS", Fraction: 1}}}, bank.Answer{Text: " ｕｐｓ "}, 1},
		"short, pattern":           {bank.Question{Kind: bank.Short, Options: []bank.Option{{Text: "*45*分钟*", Fraction: 1}}}, bank.Answer{Text: "城市 45 分钟以内"}, 1},
		"short, second pattern":    {bank.Question{Kind: bank.Short, Options: []bank.Option{{Text: "a", Fraction: 1}, {Text: "b", Fraction: .5}}}, bank.Answer{Text: "b"}, .5},
		"score a call":             {bank.Question{Kind: bank.ScoreCall}, bank.Answer{Evaluation: "e", Agreement: .8}, .8},
		"listening is a choice":    {bank.Question{Kind: bank.Listening, Options: options(0, 1)}, bank.Answer{Options: []int{1}}, 1},
		"true or false, the other": {bank.Question{Kind: bank.TrueFalse, Options: options(1, 0)}, bank.Answer{Options: []int{1}}, 0},
	} {
		got, known := c.q.Fraction(c.a)
		if !known || math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%s: %v, known %v, want %v", name, got, known, c.want)
		}
	}
}

func TestCheck_AnOrderNamesEveryItemOnce(t *testing.T) {
	for _, c := range []struct {
		order []int
		ok    bool
	}{{nil, true}, {[]int{1, 0, 2}, true}, {[]int{0, 1}, false}, {[]int{0, 0, 1}, false}, {[]int{0, 1, 3}, false}, {[]int{-1, 0, 1}, false}} {
		q := bank.Question{Kind: bank.Ordering, Text: "?", Mark: 1, Options: options(0, 0, 0), Order: c.order}
		if err := q.Check(); (err == nil) != c.ok {
			t.Errorf("%v: %v", c.order, err)
		}
	}
}

func TestFraction_AnEssayNeedsAPerson(t *testing.T) {
	q := bank.Question{Kind: bank.Essay}
	if _, known := q.Fraction(bank.Answer{Text: "x"}); known {
		t.Error("an essay was marked without a person")
	}
}

func TestFraction_StaysBetweenNothingAndAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fs := rapid.SliceOfN(rapid.Float64Range(-1, 1), 2, 8).Draw(t, "fractions")
		q := bank.Question{Kind: bank.Multiple, Options: options(fs...), Rule: rapid.SampledFrom([]bank.Rule{"", bank.AllOrPart}).Draw(t, "rule"), Partial: .5}
		a := bank.Answer{Options: rapid.SliceOf(rapid.IntRange(-2, 10)).Draw(t, "chosen")}
		if f, known := q.Fraction(a); !known || f < 0 || f > 1 {
			t.Fatalf("%v %v", f, known)
		}
	})
}

func TestFits_AStarStandsForAnything(t *testing.T) {
	for _, c := range []struct {
		pattern, typed string
		want           bool
	}{{"*", "", true}, {`\*`, "*", true}, {`\*`, "x", false}, {"a*c", "ABBC", true}, {"a.c", "abc", false}, {"(x", "(X", true}, {"a b", " a   b ", true}} {
		if bank.Fits(c.pattern, c.typed) != c.want {
			t.Errorf("%q and %q: %v", c.pattern, c.typed, !c.want)
		}
	}
}

func TestGuess_IsWhatABlindAnswerGives(t *testing.T) {
	for _, c := range []struct {
		q    bank.Question
		want float64
	}{{bank.Question{Kind: bank.Single, Options: options(1, 0, 0, 0)}, .25}, {bank.Question{Kind: bank.TrueFalse}, .5}, {bank.Question{Kind: bank.Short}, 0}} {
		if got := c.q.Guess(); got != c.want {
			t.Errorf("%s: %v, want %v", c.q.Kind, got, c.want)
		}
	}
}

func TestCheck_RefusesWhatCantBeAsked(t *testing.T) {
	for name, q := range map[string]bank.Question{
		"no text":            {Kind: bank.Essay, Mark: 1},
		"no right answer":    {Kind: bank.Single, Text: "x", Mark: 1, Options: options(0, 0)},
		"one option":         {Kind: bank.Single, Text: "x", Mark: 1, Options: options(1)},
		"one pair":           {Kind: bank.Matching, Text: "x", Mark: 1, Options: []bank.Option{{Text: "a", Match: "b"}}},
		"a fraction of two":  {Kind: bank.Short, Text: "x", Mark: 1, Options: options(2)},
		"no mark":            {Kind: bank.Essay, Text: "x"},
		"an unknown kind":    {Kind: "riddle", Text: "x", Mark: 1},
		"no call to score":   {Kind: bank.ScoreCall, Text: "x", Mark: 1},
		"an item to order":   {Kind: bank.Ordering, Text: "x", Mark: 1, Options: options(0)},
		"a number that isnt": {Kind: bank.Numerical, Text: "x", Mark: math.NaN(), Options: options(1)},
	} {
		if err := q.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	good := bank.Question{Kind: bank.Single, Text: "x", Mark: 2, Options: options(1, 0)}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
}

func FuzzFits(f *testing.F) {
	f.Add("*a*", "bab")
	f.Fuzz(func(_ *testing.T, pattern, typed string) { bank.Fits(pattern, typed) })
}
