package revision_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/revision"
	"shifu/qa/rubrics"
)

func TestClone_SharesNothing(t *testing.T) {
	v := shipped(t)
	yes := true
	v.Sections[0].Questions[0].VisibleWhen = &qa.Condition{Ref: "2.1", Is: []string{"Met"}}
	v.Sections[0].Questions[0].Options[0].Pass = &yes
	before := revision.Clone(&v)
	w := revision.Clone(&v)
	q := &w.Sections[0].Questions[0]
	*q.Options[0].Pass, q.Options[1].Label, q.VisibleWhen.Is[0], q.RootCauses[0] = false, "x", "x", "x"
	w.Sections[1].Title, w.Sections[1].Questions[0].Text = "x", "x"
	if d := cmp.Diff(before, v, cmp.Comparer(qa.Decimal.Equal)); d != "" {
		t.Error(d)
	}
}

func TestStepQuestion_GoesOnIntoTheNextSectionAndBack(t *testing.T) {
	v := shipped(t)
	last := qa.QuestionAt{Section: 0, Question: len(v.Sections[0].Questions) - 1}
	ref := v.Sections[0].Questions[last.Question].Ref
	at := revision.StepQuestion(&v, last, 1)
	if at != (qa.QuestionAt{Section: 1}) || v.Sections[1].Questions[0].Ref != ref {
		t.Fatalf("%+v", at)
	}
	if at = revision.StepQuestion(&v, at, -1); at != last || v.Sections[0].Questions[at.Question].Ref != ref {
		t.Errorf("back: %+v", at)
	}
	first := qa.QuestionAt{}
	if at = revision.StepQuestion(&v, first, -1); at != first {
		t.Errorf("above the first: %+v", at)
	}
}

func TestDouble_TheCopyHasARefOfItsOwn(t *testing.T) {
	v := shipped(t)
	at := revision.Double(&v, qa.QuestionAt{})
	if q := v.Sections[0].Questions[at.Question]; q.Ref != "1.3" || q.Text != v.Sections[0].Questions[0].Text {
		t.Errorf("%+v", q)
	}
	if err := v.Check(); err != nil {
		t.Error(err)
	}
}

func TestRename_ConditionsFollowRefAndLabel(t *testing.T) {
	v := shipped(t)
	v.Sections[0].Questions[1].VisibleWhen = &qa.Condition{Ref: "1.1", Is: []string{"Not met"}}
	revision.Rename(&v, qa.QuestionAt{}, "open")
	revision.RenameOption(&v, qa.QuestionAt{}, 2, "Missed")
	if w := v.Sections[0].Questions[1].VisibleWhen; w.Ref != "open" || w.Is[0] != "Missed" {
		t.Errorf("%+v", w)
	}
}

func TestSetKind_LeavesNothingThatTheKindCantHave(t *testing.T) {
	for _, kind := range []qa.Kind{qa.KindSingle, qa.KindMultiple, qa.KindYesNo, qa.KindNumeric, qa.KindText, qa.KindDate} {
		for _, to := range []qa.Kind{qa.KindSingle, qa.KindMultiple, qa.KindYesNo, qa.KindNumeric, qa.KindText, qa.KindDate} {
			v := shipped(t)
			q := &v.Sections[0].Questions[0]
			three := q.Options
			revision.SetKind(q, kind, three)
			revision.SetKind(q, to, three)
			if err := v.Check(); err != nil {
				t.Errorf("%s to %s: %v", kind, to, err)
			}
		}
	}
}

func TestHistory_UndoesAndRedoesWholeSteps(t *testing.T) {
	v := shipped(t)
	h := revision.NewHistory(&v)
	typed := func(field, text string) {
		h.Change(field, func(v *qa.Version) { v.Title += text })
	}
	start := v.Title
	for _, letter := range []string{"a", "b", "c"} {
		typed("title", letter)
	}
	held := h.Now()
	typed("", "!")
	h.Undo()
	if h.Now().Title != start+"abc" || held.Title != start+"abc" {
		t.Error("the word is one step", h.Now().Title)
	}
	h.Undo()
	if h.Now().Title != start || h.CanUndo() {
		t.Error(h.Now().Title)
	}
	h.Redo()
	h.Redo()
	if h.Now().Title != start+"abc!" || h.CanRedo() {
		t.Error(h.Now().Title)
	}
	h.Undo()
	typed("title", "d")
	if h.CanRedo() {
		t.Error("a change after an undo leaves nothing to redo")
	}
	h.Pause()
	typed("title", "e")
	h.Undo()
	if h.Now().Title != start+"abcd" {
		t.Error("after a pause a new step begins", h.Now().Title)
	}
}

func TestHistory_ForgetsTheOldestSteps(t *testing.T) {
	v := shipped(t)
	h := revision.NewHistory(&v)
	for range 2000 {
		h.Change("", func(v *qa.Version) { v.Title += "x" })
	}
	n := 0
	for ; h.CanUndo(); n++ {
		h.Undo()
	}
	if n != 500 {
		t.Errorf("%d steps", n)
	}
}

func TestShares_AddUpToOneInEveryModeButDeduction(t *testing.T) {
	for _, name := range rubrics.Names {
		v, err := rubrics.Shipped(name, "en")
		if err != nil {
			t.Fatal(err)
		}
		for _, mode := range []qa.Mode{qa.ModeSectionPercent, qa.ModeWeightedPoints, qa.ModeFlat} {
			v.Mode = mode
			sum := 0.0
			for _, s := range revision.SharesOf(&v).Sections {
				sum += s
			}
			if math.Abs(sum-1) > 1e-12 {
				t.Errorf("%s %s: %v", name, mode, sum)
			}
		}
	}
}

