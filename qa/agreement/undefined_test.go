package agreement

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/recordings/intake"
)

func says(t *testing.T, what string, c Coefficient, part string) {
	t.Helper()
	if c.Value != nil || c.Low != nil || !strings.Contains(c.Why.In(words.English), part) {
		t.Errorf("%s: %v, %q", what, c.Value, c.Why.In(words.English))
	}
}

func TestUndefined_OneRaterHasNothingToCompare(t *testing.T) {
	r := Measure(rows("1 2 3 . 2"), Options{Level: Interval})
	for _, l := range r.Lines() {
		says(t, l.Name.String(), l.Coefficient, "Only one rater")
	}
	if r.Units != 5 || r.Raters != 1 || r.Pairable != 0 {
		t.Error(r.Units, r.Raters, r.Pairable)
	}
}

func TestUndefined_OneUnitHasRawAgreementOnly(t *testing.T) {
	r := Measure(rows("1 .", "1 .", "2 3"), Options{})
	near(t, "raw", r.Percent, 1./3, 1e-12)
	if r.Percent.Low != nil || r.Percent.Why.IsZero() {
		t.Error("an interval from one unit", r.Percent)
	}
	for what, c := range map[string]Coefficient{"Cohen": r.Cohen.Kappa, "Fleiss": r.Fleiss, "alpha": r.Krippendorff, "AC1": r.GwetAC1, "BP": r.BrennanPrediger} {
		says(t, what, c, "Only one unit")
	}
	says(t, "ICC", r.ICC.AgreementSingle, "Fewer than two units")
}

func TestUndefined_NoUnitWithTwoRatings(t *testing.T) {
	r := Measure(rows("1 . 3 .", ". 2 . ."), Options{})
	says(t, "percent", r.Percent, "No unit")
	says(t, "alpha", r.Krippendorff, "No unit")
}

func TestUndefined_AllTheSameLeavesRawAgreementOnly(t *testing.T) {
	r := Measure(rows("2 2 2", "2 2 2", "2 . 2"), Options{Level: Interval})
	near(t, "raw", r.Percent, 1, 0)
	for what, c := range map[string]Coefficient{"Cohen": r.Cohen.Quadratic, "Fleiss": r.Fleiss, "alpha": r.Krippendorff, "AC1": r.GwetAC1, "AC2": r.GwetAC2,
		"BP": r.BrennanPrediger, "ICC": r.ICC.OneMean} {
		says(t, what, c, "All ratings are the same")
	}
}

func TestUndefined_WordsWhereNumbersAreNeeded(t *testing.T) {
	r := Measure(rows("good bad good bad", "good bad bad bad"), Options{Level: Interval})
	says(t, "alpha", r.Krippendorff, `"good" (unit 1, rater 1)`)
	says(t, "linear", r.Cohen.Linear, "needs numbers")
	says(t, "ICC", r.ICC.OneSingle, "needs numbers")
	near(t, "raw", r.Percent, .75, 1e-12)
	near(t, "kappa", r.Cohen.Kappa, .5, 1e-12)
	if Measure(rows("good bad good", "good bad bad"), Options{}).Krippendorff.Value == nil {
		t.Error("words are names at the nominal level")
	}
	says(t, "below zero", Measure(rows("1 -2 3", "1 2 3"), Options{Level: Ratio}).Krippendorff, "from 0 up")
}

func TestNumbers_WrittenOtherwiseAreTheSame(t *testing.T) {
	near(t, "raw", Measure(rows("1 2.0 ３ -0", "1.0 2 3 0"), Options{}).Percent, 1, 0)
	near(t, "with a word among them", Measure(rows("1 2 x", "1.0 2 x"), Options{}).Percent, 2./3, 1e-12)
	for _, word := range []string{"NaN", "inf", "0x1p2", "1_0", "1e999", "--1"} {
		if _, ok := number(word); ok {
			t.Error(word, "is no number")
		}
	}
}

func TestMissing_EmptyUnitsCountAmongTheUnitsOnly(t *testing.T) {
	with, without := Measure(rows("1 2 . 3 1 .", "1 2 . 2 1 .", "1 . . 3 1 ."), Options{}), Measure(rows("1 2 3 1", "1 2 2 1", "1 . 3 1"), Options{})
	if with.Units != 6 || without.Units != 4 {
		t.Error(with.Units, without.Units)
	}
	with.Units = without.Units
	a, errA := json.Marshal(with.Report(words.English))
	b, errB := json.Marshal(without.Report(words.English))
	if errA != nil || errB != nil || string(a) != string(b) {
		t.Errorf("%s\n%s", a, b)
	}
}

func TestWithin_CountsValuesAtMostSoFarApart(t *testing.T) {
	r := Measure(rows("80 90 70", "90 79.9 70"), Options{})
	near(t, "within 10", r.Within, 2./3, 1e-12) // exactly 10 is within
	near(t, "within 0.1", Measure(rows("0.3 1", "0.2 2"), Options{Within: .1}).Within, .5, 1e-12)
}

