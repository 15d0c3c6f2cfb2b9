package analysis_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"shifu/internal/fault"
	"shifu/training/bank"
	"shifu/training/exam"
	"shifu/training/exam/analysis"
	"shifu/training/exam/stats"
)

// asked are n single choices of which the first option is right.
func asked(n int) map[string]bank.Question {
	out := map[string]bank.Question{}
	for i := range n {
		id := fmt.Sprintf("q%02d", i)
		out[id] = bank.Question{ID: id, EntryID: "e" + id, Kind: bank.Single, Text: id, Mark: 1, Options: []bank.Option{{Text: "a", Fraction: 1}, {Text: "b"}, {Text: "c"}}}
	}
	return out
}

// sat is an attempt at questions with answers by option.
func sat(person string, n, form int, questions []string, picks []int) exam.Sat {
	s := exam.Sat{AttemptID: fmt.Sprint(person, n), PersonID: person, Person: person, N: n, Paper: exam.Paper{Form: form}, Answers: map[int]bank.Answer{}}
	for i, q := range questions {
		points := 0.0
		if picks[i] == 0 {
			points = 2
		}
		s.Paper.Items = append(s.Paper.Items, exam.Item{QuestionID: q, Mark: 2})
		s.Answers[i] = bank.Answer{Options: []int{picks[i]}}
		s.Marks = append(s.Marks, exam.Mark{Place: i, Points: points, Known: true})
	}
	return s
}

// record is an exam of k questions that n persons of rising ability sat.
func record(n, k int) *exam.Record {
	chance := rand.New(rand.NewPCG(7, 7))
	r := &exam.Record{Exam: exam.Exam{PassShare: .6, Blueprint: exam.Blueprint{{Kind: bank.Single, Count: k, Mark: 2}}}, Questions: asked(k)}
	var ids []string
	for i := range k {
		ids = append(ids, fmt.Sprintf("q%02d", i))
	}
	for p := range n {
		picks := make([]int, k)
		theta := 4*float64(p)/float64(n) - 2
		for i := range picks {
			if chance.Float64() > 1/(1+math.Exp(-1.5*(theta-float64(i)/float64(k)*2+1))) {
				picks[i] = 1 + i%2
			}
		}
		r.Sat = append(r.Sat, sat(fmt.Sprintf("p%03d", p), 1, 0, ids, picks))
	}
	return r
}

func TestMake_ASecondAttemptIsNoFirstOneWhileTheFirstWaits(t *testing.T) {
	r := record(40, 6)
	n := analysis.Make(r, analysis.Ask{}).N()
	r.Sat[3].N, r.Awaited = 2, map[string]int{r.Sat[3].PersonID: 1, r.Sat[5].PersonID: 2}
	if got := analysis.Make(r, analysis.Ask{}).N(); got != n-1 {
		t.Errorf("%d attempts of %d", got, n)
	}
	if got := analysis.Make(r, analysis.Ask{Attempts: analysis.All}).N(); got != n {
		t.Errorf("%d attempts of %d", got, n)
	}
}

func TestMake_IsTheClassicalStatisticsOfTheMarks(t *testing.T) {
	r := record(40, 6)
	a := analysis.Make(r, analysis.Ask{})
	sheet := stats.Sheet{}
	for i := range 6 {
		sheet.Questions, sheet.Max = append(sheet.Questions, fmt.Sprint(i)), append(sheet.Max, 2)
	}
	for _, s := range r.Sat {
		var row []float64
		for _, m := range s.Marks {
			row = append(row, m.Points)
		}
		sheet.Marks = append(sheet.Marks, row)
	}
	want := stats.Classical(sheet)
	if !a.Same || a.N() != 40 || *a.Test.CIC != *want.CIC || math.Abs(a.Alpha.Value-*want.CIC/100) > 1e-12 || a.Most != 12 || math.Abs(a.Cut-7.2) > 1e-9 {
		t.Errorf("%+v", a)
	}
	if got := *want.SD * math.Sqrt(1-*want.CIC/100); math.Abs(*a.SEM-got) > 1e-9 {
		t.Errorf("standard error %v, want %v", *a.SEM, got)
	}
	if !a.Borderline(a.Cut+*a.SEM*.99) || a.Borderline(a.Cut-*a.SEM*1.01) {
		t.Error("borderline is not one standard error")
	}
	for i, it := range a.Items {
		if *it.Facility != *want.Items[i].Facility || it.N != 40 || it.Without == nil || it.EffectiveWeight == nil || it.Share.Low >= it.Share.Value {
			t.Errorf("question %d: %+v", i, it)
		}
	}
}

func TestMake_LooksAtFirstAttemptsUnlessAskedOtherwise(t *testing.T) {
	r := &exam.Record{Exam: exam.Exam{PassShare: .5, Blueprint: exam.Blueprint{{Count: 2, Mark: 2}}}, Questions: asked(2)}
	ids := []string{"q00", "q01"}
	r.Sat = []exam.Sat{sat("a", 1, 1, ids, []int{1, 1}), sat("a", 2, 2, ids, []int{0, 0}), sat("a", 3, 1, ids, []int{0, 1}), sat("b", 1, 2, ids, []int{0, 1})}
	for _, c := range []struct {
		ask   analysis.Ask
		total []float64
	}{{analysis.Ask{}, []float64{0, 2}}, {analysis.Ask{Attempts: analysis.Last}, []float64{2, 2}}, {analysis.Ask{Attempts: analysis.Highest}, []float64{4, 2}},
		{analysis.Ask{Attempts: analysis.All}, []float64{0, 4, 2, 2}}, {analysis.Ask{Attempts: analysis.All, Form: 2}, []float64{4, 2}}} {
		if got := analysis.Make(r, c.ask).Totals; fmt.Sprint(got) != fmt.Sprint(c.total) {
			t.Errorf("%+v: %v, want %v", c.ask, got, c.total)
		}
	}
	if analysis.Last.Sound() || !analysis.First.Sound() {
		t.Error("which attempts are sound")
	}
}

