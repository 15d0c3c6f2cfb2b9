package calibration

import (
	"context"
	"time"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/peaks"
	"shifu/recordings/track"
)

// sound plays the call of a session, from the moment that is discussed.
type sound struct {
	d      *desk.Desk
	ctx    context.Context
	row    recordings.Row
	peaks  *peaks.Pyramid
	wave   *parts.MiniWave
	loaded bool
	follow func() // stops watching the player
	idle   int
	told   bool
	piece  [4]time.Duration // shown from, to; marked from, to
	onTurn func(playing bool)
	on     bool
}

func newSound(d *desk.Desk, ctx context.Context) *sound {
	l := &sound{d: d, ctx: ctx, wave: parts.NewMiniWave()}
	l.wave.OnSeek = l.seek
	return l
}

// take makes row the call that can be heard.
func (l *sound) take(row recordings.Row) {
	l.close()
	l.row, l.peaks = row, nil
	l.setWave()
	if !l.may() {
		return
	}
	background.Run(l.ctx, l.d.Stage, func(ctx context.Context) (*peaks.Pyramid, error) {
		if err := track.Prepare(ctx, l.d.Actor, track.Kept{Calls: l.d.Calls, Shelf: l.d.Shelf}, row.Call); err != nil {
			return nil, err
		}
		blob, err := l.d.Calls.Derived(ctx, l.d.Actor, row.ID, track.PeaksKind)
		if err != nil {
			return nil, err
		}
		return peaks.Unmarshal(blob)
	}, func(p *peaks.Pyramid, err error) {
		switch {
		case row.ID != l.row.ID:
		case err != nil:
			l.wave.SetModel(parts.WaveModel{Missing: sentence(l.d, err)})
		default:
			l.peaks = p
			l.setWave()
		}
	})
}

func (l *sound) may() bool { return l.row.Audio.HasSound() && l.d.Actor.May(people.ListenCalls) }

func (l *sound) setWave() {
	var m parts.WaveModel
	if pk := l.peaks; pk != nil {
		m.Rate, m.Length, m.Source = pk.SampleRate, pk.Frames, heights{pk}
		m.Lanes = []parts.Lane{{}}
		if pk.Lanes == 2 {
			m.Lanes = []parts.Lane{{Voice: parts.VoiceCustomer}, {Voice: parts.VoiceCustomer}}
			m.Lanes[l.row.Audio.AgentLane&1].Voice = parts.VoiceAgent
		}
	}
	l.wave.SetModel(m)
	l.wave.ShowPiece(l.piece[0], l.piece[1], l.piece[2], l.piece[3])
}

// around is how much is shown before and behind a moment.
const around = 12 * time.Second

// show shows the piece of the call around a moment.
func (l *sound) show(at, until time.Duration) {
	if until <= at {
		until = at + 4*time.Second
	}
	l.piece = [4]time.Duration{max(at-around, 0), until + around, at, until}
	l.wave.ShowPiece(l.piece[0], l.piece[1], l.piece[2], l.piece[3])
}

// lead is how much is heard before a moment.
const lead = time.Second

// toggle plays from the moment, or pauses.
func (l *sound) toggle() {
	switch {
	case !l.may() || l.d.Sound == nil:
	case l.on:
		l.pause()
	default:
		l.seek(max(l.piece[2]-lead, 0))
	}
}

func (l *sound) pause() {
	if l.loaded {
		l.d.Sound.Pause()
	}
	l.turn(false)
}

// seek plays from a place on; the recording is opened the first time, since
// that leaves a trace.
func (l *sound) seek(to time.Duration) {
	switch {
	case !l.may() || l.d.Sound == nil:
	case l.loaded:
		l.d.Sound.Seek(to)
		l.d.Sound.Play()
		l.watch()
	default:
		l.open(to)
	}
}

func (l *sound) open(from time.Duration) {
	call := l.row.Call
	background.Run(context.Background(), l.d.Stage, func(context.Context) (*track.Track, error) {
		return track.Open(l.ctx, l.d.Actor, track.Kept{Calls: l.d.Calls, Shelf: l.d.Shelf}, call)
	}, func(t *track.Track, err error) {
		if err != nil {
			if l.ctx.Err() == nil {
				l.d.Fail(err)
			}
			return
		}
		if l.ctx.Err() != nil || l.loaded || call.ID != l.row.ID {
			l.d.Fail(t.Close())
			return
		}
		l.d.Sound.Load(desk.SourceOf(t))
		l.d.Sound.Seek(from)
		l.d.Sound.Play()
		l.loaded = true
		l.watch()
		l.d.Trace("playing", map[string]any{"id": call.ID, "from": from.Seconds()})
	})
}

// watch follows the player while it plays.
func (l *sound) watch() {
	if l.follow != nil {
		l.follow()
	}
	ctx, stop := context.WithCancel(l.ctx)
	l.follow, l.idle, l.told = stop, 0, false
	l.turn(true)
	l.d.Stage.Every(ctx, 100*time.Millisecond, l.tick)
}

// quietTicks is how often the player may be found still before watching ends:
// it does what it is told soon after, not at once.
const quietTicks = 6

func (l *sound) tick() {
	snap := l.d.Sound.Snapshot()
	l.wave.SetPosition(snap.Position)
	if snap.Err != nil && !l.told {
		l.told = true
		l.d.Fail(snap.Err)
	}
	if l.idle++; snap.Playing {
		l.idle = 0
	}
	if l.idle > quietTicks {
		l.still()
		l.turn(false)
	}
}

func (l *sound) still() {
	if l.follow != nil {
		l.follow()
		l.follow = nil
	}
}

func (l *sound) turn(on bool) {
	if l.on != on {
		l.on = on
		if l.onTurn != nil {
			l.onTurn(on)
		}
	}
}

// close takes the call out of the player.
func (l *sound) close() {
	l.still()
	if l.loaded {
		l.d.Sound.Unload()
		l.loaded = false
	}
	l.turn(false)
}

// heights are peaks as the wave asks for them.
type heights struct{ p *peaks.Pyramid }

// Columns is for the wave.
func (h heights) Columns(lane int, from, to int64, dst []parts.Bin) {
	bins := make([]peaks.Bin, len(dst))
	h.p.Columns(bins, lane, float64(from), float64(to))
	for i, b := range bins {
		dst[i] = parts.Bin(b)
	}
}
