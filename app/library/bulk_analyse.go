package library

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/internal/people"
	"shifu/recordings/track"
)

func (s *Screen) mayAnalyse() bool {
	by := s.d.Actor
	return s.d.Spans != nil && by.May(people.ListenCalls) && (by.May(people.ScoreCalls) || by.May(people.ImportCalls))
}

// analyse looks again who speaks when in the marked calls, or else the chosen
// one. What reviewers corrected stays. Undone, what was found before is back.
func (s *Screen) analyse() {
	ids := idsOf(s.picked())
	if len(ids) == 0 || !s.mayAnalyse() {
		return
	}
	d, kept := s.d, track.Kept{Calls: s.d.Calls, Shelf: s.d.Shelf}
	s.doBulk(ids, bulk{title: lang.L("Analysing speech"), said: counted("Speech was analysed again in {{.N}} calls."), after: func() { s.talk.forget(ids) },
		each: func(ctx context.Context, id string) (work, error) {
			r, err := d.Calls.Call(ctx, d.Actor, id)
			if err != nil {
				return nil, err
			}
			found, err := track.Detect(ctx, d.Actor, kept, r.Call)
			if err != nil {
				return nil, err
			}
			before, err := d.Spans.Detected(ctx, d.Actor, id, found)
			if err != nil || len(before.Lanes) == 0 {
				return nil, err
			}
			return func(ctx context.Context) error {
				_, err := d.Spans.Detected(ctx, d.Actor, id, before)
				return err
			}, nil
		}})
}
