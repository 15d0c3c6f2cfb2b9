package practice

import (
	"context"
	"slices"
	"time"
)

// Session is a trainee's run of a scenario. It is not safe for several
// goroutines; Forecast and Review work on copies that Fork makes.
type Session struct {
	c        *centre
	seed     uint64
	floor    *floor
	other    *floor // the reference, on the same calls
	rule     *rule
	begun    Begun
	injected []injection
	marks    []Mark
	traces   []Mark
	anchors  []Mark
	landing  landing
}

// injection is an event of the instructor, and when it was ordered.
type injection struct {
	when  time.Duration
	event Event
}

// Mark is a moment to which a session can go back. A named one holds how
// everything stood; those made automatically are come to from an anchor, which
// does so too: the state of a week takes 18 MB, and there would be forty.
type Mark struct {
	At   time.Duration
	Name string // empty for those made automatically

	floor, other *floor
	rule         *rule
	injected     []injection

	traces, anchors []Mark // of a named one: those that led to it
}

// Automatic backtracks: how many, and how far apart; and how far apart the
// anchors at least are.
const (
	MostTraces = 20
	TraceEvery = 30 * time.Minute

	anchorEvery = 4 * time.Hour
)

// Start begins a session of a scenario. Seed 0 takes the scenario's own.
func Start(s *Scenario, seed uint64) (*Session, error) {
	if seed == 0 {
		seed = s.Seed
	}
	c, err := newCentre(s)
	if err != nil {
		return nil, err
	}
	f, err := newFloor(c, seed)
	if err != nil {
		return nil, err
	}
	other, err := newFloor(c, seed)
	if err != nil {
		return nil, err
	}
	x := &Session{c: c, seed: seed, floor: f, other: other, rule: newRule()}
	x.trace()
	return x, nil
}

// Scenario is what is played.
func (x *Session) Scenario() *Scenario { return x.c.scenario }

// Seed is the number that the calls were drawn from.
func (x *Session) Seed() uint64 { return x.seed }

// Now is the time since the session began.
func (x *Session) Now() time.Duration { return x.floor.now }

// Over reports whether the session has ended.
func (x *Session) Over() bool { return x.floor.ended() }

// Advance lets the centre work until a time, and makes automatic backtracks on
// the way. It may be cut into steps of any length: the outcome is the same.
func (x *Session) Advance(ctx context.Context, until time.Duration) error {
	until = min(until.Truncate(time.Second), x.c.scenario.Length)
	for x.floor.now < until {
		next := min(until, x.floor.now.Truncate(TraceEvery)+TraceEvery)
		if err := x.floor.advance(ctx, next); err != nil {
			return err
		}
		if err := x.other.play(ctx, nil, x.rule, next); err != nil {
			return err
		}
		if next%TraceEvery == 0 {
			x.trace()
		}
	}
	return nil
}

// Do gives an order now. What can't be done is refused with the reason.
func (x *Session) Do(o Order) error {
	err := x.floor.give(o)
	x.landing = landing{}
	return err
}

// Acts are the orders given so far.
func (x *Session) Acts() []Act { return slices.Clone(x.floor.acts) }

// Inject lets something happen; an event whose time has passed happens with the
// next minute.
func (x *Session) Inject(e Event) error {
	if p := Problem(e); p != nil {
		return p
	}
	e.At = max(e.At, x.floor.now+time.Second)
	if whole := e.At.Truncate(time.Minute); whole < e.At {
		e.At = whole + time.Minute
	}
	x.injected = append(x.injected, injection{x.floor.now, e})
	for _, f := range []*floor{x.floor, x.other} {
		f.inject(e)
	}
	x.landing = landing{}
	return nil
}

// inject puts an event among those that come.
func (f *floor) inject(e Event) {
	f.coming = slices.Clone(f.coming)
	i, _ := slices.BinarySearchFunc(f.coming, e, func(a, b Event) int {
		if a.At <= b.At {
			return -1
		}
		return 1
	})
	f.coming = slices.Insert(f.coming, i, e)
}

// Say sends a message of the instructor; tutor help costs a point.
func (x *Session) Say(text string, tutor bool) {
	x.floor.write(Line{Text: text, Tutor: tutor})
	if tutor {
		x.floor.measures.tutored++
	}
}

// Bookmark keeps this moment under a name.
func (x *Session) Bookmark(name string) Mark {
	m := x.mark()
	m.Name, m.traces, m.anchors = name, slices.Clone(x.traces), slices.Clone(x.anchors)
	x.marks = append(x.marks, m)
	return m
}

// Bookmarks are the named moments in the order in which they were made.
func (x *Session) Bookmarks() []Mark { return slices.Clone(x.marks) }

// Backtracks are the moments that were kept automatically, the latest last.
func (x *Session) Backtracks() []Mark { return slices.Clone(x.traces) }

func (x *Session) mark() Mark {
	return Mark{At: x.floor.now, floor: x.floor.copy(), other: x.other.copy(), rule: x.rule.copy(), injected: slices.Clone(x.injected)}
}

// trace makes an automatic backtrack, and an anchor where the last is far away.
func (x *Session) trace() {
	if len(x.traces) == MostTraces {
		x.traces = slices.Delete(x.traces, 0, 1)
	}
	x.traces = append(x.traces, Mark{At: x.floor.now})
	for len(x.anchors) > 1 && x.anchors[1].At <= x.traces[0].At {
		x.anchors = slices.Delete(x.anchors, 0, 1)
	}
	if n := len(x.anchors); n == 0 || x.floor.now-x.anchors[n-1].At >= anchorEvery {
		x.anchors = append(x.anchors, x.mark())
	}
}

// Return goes back to a moment; it goes on from there as it did then, until
// something else is ordered. Backtracks after it are forgotten.
func (x *Session) Return(ctx context.Context, m Mark) error {
	if m.floor == nil {
		return x.Rewind(ctx, m.At)
	}
	x.floor.free()
	x.other.free()
	x.floor, x.other, x.rule, x.landing = m.floor.copy(), m.other.copy(), m.rule.copy(), landing{}
	x.injected, x.traces, x.anchors = slices.Clone(m.injected), slices.Clone(m.traces), slices.Clone(m.anchors)
	return nil
}

// Recorded is the scenario as it was played, with everything that the
// instructor let happen: a new scenario to be edited and kept.
func (x *Session) Recorded() *Scenario {
	s := *x.c.scenario
	s.Events = slices.Clone(s.Events)
	for _, i := range x.injected {
		s.Events = append(s.Events, i.event)
	}
	s.Seed = x.seed
	return &s
}

// Results are the critical tasks as they stand.
func (x *Session) Results() []Result { return x.floor.results() }

// Points are what is left of 100 after limits and messages.
func (x *Session) Points() float64 { return x.floor.measures.points() }
