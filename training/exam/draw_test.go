package exam_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/training/bank"
	"shifu/training/exam"
)

// question is a sound question of a knowledge point.
func question(id, point string, k bank.Kind, d bank.Difficulty) exam.Candidate {
	q := bank.Question{ID: id, EntryID: "e" + id, Kind: k, Text: "What is " + id + "?", Mark: 1, Shuffle: true, Tags: bank.Tags{Point: point, Difficulty: d}}
	switch k {
	case bank.Single, bank.Listening, bank.TrueFalse, bank.Multiple:
		q.Options = []bank.Option{{Text: "A", Fraction: 1}, {Text: "B"}}
	case bank.Ordering:
		q.Options = []bank.Option{{Text: "A"}, {Text: "B"}, {Text: "C"}}
	}
	return exam.Candidate{Question: q}
}

func pool(n int, point string, k bank.Kind, d bank.Difficulty) []exam.Candidate {
	out := make([]exam.Candidate, n)
	for i := range out {
		out[i] = question(fmt.Sprintf("%s-%s-%s-%03d", point, k, d, i), point, k, d)
	}
	return out
}

func ids(ps []exam.Pick) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = p.QuestionID
	}
	return out
}

func TestFill_APoolTooSmallIsRefusedNamingTheCell(t *testing.T) {
	b := exam.Blueprint{{Point: "tariff", Kind: bank.Single, Difficulty: bank.Easy, Count: 4, Mark: 1}}
	err := b.Fill(pool(3, "tariff", bank.Single, bank.Easy))
	if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), "Row 1 of the blueprint (tariff · single choice · easy) asks for 4 questions; the bank has 3.") {
		t.Fatal(err)
	}
	if err := b.Fill(pool(4, "tariff", bank.Single, bank.Easy)); err != nil {
		t.Fatal(err)
	}
}

func TestFill_OverlappingRowsThatNeedTheSameQuestionsAreRefused(t *testing.T) {
	b := exam.Blueprint{{Point: "tariff", Count: 3, Mark: 1}, {Kind: bank.Single, Count: 3, Mark: 1}}
	p := pool(5, "tariff", bank.Single, bank.Easy)
	if err := b.Fill(p); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), "other rows need the same questions") {
		t.Fatal(err)
	}
	if err := b.Fill(append(p, question("x", "outage", bank.Single, bank.Easy))); err != nil {
		t.Fatal("there is one way to fill it:", err)
	}
}

func TestFill_TwoVersionsOfOneEntryAreOneQuestion(t *testing.T) {
	p := pool(2, "tariff", bank.Single, bank.Easy)
	p[1].EntryID = p[0].EntryID
	b := exam.Blueprint{{Count: 2, Mark: 1}}
	if err := b.Fill(p); !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
}

func TestDraw_TakesTheLeastSeenThenTheLeastUsed(t *testing.T) {
	p := pool(6, "tariff", bank.Single, bank.Easy)
	for i := range p {
		p[i].Uses = i
	}
	p[0].Seen = 1 // used least, but this person has had it
	for seed := range uint64(20) {
		got, err := exam.Blueprint{{Count: 3, Mark: 1}}.Draw(p, seed)
		if err != nil {
			t.Fatal(err)
		}
		if want := []string{p[1].ID, p[2].ID, p[3].ID}; !reflect.DeepEqual(ids(got), want) {
			t.Fatalf("%v, want %v", ids(got), want)
		}
	}
}

func TestDraw_EqualUsesAreDrawnEquallyOften(t *testing.T) {
	p, hits := pool(4, "tariff", bank.Single, bank.Easy), map[string]int{}
	for seed := range uint64(4000) {
		got, err := exam.Blueprint{{Count: 1, Mark: 1}}.Draw(p, seed)
		if err != nil {
			t.Fatal(err)
		}
		hits[got[0].QuestionID]++
	}
	for id, n := range hits { // 1000 expected, standard deviation 27
		if n < 880 || n > 1120 {
			t.Errorf("%s was drawn %d times of 4000", id, n)
		}
	}
}

// anyExam draws a blueprint of up to four cells, some of them wide, and a pool.
func anyExam(t *rapid.T) (exam.Blueprint, []exam.Candidate) {
	points, kinds, bands := []string{"a", "b"}, []bank.Kind{bank.Single, bank.Ordering}, []bank.Difficulty{bank.Easy, bank.Hard}
	var p []exam.Candidate
	for i := range rapid.IntRange(1, 40).Draw(t, "pool") {
		c := question(fmt.Sprintf("q%02d", i), rapid.SampledFrom(points).Draw(t, "point"), rapid.SampledFrom(kinds).Draw(t, "kind"), rapid.SampledFrom(bands).Draw(t, "band"))
		c.Uses, c.Answers, c.Facility = rapid.IntRange(0, 3).Draw(t, "uses"), rapid.IntRange(0, 50).Draw(t, "n"), rapid.Float64Range(0, 1).Draw(t, "p")
		p = append(p, c)
	}
	var b exam.Blueprint
	for range rapid.IntRange(1, 4).Draw(t, "cells") {
		b = append(b, exam.Cell{Point: rapid.SampledFrom(append(points, "")).Draw(t, "cell point"), Kind: rapid.SampledFrom(append(kinds, "")).Draw(t, "cell kind"),
			Difficulty: rapid.SampledFrom(append(bands, "")).Draw(t, "cell band"), Count: rapid.IntRange(1, 6).Draw(t, "count"), Mark: rapid.SampledFrom([]float64{.5, 1, 2.5}).Draw(t, "mark")})
	}
	return b, p
}

