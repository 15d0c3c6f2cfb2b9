package lab

import (
	"math"
	"testing"

	"shifu/internal/fault"
)

func TestCompare_AScenarioDoesNotDifferFromItself(t *testing.T) {
	s := read(t, twoTeams)
	c, err := Compare(t.Context(), []Side{{"a", s}, {"b", s}}, 5, 3, nil)
	if err != nil {
		t.Fatal(err)
	}
	for m, d := range c.Sides[1].Differences {
		if d.Mean != 0 || *d.Half != 0 || d.Clear() || *d.Alone < 0 {
			t.Errorf("%s differs by %v ± %v", m, d.Mean, *d.Half)
		}
	}
}

// The paired interval of a count is Student's over the differences of runs.
func TestCompare_ACountHasThePairedIntervalOfStudent(t *testing.T) {
	a := [][2]float64{{10, 1}, {12, 1}, {15, 1}, {11, 1}}
	b := [][2]float64{{9, 1}, {12, 1}, {13, 1}, {10, 1}}
	d, _ := difference(a, b)
	// Differences 1, 0, 2, 1: mean 1, standard deviation 0.8165, t(3) 3.18245.
	if !close(d.Mean, 1) || math.Abs(*d.Half-3.182446305*0.816496581/2) > 1e-7 {
		t.Errorf("%v ± %v", d.Mean, *d.Half)
	}
	if *d.Alone <= *d.Half {
		t.Error("pairing brings nothing")
	}
}

func TestCompare_CommonCallsMakeTheIntervalNarrower(t *testing.T) {
	s := read(t, twoTeams)
	own, err := Clone(s)
	if err != nil {
		t.Fatal(err)
	}
	delete(own.Policy.CallChooses["fault"], "lent")
	delete(own.Policy.AgentChooses["lent"], "fault")
	c, err := Compare(t.Context(), []Side{{"shared", s}, {"own", own}}, 20, 5, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := c.Sides[1].Differences[AbandonRate]
	if !(d.Mean > 0 && d.Clear() && *d.Half < *d.Alone/1.5) {
		t.Errorf("%v ± %v, alone ± %v", d.Mean, *d.Half, *d.Alone)
	}
	if _, err := Compare(t.Context(), []Side{{"alone", s}}, 5, 1, nil); !fault.Is(err, fault.Invalid) {
		t.Error("one side alone:", err)
	}
}
