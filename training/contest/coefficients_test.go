package contest_test

import (
	"maps"
	"testing"

	"shifu/internal/fault"
	"shifu/training/contest"
)

func TestReadCoefficients_ReadsWhatPeopleWrite(t *testing.T) {
	got, err := contest.ReadCoefficients(" 财产保险 1.35；回访  0.6;\n real estate 2 ")
	if err != nil || !maps.Equal(got, map[string]float64{"财产保险": 1.35, "回访": .6, "real estate": 2}) {
		t.Error(got, err)
	}
	for _, bad := range []string{"1.35", "财产保险", "财产保险 -1", "财产保险 11", "x NaN", "x 1,5"} {
		if _, err := contest.ReadCoefficients(bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q is let through", bad)
		}
	}
}

func FuzzReadCoefficients(f *testing.F) {
	f.Add("财产保险 1.35; 回访 0.6")
	f.Add(";；x  y 0.1")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := contest.ReadCoefficients(text)
		if err != nil {
			return
		}
		again, err := contest.ReadCoefficients(contest.WriteCoefficients(got))
		if err != nil || !maps.Equal(got, again) {
			t.Fatal(got, again, err)
		}
	})
}
