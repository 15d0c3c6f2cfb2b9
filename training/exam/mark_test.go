package exam_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/training/bank"
	"shifu/training/exam"
)

func TestMark_IsRoundedToTheStep(t *testing.T) {
	thirds := bank.Question{Kind: bank.Matching, Options: []bank.Option{{Text: "a", Match: "1"}, {Text: "b", Match: "2"}, {Text: "c", Match: "3"}}}
	one := bank.Answer{Texts: []string{"1", "", ""}}
	for _, c := range []struct{ step, mark, want float64 }{{0, 2, .5}, {.5, 2, .5}, {1, 2, 1}, {.1, 2, .7}, {.5, 4.5, 1.5}, {1, 4.5, 2}} {
		r := exam.Rules{Step: c.step}
		if m := r.Mark(0, exam.Item{Mark: c.mark}, &thirds, one); m.Points != c.want || !m.Known {
			t.Errorf("a third of %v by %v: %+v, want %v", c.mark, c.step, m, c.want)
		}
	}
}

func TestMark_PointsLieBetweenNoneAndAllOnTheStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := exam.Rules{Step: rapid.SampledFrom([]float64{0, .5, .1}).Draw(t, "step")}
		mark := float64(rapid.IntRange(1, 40).Draw(t, "halves")) / 2
		q := bank.Question{Kind: bank.Single, Options: []bank.Option{{Fraction: rapid.Float64Range(-1, 1).Draw(t, "f")}, {Fraction: 1}}}
		m := r.Mark(0, exam.Item{Mark: mark}, &q, bank.Answer{Options: []int{rapid.IntRange(0, 1).Draw(t, "chosen")}})
		steps := m.Points / max(r.Step, .1)
		if r.Step == 0 {
			steps = m.Points / .5
		}
		if m.Points < 0 || m.Points > mark || math.Abs(steps-math.Round(steps)) > 1e-6 {
			t.Fatalf("%+v of %v", m, mark)
		}
	})
}

func TestMark_AnEssayWaitsForPeopleUnlessItIsEmpty(t *testing.T) {
	r, q := exam.Rules{}, bank.Question{Kind: bank.Essay}
	if m := r.Mark(0, exam.Item{Mark: 10}, &q, bank.Answer{Text: "x"}); m.Known {
		t.Error(m)
	}
	if m := r.Mark(0, exam.Item{Mark: 10}, &q, bank.Answer{Text: " "}); !m.Known || m.Points != 0 {
		t.Error(m)
	}
}

func TestSettle_TwoMarkersAndAThirdWhereTheyDiffer(t *testing.T) {
	for name, c := range map[string]struct {
		given []float64
		want  float64
		need  int
	}{
		"nobody":                       {nil, 0, 2},
		"one":                          {[]float64{8}, 0, 1},
		"two agree":                    {[]float64{8, 8}, 8, 0},
		"two differ as allowed":        {[]float64{6, 8}, 7, 0},
		"by a hair more":               {[]float64{6, 8.5}, 0, 1},
		"the third is near the lower":  {[]float64{2, 9, 3}, 2.5, 0},
		"the third is near the higher": {[]float64{2, 9, 8}, 8.5, 0},
		"the third lies in the middle": {[]float64{2, 8, 5}, 6.5, 0},
		"more than all":                {[]float64{30, 10}, 10, 0},
	} {
		r, js := exam.Rules{EssayGap: .2}, []exam.Judgement{}
		for _, p := range c.given {
			js = append(js, exam.Judgement{Points: p})
		}
		if got, need := r.Settle(10, js); got != c.want || need != c.need {
			t.Errorf("%s: %v, %d missing; want %v, %d", name, got, need, c.want, c.need)
		}
	}
}

func TestRegrade_ShowsOldAndNewMarksAndWhoPasses(t *testing.T) {
	old := question("q", "a", bank.Single, bank.Easy).Question
	next := old
	next.Options = []bank.Option{{Text: "A"}, {Text: "B", Fraction: 1}}
	e := exam.Exam{PassShare: .6}
	paper := exam.Paper{Items: []exam.Item{{QuestionID: "q", Mark: 2}, {QuestionID: "other", Mark: 2}}}
	sat := func(id string, chosen int, rest float64) exam.Sat {
		a := map[int]bank.Answer{0: {Options: []int{chosen}}}
		m := e.Rules.Mark(0, paper.Items[0], &old, a[0])
		return exam.Sat{AttemptID: id, Paper: paper, Answers: a, Marks: []exam.Mark{m, {Place: 1, Points: rest, Known: true}}}
	}
	got := e.Regrade("q", &next, []exam.Sat{sat("1", 0, 1), sat("2", 1, 1)})
	if len(got) != 2 || got[0].Old != 2 || got[0].New != 0 || got[0].OldTotal != 3 || got[0].NewTotal != 1 || !got[0].WasPass || got[0].IsPass ||
		got[1].Old != 0 || got[1].New != 2 || got[1].WasPass || !got[1].IsPass {
		t.Errorf("%+v", got)
	}
	if got := e.Regrade("absent", &next, []exam.Sat{sat("1", 0, 1)}); len(got) != 0 {
		t.Error(got)
	}
}

