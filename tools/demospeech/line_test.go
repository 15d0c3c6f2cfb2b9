package main

import (
	"math"
	"testing"

	"shifu/demo/spoken"
)

func tone(hz float64, hertz, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 0.5 * math.Sin(2*math.Pi*hz*float64(i)/float64(hertz))
	}
	return out
}

func gain(out []float64) float64 {
	var sum float64
	part := out[len(out)/4 : len(out)*3/4]
	for _, s := range part {
		sum += s * s
	}
	return 20 * math.Log10(math.Sqrt(sum/float64(len(part)))/(0.5/math.Sqrt2))
}

func TestLine_PassesTheTelephoneBandOnly(t *testing.T) {
	for hz, want := range map[float64][2]float64{60: {-200, -40}, 150: {-200, -20}, 1000: {-1, 0.5}, 2500: {-3, 0.5}, 3900: {-200, -20}} {
		take := &take{chance: chance("x")}
		lane := tone(hz, rate, rate)
		take.line(lane, 0, 0)
		if got := gain(lane); got < want[0] || got > want[1] {
			t.Errorf("%.0f Hz passes at %.1f dB, want %v", hz, got, want)
		}
	}
}

func TestResample_KeepsSpeechAndStopsWhatWouldFold(t *testing.T) {
	if got := gain(resample(tone(1000, voiceRate, voiceRate))); math.Abs(got) > 0.2 {
		t.Errorf("1 kHz passes at %.2f dB", got)
	}
	if got := gain(resample(tone(5000, voiceRate, voiceRate))); got > -50 {
		t.Errorf("5 kHz folds at %.1f dB", got)
	}
}

func TestSoft_NeverReachesFullScale(t *testing.T) {
	for _, s := range []float64{0, 0.5, 0.7, 1, 3, -9} {
		if got := soft(s); math.Abs(got) > 1 || math.Signbit(got) != math.Signbit(s) {
			t.Errorf("soft(%g) = %g", s, got)
		}
	}
	if soft(0.4) != 0.4 {
		t.Error("bends what is not loud")
	}
}

func TestTake_KnowsWhenBothSpeakAndWhenNobodyDoes(t *testing.T) {
	second := make([]float64, rate)
	take := &take{chance: chance("x")}
	take.place(0, 1, "a", second)
	take.place(1, take.start(1, spoken.Line{Over: 0.25}), "c", second)
	take.pause(spoken.Line{Silence: 5})
	take.place(0, take.start(0, spoken.Line{}), "b", second)
	want := []spoken.Span{{Kind: spoken.Over, StartMS: 1750, EndMS: 2000}, {Kind: spoken.Silence, StartMS: 2750, EndMS: 7750}}
	got := take.spans()
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("spans %+v, want %+v", got, want)
	}
	if u := take.utterances[2]; u.StartMS != 7750 || u.EndMS != 8750 {
		t.Errorf("after a silence of 5 s: %+v", u)
	}
}

func TestInterleave_PadsToWholeBlocks(t *testing.T) {
	lanes := [2][]float64{make([]float64, 321), make([]float64, 321)}
	if n := len(interleave(spoken.Script{}, ways["gsm"], lanes)); n != 2*640 {
		t.Errorf("%d bytes, want two blocks of 320 frames", n)
	}
}