func TestDraw_FillsEveryCellWithItsOwnAndNothingTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, p := anyExam(t)
		seed := rapid.Uint64().Draw(t, "seed")
		got, err := b.Draw(p, seed)
		if full := b.Fill(p); (full == nil) != (err == nil) {
			t.Fatalf("Fill says %v, Draw %v", full, err)
		}
		if err != nil {
			return
		}
		again, _ := b.Draw(shuffled(p), seed)
		if !slices.Equal(ids(got), ids(again)) {
			t.Fatal("the same pool and seed gave another paper")
		}
		fitting(t, b, p, got)
	})
}

func shuffled(p []exam.Candidate) []exam.Candidate {
	p = slices.Clone(p)
	slices.Reverse(p)
	return p
}

type failing interface{ Fatalf(string, ...any) }

// fitting fails unless the picks are what the blueprint asks for.
func fitting(t failing, b exam.Blueprint, p []exam.Candidate, got []exam.Pick) {
	by, seen, counts := map[string]exam.Candidate{}, map[string]bool{}, make([]int, len(b))
	for _, c := range p {
		by[c.ID] = c
	}
	for _, k := range got {
		q := by[k.QuestionID]
		if !b[k.Cell].Takes(&q.Question) || seen[q.EntryID] || k.Mark != b[k.Cell].Mark {
			t.Fatalf("%+v does not belong here", k)
		}
		seen[q.EntryID] = true
		counts[k.Cell]++
	}
	for i, c := range b {
		if counts[i] != c.Count {
			t.Fatalf("cell %d has %d of %d", i, counts[i], c.Count)
		}
	}
}

func TestParallel_FormsFitTheBlueprint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, p := anyExam(t)
		forms, _, err := b.Parallel(p, 3, rapid.Uint64().Draw(t, "seed"))
		if err != nil {
			return
		}
		for _, f := range forms {
			fitting(t, b, p, f.Picks)
		}
	})
}

func TestParallel_FormsOfALargePoolAreEquallyHardToOnePerCent(t *testing.T) {
	p := append(pool(60, "a", bank.Single, bank.Easy), pool(60, "b", bank.Single, bank.Hard)...)
	for i := range p {
		p[i].Answers, p[i].Facility = 200, float64(i%60)/60
	}
	b := exam.Blueprint{{Point: "a", Count: 20, Mark: 1}, {Point: "b", Count: 10, Mark: 2.5}}
	for seed := range uint64(50) {
		forms, aim, err := b.Parallel(p, 4, seed)
		if err != nil || !exam.Balanced(forms, aim) {
			t.Fatal(seed, forms, aim, err)
		}
	}
}

func TestParallel_TheSecondFormAvoidsTheFirst(t *testing.T) {
	p := pool(40, "a", bank.Single, bank.Easy)
	forms, _, err := exam.Blueprint{{Count: 20, Mark: 1}}.Parallel(p, 2, 7)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids(forms[1].Picks) {
		if slices.Contains(ids(forms[0].Picks), id) {
			t.Error(id, "stands on both forms")
		}
	}
}

func TestExpected_IsShrunkTowardsTheBand(t *testing.T) {
	c := question("x", "a", bank.Single, bank.Hard) // p0 = 0.45
	for _, k := range []struct {
		n    int
		p    float64
		want float64
	}{{0, 0, .45}, {20, 1, .725}, {180, .5, .495}} {
		if c.Answers, c.Facility = k.n, k.p; math.Abs(c.Expected()-k.want) > 1e-12 {
			t.Errorf("n %d: %v, want %v", k.n, c.Expected(), k.want)
		}
	}
}

