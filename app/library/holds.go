package library

import (
	"context"
	"errors"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/recordings/retention"
)

func (s *Screen) mayHold() bool { return s.d.Retention != nil && retention.May(s.d.Actor) }

// held is a hold that was put on.
type held struct {
	id    string
	calls int
}

// holdMarked keeps the marked calls from deletion.
func (s *Screen) holdMarked() {
	ids := s.markedIDs()
	if len(ids) == 0 {
		s.holdAll()
		return
	}
	s.askHold(len(ids), func(ctx context.Context, reason string) (held, error) {
		id, err := s.d.Retention.Hold(ctx, s.d.Actor, reason, ids)
		return held{id, len(ids)}, err
	})
}

// holdAll keeps all calls that the list found from deletion.
func (s *Screen) holdAll() {
	f := s.filter()
	s.askHold(s.rows.count, func(ctx context.Context, reason string) (held, error) {
		id, n, err := s.d.Retention.HoldAll(ctx, s.d.Actor, reason, f)
		return held{id, n}, err
	})
}

// askHold asks for the case, and holds all the calls or, stopped, none.
func (s *Screen) askHold(n int, do func(ctx context.Context, reason string) (held, error)) {
	if n == 0 {
		return
	}
	ask.Line(s.d, parts.Question{Title: lang.L("Hold {{.N}} calls?", map[string]any{"N": chart.Count(n)}), Act: lang.L("Keep from deletion"), Kind: parts.Main,
		Text: lang.L("They can't be deleted until the hold is lifted.")}, lang.L("The case or who asks for it"), "", func(reason string, done func(error)) {
		ctx, cancel := context.WithCancel(s.kept)
		_, end := s.d.Progress(lang.L("Holding calls"), cancel)
		background.Run(s.kept, s.d.Stage, func(context.Context) (held, error) { return do(ctx, reason) }, func(h held, err error) {
			cancel()
			end()
			if errors.Is(err, context.Canceled) {
				done(nil)
				return
			}
			if done(err); err == nil {
				s.holding(h)
			}
		})
	})
}

// holding says that calls are held.
func (s *Screen) holding(h held) {
	s.markAll(false)
	d := s.d
	s.did(counted("{{.N}} calls held")(h.calls), []work{func(ctx context.Context) error {
		return d.Retention.Lift(ctx, d.Actor, h.id, lang.L("Undone"))
	}}, nil)
	s.d.Trace("held", map[string]any{"calls": h.calls})
}

// askRelease asks why the marked calls, or else the chosen one, are let go of
// the holds on them.
func (s *Screen) askRelease() {
	ids := idsOf(s.picked())
	if len(ids) == 0 || !s.mayHold() {
		return
	}
	ask.Line(s.d, parts.Question{Title: lang.L("Lift the holds on {{.N}} calls?", map[string]any{"N": chart.Count(len(ids))}), Act: lang.L("Lift the holds"), Kind: parts.Main,
		Text: lang.L("Other calls of the same cases stay held. Calls that aren't held stay as they are.")}, lang.L("Why"), "", func(why string, done func(error)) {
		if done(retention.CheckWhy(why)); retention.CheckWhy(why) == nil {
			s.release(ids, why)
		}
	})
}

// release lets calls go of the holds on them, one by one.
func (s *Screen) release(ids []string, why string) {
	d := s.d
	s.doBulk(ids, bulk{title: lang.L("Lifting holds"), said: counted("The holds on {{.N}} calls are lifted."), each: func(ctx context.Context, id string) (work, error) {
		holds, err := d.Retention.Release(ctx, d.Actor, id, why)
		return func(ctx context.Context) error { return d.Retention.HoldAgain(ctx, d.Actor, id, holds) }, err
	}})
}
