package speech

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"shifu/demo/spoken"
)

// wrong is the detection error rate over several lanes.
type wrong struct{ falseAlarm, miss, said time.Duration }

func (w *wrong) add(want, got []Span) {
	f, m, s := errorOf(want, got)
	w.falseAlarm, w.miss, w.said = w.falseAlarm+f, w.miss+m, w.said+s
}

func (w wrong) rate() float64 {
	return float64(w.falseAlarm+w.miss) / float64(max(1, w.said))
}

// some are two-lane calls of both languages in several codecs, for the tests
// that change the sound.
func some(t testing.TB) []spoken.Call {
	var out []spoken.Call
	for _, c := range calls(t) {
		switch c.ID {
		case "c02", "c04", "c05", "c08", "c13", "c33", "c35", "c40":
			out = append(out, c)
		}
	}
	return out
}

func rms(lane []int16, spans []Span, rate int) float64 {
	sum, n := 0.0, 0
	for _, s := range spans {
		for i := int(s.From.Seconds() * float64(rate)); i < min(len(lane), int(s.To.Seconds()*float64(rate))); i++ {
			sum += float64(lane[i]) * float64(lane[i])
			n++
		}
	}
	return math.Sqrt(sum / float64(max(1, n)))
}

func clip(x float64) int16 { return int16(math.Round(max(-32768, min(32767, x)))) }

func times(x []int16, dB float64) []int16 {
	k := math.Pow(10, dB/20)
	out := make([]int16, len(x))
	for i, s := range x {
		out[i] = clip(k * float64(s))
	}
	return out
}

// plus adds y, delayed by so many samples and changed by dB, to x.
func plus(x, y []int16, delay int, dB float64) []int16 {
	k := math.Pow(10, dB/20)
	out := append([]int16{}, x...)
	for i := delay; i < len(out) && i-delay < len(y); i++ {
		out[i] = clip(float64(out[i]) + k*float64(y[i-delay]))
	}
	return out
}

func noisy(x []int16, level float64, seed uint64) []int16 {
	r := rand.New(rand.NewPCG(seed, 7))
	out := make([]int16, len(x))
	for i, s := range x {
		out[i] = clip(float64(s) + level*r.NormFloat64())
	}
	return out
}

// chatter is six other voices at once, with a mean square of 1000².
func chatter(t testing.TB, n int) []int16 {
	sum := make([]float64, n)
	k := 0
	for _, c := range calls(t)[24:] {
		if c.Channels != 2 || k == 6 {
			continue
		}
		k++
		lane := recorded(t, c).lanes[c.AgentLane]
		for i := range sum {
			sum[i] += float64(lane[(i+k*20000)%len(lane)])
		}
	}
	squares := 0.0
	for _, x := range sum {
		squares += x * x
	}
	out := make([]int16, n)
	for i, x := range sum {
		out[i] = clip(x * 1000 / math.Sqrt(squares/float64(n)))
	}
	return out
}

func TestDetect_DemoCallsAsTheyAre(t *testing.T) {
	all, worst := wrong{}, 0.0
	for _, c := range calls(t) {
		a := detected(t)[c.ID]
		want := truth(c)
		for lane := range want {
			var one wrong
			one.add(want[lane], a.Lanes[lane])
			all.add(want[lane], a.Lanes[lane])
			worst = max(worst, one.rate())
			if one.rate() > 0.05 {
				t.Errorf("%s (%s) lane %d: error rate %.2f %%", c.ID, c.Codec, lane, 100*one.rate())
			}
		}
	}
	t.Logf("error rate %.2f %%, worst lane %.2f %%", 100*all.rate(), 100*worst)
	if all.rate() > 0.02 {
		t.Errorf("error rate %.2f %% of %v", 100*all.rate(), all.said)
	}
}

func TestDetect_ChangedSound(t *testing.T) {
	babble := chatter(t, 8000*120)
	tests := map[string]struct {
		most   float64
		change func(p pcm, spoken [][]Span, lane int) []int16
	}{
		"noise at 30 dB": {0.03, func(p pcm, said [][]Span, i int) []int16 {
			return noisy(p.lanes[i], rms(p.lanes[i], said[i], p.rate)*math.Pow(10, -30./20), uint64(i))
		}},
		"noise at 20 dB": {0.05, func(p pcm, said [][]Span, i int) []int16 {
			return noisy(p.lanes[i], rms(p.lanes[i], said[i], p.rate)*math.Pow(10, -20./20), uint64(i))
		}},
		"noise at 20 dB that ends in the middle": {0.05, func(p pcm, said [][]Span, i int) []int16 {
			half := len(p.lanes[i]) / 2
			loud := noisy(p.lanes[i][:half], rms(p.lanes[i], said[i], p.rate)*math.Pow(10, -20./20), uint64(i))
			return append(loud, p.lanes[i][half:]...)
		}},
		"20 dB quieter": {0.03, func(p pcm, _ [][]Span, i int) []int16 { return times(p.lanes[i], -20) }},
		"other lane leaks at -25 dB": {0.05, func(p pcm, _ [][]Span, i int) []int16 {
			return plus(p.lanes[i], p.lanes[1-i], 40, -25)
		}},
		"other lane comes back after 60 ms at -18 dB": {0.05, func(p pcm, _ [][]Span, i int) []int16 {
			return plus(p.lanes[i], p.lanes[1-i], 480, -18)
		}},
		"chatter at 25 dB": {0.055, func(p pcm, said [][]Span, i int) []int16 {
			return plus(p.lanes[i], babble[i*4000:], 0, 20*math.Log10(rms(p.lanes[i], said[i], p.rate)/1000)-25)
		}},
		"chatter at 20 dB": {0.065, func(p pcm, said [][]Span, i int) []int16 {
			return plus(p.lanes[i], babble[i*4000:], 0, 20*math.Log10(rms(p.lanes[i], said[i], p.rate)/1000)-20)
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var all wrong
			for _, c := range some(t) {
				p := recorded(t, c)
				want := truth(c)
				changed := pcm{rate: p.rate, lanes: [][]int16{test.change(p, want, 0), test.change(p, want, 1)}}
				a := changed.detect(t)
				for lane := range want {
					all.add(want[lane], a.Lanes[lane])
					if len(a.Hold) > 0 {
						t.Errorf("%s: music at %v", c.ID, a.Hold)
					}
				}
			}
			t.Logf("error rate %.2f %% (false alarm %v, miss %v)", 100*all.rate(), all.falseAlarm, all.miss)
			if all.rate() > test.most {
				t.Errorf("error rate %.2f %%, at most %.0f %%", 100*all.rate(), 100*test.most)
			}
		})
	}
}