func TestLay_OrdersByKindAndMixesWhatMayBeMixed(t *testing.T) {
	p := append(pool(8, "a", bank.Ordering, bank.Easy), pool(8, "a", bank.Single, bank.Easy)...)
	tf := question("tf", "a", bank.TrueFalse, bank.Easy)
	p = append(p, tf)
	questions := map[string]bank.Question{}
	for _, c := range p {
		questions[c.ID] = c.Question
	}
	picks, err := exam.Blueprint{{Count: 17, Mark: 1}}.Draw(p, 1)
	if err != nil {
		t.Fatal(err)
	}
	mixed := false
	for seed := range uint64(20) {
		last := -1
		paper := exam.Lay(picks, questions, exam.Rules{ShuffleQuestions: true, ShuffleOptions: true}, 0, seed)
		for _, it := range paper.Items {
			q := questions[it.QuestionID]
			at := slices.Index(bank.Kinds, q.Kind)
			if at < last {
				t.Fatal("kinds are mixed")
			}
			last = at
			o := slices.Clone(it.Options)
			mixed = mixed || !slices.IsSorted(o)
			if slices.Sort(o); q.Kind == bank.TrueFalse && o != nil || q.Kind != bank.TrueFalse && len(o) != len(q.Options) || len(o) > 0 && o[len(o)-1] != len(o)-1 {
				t.Fatalf("%s: %v", q.Kind, it.Options)
			}
		}
		if !reflect.DeepEqual(paper, exam.Lay(picks, questions, exam.Rules{ShuffleQuestions: true, ShuffleOptions: true}, 0, seed)) {
			t.Fatal("a seed gives two papers")
		}
	}
	if !mixed {
		t.Error("no option ever moved")
	}
}

func TestCheck_RefusesWhatCantBeAnExam(t *testing.T) {
	good := func() exam.Exam {
		return exam.Exam{Name: "X", PassShare: .8, Blueprint: exam.Blueprint{{Count: 2, Mark: 1.5}}}
	}
	for name, spoil := range map[string]func(*exam.Exam){
		"no name":              func(e *exam.Exam) { e.Name = " " },
		"no pass mark":         func(e *exam.Exam) { e.PassShare = 0 },
		"no number as a pass":  func(e *exam.Exam) { e.PassShare = math.NaN() },
		"nothing asked":        func(e *exam.Exam) { e.Blueprint = nil },
		"a third of a point":   func(e *exam.Exam) { e.Blueprint[0].Mark = 1. / 3 },
		"no number as a mark":  func(e *exam.Exam) { e.Blueprint[0].Mark = math.NaN() },
		"no question":          func(e *exam.Exam) { e.Blueprint[0].Count = 0 },
		"too many questions":   func(e *exam.Exam) { e.Blueprint[0].Count = 501 },
		"an unknown kind":      func(e *exam.Exam) { e.Blueprint[0].Kind = "riddle" },
		"closed before open":   func(e *exam.Exam) { e.Rules.Opens, e.Rules.Closes = at(9, 0), at(8, 0) },
		"grace without length": func(e *exam.Exam) { e.Rules.Expiry = exam.Grace },
		"an unknown end":       func(e *exam.Exam) { e.Rules.Expiry = "explode" },
		"an unknown grading":   func(e *exam.Exam) { e.Rules.Grading = "best of" },
		"a step of 0.3":        func(e *exam.Exam) { e.Rules.Step = .3 },
		"a negative limit":     func(e *exam.Exam) { e.Rules.Limit = -1 },
		"too many forms":       func(e *exam.Exam) { e.Forms = 21 },
	} {
		e := good()
		if spoil(&e); !fault.Is(e.Check(), fault.Invalid) {
			t.Errorf("%s: %v", name, e.Check())
		}
	}
	if e := good(); e.Check() != nil || e.Blueprint.Marks() != 3 {
		t.Error(e.Check(), e.Blueprint.Marks())
	}
}

func TestCheckPool_AQuestionWithoutAKeyIsNamed(t *testing.T) {
	p := pool(2, "a", bank.Single, bank.Easy)
	p[1].Options[0].Fraction = 0
	if err := exam.CheckPool(p); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), p[1].Text) || !strings.Contains(fault.Sentence(err), "No option is right") {
		t.Fatal(err)
	}
}

func TestAskable_LeavesOutWhatMayNotBeDrawn(t *testing.T) {
	e := exam.Exam{Blueprint: exam.Blueprint{{Point: "a", Count: 1, Mark: 1}}}
	for name, c := range map[string]struct {
		change func(q *bank.Question)
		want   int
	}{
		"as it is":            {func(*bank.Question) {}, 1},
		"active":              {func(q *bank.Question) { q.State = bank.Active }, 1},
		"a draft":             {func(q *bank.Question) { q.State = bank.Draft }, 0},
		"frozen":              {func(q *bank.Question) { q.State = bank.Frozen }, 0},
		"retired":             {func(q *bank.Question) { q.State = bank.Retired }, 0},
		"of another point":    {func(q *bank.Question) { q.Tags.Point = "b" }, 0},
		"text in between":     {func(q *bank.Question) { q.Kind = bank.Description }, 0},
		"valid from tomorrow": {func(q *bank.Question) { q.ValidFrom = at(24, 0) }, 0},
		"valid until now":     {func(q *bank.Question) { q.ValidUntil = at(9, 0) }, 0},
		"valid now":           {func(q *bank.Question) { q.ValidFrom, q.ValidUntil = at(9, 0), at(10, 0) }, 1},
	} {
		q := question("x", "a", bank.Single, bank.Easy).Question
		if c.change(&q); len(e.Askable([]bank.Question{q}, at(9, 0))) != c.want {
			t.Error(name)
		}
	}
}
