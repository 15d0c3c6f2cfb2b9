package player

import (
	"context"
	"fmt"
	"math"
	"os"
	"testing"
	"time"
)

// childEnv names the play that this test binary performs instead of its tests:
// the sound library reads its environment once, at the start of a process.
const childEnv = "SHIFU_PLAY"

func TestMain(m *testing.M) {
	play, asked := plays[os.Getenv(childEnv)]
	if !asked {
		os.Exit(m.Run())
	}
	play()
}

var plays = map[string]func(){"session": session, "drag": drag, "moved": moved, "ranges": ranges, "hang": hang, "nowhere": nowhere}

// recorded is a call whose sound tells the place: lane 0 has 440 Hz until 20 s,
// then 2 s of silence, 660 Hz until 40 s, and from there half seconds of 880 Hz
// that begin each second; lane 1 has 1000 Hz throughout.
func recorded() *sound {
	return call(2, 60, func(lane int, at float64) float64 {
		wave := func(f, a float64) float64 { return a * math.Sin(2*math.Pi*f*at) }
		switch {
		case lane == 1:
			return wave(1000, 0.25)
		case at < 20:
			return wave(440, 0.5)
		case at < 22:
			return 0
		case at < 40:
			return wave(660, 0.5)
		case at-math.Floor(at) < 0.5:
			return wave(880, 0.5)
		}
		return 0
	})
}

// say tells the parent what was done, when, and which position is shown.
func say(p *Player, what string) {
	fmt.Println(what, time.Now().UnixNano(), p.Snapshot().Position.Nanoseconds(), int(p.Snapshot().Device))
}

// hear lets real time pass: sound can't be hurried. It says the position often.
func hear(p *Player, d time.Duration) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(d); time.Now().Before(end); <-tick.C {
		say(p, "at")
	}
}

func act(p *Player, what string, d time.Duration, do func()) {
	say(p, what)
	do()
	hear(p, d)
}

// opened returns a playing player after two seconds: null sinks begin late.
func opened() *Player {
	p := New()
	p.Load(recorded())
	p.SetRewind(0)
	p.Play()
	hear(p, 2*time.Second)
	return p
}

func session() {
	p := opened()
	act(p, "both", time.Second, func() {})
	act(p, "muted", time.Second, func() { p.SetMuted(0, true) })
	act(p, "soft", time.Second, func() { p.SetMuted(0, false); p.SetGain(0, -6) })
	act(p, "fast", time.Second, func() { p.SetSpeed(1.5) })
	act(p, "slow", time.Second, func() { p.SetSpeed(0.5) })
	for range 4 {
		act(p, "pause", 600*time.Millisecond, p.Pause)
		act(p, "resume", 600*time.Millisecond, p.Play)
	}
	p.SetSpeed(1)
	p.SetGain(0, 0)
	act(p, "seek", time.Second, func() { p.Seek(30 * time.Second) })
	for range 3 {
		act(p, "onset", 1200*time.Millisecond, func() { p.Seek(21400 * time.Millisecond) })
	}
	act(p, "loop", 3*time.Second, func() { p.SetLoop(45*time.Second, 46*time.Second, 0) })
	act(p, "end", 600*time.Millisecond, func() { p.ClearLoop(); p.Pause() })
	p.Close()
}

// ranges plays three seconds of the call at two speeds, each by a new player:
// the driver is opened once only.
func ranges() {
	p := opened()
	for _, speed := range []float64{1, 1.5} {
		p.Close()
		p = New()
		p.Load(recorded())
		p.SetSpeed(speed)
		act(p, "range", 500*time.Millisecond, func() {})
		p.PlayRange(25*time.Second, 28*time.Second)
		for p.Sync(); p.Snapshot().Playing; {
			<-p.Changes()
		}
		hear(p, 500*time.Millisecond)
	}
	p.Close()
}

// drag pulls the needle through ten seconds of tone, as a mouse does.
func drag() {
	p := opened()
	p.Pause()
	hear(p, 500*time.Millisecond)
	say(p, "drag")
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for i := range 200 {
		p.Scrub(5*time.Second + time.Duration(i)*53*time.Millisecond)
		<-tick.C
	}
	act(p, "dropped", 500*time.Millisecond, func() {})
	p.Close()
}

// moved sends its sound to another output and back.
func moved() {
	first := os.Getenv(sinkVariable)
	p := opened()
	out, err := p.Outputs(context.Background())
	fmt.Println("outputs", out, err)
	for _, name := range []string{"other", first} {
		if err := p.UseOutput(context.Background(), name); err != nil {
			fmt.Println("refused", err)
		}
		act(p, map[bool]string{true: "away", false: "back"}[name == "other"], 1200*time.Millisecond, func() {})
	}
	fmt.Println("gone", p.UseOutput(context.Background(), "nowhere"))
	p.Close()
}

// hang plays while the parent stops the sound server for a while.
func hang() {
	p := opened()
	act(p, "ready", 8*time.Second, func() {})
	p.Close()
}

// nowhere has no sound device at all.
func nowhere() {
	p := New()
	p.Load(recorded())
	p.Play()
	hear(p, 1500*time.Millisecond)
	p.Seek(33 * time.Second)
	p.Sync()
	say(p, "sought")
	fmt.Println(p.Snapshot().Err)
	p.Close()
}
