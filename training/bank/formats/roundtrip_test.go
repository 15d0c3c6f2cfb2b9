package formats_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"shifu/training/bank"
	"shifu/training/bank/formats"
)

// sentence draws a text without what a format takes for a sign of its own.
var sentence = rapid.Custom(func(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.SampledFrom([]string{"电费", "停电 报修", "x < y & z", "用户“甲”", "95598", "100% = 1", "a#b", "~c", "{d}", `\e`, "f:g", "Ｈ", "tariff's"}), 1, 4).Draw(t, "parts")
	return "问" + strings.Join(parts, "与")
})

var maybe = rapid.OneOf(rapid.Just(""), sentence)

func drawOptions(t *rapid.T, q *bank.Question) {
	n := rapid.IntRange(2, 5).Draw(t, "n")
	right := rapid.IntRange(0, n-1).Draw(t, "right")
	for i := range n {
		o := bank.Option{Text: sentence.Draw(t, "option") + string(rune('①'+i))}
		switch q.Kind {
		case bank.Single, bank.Multiple, bank.Short:
			o.Feedback = maybe.Draw(t, "feedback")
			if i == right {
				o.Fraction = 1
			} else if q.Kind != bank.Multiple || q.Rule != bank.AllOrPart {
				o.Fraction = rapid.SampledFrom([]float64{0, 0.5, 0.3333333}).Draw(t, "fraction")
			}
		case bank.Matching:
			o.Match, o.Fraction = sentence.Draw(t, "match")+string(rune('①'+i)), 1
		case bank.Ordering:
			o.Fraction = 1
		}
		q.Options = append(q.Options, o)
	}
}

var question = rapid.Custom(func(t *rapid.T) bank.Question {
	q := bank.Question{
		Kind: rapid.SampledFrom([]bank.Kind{bank.Single, bank.Multiple, bank.TrueFalse, bank.Matching, bank.Ordering, bank.Numerical, bank.Short, bank.Essay, bank.Description}).Draw(t, "kind"),
		Text: sentence.Draw(t, "text"), Name: maybe.Draw(t, "name"), Category: maybe.Draw(t, "category"), Feedback: maybe.Draw(t, "explanation"),
		Mark: rapid.SampledFrom([]float64{1, 2, 2.5}).Draw(t, "mark"), Shuffle: rapid.Bool().Draw(t, "shuffle"),
	}
	q.Tags = bank.Tags{Point: maybe.Draw(t, "point"), Difficulty: rapid.SampledFrom([]bank.Difficulty{"", bank.Easy, bank.Hard}).Draw(t, "difficulty")}
	switch q.Kind {
	case bank.TrueFalse:
		q.Options = []bank.Option{{Text: "True", Fraction: 1, Feedback: maybe.Draw(t, "f")}, {Text: "False"}}
	case bank.Numerical:
		v := float64(rapid.IntRange(-500, 500).Draw(t, "value")) / 4
		q.Options = []bank.Option{{Value: v, Tolerance: rapid.SampledFrom([]float64{0, 0.5}).Draw(t, "tolerance"), Fraction: 1}}
	case bank.Essay:
	case bank.Description:
		q.Mark = 0
	default:
		if q.Kind == bank.Multiple && rapid.Bool().Draw(t, "all or part") {
			q.Rule, q.Partial = bank.AllOrPart, rapid.SampledFrom([]float64{0, 0.5, 0.25}).Draw(t, "partial")
		}
		drawOptions(t, &q)
	}
	return q
})

// alike leaves out what formats say in their own way: the words for true and
// false, the text of a number, and which of the kinds can be shuffled.
func alike(f formats.Format, qs []bank.Question) []bank.Question {
	out := make([]bank.Question, len(qs))
	for i, q := range qs {
		q.Options = append([]bank.Option(nil), q.Options...)
		for j := range q.Options {
			if q.Kind == bank.TrueFalse || q.Kind == bank.Numerical {
				q.Options[j].Text = ""
			}
		}
		if f != formats.MoodleXML && (q.Kind == bank.Short || q.Kind == bank.Numerical || q.Kind == bank.Essay || q.Kind == bank.Description) {
			q.Shuffle = false
		}
		out[i] = q
	}
	return out
}

func TestRoundTrip_KeepsWhatTheFormatCanHold(t *testing.T) {
	for _, f := range formats.Formats {
		for _, name := range map[formats.Format][]string{formats.Text: {"x.txt", "x.docx"}}[f] {
			t.Run(string(f)+" "+name, func(t *testing.T) { roundTrip(t, f, name) })
		}
		if f != formats.Text {
			t.Run(string(f), func(t *testing.T) { roundTrip(t, f, "x.bin") })
		}
	}
}

func roundTrip(t *testing.T, f formats.Format, name string) {
	rapid.Check(t, func(t *rapid.T) {
		qs := rapid.SliceOfN(question, 1, 5).Draw(t, "questions")
		var want []bank.Question
		for _, q := range qs {
			if kept, _ := formats.Reduce(f, q); kept != nil {
				want = append(want, *kept)
			}
		}
		if len(want) == 0 {
			return
		}
		file, _, err := formats.Write(f, name, qs)
		if err != nil {
			t.Fatal(err)
		}
		found, err := formats.Read(f, name, file)
		if err != nil || len(found.Errors) > 0 {
			t.Fatalf("%v, errors %v", err, reasons(found))
		}
		if d := cmp.Diff(alike(f, want), alike(f, found.Questions), cmpopts.EquateEmpty(), cmpopts.EquateApprox(0, 1e-6)); d != "" {
			t.Fatal(d)
		}
	})
}

func TestReduce_NamesEachLossOnce(t *testing.T) {
	q := bank.Question{Kind: bank.Multiple, Rule: bank.AllOrPart, Partial: .5, Text: "x", Mark: 2, Name: "n", Category: "c", Shuffle: true,
		Options: []bank.Option{{Text: "a", Fraction: 1, Feedback: "f"}, {Text: "b", Fraction: 1}, {Text: "c"}}}
	kept, lost := formats.Reduce(formats.GIFT, q)
	var said []string
	for _, l := range lost {
		said = append(said, l.String())
	}
	same(t, "lost", said, []string{"the mark", "the rule “all or part”: it becomes fractions that mark alike", "whether the options are shuffled"})
	same(t, "options", told(*kept), []string{"0.5 a # f", "0.5 b", "-1 c"})
	if q.Options[2].Fraction != 0 {
		t.Error("the question itself was changed")
	}
}
