package stats_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"shifu/recordings/intake"
	"shifu/training/exam/stats"
)

// lsat are the answers of 1000 persons to section 6 of the Law School Admission
// Test (Bock & Lieberman, Psychometrika 35, 1970, 179-197).
const lsat = `00000 3,00001 6,00010 2,00011 11,00100 1,00101 1,00110 3,00111 4,01000 1,01001 8,01011 16,01101 3,01110 2,01111 15,
10000 10,10001 29,10010 14,10011 81,10100 3,10101 28,10110 15,10111 80,11000 16,11001 56,11010 21,11011 173,11100 11,11101 61,11110 28,11111 298`

func lsatPatterns(t *testing.T) stats.Patterns {
	t.Helper()
	var b strings.Builder
	b.WriteString("i1,i2,i3,i4,i5,count\n")
	for _, one := range strings.Split(strings.ReplaceAll(lsat, "\n", ""), ",") {
		pattern, n, _ := strings.Cut(one, " ")
		b.WriteString(strings.Join(strings.Split(pattern, ""), ",") + "," + n + "\n")
	}
	table, err := intake.ParseCSV("lsat.csv", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	p, err := stats.PatternsFrom(table)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func near(t *testing.T, what string, got *float64, want, tolerance float64) {
	t.Helper()
	if got == nil || math.Abs(*got-want) > tolerance {
		t.Errorf("%s is %v, want %v", what, show(got), want)
	}
}

func show(x *float64) any {
	if x == nil {
		return nil
	}
	return *x
}

// The values are those that Rizopoulos publishes for the package ltm (Journal of
// Statistical Software 17(5), 2006), to the digits printed there.
func TestCalibrate_MatchesThePublishedFitsOfTheLSAT(t *testing.T) {
	p := lsatPatterns(t)
	one, err := stats.Calibrate(p, stats.OneParameter)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "log-likelihood of 1pl", &one.LogLikelihood, -2466.938, 6e-4)
	for i, b := range []float64{-3.6153, -1.3224, -0.3176, -1.7301, -2.7802} {
		near(t, fmt.Sprint("b of item ", i+1), one.Items[i].B, b, 2e-3)
		near(t, fmt.Sprint("a of item ", i+1), one.Items[i].A, 0.7551, 3e-4)
		near(t, "se of a", one.Items[i].SEA, 0.0694, 2e-4)
	}
	for i, se := range []float64{0.3266, 0.1422, 0.0977, 0.1691, 0.2510} {
		near(t, fmt.Sprint("se of b of item ", i+1), one.Items[i].SEB, se, 1e-3)
	}
	two, err := stats.Calibrate(p, stats.TwoParameter)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "log-likelihood of 2pl", &two.LogLikelihood, -2466.653, 6e-4)
	for i, want := range [][4]float64{{0.8254, -3.3597, 0.2581, 0.8669}, {0.7229, -1.3696, 0.1867, 0.3073}, {0.8905, -0.2799, 0.2326, 0.0997},
		{0.6886, -1.8659, 0.1852, 0.4341}, {0.6575, -3.1236, 0.2100, 0.8700}} {
		c := two.Items[i]
		for k, got := range []*float64{c.A, c.B, c.SEA, c.SEB} {
			near(t, fmt.Sprint("2pl, item ", i+1, ", figure ", k), got, want[k], 5e-3)
		}
	}
}

func TestCalibrate_ExpectedPatternsAddUpToThePersons(t *testing.T) {
	p := lsatPatterns(t)
	c, err := stats.Calibrate(p, stats.TwoParameter)
	if err != nil {
		t.Fatal(err)
	}
	total := 0.0
	for _, a := range c.Patterns {
		total += a.Expected
	}
	if total > 1000 || total < 990 { // two of the 32 patterns nobody gave
		t.Errorf("%v persons are expected in 30 patterns", total)
	}
	if last := c.Patterns[len(c.Patterns)-1]; last.Pattern != "11111" || math.Abs(last.Theta-0.606) > 0.02 || last.SE > 1 {
		t.Errorf("%+v", last)
	}
}

func TestCalibrate_FindsTheCurvesThatMadeTheAnswers(t *testing.T) {
	p, a, b := simulated(12, 4000, 7)
	c, err := stats.Calibrate(p, stats.TwoParameter)
	if err != nil {
		t.Fatal(err)
	}
	for i := range a {
		near(t, "a", c.Items[i].A, a[i], 4**c.Items[i].SEA)
		near(t, "b", c.Items[i].B, b[i], 4**c.Items[i].SEB)
	}
}

// simulated draws answers of persons to items with known curves.
func simulated(items, persons int, seed uint64) (stats.Patterns, []float64, []float64) {
	r := rand.New(rand.NewPCG(seed, 1))
	a, b := make([]float64, items), make([]float64, items)
	p := stats.Patterns{}
	for i := range a {
		a[i], b[i] = 0.7+0.9*r.Float64(), -1.5+3*r.Float64()
		p.Items = append(p.Items, fmt.Sprint(i))
	}
	for range persons {
		theta, row := r.NormFloat64(), make([]bool, items)
		for i := range row {
			row[i] = r.Float64() < 1/(1+math.Exp(-a[i]*(theta-b[i])))
		}
		p.Rows, p.Count = append(p.Rows, row), append(p.Count, 1)
	}
	return p, a, b
}

func TestCalibrate_AQuestionThatAllAnswerAlikeHasNoCurve(t *testing.T) {
	p, _, _ := simulated(4, 300, 3)
	for i := range p.Rows {
		p.Rows[i][1] = true
	}
	c, err := stats.Calibrate(p, stats.TwoParameter)
	if err != nil {
		t.Fatal(err)
	}
	if c.Items[1].A != nil || c.Items[1].B != nil || c.Items[0].A == nil {
		t.Errorf("%+v", c.Items)
	}
	if _, err := stats.Calibrate(stats.Patterns{Items: []string{"x"}, Rows: [][]bool{{true}}, Count: []float64{5}}, stats.OneParameter); err == nil {
		t.Error("nothing was fitted without an error")
	}
}

func BenchmarkCalibrate_10000PersonsBy100(b *testing.B) {
	p, _, _ := simulated(100, 10000, 1)
	for b.Loop() {
		if _, err := stats.Calibrate(p, stats.TwoParameter); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(5, "budget-s/op")
}

func BenchmarkClassical_10000PersonsBy100(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	s := stats.Sheet{Questions: make([]string, 100), Max: make([]float64, 100)}
	for i := range s.Max {
		s.Max[i] = 2
	}
	for range 10000 {
		row := make([]float64, 100)
		for i := range row {
			row[i] = float64(r.IntN(5)) / 2
		}
		s.Marks = append(s.Marks, row)
	}
	for b.Loop() {
		stats.Classical(s)
	}
	b.ReportMetric(0.15, "budget-s/op")
}
