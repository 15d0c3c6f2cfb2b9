// Package sitting is the exam itself: it has the whole window, shows one
// question beside the map of the paper, and keeps every change at once.
package sitting

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/training/bank"
	"shifu/training/exam"
)

// phase is how far the sitting has come.
type phase int

const (
	opening phase = iota
	refused       // it can't be sat: why says so
	running
	grace // the time is up, it can still be handed in
	over
)

// tickEvery is how often time and typing are looked at.
const tickEvery = time.Second

// Screen is an exam that is being sat.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  context.CancelFunc
	stop   func()
	examID string
	line   *background.Line
	keeper *keeper

	sit     exam.Sitting
	a       exam.Attempt // as it stands here; the store's is the one that counts
	since   time.Time    // when the clocks were first read here
	phase   phase
	why     error // refused
	trouble error // why the last changes are not safe
	said    error // what was refused last, shown until the next act
	busy    bool  // it is being handed in
	gone    bool  // it was left on purpose
	settled bool  // the first second is over
	away    bool  // the window has not the focus

	dialog *parts.Dialog // that is open; nil: none
	view   *view
	asked  question
	all    *fyne.Container
}

// New opens the exam of the route.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, examID: r.ID, line: d.Stage.NewLine(), since: d.Now(), all: container.NewStack()}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.stop = d.Hub.Listen(s.noticed)
	s.begin()
	return s
}

// Content is the whole window.
func (s *Screen) Content() fyne.CanvasObject { return s.all }

// Wide is true; there is no rail at all.
func (s *Screen) Wide() bool { return true }

// Alone tells the window to show nothing else, on the full screen.
func (s *Screen) Alone() bool { return true }

// Keep keeps what was typed and waits for it; it returns why it could not be.
func (s *Screen) Keep() error {
	s.handTyped()
	if s.keeper == nil {
		return nil
	}
	if err := s.line.Wait(closeLimit); err != nil {
		return err
	}
	return s.keeper.unkept()
}

// Close keeps what was typed and waits for it.
func (s *Screen) Close() {
	s.handTyped()
	if s.dialog != nil {
		s.dialog.Close()
	}
	if s.asked != nil {
		s.asked.close()
	}
	if s.phase == running || s.phase == grace {
		_ = s.line.Wait(closeLimit) // what then waits is told on the next opening: it is not there
	}
	s.stop()
	s.leave()
}

// closeLimit is how long leaving waits for the last change.
const closeLimit = 3 * time.Second

// begin begins the attempt or goes on with it.
func (s *Screen) begin() {
	s.showOpening()
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (exam.Sitting, error) {
		return s.d.Sitter.Begin(ctx, s.d.Actor, s.examID)
	}, func(sit exam.Sitting, err error) {
		if err != nil {
			s.phase, s.why = refused, err
			s.showRefused()
			s.d.Changed()
			return
		}
		s.take(sit)
	})
}

// take goes on where the attempt stands.
func (s *Screen) take(sit exam.Sitting) {
	s.sit, s.a, s.phase = sit, sit.Attempt, running
	s.a.Meter.Seen = s.reading() // from now on this window's clocks measure
	if s.a.State == exam.Overdue {
		s.phase = grace
	}
	s.keeper = newKeeper(s.d.Sitter, s.d.Actor, s.a.ID, s.d.Now())
	s.view = newView(s)
	s.all.Objects = []fyne.CanvasObject{s.view.all}
	s.ask()
	s.d.Stage.Every(s.ctx, tickEvery, s.tick)
	if n := len(s.a.Away); n > 0 && s.a.Away[n-1].For == 0 {
		s.do(exam.Event{Deed: exam.Returned, Place: s.a.Here}) // it was left, or the program ended, meanwhile
	}
	s.d.Trace("sitting", map[string]any{"exam": s.examID, "attempt": s.a.ID, "here": s.a.Here})
	s.d.Changed()
	s.all.Refresh()
}

// here is the question that is open.
func (s *Screen) here() (bank.Question, exam.Item) {
	return s.sit.Questions[s.a.Here], s.a.Paper.Items[s.a.Here]
}

// count is how many questions the paper has.
func (s *Screen) count() int { return len(s.a.Paper.Items) }

// given reports whether the question at a place is answered.
func (s *Screen) given(place int) bool { return s.a.Answers[place].Given() }

// answered is how many questions have an answer; descriptions want none.
func (s *Screen) answered() (done, all int) {
	for i := range s.a.Paper.Items {
		if s.sit.Questions[i].Kind == bank.Description {
			continue
		}
		all++
		if s.given(i) {
			done++
		}
	}
	return done, all
}

// flagged is how many questions are marked as doubtful.
func (s *Screen) flagged() (n int) {
	for _, on := range s.a.Flags {
		if on {
			n++
		}
	}
	return n
}
