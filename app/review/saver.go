package review

import (
	"context"
	"sync"
	"time"

	"shifu/internal/people"
	"shifu/qa"
)

// saver keeps a draft. Its methods do the work and are called in a line, one
// after another; put may be called at any time.
type saver struct {
	keeper qa.Keeper
	by     people.Actor

	mu      sync.Mutex
	waiting *qa.Evaluation // newest state that is not kept yet
	stamp   time.Time      // of what is kept
	why     error          // that what waits could not be kept; nil: not tried yet
}

func newSaver(k qa.Keeper, by people.Actor, e qa.Evaluation) *saver {
	return &saver{keeper: k, by: by, stamp: e.SavedAt}
}

// put hands over the newest state.
func (s *saver) put(e qa.Evaluation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = &e
}

func (s *saver) take() (*qa.Evaluation, time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.waiting
	s.waiting = nil
	return e, s.stamp
}

// back puts e, which could not be kept, among what waits again, unless
// something newer does.
func (s *saver) back(e *qa.Evaluation, why error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.why = why
	if s.waiting == nil {
		s.waiting = e
	}
}

// unkept is why what waits could not be kept, nil if nothing waits.
func (s *saver) unkept() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting == nil {
		return nil
	}
	return s.why
}

func (s *saver) kept(at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stamp = at
}

// savedAt is when the draft was last kept.
func (s *saver) savedAt() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stamp
}

// save keeps what waits; nothing is lost if it fails.
func (s *saver) save() error {
	e, stamp := s.take()
	if e == nil {
		return nil
	}
	e.SavedAt = stamp
	kept, err := s.keeper.Save(context.Background(), s.by, *e)
	if err != nil {
		s.back(e, err)
		return err
	}
	s.kept(kept.SavedAt)
	return nil
}

// saveOver saves although another window saved meanwhile: what is here wins.
func (s *saver) saveOver() error {
	e, _ := s.take()
	if e == nil {
		return nil
	}
	there, err := s.keeper.Evaluation(context.Background(), s.by, e.ID)
	s.back(e, err)
	if err != nil {
		return err
	}
	s.kept(there.SavedAt)
	return s.save()
}

// submit closes the draft as e stands.
func (s *saver) submit(e qa.Evaluation) (qa.Evaluation, error) {
	_, stamp := s.take()
	e.SavedAt = stamp
	done, err := s.keeper.Submit(context.Background(), s.by, e)
	if err != nil {
		s.back(&e, err)
	}
	return done, err
}
