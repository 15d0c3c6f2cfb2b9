package demo_test

import (
	"os"
	"testing"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"shifu/demo"
	"shifu/training/bank"
)

func asked(t testing.TB) []demo.Asked {
	t.Helper()
	all, err := demo.Questions()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestQuestions_AHundredAndFiftyOfTenKinds(t *testing.T) {
	have := map[bank.Kind]int{}
	for _, a := range asked(t) {
		have[a.Kind]++
	}
	want := map[bank.Kind]int{bank.Single: 70, bank.Multiple: 25, bank.TrueFalse: 20, bank.Matching: 6, bank.Ordering: 5, bank.Numerical: 6, bank.Short: 6,
		bank.Essay: 5, bank.Listening: 5, bank.ScoreCall: 2}
	for k, n := range want {
		if have[k] != n {
			t.Errorf("%d questions of kind %s, want %d", have[k], k, n)
		}
	}
	if len(have) != len(want) {
		t.Error(have)
	}
}

func TestQuestions_NoneIsAskedTwiceAndEachCanBeAsked(t *testing.T) {
	seen, titles := map[string]bool{}, articleTitles(t)
	calls, err := demo.Recorded()
	if err != nil {
		t.Fatal(err)
	}
	lengths := map[string]float64{}
	for _, c := range calls {
		lengths[c.ID] = c.Duration().Seconds()
	}
	for _, a := range asked(t) {
		q := a.Question
		if q.Kind == bank.ScoreCall {
			q.VersionID = "given when it is taken in"
		}
		if err := q.Check(); err != nil {
			t.Errorf("%s: %v", q.Name, err)
		}
		for _, text := range []string{q.Name, q.Text} {
			if seen[text] {
				t.Errorf("twice: %s", text)
			}
			seen[text] = true
		}
		for _, o := range q.Options {
			if key := q.Name + o.Text + o.Match; seen[key] || q.Chosen() && o.Text == "" {
				t.Errorf("%s: option %q", q.Name, o.Text)
			} else {
				seen[key] = true
			}
		}
		if utf8.RuneCountInString(q.Feedback) < 6 || q.Tags.BusinessLine == "" || q.Tags.Difficulty == "" || q.Tags.Regulation == "" || !titles[q.Tags.ArticleID] {
			t.Errorf("%s: %+v", q.Name, q.Tags)
		}
		if c := q.Clip; c != nil && (lengths[c.CallID] == 0 || c.Until.Seconds() > lengths[c.CallID]) {
			t.Errorf("%s: clip of %s", q.Name, c.CallID)
		}
	}
}

func articleTitles(t testing.TB) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("articles.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all []struct{ Title string }
	if err := yaml.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, a := range all {
		out[a.Title] = true
	}
	return out
}

func TestQuestions_KeysAreSpreadAndWhatPeopleWriteIsMarkedAsItShould(t *testing.T) {
	letters, misread := map[int]int{}, 0
	for _, a := range asked(t) {
		if a.Kind == bank.Single {
			letters[a.Right()[0]]++
		}
		for _, slip := range a.Slips {
			if f, _ := a.Fraction(bank.Answer{Text: slip}); f != 0 {
				t.Errorf("%s: the slip %s is right", a.Name, slip)
			}
		}
		if (a.Kind == bank.Numerical || a.Kind == bank.Short) && len(a.Slips) < 3 || a.Kind == bank.Essay && len(a.Samples) != 3 {
			t.Errorf("%s: %d slips, %d samples", a.Name, len(a.Slips), len(a.Samples))
		}
		if q := a.Misread(); a.Keyed >= 0 && q.Right()[0] != a.Right()[0] {
			misread++
		}
		for _, o := range []int{a.Keyed, a.Lure, a.Dead} {
			if o >= 0 && a.Options[o].Fraction > 0 {
				t.Errorf("%s: option %d is right", a.Name, o)
			}
		}
	}
	for i := range 4 {
		if letters[i] < 12 || letters[i] > 24 {
			t.Errorf("%d keys are %c", letters[i], 'A'+i)
		}
	}
	if misread != 1 {
		t.Errorf("%d questions have a wrong key", misread)
	}
}

func TestQuestions_TheRightChoiceIsNotToldByItsLength(t *testing.T) {
	told := 0
	for _, a := range asked(t) {
		if a.Kind != bank.Single {
			continue
		}
		right, longest := utf8.RuneCountInString(a.Options[a.Right()[0]].Text), 0
		for _, o := range a.Options {
			if o.Fraction == 0 {
				longest = max(longest, utf8.RuneCountInString(o.Text))
			}
		}
		if 3*right > 4*longest {
			told++
		}
	}
	if told > 7 {
		t.Errorf("the right choice is longer by a third in %d of 70", told)
	}
}
