package review

import (
	"cmp"
	"context"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/recordings"
	"shifu/recordings/track"
)

// Room is one call being reviewed: it is heard, scored and submitted here.
type Room struct {
	d      *desk.Desk
	route  desk.Route
	ctx    context.Context
	cancel context.CancelFunc
	closed bool

	o       *opened // nil until it is read
	sheet   *sheet  // nil without an evaluation or a rubric
	saver   *saver  // nil while nothing may be written
	line    *background.Line
	choices choices
	sound   *listening

	counted  time.Duration // of what was heard: written into another evaluation
	given    time.Duration // of what was heard: handed to the saver
	awake    string        // question
	since    time.Time     // when it was woken
	dirty    bool          // something waits to be saved
	saving   bool          // a save is due within a second
	busy     bool          // being submitted
	typing   bool
	view     *roomView
	problem  error  // a save that failed
	device   bool   // there is no sound device
	refusal  string // what keeps it from being submitted
	deriving bool   // the derivation is shown in place of the form
	chosen   int    // edition shown, -1 for the newest
	advice   *advice
	whole    bool // the call is heard as it was recorded
}

// NewRoom opens the review room for the call of a route.
func NewRoom(d *desk.Desk, r desk.Route) desk.Screen {
	room := &Room{d: d, route: r, line: d.Stage.NewLine(), chosen: -1}
	room.ctx, room.cancel = context.WithCancel(context.Background())
	room.sound = newListening(d, room.ctx, &room.choices)
	room.sound.onMoved = room.moved
	room.sound.onDevice = room.deviceChanged
	room.view = newRoomView(room)
	room.load()
	return room
}

// Content is the room.
func (r *Room) Content() fyne.CanvasObject { return r.view.whole }

// Wide folds the rail.
func (r *Room) Wide() bool { return true }

// load reads the call, shows it, and then opens its sound.
func (r *Room) load() {
	began := r.d.Now()
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) (*opened, error) { return openCall(ctx, r.d, r.route) },
		func(o *opened, err error) {
			if err != nil {
				r.view.showLost(sentence(r.d, err))
				r.d.Trace("lost", map[string]any{"id": r.route.ID, "error": err.Error()})
				return
			}
			r.o, r.choices = o, o.choices
			r.take(o.e)
			r.view.show()
			r.d.Changed()
			r.d.Trace("loaded", map[string]any{"place": "room", "id": o.call.ID, "evaluation": o.e.ID, "ms": r.d.Now().Sub(began).Milliseconds()})
			if r.o.call.IsChat() {
				r.sound.read(r.o.call.Duration, r.route.From)
			} else {
				r.openSound()
			}
			r.advice.load()
			r.view.loadPanels()
			r.view.find(r.route.Words, r.route.From)
		})
}

// take makes e the evaluation that is shown and, if it may, written.
func (r *Room) take(e qa.Evaluation) {
	r.sheet, r.saver, r.refusal = nil, nil, ""
	r.advice = newAdvice(r)
	r.counted, r.given = r.sound.heard, r.sound.heard
	if r.o.version.ID == "" {
		return
	}
	open := e.ID != "" && e.Open() && qa.MayWrite(r.d.Actor, e) == nil && r.chosen < 0
	r.sheet = newSheet(r.o.version, e, open, r.o.call.Audio.HasSound() || r.o.call.IsChat())
	r.sheet.rulings, r.sheet.whence = r.o.rulings, r.whence
	if open {
		r.saver = newSaver(r.d.Quality, r.d.Actor, e)
	}
	r.awake, r.since = r.firstOpen(), r.d.Now()
}

// firstOpen is the first question without an answer, else the first.
func (r *Room) firstOpen() string {
	shown, first := r.sheet.version.Visible(r.sheet.e.Answers), ""
	for _, q := range r.sheet.version.All {
		if !shown[q.Ref] {
			continue
		}
		if first == "" {
			first = q.Ref
		}
		if !r.sheet.e.Answers[q.Ref].Given(q) {
			return q.Ref
		}
	}
	return first
}

// openSound opens the recording; without one everything else works.
func (r *Room) openSound() {
	call := r.o.call.Call
	kept := track.Kept{Calls: r.d.Calls, Shelf: r.d.Shelf}
	var said []recordings.Utterance
	whole := r.whole
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) (t *track.Track, err error) {
		t, said, err = r.openTrack(ctx, kept, call, whole)
		if err == nil && ctx.Err() != nil {
			t.Close() // nobody will show it
		}
		return t, err
	}, func(t *track.Track, err error) {
		if err != nil {
			r.sound.missing(sentence(r.d, err))
			r.d.Changed()
			r.d.Trace("silent", map[string]any{"id": call.ID, "error": err.Error()})
			return
		}
		r.hear(t)
		if whole {
			r.retell(said)
		}
		if l := r.view.panels.spans; l != nil {
			l.show()
			r.view.countPanels()
		}
		r.view.showMeasures()
		r.view.showMarks()
		r.view.markFound()
		r.view.foot.show() // a stretch of it may be proposed as a benchmark
		r.d.Changed()      // now it can be played
		r.d.Trace("opened", map[string]any{"id": call.ID, "seconds": r.sound.length.Seconds(), "lanes": t.Peaks.Lanes})
		r.prepareNext(kept)
	})
}

// hear opens a recording where the call is, was asked for, or was left, as it
// was heard last.
func (r *Room) hear(t *track.Track) {
	call := r.o.call.Call
	as := r.choices.heard(call.ID)
	if !r.sound.silent() {
		as = r.sound.hearing()
	}
	at := cmp.Or(r.sound.at, r.route.From, r.choices.left(call.ID))
	r.sound.open(t, call.Audio.AgentLane, as)
	r.sound.seek(at)
}

// prepareNext decodes the next call ahead, so that it opens at once.
func (r *Room) prepareNext(kept track.Kept) {
	next := r.o.next.Call
	if next.ID == "" || next.ID == r.o.call.ID || !r.d.Actor.May(people.ListenCalls) {
		return
	}
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) (recordings.Call, error) {
		return next, track.Prepare(ctx, r.d.Actor, kept, next)
	}, func(recordings.Call, error) {}) // it is tried again, and told, when it opens
}

// moved follows the needle.
func (r *Room) moved(at time.Duration) { r.view.follow(at) }

func (r *Room) deviceChanged(missing bool) {
	if r.device != missing {
		r.device = missing
		r.view.showBanners()
	}
}

// open says whether the sheet may be written.
func (r *Room) open() bool { return r.sheet != nil && r.sheet.open && !r.busy }

// setTyping shows the keys that work now.
func (r *Room) setTyping(on bool) {
	if r.typing != on {
		r.typing = on
		r.view.showKeys()
	}
}
