package player

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"shifu/internal/soundtest"
)

// event is one line that the child said.
type event struct {
	what     string
	at       time.Time
	position time.Duration
	device   Device
}

// perform runs a play in a process of its own and returns what it said.
func perform(t *testing.T, play string, env []string) (events []event, said string) {
	t.Helper()
	cmd := soundtest.Urgent(os.Args[0])
	cmd.Env = append(append(os.Environ(), env...), childEnv+"="+play)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", play, err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var e event
		var at int64
		if n, _ := fmt.Sscan(lines.Text(), &e.what, &at, &e.position, &e.device); n == 4 {
			e.at = time.Unix(0, at)
			events = append(events, e)
		}
	}
	return events, string(out)
}

// take is a recording with the play's events, and what was wrong with it.
type take struct {
	rec    *soundtest.Recording
	events []event
	wrong  map[string]string // by claim
}

func (k *take) errorf(claim, format string, args ...any) {
	k.wrong[claim] = fmt.Sprintf(format, args...)
}

// listen records a play and checks it. On a machine too busy for sound a take is
// spoilt by drop-outs: of three takes, one must prove each claim.
func listen(t *testing.T, play string, check func(k *take, log func(string, ...any))) {
	t.Helper()
	sink := soundtest.Start(t)
	var open map[string]string
	for i := range 3 {
		k := &take{wrong: map[string]string{}}
		k.rec = sink.Record(t, func() { k.events, _ = perform(t, play, sink.Env()) })
		check(k, t.Logf)
		if i > 0 {
			maps.DeleteFunc(k.wrong, func(claim, _ string) bool { return open[claim] == "" })
		}
		if open = k.wrong; len(open) == 0 {
			return
		}
		t.Logf("still unproven: %q", open)
	}
	t.Errorf("wrong in all of three takes: %q", open)
}

// second is where in the recording the time at is, by when sound arrived.
func (k *take) second(at time.Time) float64 {
	frame := 0
	for frame < len(k.rec.Left) && k.rec.Arrived(frame).Before(at) {
		frame += 48
	}
	return float64(frame) / soundtest.Rate
}

func (k *take) named(what string) (out []event) {
	for _, e := range k.events {
		if e.what == what {
			out = append(out, e)
		}
	}
	return out
}

// middle is the recording from 0.35 to 0.85 s after an event.
func (k *take) middle(what string) *soundtest.Recording {
	found := k.named(what)
	if len(found) == 0 {
		k.errorf(what, "the play never said %q", what)
		return &soundtest.Recording{}
	}
	s := k.second(found[0].at)
	return k.rec.Between(s+0.35, s+0.85)
}

func (k *take) tone(what string, x []float64, frequency, rms float64) {
	if x = soundtest.Whole(x); len(x) < soundtest.Rate/10 {
		k.errorf(what, "%s: never 0.1 s without a drop-out", what)
		return
	}
	if c := soundtest.Cents(soundtest.Frequency(x), frequency); !(math.Abs(c) <= 3) {
		k.errorf(what, "%s: %.2f Hz, want %g (%.1f cents)", what, soundtest.Frequency(x), frequency, c)
	}
	x = x[len(x)/10 : len(x)*9/10] // begins and ends are faded
	if dB := 20 * math.Log10(soundtest.RMS(x)/rms); !(math.Abs(dB) <= 0.3) {
		k.errorf(what, "%s: level %.2f dB off", what, dB)
	}
}

func (k *take) silent(what string, x []float64) {
	if r := soundtest.RMS(x); r > 1e-4 {
		k.errorf(what, "%s: sounds with %.5f", what, r)
	}
}

func TestSound_ASessionIsHeardAsAskedFor(t *testing.T) {
	listen(t, "session", checkSession)
}

func checkSession(k *take, log func(string, ...any)) {
	agent, customer := 0.5/math.Sqrt2, 0.25/math.Sqrt2
	both := k.middle("both")
	k.tone("agent", both.Left, 440, agent)
	k.tone("customer", both.Right, 1000, customer)
	muted := k.middle("muted")
	k.silent("muted agent", muted.Left)
	k.tone("customer beside it", muted.Right, 1000, customer)
	k.tone("6 dB softer", k.middle("soft").Left, 440, agent*math.Pow(10, -6./20))
	k.tone("1.5x", k.middle("fast").Left, 440, agent*math.Pow(10, -6./20))
	k.tone("0.5x", k.middle("slow").Right, 1000, customer)
	pause := k.second(k.named("pause")[0].at)
	k.silent("pause", k.rec.Between(pause+0.25, pause+0.55).Right)
	k.tone("after the seek", k.middle("seek").Left, 660, agent)
	k.silent("end", k.middle("end").Right)
	k.loops()
	k.latency(log)
	k.position(log)
}

// loops checks that the loop's half second of tone comes again each second.
func (k *take) loops() {
	from := k.second(k.named("loop")[0].at)
	spans := soundtest.Spans(k.rec.Between(from+0.2, from+3).Left, 0.05)
	if len(spans) < 3 {
		k.errorf("loop", "the loop was heard %d times in 3 s", len(spans))
		return
	}
	if every := spans[2].From - spans[1].From; math.Abs(every-1) > 0.1 {
		k.errorf("loop", "rounds %.3f s apart, want 1", every)
	}
}

// latency measures from the key to the first sound of its effect in the sink,
// which includes the recorder's own delay of some 10 ms. The median counts: a
// busy machine interrupts one or the other.
func (k *take) latency(log func(string, ...any)) {
	var took []time.Duration
	for _, e := range k.named("resume") {
		took = append(took, k.onset("latency", e.at, 0.5, func(r *soundtest.Recording) []float64 { return r.Right }).Sub(e.at))
	}
	slices.Sort(took)
	log("from key to sound: %v", took)
	if mid := took[len(took)/2]; mid > 100*time.Millisecond {
		k.errorf("latency", "from key to sound %v, want at most 100 ms", mid)
	}
}

