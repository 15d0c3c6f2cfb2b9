package soundtest

import (
	"math"
	"testing"
)

func sine(freq, amplitude, seconds float64) []float64 {
	x := make([]float64, int(seconds*Rate))
	for i := range x {
		x[i] = amplitude * math.Sin(2*math.Pi*freq*float64(i)/Rate)
	}
	return x
}

func TestFrequency_FindsTonesToATenthOfACent(t *testing.T) {
	for _, f := range []float64{97, 440, 1000.3, 3400} {
		if c := Cents(Frequency(sine(f, 0.3, 1)), f); math.Abs(c) > 0.5 {
			t.Errorf("%g Hz: %.2f cents off", f, c)
		}
	}
	if Frequency(make([]float64, 4800)) != 0 {
		t.Error("silence has a frequency")
	}
}

func TestRMS_OfASineIsItsAmplitudeOverRootTwo(t *testing.T) {
	if r := RMS(sine(440, 0.5, 1)); math.Abs(r-0.35355) > 1e-3 {
		t.Errorf("%.4f", r)
	}
	if p := Power(sine(440, 0.5, 1), 440); math.Abs(p-0.125) > 1e-3 {
		t.Errorf("power %.4f", p)
	}
}

func TestSpans_FindsSoundBetweenSilences(t *testing.T) {
	var x []float64
	x = append(x, make([]float64, Rate/2)...)
	x = append(x, sine(440, 0.5, 1)...)
	x = append(x, make([]float64, Rate/2)...)
	x = append(x, sine(440, 0.5, 0.25)...)
	got := Spans(x, 0.01)
	if len(got) != 2 || got[0] != (Span{0.5, 1.5}) || math.Abs(got[1].Seconds()-0.25) > 0.006 {
		t.Errorf("%v", got)
	}
}
