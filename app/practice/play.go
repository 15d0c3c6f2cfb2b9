package practice

import (
	"context"
	"sync"
	"time"

	engine "shifu/routing/practice"
)

// play is a session for the window and the work beside it in turn.
type play struct {
	mu      sync.Mutex
	session *engine.Session
}

// begin starts a session, or goes on with one that was left.
func begin(ctx context.Context, sc *engine.Scenario, seed uint64, from *engine.Record) (p *play, err error) {
	p = &play{}
	if from != nil {
		p.session, err = engine.Resume(ctx, *from)
	} else {
		p.session, err = engine.Start(sc, seed)
	}
	return p, err
}

// with lets do work on the session, in turn with everybody else.
func (p *play) with(do func(x *engine.Session) error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return do(p.session)
}

// record is the session as it is kept.
func (p *play) record() engine.Record {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.session.Record()
}

// do gives an order.
func (p *play) do(o engine.Order) error {
	return p.with(func(x *engine.Session) error { return x.Do(o) })
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
