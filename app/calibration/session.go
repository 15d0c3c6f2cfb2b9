package calibration

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/qa"
	"shifu/qa/calibration"
	"shifu/recordings"
)

// Session is one session: who has scored while that goes on, and the answers
// side by side from the review on.
type Session struct {
	d     *desk.Desk
	id    string
	ctx   context.Context
	leave func()

	board  calibration.Board
	turns  []calibration.Turn // what waits here for whoever works
	read   bool               // there is a board
	call   int                // index of the call whose answers are shown
	row    recordings.Row
	said   []recordings.Utterance
	matrix calibration.Matrix
	refs   []string // of the rows of the table; empty for a section's header
	awake  string   // question

	line    *background.Line
	ruling  calibration.Ruling // being written
	dirty   bool
	problem error
	savedAt time.Time
	typing  bool

	sound    *sound
	table    *parts.Matrix
	verdicts *parts.Verdicts
	text     *parts.Entry
	side     *fyne.Container
	foot     *fyne.Container
	whole    *fyne.Container
}

func newSession(d *desk.Desk, id string) *Session {
	s := &Session{d: d, id: id, line: d.Stage.NewLine(), whole: parts.Over(parts.Room(0, 0)), side: parts.Over(), foot: parts.Over()}
	s.ctx, s.leave = d.Stay(desk.Soon, func(n notice.Notice) bool { return n.Subject == notice.Calibration && (n.ID == "" || n.ID == s.id) }, s.load)
	s.sound = newSound(d, s.ctx)
	s.makeTable()
	s.makeRuling()
	s.load()
	return s
}

// Content is the session.
func (s *Session) Content() fyne.CanvasObject { return s.whole }

// foldBelow is from which width of the window on the rail stays open.
const foldBelow = 1400

// Wide folds the rail where the table needs the room.
func (s *Session) Wide() bool { return s.d.Window.Canvas().Size().Width < look.Scaled(foldBelow) }

// Close saves what is open and falls silent.
func (s *Session) Close() {
	s.save()
	if err := s.line.Wait(3 * time.Second); err != nil {
		s.d.Fail(err)
	}
	s.sound.close()
	s.leave()
}

// Keep saves what is open and says why it could not be.
func (s *Session) Keep() error {
	s.save()
	if err := s.line.Wait(3 * time.Second); err != nil {
		return err
	}
	if s.dirty {
		return s.problem
	}
	return nil
}

func (s *Session) load() {
	began := s.d.Now()
	background.Run(s.ctx, s.d.Stage, s.readAll, func(f found, err error) {
		if err != nil {
			s.showLost(err)
			return
		}
		s.turns = f.turns
		s.take(f.board)
		s.d.Trace("loaded", map[string]any{"place": "session", "id": s.id, "state": string(f.board.Session.State), "ms": s.d.Now().Sub(began).Milliseconds()})
	})
}

// found is what one look at the session finds.
type found struct {
	board calibration.Board
	turns []calibration.Turn
}

func (s *Session) readAll(ctx context.Context) (f found, err error) {
	if f.board, err = s.d.Calibration.Session(ctx, s.d.Actor, s.id); err != nil {
		return f, err
	}
	f.turns, err = s.d.Calibration.Waiting(ctx, s.d.Actor)
	f.turns = slices.DeleteFunc(f.turns, func(t calibration.Turn) bool { return t.SessionID != s.id || t.CallID == "" })
	return f, err
}

// take shows a board; what is being written stays.
func (s *Session) take(b calibration.Board) {
	first := !s.read
	s.board, s.read = b, true
	s.compare()
	if first {
		s.awake = s.firstOpen()
		s.readCall()
	}
	if !s.dirty {
		s.ruling = s.kept(s.awake)
	}
	s.show()
	s.d.Changed()
}

// compare lays the answers of the chosen call beside each other.
func (s *Session) compare() {
	id := s.callID()
	s.matrix = calibration.Compare(&s.board.Version, s.board.On(id), s.board.Ruled(id), s.board.Session.Threshold)
}

func (s *Session) callID() string {
	if s.call < len(s.board.Session.Calls) {
		return s.board.Session.Calls[s.call].ID
	}
	return ""
}

// firstOpen is the first flagged question without an agreed answer, else the
// first flagged one, else the first.
func (s *Session) firstOpen() string {
	flagged, ruled := s.matrix.Flagged(), s.board.Ruled(s.callID())
	for _, ref := range flagged {
		if !ruled[ref].Settled() {
			return ref
		}
	}
	switch {
	case len(flagged) > 0:
		return flagged[0]
	case len(s.matrix.Rows) > 0:
		return s.matrix.Rows[0].Ref
	}
	return ""
}

// readCall reads the call and its words; without them the rest works.
func (s *Session) readCall() {
	id := s.callID()
	type heard struct {
		row  recordings.Row
		said []recordings.Utterance
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (h heard, err error) {
		if h.row, err = s.d.Calls.Call(ctx, s.d.Actor, id); err != nil {
			return h, err
		}
		h.said, err = s.d.Calls.Transcript(ctx, s.d.Actor, id)
		if fault.Is(err, fault.Forbidden) {
			err = nil
		}
		return h, err
	}, func(h heard, err error) {
		if id != s.callID() {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.row, s.said = h.row, h.said
		s.sound.take(h.row)
		s.show()
	})
}

// turnCall shows the answers on another call.
func (s *Session) turnCall(to int) {
	n := len(s.board.Session.Calls)
	if n < 2 {
		return
	}
	s.save()
	s.call = (to%n + n) % n
	s.compare()
	s.awake = s.firstOpen()
	s.ruling = s.kept(s.awake)
	s.readCall()
	s.show()
}

// wake makes another question the one that is discussed.
func (s *Session) wake(ref string) {
	if ref == "" || ref == s.awake {
		return
	}
	s.save()
	s.awake, s.ruling = ref, s.kept(ref)
	s.sound.pause()
	s.fillRuling()
	s.showSide()
	s.d.Changed()
}

// kept is the ruling on a question, empty with its place for none. A ruling
// stands as a precedent unless that is taken back.
func (s *Session) kept(ref string) calibration.Ruling {
	if r, ok := s.board.Ruled(s.callID())[ref]; ok {
		return r
	}
	return calibration.Ruling{SessionID: s.id, CallID: s.callID(), Ref: ref, Precedent: true}
}

// mayRule tells whether rulings are made here now, by whoever works.
func (s *Session) mayRule() bool {
	return s.read && s.board.Session.State == calibration.Review && leads(s.d) && !s.board.Blind
}

// question is the one that is awake, nil for none.
func (s *Session) question() *qa.Question {
	q, _, ok := s.board.Version.Find(s.awake)
	if !ok {
		return nil
	}
	return q
}

// expert is the index of the expert's sheet among those of the call, -1 for none.
func (s *Session) expert() int {
	return slices.IndexFunc(s.board.On(s.callID()), func(x calibration.Sheet) bool { return x.Expert })
}
