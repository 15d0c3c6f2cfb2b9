package library

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/internal/chart"
	"shifu/internal/words"
)

// bulk is one act on many calls, one after another.
type bulk struct {
	title string
	each  func(ctx context.Context, id string) (back work, err error)
	said  func(n int) string
}

type work = func(ctx context.Context) error

// outcome is how far a bulk act came.
type outcome struct {
	backs   []work
	refused []error
	stopped bool
}

// doBulk goes through the calls with progress; it can be stopped, and undone as
// one step. A call that refuses doesn't keep the others.
func (s *Screen) doBulk(ids []string, b bulk) {
	ctx, cancel := context.WithCancel(s.kept)
	move, end := s.d.Progress(b.title, cancel)
	moved := s.paced(move)
	background.Run(s.kept, s.d.Stage, func(context.Context) (o outcome, err error) {
		for i, id := range ids {
			if ctx.Err() != nil {
				o.stopped = true
				break
			}
			back, err := b.each(ctx, id)
			switch {
			case errors.Is(err, context.Canceled):
			case err != nil:
				o.refused = append(o.refused, err)
			default:
				o.backs = append(o.backs, back)
			}
			moved(i+1, len(ids))
		}
		return o, nil
	}, func(o outcome, err error) {
		cancel()
		end()
		s.d.Fail(err)
		s.bulkDone(o, b)
	})
}

// bulkDone says what was done, and what not.
func (s *Screen) bulkDone(o outcome, b bulk) {
	var undo func()
	if len(o.backs) > 0 {
		undo = func() { s.undoBulk(o.backs) }
		s.undos = append(s.undos, undo)
	}
	text := b.said(len(o.backs))
	if o.stopped {
		text = lang.L("Stopped.") + " " + text
	}
	if n := len(o.refused); n > 0 {
		text += " " + lang.L("{{.N}} were refused: {{.Why}}", map[string]any{"N": chart.Count(n), "Why": words.Sentence(s.d.Settings.Language, o.refused[0])})
	}
	s.markAll(false)
	s.d.Toast(text, undo)
	s.d.Changed()
	s.d.Trace("bulk", map[string]any{"done": len(o.backs), "refused": len(o.refused), "stopped": o.stopped})
}

// undo takes the last bulk act back.
func (s *Screen) undo() {
	if n := len(s.undos); n > 0 {
		s.undos[n-1]()
	}
}

func (s *Screen) undoBulk(backs []work) {
	if n := len(s.undos); n == 0 {
		return // undone already
	}
	s.undos = s.undos[:len(s.undos)-1]
	slices.Reverse(backs)
	move, end := s.d.Progress(lang.L("Undoing"), nil)
	moved := s.paced(move)
	background.Run(s.kept, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		var failed error
		for i, back := range backs {
			if err := back(ctx); err != nil && failed == nil {
				failed = err
			}
			moved(i+1, len(backs))
		}
		return struct{}{}, failed
	}, func(_ struct{}, err error) {
		end()
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Toast(lang.L("Undone"), nil)
		s.d.Changed()
	})
}

// markedIDs are the marked calls, by their ids.
func (s *Screen) markedIDs() []string {
	ids := make([]string, 0, len(s.marks.rows))
	for id := range s.marks.rows {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