func TestRegrade_WhatPeopleMarkedStays(t *testing.T) {
	e := exam.Exam{PassShare: .6}
	next := bank.Question{ID: "q", Kind: bank.Essay, Text: "Why?", Mark: 1, Feedback: "a better example"}
	sat := exam.Sat{AttemptID: "a", Paper: exam.Paper{Items: []exam.Item{{QuestionID: "q", Mark: 10}}}, Answers: map[int]bank.Answer{0: {Text: "Because."}},
		Marks: []exam.Mark{{Fraction: .8, Points: 8, Known: true}}}
	for _, s := range e.Regrade("q", &next, []exam.Sat{sat}) {
		if s.New != 8 || s.NewTotal != 8 || !s.IsPass {
			t.Errorf("%+v", s)
		}
	}
}

func TestRegrade_WithTheSameKeyChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := question("q", "a", bank.Multiple, bank.Easy).Question
		for i := range q.Options {
			q.Options[i].Fraction = rapid.Float64Range(-1, 1).Draw(t, "f")
		}
		e := exam.Exam{PassShare: .5}
		paper := exam.Paper{Items: []exam.Item{{QuestionID: "q", Mark: 3}}}
		a := map[int]bank.Answer{0: {Options: rapid.SliceOfDistinct(rapid.IntRange(0, 1), func(i int) int { return i }).Draw(t, "chosen")}}
		sat := exam.Sat{Paper: paper, Answers: a, Marks: e.Rules.MarkAll(paper, map[string]bank.Question{"q": q}, a)}
		for _, s := range e.Regrade("q", &q, []exam.Sat{sat}) {
			if s.Old != s.New || s.OldTotal != s.NewTotal || s.WasPass != s.IsPass {
				t.Fatalf("%+v", s)
			}
		}
	})
}

func TestCheckKey_OnlyTheKeyMayChange(t *testing.T) {
	was := question("q", "a", bank.Single, bank.Easy).Question
	for name, c := range map[string]struct {
		change func(q *bank.Question)
		ok     bool
	}{
		"the other option": {func(q *bank.Question) { q.Options = []bank.Option{{Text: "A"}, {Text: "B", Fraction: 1}} }, true},
		"the explanation":  {func(q *bank.Question) { q.Feedback = "because" }, true},
		"another text":     {func(q *bank.Question) { q.Text = "What else?" }, false},
		"another option":   {func(q *bank.Question) { q.Options = []bank.Option{{Text: "A", Fraction: 1}, {Text: "C"}} }, false},
		"one option more":  {func(q *bank.Question) { q.Options = append([]bank.Option{{Text: "C"}}, q.Options...) }, false},
		"no right answer":  {func(q *bank.Question) { q.Options = []bank.Option{{Text: "A"}, {Text: "B"}} }, false},
		"another kind":     {func(q *bank.Question) { q.Kind = bank.Multiple }, false},
	} {
		next := was
		if c.change(&next); (exam.CheckKey(&was, &next) == nil) != c.ok {
			t.Errorf("%s: %v", name, exam.CheckKey(&was, &next))
		}
	}
	short := bank.Question{Kind: bank.Short, Text: "x", Mark: 1, Options: []bank.Option{{Text: "a", Fraction: 1}}}
	more := short
	more.Options = append([]bank.Option{{Text: "b", Fraction: 1}}, short.Options...)
	if err := exam.CheckKey(&short, &more); err != nil {
		t.Error("one more accepted answer is a changed key", err)
	}
	if !fault.Is(exam.CheckKey(&short, &was), fault.Invalid) {
		t.Error("a choice is no short answer")
	}
}

func FuzzRound(f *testing.F) {
	f.Add(1.25, 0.5)
	f.Fuzz(func(t *testing.T, points, step float64) {
		if points < 0 || points > exam.MostMark || step != .5 && step != 1 && step != .1 {
			t.Skip()
		}
		r := exam.Rules{Step: step}
		if got := r.Round(points); math.Abs(got-points) > step/2+1e-6 {
			t.Errorf("%v became %v", points, got)
		}
	})
}