// Two lanes with enough talk are to be within 3 %; in one lane for both, and in
// a few sentences, the fading ends of sentences weigh more.
func TestDetect_TalkTimeWithinThreePercent(t *testing.T) {
	for _, c := range calls(t) {
		a := detected(t)[c.ID]
		for lane, want := range truth(c) {
			// Pauses between the sentences of an utterance are no talk, and not in the truth.
			_, miss, said := errorOf(want, a.Lanes[lane])
			said -= Total(less(want, a.Lanes[lane])) - miss
			most := 0.03
			if c.Channels == 1 || said < 10*time.Second {
				most = 0.04
			}
			if off := Total(a.Lanes[lane]).Seconds()/said.Seconds() - 1; math.Abs(off) > most {
				t.Errorf("%s (%s) lane %d: talk %v, truly %v: %.2f %%", c.ID, c.Codec, lane, Total(a.Lanes[lane]), said, 100*off)
			}
		}
	}
}

func TestDetect_LongestSilenceWithinAFifthOfASecond(t *testing.T) {
	music := tunes(t)
	for _, c := range calls(t) {
		a := detected(t)[c.ID]
		var busy []Span
		for _, lane := range truth(c) {
			busy = append(busy, lane...)
		}
		want := longest(less([]Span{{0, a.Duration}}, merge(append(busy, music[c.ID]...), 0)))
		got := a.Metrics(c.AgentLane).LongestSilence
		if off := (got.Length() - want.Length()).Abs(); off > 200*time.Millisecond {
			t.Errorf("%s (%s): longest silence %v, truly %v", c.ID, c.Codec, got, want)
		}
	}
}

func TestDetect_FindsHoldMusicAndNothingElseForIt(t *testing.T) {
	music := tunes(t)
	for _, c := range calls(t) {
		a := detected(t)[c.ID]
		if len(a.Hold) != len(music[c.ID]) {
			t.Errorf("%s: holds %v, truly %v", c.ID, a.Hold, music[c.ID])
			continue
		}
		for i, h := range a.Hold {
			if m := music[c.ID][i]; (h.From-m.From).Abs() > 300*time.Millisecond || (h.To-m.To).Abs() > 300*time.Millisecond {
				t.Errorf("%s: hold %v, truly %v", c.ID, h, m)
			}
		}
	}
}

func TestDetect_SameSamplesGiveTheSameSpans(t *testing.T) {
	c := some(t)[0]
	p := recorded(t, c)
	first := p.detect(t)
	if second := p.detect(t); !reflect.DeepEqual(first, second) {
		t.Error("the second pass differs")
	}
	whole := p.source()
	read := whole.ReadFrames
	whole.ReadFrames = func(dst []int16, from int64) (int, error) { return read(dst[:min(len(dst), 2*77)], from) }
	if pieces, err := Detect(whole); err != nil || !reflect.DeepEqual(first, pieces) {
		t.Errorf("read in small pieces it differs, %v", err)
	}
}

// Overlaps of 0.4 to 0.6 s may fall on either side of the limit.
func TestDetect_FindsTheInterruptionsOfTheDemoCalls(t *testing.T) {
	n := 0
	for _, c := range calls(t) {
		if c.Channels != 2 {
			continue
		}
		got := detected(t)[c.ID]
		want := Activity{Settings: Standard(), Duration: got.Duration}
		for _, lane := range truth(c) { // a pause of up to 0.3 s between two utterances is bridged
			want.voiced = append(want.voiced, merge(lane, milliseconds(Standard().BridgeMS)))
		}
		want.settle()
		sure := 0
		for _, i := range want.Interruptions {
			n++
			if i.Until-i.At > InterruptionFrom+100*time.Millisecond {
				sure++
			}
		}
		near := 0
		for _, o := range want.Overlaps {
			if (o.Length() - InterruptionFrom).Abs() <= 100*time.Millisecond {
				near++
			}
		}
		if found := len(got.Interruptions); found < sure || found > sure+near {
			t.Errorf("%s: interruptions %v, truly %v", c.ID, got.Interruptions, want.Interruptions)
		}
		if off := got.Metrics(0).Overlap - want.Metrics(0).Overlap; off.Abs() > 400*time.Millisecond {
			t.Errorf("%s: overlap off by %v", c.ID, off)
		}
	}
	if n < 5 {
		t.Errorf("only %d interruptions to look at", n)
	}
}
