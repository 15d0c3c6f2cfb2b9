package player

// plan says which frames of the call are read next: on to the end, around the
// loop, over the silences, up to a stop.
type plan struct {
	cursor int64 // the next frame of the call
	frames int64 // its length
	stop   int64 // stop before this frame, if above 0

	loopFrom, loopTo int64 // if loopTo is above 0
	gap              int64 // still frames between two rounds

	skips []skip // parts of silences to leave out, in order
	joint bool   // the next step begins after a jump
}

type skip struct{ from, to int64 }

// step is one read: n frames at from. Its ends are faded where the sound jumps.
type step struct {
	from    int64
	n       int64
	still   bool // silence of the player's own
	fadeIn  bool
	fadeOut bool
}

// next returns a step of some n frames, fewer than twice as many, and moves the cursor; done says
// that there is nothing more.
func (p *plan) next(n int64) (s step, done bool) {
	if p.looping() && p.cursor >= p.loopTo {
		return p.turn(), false
	}
	p.skip()
	end, jump := p.end()
	if p.cursor >= end {
		return step{}, !p.looping()
	}
	if end-p.cursor < 2*n {
		n = end - p.cursor // leave no rest too short to fade
	}
	s = step{from: p.cursor, n: n, fadeIn: p.joint}
	p.cursor += s.n
	p.joint = false
	s.fadeOut = jump && p.cursor == end
	return s, false
}

// skip moves the cursor out of a silence. Loops and stops are heard whole.
func (p *plan) skip() {
	for _, k := range p.skipping() {
		if p.cursor >= k.from && p.cursor < k.to {
			p.cursor, p.joint = k.to, true
		}
	}
}

func (p *plan) skipping() []skip {
	if p.looping() || p.stop > 0 {
		return nil
	}
	return p.skips
}

func (p *plan) looping() bool { return p.stop == 0 && p.loopTo > p.loopFrom }

// turn goes back to the loop's start, through the gap.
func (p *plan) turn() step {
	s := step{from: p.loopTo, n: p.gap, still: true}
	p.cursor, p.joint = p.loopFrom, true
	return s
}

// end is where the present run of frames ends, and whether the sound jumps there.
func (p *plan) end() (frame int64, jump bool) {
	frame = p.frames
	if p.stop > 0 && p.stop <= frame {
		frame, jump = p.stop, true
	}
	if p.looping() && p.loopTo <= frame {
		frame, jump = p.loopTo, true
	}
	for _, k := range p.skipping() {
		if k.from >= p.cursor && k.from < frame {
			return k.from, true
		}
	}
	return frame, jump
}
