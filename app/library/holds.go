package library

import (
	"context"

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
	ids := make([]string, 0, len(s.marks.rows))
	for id := range s.marks.rows {
		ids = append(ids, id)
	}
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

// askHold asks for the case; the hold can be undone.
func (s *Screen) askHold(n int, do func(ctx context.Context, reason string) (held, error)) {
	if n == 0 {
		return
	}
	ask.Line(s.d, parts.Question{Title: lang.L("Hold {{.N}} calls?", map[string]any{"N": chart.Count(n)}), Act: lang.L("Keep from deletion"), Kind: parts.Main,
		Text: lang.L("They can't be deleted until the hold is lifted.")}, lang.L("The case or who asks for it"), "", func(reason string, done func(error)) {
		background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (held, error) { return do(ctx, reason) }, func(h held, err error) {
			if done(err); err != nil {
				return
			}
			s.markAll(false)
			s.d.Toast(lang.L("{{.N}} calls held", map[string]any{"N": chart.Count(h.calls)}), func() { s.liftAgain(h) })
			s.d.Trace("held", map[string]any{"calls": h.calls})
		})
	})
}

func (s *Screen) liftAgain(h held) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Retention.Lift(ctx, s.d.Actor, h.id, lang.L("Undone"))
	}, func(_ struct{}, err error) {
		if err != nil {
			s.d.Fail(err)
		}
	})
}
