package bank

import (
	"context"
	"time"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/recordings"
	"shifu/training/bank"
)

// listener lets clips be heard: from their beginning to their end.
type listener struct {
	d    *desk.Desk
	ctx  context.Context
	ear  *desk.Ear
	halt context.CancelFunc // of the watch for the end
	call *recordings.Call   // that was read last
}

func newListener(ctx context.Context, d *desk.Desk) *listener {
	return &listener{d: d, ctx: ctx, ear: desk.NewEar(ctx, d), halt: func() {}}
}

// endWatch is how often the end of a clip is looked for.
const endWatch = 100 * time.Millisecond

// read reads a call and hands it on.
func (l *listener) read(id string, then func(recordings.Call)) {
	if l.call != nil && l.call.ID == id {
		then(*l.call)
		return
	}
	background.Run(l.ctx, l.d.Stage, func(ctx context.Context) (recordings.Row, error) { return l.d.Calls.Call(ctx, l.d.Actor, id) }, func(r recordings.Row, err error) {
		if err != nil {
			l.d.Fail(err)
			return
		}
		l.call = &r.Call
		then(r.Call)
	})
}

// play plays a clip once, or stops it if it is heard.
func (l *listener) play(c bank.Clip) {
	if _, heard := l.ear.Heard(); heard && l.d.Sound.Snapshot().Playing {
		l.halt()
		l.ear.Toggle()
		return
	}
	l.read(c.CallID, func(call recordings.Call) {
		l.halt()
		ctx, halt := context.WithCancel(l.ctx)
		l.halt = halt
		l.ear.Play(call, c.From)
		if c.Until > c.From {
			l.d.Stage.Every(ctx, endWatch, func() { l.watch(c.Until) })
		}
	})
}

// watch ends the clip where it ends.
func (l *listener) watch(until time.Duration) {
	if at, ok := l.ear.Heard(); ok && at >= until {
		l.halt()
		l.d.Sound.Pause()
	}
}

// heard is where the recording is heard now.
func (l *listener) heard() (time.Duration, bool) { return l.ear.Heard() }

func (l *listener) close() {
	l.halt()
	l.ear.Close()
}
