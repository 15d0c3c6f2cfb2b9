package fault_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"shifu/internal/fault"
)

func TestKindOf_LooksThroughWrapping(t *testing.T) {
	err := fmt.Errorf("saving: %w", fault.New(fault.Conflict, "x", nil))
	if !fault.Is(err, fault.Conflict) || fault.Is(errors.New("y"), fault.Conflict) {
		t.Error("the kind is lost on the way")
	}
}

func TestFill_NeverLosesAMessage(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"plain", "plain"}, {"{{.A}} b", "1 b"}, {"{{.A", "{{.A"}, {"{{.Missing}}!", "<no value>!"},
	} {
		if got := fault.Fill(c.text, fault.Values{"A": 1}); got != c.want {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
	}
}

func TestFill_TellsNumbersAsPeopleReadThem(t *testing.T) {
	tenth, fifth := 0.1, 0.2
	for _, c := range []struct {
		x    any
		want string
	}{
		{0.00017999999999999998, "0.00018"}, {tenth + fifth, "0.3"}, {1.8e-7, "0.00000018"}, {1e7, "10000000"}, {123456789012.0, "123456789012"},
		{1.000001, "1.000001"}, {-2.5, "-2.5"}, {math.Inf(1), "+Inf"}, {math.NaN(), "NaN"}, {7, "7"},
	} {
		if got := fault.Fill("{{.X}}", fault.Values{"X": c.x}); got != c.want {
			t.Errorf("%v is %q, want %q", c.x, got, c.want)
		}
	}
}

func TestBecause_LeavesTheOriginalAlone(t *testing.T) {
	f := fault.New(fault.Invalid, "x", nil)
	if g := f.Because(errors.New("cause")); f.Cause != nil || g.Cause == nil || !errors.Is(g, g.Cause) {
		t.Error("Because changed the fault that it copies")
	}
}

func FuzzFill(f *testing.F) {
	f.Add("{{.A}}", "v")
	f.Fuzz(func(t *testing.T, text, v string) { fault.Fill(text, fault.Values{"A": v}) })
}