func TestShares_AsReckonedByHand(t *testing.T) {
	q := func(w int, more func(*qa.Question)) qa.Question {
		q := qa.Question{Weight: qa.Whole(w), Kind: qa.KindYesNo}
		if more != nil {
			more(&q)
		}
		return q
	}
	v := qa.Version{Sections: []qa.Section{
		{Weight: qa.Whole(1), Questions: []qa.Question{q(1, nil), q(3, nil), q(9, func(q *qa.Question) { q.Excluded = true })}},
		{Weight: qa.Whole(3), Questions: []qa.Question{q(2, nil), q(5, func(q *qa.Question) { q.Bonus = true })}},
	}}
	for mode, want := range map[qa.Mode][]float64{
		qa.ModeSectionPercent: {1. / 16, 3. / 16, 0, 3. / 4, 0}, qa.ModeWeightedPoints: {.1, .3, 0, .6, 0},
		qa.ModeFlat: {1. / 6, 3. / 6, 0, 2. / 6, 0}, qa.ModeDeduction: {.01, .03, 0, .02, 0},
	} {
		v.Mode = mode
		s := revision.SharesOf(&v)
		got := append(append([]float64{}, s.Questions[0]...), s.Questions[1]...)
		for i := range want {
			if math.Abs(got[i]-want[i]) > 1e-12 {
				t.Errorf("%s: got %v, want %v", mode, got, want)
				break
			}
		}
	}
}

func TestShares_WithoutWeightsAreNone(t *testing.T) {
	v := qa.Version{Mode: qa.ModeFlat, Sections: []qa.Section{{Questions: []qa.Question{{Kind: qa.KindYesNo}}}}}
	if s := revision.SharesOf(&v); s.Sections[0] != 0 || s.Questions[0][0] != 0 {
		t.Errorf("%+v", s)
	}
}

func TestSpotOf_ReadsThePathsOfProblems(t *testing.T) {
	for path, want := range map[string]revision.Spot{
		"mode": {Section: -1, Question: -1, Field: "mode"}, "sections": {Section: -1, Question: -1, Field: "sections"},
		"sections[3].weight": {Section: 3, Question: -1, Field: "weight"}, "sections[100]": {Section: 100, Question: -1},
		"sections[0].questions[2].options[1].score": {Section: 0, Question: 2, Field: "options[1].score"},
		"sections[x].title":                         {Section: -1, Question: -1, Field: "sections[x].title"},
	} {
		if got := revision.SpotOf(path); got != want {
			t.Errorf("%s: %+v", path, got)
		}
	}
	if key := revision.SpotOf("sections[0].questions[2].options[1].score").Key(); key != "options" {
		t.Error(key)
	}
}

func FuzzSpotOf(f *testing.F) {
	f.Add("sections[0].questions[2].options[1].score")
	f.Fuzz(func(t *testing.T, path string) {
		if s := revision.SpotOf(path); s.Section < -1 || s.Question < -1 || (s.Section < 0 && s.Question >= 0) {
			t.Errorf("%q: %+v", path, s)
		}
	})
}

func TestScale_TheShippedOnesKeepTheRulesAndFitTheShippedRubrics(t *testing.T) {
	byName := map[string]revision.Scale{}
	for _, s := range revision.Shipped() {
		if err := s.Check(); err != nil || !s.Locked() {
			t.Error(s.Name, err)
		}
		if _, twice := byName[s.Name]; twice {
			t.Error("two scales are called", s.Name)
		}
		byName[s.Name] = s
	}
	for _, name := range rubrics.Names {
		for _, l := range rubrics.Languages {
			v, err := rubrics.Shipped(name, l)
			if err != nil {
				t.Fatal(err)
			}
			for _, q := range v.All {
				if s, ok := byName[q.Scale]; q.Scale != "" && (!ok || !s.Fits(q.Options)) {
					t.Errorf("%s %s, %s: %q is no shipped scale", name, l, q.Ref, q.Scale)
				}
			}
		}
	}
}

func TestScale_RefusesWhatBreaksTheRules(t *testing.T) {
	number := func(text string) qa.Decimal {
		d, err := qa.ParseDecimal(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	good := func(scores ...string) revision.Scale {
		s := revision.Scale{Name: "s"}
		for i, text := range scores {
			s.Options = append(s.Options, qa.Option{Label: string(rune('a' + i)), Score: number(text)})
		}
		return s
	}
	fails, passes := false, true
	turned := good("1", "0.9", "0")
	turned.Options[0].Pass, turned.Options[1].Pass = &fails, &passes
	twice, nameless := good("1", "0"), good("1", "0")
	twice.Options[1].Label, nameless.Name = "a", " "
	long := good("1", "0")
	long.Name = strings.Repeat("级", qa.MaxTitle+1)
	for want, s := range map[string]revision.Scale{
		"has 1 options":                 good("1"),
		"has 12 options":                good("1", ".9", ".8", ".7", ".6", ".5", ".4", ".3", ".2", ".1", ".05", "0"),
		"has to begin with the score 1": good("0.9", "0"),
		"end with 0":                    good("1", "0.1"),
		"has to be lower":               good("1", "0.5", "0.5", "0"),
		"counts as pass but":            turned,
		"label of its own":              twice,
		"needs a name":                  nameless,
		"of up to 128":                  long,
	} {
		if err := s.Check(); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if err := good("1", ".9", ".8", ".7", ".6", ".5", ".4", ".3", ".2", ".1", "0").Check(); err != nil {
		t.Error("eleven options:", err)
	}
}

func TestBlank_CanBePublishedAsItStands(t *testing.T) {
	for _, l := range rubrics.Languages {
		v := revision.Blank("Title", "Section", "Question", l)
		if err := v.Check(); err != nil || v.Sections[0].Questions[0].Scale == "" {
			t.Error(l, err)
		}
	}
}
