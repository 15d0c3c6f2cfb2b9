package review

import (
	"context"
	"time"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/recordings/player"
	"shifu/recordings/track"
)

// listening plays the call and shows where it is: waveform and transport.
type listening struct {
	d         *desk.Desk
	ctx       context.Context
	wave      *parts.Waveform
	transport *parts.Transport
	lanes     *lanes // nil: no sound
	track     *track.Track
	choices   *choices

	at, length time.Duration
	from, to   time.Duration // A and B
	looping    bool
	scrubbing  bool
	gapless    bool // silences are shortened
	playing    bool
	device     player.Device
	stop       context.CancelFunc // of watching, nil while nobody watches
	still      int                // ticks since it last played
	reading    bool
	reads      bool          // a conversation in writing
	heard      time.Duration // listened to in this sitting
	ticked     time.Time
	levels     []float64 // dB by channel, nil: as recorded
	balance    float64   // -1 the left ear, 1 the right
	walking    bool
	walkFrom   time.Duration // of the step
	walked     int           // times that it was heard

	onMoved  func(at time.Duration)
	onDevice func(missing bool)
	onHeard  func() // it is heard in another way
}

const (
	tickEvery = time.Second / 30
	stillFor  = 15 // ticks after which a paused player is left alone
	nudge     = 100 * time.Millisecond
	loopSpan  = 5 * time.Second // looped without A and B
)

func newListening(d *desk.Desk, ctx context.Context, c *choices) *listening {
	l := &listening{d: d, ctx: ctx, wave: parts.NewWaveform(), transport: parts.NewTransport(), choices: c, onHeard: func() {}}
	l.transport.ShowSkip(false)
	l.transport.OnSkip = l.skipGaps
	l.wave.Follow = true
	l.wave.OnSeek = l.seek
	l.wave.OnScrub = l.scrub
	l.wave.OnSelect = l.selected
	l.wave.OnMute = l.mute
	l.wave.OnSolo = l.solo
	l.wave.OnGain = l.gain
	l.wave.OnView = func(time.Duration, time.Duration) { l.fetch() }
	l.wave.OnLayers = func(now parts.WaveLayers) { l.choices.Layers = &now }
	l.transport.OnPlay = l.toggle
	l.transport.OnBack = func() { l.skip(-l.step()) }
	l.transport.OnForward = func() { l.skip(l.step()) }
	l.transport.OnSpeed = l.setSpeed
	l.transport.OnLoop = func(bool) { l.toggleLoop() }
	return l
}

// open loads a track into player, waveform and transport, to be heard as before.
func (l *listening) open(t *track.Track, agentLane int, as hearing) {
	l.track, l.lanes, l.levels, l.balance = t, newLanes(t, agentLane), nil, as.Balance
	l.choices.take(as)
	m := l.lanes.waveModel(as)
	addActivity(&m, t.Speech, agentLane)
	l.transport.ShowSkip(t.Speech != nil)
	l.length = m.Duration()
	l.wave.SetModel(m)
	if l.choices.Layers != nil {
		l.wave.SetLayers(*l.choices.Layers)
	}
	l.transport.SetEnabled(true)
	l.transport.SetTime(0, l.length)
	l.transport.SetSpeed(l.speed())
	l.fetch()
	defer l.onHeard()
	if l.d.Sound == nil {
		l.onDevice(true)
		return
	}
	l.load(m)
	l.skipGaps(as.Skip) // silence is judged: never skipped unasked
	if l.choices.Level {
		l.level(true)
	}
}

func (l *listening) load(m parts.WaveModel) {
	s := l.d.Sound
	s.Load(desk.SourceOf(l.track))
	s.SetRewind(l.d.Settings.Rewind)
	s.SetSpeed(l.speed())
	for i, lane := range m.Lanes {
		s.SetGain(l.lanes.channels[i], l.gainOf(i, lane.Gain))
		s.SetMuted(l.lanes.channels[i], lane.Mute)
		s.SetSolo(l.lanes.channels[i], lane.Solo)
	}
	s.SetBalance(l.balance)
	if len(m.Lanes) == 2 {
		s.SetPan(l.lanes.channels[0], -1)
		s.SetPan(l.lanes.channels[1], 1)
	}
	if a := l.track.Speech; a != nil {
		s.SetSilences(silences(a))
	}
	s.SetSkipSilence(false)
	l.watch() // learns whether there is a device
}

