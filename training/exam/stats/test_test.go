package stats_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/recordings/intake"
	"shifu/training/exam/stats"
)

func table(t testing.TB, text string) intake.Table {
	t.Helper()
	tab, err := intake.ParseCSV("marks.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// Computed apart from the program, from the definitions alone.
func TestClassical_ByTheDefinitions(t *testing.T) {
	s, err := stats.SheetFrom(table(t, "who,q1,q2,q3\na,1,0,2\nb,,0,1\nc,1,1,2\nd,1,1,0\ne,0,1,1\nf,1,1,2\n"), []float64{1, 1, 2})
	if err != nil {
		t.Fatal(err)
	}
	r := stats.Classical(s)
	for what, v := range map[string]struct {
		got  *float64
		want float64
	}{
		"mean": {r.Mean, 8. / 3}, "median": {r.Median, 2.5}, "sd": {r.SD, 1.2110601416389968}, "skewness": {r.Skewness, -0.07506571125861493},
		"kurtosis": {r.Kurtosis, -1.5495867768595062}, "cic": {r.CIC, 300. / 11}, "error ratio": {r.ErrorRatio, 85.28028654224417},
		"standard error": {r.StandardError, 1.0327955589886446}, "facility of 3": {r.Items[2].Facility, 2. / 3}, "sd of 3": {r.Items[2].SD, 0.816496580927726},
		"intended weight of 3": {r.Items[2].IntendedWeight, 50}, "effective weight of 1": {r.Items[0].EffectiveWeight, 33.22816301772976},
		"effective weight of 2": {r.Items[1].EffectiveWeight, 25.11813024812185}, "discrimination of 1": {r.Items[0].DiscriminationIndex, 43.30127018922193},
		"discrimination of 2": {r.Items[1].DiscriminationIndex, 0}, "efficiency of 1": {r.Items[0].DiscriminativeEfficiency, 50},
		"efficiency of 3": {r.Items[2].DiscriminativeEfficiency, 10},
	} {
		near(t, what, v.got, v.want, 1e-9)
	}
	if r.N != 6 || !r.Items[2].Dubious() || r.Items[0].Dubious() {
		t.Errorf("%+v", r)
	}
}

func TestClassical_WhatIsUndefinedHasNoValue(t *testing.T) {
	one := stats.Classical(stats.Sheet{Questions: []string{"a", "b"}, Max: []float64{1, 1}, Marks: [][]float64{{1, 0}}})
	if one.SD != nil || one.CIC != nil || one.Items[0].DiscriminationIndex != nil || one.Mean == nil || *one.Items[0].Facility != 1 {
		t.Errorf("one person: %+v", one)
	}
	same := stats.Classical(stats.Sheet{Questions: []string{"a", "b"}, Max: []float64{1, 1}, Marks: [][]float64{{0.1, 0.2}, {0.1, 0.2}, {0.1, 0.2}, {0.1, 0.2}}})
	if *same.SD != 0 || same.CIC != nil || same.Skewness != nil || same.Items[0].EffectiveWeight != nil || same.Items[0].DiscriminativeEfficiency != nil {
		t.Errorf("all alike: %+v", same)
	}
	against := stats.Classical(stats.Sheet{Questions: []string{"a", "b"}, Max: []float64{1, 9}, Marks: [][]float64{{1, 0}, {0, 9}, {1, 1}}})
	if against.Items[0].EffectiveWeight != nil || *against.Items[1].EffectiveWeight != 100 {
		t.Errorf("a question against the rest: %+v", against.Items)
	}
}

func TestClassical_EffectiveWeightsAddUpAndEfficiencyIsAtMostAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items, persons := rapid.IntRange(1, 6).Draw(t, "items"), rapid.IntRange(1, 12).Draw(t, "persons")
		s := stats.Sheet{Questions: make([]string, items), Max: make([]float64, items)}
		for i := range s.Max {
			s.Max[i] = 2
		}
		for range persons {
			s.Marks = append(s.Marks, rapid.SliceOfN(rapid.SampledFrom([]float64{0, .5, 1, 1.5, 2}), items, items).Draw(t, "marks"))
		}
		total := 0.0
		for _, it := range stats.Classical(s).Items {
			if it.EffectiveWeight != nil {
				total += *it.EffectiveWeight
			}
			if it.DiscriminativeEfficiency != nil && *it.DiscriminativeEfficiency > 100+1e-9 {
				t.Fatalf("efficiency %v", *it.DiscriminativeEfficiency)
			}
		}
		if total != 0 && math.Abs(total-100) > 1e-9 {
			t.Fatalf("weights add up to %v", total)
		}
	})
}

