package revision_test

import (
	"testing"

	"pgregory.net/rapid"

	"shifu/qa"
	"shifu/qa/revision"
	"shifu/qa/rubrics"
)

func shipped(t testing.TB) qa.Version {
	t.Helper()
	v, err := rubrics.Shipped("95598", "en")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func row(t *testing.T, c revision.Comparison, ref string) revision.Row {
	t.Helper()
	for _, g := range c.Groups {
		for _, r := range g.Rows {
			if r.Ref == ref {
				return r
			}
		}
	}
	t.Fatalf("%s is in no row", ref)
	return revision.Row{}
}

func TestCompare_AVersionWithItselfIsEqual(t *testing.T) {
	v := shipped(t)
	w := revision.Clone(&v)
	if c := revision.Compare(&v, &w); !c.Equal() || len(c.Groups) != len(v.Sections) {
		t.Errorf("%+v", c.Totals)
	}
}

func TestCompare_FindsWhatWasAddedRemovedChangedAndMoved(t *testing.T) {
	v := shipped(t)
	w := revision.Clone(&v)
	revision.RemoveQuestion(&w, qa.QuestionAt{Section: 1, Question: 1}) // 2.2
	revision.AddQuestion(&w, qa.QuestionAt{Section: 0, Question: 1}, qa.Question{Text: "New"})
	w.Sections[3].Questions[0].Weight = qa.Whole(9) // 4.1
	w.Sections[3].Questions[0].Evidence = false
	revision.MoveQuestion(&w, qa.QuestionAt{Section: 5, Question: 0}, qa.QuestionAt{Section: 4}) // 6.1
	w.Mode = qa.ModeFlat
	c := revision.Compare(&v, &w)
	if want := (revision.Totals{Added: 1, Removed: 1, Changed: 1, Moved: 1}); c.Totals != want {
		t.Errorf("got %+v, want %+v", c.Totals, want)
	}
	if r := row(t, c, "2.2"); r.Change != revision.Removed || r.Right != nil || r.From != (qa.QuestionAt{Section: 1, Question: 1}) {
		t.Errorf("removed: %+v", r)
	}
	if r := row(t, c, "1.3"); r.Change != revision.Added || r.Left != nil {
		t.Errorf("added: %+v", r)
	}
	r := row(t, c, "4.1")
	if len(r.Fields) != 2 || r.Fields[0] != (revision.Field{Key: "weight", Left: "7", Right: "9"}) || r.Fields[1].Key != "evidence" {
		t.Errorf("changed: %+v", r.Fields)
	}
	if r := row(t, c, "6.1"); !r.Moved || r.Change != revision.Same || r.To != (qa.QuestionAt{Section: 4}) {
		t.Errorf("moved: %+v", r)
	}
	if len(c.Head) != 1 || c.Head[0] != (revision.Field{Key: "mode", Left: "section_percent", Right: "flat"}) {
		t.Errorf("head: %+v", c.Head)
	}
}

func TestCompare_WhatWasRemovedStandsWhereItWas(t *testing.T) {
	v := shipped(t)
	w := revision.Clone(&v)
	revision.RemoveQuestion(&w, qa.QuestionAt{Section: 3, Question: 2}) // 4.3
	revision.RemoveSection(&w, 1)
	c := revision.Compare(&v, &w)
	var refs []string
	for _, r := range c.Groups[3].Rows {
		refs = append(refs, r.Ref)
	}
	if c.Groups[1].Change != revision.Removed || len(c.Groups[1].Rows) != 3 || len(refs) != 5 || refs[2] != "4.3" {
		t.Errorf("section %+v, rows %v", c.Groups[1].Change, refs)
	}
}

func TestCompare_OneQuestionCarriedUpIsOneMove(t *testing.T) {
	v := shipped(t)
	w := revision.Clone(&v)
	revision.MoveQuestion(&w, qa.QuestionAt{Section: 3, Question: 4}, qa.QuestionAt{Section: 3})
	if c := revision.Compare(&v, &w); c.Totals != (revision.Totals{Moved: 1}) || !row(t, c, "4.5").Moved {
		t.Errorf("%+v", c.Totals)
	}
}

func TestCompare_ASectionMovedTakesItsQuestionsAlong(t *testing.T) {
	v := shipped(t)
	w := revision.Clone(&v)
	revision.MoveSection(&w, 5, 0)
	w.Sections[0].Title = "Closing"
	c := revision.Compare(&v, &w)
	if c.Totals.Any() || !c.Groups[0].Moved || c.Groups[0].Fields[0].Right != "Closing" || c.Equal() {
		t.Errorf("%+v %+v", c.Totals, c.Groups[0])
	}
}

// TestCompare_LosesNothing holds for any edits: every question of both versions
// is in exactly one row, and what is added from one side is removed from the other.
func TestCompare_LosesNothing(t *testing.T) {
	v := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		w := revision.Clone(&v)
		for range rapid.IntRange(0, 12).Draw(t, "edits") {
			edit(t, &w)
		}
		c, back := revision.Compare(&v, &w), revision.Compare(&w, &v)
		left, right := map[string]int{}, map[string]int{}
		for _, g := range c.Groups {
			for _, r := range g.Rows {
				if r.Left != nil {
					left[r.Ref]++
				}
				if r.Right != nil {
					right[r.Ref]++
				}
			}
		}
		for _, q := range v.All {
			if left[q.Ref] != 1 {
				t.Fatalf("%s is %d times on the left", q.Ref, left[q.Ref])
			}
		}
		for _, q := range w.All {
			if right[q.Ref] != 1 {
				t.Fatalf("%s is %d times on the right", q.Ref, right[q.Ref])
			}
		}
		if c.Totals.Added != back.Totals.Removed || c.Totals.Removed != back.Totals.Added || c.Totals.Changed != back.Totals.Changed {
			t.Fatalf("%+v, the other way %+v", c.Totals, back.Totals)
		}
	})
}

func edit(t *rapid.T, w *qa.Version) {
	s := rapid.IntRange(0, len(w.Sections)-1).Draw(t, "section")
	n := len(w.Sections[s].Questions)
	at := qa.QuestionAt{Section: s, Question: rapid.IntRange(0, max(0, n-1)).Draw(t, "question")}
	switch what := rapid.IntRange(0, 6).Draw(t, "what"); {
	case what == 0:
		revision.AddSection(w, s)
	case what == 1 && len(w.Sections) > 1:
		revision.RemoveSection(w, s)
	case what == 2:
		revision.AddQuestion(w, at, qa.Question{Text: "x"})
	case n == 0:
	case what == 3:
		revision.RemoveQuestion(w, at)
	case what == 4:
		revision.StepQuestion(w, at, rapid.SampledFrom([]int{-1, 1}).Draw(t, "by"))
	case what == 5:
		revision.MoveSection(w, s, rapid.IntRange(0, len(w.Sections)-1).Draw(t, "to"))
	default:
		w.Sections[s].Questions[at.Question].Help += "!"
	}
}
