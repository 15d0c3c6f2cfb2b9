package formats

import "testing"

func TestMapping_SumsDistinctValuesThenHoldsTheBounds(t *testing.T) {
	bound := func(x float64) *float64 { return &x }
	m := &mapping{values: map[string]float64{"A": 1, "B": 1.5, "C": -2}, otherwise: 0.25, lower: bound(-1), upper: bound(2)}
	for _, c := range []struct {
		given []string
		want  float64
	}{
		{[]string{"A"}, 1}, {[]string{"A", "A"}, 1}, {[]string{"A", "B"}, 2}, {[]string{"C"}, -1},
		{[]string{"X"}, 0.25}, {[]string{"X", "Y", "X"}, 0.5}, {[]string{"A", "C"}, -1}, {nil, 0},
	} {
		if got := m.score(c.given...); got != c.want {
			t.Errorf("%v: %g, want %g", c.given, got, c.want)
		}
	}
	m.lower, m.upper = nil, nil
	if got := m.score("A", "B", "C", "X"); got != 0.75 {
		t.Errorf("without bounds: %g", got)
	}
}
