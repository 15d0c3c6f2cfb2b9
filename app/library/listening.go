package library

import (
	"context"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/recordings/player"
	"shifu/recordings/track"
)

// play plays or pauses the call in the preview. The recording is opened the
// first time, since that leaves a trace.
func (p *preview) play() {
	switch {
	case p.row.ID == "" || !p.row.Audio.HasSound() || !p.s.mayListen():
	case p.s.d.Sound == nil:
		p.s.d.Fail(fault.New(fault.Invalid, "No sound device was found: the call can't be heard. Everything else works.", nil))
	case p.loaded:
		p.s.d.Sound.Toggle()
		p.watch()
	default:
		p.open(0)
	}
}

// open loads the call into the player and plays from a place on.
func (p *preview) open(from time.Duration) {
	d, c, still := p.s.d, p.row.Call, p.ctx
	// The context outlives the preview: a track that comes too late must be closed.
	background.Run(p.s.kept, d.Stage, func(context.Context) (*track.Track, error) {
		return track.Open(still, d.Actor, track.Kept{Calls: d.Calls, Shelf: d.Shelf}, c)
	}, func(t *track.Track, err error) {
		if still.Err() != nil || p.loaded {
			d.Fail(t.Close())
			return
		}
		if err != nil {
			d.Fail(err)
			return
		}
		if p.more.peaks == nil {
			p.more.peaks = t.Peaks
			p.setWave()
		}
		d.Sound.Load(desk.SourceOf(t))
		if from > 0 {
			d.Sound.Seek(from)
		}
		d.Sound.Play()
		p.loaded = true
		p.watch()
		d.Trace("playing", map[string]any{"id": c.ID})
	})
}

// watch follows the player while it plays.
func (p *preview) watch() {
	if p.follow != nil {
		p.follow()
	}
	ctx, stop := context.WithCancel(p.ctx)
	p.follow, p.idle, p.told = stop, 0, false
	p.s.d.Stage.Every(ctx, 100*time.Millisecond, p.tick)
	p.tick()
}

// quietTicks is how often the player may be found still before watching ends:
// it does what it is told soon after, not at once.
const quietTicks = 6

func (p *preview) tick() {
	snap := p.s.d.Sound.Snapshot()
	p.showTime(snap.Position)
	p.showPlaying(snap)
	if snap.Err != nil && !p.told {
		p.told = true
		p.s.d.Fail(snap.Err)
	}
	if p.idle++; snap.Playing {
		p.idle = 0
	}
	if p.idle > quietTicks && p.follow != nil {
		p.follow()
		p.follow = nil
	}
}

func (p *preview) showPlaying(snap player.Snapshot) {
	word, icon := lang.L("Listen"), "play"
	if snap.Playing {
		word, icon = lang.L("Pause"), "pause"
	}
	if p.button.Word != word {
		p.button.Icon = icon
		p.button.SetWord(word)
	}
}

func (p *preview) showTime(at time.Duration) {
	p.wave.SetPosition(at)
	p.clock.Set(chart.ClockWide(at) + " / " + chart.ClockWide(p.row.Duration))
}

// seek goes to a place, and plays from there.
func (p *preview) seek(to time.Duration) {
	switch {
	case p.s.d.Sound == nil:
	case p.loaded:
		p.s.d.Sound.Seek(to)
		p.watch()
	default:
		p.open(to)
	}
}

// skip goes some seconds on or back.
func (p *preview) skip(by int) {
	if p.loaded {
		p.s.d.Sound.Skip(time.Duration(by*max(p.s.d.Settings.SkipSeconds, 1)) * time.Second)
		p.watch()
	}
}

// silence takes the call out of the player.
func (p *preview) silence() {
	if p.follow != nil {
		p.follow()
		p.follow = nil
	}
	if p.loaded {
		p.s.d.Sound.Unload()
		p.loaded = false
	}
	p.showPlaying(player.Snapshot{})
}

// leave ends everything that the preview does.
func (p *preview) leave() {
	p.silence()
	p.stop()
}
