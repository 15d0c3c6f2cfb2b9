// Package mentees is the place of mentor and mentee: how a pair stands, one
// line per skill on one time axis with what to do next, sessions, measures and
// how both feel. Who looks after a pair sees the same without the acts.
package mentees

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

// page is what stands below the head.
type page int

const (
	pageYear page = iota
	pageSessions
	pageMeasures
)

// spans are the lengths of the axis in days.
var spans = []int{90, 180, 365}

// Screen is the open place.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave func()
	ask   ask.Asker

	pairs  []mentoring.Pair
	y      mentoring.Year
	loaded bool
	wanted string // the pair to show
	span   int
	mode   mentoring.Mode
	page   page
	sheet  *sheet // the session that is being written

	chart *parts.TimeChart
	table *parts.Table
	whole *fyne.Container
}

// New opens the place; the route may name a pair.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, mode: mentoring.ByMeasures, whole: parts.Over(), chart: parts.NewTimeChart()}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(concerns...), s.load)
	s.ask = ask.Asker{Ctx: s.ctx, Desk: d, Done: s.load}
	s.chart.OnAct, s.chart.Tell = s.act, s.tell
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading.
func (s *Screen) Close() {
	s.leave()
}

// concerns are the notices after which a pair may look different.
var concerns = []notice.Subject{notice.Mentoring, notice.Evaluations, notice.Retraining, notice.Exams}

// facts is what was read.
type facts struct {
	pairs []mentoring.Pair
	y     mentoring.Year
}

func (s *Screen) load() {
	id, from := s.wanted, s.from()
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (f facts, err error) {
		if f.pairs, err = s.d.Mentors.Years.Pairs(ctx, s.d.Actor, mentoring.Find{Own: true, Ended: true}); err != nil {
			return f, err
		}
		if id == "" && len(f.pairs) > 0 {
			id = first(f.pairs).ID
		}
		if id != "" {
			f.y, err = s.d.Mentors.Years.Year(ctx, s.d.Actor, id, from)
		}
		return f, err
	}, func(f facts, err error) {
		s.loaded = true
		if err != nil {
			s.d.Fail(err)
			s.show()
			return
		}
		s.pairs, s.y, s.wanted = current(f), f.y, f.y.ID
		s.d.Trace("loaded", map[string]any{"place": "mentees", "pairs": len(s.pairs), "lines": len(s.y.Lines)})
		s.show()
	})
}

// first is the pair that is shown at first: one that runs, as mentor if one is both.
func first(all []mentoring.Pair) mentoring.Pair {
	best := all[0]
	for _, p := range all {
		if rank(p) < rank(best) {
			best = p
		}
	}
	return best
}

func rank(p mentoring.Pair) int {
	r := 0
	if p.Side != mentoring.OfMentor {
		r++
	}
	if p.State != contract.Running {
		r += 2
	}
	return r
}

// current are the pairs that stand as tabs: those that are not over, and the one
// that is shown.
func current(f facts) []mentoring.Pair {
	out := slices.DeleteFunc(slices.Clone(f.pairs), func(p mentoring.Pair) bool {
		return (p.State == contract.Over || p.State == contract.Ended) && p.ID != f.y.ID
	})
	if f.y.ID != "" && !slices.ContainsFunc(out, func(p mentoring.Pair) bool { return p.ID == f.y.ID }) {
		out = append(out, f.y.Pair)
	}
	slices.SortStableFunc(out, func(a, b mentoring.Pair) int { return rank(a) - rank(b) })
	return out
}

// The axis ends a little behind today.
func (s *Screen) days() int           { return spans[s.span] }
func (s *Screen) from() time.Time     { return s.d.Now().AddDate(0, 0, -s.days()+s.ahead()) }
func (s *Screen) ahead() int          { return max(s.days()*8/100, 5) }
func (s *Screen) choose(id string)    { s.wanted, s.page, s.sheet = id, pageYear, nil; s.load() }
func (s *Screen) turn(p page)         { s.page, s.sheet = p, nil; s.show() }
func (s *Screen) chooseSpan(span int) { s.span = span; s.load() }
func (s *Screen) step(by int)         { s.chart.Step(by) }
func (s *Screen) writes() bool        { return s.y.Side != "" && s.agreed() && s.y.State != contract.Ended }
func (s *Screen) agreed() bool        { return s.y.ID != "" && !s.y.Plan.Begins.IsZero() }
func (s *Screen) ofMentee() bool      { return s.y.Side == mentoring.OfMentee }
func (s *Screen) width() float32      { return s.d.Window.Canvas().Size().Width }
func (s *Screen) set(o fyne.CanvasObject) {
	s.whole.Objects = []fyne.CanvasObject{o}
	s.whole.Refresh()
}

// show shows the page, or the session that is being written.
func (s *Screen) show() {
	defer s.d.Changed()
	switch {
	case s.sheet != nil:
		s.set(s.sheet.content())
	case !s.loaded:
		s.set(parts.Room(0, 0))
	case s.y.ID == "":
		s.set(parts.Dock(s.head(), nil, nil, nil, s.nobody()))
	case !s.agreed():
		s.set(parts.Dock(s.head(), nil, nil, nil, s.unsigned()))
	case s.page == pageSessions:
		s.set(parts.Dock(parts.Stack(0, s.head(), parts.NewHairline(), s.listHead()), nil, nil, nil, s.sessions()))
	case s.page == pageMeasures:
		s.set(parts.Dock(parts.Stack(0, s.head(), parts.NewHairline(), s.listHead()), nil, nil, nil, s.measures()))
	default:
		s.fill()
		s.set(parts.Dock(parts.Stack(0, s.head(), parts.NewHairline(), s.facts(), parts.NewHairline()), s.foot(), nil, nil, parts.Scrolling(s.chart)))
	}
}