// missing shows why there is no sound.
func (l *listening) missing(why string) {
	l.wave.SetModel(parts.WaveModel{Missing: why})
	l.transport.SetEnabled(false)
}

func (l *listening) close() {
	if l.stop != nil {
		l.stop()
		l.stop = nil
	}
	switch {
	case l.track == nil:
	case l.d.Sound != nil:
		l.d.Sound.Pause()
		l.d.Sound.Unload()
	default:
		l.track.Close()
	}
}

func (l *listening) speed() float64 {
	if l.choices.Speed == 0 {
		return 1
	}
	return l.choices.Speed
}

func (l *listening) step() time.Duration {
	if s := l.d.Settings.SkipSeconds; s > 0 {
		return time.Duration(s) * time.Second
	}
	return 5 * time.Second
}

func (l *listening) silent() bool { return l.lanes == nil }

// nowhere reports whether there is no place in the call: it is neither heard nor read.
func (l *listening) nowhere() bool { return l.silent() && !l.reads }

// read is for a conversation in writing: its lines are gone to, not played.
func (l *listening) read(length, at time.Duration) {
	l.reads, l.length = true, length
	l.seek(at)
}

// watch follows the player while it plays, and a little longer.
func (l *listening) watch() {
	l.still = 0
	if l.stop != nil {
		return
	}
	ctx, stop := context.WithCancel(l.ctx)
	l.stop = stop
	l.ticked = l.d.Now()
	l.d.Stage.Every(ctx, tickEvery, l.tick)
}

// tick shows what the player does now.
func (l *listening) tick() {
	if l.scrubbing {
		return
	}
	s := l.d.Sound.Snapshot()
	l.tellPlaying(s)
	l.tellDevice(s)
	now := l.d.Now()
	if s.Playing {
		l.heard += max(now.Sub(l.ticked), 0)
		l.still = 0
		l.show(s.Position)
		l.walk(s.Position)
	} else if l.still++; l.still > stillFor && s.Device != player.DeviceOpening {
		l.stop()
		l.stop = nil
	}
	l.ticked = now
}

func (l *listening) tellPlaying(s player.Snapshot) {
	if s.Playing == l.playing {
		return
	}
	l.playing = s.Playing
	l.transport.SetPlaying(s.Playing)
	if !s.Playing {
		l.show(s.Position)
	}
	event := map[bool]string{true: "playing", false: "paused"}[s.Playing]
	l.d.Trace(event, map[string]any{"at": s.Position.Seconds(), "speed": s.Speed})
}

func (l *listening) tellDevice(s player.Snapshot) {
	if s.Device == l.device {
		return
	}
	l.device = s.Device
	l.onDevice(s.Device == player.DeviceMissing)
}

// show moves needle, digits and whatever else follows.
func (l *listening) show(at time.Duration) {
	l.at = at
	l.wave.SetPosition(at)
	l.transport.SetTime(at, l.length)
	l.onMoved(at)
}

// fetch reads the samples in view when the view is close.
func (l *listening) fetch() {
	if l.silent() || l.reading {
		return
	}
	a, b := l.wave.View()
	rate := float64(l.track.Peaks.SampleRate)
	from, to := int64(a.Seconds()*rate), int64(b.Seconds()*rate)
	if to-from > closeUp || l.lanes.holds(from, to) {
		return
	}
	l.reading = true
	background.Run(l.ctx, l.d.Stage, func(context.Context) (window, error) { return l.lanes.read(from, to) },
		func(w window, err error) {
			l.reading = false
			if err == nil {
				l.lanes.near = w
				l.wave.Refresh()
			}
		})
}
