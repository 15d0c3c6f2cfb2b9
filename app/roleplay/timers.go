package roleplay

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
)

// timers are talk, hold and wrap-up of a call, side by side.
type timers struct{ talk, hold, wrap *parts.Text }

func newTimers() timers { return timers{parts.Strong(""), parts.Strong(""), parts.Strong("")} }

func (t timers) row() fyne.CanvasObject {
	one := func(word string, value *parts.Text) fyne.CanvasObject {
		return parts.Stack(0, parts.Label(word), value)
	}
	return parts.Row(0, one(lang.L("duty.talk"), t.talk), parts.Gap(), one(lang.L("duty.hold"), t.hold), parts.Gap(), one(lang.L("duty.wrap"), t.wrap))
}

// spend sets the timers.
func (c *call) spend() {
	run, now := c.a.Run, c.now()
	held := run.Held(now)
	talk, wrap := now-held, time.Duration(0)
	if run.Over() {
		talk, wrap = run.EndedAt-held, now-run.EndedAt
	}
	for text, d := range map[*parts.Text]time.Duration{c.split.talk: talk, c.split.hold: held, c.split.wrap: wrap} {
		text.Set(clock(max(d, 0).Truncate(time.Second)))
	}
}
