package agreement

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// rows reads ratings written as one line a rater, "." for none.
func rows(lines ...string) Ratings {
	var r Ratings
	for j, line := range lines {
		r.Raters = append(r.Raters, fmt.Sprint("rater ", j+1))
		for i, v := range strings.Fields(line) {
			if j == 0 {
				r.Units = append(r.Units, fmt.Sprint(i+1))
				r.Cells = append(r.Cells, make([]string, len(lines)))
			}
			if v != "." {
				r.Cells[i][j] = v
			}
		}
	}
	return r
}

// tabled turns a table of two raters into ratings.
func tabled(counts [][]int) Ratings {
	r := Ratings{Raters: []string{"a", "b"}}
	for i, row := range counts {
		for j, n := range row {
			for range n {
				r.Units = append(r.Units, fmt.Sprint(len(r.Units)+1))
				r.Cells = append(r.Cells, []string{fmt.Sprint(i + 1), fmt.Sprint(j + 1)})
			}
		}
	}
	return r
}

// listed turns counts of categories a unit into ratings of raters who are not told apart.
func listed(counts [][]int) Ratings {
	var r Ratings
	for i, row := range counts {
		var cells []string
		for c, n := range row {
			for range n {
				cells = append(cells, fmt.Sprint("category ", c))
			}
		}
		r.Units, r.Cells = append(r.Units, fmt.Sprint(i+1)), append(r.Cells, cells)
		r.Raters = make([]string, len(cells))
	}
	return r
}

// observers are the data of four observers and twelve units of Krippendorff
// (2011), which are cac.raw4raters of Gwet's irrCAC too.
func observers() Ratings {
	return rows("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")
}

// shrout are the data of table 2 of Shrout and Fleiss (1979).
func shrout() Ratings { return rows("9 6 8 7 10 6", "2 1 4 1 5 2", "5 3 6 2 6 4", "8 2 8 6 9 7") }

func near(t *testing.T, what string, c Coefficient, want, tolerance float64) {
	t.Helper()
	if c.Value == nil {
		t.Errorf("%s has no value: %s", what, c.Why)
	} else if math.Abs(*c.Value-want) > tolerance {
		t.Errorf("%s is %.9f, not %.9f", what, *c.Value, want)
	}
}

func bounds(t *testing.T, what string, c Coefficient, low, high, tolerance float64) {
	t.Helper()
	if c.Low == nil || c.High == nil {
		t.Errorf("%s has no interval: %s", what, c.Why)
	} else if math.Abs(*c.Low-low) > tolerance || math.Abs(*c.High-high) > tolerance {
		t.Errorf("%s lies between %.6f and %.6f, not %.6f and %.6f", what, *c.Low, *c.High, low, high)
	}
}

// The published 0.743, 0.815, 0.849 and 0.797 as the fractions that the data give.
func TestKrippendorff_MatchesHisExampleAtEveryLevel(t *testing.T) {
	for level, want := range map[Level]struct{ value, published, low float64 }{
		Nominal: {113. / 152, .743, .419}, Ordinal: {108577. / 133160, .815, math.NaN()},
		Interval: {951. / 1120, .849, .561}, Ratio: {18222619. / 22852465, .797, .484}} {
		r := Measure(observers(), Options{Level: level})
		near(t, string(level), r.Krippendorff, want.value, 1e-9)
		near(t, string(level)+" as published", r.Krippendorff, want.published, 5e-4)
		if !math.IsNaN(want.low) { // irrCAC, test_krippendorff; its ordinal weights are others
			bounds(t, string(level), r.Krippendorff, want.low, 1, 5e-4)
		}
		if r.Units != 12 || r.Raters != 4 || r.Pairable != 40 || r.Krippendorff.N != 11 {
			t.Error(r.Units, r.Raters, r.Pairable, r.Krippendorff.N)
		}
	}
}

// Gwet, Handbook of Inter-Rater Reliability (2014), page 120; irrCAC prints
// AC1 0.77544 (0.46081, 1), Fleiss 0.76117 (0.42438, 1), BP 0.773 (0.454, 1).
func TestGwet_MatchesCacRaw4raters(t *testing.T) {
	r := Measure(observers(), Options{})
	near(t, "percent", r.Percent, 9./11, 1e-12)
	near(t, "AC1", r.GwetAC1, .77544, 5e-6)
	bounds(t, "AC1", r.GwetAC1, .46081, 1, 5e-6)
	near(t, "Fleiss", r.Fleiss, .76117, 5e-6)
	bounds(t, "Fleiss", r.Fleiss, .42438, 1, 5e-6)
	near(t, "Brennan-Prediger", r.BrennanPrediger, (9./11-.2)/.8, 1e-12)
	bounds(t, "Brennan-Prediger", r.BrennanPrediger, .454, 1, 5e-4)
	bounds(t, "percent", r.Percent, .5417175, 1, 1e-6) // by hand: variance 2.0826/132, t(11) = 2.200985
}

