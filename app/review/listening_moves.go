package review

import (
	"time"
)

// toggle plays or pauses.
func (l *listening) toggle() {
	if l.silent() || l.d.Sound == nil {
		return
	}
	l.d.Sound.Toggle()
	l.watch()
}

// seek goes to a place of the call.
func (l *listening) seek(to time.Duration) {
	if l.reads {
		l.at = max(min(to, l.length), 0)
		l.onMoved(l.at)
		return
	}
	if l.silent() {
		return
	}
	to = max(min(to, l.length), 0)
	l.scrubbing = false
	if l.d.Sound != nil {
		l.d.Sound.Seek(to)
	}
	l.show(to)
	l.wave.ScrollTo(to)
}

// scrub lets a place be heard while the needle is dragged over it; a seek ends it.
func (l *listening) scrub(to time.Duration) {
	if l.silent() {
		return
	}
	l.scrubbing = true
	if l.d.Sound != nil {
		l.d.Sound.Scrub(to)
	}
	l.show(to)
}

func (l *listening) skip(by time.Duration) { l.seek(l.at + by) }

func (l *listening) setSpeed(speed float64) {
	speed = max(min(speed, 3), .5)
	l.choices.Speed = speed
	l.transport.SetSpeed(speed)
	if l.d.Sound != nil {
		l.d.Sound.SetSpeed(speed)
	}
}

// faster changes the speed by quarters.
func (l *listening) faster(by float64) { l.setSpeed(l.speed() + by) }
