package fault_test

import (
	"errors"
	"fmt"
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
