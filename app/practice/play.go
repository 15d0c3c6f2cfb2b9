package practice

import (
	"context"
	"slices"
	"sync"
	"time"

	engine "shifu/routing/practice"
)

// play is a session with what was done to it, for the window and the work
// beside it in turn.
type play struct {
	mu      sync.Mutex
	session *engine.Session
	steps   []step
	marks   map[string]int // bookmarks: how many steps there were
}

// begin starts a session and repeats what was done to it.
func begin(ctx context.Context, sc *engine.Scenario, seed uint64, from *saved) (*play, error) {
	x, err := engine.Start(sc, seed)
	if err != nil {
		return nil, err
	}
	p := &play{session: x, marks: map[string]int{}}
	if from == nil {
		return p, nil
	}
	for _, st := range from.Steps {
		if err := x.Advance(ctx, time.Duration(st.At)*time.Second); err != nil {
			return nil, err
		}
		p.repeat(st)
	}
	return p, x.Advance(ctx, time.Duration(from.At)*time.Second)
}

// repeat does a step again; what can't be done any more is left out.
func (p *play) repeat(st step) {
	switch {
	case st.Order != nil:
		if p.session.Do(*st.Order) != nil {
			return
		}
	case st.Event != nil:
		if p.session.Inject(*st.Event) != nil {
			return
		}
	case st.Text != "":
		p.session.Say(st.Text, st.Tutor)
	case st.Mark != "":
		p.session.Bookmark(st.Mark)
		p.marks[st.Mark] = len(p.steps)
	}
	p.steps = append(p.steps, st)
}

// saved is the session as it is kept.
func (p *play) saved() *saved {
	p.mu.Lock()
	defer p.mu.Unlock()
	return &saved{Scenario: p.session.Scenario().Key, Seed: p.session.Seed(), At: p.now(), Steps: slices.Clone(p.steps)}
}

func (p *play) now() int64 { return int64(p.session.Now() / time.Second) }

// do gives an order.
func (p *play) do(o engine.Order) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.session.Do(o); err != nil {
		return err
	}
	p.steps = append(p.steps, step{At: p.now(), Order: &o})
	return nil
}

// inject lets something happen.
func (p *play) inject(e engine.Event) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.session.Inject(e); err != nil {
		return err
	}
	p.steps = append(p.steps, step{At: p.now(), Event: &e})
	return nil
}

// say sends a message of the instructor.
func (p *play) say(text string, tutor bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.session.Say(text, tutor)
	p.steps = append(p.steps, step{At: p.now(), Text: text, Tutor: tutor})
}

// bookmark keeps this moment.
func (p *play) bookmark(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.session.Bookmark(name)
	p.marks[name] = len(p.steps)
	p.steps = append(p.steps, step{At: p.now(), Mark: name})
}

// back goes back to a moment; what was done after it is forgotten.
func (p *play) back(m engine.Mark) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.session.Return(m); err != nil {
		return err
	}
	if n, ok := p.marks[m.Name]; ok && m.Name != "" && n < len(p.steps) {
		p.steps = p.steps[:n+1]
		return nil
	}
	for n, st := range p.steps {
		if st.At >= int64(m.At/time.Second) {
			p.steps = p.steps[:n]
			break
		}
	}
	return nil
}

// moments are where one can go back to, the latest first.
func (p *play) moments() []engine.Mark {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []engine.Mark
	for _, all := range [][]engine.Mark{p.session.Bookmarks(), p.session.Backtracks()} {
		for i := len(all) - 1; i >= 0; i-- {
			out = append(out, all[i])
		}
	}
	return out
}

// picture is everything that one look at a session shows.
type picture struct {
	frame *engine.Frame
	wall  []engine.Seat
	chart []engine.Point
	from  time.Duration // of the chart
	days  []engine.DayBar
	later []engine.DayBar // of the project that surges later
}

// look advances to a time and takes a picture; with the charts, if they are due.
func (p *play) look(ctx context.Context, until time.Duration, of string, charts bool) (picture, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	x := p.session
	if until > x.Now() {
		if err := x.Advance(ctx, until); err != nil {
			return picture{}, err
		}
	}
	out := picture{frame: x.Frame(), wall: x.Wall(of)}
	if charts {
		from, until := shown(x)
		out.from, out.chart = from, x.Chart(of, from, until)
		if x.Scenario().Length > engine.Day {
			out.days, out.later = x.Days(engine.Emergency), x.Days("property")
		}
	}
	return out, nil
}

// shown is the stretch of the chart: the shift, or of a longer session the part
// of a day around now.
func shown(x *engine.Session) (from, until time.Duration) {
	sc := x.Scenario()
	if sc.Length <= 14*time.Hour {
		return 0, sc.Length
	}
	from = max(0, x.Now()-7*time.Hour).Truncate(time.Hour)
	return from, min(from+14*time.Hour, sc.Length)
}

// fork is a copy for forecasts.
func (p *play) fork() *engine.Fork {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.session.Fork()
}

func (p *play) choices(project string) []engine.Choice {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.session.Choices(project)
}
