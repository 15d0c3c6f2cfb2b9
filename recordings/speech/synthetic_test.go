package speech

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"
)

// phrases are what espeak-ng says in the synthetic calls.
var phrases = []string{
	"Good morning, this is the power service, how may I help you?", "The lights went out an hour ago.", "Yes.", "Mm hm.",
	"Could you tell me your address, and the number on the meter?", "It is number forty two, Lake Street, third floor.",
	"One moment, I am looking that up for you now.", "There was a fault at the substation, and the team is on its way.",
	"How long will that take? I have food in the freezer.", "They expect to be finished before six o'clock this evening.",
	"Right.", "Thank you for waiting. I have written a work order, and you will get a message.", "That is too late for me.",
	"I understand that this is unpleasant.", "Is there anything else that I can do?", "No, that was all, goodbye.",
}

var voices = [2][]string{{"en-gb+m3", "en-us+m1", "en-gb+m7", "en-us+m5"}, {"en-gb+f2", "en-us+f4", "en-gb+f5", "en-us+f3"}}

const synthetic = 8000

// spokenBy is a phrase of a voice at 8 kHz, without the silence around it.
func spokenBy(t testing.TB, voice, phrase string, speed int) []int16 {
	t.Helper()
	say := exec.Command("espeak-ng", "-v", voice, "-s", fmt.Sprint(speed), "--stdout", phrase)
	down := exec.Command("sox", "-t", "wav", "-", "-r", "8000", "-c", "1", "-b", "16", "-e", "signed", "-L", "-t", "raw", "-")
	var wav, raw bytes.Buffer
	say.Stdout, down.Stdin, down.Stdout = &wav, &wav, &raw
	if err := say.Run(); err != nil {
		t.Fatal(err)
	}
	if err := down.Run(); err != nil {
		t.Fatal(err)
	}
	s := make([]int16, raw.Len()/2)
	if err := binary.Read(&raw, binary.LittleEndian, s); err != nil {
		t.Fatal(err)
	}
	loud := func(x int16) bool { return x > 100 || x < -100 }
	from, to := slices.IndexFunc(s, loud), len(s)
	for to > from && !loud(s[to-1]) {
		to--
	}
	return s[from:to]
}

// staged is a call of two minutes, with its truth.
type staged struct {
	pcm
	said [][]Span
}

// makeCall puts phrases of two voices one after the other, with pauses of 0.4 to
// 4 s, sometimes over each other.
func makeCall(t testing.TB, seed uint64) staged {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 99))
	m := staged{pcm: pcm{rate: synthetic, lanes: [][]int16{nil, nil}}, said: make([][]Span, 2)}
	pick := [2]string{voices[0][r.IntN(4)], voices[1][r.IntN(4)]}
	at := synthetic / 2
	for turn := 0; at < 110*synthetic; turn++ {
		lane := turn % 2
		if r.IntN(5) == 0 {
			lane = 1 - lane
		}
		s := spokenBy(t, pick[lane], phrases[r.IntN(len(phrases))], 150+r.IntN(40))
		if end := len(m.lanes[lane]); at < end+synthetic*2/5 {
			at = end + synthetic*2/5
		}
		m.lanes[lane] = append(append(m.lanes[lane], make([]int16, at-len(m.lanes[lane]))...), s...)
		from := time.Duration(at) * time.Second / synthetic
		m.said[lane] = append(m.said[lane], Span{from, from + time.Duration(len(s))*time.Second/synthetic})
		at += len(s)
		if r.IntN(7) == 0 {
			at -= synthetic * 3 / 5 // the other cuts in
			continue
		}
		at += int((.4 + 3.6*r.Float64()*r.Float64()) * synthetic)
	}
	n := max(len(m.lanes[0]), len(m.lanes[1])) + synthetic
	for i := range m.lanes {
		m.lanes[i] = append(m.lanes[i], make([]int16, n-len(m.lanes[i]))...)
	}
	return m
}

// noiseAt adds noise so far below the lane's speech.
func (m staged) noiseAt(lane []int16, i int, dB float64, seed uint64) []int16 {
	return noisy(lane, rms(m.lanes[i], m.said[i], synthetic)*math.Pow(10, -dB/20), seed)
}

// room is a noise floor 45 dB below the speech, as every line has.
func (m staged) room(seed uint64) [][]int16 {
	return [][]int16{m.noiseAt(m.lanes[0], 0, 45, seed), m.noiseAt(m.lanes[1], 1, 45, seed+1)}
}

// needEspeak skips without the speaking program, which make test installs.
func needEspeak(t testing.TB) {
	t.Helper()
	for _, tool := range []string{"espeak-ng", "sox"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is missing; it speaks the synthetic calls", tool)
			}
			t.Skipf("%s is missing; it speaks the synthetic calls", tool)
		}
	}
}

// music is a tune of steady tones with soft attacks.
func tuneOf(seconds int) []int16 {
	out := make([]int16, seconds*synthetic)
	for i := range out {
		note := []float64{262, 330, 392, 523, 440, 349}[i/(synthetic*2/5)%6]
		t := float64(i) / synthetic
		out[i] = int16(2500 * (math.Sin(2*math.Pi*note*t) + .5*math.Sin(4*math.Pi*note*t) + .3*math.Sin(2*math.Pi*131*t)))
	}
	return out
}

