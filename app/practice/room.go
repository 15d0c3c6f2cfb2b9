package practice

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	engine "shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

// How often the room is drawn, its charts at the most, and how often a session
// is kept while it runs.
const (
	frame      = 60 * time.Millisecond
	chartEvery = 500 * time.Millisecond
	keepEvery  = 20 * time.Second

	foreseeEvery = 5 * time.Second // while it runs: a forecast is dearer than a picture
)

var speeds = []int{1, 10, 60, 300, 1000}

// room is a running session.
type room struct {
	s       *Screen
	p       *play
	ctx     context.Context
	stop    context.CancelFunc
	speed   int // of speeds
	runs    bool
	busy    bool // a look is being taken
	missed  bool // another one is wanted
	target  time.Duration
	ticked  time.Time
	drew    time.Time
	began   time.Time // when it was let run
	drawn   int       // pictures since then
	noted   time.Time
	of      string // the project that is looked at
	pic     picture
	asks    *proposal
	reviews *reviewing
	dueFor  string // tiers for which the forecast is shown
	due     *dueLook
	foresaw time.Time       // when the forecast was made
	fresh   bool            // charts are wanted at once
	kept    logbook.Session // as the logbook has it
	opened  bool            // from the logbook: nothing was done since

	bar     *bar
	floor   *floorTable
	chart   *chartView
	side    *sideView
	acts    *fyne.Container
	content fyne.CanvasObject
}

func newRoom(s *Screen, p *play) *room { return newRoomOf(s, p, nil, picture{}) }

// newRoomOf is the room of a session, of a kept one with its last picture.
func newRoomOf(s *Screen, p *play, kept *logbook.Session, pic picture) *room {
	r := &room{s: s, p: p, speed: 2, of: engine.Emergency, target: p.session.Now(), fresh: true, pic: pic}
	if kept != nil {
		r.kept, r.opened = *kept, true
	}
	r.ctx, r.stop = context.WithCancel(s.ctx)
	r.bar, r.floor, r.chart, r.side = newBar(r), newFloorTable(r), newChartView(r), newSideView(r)
	r.acts = parts.Over()
	left := parts.Dock(parts.Stack(0, r.chart.content, parts.NewHairline()), r.acts, nil, nil, r.floor.table)
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(298), 0, r.side.content))
	r.content = parts.Dock(parts.Stack(0, r.bar.content, parts.NewHairline()), nil, nil, right, left)
	r.showActs()
	r.look()
	s.d.Stage.Every(r.ctx, frame, r.tick)
	return r
}

func (r *room) close() {
	r.keep()
	r.stop()
}

// keep notes the session; one that is over is not gone on with.
func (r *room) keep() {
	r.noted = r.s.d.Now()
	if r.opened {
		return
	}
	if r.pic.frame != nil && r.pic.frame.Over {
		r.s.keep(nil)
		return
	}
	if k := r.p.record(); k.Until > 0 || len(k.Acts)+len(k.Injected) > 0 {
		r.s.keep(&k)
	}
}

// most is how much real time a tick stands for at the most: after a pause of
// the machine the clock does not leap.
const most = 300 * time.Millisecond

// tick lets the simulated clock go on with the wall clock.
func (r *room) tick() {
	now := r.s.d.Now()
	passed := min(now.Sub(r.ticked), most)
	r.ticked = now
	if !r.runs || r.asks != nil {
		return
	}
	r.target += time.Duration(speeds[r.speed]) * passed
	r.look()
	if now.Sub(r.noted) > keepEvery {
		r.keep()
	}
}

// look takes a picture of the session at its clock, beside the window.
func (r *room) look() {
	if r.busy {
		r.missed = true
		return
	}
	r.busy = true
	until, of := r.target, r.of
	now := r.s.d.Now()
	charts := r.fresh || now.Sub(r.drew) >= chartEvery
	if charts {
		r.drew, r.fresh = now, false
	}
	background.Run(r.ctx, r.s.d.Stage, func(ctx context.Context) (picture, error) { return r.p.look(ctx, until, of, charts) }, func(pic picture, err error) {
		r.busy = false
		if err != nil {
			r.pause()
			r.s.d.Fail(err)
			return
		}
		if of == r.of {
			r.take(pic)
		}
		if r.missed {
			r.missed = false
			r.look()
		}
	})
}

// take shows a picture.
func (r *room) take(pic picture) {
	due := pic.chart != nil
	if !due {
		pic.chart, pic.from, pic.days, pic.later = r.pic.chart, r.pic.from, r.pic.days, r.pic.later
	}
	was := r.pic.frame
	r.pic = pic
	r.drawn++
	r.target = max(r.target, pic.frame.At)
	r.bar.show()
	r.floor.show()
	r.chart.show()
	r.side.show(due)
	if was == nil || was.Over != pic.frame.Over {
		r.s.d.Changed() // the acts can be used from the first picture to the last
	}
	if pic.frame.Over && (was == nil || !was.Over) {
		r.pause()
		r.target = pic.frame.At
		if !r.opened {
			r.askEnd()
		}
	}
	r.foresee()
}

// play and pause.
func (r *room) toggle() {
	if r.runs {
		r.pause()
		return
	}
	if r.pic.frame != nil && r.pic.frame.Over {
		return
	}
	r.runs, r.ticked = true, r.s.d.Now()
	r.began, r.drawn = r.ticked, 0
	r.bar.showPlay()
	r.s.d.Changed()
}

func (r *room) pause() {
	if r.runs {
		r.runs = false
		if r.pic.frame != nil {
			r.foresee()
		}
		r.s.d.Trace("ran", map[string]any{"pictures": r.drawn, "seconds": r.s.d.Now().Sub(r.began).Seconds(), "speed": speeds[r.speed]})
		r.bar.showPlay()
		r.keep()
		r.s.d.Changed()
		r.fresh = true
		r.look() // the charts and tiers may be half a second old
	}
}

func (r *room) setSpeed(i int) {
	r.speed = min(max(i, 0), len(speeds)-1)
	r.bar.speeds.Chosen = r.speed
	r.bar.speeds.Refresh()
	r.s.d.Changed()
}

// watch looks at another project.
func (r *room) watch(key string) {
	if key == r.of {
		return
	}
	r.of, r.fresh = key, true
	r.asks = nil
	r.showActs()
	r.look()
}

// row is the shown row of a project, nil before the first picture.
func (r *room) row(key string) *engine.Row {
	if r.pic.frame == nil {
		return nil
	}
	for i := range r.pic.frame.Rows {
		if r.pic.frame.Rows[i].Key == key {
			return &r.pic.frame.Rows[i]
		}
	}
	return nil
}

func (r *room) name(key string) string {
	if i := engine.Index(key); i >= 0 {
		return say(engine.Projects[i].Name)
	}
	return key
}

// bookmark keeps this moment under its time.
func (r *room) bookmark() {
	f := r.pic.frame
	if f == nil {
		return
	}
	name := timeText(f)
	_ = r.p.with(func(x *engine.Session) error { x.Bookmark(name); return nil })
	r.keep()
	r.s.d.Toast(lang.L("Bookmark {{.Time}}", map[string]any{"Time": name}), nil)
	r.s.d.Changed()
}

func timeText(f *engine.Frame) string { return weekday(f.Weekday) + " " + hour(f.Clock) }
