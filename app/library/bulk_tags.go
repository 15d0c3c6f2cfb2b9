package library

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/tagging"
	"shifu/recordings"
)

// askTags asks which tags the marked calls, or else the chosen one, get.
func (s *Screen) askTags() {
	if rows := s.picked(); len(rows) > 0 && tagging.May(s.d) {
		tagging.Ask(s.d, s.ctx, rows, func(t recordings.Tagging) { s.tag(idsOf(rows), t) })
	}
}

// tag changes tags call by call. Undone, each has those again that it had.
func (s *Screen) tag(ids []string, t recordings.Tagging) {
	d := s.d
	s.doBulk(ids, bulk{title: lang.L("Setting tags"), said: counted("The tags of {{.N}} calls are set."), after: s.readNames,
		each: func(ctx context.Context, id string) (work, error) {
			done, err := d.Tags.Tag(ctx, d.Actor, id, t)
			if err != nil || done.IsZero() {
				return nil, err
			}
			return func(ctx context.Context) error {
				_, err := d.Tags.Tag(ctx, d.Actor, id, done.Undone())
				return err
			}, nil
		}})
}