func TestGwet_AC2MatchesIrrCACWithItsWeights(t *testing.T) {
	for level, want := range map[Level][2]float64{Ordinal: {.899, .664}, Interval: {.914, .685}, Ratio: {.857, .589}} {
		c := Measure(observers(), Options{Level: level}).GwetAC2
		near(t, string(level), c, want[0], 5e-4)
		bounds(t, string(level), c, want[1], 1, 5e-4)
	}
}

// The other data sets of irrCAC: test_fleiss, test_gwet, test_krippendorff, test_bp.
func TestCoefficients_MatchIrrCACOnMoreRaters(t *testing.T) {
	for name, c := range map[string]struct {
		r                          Ratings
		fleiss, gwet, kripp, brenn [3]float64
	}{
		"five observers": {rows("1 1 2 . 0 0 1 1 2 2 . 0 1 3 1", "1 1 3 0 0 0 0 . 2 1 1 0 2 3 1", "2 0 3 0 0 0 2 2 2 1 0 0 2 2 1", ". 1 3 . . . . 0 . 1 0 0 2 2 .", "2 . . 0 0 0 1 . 2 . . . . 3 1"),
			[3]float64{.458, .199, .716}, [3]float64{.497, .235, .758}, [3]float64{.481, .237, .724}, [3]float64{.487, .228, .747}},
		"letters": {rows("a b c c b a d a b . . . b b", "a b c c b b d a b e . . b a", ". c c c b c d b b e a c c c", "a b c c b d d a b e a . b b"),
			[3]float64{.657, .333, .981}, [3]float64{.685, .396, .973}, [3]float64{.632, .306, .958}, [3]float64{.679, .385, .974}},
		"gender": {rows("a a a a a b b b c a a a a a b", "a a a a b a b c c a a a a b a", "a b b c a a b b c a b b c a a", "c c c c a a b b c c c c c a a"),
			[3]float64{.129, -.172, .430}, [3]float64{.208, .014, .403}, [3]float64{.143, -.158, .445}, [3]float64{.183, -.035, .402}},
		"Ben and Gerry": {rows("a a b b d c c c e d d a", "b a b b b c c c e . d d"),
			[3]float64{.649, .228, 1}, [3]float64{.661, .257, 1}, [3]float64{.665, .264, 1}, [3]float64{.659, .251, 1}},
	} {
		m := Measure(c.r, Options{})
		for what, pair := range map[string]struct {
			c    Coefficient
			want [3]float64
		}{"Fleiss": {m.Fleiss, c.fleiss}, "AC1": {m.GwetAC1, c.gwet}, "alpha": {m.Krippendorff, c.kripp}, "Brennan-Prediger": {m.BrennanPrediger, c.brenn}} {
			near(t, name+", "+what, pair.c, pair.want[0], 5.01e-4)
			bounds(t, name+", "+what, pair.c, pair.want[1], pair.want[2], 5.01e-4)
		}
	}
}

// Fleiss (1971), table 1: thirty patients, six psychiatrists, kappa 0.430.
func TestFleiss_MatchesHisPsychiatrists(t *testing.T) {
	r := listed([][]int{{0, 0, 0, 6, 0}, {0, 3, 0, 0, 3}, {0, 1, 4, 0, 1}, {0, 0, 0, 0, 6}, {0, 3, 0, 3, 0}, {2, 0, 4, 0, 0},
		{0, 0, 4, 0, 2}, {2, 0, 3, 1, 0}, {2, 0, 0, 4, 0}, {0, 0, 0, 0, 6}, {1, 0, 0, 5, 0}, {1, 1, 0, 4, 0}, {0, 3, 3, 0, 0},
		{1, 0, 0, 5, 0}, {0, 2, 0, 3, 1}, {0, 0, 5, 0, 1}, {3, 0, 0, 1, 2}, {5, 1, 0, 0, 0}, {0, 2, 0, 4, 0}, {1, 0, 2, 0, 3},
		{0, 0, 0, 0, 6}, {0, 1, 0, 5, 0}, {0, 2, 0, 1, 3}, {2, 0, 0, 4, 0}, {1, 0, 0, 4, 1}, {0, 5, 0, 1, 0}, {4, 0, 0, 0, 2},
		{0, 2, 0, 4, 0}, {1, 0, 5, 0, 0}, {0, 0, 0, 0, 6}})
	m := Measure(r, Options{})
	near(t, "observed agreement", m.Percent, .5556, 5e-5)
	near(t, "kappa", m.Fleiss, .430, 5e-4)
	near(t, "kappa as irr prints it", m.Fleiss, .4302445, 1e-6)
}

