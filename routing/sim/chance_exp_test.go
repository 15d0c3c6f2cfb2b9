package sim

import (
	"math"
	"testing"
)

func TestExp_IsRightToTheLastBits(t *testing.T) {
	for x := -600.0; x < 600; x += 0.37 {
		if got, want := exp(x), math.Exp(x); math.Abs(got/want-1) > 1e-15 {
			t.Errorf("exp(%v) is %v, not %v", x, got, want)
		}
	}
}
