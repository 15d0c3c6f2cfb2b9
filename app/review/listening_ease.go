package review

import (
	"context"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/internal/chart"
)

// What makes hard calls easier to hear: voices brought to one loudness, a walk
// in small repeated steps, marks that allow for the reaction, and going on where
// one left off.

const (
	walkSpan    = 5 * time.Second
	walkOverlap = time.Second
	walkRounds  = 2
	reaction    = 700 * time.Millisecond
)

// level brings both voices to one loudness, or leaves them as they are.
func (l *listening) level(on bool) {
	if l.silent() {
		return
	}
	l.choices.Level = on
	l.onHeard()
	if !on {
		l.levels = nil
		l.applyGains()
		return
	}
	t := l.track
	background.Run(l.ctx, l.d.Stage, func(context.Context) ([]float64, error) { return t.Gains() }, func(gains []float64, err error) {
		if err == nil && l.track == t && l.choices.Level {
			l.levels = gains
			l.applyGains()
		}
	})
}

// turnLevel turns levelling over, and says so.
func (l *listening) turnLevel() {
	l.level(!l.choices.Level)
	say := lang.L("Both voices as they were recorded")
	if l.choices.Level {
		say = lang.L("Both voices equally loud")
	}
	l.d.Toast(say, nil)
}

// gainOf is what a shown lane is played with: as set, and as levelled.
func (l *listening) gainOf(lane int, set float64) float64 {
	if ch := l.lanes.channels[lane]; ch < len(l.levels) {
		return set + l.levels[ch]
	}
	return set
}

func (l *listening) applyGains() {
	if l.d.Sound == nil || l.silent() {
		return
	}
	for i, lane := range l.wave.Model().Lanes {
		l.d.Sound.SetGain(l.lanes.channels[i], l.gainOf(i, lane.Gain))
	}
}

// turnWalk begins or ends a walk: five seconds, twice, then on with one second
// of what was heard last.
func (l *listening) turnWalk() {
	if l.silent() {
		return
	}
	l.walking, l.walkFrom, l.walked = !l.walking, l.at, 0
	l.onHeard()
	say := lang.L("Walk ended")
	if l.walking {
		say = lang.L("Walk: every {{.S}} s are heard {{.N}} times", map[string]any{"S": chart.Number(walkSpan.Seconds(), 0), "N": walkRounds})
	}
	l.d.Toast(say, nil)
}

// walk steps on when the end of a step was heard.
func (l *listening) walk(at time.Duration) {
	if !l.walking {
		return
	}
	if at < l.walkFrom-walkOverlap || at > l.walkFrom+walkSpan+walkOverlap { // somebody went elsewhere
		l.walkFrom, l.walked = at, 0
		return
	}
	if at < l.walkFrom+walkSpan {
		return
	}
	if l.walked++; l.walked >= walkRounds {
		l.walkFrom, l.walked = l.walkFrom+walkSpan-walkOverlap, 0
	}
	if l.walkFrom+walkOverlap < l.length {
		l.d.Sound.Seek(l.walkFrom)
	}
}

// turnDelay lets marks lie a reaction time earlier, or where the needle is.
func (l *listening) turnDelay() {
	l.choices.Delay = !l.choices.Delay
	l.onHeard()
	say := lang.L("Marks lie where the needle is")
	if l.choices.Delay {
		say = lang.L("Marks lie {{.S}} s earlier while the call plays", map[string]any{"S": chart.Number(reaction.Seconds(), 1)})
	}
	l.d.Toast(say, nil)
}

// markAt is where a mark goes now.
func (l *listening) markAt() time.Duration {
	if l.choices.Delay && l.playing {
		return max(l.at-reaction, 0).Round(time.Millisecond)
	}
	return l.at.Round(time.Millisecond)
}
