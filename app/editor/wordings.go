package editor

import (
	"context"
	"slices"
	"strings"

	"shifu/app/background"
	"shifu/qa"
	"shifu/qa/calibration"
)

// takeWording puts what a ruling proposes behind the help of its question, and
// records that it was taken.
func (s *Screen) takeWording(at qa.QuestionAt, w calibration.Wording) {
	s.wordings = slices.DeleteFunc(slices.Clone(s.wordings), func(o calibration.Wording) bool {
		return o.SessionID == w.SessionID && o.CallID == w.CallID && o.Ref == w.Ref
	})
	s.reshape(asked(at, func(q *qa.Question) { q.Help = strings.TrimSpace(q.Help + " " + w.Text) }))
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Rulebook.Take(ctx, s.d.Actor, w)
	}, func(_ struct{}, err error) { s.d.Fail(err) })
}
