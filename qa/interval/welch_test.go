package interval_test

import (
	"math"
	"testing"

	"shifu/qa/interval"
)

func TestWelch_OfOneMeanIsStudents(t *testing.T) {
	got, want := interval.Welch(interval.Part{N: 7, V: 2.5 * 2.5 / 7}), interval.Half(7, 2.5)
	if math.Abs(got-want) > 1e-12 {
		t.Error(got, want)
	}
}

func TestWelch_IsNothingWhereNothingVaries(t *testing.T) {
	if got := interval.Welch(interval.Part{N: 4}, interval.Part{N: 9}); got != 0 {
		t.Error(got)
	}
}
