package library

import (
	"context"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
)

func (s *Screen) mayDeal() bool {
	return s.d.Actor.May(people.ScoreCalls) && s.d.Actor.May(people.ReleaseScores)
}

// dealMarked puts the marked calls into the person's own queue.
func (s *Screen) dealMarked() {
	if s.mayDeal() {
		s.deal(s.markedIDs(), s.d.Actor.PersonID, counted("{{.N}} calls added to your queue"))
	}
}

// dealtTime is how long a reviewer has for calls that were dealt by hand.
const dealtTime = 72 * time.Hour

// deal gives calls to a reviewer, to be scored with the newest rubric in the
// window's language. Undone, those that nobody began go back.
func (s *Screen) deal(ids []string, reviewerID string, said func(n int) string) {
	if len(ids) == 0 {
		return
	}
	d, due := s.d, s.d.Now().Add(dealtTime)
	background.Run(s.ctx, s.d.Stage, s.rubric, func(version string, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.doBulk(ids, bulk{title: lang.L("Giving to a reviewer"), said: said, each: func(ctx context.Context, id string) (work, error) {
			t := qa.Task{CallID: id, VersionID: version, ReviewerID: reviewerID, Why: words.T("Chosen by hand", nil), DueAt: due}
			dealt, err := d.Queue.Deal(ctx, d.Actor, []qa.Task{t})
			return func(ctx context.Context) error { return d.Queue.TakeBack(ctx, d.Actor, dealt) }, err
		}})
	})
}

// givenTo says to whom calls were given.
func givenTo(name string) func(n int) string {
	return func(n int) string {
		return lang.L("{{.N}} calls given to {{.Name}}", map[string]any{"N": chart.Count(n), "Name": name})
	}
}