// onset is when the first sound within so many seconds after at arrived.
func (k *take) onset(claim string, at time.Time, within float64, ear func(*soundtest.Recording) []float64) time.Time {
	from := k.second(at)
	spans := soundtest.Spans(ear(k.rec.Between(from, from+within)), 0.02)
	if len(spans) == 0 {
		k.errorf(claim, "nothing was heard within %g s", within)
		return at.Add(time.Hour)
	}
	return k.rec.Arrived(int((from + spans[0].From) * soundtest.Rate))
}

// position compares what was shown when the tone at 22 s arrived.
func (k *take) position(log func(string, ...any)) {
	var offs []time.Duration
	for _, e := range k.named("onset") {
		at := k.onset("position", e.at.Add(200*time.Millisecond), 1, func(r *soundtest.Recording) []float64 { return r.Left })
		offs = append(offs, k.shownAt(at)-22*time.Second)
	}
	slices.Sort(offs)
	log("position shown when the sound was heard, off by: %v", offs)
	if mid := offs[len(offs)/2]; mid.Abs() > 50*time.Millisecond {
		k.errorf("position", "position %v off, want at most 50 ms", mid)
	}
}

// shownAt is the position that the play said at or just after a time.
func (k *take) shownAt(at time.Time) time.Duration {
	for _, e := range k.named("at") {
		if !e.at.Before(at) {
			return e.position - e.at.Sub(at)
		}
	}
	return 0
}

func TestSound_FasterIsShorterByTheSpeedAndTheDriverServesSeveralPlayers(t *testing.T) {
	t.Parallel()
	listen(t, "ranges", checkRanges)
}

func checkRanges(k *take, _ func(string, ...any)) {
	starts := k.named("range")
	ends := []float64{k.second(starts[1].at), k.rec.Seconds()}
	for i, want := range []float64{3, 2} {
		part := k.rec.Between(k.second(starts[i].at)+0.3, ends[i]).Left
		if got := soundtest.Loud(part, 0.02); math.Abs(got-want) > 0.05 {
			k.errorf(fmt.Sprint("length ", i), "range %d: heard %.3f s, want %g", i, got, want)
		}
		k.tone(fmt.Sprint("range ", i), part, 660, 0.5/math.Sqrt2)
	}
}

func TestSound_DraggingIsHeardInShortGrainsWithoutAClick(t *testing.T) {
	t.Parallel()
	listen(t, "drag", checkDrag)
}

func checkDrag(k *take, log func(string, ...any)) {
	from, to := k.second(k.named("drag")[0].at), k.second(k.named("dropped")[0].at)
	x := k.rec.Between(from, to+0.2).Left
	heard := grains(paired(x))
	log("%d grains in %.2f s, steepest %.4f", len(heard), to-from, steepest(paired(x)))
	if rate := float64(len(heard)) / (to - from); rate < 8 || rate > 15.5 {
		k.errorf("rate", "%.1f grains a second, want at most 15", rate)
	}
	whole := 0
	for _, g := range heard {
		if ms := float64(g[1]-g[0]) * 1000 / soundtest.Rate; ms > 48 && ms < 66 {
			whole++
		}
	}
	if whole*10 < len(heard)*6 { // a busy machine cuts some short
		k.errorf("length", "only %d of %d grains last 60 ms", whole, len(heard))
	}
	if s := steepest(paired(x)); s > 1.3*0.5*2*math.Pi*440/soundtest.Rate {
		k.errorf("click", "it clicks: neighbours differ by %.4f", s)
	}
	k.silent("dropped", k.rec.Between(to+0.3, to+0.5).Left)
}

func TestSound_GoesToTheChosenOutputAndBackWhileItPlays(t *testing.T) {
	sink := soundtest.Start(t)
	second := exec.Command("pactl", "load-module", "module-null-sink", "sink_name=other", "sink_properties=device.description=Headset")
	second.Env = append(os.Environ(), sink.Env()...)
	if out, err := second.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	k := &take{wrong: map[string]string{}}
	var said string
	k.rec = sink.Record(t, func() { k.events, said = perform(t, "moved", sink.Env()) })
	if !strings.Contains(said, "{other Headset}") || strings.Contains(said, "refused") || !strings.Contains(said, "gone This sound output is gone") {
		for line := range strings.Lines(said) {
			if !strings.HasPrefix(line, "at ") {
				t.Errorf("it said: %s", line)
			}
		}
	}
	away, back := k.second(k.named("away")[0].at), k.second(k.named("back")[0].at)
	k.silent("away", k.rec.Between(away+0.4, away+1).Right)
	if soundtest.RMS(k.rec.Between(back+0.4, back+1).Right) < 0.02 {
		k.errorf("back", "nothing is heard once it is back")
	}
	for claim, wrong := range k.wrong {
		t.Error(claim, wrong)
	}
}

// paired is one ear as both.
func paired(x []float64) [][2]float64 {
	out := make([][2]float64, len(x))
	for i, v := range x {
		out[i] = [2]float64{v, v}
	}
	return out
}

func TestSound_WithoutADeviceItSaysSoAndSeeks(t *testing.T) {
	t.Parallel()
	events, said := perform(t, "nowhere", []string{"ALSA_CONFIG_PATH=" + os.DevNull, "PULSE_SERVER=unix:/nowhere"})
	last := events[len(events)-1]
	if last.device != DeviceMissing || last.position != 33*time.Second {
		t.Errorf("device %v, position %v", last.device, last.position)
	}
	if !strings.Contains(said, "No sound device was found") {
		t.Errorf("it said: %s", said)
	}
}