// Shrout and Fleiss (1979), table 4: .17 .29 .71 and .44 .62 .91; the digits
// are the fractions of their mean squares 11.24, 32.49, 6.26 and 1.02, the
// intervals what psych::ICC prints.
func TestICC_MatchesShroutAndFleiss(t *testing.T) {
	i := Measure(shrout(), Options{Level: Interval}).ICC
	for what, c := range map[string]struct {
		c                      Coefficient
		value, published       float64
		low, high, ofIntervals float64
	}{
		"ICC(1,1)": {i.OneSingle, .16574176840547544, .17, -.133, .723, 5e-4}, "ICC(A,1)": {i.AgreementSingle, .2897637795275591, .29, .019, .761, 5e-4},
		"ICC(C,1)": {i.ConsistencySingle, .7148407148407149, .71, .342, .946, 5e-4}, "ICC(1,k)": {i.OneMean, .44279713367926865, .44, -.884, .912, 5e-4},
		"ICC(A,k)": {i.AgreementMean, .6200505475989891, .62, .071, .927, 5e-4}, "ICC(C,k)": {i.ConsistencyMean, .9093155423770695, .91, .676, .986, 5e-4},
	} {
		near(t, what, c.c, c.value, 1e-9)
		near(t, what+" as published", c.c, c.published, 5e-3)
		bounds(t, what, c.c, c.low, c.high, c.ofIntervals)
	}
}

// irrCAC, test_cohen (from Gwet 2014): abstractors 0.796 (0.680, 0.913), and
// weighted; its interval uses t(n−1), that of Fleiss, Cohen and Everitt the
// normal distribution, hence the wider tolerance.
func TestCohen_MatchesTwoRaterTables(t *testing.T) {
	for name, c := range map[string]struct {
		r                        Ratings
		kappa, linear, quadratic [3]float64
	}{
		"abstractors": {tabled([][]int{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}), [3]float64{.796, .680, .913}, [3]float64{.843, .748, .938}, [3]float64{.892, .822, .962}},
		"diagnoses":   {tabled([][]int{{40, 4, 4, 17}, {6, 25, 2, 13}, {4, 1, 21, 12}, {15, 5, 9, 45}}), [3]float64{.432, .341, .522}, [3]float64{.407, .302, .512}, [3]float64{.383, .254, .513}},
	} {
		m := Measure(c.r, Options{}).Cohen
		for what, pair := range map[string]struct {
			c    Coefficient
			want [3]float64
		}{"kappa": {m.Kappa, c.kappa}, "linear": {m.Linear, c.linear}, "quadratic": {m.Quadratic, c.quadratic}} {
			near(t, name+", "+what, pair.c, pair.want[0], 5.01e-4)
			bounds(t, name+", "+what, pair.c, pair.want[1], pair.want[2], 1.6e-3)
		}
	}
}

// Cohen (1960), table 1, in percent of 200: kappa .49; (1968) has .348 with
// weights of his own, which a metric of ours can't give.
func TestCohen_MatchesHisFirstExample(t *testing.T) {
	near(t, "kappa", Measure(tabled([][]int{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}}), Options{}).Cohen.Kappa, (.70-.41)/.59, 1e-9)
}

// The kappas of the six pairs among the complete units of four observers,
// averaged; the same by hand from their tables.
func TestCohen_OfManyRatersIsLightsMeanOverPairs(t *testing.T) {
	r := observers()
	sum, n := 0.0, 0.0
	for i := range 4 {
		for j := range i {
			two := Ratings{Units: r.Units, Raters: []string{"a", "b"}}
			for _, row := range r.Cells {
				two.Cells = append(two.Cells, []string{row[j], row[i]})
			}
			c := Measure(two, Options{}).Cohen.Kappa
			sum, n = sum+*c.Value, n+1
		}
	}
	c := Measure(r, Options{}).Cohen.Kappa
	near(t, "Light", c, sum/n, 1e-12)
	if *c.Low >= *c.Value || *c.High < *c.Value || *c.Low < -1 {
		t.Error(*c.Low, *c.Value, *c.High)
	}
}

func TestCohen_SameSeedGivesTheSameInterval(t *testing.T) {
	a, b, c := Measure(observers(), Options{Seed: 7}), Measure(observers(), Options{Seed: 7}), Measure(observers(), Options{Seed: 8})
	if *a.Cohen.Kappa.Low != *b.Cohen.Kappa.Low {
		t.Error("one seed, two intervals")
	}
	if *a.Cohen.Kappa.Low == *c.Cohen.Kappa.Low && *a.Cohen.Linear.Low == *c.Cohen.Linear.Low {
		t.Error("two seeds, one draw")
	}
	bounds(t, "another seed", c.Cohen.Kappa, *a.Cohen.Kappa.Low, *a.Cohen.Kappa.High, .06)
}
