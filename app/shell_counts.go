package app

import (
	"context"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/internal/people"
)

// count asks how much waits behind the places of the rail.
func (s *Shell) count() {
	d := s.desk
	if d == nil {
		return
	}
	if d.Actor.May(people.SitExams) {
		s.countAt(desk.Learn, func(ctx context.Context) (int, error) {
			q, err := d.Decks.Today(ctx, d.Actor)
			return len(q.Cards), err
		})
	}
	if !d.Actor.May(people.ScoreCalls) {
		return
	}
	s.countAt(desk.Review, func(ctx context.Context) (int, error) {
		ts, err := d.Queue.Tasks(ctx, d.Actor)
		return len(ts), err
	})
	s.countAt(desk.Calibration, func(ctx context.Context) (int, error) {
		ts, err := d.Calibration.Waiting(ctx, d.Actor)
		return len(ts), err
	})
}

// countAt shows how much waits behind one place.
func (s *Shell) countAt(at desk.Place, ask func(context.Context) (int, error)) {
	d := s.desk
	background.Run(context.Background(), s.out.Stage, ask, func(n int, err error) {
		if err == nil && s.desk == d && s.counts[at] != n {
			s.counts[at] = n
			s.drawRail()
		}
	})
}
