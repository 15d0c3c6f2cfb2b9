package library

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/recordings"
)

// bulk is one act on many calls, one after another. each returns how it is
// undone, nil if it can't be.
type bulk struct {
	title string
	each  func(ctx context.Context, id string) (back work, err error)
	said  func(n int) string
	after func() // on the UI thread, once it is done or undone; may be nil
}

type work = func(ctx context.Context) error

// outcome is how far a bulk act came.
type outcome struct {
	done    int
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
				o.take(back)
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

func (o *outcome) take(back work) {
	o.done++
	if back != nil {
		o.backs = append(o.backs, back)
	}
}

// bulkDone says what was done, and what not.
func (s *Screen) bulkDone(o outcome, b bulk) {
	text := b.said(o.done)
	if o.stopped {
		text = lang.L("Stopped.") + " " + text
	}
	if n := len(o.refused); n > 0 {
		text += " " + lang.L("{{.N}} were refused: {{.Why}}", map[string]any{"N": chart.Count(n), "Why": words.Sentence(s.d.Settings.Language, o.refused[0])})
	}
	s.markAll(false)
	s.did(text, o.backs, b.after)
	s.d.Trace("bulk", map[string]any{"done": o.done, "refused": len(o.refused), "stopped": o.stopped})
}

// did says what was done. The toast takes it back, and so does Ctrl+Z later,
// the last one first.
func (s *Screen) did(text string, backs []work, after func()) {
	d := &deed{backs, after}
	d.shown()
	if len(backs) == 0 {
		s.d.Toast(text, nil)
		return
	}
	s.undos = append(s.undos, d)
	s.d.Toast(text, func() { s.undoDeed(d) })
	s.d.Changed()
}

// deed is something that was done and can be undone.
type deed struct {
	backs []work
	after func() // may be nil
}

func (d *deed) shown() {
	if d.after != nil {
		d.after()
	}
}

// undo takes the last deed back.
func (s *Screen) undo() {
	if n := len(s.undos); n > 0 {
		s.undoDeed(s.undos[n-1])
	}
}

func (s *Screen) undoDeed(d *deed) {
	at := slices.Index(s.undos, d)
	if at < 0 {
		return // undone already
	}
	s.undos = slices.Delete(s.undos, at, at+1)
	backs := slices.Clone(d.backs)
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
		d.shown()
		s.d.Changed()
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Toast(lang.L("Undone"), nil)
	})
}

// markedIDs are the marked calls, by their ids.
func (s *Screen) markedIDs() []string { return slices.Sorted(maps.Keys(s.marks.rows)) }

// picked are the marked calls, the earliest first, or else the chosen one.
func (s *Screen) picked() []recordings.Row {
	rows := slices.SortedFunc(maps.Values(s.marks.rows), func(a, b recordings.Row) int {
		return cmp.Or(a.StartedAt.Compare(b.StartedAt), cmp.Compare(a.ID, b.ID))
	})
	if len(rows) == 0 && s.preview.row.ID != "" {
		rows = append(rows, s.preview.row)
	}
	return rows
}

// idsOf are the ids of calls.
func idsOf(rows []recordings.Row) []string {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids
}

// counted words n calls.
func counted(key string) func(n int) string {
	return func(n int) string { return lang.L(key, map[string]any{"N": chart.Count(n)}) }
}
