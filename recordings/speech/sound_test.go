package speech

import (
	"errors"
	"io"
	"math"
	"os"
	"testing"
	"time"
)

func silence(seconds int, rate int) []int16 { return make([]int16, seconds*rate) }

// band is a richer tune than the demo's: chords that fade, with a drum.
func band(seconds, rate int) []int16 {
	out := make([]int16, seconds*rate)
	for i := range out {
		at := float64(i) / float64(rate)
		beat := math.Mod(at, 0.5)
		root := []float64{262, 349, 392, 330}[int(at/2)%4]
		x := 0.0
		for k, f := range []float64{1, 1.26, 1.5, 2} {
			x += math.Sin(2*math.Pi*f*root*at+float64(k)) * (0.5 + 0.5*math.Exp(-2*math.Mod(at, 2)))
		}
		x += 2 * math.Exp(-30*beat) * math.Sin(2*math.Pi*180*at)
		out[i] = clip(1200 * x)
	}
	return out
}

func TestDetect_FindsABandOnHold(t *testing.T) {
	c := some(t)[5]
	p := recorded(t, c)
	n := len(p.lanes[0])
	talk := p.detect(t).Metrics(0).Speech
	for lane := range 2 {
		tune := noisy(append(silence(2, 8000), band(20, 8000)...), 20, 5)
		p.lanes[lane] = append(p.lanes[lane], tune...)
		p.lanes[1-lane] = append(p.lanes[1-lane], noisy(silence(22, 8000), 20, 6)...)
	}
	a := p.detect(t)
	begin := time.Duration(n) * time.Second / 8000
	want := []Span{{begin + 2*time.Second, begin + 22*time.Second}, {begin + 24*time.Second, begin + 44*time.Second}}
	if len(a.Hold) != 2 || (a.Hold[0].From-want[0].From).Abs() > frames(30) || (a.Hold[1].To-want[1].To).Abs() > frames(30) {
		t.Errorf("hold %v, want %v", a.Hold, want)
	}
	if off := (a.Metrics(0).Speech - talk).Abs(); off > 300*time.Millisecond {
		t.Errorf("speech changes by %v", off)
	}
}

// chords change every so often; each tone of one has a phase of its own.
func chords(seconds int, every float64, tremolo float64) []int16 {
	out := make([]int16, seconds*8000)
	for i := range out {
		at := float64(i) / 8000
		k := int(at / every)
		x := 0.0
		for j, f := range [4][3]float64{{262, 330, 392}, {220, 277, 330}, {294, 370, 440}, {196, 247, 294}}[k%4] {
			x += math.Sin(2*math.Pi*f*at + float64(k*(j+2)))
		}
		out[i] = clip(900 * x * (1 + tremolo*math.Sin(2*math.Pi*5*at)))
	}
	return out
}

func TestDetect_SteadySoundsAreMusicOrNoiseAndNeverTalk(t *testing.T) {
	p := recorded(t, some(t)[5])
	n := len(p.lanes[0])
	talk := p.detect(t).Metrics(0).Speech
	for name, c := range map[string]struct {
		sound []int16
		music bool
	}{
		"one chord":               {chords(25, 60, 0), true},
		"chords of half a second": {chords(25, .5, 0), true},
		"chords of two seconds":   {chords(25, 2, 0), true},
		"tremolo":                 {chords(25, 2, .3), true},
		"noise":                   {noisy(silence(25, 8000), 1500, 4), false},
	} {
		with := pcm{rate: 8000, lanes: [][]int16{
			noisy(append(append(p.lanes[0][:n:n], silence(1, 8000)...), append(c.sound, silence(1, 8000)...)...), 8, 1),
			noisy(append(p.lanes[1][:n:n], silence(27, 8000)...), 8, 2),
		}}
		a := with.detect(t)
		begin := time.Duration(n)*time.Second/8000 + time.Second
		if off := (a.Metrics(0).Speech - talk).Abs(); off > 300*time.Millisecond {
			t.Errorf("%s: speech changes by %v", name, off)
		}
		switch {
		case !c.music && len(a.Hold) > 0:
			t.Errorf("%s: hold %v", name, a.Hold)
		case c.music && (len(a.Hold) != 1 || (a.Hold[0].From-begin).Abs() > frames(30) || (a.Hold[0].Length()-25*time.Second).Abs() > frames(30)):
			t.Errorf("%s: hold %v, truly 25 s from %v", name, a.Hold, begin)
		}
	}
}

func TestDetect_NothingButNoiseIsSilence(t *testing.T) {
	for name, lanes := range map[string][][]int16{
		"digital silence":       {silence(40, 8000), silence(40, 8000)},
		"noise":                 {noisy(silence(40, 8000), 60, 1), noisy(silence(40, 8000), 300, 2)},
		"noise that breaks off": {noisy(silence(40, 8000), 60, 1), append(noisy(silence(20, 8000), 150, 2), silence(20, 8000)...)},
		"mono":                  {noisy(silence(40, 8000), 60, 1)},
		"same in both":          {noisy(silence(40, 8000), 60, 1), noisy(silence(40, 8000), 60, 1)},
	} {
		a := pcm{8000, lanes}.detect(t)
		if len(a.Speech) > 0 || len(a.Hold) > 0 || len(a.Silences) != 1 {
			t.Errorf("%s: speech %v, hold %v", name, a.Speech, a.Hold)
		}
	}
}

func TestDetect_SameSoundInBothChannelsIsMono(t *testing.T) {
	p := recorded(t, some(t)[5])
	both := plus(p.lanes[0], p.lanes[1], 0, 0)
	a := pcm{8000, [][]int16{both, times(both, -0.3)}}.detect(t)
	if !a.Mono || len(a.Lanes) != 1 || len(a.Speech) == 0 {
		t.Errorf("mono %v, %d lanes", a.Mono, len(a.Lanes))
	}
}

func TestDetect_AnyRateAndLength(t *testing.T) {
	for _, rate := range []int{100, 8000, 11025, 22050, 44100} {
		for _, n := range []int{0, 1, rate / 100, rate/100 + 1, 3*rate + 7} {
			for lanes := 1; lanes <= 3; lanes++ {
				p := pcm{rate: rate}
				for i := range lanes {
					p.lanes = append(p.lanes, noisy(make([]int16, n), 3000*float64(i), uint64(i)))
				}
				a, err := Detect(p.source())
				if err != nil || len(a.Lanes) > 2 || a.Duration != p.source().duration() {
					t.Fatalf("%d frames of %d Hz, %d lanes: %v", n, rate, lanes, err)
				}
			}
		}
	}
}

func TestDetect_RefusesWhatIsNoAudioAndWhatCantBeRead(t *testing.T) {
	read := func([]int16, int64) (int, error) { return 0, os.ErrClosed }
	if _, err := Detect(Source{Channels: 1, SampleRate: 8000, Frames: 9, ReadFrames: read}); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a closed file: %v", err)
	}
	for _, s := range []Source{{}, {Channels: 1, SampleRate: 99}, {SampleRate: 8000}} {
		if _, err := Detect(s); err == nil {
			t.Errorf("%+v is taken", s)
		}
	}
	end := func([]int16, int64) (int, error) { return 0, io.EOF }
	if _, err := Detect(Source{Channels: 2, SampleRate: 8000, Frames: 9, ReadFrames: end}); err != nil {
		t.Errorf("a file that ends early: %v", err)
	}
}