// The seeds of this test were not used for anything else.
func TestDetect_SyntheticCallsStayWithinTheLimits(t *testing.T) {
	needEspeak(t)
	var crowd []int16
	for i, v := range []string{"en-gb+m2", "en-us+f1", "en-gb+f3", "en-us+m4", "en-gb+m6", "en-us+f5"} {
		var one []int16
		for k := range phrases {
			one = append(one, spokenBy(t, v, phrases[(k*5+i*3)%len(phrases)], 165)...)
		}
		long := make([]int16, 150*synthetic)
		for k := range long {
			long[k] = one[(k+i*9000)%len(one)]
		}
		if crowd == nil {
			crowd = long
		} else {
			crowd = plus(crowd, long, 0, 0)
		}
	}
	whole := []Span{{0, 150 * time.Second}}
	conditions := []struct {
		name   string
		most   float64
		change func(m staged, seed uint64) [][]int16
	}{
		{"clean", .02, func(m staged, seed uint64) [][]int16 { return m.lanes }},
		{"noise 30 dB", .03, func(m staged, s uint64) [][]int16 {
			return [][]int16{m.noiseAt(m.lanes[0], 0, 30, s), m.noiseAt(m.lanes[1], 1, 30, s+1)}
		}},
		{"noise 20 dB", .04, func(m staged, s uint64) [][]int16 {
			return [][]int16{m.noiseAt(m.lanes[0], 0, 20, s), m.noiseAt(m.lanes[1], 1, 20, s+1)}
		}},
		{"caller 15 dB quieter", .03, func(m staged, s uint64) [][]int16 { r := m.room(s); return [][]int16{r[0], times(r[1], -15)} }},
		{"caller 12 dB quieter", .03, func(m staged, s uint64) [][]int16 { r := m.room(s); return [][]int16{r[0], times(r[1], -12)} }},
		{"leak -16 dB", .04, func(m staged, s uint64) [][]int16 {
			r := m.room(s)
			return [][]int16{plus(r[0], m.lanes[1], 0, -16), plus(r[1], m.lanes[0], 0, -16)}
		}},
		{"leak -26 dB", .04, func(m staged, s uint64) [][]int16 {
			r := m.room(s)
			return [][]int16{plus(r[0], m.lanes[1], 0, -26), plus(r[1], m.lanes[0], 0, -26)}
		}},
		{"babble 20 dB", .06, func(m staged, s uint64) [][]int16 {
			level := rms(crowd, whole, synthetic)
			add := func(i int) []int16 {
				return plus(m.lanes[i], crowd[i*7000:], 0, 20*math.Log10(rms(m.lanes[i], m.said[i], synthetic)/level)-20)
			}
			return [][]int16{add(0), add(1)}
		}},
	}
	seeds := []uint64{1009, 2003, 3001, 4001}
	var calls []staged
	for _, seed := range seeds {
		calls = append(calls, makeCall(t, seed))
	}
	for _, c := range conditions {
		t.Run(c.name, func(t *testing.T) {
			var rates, talks []float64
			for i, m := range calls {
				a := pcm{synthetic, c.change(m, seeds[i])}.detect(t)
				var w wrong
				for lane := range m.said {
					w.add(m.said[lane], a.Lanes[lane])
					talks = append(talks, math.Abs(talkOff(m.said[lane], a.Lanes[lane])))
				}
				rates = append(rates, w.rate())
			}
			slices.Sort(rates)
			slices.Sort(talks)
			rate, talk := (rates[1]+rates[2])/2, talks[len(talks)/2]
			t.Logf("error rate %.2f %% (%.4f), talk off by %.2f %%", 100*rate, rates, 100*talk)
			if rate > c.most {
				t.Errorf("error rate %.2f %%, at most %.0f %%", 100*rate, 100*c.most)
			}
			if talk > .03 && c.most < .06 {
				t.Errorf("talk time off by %.2f %%", 100*talk)
			}
		})
	}
	t.Run("hold music", func(t *testing.T) {
		for i, m := range calls {
			lanes := m.room(seeds[i])
			at := len(lanes[0])
			for k := range lanes {
				lanes[k] = append(lanes[k], make([]int16, 20*synthetic)...)
			}
			copy(lanes[0][at:], tuneOf(18))
			a := pcm{synthetic, lanes}.detect(t)
			from := time.Duration(at) * time.Second / synthetic
			if len(a.Hold) != 1 || (a.Hold[0].From-from).Abs() > 500*time.Millisecond || (a.Hold[0].Length()-18*time.Second).Abs() > time.Second {
				t.Errorf("seed %d: hold %v, truly 18 s from %v", seeds[i], a.Hold, from)
			}
			if extra := Total(both(a.Lanes[0], []Span{{from + time.Second, from + 17*time.Second}})); extra > 0 {
				t.Errorf("seed %d: %v of the music is speech", seeds[i], extra)
			}
		}
	})
	t.Run("longest silence", func(t *testing.T) {
		for i, m := range calls {
			a := pcm{synthetic, m.room(seeds[i])}.detect(t)
			want := longest(less([]Span{{0, a.Duration}}, merge(slices.Concat(m.said...), 0)))
			if off := (a.Metrics(0).LongestSilence.Length() - want.Length()).Abs(); off > 200*time.Millisecond {
				t.Errorf("seed %d: off by %v", seeds[i], off)
			}
		}
	})
}

// talkOff is by which share the talk time is off; pauses within a phrase are in
// neither.
func talkOff(want, got []Span) float64 {
	_, miss, said := errorOf(want, got)
	said -= Total(less(want, got)) - miss
	return float64(Total(got)-said) / float64(said)
}
