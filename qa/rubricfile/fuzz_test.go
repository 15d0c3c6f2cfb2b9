package rubricfile_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/rubricfile"
	"shifu/qa/score"
)

func seed(f *testing.F, names ...string) {
	for _, name := range names {
		text, err := os.ReadFile(data(name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
}

// FuzzRead: a rubric is refused with a sentence, or survives writing and reading.
func FuzzRead(f *testing.F) {
	seed(f, "kinds.rubric.yaml", "deduction.rubric.yaml")
	f.Add([]byte(good))
	f.Fuzz(func(t *testing.T, text []byte) {
		v, err := rubricfile.Read("fuzz", text)
		if err != nil {
			if !fault.Is(err, fault.Invalid) || fault.Sentence(err) == "" {
				t.Fatalf("refused without a sentence: %v", err)
			}
			return
		}
		again, err := rubricfile.Read("again", rubricfile.Write(&v))
		if err != nil {
			t.Fatalf("can't read what was written: %v\n%s", err, rubricfile.Write(&v))
		}
		if d := cmp.Diff(v, again); d != "" {
			t.Fatalf("changed:\n%s", d)
		}
	})
}

// FuzzReadAnswers: answers are refused with a sentence, or can be scored and explained.
func FuzzReadAnswers(f *testing.F) {
	seed(f, "kinds.answers.yaml", "deduction.answers.yaml")
	v, err := rubricfile.Load(data("kinds.rubric.yaml"))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := rubricfile.ReadAnswers("fuzz", text, &v)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("refused without a sentence: %v", err)
			}
			return
		}
		r := score.Score(&v, a)
		if r.Final.Known && (r.Final.Value < 0 || r.Final.Value > 100) {
			t.Fatalf("final %v", r.Final)
		}
		score.English(score.Explain(&v, a, &r))
	})
}

func TestWrite_AnyTextSurvives(t *testing.T) {
	v := load(t, "kinds.rubric.yaml")
	rapid.Check(t, func(t *rapid.T) {
		text := func(label string) string { return rapid.StringN(1, 20, 80).Draw(t, label) + "x" }
		v.Title, v.Sections[0].Title = text("title"), text("section")
		q := &v.Sections[0].Questions[0]
		q.Text, q.Help, q.Options[1].Label, q.RootCauses = text("question"), text("help"), text("label"), []string{text("cause")}
		again, err := rubricfile.Read("again", rubricfile.Write(&v))
		if err != nil {
			if !qaRefuses(&v) {
				t.Fatal(err)
			}
			return
		}
		if d := cmp.Diff(v, again); d != "" {
			t.Fatalf("changed:\n%s", d)
		}
	})
}

func qaRefuses(v *qa.Version) bool { return v.Check() != nil }