func TestPerfectAgreement_IsOneEverywhere(t *testing.T) {
	for _, l := range Measure(rows("1 2 3 5", "1 2 3 5", "1 2 3 5"), Options{Level: Ratio}).Lines() {
		near(t, l.Name.String(), l.Coefficient, 1, 1e-12)
		bounds(t, l.Name.String(), l.Coefficient, 1, 1, 1e-9)
	}
}

// What every data set must hold: values within their interval, none of them
// above 1, and no number that JSON can't write.
func TestMeasure_IsSoundOnAnyRatings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, k := rapid.IntRange(1, 12).Draw(t, "units"), rapid.IntRange(1, 5).Draw(t, "raters")
		r := Ratings{Units: make([]string, n), Raters: make([]string, k)}
		values := rapid.SampledFrom([]string{"", "0", "1", "2.5", "3", "100"})
		for range n {
			r.Cells = append(r.Cells, rapid.SliceOfN(values, k, k).Draw(t, "row"))
		}
		m := Measure(r, Options{Level: rapid.SampledFrom([]Level{Nominal, Ordinal, Interval, Ratio}).Draw(t, "level"), Resamples: 20})
		sound(t, m)
		if _, err := json.Marshal(m.Report(words.Chinese)); err != nil {
			t.Fatal(err)
		}
	})
}

type failer interface {
	Fatalf(format string, args ...any)
}

func sound(t failer, m Result) {
	for _, l := range m.Lines() {
		name := l.Name.In(words.English)
		switch {
		case l.Value == nil && (l.Why.IsZero() || l.Low != nil):
			t.Fatalf("%s has neither value nor reason", name)
		case l.Value == nil:
		case math.IsNaN(*l.Value) || *l.Value > 1+1e-9:
			t.Fatalf("%s is %v", name, *l.Value)
		case l.Low != nil && (math.IsNaN(*l.Low+*l.High) || *l.Low > *l.Value+1e-9 || *l.High < *l.Value-1e-9):
			t.Fatalf("%s is %v, between %v and %v", name, *l.Value, *l.Low, *l.High)
		case l.Low == nil && l.Why.IsZero():
			t.Fatalf("%s has neither interval nor reason", name)
		}
	}
}

func TestFromTable_RefusesRaggedRowsByTheirLine(t *testing.T) {
	for text, line := range map[string]string{"unit,a,b\n1,x,y\n2,x\n": "Line 3", "unit,a,b\n1,x,y,z\n": "Line 2"} {
		table, err := intake.ParseCSV("r.csv", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = FromTable(table); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), line) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestFromTable_RefusesWhatHoldsNoRatings(t *testing.T) {
	table, err := intake.ParseCSV("r.csv", []byte("unit\n1\n2\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := FromTable(table); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestFromTable_ForgivesEmptyColumnsAtTheEnd(t *testing.T) {
	table, err := intake.ParseCSV("r.csv", []byte("unit,a,b,,\n1,x,y,,\n2,x,,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	if r, err := FromTable(table); err != nil || len(r.Raters) != 2 || r.Cells[1][1] != "" {
		t.Error(r, err)
	}
}

func FuzzMeasure(f *testing.F) {
	for _, s := range []string{"unit,a,b\n1,1,2\n2,,3\n", "u;a;b;c\nx;1;;\ny;2;2;1e308\nz;-1e308;0;1", "\xef\xbb\xbfunit,甲,乙\n1,好,坏\n", "unit,a\n1,1\n", "", ",,\n,,1\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		table, err := intake.ParseCSV("r.csv", raw)
		if err != nil {
			return
		}
		r, err := FromTable(table)
		if err != nil {
			return
		}
		for _, level := range []Level{Nominal, Ordinal, Interval, Ratio} {
			m := Measure(r, Options{Level: level, Resamples: -1})
			if _, err := json.Marshal(m.Report(words.English)); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func BenchmarkMeasure_TwoThousandUnitsFiveRaters(b *testing.B) {
	for name, count := range map[string]int{"five categories": 5, "scores": 1001} {
		r := Ratings{Units: make([]string, 2000), Raters: make([]string, 5)}
		for i := range r.Units {
			row := make([]string, 5)
			for j := range row {
				row[j] = json.Number(string(rune('0' + (i*7+j*j)%10))).String()
				if count > 10 {
					row[j] += "." + string(rune('0'+(i+j)%10)) + string(rune('0'+(i*i+3*j)%10))
				}
			}
			r.Cells = append(r.Cells, row)
		}
		for _, level := range []Level{Nominal, Ratio} {
			b.Run(name+", "+string(level), func(b *testing.B) {
				for b.Loop() {
					Measure(r, Options{Level: level, Resamples: -1})
				}
			})
		}
	}
}