func TestMake_OfDrawnPapersQuestionsAreNotReducedAndHaveNoWeight(t *testing.T) {
	r := &exam.Record{Exam: exam.Exam{PassShare: .5, Blueprint: exam.Blueprint{{Kind: bank.Single, Count: 2, Mark: 2}}}, Questions: asked(4)}
	for i := range 12 {
		ids := []string{"q00", fmt.Sprintf("q%02d", 1+i%3)}
		r.Sat = append(r.Sat, sat(fmt.Sprintf("p%02d", i), 1, 0, ids, []int{i % 2, i / 6}))
	}
	a := analysis.Make(r, analysis.Ask{})
	if a.Same || len(a.Test.Items) != 2 || a.Test.CIC == nil || len(a.Items) != 4 {
		t.Fatalf("%+v", a)
	}
	for _, it := range a.Items {
		if it.EffectiveWeight != nil || it.Without != nil || it.Question.ID != "q00" && it.N != 4 {
			t.Errorf("%+v", it)
		}
	}
	if _, err := a.Fit(context.Background(), stats.OneParameter); !fault.Is(err, fault.Invalid) {
		t.Error("a model of different questions:", err)
	}
}

func TestFlags_NothingIsLabelledBelowThirtyButAWrongKeyIsToldFromTen(t *testing.T) {
	for _, c := range []struct {
		n     int
		alarm bool
		more  bool
	}{{9, false, false}, {20, true, false}, {60, true, true}} {
		r := record(c.n, 6)
		q := r.Questions["q00"] // the key says b, the good ones choose a
		q.Options = []bank.Option{{Text: "a"}, {Text: "b", Fraction: 1}, {Text: "c"}}
		r.Questions["q00"] = q
		for _, s := range r.Sat {
			s.Marks[0].Points = 2 - s.Marks[0].Points
		}
		a := analysis.Make(r, analysis.Ask{})
		flags := a.Items[0].Flags(a.Alpha)
		if has(flags, analysis.WrongKey) != c.alarm || has(flags, analysis.Against) != c.more {
			t.Errorf("n %d: %v", c.n, flags)
		}
		for _, f := range flags {
			if f.Word().IsZero() {
				t.Errorf("%s has no word", f)
			}
		}
	}
}

func has(all []analysis.Flag, f analysis.Flag) bool {
	for _, x := range all {
		if x == f {
			return true
		}
	}
	return false
}

func TestHistogram_HoldsEverybodyOnce(t *testing.T) {
	a := analysis.Make(record(57, 9), analysis.Ask{})
	n := 0
	bins := a.Histogram()
	for _, b := range bins {
		n += b.N
	}
	if n != 57 || bins[0].From != 0 || bins[len(bins)-1].Until != 18 {
		t.Errorf("%d persons in %+v", n, bins)
	}
}

func TestFit_IsTheCalibrationOfRightAndWrong(t *testing.T) {
	a := analysis.Make(record(120, 6), analysis.Ask{})
	f, err := a.Fit(context.Background(), stats.OneParameter)
	if err != nil {
		t.Fatal(err)
	}
	if f.N != 120 || f.Sparse() || f.Items[0].B == nil || *f.Items[0].B > *f.Items[5].B {
		t.Errorf("%+v", f.Items)
	}
	info, se := f.Whole(0)
	if info <= 0 || math.Abs(se-1/math.Sqrt(info+1)) > 1e-12 {
		t.Errorf("information %v, error %v", info, se)
	}
	done, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := a.Fit(done, stats.OneParameter); err == nil {
		t.Error("a cancelled fit goes on")
	}
	if f, err := analysis.Make(record(60, 6), analysis.Ask{}).Fit(context.Background(), stats.TwoParameter); err == nil && !f.Sparse() {
		t.Error("sixty answers are enough for two parameters")
	}
}

func TestRead_FollowsTheBands(t *testing.T) {
	for _, c := range []struct {
		got  analysis.Reading
		want analysis.Verdict
	}{{analysis.ReadMean(.6), analysis.Fine}, {analysis.ReadMean(.9), analysis.Watch}, {analysis.ReadSD(.15), analysis.Fine}, {analysis.ReadSD(.05), analysis.Watch},
		{analysis.ReadSkewness(-1), analysis.Fine}, {analysis.ReadKurtosis(.5), analysis.Fine}, {analysis.ReadKurtosis(3), analysis.Watch}, {analysis.ReadAlpha(.8), analysis.Fine}, {analysis.ReadAlpha(.7), analysis.Watch},
		{analysis.ReadAlpha(.5), analysis.Bad}, {analysis.ReadRatio(.4), analysis.Fine}, {analysis.ReadRatio(.7), analysis.Bad}, {analysis.ReadError(.06), analysis.Fine},
		{analysis.ReadFacility(.5), analysis.Fine}, {analysis.ReadFacility(.97), analysis.Watch}, {analysis.ReadFacility(.03), analysis.Bad},
		{analysis.ReadPull(.4), analysis.Fine}, {analysis.ReadPull(.1), analysis.Watch}, {analysis.ReadPull(-.1), analysis.Bad}} {
		if c.got.Verdict != c.want || c.got.Word.IsZero() {
			t.Errorf("%+v, want %v", c.got, c.want)
		}
	}
}