// Computed apart from the program, from the definitions alone.
func TestAnalyse_ByTheDefinitions(t *testing.T) {
	r, err := stats.ResponsesFrom(table(t, "who,1,2,3,4\nKEY,A,B,C,A\np,A,B,C,A\nq,A,B,D,A\nr,B,B,C,A\ns,A,C,C,B\nt,A,B,C,C\nu,C,B,A,A\nv,A,B,C,A\nw,B,C,D,B\n"))
	if err != nil {
		t.Fatal(err)
	}
	a := stats.Analyse(r)
	near(t, "KR-20", a.KR20, 8./15, 1e-9)
	near(t, "alpha", a.Alpha, 8./15, 1e-9)
	near(t, "KR-21", a.KR21, 0.5228070175438596, 1e-9)
	near(t, "difficulty of 2", a.Items[1].Difficulty, 0.75, 1e-12)
	near(t, "point-biserial of 2", a.Items[1].PointBiserial, 0.5449492609130662, 1e-9)
	for i, d := range []float64{.5, 1, .5, 1} {
		near(t, "D index", a.Items[i].DIndex, d, 1e-12)
	}
	four := a.Items[3]
	near(t, "option B of 4", four.Options["B"].Correlation, -0.7700535410868202, 1e-9)
	near(t, "option C of 4", four.Options["C"].Correlation, 0.11633501014942219, 1e-9)
	if a.N != 8 || four.FunctioningDistractors != 1 || four.WrongKey || four.Options["A"].Count != 5 || a.Items[0].FunctioningDistractors != 2 {
		t.Errorf("%+v", a.Items)
	}
}

func TestAnalyse_AWrongKeyRaisesTheAlarm(t *testing.T) {
	r, err := stats.ResponsesFrom(table(t, "who,1,2,3\nKEY,A,A,B\np,A,A,A\nq,A,A,A\nr,A,B,A\ns,B,A,A\nt,B,B,B\nu,C,C,B\n"))
	if err != nil {
		t.Fatal(err)
	}
	items := stats.Analyse(r).Items
	if !items[2].WrongKey || items[0].WrongKey {
		t.Errorf("%+v", items)
	}
}

func TestItemsFor_TellsHowManyMoreAreNeeded(t *testing.T) {
	n, ok := stats.ItemsFor(20, 0.5, 0.8) // n = .8·.5 ÷ (.5·.2) = 4 times
	if !ok || n != 80 || math.Abs(stats.Lengthen(0.5, 4)-0.8) > 1e-12 {
		t.Error(n, ok)
	}
	if _, ok := stats.ItemsFor(20, -0.1, 0.8); ok {
		t.Error("no number of bad questions makes a good exam")
	}
}

func TestRead_BrokenFilesAreRefusedWithTheirPlace(t *testing.T) {
	reads := map[string]func(intake.Table) error{
		"sheet":    func(t intake.Table) error { _, err := stats.SheetFrom(t, nil); return err },
		"answers":  func(t intake.Table) error { _, err := stats.ResponsesFrom(t); return err },
		"patterns": func(t intake.Table) error { _, err := stats.PatternsFrom(t); return err },
	}
	for _, c := range []struct{ how, text string }{
		{"sheet", "who,q1\na,x\n"}, {"sheet", "who,q1\na,1,2\n"}, {"sheet", "who\na\n"}, {"sheet", "who,q1\na,NaN\n"},
		{"answers", "who,q1\na,A\n"}, {"answers", "who,q1\nKEY,A\n"}, {"answers", "who,q1\nKEY,A\nkey,B\na,A\n"}, {"answers", "who,q1,q2\nKEY,A,\na,A,B\n"},
		{"patterns", "a,b\n1,2\n"}, {"patterns", "a,b,count\n1,0,x\n"}, {"patterns", "a,b,count\n1,0,0\n"}, {"patterns", "a,b,count\n1,0,1.5\n"},
	} {
		if err := reads[c.how](table(t, c.text)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s %q: %v", c.how, c.text, err)
		}
	}
	if _, err := stats.SheetFrom(table(t, "who,q1\na,1\n"), []float64{1, 2}); !fault.Is(err, fault.Invalid) {
		t.Errorf("too many maxima: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("who,q1\nKEY,A\na,1\n")
	f.Add("a,b,count\n1,0,3\n")
	f.Fuzz(func(_ *testing.T, text string) {
		t, err := intake.ParseCSV("x.csv", []byte(text))
		if err != nil {
			return
		}
		if s, err := stats.SheetFrom(t, nil); err == nil {
			stats.Classical(s)
		}
		if r, err := stats.ResponsesFrom(t); err == nil {
			stats.Analyse(r)
		}
		if p, err := stats.PatternsFrom(t); err == nil && len(p.Items) < 6 && len(p.Rows) < 20 {
			_, _ = stats.Calibrate(p, stats.TwoParameter)
		}
	})
}
